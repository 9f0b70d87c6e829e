//! What is drawn over a page (版面叠图): its grid, its slots and how they fit, the way its text
//! runs, its headline groups and pictures, as data for the screen. Lengths are in pt from the
//! sheet's top left.

use serde::Serialize;

use super::place::{Line, Rect, Spot};
use crate::compose::{Box2, Finished, ItemKind, Mark};
use crate::diag::{Finding, Severity};
use crate::layout::{Grid, Slot};
use crate::makeup::{Fill, Matter, Plan, PlannedPage, Stop};
use crate::picture;
use crate::preflight::SlotFit;

/// Pixels an inch below which print is refused, and below which it is doubted.
const FEWEST: (f64, f64) = (99.0, 149.0);

/// Parts of a headline group (标题组).
const HEAD: [&str; 7] = [
    "kicker",
    "headline",
    "deck",
    "standfirst",
    "byline",
    "note",
    "short headline",
];

/// Everything about one page.
#[derive(Serialize)]
pub struct Overlay<'a> {
    pub number: u32,
    pub layout: &'a str,
    /// Where the layout begins.
    pub source: Spot,
    pub width: f64,
    pub height: f64,
    pub grid: Grid,
    /// The most ink the paper takes, in percent.
    pub ink_limit: f64,
    pub slots: Vec<SlotView<'a>>,
    pub heads: Vec<Head>,
    pub pictures: Vec<PictureView>,
    pub lines: Vec<Line>,
}

/// A slot, and what fills it.
#[derive(Serialize)]
pub struct SlotView<'a> {
    pub name: &'a str,
    pub kind: &'static str,
    pub kind_zh: &'static str,
    #[serde(flatten)]
    pub area: Rect,
    /// Its edges, each a closed line of points.
    pub outline: Vec<Vec<(f64, f64)>>,
    pub columns: f64,
    pub lines: usize,
    /// Characters of body type that it holds.
    pub capacity: usize,
    /// What fills it, as the manifest names it.
    pub files: Vec<&'a str>,
    pub optional: bool,
    /// Where the manifest fills it, or where it names the page.
    pub place: Spot,
    /// Where the layout has it.
    pub source: Spot,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit: Option<&'a SlotFit>,
    /// Where the text of this slot comes from and goes on to.
    pub from: Option<Other>,
    pub to: Option<Other>,
}

/// Another part of an article.
#[derive(Serialize)]
pub struct Other {
    pub page: u32,
    pub slot: String,
}

/// A headline group.
#[derive(Serialize)]
pub struct Head {
    pub article: String,
    #[serde(flatten)]
    pub area: Rect,
    pub parts: Vec<HeadPart>,
}

/// A part of it.
#[derive(Serialize)]
pub struct HeadPart {
    pub role: String,
    #[serde(flatten)]
    pub area: Rect,
}

/// A picture as it stands.
#[derive(Serialize)]
pub struct PictureView {
    #[serde(flatten)]
    pub area: Rect,
    pub slot: Option<String>,
    pub file: Option<String>,
    pub place: Option<Spot>,
    /// Pixels an inch as it is printed; nothing of a drawing.
    pub ppi: Option<f64>,
    /// `fine`, `warning` or `error`.
    pub level: &'static str,
}

/// The overlay of one page of a plan.
pub fn overlay<'a>(
    plan: &'a Plan,
    at: usize,
    finished: &Finished,
    fits: &'a [SlotFit],
    findings: &[Finding],
    ink_limit: f64,
    lines: Vec<Line>,
) -> Option<Overlay<'a>> {
    let page = plan.pages.get(at)?;
    let layout = &page.layout;
    let fit = |slot: &str| {
        fits.iter()
            .find(|fit| fit.page == page.number && fit.slot == slot)
    };
    Some(Overlay {
        number: page.number,
        layout: &layout.name,
        source: Spot::of(&layout.place("")),
        width: layout.sheet.width,
        height: layout.sheet.height,
        grid: layout.grid,
        ink_limit,
        slots: (layout.slots.values())
            .map(|slot| slot_view(page, slot, fit(&slot.name)))
            .collect(),
        heads: heads(page, at, finished),
        pictures: pictures(page, at, finished, findings),
        lines,
    })
}

fn slot_view<'a>(page: &'a PlannedPage, slot: &'a Slot, fit: Option<&'a SlotFit>) -> SlotView<'a> {
    let grid = &page.layout.grid;
    let area = area(grid, slot);
    let shifted = |(x, y): (f64, f64)| (area.left + x, area.top + y);
    let outline = (slot.edges(grid).outline.into_iter())
        .map(|ring| ring.into_iter().map(shifted).collect())
        .collect();
    let first = page.fills.get(&slot.name);
    let run = first.and_then(|fill| match &fill.matter {
        Matter::Story(story) => Some(&story.run),
        _ => None,
    });
    let other = |stop: &Option<Stop>| {
        let stop = stop.as_ref()?;
        Some(Other {
            page: stop.page,
            slot: stop.slot.clone(),
        })
    };
    SlotView {
        name: &slot.name,
        kind: slot.kind.word(),
        kind_zh: slot.kind.chinese(),
        area: Rect::from(&area),
        outline,
        columns: slot.area.columns,
        lines: slot.area.lines,
        capacity: slot.capacity(),
        files: page.fills.of(&slot.name).map(|fill| &*fill.id).collect(),
        optional: slot.optional,
        place: Spot::of(first.map_or(&page.place, |fill| &fill.place)),
        source: Spot::of(&page.layout.place(&slot.name)),
        fit,
        from: run.and_then(|run| other(&run.from)),
        to: run.and_then(|run| other(&run.to)),
    }
}

/// Where a slot stands on the sheet.
pub fn area(grid: &Grid, slot: &Slot) -> Box2 {
    let (left, top) = (grid.x(slot.area.column), grid.y(slot.area.line));
    Box2 {
        left,
        top,
        right: left + grid.width(slot.area.columns),
        // The blank below the last line belongs to the line after it.
        bottom: top + slot.area.lines as f64 * grid.pitch - (grid.pitch - grid.body),
    }
}

/// What was found of a headline group: its article, where it stands, and where its parts do.
type Found = (String, Box2, Vec<(String, Box2)>);

fn heads(page: &PlannedPage, at: usize, finished: &Finished) -> Vec<Head> {
    let mut heads: Vec<Found> = vec![];
    for item in finished.items.iter().filter(|item| item.page == at) {
        let (Some(Mark::Part(id, role)), ItemKind::Text(_)) = (item.mark.as_deref(), &item.kind)
        else {
            continue;
        };
        let story = |fill: &Fill| fill.id == *id && matches!(fill.matter, Matter::Story(_));
        if !HEAD.contains(&role.as_str()) || !page.fills.values().any(story) {
            continue;
        }
        let found = heads.iter().position(|(article, ..)| article == id);
        let index = found.unwrap_or_else(|| {
            heads.push((id.clone(), Box2::EMPTY, vec![]));
            heads.len() - 1
        });
        let Some((_, all, parts)) = heads.get_mut(index) else {
            continue;
        };
        *all = all.union(&item.area);
        match parts.iter_mut().find(|(own, _)| own == role) {
            Some((_, area)) => *area = area.union(&item.area),
            None => parts.push((role.clone(), item.area)),
        }
    }
    (heads.into_iter())
        .map(|(article, all, parts)| Head {
            article,
            area: Rect::from(&all),
            parts: (parts.into_iter())
                .map(|(role, area)| HeadPart {
                    role,
                    area: Rect::from(&area),
                })
                .collect(),
        })
        .collect()
}

fn pictures(
    page: &PlannedPage,
    at: usize,
    finished: &Finished,
    findings: &[Finding],
) -> Vec<PictureView> {
    let mut views = vec![];
    for item in finished.items.iter().filter(|item| item.page == at) {
        let ItemKind::Picture(picture) = &item.kind else {
            continue;
        };
        let pixels = picture
            .jpeg
            .as_ref()
            .and_then(|jpeg| picture::size_of_jpeg(jpeg));
        let ppi = pixels.map(|(width, _)| f64::from(width) / (picture.whole.width() / 72.0));
        let slot = slot_at(page, item.area.middle());
        let said = findings.iter().filter(|finding| {
            let name = slot.map(|slot| slot.name.as_str());
            finding.rule == picture::RESOLUTION
                && finding.page == Some(page.number)
                && finding.slot.as_deref() == name
        });
        let fill = slot.and_then(|slot| page.fills.get(&slot.name));
        let level = match (said.map(|finding| finding.severity).max(), ppi) {
            (Some(Severity::Error), _) => "error",
            (Some(Severity::Warning), _) => "warning",
            (_, Some(ppi)) if ppi + 0.5 < FEWEST.0 => "error",
            (_, Some(ppi)) if ppi + 0.5 < FEWEST.1 => "warning",
            _ => "fine",
        };
        views.push(PictureView {
            area: Rect::from(&item.area),
            slot: slot.map(|slot| slot.name.clone()),
            file: fill.map(|fill| fill.id.clone()),
            place: fill.map(|fill| Spot::of(&fill.place)),
            ppi,
            level,
        });
    }
    views
}

/// The smallest filled slot that a point lies in.
fn slot_at(page: &PlannedPage, (x, y): (f64, f64)) -> Option<&Slot> {
    let grid = &page.layout.grid;
    let within = |slot: &&Slot| {
        let area = area(grid, slot);
        (area.left..=area.right).contains(&x) && (area.top..=area.bottom).contains(&y)
    };
    let filled = |slot: &&Slot| page.fills.contains_key(&slot.name);
    let size = |slot: &Slot| slot.area.columns * slot.area.lines as f64;
    (page.layout.slots.values())
        .filter(|slot| filled(slot) && within(slot))
        .min_by(|one, other| size(one).total_cmp(&size(other)))
}
