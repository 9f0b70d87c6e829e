//! Reads a layout's `layout` dictionary into the model, naming every mistake in it.

use std::sync::Arc;

use typst::foundations::Value;
use typst::syntax::Source;

use super::dict::{Reader, RemoveValue};
use super::model::{Grid, Layout, Sheet};
use crate::diag::{Finding, SourceText};

/// Base columns and lines beyond which a layout is a mistake, not a newspaper.
const MOST_COLUMNS: i64 = 64;
const MOST_LINES: i64 = 1000;
/// Enough for a newspaper's screen.
const USUAL_PPI: usize = 200;

/// Reads the value of `layout`; all mistakes are collected.
pub fn read(
    name: &str,
    source: &Source,
    text: Arc<SourceText>,
    value: &Value,
) -> Result<Layout, Vec<Finding>> {
    let mut reader = Reader::new(source, text);
    let layout = reader.layout(name, value);
    match layout {
        Some(layout) if reader.findings.is_empty() => Ok(layout),
        _ => Err(reader.findings),
    }
}

impl Reader<'_> {
    fn layout(&mut self, name: &str, value: &Value) -> Option<Layout> {
        let mut dict = self.dict(value, &[], "layout")?;
        let sheet = dict.remove_value("sheet").and_then(|v| self.sheet(&v));
        let grid = dict.remove_value("grid").and_then(|v| self.grid(&v));
        let slots = dict.remove_value("slots");
        let ppi = match dict.contains("ppi") {
            true => self.whole(&mut dict, &["ppi"], 72, 2400),
            false => Some(USUAL_PPI),
        };
        self.rest(&dict, &[], &["sheet", "grid", "slots", "ppi"]);
        for (key, missing) in [
            ("sheet", sheet.is_none()),
            ("grid", grid.is_none()),
            ("slots", slots.is_none()),
        ] {
            if missing && self.findings.is_empty() {
                self.error(&[], format!("layout has no `{key}`"));
            }
        }
        let (sheet, grid, slots) = (sheet?, grid?, slots?);
        self.fits(&sheet, &grid);
        let mut layout = Layout {
            name: name.into(),
            source: self.text.clone(),
            sheet,
            grid,
            ppi: ppi? as f64,
            slots: Default::default(),
        };
        for (key, value) in self.dict(&slots, &["slots"], "slots")? {
            if let Some(slot) = self.slot(key.as_str(), &value, &grid) {
                layout.slots.insert(key.to_string(), slot);
            }
        }
        self.overlaps(&layout);
        self.inside(&mut layout);
        Some(layout)
    }

    fn sheet(&mut self, value: &Value) -> Option<Sheet> {
        let mut dict = self.dict(value, &["sheet"], "sheet")?;
        let width = self.length(&mut dict, &["sheet", "width"]);
        let height = self.length(&mut dict, &["sheet", "height"]);
        self.rest(&dict, &["sheet"], &["width", "height"]);
        Some(Sheet {
            width: width?,
            height: height?,
        })
    }

    fn grid(&mut self, value: &Value) -> Option<Grid> {
        let mut dict = self.dict(value, &["grid"], "grid")?;
        let columns = self.whole(&mut dict, &["grid", "columns"], 1, MOST_COLUMNS);
        let characters = self.whole(&mut dict, &["grid", "characters"], 1, 200);
        let lines = self.whole(&mut dict, &["grid", "lines"], 1, MOST_LINES);
        let [body, pitch, gutter, ascent, left, top] =
            ["body", "pitch", "gutter", "ascent", "left", "top"]
                .map(|key| self.length(&mut dict, &["grid", key]));
        let keys = [
            "columns",
            "characters",
            "lines",
            "body",
            "pitch",
            "gutter",
            "ascent",
            "left",
            "top",
        ];
        self.rest(&dict, &["grid"], &keys);
        Some(Grid {
            columns: columns?,
            characters: characters?,
            lines: lines?,
            body: body?,
            pitch: pitch?,
            gutter: gutter?,
            ascent: ascent?,
            left: left?,
            top: top?,
        })
    }

    /// The type area must lie on the sheet.
    fn fits(&mut self, sheet: &Sheet, grid: &Grid) {
        if grid.left + grid.width(grid.columns as f64) > sheet.width + 0.01 {
            self.error(
                &["grid", "columns"],
                "the type area is wider than the sheet".into(),
            );
        }
        if grid.y(grid.lines) > sheet.height + 0.01 {
            self.error(
                &["grid", "lines"],
                "the type area is higher than the sheet".into(),
            );
        }
        if grid.pitch < grid.body {
            self.error(
                &["grid", "pitch"],
                "lines are closer than the type is high".into(),
            );
        }
    }
}
