//! The manifest's text, with comments for the editor.

use std::fmt::Write;

use super::page::Planned;
use super::{Extra, Wishes};
use crate::import::article::quoted;
use crate::layout::SlotKind;

/// Writes the manifest.
pub fn manifest(wishes: &Wishes, number: &(u32, Option<String>), pages: &[Planned]) -> String {
    let mut out = String::from(
        "# A skeleton that `dayang import` made: pages and slots are proposals. `dayang check` says what\n\
         # does not fit or is still lacking; what is in comments waits for a decision.\n\n",
    );
    let _ = writeln!(out, "[issue]\ndate = {}", wishes.date);
    let _ = match &number.1 {
        Some(why) => writeln!(out, "number = {} # guessed: {why}", number.0),
        None => writeln!(out, "number = {}", number.0),
    };
    for page in pages {
        self::page(&mut out, page, wishes);
    }
    let placed = |at: usize, list: fn(&Planned) -> &Vec<(String, usize)>| {
        pages
            .iter()
            .any(|page| list(page).iter().any(|(_, own)| *own == at))
    };
    for (_, picture) in wishes
        .pictures
        .iter()
        .enumerate()
        .filter(|(at, _)| !placed(*at, |page| &page.pictures))
    {
        let _ = writeln!(out, "\n# No slot is free for this picture{}.", of(picture));
        commented(&mut out, |out| extra(out, "picture", "…", picture));
    }
    for (_, table) in wishes
        .tables
        .iter()
        .enumerate()
        .filter(|(at, _)| !placed(*at, |page| &page.tables))
    {
        let _ = writeln!(out, "\n# No slot is free for this table{}.", of(table));
        commented(&mut out, |out| extra(out, "table", "…", table));
    }
    out
}

fn of(extra: &Extra) -> String {
    match &extra.of {
        Some(file) => format!(", which came with {file}"),
        None => String::new(),
    }
}

fn page(out: &mut String, page: &Planned, wishes: &Wishes) {
    let _ = writeln!(out, "\n[[page]]\nnumber = {}", page.number);
    let _ = match &page.section {
        Some(section) => writeln!(out, "section = {}", quoted(section)),
        None => writeln!(out, "section = \"\" # 版名"),
    };
    let _ = match &page.guessed {
        Some(why) => writeln!(
            out,
            "layout = {} # guessed: {why}",
            quoted(&page.layout.name)
        ),
        None => writeln!(out, "layout = {}", quoted(&page.layout.name)),
    };
    let _ = writeln!(out, "# editors = [\"责编 …\", \"版式 …\", \"校对 …\"]");
    let mut articles = page.articles.clone();
    articles.sort();
    for (slot, at) in &articles {
        let Some(piece) = wishes.pieces.get(*at) else {
            continue;
        };
        let room = page
            .layout
            .slots
            .get(slot)
            .map_or(0, |slot| slot.capacity());
        let many = page
            .layout
            .slots
            .get(slot)
            .is_some_and(|slot| slot.kind == SlotKind::Briefs);
        let of = if many { "all briefs: " } else { "" };
        let _ = writeln!(
            out,
            "\n[[page.article]]\nslot = {} # {of}{room} characters without a headline; the text has {}",
            quoted(slot),
            piece.want.characters
        );
        let _ = writeln!(
            out,
            "file = {}{}",
            quoted(&piece.file),
            titled(&piece.headline)
        );
    }
    for (slot, at) in &page.pictures {
        if let Some(picture) = wishes.pictures.get(*at) {
            out.push('\n');
            extra(out, "picture", slot, picture);
        }
    }
    for (slot, at) in &page.tables {
        if let Some(table) = wishes.tables.get(*at) {
            out.push('\n');
            extra(out, "table", slot, table);
        }
    }
    for (slot, at) in &page.teasers {
        if let Some(piece) = wishes.pieces.get(*at) {
            let _ = writeln!(
                out,
                "\n[[page.teaser]]\nslot = {}\nfile = {}",
                quoted(slot),
                quoted(&piece.file)
            );
            if piece.headline.is_empty() {
                let _ = writeln!(out, "headline = \"…\" # the article has none");
            }
        }
    }
    for slot in &page.ads {
        let size = page
            .layout
            .slots
            .get(slot)
            .map_or((0.0, 0.0), |slot| slot.size);
        let (width, height) = (size.0 * 25.4 / 72.0, size.1 * 25.4 / 72.0);
        let _ = writeln!(
            out,
            "\n[[page.ad]] # booked; without `file` the page cannot be printed\nslot = {}\n\
             size = [{width:.2}, {height:.2}] # mm\n# file = \"ads/….pdf\"",
            quoted(slot)
        );
    }
    for (slot, kind) in &page.empty {
        if matches!(kind, SlotKind::Ad) {
            continue;
        }
        let _ = writeln!(
            out,
            "\n# Nothing came for this slot, and the layout needs it."
        );
        commented(out, |out| {
            let _ = writeln!(
                out,
                "[[page.{}]]\nslot = {}\nfile = \"…\"",
                kind.entry(),
                quoted(slot)
            );
        });
    }
    for piece in page.left.iter().filter_map(|at| wishes.pieces.get(*at)) {
        let _ = writeln!(
            out,
            "\n# No slot is free for this article of {} characters.",
            piece.want.characters
        );
        commented(out, |out| {
            let _ = writeln!(
                out,
                "[[page.article]]\nslot = \"…\"\nfile = {}{}",
                quoted(&piece.file),
                titled(&piece.headline)
            );
        });
    }
}

fn titled(headline: &str) -> String {
    let headline = headline.replace(['\n', '\r'], " ");
    match headline.is_empty() {
        true => " # without a headline".into(),
        false => format!(" # {headline}"),
    }
}

fn extra(out: &mut String, kind: &str, slot: &str, extra: &Extra) {
    let _ = writeln!(
        out,
        "[[page.{kind}]]\nslot = {}\nfile = {}",
        quoted(slot),
        quoted(&extra.file)
    );
    let (caption, key) = (
        &extra.caption,
        if kind == "table" { "title" } else { "caption" },
    );
    if let Some(caption) = caption {
        let _ = writeln!(out, "{key} = {}", quoted(caption));
    }
    if let Some(credit) = extra.credit.as_ref().filter(|_| kind == "picture") {
        let _ = writeln!(out, "credit = {}", quoted(credit));
    }
}

/// Lines as comments.
fn commented(out: &mut String, write: impl FnOnce(&mut String)) {
    let mut lines = String::new();
    write(&mut lines);
    for line in lines.lines() {
        let _ = writeln!(out, "# {line}");
    }
}
