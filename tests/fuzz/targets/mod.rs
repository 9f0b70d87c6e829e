//! What is fuzzed: how each target's inputs begin, how they are changed, and what is done with them.

mod advert;
mod broken;
mod copy;
mod import;
mod layout;
mod manifest;
mod picture;
mod preflight;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dayang::diag::json::Report;
use dayang::diag::{Finding, github, human, sarif};

use super::parent::corpus;
use super::random::Random;

pub trait Target {
    /// Inputs to begin with.
    fn seeds(&self) -> Vec<Vec<u8>>;

    /// A new input out of one of them.
    fn change(&self, random: &mut Random, input: Vec<u8>, pool: &[Vec<u8>]) -> Vec<u8>;

    /// Does with an input what the program would. What it answers tells inputs apart.
    fn run(&self, input: &[u8]) -> String;
}

pub fn named(name: &str) -> Box<dyn Target> {
    match name {
        "manifest" => Box::new(manifest::Manifest::new()),
        "front" => Box::new(copy::Front),
        "copy" => Box::new(copy::Copy),
        "layout" => Box::new(layout::Layouts::new()),
        "picture" => Box::new(picture::Pictures::new()),
        "advert" => Box::new(advert::Adverts::new()),
        "preflight" => Box::new(preflight::Preflight),
        "import" => Box::new(import::Import::new()),
        "table" => Box::new(table::Tables),
        _ => Box::new(broken::Broken(name.into())),
    }
}

/// Files of the repository by their ending, of some kilobytes at most, and the target's corpus.
fn seeds(target: &str, folders: &[&str], endings: &[&str]) -> Vec<Vec<u8>> {
    let mut found = vec![];
    for folder in folders {
        gather(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            endings,
            &mut found,
        );
    }
    found.sort();
    found.extend(corpus(target));
    found
        .into_iter()
        .map(|path| fs::read(path).unwrap())
        .collect()
}

fn gather(folder: &Path, endings: &[&str], found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, endings, found);
        } else if endings
            .iter()
            .any(|end| path.to_string_lossy().ends_with(end))
        {
            found.push(path);
        }
    }
}

/// Tells findings in every way that the program has, and gives what is said without the words that
/// an input brought into it.
fn told(findings: &[Finding]) -> String {
    let text = human::to_string(findings);
    assert!(
        !text.contains('\u{1b}'),
        "a control character reaches the terminal: {text:?}"
    );
    github::text(findings);
    sarif::log(findings, &|_| None).to_string();
    Report::new("fuzz", vec![], findings).text().unwrap();
    let kinds: BTreeSet<String> = findings.iter().map(kind).collect();
    kinds.into_iter().collect::<Vec<_>>().join(";")
}

fn kind(finding: &Finding) -> String {
    let quoted = finding.message.split('`').step_by(2);
    let words: String = quoted.collect();
    let words: String = words
        .chars()
        .filter(|c| c.is_ascii_alphabetic() || *c == ' ')
        .collect();
    let cut: String = words.chars().take(80).collect();
    format!("{} {cut}", finding.rule)
}
