//! What there is to say of a layout's slots: where they stand, how large they are, how much goes in.

use schemars::JsonSchema;
use serde::Serialize;

use super::head::{self, Head};
use super::standing::{self, Tiers};
use crate::layout::{Area, Layout, Leg, Slot, SlotKind, module_path};

/// A layout, as `dayang show` tells of it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LayoutEntry {
    /// Its name in manifests.
    pub name: String,
    /// The module, relative to the project's folder.
    pub file: String,
    /// What its first lines say of it.
    pub about: String,
    /// The trimmed sheet.
    pub sheet: Millimetres,
    pub grid: GridEntry,
    /// Pixels per inch to which pictures are scaled down.
    pub ppi: f64,
    /// In the order of the module.
    pub slots: Vec<SlotEntry>,
}

/// Width and height.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct Millimetres {
    pub width: f64,
    pub height: f64,
}

/// The grid (基本栏 and body lines); lengths in pt.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct GridEntry {
    pub columns: usize,
    /// Characters on a line of one base column.
    pub characters: usize,
    pub lines: usize,
    pub body: f64,
    pub pitch: f64,
    pub gutter: f64,
    pub left: f64,
    pub top: f64,
}

/// A slot.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SlotEntry {
    pub name: String,
    pub kind: String,
    /// Its rectangles on the grid, in reading order.
    pub areas: Vec<AreaEntry>,
    /// What stands in it at its largest: for an advertisement the size it is sold at.
    pub size: Millimetres,
    /// The slot whose text runs around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside: Option<String>,
    /// Whether a page may leave it empty.
    pub optional: bool,
    /// How many things it takes at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<usize>,
    /// Legs of text (栏), in reading order, cut around what stands inside and below the head's
    /// place, where the layout gives it one.
    pub legs: Vec<LegEntry>,
    /// How its text stands, if it does (直排); it has no legs then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Tiers>,
    /// Characters of body type in all its legs, the head's place counted as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characters: Option<usize>,
    /// The place that the layout keeps for the headline group (标题).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<HeadEntry>,
}

/// A rectangle on the grid, counted from 0.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct AreaEntry {
    pub column: f64,
    pub line: usize,
    pub columns: f64,
    pub lines: usize,
}

/// A leg of text.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct LegEntry {
    /// Its left edge on the sheet, pt.
    pub x: f64,
    /// Its first line on the grid.
    pub line: usize,
    pub lines: usize,
    /// Characters on a line.
    pub characters: usize,
}

/// The place kept for a headline group.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HeadEntry {
    /// Where it stands to its text: `over`, `beside`, `wrapped`, `between`, `vertical-right`, `vertical-left`.
    pub position: String,
    /// Left edge on the sheet and width, pt.
    pub x: f64,
    pub width: f64,
    /// First line on the grid.
    pub line: usize,
    pub lines: usize,
    /// Characters of body type in the legs that it leaves.
    pub characters: usize,
}

impl LayoutEntry {
    /// Tells of a layout.
    pub fn new(layout: &Layout) -> Self {
        let grid = &layout.grid;
        let mut slots: Vec<&Slot> = layout.slots.values().collect();
        slots.sort_by_key(|slot| slot.range.start);
        let (heads, standing) = (head::read(layout), standing::read(layout));
        Self {
            name: layout.name.clone(),
            file: module_path(&layout.name),
            about: about(&layout.source.text),
            sheet: millimetres((layout.sheet.width, layout.sheet.height)),
            grid: GridEntry {
                columns: grid.columns,
                characters: grid.characters,
                lines: grid.lines,
                body: round(grid.body),
                pitch: round(grid.pitch),
                gutter: round(grid.gutter),
                left: round(grid.left),
                top: round(grid.top),
            },
            ppi: layout.ppi,
            slots: (slots.iter())
                .map(|slot| {
                    let stands = standing.get(&slot.name).copied();
                    slot_entry(layout, slot, heads.get(&slot.name), stands)
                })
                .collect(),
        }
    }
}

fn slot_entry(
    layout: &Layout,
    slot: &Slot,
    head: Option<&Head>,
    standing: Option<Tiers>,
) -> SlotEntry {
    let grid = &layout.grid;
    let legs = match (standing, head) {
        (Some(_), _) => &vec![],
        (None, Some(head)) => &head.legs,
        (None, None) => &slot.legs,
    };
    let count = || standing.map_or_else(|| slot.capacity(), Tiers::capacity);
    let x = grid.x(slot.area.column);
    SlotEntry {
        name: slot.name.clone(),
        kind: slot.kind.word().into(),
        areas: slot.areas.iter().map(area).collect(),
        size: millimetres(slot.size),
        inside: slot.inside.clone(),
        optional: slot.optional,
        most: slot.most,
        legs: (legs.iter())
            .map(|leg| LegEntry {
                x: round(x + leg.x),
                line: slot.area.line + leg.line,
                lines: leg.lines,
                characters: leg.characters,
            })
            .collect(),
        standing,
        characters: slot.kind.has_legs().then(count),
        head: head.map(|head| HeadEntry {
            position: head.position.clone(),
            x: round(x + head.hole.x),
            width: round(head.hole.width),
            line: slot.area.line + head.hole.line,
            lines: head.hole.lines,
            characters: capacity(&head.legs),
        }),
    }
}

fn capacity(legs: &[Leg]) -> usize {
    legs.iter().map(|leg| leg.characters * leg.lines).sum()
}

fn area(area: &Area) -> AreaEntry {
    AreaEntry {
        column: round(area.column),
        line: area.line,
        columns: round(area.columns),
        lines: area.lines,
    }
}

impl SlotEntry {
    /// `5 × 30 + 2 × 20`, columns by lines.
    pub fn columns_by_lines(&self) -> String {
        let each = |area: &AreaEntry| format!("{} × {}", area.columns, area.lines);
        self.areas.iter().map(each).collect::<Vec<_>>().join(" + ")
    }

    /// Whether it holds text.
    pub fn holds_text(&self) -> bool {
        self.characters.is_some()
    }

    /// Its kind in the trade's Chinese.
    pub fn chinese(&self) -> &'static str {
        let kinds = SlotKind::ALL.into_iter();
        match kinds.into_iter().find(|kind| kind.word() == self.kind) {
            Some(SlotKind::Article) => "稿件",
            Some(SlotKind::Picture) => "图片",
            Some(SlotKind::Ad) => "广告",
            Some(SlotKind::Briefs) => "简讯",
            Some(SlotKind::Gallery) => "组图",
            Some(SlotKind::Table) => "表格",
            Some(SlotKind::Teasers) => "导读",
            None => "",
        }
    }

    /// Legs, or tiers, and their measure, `5 × 13` for five legs of 13 characters; a number each where they
    /// differ, equal neighbours as one.
    pub fn measures(&self) -> String {
        if let Some(standing) = self.standing {
            return format!("{} × {}", standing.tiers, standing.characters);
        }
        let mut runs: Vec<(usize, usize)> = vec![];
        for leg in &self.legs {
            match runs.last_mut() {
                Some((count, characters)) if *characters == leg.characters => *count += 1,
                _ => runs.push((1, leg.characters)),
            }
        }
        let each = |(count, characters): &(usize, usize)| format!("{count} × {characters}");
        runs.iter().map(each).collect::<Vec<_>>().join(" + ")
    }

    /// What else a maker-up must know.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = vec![];
        if let Some(host) = &self.inside {
            notes.push(format!("inside {host}"));
        }
        if let Some(Tiers { tiers, lines, .. }) = self.standing {
            let s = if tiers == 1 { "" } else { "s" };
            notes.push(format!("vertical: {lines} lines in {tiers} tier{s}"));
        }
        if let Some(head) = &self.head {
            let (position, lines, left) = (&head.position, head.lines, head.characters);
            notes.push(format!(
                "head {position}, {lines} lines: {left} characters left"
            ));
        }
        if let Some(most) = self.most {
            notes.push(format!("at most {most}"));
        }
        if self.optional {
            notes.push("may stay empty".into());
        }
        notes
    }
}

/// The comment a module begins with, as one paragraph.
fn about(source: &str) -> String {
    let lines = source.lines().map(str::trim);
    let comment = lines.take_while(|line| line.starts_with("//"));
    let words = comment.map(|line| line.trim_start_matches('/').trim());
    words
        .take_while(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn millimetres((width, height): (f64, f64)) -> Millimetres {
    let of = |points: f64| (points * 25.4 / 72.0 * 10.0).round() / 10.0;
    Millimetres {
        width: of(width),
        height: of(height),
    }
}

/// Lengths to a thousandth: what comes of dividing a width is no news.
pub fn round(length: f64) -> f64 {
    (length * 1000.0).round() / 1000.0
}
