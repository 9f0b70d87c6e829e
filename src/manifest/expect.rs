//! What a schema expects of a value, in words a person understands.

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeArray, DeInteger, DeTable, DeValue};
use toml::value::{Date, Datetime};

/// The kinds of value that our schemas speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    String,
    Date,
    Integer,
    Float,
    Boolean,
    List,
    Table,
}

impl Expected {
    /// What a schema without branches expects.
    pub fn of(schema: &Value) -> Self {
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null"),
            kind => Some(kind),
        };
        match kind.and_then(Value::as_str) {
            Some("string") if schema["format"] == "date" => Self::Date,
            Some("integer") => Self::Integer,
            Some("number") => Self::Float,
            Some("boolean") => Self::Boolean,
            Some("array") => Self::List,
            Some("object") => Self::Table,
            _ => Self::String,
        }
    }

    fn fits(self, value: &DeValue<'_>) -> bool {
        matches!(
            (self, value),
            (Self::String, DeValue::String(_))
                | (Self::Date, DeValue::Datetime(_))
                | (Self::Integer, DeValue::Integer(_))
                | (Self::Float, DeValue::Float(_) | DeValue::Integer(_))
                | (Self::Boolean, DeValue::Boolean(_))
                | (Self::List, DeValue::Array(_))
                | (Self::Table, DeValue::Table(_))
        )
    }

    fn name(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Date => "a date",
            Self::Integer => "a whole number",
            Self::Float => "a number",
            Self::Boolean => "true or false",
            Self::List => "a list",
            Self::Table => "a table",
        }
    }
}

/// What was found instead.
pub(super) fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(true) => "`true`",
        DeValue::Boolean(false) => "`false`",
        DeValue::Datetime(value) if value.date.is_none() => "a time",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Follows references into the schema's definitions.
pub(super) fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let Some(reference) = schema["$ref"].as_str() else {
        return schema;
    };
    reference
        .strip_prefix('#')
        .and_then(|pointer| root.pointer(pointer))
        .unwrap_or(schema)
}

/// The alternatives of a schema, without the `null` that TOML cannot write.
fn branches<'a>(root: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    let schema = resolve(root, schema);
    match schema["anyOf"].as_array() {
        None => vec![schema],
        Some(all) => all
            .iter()
            .filter(|one| one["type"] != "null")
            .flat_map(|one| branches(root, one))
            .collect(),
    }
}

/// The alternative that a value is written for.
pub(super) fn branch<'a>(
    root: &'a Value,
    schema: &'a Value,
    value: &DeValue<'_>,
) -> Option<&'a Value> {
    branches(root, schema)
        .into_iter()
        .find(|one| Expected::of(one).fits(value))
}

/// All that a schema would accept, each in words.
pub(super) fn wanted(root: &Value, schema: &Value) -> Vec<(Expected, String)> {
    branches(root, schema)
        .into_iter()
        .map(|one| {
            let expected = Expected::of(one);
            let name = match (expected, Expected::of(resolve(root, &one["items"]))) {
                (Expected::List, Expected::String) => "a list of strings".to_owned(),
                (Expected::List, Expected::Table) => "a list of tables".to_owned(),
                _ => expected.name().to_owned(),
            };
            (expected, name)
        })
        .collect()
}

/// How the usual slips are mended, at a path of keys.
pub(super) fn remedy(
    path: &str,
    wanted: &[(Expected, String)],
    value: &DeValue<'_>,
) -> Option<String> {
    let expects = |one| wanted.iter().any(|(expected, _)| *expected == one);
    match value {
        DeValue::String(text) if expects(Expected::Integer) => {
            let number = text.trim().parse::<u64>().ok()?;
            Some(format!("write it without quotes: `{number}`"))
        }
        DeValue::String(text) if expects(Expected::Date) => {
            let day = text
                .trim()
                .parse::<Datetime>()
                .ok()
                .and_then(|time| time.date);
            let day = day.map_or("2022-04-11".into(), |day| day.to_string());
            Some(format!("write it without quotes: `{day}`"))
        }
        DeValue::String(text) if expects(Expected::List) && text.len() <= 40 => {
            Some(format!("put it in brackets: `[\"{text}\"]`"))
        }
        DeValue::Integer(number) if expects(Expected::String) && number.as_str().len() <= 40 => {
            Some(format!("put it in quotes: `\"{number}\"`"))
        }
        DeValue::Table(_) if expects(Expected::List) => {
            Some(format!("put the header in double brackets: `[[{path}]]`"))
        }
        DeValue::Array(_) if expects(Expected::Table) => Some(format!(
            "there is only one: put the header in single brackets, `[{path}]`"
        )),
        _ => None,
    }
}

/// Whether a whole number is one that the schema allows.
pub(super) fn in_range(number: &DeInteger<'_>, schema: &Value) -> Result<(), String> {
    let least = schema["minimum"].as_i64().map(i128::from);
    let most = match schema["format"].as_str() {
        Some("uint32") => Some(i128::from(u32::MAX)),
        // What TOML promises to hold.
        _ => Some(i128::from(i64::MAX)),
    };
    let most = schema["maximum"].as_i64().map(i128::from).or(most);
    let value = i128::from_str_radix(number.as_str(), number.radix()).ok();
    let negative = number.as_str().starts_with('-');
    match (least, most) {
        (Some(least), _) if value.map_or(negative, |value| value < least) => {
            Err(format!("expected {least} or more"))
        }
        (_, Some(most)) if value.is_none_or(|value| value > most) => {
            Err(format!("expected {most} or less"))
        }
        _ => Ok(()),
    }
}

/// A value that the reader accepts and that stands nowhere in the file.
pub(super) fn filling(root: &Value, schema: &Value) -> Spanned<DeValue<'static>> {
    let branches = branches(root, schema);
    let schema = branches.first().copied().unwrap_or(schema);
    let value = match Expected::of(schema) {
        Expected::String => DeValue::String("".into()),
        Expected::Date => DeValue::Datetime(Datetime {
            date: Some(Date {
                year: 2000,
                month: 1,
                day: 1,
            }),
            time: None,
            offset: None,
        }),
        Expected::Integer => DeValue::Integer(DeInteger::default()),
        Expected::Float => DeValue::Float(Default::default()),
        Expected::Boolean => DeValue::Boolean(false),
        Expected::List => DeValue::Array(DeArray::default()),
        Expected::Table => DeValue::Table(filled_table(root, schema)),
    };
    Spanned::new(0..0, value)
}

fn filled_table(root: &Value, schema: &Value) -> DeTable<'static> {
    let required = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    required
        .map(|key| {
            let value = filling(root, &schema["properties"][key]);
            (Spanned::new(0..0, key.to_owned().into()), value)
        })
        .collect()
}
