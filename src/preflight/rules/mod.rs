//! The rules (检查规则): each has an id, a default severity and one line here, and a section in
//! docs/rules.md. What one part alone can see is found by that part and only named here, below
//! `parts`; all else is a file each that checks the plan or the finished pages.

mod case;
mod ground;
mod parts;
mod passage;
mod persons;
pub mod policy;

pub mod bleed_missing;
mod butting_headlines;
mod doubled_paragraph;
mod folio_contradiction;
pub mod hairline;
mod half_width_punctuation;
pub mod ink_over_limit;
mod name_variants;
mod page_order;
mod placeholder_text;
pub mod rich_black_text;
mod runt;
mod stale_date;
mod system_font;
mod text_near_trim;
pub mod thin_reversed_type;
mod underfilled_slot;
mod unpaired_mark;
mod unplaced_file;

pub use self::case::{Case, Composed};

use rayon::prelude::*;

use crate::diag::{Finding, RuleHelp, Severity};

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// In kebab-case, and never changed: settings and exceptions name it.
    pub id: &'static str,
    /// What it is if nobody sets it otherwise. Some findings of a rule may be milder.
    pub severity: Severity,
    /// What it says, in one line.
    pub line: &'static str,
    /// Whether nobody may set it otherwise, for text would be lost or there is nothing to print.
    pub fixed: bool,
    check: Check,
}

/// Who finds what breaks a rule.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// The part that sees it.
    Elsewhere,
    /// A check of the plan, whether or not it could be composed.
    Plan(fn(&Case, &mut Vec<Finding>)),
    /// A check of the composed pages.
    Pages(fn(&Case, &Composed, &mut Vec<Finding>)),
}

impl Rule {
    const fn new(id: &'static str, severity: Severity, line: &'static str, check: Check) -> Self {
        Self {
            id,
            severity,
            line,
            fixed: false,
            check,
        }
    }

    /// A rule that another part checks.
    const fn error(id: &'static str, line: &'static str) -> Self {
        Self::new(id, Severity::Error, line, Check::Elsewhere)
    }

    const fn warning(id: &'static str, line: &'static str) -> Self {
        Self::new(id, Severity::Warning, line, Check::Elsewhere)
    }

    const fn note(id: &'static str, line: &'static str) -> Self {
        Self::new(id, Severity::Note, line, Check::Elsewhere)
    }

    const fn fixed(mut self) -> Self {
        self.fixed = true;
        self
    }

    /// A finding of this rule.
    pub fn finding(&self, message: impl Into<String>) -> Finding {
        Finding::new(self.id, self.severity, message)
    }
}

/// Rules that check by themselves.
const OWN: &[Rule] = &[
    bleed_missing::RULE,
    butting_headlines::RULE,
    doubled_paragraph::RULE,
    folio_contradiction::RULE,
    hairline::RULE,
    half_width_punctuation::RULE,
    ink_over_limit::RULE,
    name_variants::RULE,
    page_order::RULE,
    placeholder_text::RULE,
    rich_black_text::RULE,
    runt::RULE,
    stale_date::RULE,
    system_font::RULE,
    text_near_trim::RULE,
    thin_reversed_type::RULE,
    underfilled_slot::RULE,
    unpaired_mark::RULE,
    unplaced_file::ARTICLE,
    unplaced_file::PICTURE,
];

/// All rules.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    OWN.iter().chain(parts::all())
}

/// The rule of an id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// The line and the documented section of a rule.
pub fn help(id: &str) -> Option<RuleHelp> {
    let rule = find(id)?;
    Some(RuleHelp {
        severity: rule.severity,
        line: rule.line,
        help: section(id).unwrap_or(rule.line).to_string(),
    })
}

/// The rule's section of docs/rules.md, without its heading.
fn section(id: &str) -> Option<&'static str> {
    const DOCS: &str = include_str!("../../../docs/rules.md");
    let heading = format!("\n### {id}\n");
    let start = DOCS.find(&heading)? + heading.len();
    let rest = DOCS.get(start..)?;
    let end = rest.find("\n##").unwrap_or(rest.len());
    rest.get(..end).map(str::trim)
}

/// Checks the plan by every rule that needs no pages.
pub fn check_plan(case: &Case) -> Vec<Finding> {
    side_by_side(|rule, findings| {
        if let Check::Plan(check) = rule.check {
            check(case, findings);
        }
    })
}

/// Checks the composed pages by every rule that reads them.
pub fn check_pages(case: &Case, composed: &Composed) -> Vec<Finding> {
    side_by_side(|rule, findings| {
        if let Check::Pages(check) = rule.check {
            check(case, composed, findings);
        }
    })
}

/// What every rule has to say, in the order of the rules.
fn side_by_side(one: impl Fn(&Rule, &mut Vec<Finding>) + Sync) -> Vec<Finding> {
    let rules: Vec<&Rule> = all().collect();
    let said = rules.into_par_iter().map(|rule| {
        let mut findings = vec![];
        one(rule, &mut findings);
        findings
    });
    said.collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests;
