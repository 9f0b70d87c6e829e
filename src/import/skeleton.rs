//! The skeleton of a manifest: pages as the source numbers them, a layout for each, and each
//! article in the slot whose room is nearest to its length. What has no slot stands in comments
//! for the editor, and is told.

mod extras;
mod layouts;
mod page;
mod print;

use std::collections::BTreeMap;
use std::path::PathBuf;

use self::layouts::{Known, Layouts};
use self::page::{Planned, plan};
use super::assign::Want;
use super::changed;
use crate::copy::Article;
use crate::diag::{Finding, Place};
use crate::manifest::Date;
use crate::project::Project;

/// Pages that a newspaper may have.
const MOST_PAGES: u32 = 200;

/// An article that is to be placed.
#[derive(Debug)]
pub struct Piece {
    /// Relative to the manifest.
    pub file: String,
    pub headline: String,
    pub want: Want,
    pub page: Option<u32>,
    pub section: Option<String>,
    pub from: Place,
}

impl Piece {
    pub fn new(file: String, article: &Article, rank: f64, from: Place) -> Self {
        let headline = article
            .head
            .headline
            .as_ref()
            .map(|lines| lines.lines().join(" "));
        Self {
            file,
            headline: headline.unwrap_or_default(),
            want: Want::of(article, rank),
            page: None,
            section: None,
            from,
        }
    }
}

/// A picture or table that is to be placed.
#[derive(Debug, Clone)]
pub struct Extra {
    pub file: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
    pub page: Option<u32>,
    /// The article that it came with.
    pub of: Option<String>,
    pub from: Place,
}

/// All that is to be placed in an issue.
pub struct Wishes<'a> {
    /// The manifest, as it is shown.
    pub shown: PathBuf,
    pub date: Date,
    /// As the source gives it.
    pub number: Option<u32>,
    pub pieces: Vec<Piece>,
    pub pictures: Vec<Extra>,
    pub tables: Vec<Extra>,
    /// The layout that is asked for.
    pub layout: Option<&'a str>,
}

/// Makes the manifest's text.
pub fn make(project: &Project, mut wishes: Wishes, findings: &mut Vec<Finding>) -> Option<String> {
    let known = Known::read(&project.root, wishes.date);
    let layouts = layouts::load(project, &known, wishes.layout, findings)?;
    let pages = pages(&mut wishes, &known, &layouts, findings);
    let number = match wishes.number {
        Some(number) => (number, None),
        None => {
            let (number, why) = known.number(wishes.date);
            let place = Place::File(wishes.shown.clone());
            let message = format!("the issue's number is guessed: {number}, {why}");
            findings.push(changed(&place, message));
            (number, Some(why))
        }
    };
    Some(print::manifest(&wishes, &number, &pages))
}

/// Plans page after page; what finds no slot on a page without a number goes on to the next.
fn pages(
    wishes: &mut Wishes,
    known: &Known,
    layouts: &Layouts,
    findings: &mut Vec<Finding>,
) -> Vec<Planned> {
    number_sections(wishes);
    let mut numbers: Vec<u32> = wishes
        .pieces
        .iter()
        .filter_map(|piece| piece.page)
        .collect();
    numbers.extend(wishes.pictures.iter().filter_map(|picture| picture.page));
    numbers.sort_unstable();
    numbers.dedup();
    let mut pages: Vec<Planned> = vec![];
    for number in numbers {
        let own: Vec<usize> = (0..wishes.pieces.len())
            .filter(|at| wishes.pieces[*at].page == Some(number))
            .collect();
        pages.push(plan(number, own, wishes, known, layouts));
    }
    // Articles without a page fill what is empty, then pages of their own.
    let mut free: Vec<usize> = (0..wishes.pieces.len())
        .filter(|at| wishes.pieces[*at].page.is_none())
        .collect();
    for page in &mut pages {
        free = page.fill(free, wishes);
    }
    let mut number = 0;
    while !free.is_empty() && number < MOST_PAGES {
        number += 1;
        if pages.iter().any(|page| page.number == number) {
            continue;
        }
        let mut page = plan(number, free.clone(), wishes, known, layouts);
        let rest = std::mem::take(&mut page.left);
        if rest.len() == free.len() {
            page.left = rest;
            pages.push(page);
            break;
        }
        free = rest;
        pages.push(page);
    }
    if pages.is_empty() {
        pages.push(plan(1, vec![], wishes, known, layouts));
    }
    pages.sort_by_key(|page| page.number);
    extras::extras(&mut pages, wishes, findings);
    for page in &pages {
        page.tell(wishes, findings);
    }
    pages
}

/// Sections whose page has no number get the next ones.
fn number_sections(wishes: &mut Wishes) {
    let mut next = wishes
        .pieces
        .iter()
        .filter_map(|piece| piece.page)
        .max()
        .unwrap_or(0);
    let mut named: BTreeMap<String, u32> = BTreeMap::new();
    for piece in &mut wishes.pieces {
        if let (None, Some(section)) = (piece.page, &piece.section) {
            let number = *named.entry(section.clone()).or_insert_with(|| {
                next += 1;
                next
            });
            piece.page = Some(number);
        }
    }
}
