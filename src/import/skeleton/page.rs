//! One page of a skeleton: its layout, what stands in its slots, and what found none.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::layouts::{Known, Layouts};
use super::{Extra, Wishes};
use crate::diag::Finding;
use crate::import::assign::{Want, article_slots, assign, briefs};
use crate::layout::{Layout, Slot, SlotKind};

/// A page as it is proposed.
#[derive(Debug, Clone)]
pub struct Planned {
    pub number: u32,
    pub section: Option<String>,
    pub layout: Arc<Layout>,
    /// Why this layout.
    pub guessed: Option<String>,
    /// Slots and the articles in them, by their place in the list.
    pub articles: Vec<(String, usize)>,
    pub pictures: Vec<(String, usize)>,
    pub tables: Vec<(String, usize)>,
    pub ads: Vec<String>,
    /// Teaser slots and the articles that they point at.
    pub teasers: Vec<(String, usize)>,
    /// Slots that must be filled and have nothing.
    pub empty: Vec<(String, SlotKind)>,
    /// Articles that found no slot.
    pub left: Vec<usize>,
    cost: f64,
}

/// Plans a page for some articles by the layout that suits them best.
pub fn plan(
    number: u32,
    own: Vec<usize>,
    wishes: &Wishes,
    known: &Known,
    layouts: &Layouts,
) -> Planned {
    let pictures = wishes.pictures.iter();
    let pictures = pictures
        .filter(|picture| belongs(picture, number, &own, wishes))
        .count();
    let tables = wishes.tables.iter();
    let tables = tables
        .filter(|table| belongs(table, number, &own, wishes))
        .count();
    let judged = |layout: &Arc<Layout>| {
        let mut page = with(number, &own, layout, wishes);
        page.cost += usual(number, layout, known) + page.lacks(pictures, tables);
        page
    };
    let mut best = judged(&layouts.first);
    for layout in &layouts.others {
        let page = judged(layout);
        if page.cost + 1e-9 < best.cost {
            best = page;
        }
    }
    best.section = own
        .iter()
        .find_map(|at| wishes.pieces.get(*at)?.section.clone());
    best.guessed = match wishes.layout {
        Some(_) => None,
        None => Some(format!(
            "{} of {} articles have a slot",
            best.articles.len(),
            own.len()
        )),
    };
    best
}

/// How unusual a layout is on a page, by the latest issue and by its name.
fn usual(number: u32, layout: &Layout, known: &Known) -> f64 {
    let name = layout.name.as_str();
    let front = name.ends_with("front");
    // Only the front page has the masthead.
    let misplaced = if front == (number == 1) { 0.0 } else { 1000.0 };
    let strange = match () {
        () if known.page(number) == Some(name) => 0.0,
        () if known.has(name) => 2.0,
        () => 3.0,
    };
    misplaced + strange
}

pub fn belongs(extra: &Extra, number: u32, own: &[usize], wishes: &Wishes) -> bool {
    let with = |file: &String| {
        own.iter().any(|at| {
            wishes
                .pieces
                .get(*at)
                .is_some_and(|piece| piece.file == *file)
        })
    };
    extra.of.as_ref().is_some_and(with) || (extra.of.is_none() && extra.page == Some(number))
}

/// The page by one layout.
fn with(number: u32, own: &[usize], layout: &Arc<Layout>, wishes: &Wishes) -> Planned {
    let wants: Vec<&Want> = own
        .iter()
        .filter_map(|at| Some(&wishes.pieces.get(*at)?.want))
        .collect();
    let slots = article_slots(&layout.slots);
    let assigned = assign(&wants, &slots);
    let mut articles: Vec<(String, usize)> = vec![];
    for (want, slot) in &assigned.pairs {
        if let (Some(at), Some(slot)) = (own.get(*want), slots.get(*slot)) {
            articles.push((slot.name.clone(), *at));
        }
    }
    let mut page = Planned {
        number,
        section: None,
        layout: layout.clone(),
        guessed: None,
        articles,
        pictures: vec![],
        tables: vec![],
        ads: vec![],
        teasers: vec![],
        empty: vec![],
        left: vec![],
        cost: assigned.cost,
    };
    let placed: BTreeSet<usize> = page.articles.iter().map(|(_, at)| *at).collect();
    page.left = own
        .iter()
        .copied()
        .filter(|at| !placed.contains(at))
        .collect();
    page.briefs(wishes);
    page.cost += 12.0 * page.left.len() as f64;
    page
}

impl Planned {
    pub fn slots(&self, kind: SlotKind) -> Vec<Slot> {
        self.layout
            .slots
            .values()
            .filter(|slot| slot.kind == kind)
            .cloned()
            .collect()
    }

    /// Short articles without a slot run together where the layout has a place for them.
    fn briefs(&mut self, wishes: &Wishes) {
        for slot in self.slots(SlotKind::Briefs) {
            if self.articles.iter().any(|(name, _)| *name == slot.name) {
                continue;
            }
            let wants: Vec<(usize, &Want)> = self
                .left
                .iter()
                .filter_map(|at| Some((*at, &wishes.pieces.get(*at)?.want)))
                .collect();
            let taken = briefs(&wants, &slot);
            self.left.retain(|at| !taken.contains(at));
            self.articles
                .extend(taken.into_iter().map(|at| (slot.name.clone(), at)));
        }
    }

    pub fn is_filled(&self, name: &str) -> bool {
        let articles = self
            .articles
            .iter()
            .chain(&self.pictures)
            .chain(&self.tables)
            .chain(&self.teasers);
        articles
            .map(|(own, _)| own)
            .chain(&self.ads)
            .any(|own| own == name)
    }

    /// What the layout asks for and there is not.
    fn lacks(&self, pictures: usize, tables: usize) -> f64 {
        let open = |kind| {
            self.slots(kind)
                .iter()
                .filter(|slot| !slot.optional && !self.is_filled(&slot.name))
                .count()
        };
        let room = self.slots(SlotKind::Picture).len()
            + self
                .slots(SlotKind::Gallery)
                .iter()
                .map(|slot| slot.most.unwrap_or(6))
                .sum::<usize>();
        3.0 * open(SlotKind::Article) as f64
            + 2.0 * open(SlotKind::Briefs) as f64
            + 2.0 * (open(SlotKind::Picture) as f64 - pictures as f64).max(0.0)
            + 2.0 * (open(SlotKind::Table) as f64 - tables as f64).max(0.0)
            + open(SlotKind::Ad) as f64 * 0.5
            + (pictures as f64 - room as f64).max(0.0)
    }

    /// Takes articles of no page into slots that must not stay empty; gives those that are left.
    pub fn fill(&mut self, free: Vec<usize>, wishes: &Wishes) -> Vec<usize> {
        let open: Vec<Slot> = self
            .slots(SlotKind::Article)
            .into_iter()
            .filter(|slot| !slot.optional && !self.is_filled(&slot.name))
            .collect();
        let slots: Vec<&Slot> = open.iter().collect();
        let wants: Vec<&Want> = free
            .iter()
            .filter_map(|at| Some(&wishes.pieces.get(*at)?.want))
            .collect();
        let mut taken = BTreeSet::new();
        for (want, slot) in assign(&wants, &slots).pairs {
            if let (Some(at), Some(slot)) = (free.get(want), slots.get(slot)) {
                self.articles.push((slot.name.clone(), *at));
                taken.insert(*at);
            }
        }
        free.into_iter().filter(|at| !taken.contains(at)).collect()
    }

    /// What is left over, and what is lacking.
    pub fn tell(&self, wishes: &Wishes, findings: &mut Vec<Finding>) {
        let number = self.number;
        for piece in self.left.iter().filter_map(|at| wishes.pieces.get(*at)) {
            let message = format!(
                "page {number} has no slot for `{}`; it stands in a comment of the manifest",
                piece.file
            );
            findings.push(
                Finding::warning("import-left-over", message)
                    .at(piece.from.clone())
                    .on(number)
                    .hint(format!(
                        "it has {} characters; choose another layout, or join it with others",
                        piece.want.characters
                    )),
            );
        }
        for (slot, kind) in &self.empty {
            let message = format!(
                "nothing came for slot `{slot}` of page {number}, which takes {}",
                kind.phrase()
            );
            findings.push(
                Finding::warning("import-left-over", message)
                    .in_slot(number, slot.clone())
                    .hint(format!(
                        "layout `{}` cannot be printed without it",
                        self.layout.name
                    )),
            );
        }
    }
}
