//! Reads one slot of a layout's dictionary.

use typst::foundations::{Array, Dict, FromValue, Value};
use typst::layout::{Abs, Length};

use super::dict::{Reader, RemoveValue};
use super::model::{Area, Fit, Grid, Leg, Slot, SlotKind};
use crate::diag::nearest;

/// Legs beyond which a slot is a mistake, not a newspaper.
const MOST_LEGS: i64 = 64;

impl Reader<'_> {
    /// One slot of the layout.
    pub fn slot(&mut self, name: &str, value: &Value, grid: &Grid) -> Option<Slot> {
        let mut dict = self.dict(value, &["slots", name], name)?;
        let at = |key: &'static str| ["slots", name, key];
        let kind = self.kind(&mut dict, name);
        let area = match dict.remove_value("area") {
            Some(value) => self.area(&value, name, grid),
            None => {
                self.error(
                    &["slots", name],
                    format!("slot `{name}` has no `area: (column, line, columns, lines)`"),
                );
                None
            }
        };
        let legs = match dict.contains("legs") {
            true => self.whole(&mut dict, &at("legs"), 1, MOST_LEGS),
            false => area.map(|area| area.columns),
        };
        let size = dict
            .remove_value("size")
            .map(|size| self.size(&size, &at("size")));
        let fit = match dict.remove_value("fit") {
            None => Fit::Cover,
            Some(Value::Str(fit)) if fit.as_str() == "cover" => Fit::Cover,
            Some(Value::Str(fit)) if fit.as_str() == "contain" => Fit::Contain,
            Some(_) => {
                self.error(
                    &at("fit"),
                    "`fit` is neither \"cover\" nor \"contain\"".into(),
                );
                Fit::Cover
            }
        };
        let optional = match dict.remove_value("optional") {
            None => false,
            Some(Value::Bool(optional)) => optional,
            Some(_) => {
                self.error(
                    &at("optional"),
                    "`optional` is neither true nor false".into(),
                );
                false
            }
        };
        let (most, arrangement) = self.several(&mut dict, name, kind);
        self.rest(
            &dict,
            &["slots", name],
            &[
                "kind",
                "area",
                "legs",
                "size",
                "fit",
                "optional",
                "most",
                "arrangement",
            ],
        );
        let (kind, area, legs) = (kind?, area?, legs?);
        // The blank below a slot's last line belongs to the line after it.
        let height = area.lines as f64 * grid.pitch - (grid.pitch - grid.body);
        let size = match size {
            Some(size) => size?,
            None => (grid.width(area.columns), height),
        };
        let legs = match kind {
            kind if kind.has_legs() => self.legs(name, grid, &area, legs)?,
            _ => vec![],
        };
        let range = self.range(&["slots", name]);
        Some(Slot {
            name: name.into(),
            kind,
            area,
            legs,
            size,
            fit,
            optional,
            most,
            arrangement,
            range,
        })
    }

    /// `(width, height)` of an advertisement that is sold at a size of its own.
    fn size(&mut self, value: &Value, path: &[&str]) -> Option<(f64, f64)> {
        let lengths: Option<Vec<Length>> = Array::from_value(value.clone())
            .ok()
            .and_then(|array| array.into_iter().map(|v| v.cast().ok()).collect());
        match lengths.as_deref() {
            Some([width, height]) if width.abs > Abs::zero() && height.abs > Abs::zero() => {
                Some((width.abs.to_pt(), height.abs.to_pt()))
            }
            _ => {
                self.error(path, "expected size: (width, height), two lengths".into());
                None
            }
        }
    }

    fn kind(&mut self, dict: &mut Dict, name: &str) -> Option<SlotKind> {
        let path = ["slots", name, "kind"];
        let given = match dict.remove_value("kind") {
            Some(Value::Str(word)) => word,
            Some(_) => {
                self.error(&path, "`kind` is not a string".into());
                return None;
            }
            None => {
                self.error(&["slots", name], format!("slot `{name}` has no `kind`"));
                return None;
            }
        };
        let kinds = SlotKind::ALL;
        let found = kinds.into_iter().find(|kind| kind.word() == given.as_str());
        if found.is_none() {
            let words = kinds.map(SlotKind::word);
            let near = nearest(&given, words).map(|word| format!("did you mean \"{word}\"?"));
            self.error(&path, format!("unknown kind of slot \"{given}\""));
            if let Some(finding) = self.findings.last_mut() {
                let list = words.map(|word| format!("\"{word}\"")).join(", ");
                let hint = near.unwrap_or(format!("expected one of {list}"));
                finding.hints.push(hint);
            }
        }
        found
    }

    fn area(&mut self, value: &Value, name: &str, grid: &Grid) -> Option<Area> {
        let path = ["slots", name, "area"];
        let numbers: Option<Vec<i64>> = Array::from_value(value.clone())
            .ok()
            .and_then(|array| array.into_iter().map(|v| v.cast().ok()).collect());
        let Some([column, line, columns, lines]) = numbers.as_deref() else {
            self.error(
                &path,
                "expected area: (column, line, columns, lines), four whole numbers".into(),
            );
            return None;
        };
        let (width, height) = (grid.columns as i64, grid.lines as i64);
        if *columns < 1 || *lines < 1 {
            self.error(
                &path,
                format!(
                    "slot `{name}` is {columns} columns × {lines} lines; \
                     expected at least 1 × 1"
                ),
            );
            return None;
        }
        let inside = |start: i64, size: i64, room: i64| {
            start >= 0 && start.checked_add(size).is_some_and(|end| end <= room)
        };
        if !inside(*column, *columns, width) || !inside(*line, *lines, height) {
            self.error(
                &path,
                format!("slot `{name}` leaves the grid of {width} columns × {height} lines"),
            );
            return None;
        }
        Some(Area {
            column: *column as usize,
            line: *line as usize,
            columns: *columns as usize,
            lines: *lines as usize,
        })
    }

    /// Divides a slot into legs of whole characters; where it does not divide, the gap
    /// grows (破栏).
    fn legs(&mut self, name: &str, grid: &Grid, area: &Area, legs: usize) -> Option<Vec<Leg>> {
        let width = grid.width(area.columns);
        let gaps = (legs - 1) as f64 * grid.gutter;
        let characters = ((width - gaps) / legs as f64 / grid.body + 1e-6).floor();
        if characters < 4.0 {
            self.error(
                &["slots", name, "legs"],
                format!("{legs} legs leave fewer than 4 characters a line"),
            );
            return None;
        }
        let leg = characters * grid.body;
        let gap = match legs {
            1 => 0.0,
            _ => (width - leg * legs as f64) / (legs - 1) as f64,
        };
        let leg = |at: usize| Leg {
            x: at as f64 * (leg + gap),
            width: leg,
            characters: characters as usize,
            line: 0,
            lines: area.lines,
        };
        Some((0..legs).map(leg).collect())
    }
}
