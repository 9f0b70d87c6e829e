//! A layout drawn: sheet, grid and slots, by Typst, so that labels come out the same everywhere.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use typst::diag::SourceDiagnostic;
use typst::foundations::Bytes;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;
use typst_svg::SvgOptions;

use super::entry::{LayoutEntry, SlotEntry, round};
use crate::compose;
use crate::diag::Finding;
use crate::diff;
use crate::layout::{Bench, Layout, Slot};
use crate::world::{DATA, IssueWorld, ProjectFiles, file_id};

const SOURCE: &str = include_str!("show.typ");

/// Pixels per inch of a PNG: a broadsheet comes out some 2,000 pixels wide.
const PPI: f32 = 120.0;

/// What a drawing is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Svg,
    Png,
    Pdf,
    /// A page for a browser, of several layouts.
    Html,
}

impl Kind {
    /// By a file's ending.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "svg" => Some(Self::Svg),
            "png" => Some(Self::Png),
            "pdf" => Some(Self::Pdf),
            "html" => Some(Self::Html),
            _ => None,
        }
    }
}

/// Draws one layout.
pub fn drawing(bench: &Bench, layout: &Layout, kind: Kind) -> Result<Vec<u8>, Vec<Finding>> {
    let svg = matches!(kind, Kind::Svg | Kind::Html);
    if svg {
        let mut drawn = drawings(bench, std::slice::from_ref(layout))?;
        return Ok(drawn.pop().unwrap_or_default().into_bytes());
    }
    let data = data(bench, std::slice::from_ref(layout), false);
    let pdf = set(bench, data, pdf)?;
    if kind == Kind::Pdf {
        return Ok(pdf);
    }
    diff::picture_of(&pdf, 0, PPI).map_err(wrong)
}

/// Draws layouts as SVG, each with a title for those who do not see it.
pub fn drawings(bench: &Bench, layouts: &[Layout]) -> Result<Vec<String>, Vec<Finding>> {
    let data = data(bench, layouts, false);
    let drawn = set(bench, data, |document| {
        let options = SvgOptions::default();
        let pages = document.pages().iter();
        Ok(pages
            .map(|page| typst_svg::svg(page, &options))
            .collect::<Vec<_>>())
    })?;
    Ok(drawn
        .iter()
        .zip(layouts)
        .map(|(svg, layout)| titled(svg, &LayoutEntry::new(layout)))
        .collect())
}

/// Layouts as one PDF, a page each with its table.
pub fn document(bench: &Bench, layouts: &[Layout]) -> Result<Vec<u8>, Vec<Finding>> {
    set(bench, data(bench, layouts, true), pdf)
}

fn pdf(document: &PagedDocument) -> Result<Vec<u8>, String> {
    let options = PdfOptions {
        tagged: false,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| first(&errors))
}

/// Sets the drawing and makes something of it.
fn set<T: Send + 'static>(
    bench: &Bench,
    data: Value,
    make: impl FnOnce(&PagedDocument) -> Result<T, String> + Send + 'static,
) -> Result<T, Vec<Finding>> {
    let main = file_id(&format!("{DATA}/show.typ")).map_err(wrong)?;
    let json = file_id(&format!("{DATA}/show.json")).map_err(wrong)?;
    let files = HashMap::from([
        (main, Bytes::from_string(SOURCE)),
        (json, Bytes::from_string(data.to_string())),
    ]);
    let root = Arc::new(ProjectFiles::new(bench.project.root.clone()));
    let (library, fonts) = (bench.stage.library.clone(), bench.stage.fonts.clone());
    let world = IssueWorld::new(root, library, fonts, files, main, None);
    let seconds = bench.project.house.limits.compose_seconds;
    let work = move || {
        let output = typst::compile::<PagedDocument>(&world).output;
        make(&output.map_err(|errors| first(&errors))?)
    };
    match compose::limited(seconds, work) {
        Some(made) => made.map_err(wrong),
        None => Err(vec![compose::too_long(seconds)]),
    }
}

fn first(errors: &[SourceDiagnostic]) -> String {
    let first = errors.first().map(|error| error.message.to_string());
    first.unwrap_or_default()
}

fn wrong(why: String) -> Vec<Finding> {
    vec![Finding::error(
        "layout",
        format!("the layout cannot be drawn: {why}"),
    )]
}

/// What the drawing is told.
fn data(bench: &Bench, layouts: &[Layout], listed: bool) -> Value {
    let roles = &bench.project.house.fonts;
    let fonts: Vec<&String> = ["hei", "song"]
        .iter()
        .filter_map(|role| roles.get(*role))
        .flatten()
        .collect();
    json!({
        "fonts": fonts,
        "listed": listed,
        "layouts": layouts.iter().map(one).collect::<Vec<_>>(),
    })
}

fn one(layout: &Layout) -> Value {
    let (grid, entry) = (&layout.grid, LayoutEntry::new(layout));
    let slots: Vec<Value> = (entry.slots.iter())
        .filter_map(|slot| Some(self::slot(layout, layout.slots.get(&slot.name)?, slot)))
        .collect();
    let rows: Vec<Vec<String>> = entry.slots.iter().map(row).collect();
    json!({
        "name": layout.name,
        "about": entry.about,
        "facts": format!(
            "{} × {} mm, {} × {} 字, {} lines",
            entry.sheet.width, entry.sheet.height, grid.columns, grid.characters, grid.lines
        ),
        "sheet": { "width": layout.sheet.width, "height": layout.sheet.height },
        "grid": {
            "left": grid.left, "top": grid.top, "columns": grid.columns, "lines": grid.lines,
            "pitch": grid.pitch, "gutter": grid.gutter, "step": grid.step(),
            "width": grid.width(grid.columns as f64),
        },
        "slots": slots,
        "rows": rows,
    })
}

fn row(slot: &SlotEntry) -> Vec<String> {
    let at = slot.areas.first();
    vec![
        slot.name.clone(),
        format!("{} {}", slot.kind, slot.chinese()),
        at.map(|area| format!("{}, {}", area.column, area.line))
            .unwrap_or_default(),
        slot.columns_by_lines(),
        slot.characters
            .map(|count| count.to_string())
            .unwrap_or_default(),
        slot.notes().join("; "),
    ]
}

/// A slot in pt on the sheet.
fn slot(layout: &Layout, slot: &Slot, entry: &SlotEntry) -> Value {
    let grid = &layout.grid;
    let (x, y) = (grid.x(slot.area.column), grid.y(slot.area.line));
    let outline: Vec<Vec<_>> = (slot.edges(grid).outline.iter())
        .map(|ring| {
            ring.iter()
                .map(|point| (round(x + point.0), round(y + point.1)))
                .collect()
        })
        .collect();
    let legs: Vec<Value> = (entry.legs.iter())
        .map(|leg| {
            json!({
                "x": leg.x,
                "y": round(grid.y(leg.line)),
                "width": round(leg.characters as f64 * grid.body),
                "height": round(leg.lines as f64 * grid.pitch - (grid.pitch - grid.body)),
            })
        })
        .collect();
    let head = entry.head.as_ref().map(|head| {
        json!({
            "x": head.x,
            "y": round(grid.y(head.line)),
            "width": head.width,
            "height": round(head.lines as f64 * grid.pitch),
            "words": format!("标题 head {} lines", head.lines),
        })
    });
    // The label stands in the largest rectangle.
    let largest = (slot.areas.iter())
        .max_by(|a, b| (a.columns * a.lines as f64).total_cmp(&(b.columns * b.lines as f64)));
    let label = largest.unwrap_or(&slot.area);
    json!({
        "name": slot.name,
        "kind": entry.kind,
        "chinese": entry.chinese(),
        "facts": facts(entry),
        "optional": slot.optional,
        "inside": slot.inside.is_some(),
        "outline": outline,
        "legs": legs,
        "head": head,
        "label": {
            "x": round(grid.x(label.column)),
            "y": round(grid.y(label.line)),
            "width": round(grid.width(label.columns)),
            "height": round(label.lines as f64 * grid.pitch),
        },
    })
}

fn facts(slot: &SlotEntry) -> Vec<String> {
    let mut facts = vec![slot.columns_by_lines()];
    if let Some(standing) = slot.standing {
        let (lines, characters) = (standing.lines, standing.characters);
        facts.push(format!("直排 {} × {lines} × {characters}", standing.tiers));
    }
    match (slot.characters, &slot.head) {
        (Some(count), Some(head)) => {
            facts.push(format!("{count} 字, {} below the head", head.characters));
        }
        (Some(count), None) => facts.push(format!("{count} 字")),
        (None, _) => facts.push(format!("{} × {} mm", slot.size.width, slot.size.height)),
    }
    facts
}

/// Gives an SVG a title and a description.
fn titled(svg: &str, layout: &LayoutEntry) -> String {
    let Some(end) = svg.find('>') else {
        return svg.into();
    };
    let (head, rest) = svg.split_at(end);
    let each = |slot: &SlotEntry| {
        let count = slot.characters.map(|count| format!(", {count} characters"));
        let (name, kind) = (&slot.name, &slot.kind);
        format!(
            "{name}: {kind}, {}{}",
            slot.columns_by_lines(),
            count.unwrap_or_default()
        )
    };
    let slots: Vec<String> = layout.slots.iter().map(each).collect();
    format!(
        "{head} role=\"img\"><title>{}</title><desc>{}</desc>{}",
        escaped(&layout.name),
        escaped(&slots.join("; ")),
        rest.trim_start_matches('>')
    )
}

/// Text for XML and HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
