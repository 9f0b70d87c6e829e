//! What a house file says, beyond its structure: names that files can bear.

use std::sync::Arc;

use super::{House, Paper, Spot};
use crate::diag::{Finding, Place, SourceText, brief, nearest};

/// What a delivery pattern can be filled with.
const PLACEHOLDERS: [&str; 7] = [
    "code", "date", "page", "number", "color", "version", "edition",
];

/// What the pattern of tickets can be filled with.
const TICKET: [&str; 5] = ["code", "date", "number", "edition", "delivery"];

/// What a pattern names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Page,
    Issue,
    Ticket,
}

/// Signs that no file name bears on all systems.
const UNFIT: &[char] = &['<', '>', ':', '"', '|', '?', '*'];

pub(super) fn check(source: &Arc<SourceText>, house: &House, findings: &mut Vec<Finding>) {
    code(source, &house.paper.code, findings);
    numbers(source, &house.paper, findings);
    pattern(source, &house.delivery.page, Names::Page, findings);
    pattern(source, &house.delivery.issue, Names::Issue, findings);
    pattern(source, &house.delivery.ticket, Names::Ticket, findings);
}

fn code(source: &Arc<SourceText>, code: &Spot<String>, findings: &mut Vec<Finding>) {
    let fit = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if code.is_placed() && !code.chars().all(fit) {
        let message = format!(
            "the paper's code `{}` is not fit for file names",
            brief(code)
        );
        findings.push(
            Finding::error("paper-code", message)
                .at(Place::text(source, code.range()))
                .hint("use the letters A to Z, digits and hyphens, for instance `bjrb`"),
        );
    }
}

/// Numbers of the paper that have a form of their own.
fn numbers(source: &Arc<SourceText>, paper: &Paper, findings: &mut Vec<Finding>) {
    let telephone = |text: &str| {
        text.chars().filter(char::is_ascii_digit).count() >= 5
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || " -+()（）、/".contains(c))
    };
    let digits = |text: &str| text.len() == 6 && text.chars().all(|c| c.is_ascii_digit());
    type Form<'a> = &'a dyn Fn(&str) -> bool;
    let forms: [(&str, &Option<Spot<String>>, Form, &str); 6] = [
        (
            "cn",
            &paper.cn,
            &is_cn,
            "`CN`, two digits, a hyphen and four, for instance `CN 00-0000`",
        ),
        (
            "postcode",
            &paper.postcode,
            &digits,
            "six digits, for instance `000000`",
        ),
        (
            "telephone",
            &paper.telephone,
            &telephone,
            "a number, for instance `000-00000000`",
        ),
        (
            "hotline",
            &paper.hotline,
            &telephone,
            "a number, for instance `000-00000000`",
        ),
        (
            "ad_hotline",
            &paper.ad_hotline,
            &telephone,
            "a number, for instance `000-00000000`",
        ),
        (
            "postal",
            &paper.postal,
            &is_postal,
            "digits, a hyphen and digits, for instance `0-00`",
        ),
    ];
    for (key, value, fits, form) in forms {
        let Some(value) = value.as_ref().filter(|value| value.is_placed()) else {
            continue;
        };
        if !fits(value) {
            let message = format!("`{key}`: `{}` is not {form}", brief(value));
            findings.push(
                Finding::error("paper-number", message).at(Place::text(source, value.range())),
            );
        }
    }
}

/// A registration number (国内统一连续出版物号): the paper's class may follow after a stroke.
fn is_cn(text: &str) -> bool {
    let number = text
        .strip_prefix("CN")
        .map(str::trim_start)
        .unwrap_or_default();
    let number = number.split_once('/').map_or(number, |(number, _)| number);
    let digits =
        |text: &str, count| text.len() == count && text.chars().all(|c| c.is_ascii_digit());
    number
        .split_once('-')
        .is_some_and(|(place, order)| digits(place, 2) && digits(order, 4))
}

/// A code of the post office (邮发代号).
fn is_postal(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    text.split_once('-')
        .is_some_and(|(place, order)| digits(place) && digits(order))
}

/// Checks one pattern.
fn pattern(
    source: &Arc<SourceText>,
    pattern: &Spot<String>,
    of: Names,
    findings: &mut Vec<Finding>,
) {
    if !pattern.is_placed() {
        return;
    }
    let mut report = |message: String, hints: Vec<String>| {
        let finding = Finding::error("delivery-pattern", message);
        let finding = finding.at(Place::text(source, pattern.range()));
        findings.push(Finding { hints, ..finding });
    };
    if pattern.contains(['/', '\\']) {
        let hint = "pages are written to `out/<date>/`; the pattern names files in it";
        report(
            "a delivery pattern names a file, not a folder".into(),
            vec![hint.into()],
        );
    }
    if let Some(sign) = pattern
        .chars()
        .find(|c| UNFIT.contains(c) || c.is_control())
    {
        report(
            format!("`{}` cannot stand in a file's name", sign.escape_debug()),
            vec![],
        );
    }
    if pattern.starts_with('.') || pattern.trim() != pattern.as_str() {
        report(
            "a file's name begins with no dot and has no space at its ends".into(),
            vec![],
        );
    }
    let allowed: &[&str] = match of {
        Names::Ticket => &TICKET,
        _ => &PLACEHOLDERS,
    };
    match placeholders(pattern) {
        None => report("a brace is left open or alone".into(), vec![usage(allowed)]),
        Some(names) => {
            for name in &names {
                if !allowed.contains(name) {
                    let near = nearest(name, allowed.iter().copied());
                    let mut hints: Vec<_> = near
                        .map(|near| format!("did you mean `{{{near}}}`?"))
                        .into_iter()
                        .collect();
                    hints.push(usage(allowed));
                    report(format!("unknown placeholder `{{{}}}`", brief(name)), hints);
                }
            }
            if of == Names::Page && !names.contains(&"page") {
                let hint = "for instance `{code}-{date}-{page}.pdf`";
                report(
                    "pages would overwrite each other without `{page}`".into(),
                    vec![hint.into()],
                );
            }
            if of == Names::Issue && names.contains(&"page") {
                report("the whole issue has no `{page}`".into(), vec![]);
            }
        }
    }
}

fn usage(allowed: &[&str]) -> String {
    let list: Vec<_> = allowed.iter().map(|name| format!("`{{{name}}}`")).collect();
    format!("a pattern can hold {}", list.join(", "))
}

/// The names in braces, or `None` if the braces are not in pairs.
fn placeholders(pattern: &str) -> Option<Vec<&str>> {
    let mut names = vec![];
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        if before.contains('}') || name.contains('{') {
            return None;
        }
        names.push(name);
        rest = after;
    }
    (!rest.contains('}')).then_some(names)
}
