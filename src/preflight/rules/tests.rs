//! The registry, docs/rules.md and the ids in the program's own text agree.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{all, section};

#[test]
fn ids_are_in_kebab_case_and_stand_once() {
    let mut seen = BTreeSet::new();
    for rule in all() {
        let fit = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(rule.id.chars().all(fit), "{}", rule.id);
        assert!(!rule.id.starts_with('-') && !rule.id.ends_with('-'));
        assert!(seen.insert(rule.id), "{} stands twice", rule.id);
        assert!(
            !rule.line.ends_with('.') && !rule.line.contains('\n'),
            "{}",
            rule.id
        );
    }
}

#[test]
fn every_rule_has_its_section_and_every_section_its_rule() {
    let docs = include_str!("../../../docs/rules.md");
    let documented: BTreeSet<&str> = (docs.lines())
        .filter_map(|line| line.strip_prefix("### "))
        .collect();
    let known: BTreeSet<&str> = all().map(|rule| rule.id).collect();
    assert_eq!(documented, known);
    for rule in all() {
        let text = section(rule.id).unwrap_or_default();
        for word in ["Example:", "Remedy:"] {
            assert!(text.contains(word), "{} has no {word}", rule.id);
        }
        let severity = format!("*{}*", rule.severity.word());
        assert!(
            text.contains(&severity),
            "{} is {severity} by default",
            rule.id
        );
    }
}

#[test]
fn every_id_in_the_program_is_a_rule_and_every_rule_is_in_the_program() {
    let mut ids = BTreeSet::new();
    let mut whole = String::new();
    read(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut ids,
        &mut whole,
    );
    let known: BTreeSet<String> = all().map(|rule| rule.id.to_string()).collect();
    let unknown: Vec<_> = ids.difference(&known).collect();
    assert!(
        unknown.is_empty(),
        "emitted and not registered: {unknown:?}"
    );
    // A rule that nobody names but the registry is dead.
    let dead: Vec<_> = (known.iter())
        .filter(|id| !AWAITED.contains(&id.as_str()))
        .filter(|id| whole.matches(&format!("\"{id}\"")).count() == 0)
        .collect();
    assert!(dead.is_empty(), "registered and not emitted: {dead:?}");
}

/// Rules of parts that are still to come.
const AWAITED: [&str; 18] = [
    "placed-twice",
    "slot-full",
    "jump-empty",
    "jump-short",
    "teaser",
    "table-type",
    "table-size",
    "table-empty",
    "table-column",
    "table-row",
    "table-cell",
    "table-csv",
    "headline-mark",
    "paper-number",
    "masthead",
    "ad-mark",
    "ad-press",
    "headline-shrunk",
];

/// The ids that findings are made with; and the text of all files but the lists of rules.
fn read(folder: &Path, ids: &mut BTreeSet<String>, whole: &mut String) {
    const MAKERS: [&str; 5] = [
        "Finding::error(",
        "Finding::warning(",
        "Finding::unreadable(",
        "Finding::new(",
        "self.report(",
    ];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("rules/parts") {
                read(&path, ids, whole);
            }
            continue;
        }
        if path.ends_with("rules/tests.rs") || path.ends_with("diag/github.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for maker in MAKERS {
            for (at, _) in text.match_indices(maker) {
                let rest = text[at + maker.len()..].trim_start();
                if let Some(quoted) = rest.strip_prefix('"') {
                    ids.extend(quoted.split_once('"').map(|(id, _)| id.to_string()));
                }
            }
        }
        whole.push_str(&text);
    }
}
