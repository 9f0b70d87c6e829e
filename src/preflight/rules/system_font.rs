//! `system-font`: type is set in a font that is not in fonts/, so the issue may look different
//! elsewhere.

use super::{Case, Check, Composed, Rule};
use crate::diag::{Finding, Place, Severity};

pub const RULE: Rule = Rule::new(
    "system-font",
    Severity::Warning,
    "type is set in a font that is not in fonts/",
    Check::Pages(check),
);

fn check(case: &Case, composed: &Composed, findings: &mut Vec<Finding>) {
    let source = &case.project.house_source;
    for family in composed.outside {
        let quoted = format!("\"{family}\"");
        let at = source.text.find(&quoted);
        let range = at.map_or(0..0, |at| at..at + quoted.len());
        let message = format!("type is set in \"{family}\", which is not in fonts/");
        findings.push(
            RULE.finding(message)
                .at(Place::text(source, range))
                .hint("put its file into fonts/, or name a family that is there"),
        );
    }
}
