//! The report tells the fit of every article and every change of its copy.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::common::press::Paper;
use crate::{ISSUE, PAGE, SAMPLE};

#[test]
fn the_report_tells_the_fit_and_every_change() {
    let paper = Paper::sample(SAMPLE);
    let report = &paper.report;
    assert_eq!(report["version"], 1);
    assert_eq!(report["date"], SAMPLE);
    assert_eq!(
        report["files"],
        serde_json::json!([PAGE, "YB-2022-04-11.pdf"])
    );
    let fits = report["fit"].as_array().unwrap();
    let mut slots: Vec<&str> = fits
        .iter()
        .map(|fit| fit["slot"].as_str().unwrap())
        .collect();
    let mut expected: Vec<String> = paper.sheets[0]
        .items("article")
        .into_iter()
        .map(|item| item.slot)
        .collect();
    slots.sort_unstable();
    expected.sort();
    assert_eq!(slots, expected);
    for fit in fits {
        let number = |key: &str| fit[key].as_u64().unwrap();
        let sum = |key: &str| {
            fit["legs"]
                .as_array()
                .unwrap()
                .iter()
                .map(|leg| leg[key].as_u64().unwrap())
                .sum::<u64>()
        };
        assert_eq!(number("lines"), sum("lines"), "{fit}");
        assert!(
            number("over_lines") == 0 && number("over_characters") == 0,
            "{fit}"
        );
        assert!(
            sum("filled") + number("spare_lines") <= number("lines"),
            "{fit}"
        );
        let bytes = fs::read(paper.file(fit["article"].as_str().unwrap())).unwrap();
        let (article, _) = dayang::copy::read(&bytes, Path::new("x.md")).unwrap();
        let characters = article
            .plain_text()
            .chars()
            .filter(|c| !c.is_whitespace())
            .count();
        assert_eq!(number("characters"), characters as u64);
    }
    let verbose = paper.project.run(&["build", "-v", ISSUE]).stdout;
    let changes = changes(report, "articles/meeting.md");
    assert!(changes.len() > 30);
    for change in changes {
        let (line, before, after) = (&change["line"], &change["before"], &change["after"]);
        let shown = format!(
            "articles/meeting.md:{line}: {}: “{}” → “{}”",
            text(&change["kind"]),
            text(before),
            text(after)
        );
        assert!(verbose.contains(&shown), "{shown}");
    }
    assert!(verbose.contains("  leg 1: "));
    assert!(!paper.project.run(&["build", ISSUE]).stdout.contains('→'));
}

fn changes<'a>(report: &'a Value, article: &str) -> &'a [Value] {
    let copy = report["copy"].as_array().unwrap();
    copy.iter().find(|copy| copy["article"] == article).unwrap()["changes"]
        .as_array()
        .unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
