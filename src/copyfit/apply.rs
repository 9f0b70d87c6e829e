//! Changes of a manifest's text: comments, order and everything else stay as they are.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde_json::Value as Json;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use super::model::Edit;

/// The text with some changes made, or why they cannot be.
pub fn edited(text: &str, edits: &[Edit]) -> Result<String, String> {
    let mut document: DocumentMut = text
        .parse()
        .map_err(|err: toml_edit::TomlError| err.message().to_string())?;
    for edit in edits {
        match edit {
            Edit::Set {
                page,
                entry,
                file,
                key,
                value,
            } => {
                let table = find(&mut document, *page, entry, file)?;
                set(table, key, value)?;
            }
            Edit::Swap { first, second } => swap(&mut document, first, second)?,
        }
    }
    Ok(document.to_string())
}

/// Writes a manifest with some changes, whole or not at all. `before` is the text that they were tried
/// on: one that is another by now is left alone.
pub fn write(path: &Path, before: &str, edits: &[Edit]) -> Result<(), String> {
    let reason = |err: io::Error| crate::project::reason(&err);
    let now = fs::read_to_string(path).map_err(reason)?;
    let mark = if now.starts_with('\u{feff}') {
        "\u{feff}"
    } else {
        ""
    };
    if now.trim_start_matches('\u{feff}') != before {
        return Err("it was changed in the meantime; run `dayang fit` again".into());
    }
    let text = edited(before, edits)?;
    // A link is followed, so that what it names is what changes.
    let path = fs::canonicalize(path).map_err(reason)?;
    let folder = path.parent().ok_or("it is in no folder")?;
    let mut staged = tempfile::Builder::new()
        .prefix(".issue-")
        .tempfile_in(folder)
        .map_err(reason)?;
    staged.write_all(mark.as_bytes()).map_err(reason)?;
    staged.write_all(text.as_bytes()).map_err(reason)?;
    staged.as_file().sync_all().map_err(reason)?;
    let rights = fs::metadata(&path).map_err(reason)?.permissions();
    staged.as_file().set_permissions(rights).map_err(reason)?;
    staged.persist(&path).map_err(|err| reason(err.error))?;
    Ok(())
}

fn pages(document: &mut DocumentMut) -> Result<&mut ArrayOfTables, String> {
    let pages = document
        .get_mut("page")
        .and_then(Item::as_array_of_tables_mut);
    pages.ok_or_else(|| "its pages are not written as `[[page]]`".into())
}

/// The entries of one kind of a page.
fn entries<'a>(
    document: &'a mut DocumentMut,
    page: u32,
    entry: &str,
) -> Result<&'a mut ArrayOfTables, String> {
    let found = pages(document)?
        .iter_mut()
        .find(|table| table.get("number").and_then(Item::as_integer) == Some(i64::from(page)));
    let found = found.ok_or_else(|| format!("it has no page {page}"))?;
    let entries = found.get_mut(entry).and_then(Item::as_array_of_tables_mut);
    entries.ok_or_else(|| format!("page {page} has no `[[page.{entry}]]`"))
}

fn position(entries: &ArrayOfTables, file: &str) -> Option<usize> {
    entries
        .iter()
        .position(|table| table.get("file").and_then(Item::as_str) == Some(file))
}

fn find<'a>(
    document: &'a mut DocumentMut,
    page: u32,
    entry: &str,
    file: &str,
) -> Result<&'a mut Table, String> {
    let entries = entries(document, page, entry)?;
    let at = position(entries, file);
    at.and_then(|at| entries.get_mut(at))
        .ok_or_else(|| format!("page {page} has no `{file}`"))
}

fn set(table: &mut Table, key: &str, value: &Json) -> Result<(), String> {
    if let Some((outer, inner)) = key.split_once('.') {
        let made = || Item::Value(Value::InlineTable(InlineTable::new()));
        let place = table.entry(outer).or_insert_with(made);
        let inside = place
            .as_table_like_mut()
            .ok_or_else(|| format!("`{outer}` is no table"))?;
        match converted(value) {
            Some(value) => drop(inside.insert(inner, Item::Value(value))),
            None => drop(inside.remove(inner)),
        }
        return Ok(());
    }
    match (key, converted(value)) {
        // The slots that an article runs through stand where its slot stood.
        ("slots", Some(value)) if table.contains_key("slot") => {
            rename(table, "slot", "slots", value)
        }
        (key, Some(mut value)) => {
            if let Some(old) = table.get(key).and_then(Item::as_value) {
                *value.decor_mut() = old.decor().clone();
            }
            table.insert(key, Item::Value(value));
        }
        (key, None) => drop(table.remove(key)),
    }
    Ok(())
}

/// Puts another key in the place of one, with another value.
fn rename(table: &mut Table, from: &str, to: &str, mut value: Value) {
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let mut taken = vec![];
    for key in keys {
        taken.extend(table.remove_entry(&key));
    }
    for (key, item) in taken {
        if key.get() != from {
            table.insert_formatted(&key, item);
            continue;
        }
        let mut other = toml_edit::Key::new(to);
        *other.leaf_decor_mut() = key.leaf_decor().clone();
        if let Some(old) = item.as_value() {
            *value.decor_mut() = old.decor().clone();
        }
        table.insert_formatted(&other, Item::Value(value.clone()));
    }
}

/// Two articles change their tables, each with its comments, and keep the slots where they come to stand.
fn swap(
    document: &mut DocumentMut,
    first: &(u32, String),
    second: &(u32, String),
) -> Result<(), String> {
    let one = find(document, first.0, "article", &first.1)?.clone();
    let other = find(document, second.0, "article", &second.1)?.clone();
    let placed = |mut table: Table, at: &Table| {
        table.set_position(at.position());
        if let Some(slot) = at.get("slot").and_then(Item::as_value) {
            let mut slot = slot.clone();
            if let Some(old) = table.get("slot").and_then(Item::as_value) {
                *slot.decor_mut() = old.decor().clone();
            }
            table.insert("slot", Item::Value(slot));
        }
        table
    };
    let (to_first, to_second) = (placed(other.clone(), &one), placed(one.clone(), &other));
    *find(document, first.0, "article", &first.1)? = to_first;
    *find(document, second.0, "article", &second.1)? = to_second;
    Ok(())
}

fn converted(value: &Json) -> Option<Value> {
    Some(match value {
        Json::Null | Json::Object(_) => return None,
        Json::Bool(value) => (*value).into(),
        Json::Number(number) => number.as_i64()?.into(),
        Json::String(text) => text.as_str().into(),
        Json::Array(list) => Value::Array(list.iter().filter_map(converted).collect::<Array>()),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str = "# tonight\n[issue]\nnumber = 1 # first\n\n[[page]]\nnumber = 1\n\n# the lead\n[[page.article]]\nslot = \"lead\" # big\n# as it came\nfile = \"a.md\"\nheadline = ['一', \"二\"]\n\n[[page.article]]\nslot = \"side\"\nfile = \"b.md\" # b\n\n[[page]]\nnumber = 2\n\n# another\n[[page.article]]\nslot = \"top\"\nfile = \"c.md\"\n";

    fn set(file: &str, key: &str, value: Json) -> Edit {
        Edit::Set {
            page: 1,
            entry: "article",
            file: file.into(),
            key: key.into(),
            value,
        }
    }

    #[test]
    fn only_what_is_changed_is_changed() {
        let text = edited(
            TEXT,
            &[
                set("a.md", "fit.smaller", json!(2)),
                set("a.md", "fit.drop", json!(["deck"])),
            ],
        )
        .unwrap();
        let expected = TEXT.replace(
            "\"二\"]\n",
            "\"二\"]\nfit = { smaller = 2, drop = [\"deck\"] }\n",
        );
        assert_eq!(text, expected);
        assert_eq!(edited(TEXT, &[]).unwrap(), TEXT);
    }

    #[test]
    fn slots_stand_where_the_slot_stood() {
        let text = edited(TEXT, &[set("a.md", "slots", json!(["lead", "2:jump"]))]).unwrap();
        assert_eq!(
            text,
            TEXT.replace(
                "slot = \"lead\" # big",
                "slots = [\"lead\", \"2:jump\"] # big"
            )
        );
    }

    #[test]
    fn articles_change_places_with_their_comments() {
        let swap = Edit::Swap {
            first: (1, "a.md".into()),
            second: (2, "c.md".into()),
        };
        let text = edited(TEXT, &[swap]).unwrap();
        let at = |what: &str| text.find(what).unwrap();
        assert!(
            at("# another") < at("c.md")
                && at("c.md") < at("b.md")
                && at("b.md") < at("# the lead")
        );
        assert!(
            text.contains("slot = \"lead\"\nfile = \"c.md\"")
                && text.contains("slot = \"top\" # big\n# as it came\nfile = \"a.md\"")
        );
        let again = Edit::Swap {
            first: (1, "c.md".into()),
            second: (2, "a.md".into()),
        };
        assert_eq!(edited(&text, &[again]).unwrap(), TEXT);
    }

    #[test]
    fn what_is_not_there_is_told() {
        assert!(
            edited(TEXT, &[set("z.md", "fit.smaller", json!(2))])
                .unwrap_err()
                .contains("z.md")
        );
        assert!(edited("page = 1", &[set("a.md", "fit.smaller", json!(2))]).is_err());
    }
}
