//! The structure of a manifest, checked against the JSON Schema of its types.
//!
//! The check walks the parsed file beside the schema, so that all mistakes are reported
//! together, each where it stands. It also mends the table as it goes: unknown keys are
//! taken out, and what is missing or of the wrong type is filled with a value that stands
//! nowhere. What is sound can then still be read, and checked for what it means.

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::expect::{self, Expected};
use crate::diag::{Finding, Place, SourceText, brief, nearest};

/// Lists of keys longer than this are left out when a nearest one is known.
const FEW_KEYS: usize = 6;

/// Checks a table against a schema and mends it. With `partial`, lines were left out for
/// syntax errors, so that a missing key means nothing.
pub(super) fn check(
    source: &Arc<SourceText>,
    base: usize,
    table: &mut Spanned<DeTable<'_>>,
    schema: &Value,
    partial: bool,
) -> Vec<Finding> {
    let mut walk = Walk {
        source,
        base,
        root: schema,
        partial,
        path: vec![],
        findings: vec![],
    };
    let range = table.span();
    walk.table(table.get_mut(), range, schema);
    walk.findings
}

/// The way through the table, with what it met.
struct Walk<'a> {
    source: &'a Arc<SourceText>,
    /// Where the parsed text begins in the source.
    base: usize,
    root: &'a Value,
    partial: bool,
    /// The keys that lead here, and whether each is a list of tables.
    path: Vec<(String, bool)>,
    findings: Vec<Finding>,
}

impl Walk<'_> {
    fn report(&mut self, rule: &'static str, range: Range<usize>, message: String) -> &mut Finding {
        let place = Place::text(self.source, self.base + range.start..self.base + range.end);
        let at = self.findings.len();
        self.findings
            .push(Finding::unreadable(rule, message).at(place));
        &mut self.findings[at]
    }

    /// The table as the user wrote it: `[issue]`, `[[page.article]]`.
    fn here(&self) -> String {
        let keys: Vec<_> = self.path.iter().map(|(key, _)| key.as_str()).collect();
        match self.path.last() {
            None => "the file".into(),
            Some((_, true)) => format!("`[[{}]]`", keys.join(".")),
            Some((_, false)) => format!("`[{}]`", keys.join(".")),
        }
    }

    fn table(&mut self, table: &mut DeTable<'_>, range: Range<usize>, schema: &Value) {
        let empty = Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&empty);
        // A table of any keys, each value of one kind.
        if let (true, open @ Value::Object(_)) =
            (properties.is_empty(), &schema["additionalProperties"])
        {
            for (key, value) in table.iter_mut() {
                self.value(key.get_ref(), value, open);
            }
            return;
        }
        self.unknown_keys(table, properties);
        for (key, value) in table.iter_mut() {
            if let Some(schema) = properties.get(key.get_ref().as_ref()) {
                self.value(key.get_ref(), value, schema);
            }
        }
        for key in schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if !table.contains_key(key) {
                let schema = properties.get(key).unwrap_or(&Value::Null);
                self.missing_key(key, range.clone(), schema);
                let filling = expect::filling(self.root, schema);
                table.insert(Spanned::new(0..0, key.to_owned().into()), filling);
            }
        }
    }

    /// Takes out the keys that the schema does not know. One that is meant for a key that
    /// is not there takes its place, so that its value is checked all the same.
    fn unknown_keys(&mut self, table: &mut DeTable<'_>, properties: &Map<String, Value>) {
        let unknown: Vec<_> = table
            .keys()
            .filter(|key| !properties.contains_key(key.get_ref().as_ref()))
            .map(|key| (key.get_ref().to_string(), key.span()))
            .collect();
        for (key, range) in unknown {
            let value = table.remove(key.as_str());
            let names = properties.keys().map(String::as_str);
            let near = nearest(&key, names.clone());
            let list: Vec<_> = names.map(|name| format!("`{name}`")).collect();
            let message = format!("unknown key `{}` in {}", brief(&key), self.here());
            let finding = self.report("unknown-key", range.clone(), message);
            if let Some(near) = near {
                finding.hints.push(format!("did you mean `{near}`?"));
            }
            if near.is_none() || list.len() <= FEW_KEYS {
                finding
                    .hints
                    .push(format!("expected one of {}", list.join(", ")));
            }
            if let (Some(near), Some(value)) = (near, value)
                && !table.contains_key(near)
            {
                table.insert(Spanned::new(range, near.to_owned().into()), value);
            }
        }
    }

    fn missing_key(&mut self, key: &str, range: Range<usize>, schema: &Value) {
        if self.partial {
            return;
        }
        let target = expect::resolve(self.root, schema);
        let about = schema
            .get("description")
            .or_else(|| target.get("description"));
        let message = match Expected::of(target) {
            Expected::Table => format!("{} lacks the table `[{key}]`", self.here()),
            _ => format!("{} lacks the key `{key}`", self.here()),
        };
        let whole_file = self.path.is_empty();
        let path = &self.source.path;
        let place = whole_file.then(|| Place::File(path.clone()));
        let finding = self.report("missing-key", range, message);
        // The file has no header to point at.
        finding.place = place.or(finding.place.take());
        if let Some(about) = about.and_then(Value::as_str) {
            let about = about.lines().next().unwrap_or_default();
            finding
                .hints
                .push(format!("`{key}`: {}", about.trim_end_matches('.')));
        }
    }

    fn value(&mut self, key: &str, value: &mut Spanned<DeValue<'_>>, schema: &Value) {
        let bounds = schema;
        let Some(schema) = expect::branch(self.root, schema, value.get_ref()) else {
            return self.wrong_type(key, value, schema);
        };
        let range = value.span();
        let mut sound = true;
        match value.get_mut() {
            DeValue::Table(table) => {
                self.path.push((key.to_owned(), false));
                self.table(table, range, schema);
                self.path.pop();
            }
            DeValue::Array(array) => {
                sound = self.long_enough(key, array.len(), &bounds["minItems"], range);
                self.array(key, array, schema);
            }
            DeValue::String(text) => {
                sound = self.long_enough(key, text.trim().len(), &bounds["minLength"], range);
            }
            DeValue::Integer(number) => {
                if let Err(message) = expect::in_range(number, bounds) {
                    self.report("number-out-of-range", range, format!("`{key}`: {message}"));
                    sound = false;
                }
            }
            DeValue::Datetime(date) => {
                if date.time.is_some() || date.date.is_none() {
                    let day = date.date.map_or("2022-04-11".into(), |day| day.to_string());
                    let message = format!("`{key}`: expected a date without a time");
                    let finding = self.report("wrong-date", range, message);
                    finding.hints.push(format!("write `{key} = {day}`"));
                    sound = false;
                }
            }
            DeValue::Float(_) | DeValue::Boolean(_) => {}
        }
        if !sound {
            *value = expect::filling(self.root, bounds);
        }
    }

    fn array(&mut self, key: &str, array: &mut DeArray<'_>, schema: &Value) {
        let items = expect::resolve(self.root, &schema["items"]);
        for item in array.iter_mut() {
            let range = item.span();
            match item.get_mut() {
                DeValue::Table(table) if Expected::of(items) == Expected::Table => {
                    self.path.push((key.to_owned(), true));
                    self.table(table, range, items);
                    self.path.pop();
                }
                _ => self.value(key, item, items),
            }
        }
    }

    /// Whether a string or a list is as long as it must be.
    fn long_enough(
        &mut self,
        key: &str,
        length: usize,
        least: &Value,
        range: Range<usize>,
    ) -> bool {
        let enough = least.as_u64().is_none_or(|least| length as u64 >= least);
        if !enough {
            self.report("empty-value", range, format!("`{key}` is empty"));
        }
        enough
    }

    fn wrong_type(&mut self, key: &str, value: &mut Spanned<DeValue<'_>>, schema: &Value) {
        let wanted = expect::wanted(self.root, schema);
        let names: Vec<_> = wanted.iter().map(|(_, name)| name.as_str()).collect();
        let found = expect::found(value.get_ref());
        let message = format!("`{key}`: expected {}, found {found}", names.join(" or "));
        let mut path: Vec<_> = self.path.iter().map(|(key, _)| key.as_str()).collect();
        path.push(key);
        let remedy = expect::remedy(&path.join("."), &wanted, value.get_ref());
        self.report("wrong-type", value.span(), message)
            .hints
            .extend(remedy);
        let found = std::mem::replace(value, expect::filling(self.root, schema));
        // One table for a list of tables: its keys are checked all the same.
        if let DeValue::Table(_) = found.get_ref()
            && let DeValue::Array(array) = value.get_mut()
            && Expected::of(expect::resolve(self.root, &schema["items"])) == Expected::Table
        {
            array.push(found);
            self.array(key, array, schema);
        }
    }
}
