//! Make-up (组版): which article, picture and advertisement stands in which slot of which
//! page. Gives a plan that composition can follow without asking back, or every reason
//! why there is none.

mod articles;
mod check;
mod fills;
mod marks;
mod page;
mod run;
mod several;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use self::fills::Fills;
use self::page::Maker;
pub use self::run::{Run, Stop};
use crate::copy;
use crate::diag::{Finding, Place};
use crate::layout::{Layout, Slot};
use crate::manifest::{Date, Head, IssueManifest, Spot};
use crate::table::Table;

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
    pub fills: Fills,
    /// Where the manifest names the page.
    pub place: Place,
}

/// What fills a slot.
#[derive(Debug)]
pub struct Fill {
    /// The identity of what fills it: its file as the manifest names it; of a teaser, its
    /// place in its slot.
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
        /// What marks it, unless it is 广告.
        mark: Option<String>,
    },
    Table(Box<Table>),
    Teaser(Teaser),
}

/// An article with its headline group, the manifest's words before its own. One that runs
/// through several slots fills each of them, with the part that stands there.
#[derive(Debug, Clone)]
pub struct Story {
    pub head: Head,
    pub article: Arc<copy::Article>,
    /// Pictures that stand in the text, each file as the article names it with its path.
    pub pictures: BTreeMap<String, String>,
    pub run: Run,
}

impl Story {
    /// The headline's short form, for the head of a continuation.
    pub fn short(&self) -> Option<String> {
        self.head
            .short
            .as_deref()
            .or_else(|| self.head.headline.as_ref()?.lines().first().copied())
            .map(copy::plain)
    }
}

/// A teaser (导读): what points at a page.
#[derive(Debug)]
pub struct Teaser {
    pub headline: String,
    pub text: Option<String>,
    /// The page where the manifest places what it points at.
    pub page: u32,
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
    /// The table of a file named by the manifest; nothing if it could not be read.
    fn table(&mut self, file: &Spot<String>) -> Option<Table>;
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
    // An unknown or broken layout has been reported by the part that reads layouts.
    let mut maker = Maker::new(manifest, layouts, files);
    for at in 0..manifest.issue.pages.len() {
        maker.articles(at);
        maker.pictures(at);
        maker.ads(at);
        maker.tables(at);
    }
    for at in 0..manifest.issue.pages.len() {
        maker.teasers(at);
    }
    maker.check();
    let (desks, findings) = (maker.pages, maker.findings);
    let mut pages = vec![];
    for (page, desk) in manifest.issue.pages.iter().zip(desks) {
        let Some(layout) = desk.layout.cloned() else {
            continue;
        };
        pages.push(PlannedPage {
            number: *page.number,
            section: page.section.clone(),
            editors: page.editors.clone(),
            mono: page.mono,
            layout,
            fills: desk.fills,
            place: manifest.place(&page.number),
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

impl Plan {
    /// Leaves only a page, and the pages that its articles come from or go on to: without
    /// them it could not be set.
    pub fn retain(&mut self, number: u32) {
        let needed = self.needs(number);
        self.pages.retain(|page| needed.contains(&page.number));
    }

    /// A page, and the pages that it could not be set without.
    fn needs(&self, number: u32) -> Vec<u32> {
        let mut needed = vec![number];
        let mut at = 0;
        while let Some(&next) = needed.get(at) {
            let page = self.pages.iter().find(|page| page.number == next);
            for fill in page.iter().flat_map(|page| page.fills.values()) {
                if let Matter::Story(story) = &fill.matter {
                    let ends = story.run.from.iter().chain(&story.run.to);
                    let more: Vec<u32> = ends.map(|stop| stop.page).collect();
                    needed.extend(
                        more.iter()
                            .filter(|page| !needed.contains(page))
                            .collect::<Vec<_>>(),
                    );
                }
            }
            at += 1;
        }
        needed
    }

    /// Leaves out pages, and all pages that share an article with them.
    pub fn leave_out(&mut self, pages: &BTreeSet<u32>) {
        if pages.is_empty() {
            return;
        }
        let goes = |page: &&PlannedPage| {
            let needs = self.needs(page.number);
            needs.iter().any(|page| pages.contains(page))
        };
        let gone: BTreeSet<u32> = (self.pages.iter().filter(goes))
            .map(|page| page.number)
            .collect();
        self.pages.retain(|page| !gone.contains(&page.number));
    }

    /// The slot that a stop of a run names, with its page.
    pub fn slot(&self, stop: &Stop) -> Option<(&PlannedPage, &Slot)> {
        let page = self.pages.iter().find(|page| page.number == stop.page)?;
        Some((page, page.layout.slots.get(&stop.slot)?))
    }
}

/// The identity under which all briefs of a slot run through it as one text. No file has
/// it: a file's name does not end in a slash.
pub fn briefs_id(page: u32, slot: &str) -> String {
    format!("{page}:{slot}/")
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
