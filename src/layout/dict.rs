//! Takes values out of a layout's dictionaries, naming what is missing, unknown or of the
//! wrong kind at its place in the module. A path of keys says where a value stands.

use std::ops::Range;
use std::sync::Arc;

use typst::foundations::{Dict, FromValue, Value};
use typst::layout::{Em, Length};
use typst::syntax::Source;

use super::locate::locate;
use crate::diag::{Finding, Place, SourceText, nearest};

const RULE: &str = "layout";

/// Reads one module and collects what is wrong in it.
pub struct Reader<'a> {
    source: &'a Source,
    pub text: Arc<SourceText>,
    pub findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    /// A reader of a module.
    pub fn new(source: &'a Source, text: Arc<SourceText>) -> Self {
        Self {
            source,
            text,
            findings: vec![],
        }
    }

    pub fn dict(&mut self, value: &Value, path: &[&str], name: &str) -> Option<Dict> {
        match value {
            Value::Dict(dict) => Some(dict.clone()),
            other => {
                let found = other.ty().long_name();
                let a = match found.starts_with(['a', 'e', 'i', 'o']) {
                    true => "an",
                    false => "a",
                };
                self.error(
                    path,
                    format!("`{name}` is {a} {found}; expected a dictionary"),
                );
                None
            }
        }
    }

    /// A length greater than zero, in pt.
    pub fn length(&mut self, dict: &mut Dict, path: &[&str]) -> Option<f64> {
        let key = path.last().copied().unwrap_or_default();
        let Some(value) = dict.remove_value(key) else {
            self.error(&path[..path.len() - 1], format!("`{key}` is missing"));
            return None;
        };
        match Length::from_value(value) {
            Ok(length) if length.em == Em::zero() => {
                let points = length.abs.to_pt();
                if points.is_finite() && points > 0.0 && points < 100_000.0 {
                    return Some(points);
                }
                self.error(path, format!("`{key}` must be greater than 0pt"));
            }
            _ => self.error(path, format!("`{key}` must be a length in pt or mm")),
        }
        None
    }

    pub fn whole(
        &mut self,
        dict: &mut Dict,
        path: &[&str],
        least: i64,
        most: i64,
    ) -> Option<usize> {
        let key = path.last().copied().unwrap_or_default();
        let Some(value) = dict.remove_value(key) else {
            self.error(&path[..path.len() - 1], format!("`{key}` is missing"));
            return None;
        };
        match i64::from_value(value) {
            Ok(number) if (least..=most).contains(&number) => Some(number as usize),
            _ => {
                let message = format!("`{key}` must be a whole number between {least} and {most}");
                self.error(path, message);
                None
            }
        }
    }

    /// Names every key that is left.
    pub fn rest(&mut self, dict: &Dict, path: &[&str], keys: &[&str]) {
        for (key, _) in dict.iter() {
            let mut at = path.to_vec();
            at.push(key.as_str());
            self.error(&at, format!("unknown key `{key}`"));
            let hint = match nearest(key, keys.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("expected one of {}", keys.join(", ")),
            };
            if let Some(finding) = self.findings.last_mut() {
                finding.hints.push(hint);
            }
        }
    }

    pub fn error(&mut self, path: &[&str], message: String) {
        let place = Place::text(&self.text, self.range(path));
        self.findings.push(Finding::error(RULE, message).at(place));
    }

    pub fn range(&self, path: &[&str]) -> Range<usize> {
        locate(self.source, path)
    }
}

/// `Dict::take` reports a missing key; here a missing key is told apart by the caller.
pub trait RemoveValue {
    fn remove_value(&mut self, key: &str) -> Option<Value>;
}

impl RemoveValue for Dict {
    fn remove_value(&mut self, key: &str) -> Option<Value> {
        self.contains(key).then(|| self.take(key).ok()).flatten()
    }
}
