//! A line on the page leads to the line that it was written in.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::common::Project;
use crate::watching::Watching;

/// A character of a file, by line and column from 1.
fn character(project: &Project, place: &Value) -> Option<char> {
    let text = project.read(place["file"].as_str()?);
    let line = text
        .lines()
        .nth(place["line"].as_u64()? as usize - 1)?
        .to_string();
    line.chars().nth(place["column"].as_u64()? as usize - 1)
}

/// Digits and letters of full width and of half are one.
fn plain(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap(),
        c => c,
    }
}

fn leads_home(issue: &str, pages: &[u64]) {
    let project = Project::sample(issue);
    let watching = Watching::start(&project, &format!("issues/{issue}"));
    let mut files = BTreeSet::new();
    let (mut lines, mut wrong) = (0, vec![]);
    for number in pages {
        let overlay = watching.overlay(*number);
        for line in overlay["lines"].as_array().unwrap() {
            let place = &line["place"];
            assert!(place["file"].is_string(), "{line}");
            if line["role"] != "body" {
                continue;
            }
            lines += 1;
            files.insert(place["file"].as_str().unwrap().to_string());
            let first = line["text"]
                .as_str()
                .unwrap()
                .trim()
                .chars()
                .next()
                .unwrap();
            // Cleaning turns one mark into another; a word or a digit stays what it is.
            if first.is_alphanumeric()
                && character(&project, place).map(plain) != Some(plain(first))
            {
                wrong.push(format!("{line}"));
            }
        }
    }
    assert!(lines > 300, "{lines}");
    assert!(files.len() > 4, "{files:?}");
    assert!(
        wrong.is_empty(),
        "{} of {lines}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_line_of_a_body_leads_to_its_character() {
    leads_home("2022-04-16", &[1, 2, 3, 4]);
}

#[test]
fn lines_of_articles_that_run_on_lead_there_too() {
    leads_home("2026-11-22", &[1, 4]);
}

#[test]
fn headlines_captions_and_furniture_have_their_own_places() {
    let project = Project::sample("2022-04-16");
    let watching = Watching::start(&project, "issues/2022-04-16");
    let overlay = watching.overlay(1);
    let lines = overlay["lines"].as_array().unwrap();
    let line = |role: &str, text: &str| -> (String, String) {
        let of = |line: &&Value| {
            line["role"] == role && line["text"].as_str().unwrap().starts_with(text)
        };
        let found = lines
            .iter()
            .find(of)
            .unwrap_or_else(|| panic!("{role} {text}"));
        let file = found["place"]["file"].as_str().unwrap().to_string();
        let at = found["place"]["line"].as_u64().unwrap() as usize;
        let own = project.read(&file).lines().nth(at - 1).unwrap().to_string();
        (file, own)
    };
    let (file, own) = line("headline", "迎澜门城楼");
    assert!(
        file.ends_with("issue.toml") && own.contains("迎澜门城楼"),
        "{file} {own}"
    );
    let (file, own) = line("kicker", "修缮四百一十天");
    assert!(
        file.ends_with("t1-lead.md") && own.contains("修缮四百一十天"),
        "{file} {own}"
    );
    let (file, own) = line("caption", "草地上野花盛开");
    assert!(
        file.ends_with("issue.toml") && own.starts_with("caption"),
        "{file} {own}"
    );
    let (file, own) = line("furniture", "气象");
    assert!(
        file.starts_with("layouts/") && own.contains("气象"),
        "{file} {own}"
    );
    // The slots, their fit and where they are filled.
    let slots = overlay["slots"].as_array().unwrap();
    let lead = slots.iter().find(|slot| slot["name"] == "lead").unwrap();
    assert_eq!(lead["place"]["file"], "issues/2022-04-16/issue.toml");
    assert_eq!(lead["source"]["file"], "layouts/tabloid/front.typ");
    assert_eq!(lead["fit"]["legs"].as_array().unwrap().len(), 3);
    assert!(overlay["heads"].as_array().unwrap().len() >= 5);
    assert!(overlay["pictures"][0]["ppi"].as_f64().unwrap() > 100.0);
}
