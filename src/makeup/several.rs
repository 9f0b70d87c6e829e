//! Tables and teasers.

use super::page::Maker;
use super::{Matter, Teaser};
use crate::diag::{Finding, brief, nearest};
use crate::layout::SlotKind;

impl Maker<'_> {
    pub fn tables(&mut self, at: usize) {
        let manifest = self.manifest;
        for entry in &manifest.issue.pages[at].tables {
            let found = self.slot(at, &entry.slot, &entry.slot, &[SlotKind::Table]);
            let title = entry.title.as_deref().map(|text| self.files.clean(text));
            self.place_file(at, &entry.file, title.clone());
            let (true, Some(mut table)) = (found, self.files.table(&entry.file)) else {
                continue;
            };
            // The manifest's words win over the table's own.
            for (own, given) in [
                (&mut table.title, &entry.title),
                (&mut table.note, &entry.note),
                (&mut table.source, &entry.source),
            ] {
                if let Some(given) = given {
                    *own = Some(self.files.clean(given)).filter(|text| !text.is_empty());
                }
            }
            let matter = Matter::Table(Box::new(table));
            self.fill(at, &entry.slot, &entry.slot, &entry.file, matter);
        }
    }

    /// Teasers, once it is known where everything stands.
    pub fn teasers(&mut self, at: usize) {
        let manifest = self.manifest;
        for entry in &manifest.issue.pages[at].teasers {
            let found = self.slot(at, &entry.slot, &entry.slot, &[SlotKind::Teasers]);
            let Some(path) = self.files.path(&entry.file) else {
                continue;
            };
            let Some(placed) = self.placed.get(&path) else {
                // What a mended manifest has lost may have been what it points at.
                if manifest.sound {
                    let finding = self.unplaced(&entry.file);
                    self.findings.push(finding.at(manifest.place(&entry.file)));
                }
                continue;
            };
            let (page, short) = (placed.page, placed.short.clone());
            let headline = entry.headline.as_deref().map(|text| self.files.clean(text));
            let text = entry.text.as_deref().map(|text| self.files.clean(text));
            let Some(headline) = headline.or(short).filter(|text| !text.is_empty()) else {
                self.findings.push(
                    Finding::error("teaser", "what the teaser points at has no headline")
                        .at(manifest.place(&entry.file))
                        .hint("give the teaser a `headline` of its own"),
                );
                continue;
            };
            let teaser = Teaser {
                headline,
                text: text.filter(|text| !text.is_empty()),
                page,
            };
            if found {
                let before = self.pages[at].fills.of(&entry.slot).count();
                self.fill(
                    at,
                    &entry.slot,
                    &entry.slot,
                    &entry.file,
                    Matter::Teaser(teaser),
                );
                let id = format!("teaser {} of {}", before + 1, entry.slot.as_str());
                self.pages[at].fills.rename_last(&entry.slot, id);
            }
        }
    }

    fn unplaced(&self, file: &str) -> Finding {
        let message = format!("`{}` stands on no page of the issue", brief(file));
        let names = self.placed.values().map(|placed| placed.file.as_str());
        let finding = Finding::error("teaser", message);
        match nearest(file, names) {
            Some(near) => finding.hint(format!("did you mean `{near}`?")),
            None => finding.hint("a teaser points at an article, picture or table that is placed"),
        }
    }
}
