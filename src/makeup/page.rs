//! Fills the slots of the pages with what the manifest puts there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Files, Fill, Fills, Matter, in_mm, mm, same_size};
use crate::copy;
use crate::diag::{Finding, Place};
use crate::layout::{Layout, SlotKind};
use crate::manifest::{Head, IssueManifest, Lines, Page, Spot};

/// Fills the slots of all pages.
pub struct Maker<'m> {
    pub manifest: &'m IssueManifest,
    pub files: &'m mut dyn Files,
    pub findings: Vec<Finding>,
    /// In the order of the manifest.
    pub pages: Vec<PageDesk<'m>>,
    /// The page on which each file is placed, by its path.
    pub placed: BTreeMap<String, Placed>,
}

/// Where a file stands, and the words by which a teaser may call it.
pub struct Placed {
    pub page: u32,
    pub file: String,
    pub short: Option<String>,
}

/// What becomes of one page.
pub struct PageDesk<'m> {
    pub layout: Option<&'m Arc<Layout>>,
    pub fills: Fills,
    /// Slots that the manifest names, whatever became of their matter, and those that it
    /// seems to mean: they are not empty. Each with its first use.
    pub named: BTreeMap<String, Use>,
}

/// The first use of a slot.
#[derive(Clone)]
pub struct Use {
    pub place: Place,
    /// How many kinds of slots would take what uses it: one that takes several, or not.
    pub kinds: usize,
    /// The usual one of them.
    pub kind: Option<SlotKind>,
}

impl<'m> Maker<'m> {
    pub fn new(
        manifest: &'m IssueManifest,
        layouts: &'m BTreeMap<String, Arc<Layout>>,
        files: &'m mut dyn Files,
    ) -> Self {
        let desk = |page: &Page| PageDesk {
            layout: layouts.get(&**page.layout),
            fills: Fills::default(),
            named: BTreeMap::new(),
        };
        Self {
            manifest,
            files,
            findings: vec![],
            pages: manifest.issue.pages.iter().map(desk).collect(),
            placed: BTreeMap::new(),
        }
    }

    /// Notes where a file stands, for the teasers that point at it.
    pub fn place_file(&mut self, at: usize, file: &Spot<String>, short: Option<String>) {
        let manifest = self.manifest;
        let (Some(path), Some(page)) = (self.files.path(file), manifest.issue.pages.get(at)) else {
            return;
        };
        self.placed.entry(path).or_insert(Placed {
            page: *page.number,
            file: file.to_string(),
            short,
        });
    }

    pub fn pictures(&mut self, at: usize) {
        let manifest = self.manifest;
        for picture in &manifest.issue.pages[at].pictures {
            let takes = [SlotKind::Picture, SlotKind::Gallery];
            let found = self.slot(at, &picture.slot, &picture.slot, &takes);
            self.place_file(at, &picture.file, None);
            let layout = self.pages.get(at).and_then(|desk| desk.layout);
            let slot = layout.and_then(|layout| layout.slots.get(picture.slot.as_str()));
            let give = self.give(picture, slot);
            // What is left out is still the page's.
            let found = found && !picture.drop;
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
                at,
                &picture.slot,
                &picture.slot,
                &picture.file,
                Matter::Picture {
                    path,
                    caption,
                    credit,
                    focus,
                    give,
                },
            );
        }
    }

    pub fn ads(&mut self, at: usize) {
        let manifest = self.manifest;
        for ad in &manifest.issue.pages[at].ads {
            let found = self.slot(at, &ad.slot, &ad.slot, &[SlotKind::Ad]);
            if let Some(size) = &ad.size {
                self.booked(at, &ad.slot, size);
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
                    at,
                    &ad.slot,
                    &ad.slot,
                    ad.file.as_ref().unwrap_or(&ad.slot),
                    Matter::Ad { path, mark },
                );
            }
        }
    }

    /// A place must have the size it was booked at.
    fn booked(&mut self, at: usize, name: &Spot<String>, size: &Spot<Vec<f64>>) {
        let slot = self.pages[at]
            .layout
            .and_then(|layout| Some((layout, layout.slots.get(name.as_str())?)));
        let (Some((layout, slot)), [width, height]) = (slot, size.as_slice()) else {
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
                    .related(layout.place(&slot.name), "the slot"),
            );
        }
    }

    /// Puts matter into a slot of a page; `spot` is where the manifest names the slot.
    pub fn fill(
        &mut self,
        at: usize,
        slot: &str,
        spot: &Spot<String>,
        file: &Spot<String>,
        matter: Matter,
    ) {
        let fill = Fill {
            id: file.to_string(),
            place: self.manifest.place(spot),
            matter,
        };
        let Some(desk) = self.pages.get_mut(at) else {
            return;
        };
        // A slot used twice has been reported; the first use stands.
        let slots = desk.layout.map(|layout| &layout.slots);
        let several = slots
            .and_then(|slots| slots.get(slot))
            .is_some_and(|slot| slot.kind.several());
        if several || !desk.fills.contains_key(slot) {
            desk.fills.push(slot, fill);
        }
    }

    /// The manifest's words win over the article's own.
    pub fn head(&mut self, from: Head, own: &Head) -> Head {
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

    pub fn pictures_in(&mut self, article: &copy::Article) -> BTreeMap<String, String> {
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
