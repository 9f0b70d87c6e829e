//! Fills the slots of one page with what the manifest puts there, and names what does not
//! fit together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Files, Fill, Matter, Story, in_mm, mm, same_size};
use crate::copy;
use crate::diag::{Finding, Place, nearest};
use crate::layout::{Layout, SlotKind};
use crate::manifest::{Head, IssueManifest, Lines, Spot};

/// An article of more than so many times what its slot holds is refused before it is set.
const HOPELESS: usize = 8;

/// A slot that nothing fills would leave a hole in the page.
pub fn empty_slots(
    layout: &Layout,
    named: &BTreeSet<String>,
    number: u32,
    place: &Place,
    findings: &mut Vec<Finding>,
) {
    for slot in layout.slots.values() {
        if !slot.optional && !named.contains(&slot.name) {
            let kind = slot.kind.word();
            let message = format!("slot `{}` of page {number} is empty", slot.name);
            findings.push(
                Finding::error("empty-slot", message)
                    .at(place.clone())
                    .related(layout.place(&slot.name), "the slot")
                    .hint(format!(
                        "add a `[[page.{kind}]]` with slot = \"{}\"",
                        slot.name
                    )),
            );
        }
    }
}

/// Fills the slots of one page.
pub struct PageMaker<'a> {
    pub manifest: &'a IssueManifest,
    pub layout: Option<&'a Arc<Layout>>,
    pub files: &'a mut dyn Files,
    pub findings: &'a mut Vec<Finding>,
    pub fills: BTreeMap<String, Fill>,
    /// Slots that the manifest names, whatever became of their matter, and those that it
    /// seems to mean: they are not empty.
    pub named: BTreeSet<String>,
}

impl PageMaker<'_> {
    pub fn articles(&mut self, page: &crate::manifest::Page) {
        for article in &page.articles {
            let slots: Vec<_> = article.slots().collect();
            for slot in slots.iter().skip(1) {
                let finding =
                    Finding::error("jump", "an article cannot run on to another slot yet")
                        .at(self.manifest.place(slot))
                        .hint("give the article one slot; jumps (转版) are still to be built");
                self.findings.push(finding);
            }
            let Some(slot) = slots.first() else { continue };
            let found = self.slot(slot, SlotKind::Article);
            let read = self.files.article(&article.file);
            let (true, Some(read)) = (found, read) else {
                continue;
            };
            let mut head = self.head(article.head(), &read.head);
            self.marks(&mut head, &article.file);
            if head.headline.is_none() && head.kicker.is_some() {
                self.findings.push(
                    Finding::error("headline", "the article has a kicker and no headline")
                        .at(self.manifest.place(&article.file)),
                );
            }
            self.hopeless(slot, &read);
            let pictures = self.pictures_in(&read);
            let story = Story {
                head,
                article: read,
                pictures,
            };
            self.fill(slot, &article.file, Matter::Story(Box::new(story)));
        }
    }

    /// An article many times too long is not worth setting: composition would take its
    /// time over text that cannot be printed.
    fn hopeless(&mut self, name: &Spot<String>, article: &copy::Article) {
        let slot = self
            .layout
            .and_then(|layout| layout.slots.get(name.as_str()));
        let Some(capacity) = slot.map(crate::layout::Slot::capacity) else {
            return;
        };
        let characters = article.characters();
        if characters > capacity.saturating_mul(HOPELESS) {
            let message = format!(
                "the article has {characters} characters; slot `{}` has room for {capacity} at most",
                name.as_str()
            );
            self.findings.push(
                Finding::error("overset", message)
                    .at(self.manifest.place(name))
                    .hint(format!("cut {} characters", characters - capacity)),
            );
        }
    }

    pub fn pictures(&mut self, page: &crate::manifest::Page) {
        for picture in &page.pictures {
            let found = self.slot(&picture.slot, SlotKind::Picture);
            let (true, Some(path)) = (found, self.files.path(&picture.file)) else {
                continue;
            };
            let mut clean =
                |text: &Option<String>| text.as_deref().map(|text| self.files.clean(text));
            let focus = match picture.focus.as_ref().map(|focus| focus.as_slice()) {
                Some(&[across, down]) => (across, down),
                _ => (0.5, 0.5),
            };
            let (caption, credit) = (clean(&picture.caption), clean(&picture.credit));
            self.fill(
                &picture.slot,
                &picture.file,
                Matter::Picture {
                    path,
                    caption,
                    credit,
                    focus,
                },
            );
        }
    }

    pub fn ads(&mut self, page: &crate::manifest::Page) {
        for ad in &page.ads {
            let found = self.slot(&ad.slot, SlotKind::Ad);
            if let Some(size) = &ad.size {
                self.booked(&ad.slot, size);
            }
            let path = match &ad.file {
                Some(file) => match self.files.path(file) {
                    Some(path) => Some(path),
                    None => continue,
                },
                None => None,
            };
            let mark = ad.mark.as_ref().map(|mark| self.files.clean(mark));
            if found {
                self.fill(
                    &ad.slot,
                    ad.file.as_ref().unwrap_or(&ad.slot),
                    Matter::Ad { path, mark },
                );
            }
        }
    }

    /// A place must have the size it was booked at.
    fn booked(&mut self, name: &Spot<String>, size: &Spot<Vec<f64>>) {
        let slot = self
            .layout
            .and_then(|layout| layout.slots.get(name.as_str()));
        let (Some(slot), [width, height]) = (slot, size.as_slice()) else {
            return;
        };
        let booked = (mm(*width), mm(*height));
        if !same_size(booked, slot.size) {
            let message = format!(
                "the advertisement is booked at {}, slot `{}` is {}",
                in_mm(booked),
                slot.name,
                in_mm(slot.size)
            );
            self.findings.push(
                Finding::error("ad-size", message)
                    .at(self.manifest.place(size))
                    .related(self.layout_place(&slot.name), "the slot"),
            );
        }
    }

    fn layout_place(&self, slot: &str) -> Place {
        match self.layout {
            Some(layout) => layout.place(slot),
            None => Place::File("layouts".into()),
        }
    }

    fn fill(&mut self, slot: &Spot<String>, file: &Spot<String>, matter: Matter) {
        let fill = Fill {
            id: file.to_string(),
            place: self.manifest.place(slot),
            matter,
        };
        // A slot used twice has been reported with the manifest; the first use stands.
        self.fills.entry(slot.to_string()).or_insert(fill);
    }

    /// Whether the layout has the slot and it takes this kind of thing.
    fn slot(&mut self, name: &Spot<String>, kind: SlotKind) -> bool {
        let Some(layout) = self.layout else {
            return true;
        };
        if !name.is_placed() {
            return false;
        }
        self.named.insert(name.to_string());
        let Some(slot) = layout.slots.get(name.as_str()) else {
            self.unknown_slot(layout, name, kind);
            return false;
        };
        if slot.kind != kind {
            let message = format!(
                "slot `{}` takes an {}, not an {}",
                slot.name,
                slot.kind.word(),
                kind.word()
            )
            .replace("an picture", "a picture");
            self.findings.push(
                Finding::error("slot-kind", message)
                    .at(self.manifest.place(name))
                    .related(layout.place(&slot.name), "the slot"),
            );
        }
        slot.kind == kind
    }

    fn unknown_slot(&mut self, layout: &Layout, name: &Spot<String>, kind: SlotKind) {
        let of_kind = |slot: &&crate::layout::Slot| slot.kind == kind;
        let names: Vec<&str> = layout
            .slots
            .values()
            .filter(of_kind)
            .map(|slot| slot.name.as_str())
            .collect();
        let message = format!("layout `{}` has no slot `{}`", layout.name, name.as_str());
        let finding = Finding::error("unknown-slot", message).at(self.manifest.place(name));
        let near = nearest(name, names.iter().copied());
        self.named.extend(near.map(String::from));
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => format!("it has no slots for an {}", kind.word()),
            None => format!("its slots of this kind are {}", names.join(", ")),
        };
        self.findings
            .push(finding.hint(hint.replace("an picture", "a picture")));
    }

    /// The manifest's words win over the article's own.
    fn head(&mut self, from: Head, own: &Head) -> Head {
        let mut clean = |line: String| self.files.clean(&line);
        let mut lines = |lines| match lines {
            Lines::One(line) => Lines::One(clean(line)),
            Lines::Many(lines) => Lines::Many(lines.into_iter().map(&mut clean).collect()),
        };
        let (headline, deck) = (from.headline.map(&mut lines), from.deck.map(&mut lines));
        Head {
            kicker: from.kicker.map(&mut clean).or_else(|| own.kicker.clone()),
            headline: headline.or_else(|| own.headline.clone()),
            deck: deck.or_else(|| own.deck.clone()),
            standfirst: from
                .standfirst
                .map(&mut clean)
                .or_else(|| own.standfirst.clone()),
            byline: from.byline.map(&mut clean).or_else(|| own.byline.clone()),
            note: from.note.map(&mut clean).or_else(|| own.note.clone()),
            short: from.short.map(&mut clean).or_else(|| own.short.clone()),
            quote: from.quote.map(&mut clean).or_else(|| own.quote.clone()),
        }
    }

    /// Reads the marks by which an editor says where a headline may break.
    fn marks(&mut self, head: &mut Head, file: &Spot<String>) {
        let lines = [&mut head.headline, &mut head.deck].into_iter().flatten();
        let texts = lines.flat_map(|lines| match lines {
            Lines::One(line) => vec![line],
            Lines::Many(lines) => lines.iter_mut().collect(),
        });
        for line in head.kicker.iter_mut().chain(texts) {
            match copy::marked(line) {
                Ok(marked) => *line = marked,
                Err(why) => {
                    let finding = Finding::error("headline-mark", format!("{why} (in “{line}”)"));
                    let finding = finding.at(self.manifest.place(file)).hint(
                        "`|` lets a headline break, `{…}` holds it together; `\\|` is the character",
                    );
                    self.findings.push(finding);
                }
            }
        }
    }

    fn pictures_in(&mut self, article: &copy::Article) -> BTreeMap<String, String> {
        let mut paths = BTreeMap::new();
        for block in &article.blocks {
            if let copy::BlockKind::Picture { file, .. } = &block.kind
                && let Some(path) = self.files.picture(article, file, block.line)
            {
                paths.insert(file.clone(), path);
            }
        }
        paths
    }
}
