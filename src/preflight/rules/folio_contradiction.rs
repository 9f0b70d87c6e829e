//! `folio-contradiction`: a date, a weekday or a page number in a page's furniture is not the
//! manifest's.

use super::{Case, Check, Composed, Rule};
use crate::compose::{Item, ItemKind};
use crate::diag::{Finding, Severity};
use crate::manifest::Date;

pub const RULE: Rule = Rule::new(
    "folio-contradiction",
    Severity::Error,
    "the folio's date, weekday or page is not the manifest's",
    Check::Pages(check),
);

const WEEKDAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];

fn check(case: &Case, composed: &Composed, findings: &mut Vec<Finding>) {
    let date = case.plan.date;
    for (at, page) in case.plan.pages.iter().enumerate() {
        for line in furniture(&composed.finished.items, at) {
            for wrong in contradictions(&line, date, page.number) {
                let message = format!("the folio of page {} {wrong}", page.number);
                findings.push(
                    RULE.finding(message)
                        .at(page.place.clone())
                        .related(page.layout.place(""), "the layout that sets it")
                        .related(
                            case.manifest.place(&case.manifest.issue.issue.date),
                            "the issue's date",
                        )
                        .on(page.number)
                        .hint("let the layout set what the page's data say"),
                );
            }
        }
    }
}

/// Lines of text that belong to no article.
fn furniture(items: &[Item], page: usize) -> Vec<String> {
    let mut lines: Vec<(i64, String)> = vec![];
    for item in items
        .iter()
        .filter(|item| item.page == page && item.mark.is_none())
    {
        let ItemKind::Text(run) = &item.kind else {
            continue;
        };
        let at = (run.baseline * 10.0).round() as i64;
        match lines.last_mut() {
            Some((last, line)) if *last == at => line.push_str(&run.text),
            _ => lines.push((at, run.text.clone())),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// What a line says that is not so, in words.
fn contradictions(line: &str, date: Date, number: u32) -> Vec<String> {
    let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let mut wrong = vec![];
    for (at, _) in line.match_indices('年') {
        let year = digits_before(&line[..at]);
        let rest = &line[at + '年'.len_utf8()..];
        let Some((month, rest)) = rest.split_once('月') else {
            continue;
        };
        let day = rest.split_once('日').map(|(day, _)| day);
        let (Some(year), Ok(month), Some(Ok(day))) =
            (year, month.parse::<u8>(), day.map(str::parse::<u8>))
        else {
            continue;
        };
        if (year, month, day) != (u32::from(date.year), date.month, date.day) {
            wrong.push(format!(
                "says {year}年{month}月{day}日, and the issue is of {date}"
            ));
        }
    }
    for prefix in ["星期", "周"] {
        for (at, _) in line.match_indices(prefix) {
            let said = line[at + prefix.len()..].chars().next();
            let known = said.and_then(|c| WEEKDAYS.iter().position(|day| day.starts_with(c)));
            let dated = line.contains('年') || prefix == "星期";
            if let Some(day) = known.filter(|day| dated && *day != date.weekday()) {
                wrong.push(format!(
                    "says {prefix}{}, and {date} is a {prefix}{}",
                    WEEKDAYS[day],
                    WEEKDAYS[date.weekday()]
                ));
            }
        }
    }
    for (at, _) in line.match_indices('第') {
        let rest = &line[at + '第'.len_utf8()..];
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        if rest[end..].starts_with('版')
            && rest[..end].parse().is_ok_and(|said: u32| said != number)
        {
            wrong.push(format!("says 第{}版", &rest[..end]));
        }
    }
    wrong
}

fn digits_before(text: &str) -> Option<u32> {
    let start = text.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    text[start..].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_so() {
        let date = Date {
            year: 2022,
            month: 4,
            day: 11,
        };
        let of = |line| contradictions(line, date, 4).len();
        assert_eq!(of("2022年4月11日 星期一"), 0);
        assert_eq!(of("2022年4月12日 星期二"), 2);
        assert_eq!(of("壬寅年三月十一 第4版 周末"), 0);
        assert_eq!(of("第5版"), 1);
    }
}
