//! Make-up (组版): which article, picture and advertisement stands in which slot of which
//! page. Gives a plan that composition can follow without asking back, or every reason
//! why there is none.

mod page;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::page::{PageMaker, empty_slots};
use crate::copy;
use crate::diag::{Finding, Place};
use crate::layout::Layout;
use crate::manifest::{Date, Head, IssueManifest, Spot};

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
        /// What marks it, unless it is 广告.
        mark: Option<String>,
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
