//! What stands where on a page, line by line, and where each line was written (点查): for a click
//! that asks which file and line a text is of.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Serialize;

use super::align::{Origin, origins};
use super::head;
use super::sources::Sources;
use crate::compose::{Box2, Finished, Item, ItemKind, Mark};
use crate::diag::Place;
use crate::layout::SlotKind;
use crate::makeup::{Matter, Plan, PlannedPage, briefs_id};

/// A place in a file of the project.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spot {
    pub file: String,
    /// From 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

impl Spot {
    pub fn of(place: &Place) -> Self {
        let at = place.line_column();
        Self {
            file: place.path().to_string_lossy().replace('\\', "/"),
            line: at.map(|(line, _)| line),
            column: at.map(|(_, column)| column),
        }
    }
}

/// A rectangle on the sheet, in pt from its top left.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl From<&Box2> for Rect {
    fn from(area: &Box2) -> Self {
        // Hundredths of a point are less than any screen shows.
        let round = |length: f64| (length * 100.0).round() / 100.0;
        Self {
            x: round(area.left),
            y: round(area.top),
            width: round(area.width()),
            height: round(area.height()),
        }
    }
}

/// A line of text as it stands.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    #[serde(flatten)]
    pub area: Rect,
    pub text: String,
    /// `body`, a part of the headline group, or `furniture`.
    pub role: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    /// The file of the article, as the manifest names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// Where its first character was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Spot>,
}

/// Where the characters of a body stand in their files, and where each piece of it begins.
struct Body {
    origins: Vec<Origin>,
    /// By part and frame: characters before it, and those of it that were passed.
    pieces: BTreeMap<(usize, usize), (usize, usize)>,
}

/// Lines of all pages, by the page's place in the plan.
pub fn lines(plan: &Plan, finished: &Finished, sources: &mut Sources) -> Vec<Vec<Line>> {
    let mut bodies = bodies(plan, finished);
    let mut pages: Vec<Vec<Line>> = plan.pages.iter().map(|_| vec![]).collect();
    let mut open: Option<(Line, Box2, Key)> = None;
    for item in &finished.items {
        let (ItemKind::Text(run), Some(page)) = (&item.kind, plan.pages.get(item.page)) else {
            continue;
        };
        let characters = run.text.chars().filter(|c| !c.is_whitespace()).count();
        let origin = body_origin(&mut bodies, item, characters);
        let key = Key::of(item, run.baseline);
        if let Some((line, area, own)) = &mut open
            && own.same(&key, area, &item.area)
        {
            line.text.push_str(&run.text);
            *area = area.union(&item.area);
            line.area = Rect::from(&*area);
            continue;
        }
        flush(&mut pages, open.take());
        let mut line = line(page, item, &run.text, sources);
        if line.place.is_none() {
            // Pages from the shelf no longer know where in the code they come from.
            let known = sources.code(run.span).or_else(|| {
                let source = &page.layout.source;
                let at = head::known_line(source, 0, source.text.len(), &run.text)?;
                Some(Spot::of(&Place::text(source, at..at)))
            });
            let slot = line.slot.as_deref().unwrap_or_default();
            line.place = known.or_else(|| Some(Spot::of(&page.layout.place(slot))));
        }
        if let Some((source, at)) = origin {
            line.place = Some(Spot::of(&Place::text(&source, at..at)));
        }
        open = Some((line, item.area, key));
    }
    flush(&mut pages, open);
    pages
}

fn flush(pages: &mut [Vec<Line>], line: Option<(Line, Box2, Key)>) {
    if let Some((line, _, key)) = line
        && let Some(page) = pages.get_mut(key.page)
    {
        page.push(line);
    }
}

/// What two runs must share to be of one line.
struct Key {
    page: usize,
    mark: Option<Arc<Mark>>,
    baseline: f64,
    upright: bool,
}

impl Key {
    fn of(item: &Item, baseline: f64) -> Self {
        let upright = matches!(item.mark.as_deref(), Some(Mark::Piece(info)) if info.vertical);
        Self {
            page: item.page,
            mark: item.mark.clone(),
            baseline,
            upright,
        }
    }

    fn same(&self, other: &Self, area: &Box2, next: &Box2) -> bool {
        let marks = match (&self.mark, &other.mark) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        let near = if self.upright {
            (area.middle().0 - next.middle().0).abs() < 2.0
                && next.top - area.bottom < 3.0 * next.height()
                && next.bottom > area.top
        } else {
            (self.baseline - other.baseline).abs() < 0.5
                && next.left - area.right < 2.0 * next.height()
                && next.left > area.left - 1.0
        };
        self.page == other.page && marks && near
    }
}

/// The line that a run begins, as its mark has it.
fn line(page: &PlannedPage, item: &Item, text: &str, sources: &mut Sources) -> Line {
    let mut line = Line {
        area: Rect::from(&item.area),
        text: text.to_string(),
        role: "furniture".into(),
        slot: None,
        article: None,
        place: None,
    };
    match item.mark.as_deref() {
        Some(Mark::Piece(info)) => {
            line.role = "body".into();
            line.slot = Some(info.slot.clone());
            line.article = Some(info.article.clone()).filter(|id| !id.ends_with('/'));
        }
        Some(Mark::Part(id, role)) => {
            line.role = role.clone();
            let fill = page.fills.iter().find(|(_, fill)| fill.id == *id);
            if let Some((slot, fill)) = fill {
                line.slot = Some(slot.clone());
                line.article = Some(id.clone());
                line.place = Some(head::place(fill, role, text, sources));
            }
        }
        _ => {}
    }
    line
}

/// The bodies of all articles by the name their pieces bear.
fn bodies(plan: &Plan, finished: &Finished) -> HashMap<String, Body> {
    let mut bodies: HashMap<String, Body> = HashMap::new();
    for page in &plan.pages {
        for (slot, fill) in &page.fills {
            let Matter::Story(story) = &fill.matter else {
                continue;
            };
            let briefs = (page.layout.slots.get(slot)).is_some_and(|s| s.kind == SlotKind::Briefs);
            if !briefs && bodies.contains_key(&fill.id) {
                continue;
            }
            let id = match briefs {
                true => briefs_id(page.number, slot),
                false => fill.id.clone(),
            };
            let body = bodies.entry(id).or_insert_with(|| Body {
                origins: vec![],
                pieces: BTreeMap::new(),
            });
            body.origins.extend(origins(&story.article));
        }
    }
    for entry in &finished.found {
        if let Mark::Piece(info) = &entry.mark
            && let Some(body) = bodies.get_mut(&info.article)
        {
            let count = entry.text.chars().filter(|c| !c.is_whitespace()).count();
            body.pieces
                .entry((info.part, info.index))
                .or_insert((count, 0));
        }
    }
    for body in bodies.values_mut() {
        let mut before = 0;
        for (start, _) in body.pieces.values_mut() {
            let count = std::mem::replace(start, before);
            before += count;
        }
    }
    bodies
}

/// Where a run of a body begins in its file; passes its characters.
fn body_origin(
    bodies: &mut HashMap<String, Body>,
    item: &Item,
    characters: usize,
) -> Option<Origin> {
    let Some(Mark::Piece(info)) = item.mark.as_deref() else {
        return None;
    };
    let body = bodies.get_mut(&info.article)?;
    let (start, passed) = body.pieces.get_mut(&(info.part, info.index))?;
    let at = *start + *passed;
    *passed += characters;
    body.origins.get(at).cloned()
}
