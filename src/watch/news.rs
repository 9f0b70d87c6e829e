//! What the screen is told of a run: the pages that there are, and all that is wrong.

use std::collections::BTreeMap;

use serde::Serialize;

use super::place::Spot;
use crate::desk::Seen;
use crate::diag::{Finding, Place, Severity, in_order};
use crate::makeup::{Matter, Plan, PlannedPage};
use crate::states::States;

/// The news, as JSON.
#[derive(Debug, Clone, Default, Serialize)]
pub struct News {
    /// The pages are being composed.
    pub busy: bool,
    /// The last run gave no pages: these are of the one before.
    pub stale: bool,
    /// Ways out are being looked for.
    pub seeking: bool,
    /// The paper's name.
    pub title: String,
    pub date: String,
    /// How long the last run took.
    pub seconds: f64,
    pub pages: Vec<PageNews>,
    pub findings: Vec<FindingNews>,
}

/// A page in the strip.
#[derive(Debug, Clone, Serialize)]
pub struct PageNews {
    pub number: u32,
    pub section: String,
    pub layout: String,
    pub width: f64,
    pub height: f64,
    /// The name of its look.
    pub look: String,
    /// The name of its overlay.
    pub overlay: String,
    pub state: StateNews,
    pub errors: usize,
    pub warnings: usize,
    /// Ways out by slot, in words, the likeliest first.
    pub ways: BTreeMap<String, Vec<String>>,
}

/// Who has looked at a page.
#[derive(Debug, Clone, Serialize)]
pub struct StateNews {
    /// `open`, `proofed` or `signed`; `unknown` if `states.toml` cannot be read.
    pub state: &'static str,
    pub by: Option<String>,
    pub at: Option<String>,
}

impl StateNews {
    /// A page that someone signed does not pass for open because of a slip in another line.
    fn of(states: Option<&States>, number: u32) -> Self {
        let own = states.and_then(|states| states.get(number));
        Self {
            state: match states {
                Some(states) => states.of(number).word(),
                None => "unknown",
            },
            by: own.and_then(|own| own.by.clone()),
            at: own.and_then(|own| own.at.clone()),
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, Serialize)]
pub struct FindingNews {
    pub severity: &'static str,
    pub rule: &'static str,
    pub message: String,
    pub place: Option<Spot>,
    pub page: Option<u32>,
    pub slot: Option<String>,
    pub hints: Vec<String>,
}

/// Findings as the screen shows them: the worst first, each at its page if it has one.
pub fn findings(findings: &[Finding], plan: Option<&Plan>) -> Vec<FindingNews> {
    let mut all = in_order(findings);
    all.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    all.into_iter()
        .map(|finding| FindingNews {
            severity: finding.severity.word(),
            rule: finding.rule,
            message: finding.message.clone(),
            place: finding.place.as_ref().map(Spot::of),
            page: finding.page.or_else(|| page_of(finding, plan?)),
            slot: finding.slot.clone(),
            hints: finding.hints.clone(),
        })
        .collect()
}

/// The page whose slot a finding's line fills, or that alone has its article or layout.
fn page_of(finding: &Finding, plan: &Plan) -> Option<u32> {
    let place = finding.place.as_ref()?;
    let about = |page: &&PlannedPage| {
        let own = |other: &Place| other == place;
        own(&page.place)
            || page.fills.values().any(|fill| {
                own(&fill.place)
                    || matches!(&fill.matter, Matter::Story(story)
                        if story.article.source.path == place.path())
            })
            || page.layout.source.path == place.path()
    };
    let mut pages = plan.pages.iter().filter(about);
    let first = pages.next()?;
    // What is wrong with a layout is wrong on all of its pages.
    match pages.next() {
        Some(_) if first.layout.source.path == place.path() => None,
        _ => Some(first.number),
    }
}

/// The pages of a run, their names already known.
pub fn pages(
    seen: &Seen,
    names: &[(String, String)],
    findings: &[FindingNews],
    states: Option<&States>,
) -> Vec<PageNews> {
    (seen.plan.pages.iter().zip(names))
        .map(|(page, (look, overlay))| {
            let count = |severity: Severity| {
                let of = |finding: &&FindingNews| {
                    finding.page == Some(page.number) && finding.severity == severity.word()
                };
                findings.iter().filter(of).count()
            };
            PageNews {
                number: page.number,
                section: page.section.clone(),
                layout: page.layout.name.clone(),
                width: page.layout.sheet.width,
                height: page.layout.sheet.height,
                look: look.clone(),
                overlay: overlay.clone(),
                state: StateNews::of(states, page.number),
                errors: count(Severity::Error),
                warnings: count(Severity::Warning),
                ways: BTreeMap::new(),
            }
        })
        .collect()
}
