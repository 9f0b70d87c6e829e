//! Make-up (组版): which article, picture and advertisement stands in which slot of which
//! page. Gives a plan that composition can follow without asking back, or every reason
//! why there is none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::copy;
use crate::diag::{Finding, Place, nearest};
use crate::layout::{Layout, SlotKind};
use crate::manifest::{Date, Head, IssueManifest, Lines, Spot};

/// An article of more than so many times what its slot holds is refused before it is set.
const HOPELESS: usize = 8;

/// Everything that is to be set, page by page.
#[derive(Debug)]
pub struct Plan {
    pub date: Date,
    /// Issue number (总第N期).
    pub number: u32,
    /// Pages of the whole issue (今日N版), also when only some are set.
    pub total: usize,
    /// In the order of their numbers.
    pub pages: Vec<PlannedPage>,
}

/// One page and what fills its slots.
#[derive(Debug)]
pub struct PlannedPage {
    pub number: u32,
    pub section: String,
    pub editors: Vec<String>,
    /// Whether the page is printed in black alone.
    pub mono: bool,
    pub layout: Arc<Layout>,
    /// By slot name.
    pub fills: BTreeMap<String, Fill>,
    /// Where the manifest names the page.
    pub place: Place,
}

/// What fills a slot.
#[derive(Debug)]
pub struct Fill {
    /// The identity of the article or picture: its file as the manifest names it.
    pub id: String,
    /// Where the manifest puts it into the slot.
    pub place: Place,
    pub matter: Matter,
}

/// The matter of a slot.
#[derive(Debug)]
pub enum Matter {
    Story(Box<Story>),
    Picture {
        /// Relative to the project's root, with slashes.
        path: String,
        caption: Option<String>,
        credit: Option<String>,
        /// What a crop keeps, across and down, from 0 to 1.
        focus: (f64, f64),
    },
    Ad {
        /// Relative to the project's root, with slashes; none where a place is only booked.
        path: Option<String>,
    },
}

/// An article with its headline group, the manifest's words before its own.
#[derive(Debug)]
pub struct Story {
    pub head: Head,
    pub article: copy::Article,
    /// Pictures that stand in the text, each file as the article names it with its path.
    pub pictures: BTreeMap<String, String>,
}

/// What make-up needs of the files an issue names: read by the caller, so that this part
/// touches no disk.
pub trait Files {
    /// The article of a file named by the manifest; nothing if it could not be read.
    fn article(&mut self, file: &Spot<String>) -> Option<copy::Article>;
    /// The path below the project's root of a file named by the manifest, with slashes.
    fn path(&mut self, file: &Spot<String>) -> Option<String>;
    /// The same for a picture that an article names.
    fn picture(&mut self, article: &copy::Article, file: &str, line: usize) -> Option<String>;
    /// A line of a headline group or caption, cleaned.
    fn clean(&mut self, line: &str) -> String;
}

/// Plans the issue. The findings hold every mistake; with an error among them the plan is
/// not fit to be set.
pub fn plan(
    manifest: &IssueManifest,
    layouts: &BTreeMap<String, Arc<Layout>>,
    files: &mut dyn Files,
) -> (Plan, Vec<Finding>) {
    let mut findings = vec![];
    let mut pages = vec![];
    for page in &manifest.issue.pages {
        // An unknown or broken layout has been reported by the part that reads layouts.
        let layout = layouts.get(&**page.layout);
        let mut maker = PageMaker {
            manifest,
            layout,
            files,
            findings: &mut findings,
            fills: BTreeMap::new(),
            named: BTreeSet::new(),
        };
        maker.articles(page);
        maker.pictures(page);
        maker.ads(page);
        let (fills, named) = (maker.fills, maker.named);
        let place = manifest.place(&page.number);
        let Some(layout) = layout.cloned() else {
            continue;
        };
        // What a mended manifest has lost may have been meant for any slot.
        if manifest.sound {
            empty_slots(&layout, &named, *page.number, &place, &mut findings);
        }
        pages.push(PlannedPage {
            number: *page.number,
            section: page.section.clone(),
            editors: page.editors.clone(),
            mono: page.mono,
            layout,
            fills,
            place,
        });
    }
    pages.sort_by_key(|page| page.number);
    let head = &manifest.issue.issue;
    let total = manifest.issue.pages.len();
    (
        Plan {
            date: head.date(),
            number: *head.number,
            total,
            pages,
        },
        findings,
    )
}

/// A slot that nothing fills would leave a hole in the page.
fn empty_slots(
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

/// Sizes within half a millimetre are the same.
pub fn same_size(a: (f64, f64), b: (f64, f64)) -> bool {
    (a.0 - b.0).abs() <= mm(0.5) && (a.1 - b.1).abs() <= mm(0.5)
}

/// A size in mm, for people.
pub fn in_mm((width, height): (f64, f64)) -> String {
    format!("{:.1} × {:.1} mm", width / mm(1.0), height / mm(1.0))
}

/// Millimetres in pt.
fn mm(length: f64) -> f64 {
    length * 72.0 / 25.4
}

struct PageMaker<'a> {
    manifest: &'a IssueManifest,
    layout: Option<&'a Arc<Layout>>,
    files: &'a mut dyn Files,
    findings: &'a mut Vec<Finding>,
    fills: BTreeMap<String, Fill>,
    /// Slots that the manifest names, whatever became of their matter, and those that it
    /// seems to mean: they are not empty.
    named: BTreeSet<String>,
}

impl PageMaker<'_> {
    fn articles(&mut self, page: &crate::manifest::Page) {
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
            let head = self.head(article.head(), &read.head);
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
        let characters = article
            .plain_text()
            .chars()
            .filter(|c| !c.is_whitespace())
            .count();
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

    fn pictures(&mut self, page: &crate::manifest::Page) {
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

    fn ads(&mut self, page: &crate::manifest::Page) {
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
            if found {
                self.fill(
                    &ad.slot,
                    ad.file.as_ref().unwrap_or(&ad.slot),
                    Matter::Ad { path },
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
