//! `stale-date`: the issue's date lies too far back or too far ahead of the day of the check.

use super::{Case, Check, Rule};
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "stale-date",
    Severity::Warning,
    "the issue's date lies too far back or ahead",
    Check::Plan(check),
);

fn check(case: &Case, findings: &mut Vec<Finding>) {
    let Some(today) = case.today else { return };
    let limits = &case.project.house.check;
    let date = &case.manifest.issue.issue.date;
    if !date.is_placed() {
        return;
    }
    let ahead = date.days() - today.days();
    let (past, future) = (i64::from(limits.past_days), i64::from(limits.future_days));
    let way = match ahead {
        _ if ahead < -past => "back",
        _ if ahead > future => "ahead",
        _ => return,
    };
    let message = format!(
        "the issue's date {} lies {} days {way} of {today}",
        **date,
        ahead.abs()
    );
    findings.push(
        RULE.finding(message)
            .at(case.manifest.place(date))
            .hint("mend the date; past_days and future_days under [check] in dayang.toml are the limits")
            .hint("an old issue is checked as of its day with SOURCE_DATE_EPOCH"),
    );
}
