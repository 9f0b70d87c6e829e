//! Makes an issue of any number of pages to measure with, the same each time for one seed.
//!
//! The text is ours: sentences from patterns over a large stock of words, none twice, in
//! articles that are fitted to their slots by what the program itself says of the fit. What
//! comes out is a whole project that builds with no error, and the same text as JSON for the
//! programs that it is measured beside.

mod article;
mod fit;
mod grammar;
mod issue;
mod lexicon;
mod pages;
mod photo;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::json;

use self::grammar::Grammar;
use self::issue::{Issue, PHOTOS, photo_file};
use crate::stop;

/// What to make.
pub struct Order {
    pub pages: usize,
    pub photos: bool,
    pub seed: u64,
    pub folder: PathBuf,
}

/// The issue's folder in the project.
pub const ISSUE: &str = "issues/2026-01-05";

/// From eight pages on, an issue has at least so many different characters.
const DISTINCT: usize = 3500;

pub fn generate(order: &Order) {
    let mut grammar = Grammar::new(order.seed);
    let mut issue = Issue::new(order.pages, order.photos, &mut grammar);
    let folder = order.folder.join(ISSUE);
    furnish(&order.folder);
    for below in ["articles", "pictures", "ads"] {
        make(&folder.join(below));
    }
    put(&folder.join("issue.toml"), issue.manifest().as_bytes());
    if order.photos {
        let ads = Path::new(env!("CARGO_MANIFEST_DIR")).join("issues/2026-11-22/ads");
        copy(&ads.join("low.pdf"), &folder.join("ads/low.pdf"));
        photographs(&issue, &folder, photo::stand_in);
    }
    fit::fit(&mut issue, &folder, &mut grammar);
    if order.photos {
        photographs(&issue, &folder, photo::photograph);
    }
    let plain = plain(&issue);
    put(
        &order.folder.join("plain.json"),
        plain.to_string().as_bytes(),
    );
    count(order, &issue);
}

/// The project around the issue: the house, the layouts and the fonts of this repository.
fn furnish(folder: &Path) {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    make(folder);
    // What an earlier run left would be part of this one.
    let _ = fs::remove_dir_all(folder.join("issues"));
    // A profiler takes fifty times as long, which the limit on composition does not foresee.
    let house = fs::read_to_string(own.join("dayang.toml")).unwrap_or_default();
    let house = house.replace("compose_seconds = 60", "compose_seconds = 3600");
    put(&folder.join("dayang.toml"), house.as_bytes());
    copy_all(&own.join("layouts"), &folder.join("layouts"));
    copy_all(
        &own.join("benches/issues/layouts"),
        &folder.join("layouts/bench"),
    );
    make(&folder.join("fonts"));
    for file in entries(&own.join("fonts")) {
        let to = folder
            .join("fonts")
            .join(file.file_name().unwrap_or_default());
        // Eighty megabytes: a hard link where the disk takes one.
        if file.is_file() && !to.exists() && fs::hard_link(&file, &to).is_err() {
            copy(&file, &to);
        }
    }
}

/// Draws every photograph the issue prints.
fn photographs(issue: &Issue, folder: &Path, draw: fn(u64) -> Vec<u8>) {
    let used: BTreeSet<usize> = issue.photos.values().map(|(number, _)| *number).collect();
    used.into_par_iter().for_each(|number| {
        put(&folder.join(photo_file(number)), &draw(number as u64));
    });
}

/// The text alone, page by page: for programs that know nothing of newspapers.
fn plain(issue: &Issue) -> serde_json::Value {
    let page = |number: usize| {
        let here = (issue.articles.iter()).filter(|((page, _), _)| *page as usize == number);
        let articles = here.flat_map(|(_, articles)| articles).map(|article| {
            let paragraphs: Vec<String> = article.paragraphs().collect();
            json!({ "headline": article.headline(), "paragraphs": paragraphs })
        });
        articles.collect::<Vec<_>>()
    };
    let pages: Vec<_> = (1..=issue.shapes.len()).map(page).collect();
    json!({ "pages": pages })
}

/// Says what was made, and stops if it is not what was promised.
fn count(order: &Order, issue: &Issue) {
    let text: Vec<String> = (issue.articles.values().flatten())
        .flat_map(|article| article.paragraphs().collect::<Vec<_>>())
        .collect();
    let characters: usize = text.iter().map(|paragraph| paragraph.chars().count()).sum();
    let han = |c: &char| ('\u{4E00}'..='\u{9FFF}').contains(c);
    let distinct: BTreeSet<char> = text.iter().flat_map(|p| p.chars()).filter(han).collect();
    let half = |c: char| c.is_ascii_punctuation() && !".%".contains(c);
    if let Some(bad) = text.iter().find(|paragraph| paragraph.contains(half)) {
        stop(&format!("half-width mark in generated text: {bad}"));
    }
    if order.pages >= 8 && distinct.len() < DISTINCT {
        stop(&format!(
            "{} different characters, fewer than {DISTINCT}",
            distinct.len()
        ));
    }
    let lengths: Vec<usize> = issue
        .articles
        .values()
        .flatten()
        .map(|a| a.characters())
        .collect();
    println!(
        "{}: {} pages, {} articles of {} to {} characters, {characters} characters, {} different, \
         {} pictures of {} photographs",
        order.folder.display(),
        order.pages,
        lengths.len(),
        lengths.iter().min().unwrap_or(&0),
        lengths.iter().max().unwrap_or(&0),
        distinct.len(),
        issue.photos.len(),
        issue.photos.len().min(PHOTOS),
    );
}

fn copy_all(from: &Path, to: &Path) {
    make(to);
    for entry in entries(from) {
        let to = to.join(entry.file_name().unwrap_or_default());
        match entry.is_dir() {
            true => copy_all(&entry, &to),
            false => copy(&entry, &to),
        }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(error) => stop(&format!("{}: {error}", folder.display())),
    }
}

fn copy(from: &Path, to: &Path) {
    match fs::read(from) {
        Ok(bytes) => put(to, &bytes),
        Err(error) => stop(&format!("{}: {error}", from.display())),
    }
}

fn make(folder: &Path) {
    if let Err(error) = fs::create_dir_all(folder) {
        stop(&format!("{}: {error}", folder.display()));
    }
}

pub fn put(path: &Path, bytes: &[u8]) {
    if let Err(error) = fs::write(path, bytes) {
        stop(&format!("{}: {error}", path.display()));
    }
}
