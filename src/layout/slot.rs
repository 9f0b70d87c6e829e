//! Reads one slot of a layout's dictionary.

use typst::foundations::{Array, Dict, FromValue, Value};
use typst::layout::{Abs, Length};

use super::dict::{Reader, RemoveValue};
use super::model::{Fit, Grid, Slot, SlotKind};
use super::shape;
use crate::diag::nearest;

impl Reader<'_> {
    /// One slot of the layout.
    pub fn slot(&mut self, name: &str, value: &Value, grid: &Grid) -> Option<Slot> {
        let mut dict = self.dict(value, &["slots", name], name)?;
        let at = |key: &'static str| ["slots", name, key];
        let kind = self.kind(&mut dict, name);
        let areas = match dict.remove_value("area") {
            Some(value) => self.areas(&value, name, grid),
            None => {
                self.error(
                    &["slots", name],
                    format!("slot `{name}` has no `area: (column, line, columns, lines)`"),
                );
                None
            }
        };
        let divided = self.divided(&mut dict, name);
        let inside = match dict.remove_value("inside") {
            None => Some(None),
            Some(Value::Str(host)) => Some(Some(host.to_string())),
            Some(_) => {
                let message = "`inside` is not a string: the name of the slot that it stands in";
                self.error(&at("inside"), message.into());
                None
            }
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
        let elastic = self.elastic(&mut dict, name, kind);
        let height = self.height(&mut dict, name, kind, areas.as_ref());
        self.rest(
            &dict,
            &["slots", name],
            &[
                "kind",
                "area",
                "inside",
                "legs",
                "size",
                "fit",
                "optional",
                "most",
                "arrangement",
                "elastic",
                "height",
            ],
        );
        let (kind, areas, divided, inside) = (kind?, areas?, divided?, inside?);
        let area = shape::around(&areas)?;
        // The blank below a slot's last line belongs to the line after it.
        let deep = area.lines as f64 * grid.pitch - (grid.pitch - grid.body);
        let size = match size {
            Some(size) => size?,
            None => (grid.width(area.columns), deep),
        };
        let legs = match kind {
            kind if kind.has_legs() => self.legs(name, grid, &areas, &divided)?,
            _ => {
                self.one_rectangle(name, kind, &areas)?;
                vec![]
            }
        };
        let range = self.range(&["slots", name]);
        Some(Slot {
            name: name.into(),
            kind,
            area,
            areas,
            inside,
            whole: legs.clone(),
            legs,
            size,
            fit,
            optional,
            most,
            arrangement,
            elastic,
            height,
            divided,
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
}
