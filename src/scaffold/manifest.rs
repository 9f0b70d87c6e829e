//! The manifest of a new issue: yesterday's pages with empty slots, or pages of given layouts. Every
//! slot stands in it as a comment.

use toml_edit::{DocumentMut, Item, Table, value};

use crate::diag::{Finding, Place};
use crate::layout::{Bench, Layout};
use crate::manifest::{Date, IssueManifest};
use crate::show::{LayoutEntry, SlotEntry};

/// Yesterday's manifest without what stood in its slots. What else it says stays, comments too.
pub fn copied(
    bench: &Bench,
    source: &IssueManifest,
    date: Date,
    number: u32,
) -> Result<(String, usize), Vec<Finding>> {
    let text = &source.source.text;
    let wrong = |why: &str| {
        let place = Place::File(source.source.path.clone());
        vec![
            Finding::unreadable("issue-missing", format!("its pages cannot be taken: {why}"))
                .at(place),
        ]
    };
    let mut document: DocumentMut = text.parse().map_err(|_| wrong("it is not sound TOML"))?;
    if let Some(head) = document.get_mut("issue").and_then(Item::as_table_mut) {
        let day: toml_edit::Datetime = date.to_string().parse().map_err(|_| wrong("no date"))?;
        replace(head, "date", value(day));
        replace(head, "number", value(i64::from(number)));
    }
    without_files(&mut document);
    let Some(pages) = document
        .get_mut("page")
        .and_then(Item::as_array_of_tables_mut)
    else {
        return Err(wrong("it has none"));
    };
    let names: Vec<String> = (pages.iter())
        .filter_map(|page| Some(page.get("layout")?.as_str()?.to_string()))
        .collect();
    let (layouts, findings) = layouts(bench, &names);
    if !findings.is_empty() {
        return Err(findings);
    }
    let mut slots = String::new();
    for page in pages.iter_mut() {
        emptied(page);
        let own = page
            .decor()
            .prefix()
            .and_then(|raw| raw.as_str())
            .unwrap_or("\n");
        let prefix = format!("{slots}{own}");
        page.decor_mut().set_prefix(prefix);
        let name = page
            .get("layout")
            .and_then(Item::as_str)
            .unwrap_or_default();
        slots = listing(layouts.iter().find(|layout| layout.name == name));
    }
    let count = pages.len();
    document.set_trailing(slots);
    Ok((document.to_string(), count))
}

/// Another value in the place of one, the comment beside it kept.
fn replace(table: &mut Table, key: &str, mut new: Item) {
    let old = table
        .get(key)
        .and_then(Item::as_value)
        .map(|old| old.decor().clone());
    if let (Some(decor), Some(new)) = (old, new.as_value_mut()) {
        *new.decor_mut() = decor;
    }
    table.insert(key, new);
}

/// Takes out what stood on a page: articles, pictures, advertisements, and exceptions made for them.
fn emptied(page: &mut Table) {
    let of_tables = |item: &Item| {
        let inline = |list: &toml_edit::Array| list.iter().any(|one| one.is_inline_table());
        item.is_array_of_tables() || item.as_array().is_some_and(inline)
    };
    let lists: Vec<String> = (page.iter())
        .filter(|(_, item)| of_tables(item))
        .map(|(key, _)| key.to_string())
        .collect();
    for key in lists {
        page.remove(&key);
    }
}

/// Takes out lists beside the pages that name files of the day, fillers (补白) for instance.
fn without_files(document: &mut DocumentMut) {
    let lists: Vec<String> = (document.iter())
        .filter(|(_, item)| {
            let tables = item.as_array_of_tables();
            tables.is_some_and(|list| list.iter().any(|one| one.contains_key("file")))
        })
        .map(|(key, _)| key.to_string())
        .collect();
    for key in lists {
        document.remove(&key);
    }
}

/// A manifest of pages by layouts.
pub fn listed(
    bench: &Bench,
    names: &[String],
    date: Date,
    number: u32,
) -> Result<String, Vec<Finding>> {
    let (layouts, findings) = layouts(bench, names);
    if !findings.is_empty() {
        return Err(findings);
    }
    let mut text = format!("[issue]\ndate = {date}\nnumber = {number}\n");
    for (at, name) in names.iter().enumerate() {
        let layout = layouts.iter().find(|layout| layout.name == *name);
        text.push_str(&format!(
            "\n[[page]]\nnumber = {}\n# section = \"要闻\"\nlayout = \"{name}\"\n# editors = [\"责编 …\", \"版式 …\"]\n{}",
            at + 1,
            listing(layout)
        ));
    }
    Ok(text)
}

/// Reads each layout once; a name may come again.
fn layouts(bench: &Bench, names: &[String]) -> (Vec<Layout>, Vec<Finding>) {
    let mut once: Vec<String> = vec![];
    for name in names {
        if !once.contains(name) {
            once.push(name.clone());
        }
    }
    bench.layouts(&once)
}

/// The slots of a page, each as an entry that a person takes the marks away from.
fn listing(layout: Option<&Layout>) -> String {
    let Some(layout) = layout else {
        return String::new();
    };
    let entry = LayoutEntry::new(layout);
    let mut text = format!(
        "\n# The slots of {0}; fill one by taking its marks away. `dayang show {0}` tells more.\n",
        entry.name
    );
    for slot in &entry.slots {
        let size = match (slot.characters, &slot.head) {
            (_, Some(head)) => format!(", {} characters below the head", head.characters),
            (Some(count), None) => format!(", {count} characters"),
            (None, _) => format!(", {} × {} mm", slot.size.width, slot.size.height),
        };
        let optional = if slot.optional {
            ", may stay empty"
        } else {
            ""
        };
        text.push_str(&format!(
            "#\n# [[page.{}]]\n# slot = \"{}\"  # {} {}, {}{size}{optional}\n# file = \"{}\"\n",
            key(layout, slot),
            slot.name,
            slot.kind,
            slot.chinese(),
            slot.columns_by_lines(),
            example(slot),
        ));
    }
    text
}

fn key(layout: &Layout, slot: &SlotEntry) -> &'static str {
    layout
        .slots
        .get(&slot.name)
        .map_or("article", |slot| slot.kind.entry())
}

fn example(slot: &SlotEntry) -> &'static str {
    match slot.kind.as_str() {
        "picture" | "gallery" => "pictures/….jpg",
        "ad" => "ads/….pdf",
        "table" => "tables/….toml",
        _ => "articles/….md",
    }
}
