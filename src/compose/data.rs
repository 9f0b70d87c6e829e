//! What a template is told: the page's data as JSON, in memory below `/.dayang/`.
//!
//! `house.json` holds the paper and its font roles, `page-N.json` a page. Text is data:
//! it reaches the template as strings, with word joiners where a line must not break.

use serde_json::{Map, Value, json};

use super::Supplied;
use crate::calendar;
use crate::copy::{self, BlockKind};
use crate::layout::{Hole, Slot, SlotKind};
use crate::makeup::{FILLER, Fill, Fitting, Matter, Plan, PlannedPage, Stop, Story, briefs_id};
use crate::manifest::{Date, Head, House, Lines, Spot};
use crate::table::{Column, Table};

/// The house: paper and font roles.
pub fn house(house: &House, supplied: &Supplied) -> Value {
    let paper = &house.paper;
    let spot = |spot: &Option<Spot<String>>| spot.as_ref().map(|spot| spot.to_string());
    json!({
        "paper": {
            "name": paper.name,
            "code": paper.code.to_string(),
            "cn": spot(&paper.cn),
            "masthead": supplied.masthead(),
            "latin": paper.latin,
            "sponsor": paper.sponsor,
            "publisher": paper.publisher,
            "editor": paper.editor,
            "address": paper.address,
            "postcode": spot(&paper.postcode),
            "telephone": spot(&paper.telephone),
            "hotline": spot(&paper.hotline),
            "ad-hotline": spot(&paper.ad_hotline),
            "website": paper.website,
            "postal": spot(&paper.postal),
            "price": paper.price,
            "subscription": paper.subscription,
            "printer": paper.printer,
            "licence": paper.licence,
        },
        "fonts": house.fonts,
    })
}

/// One page.
pub fn page(plan: &Plan, page: &PlannedPage, supplied: &Supplied, proof: bool) -> Value {
    let slots: Map<String, Value> = page
        .layout
        .slots
        .values()
        .map(|slot| (slot.name.clone(), self::slot(plan, page, slot, supplied)))
        .collect();
    json!({
        "number": page.number,
        "pages": plan.total,
        "section": page.section,
        "editors": page.editors,
        "issue": plan.number,
        "date": date(plan.date),
        "mono": page.mono,
        "proof": proof,
        "grid": page.layout.grid,
        "sheet": page.layout.sheet,
        "slots": slots,
    })
}

/// A day of publication; all but the date itself is computed.
fn date(date: Date) -> Value {
    let day = calendar::day(date);
    json!({
        "year": date.year,
        "month": date.month,
        "day": date.day,
        "weekday": day.as_ref().map(|day| &day.weekday),
        "lunar": day.as_ref().map(|day| &day.lunar),
        "term": day.as_ref().and_then(|day| day.term.as_ref()),
    })
}

/// A slot's geometry (pt, relative to the sheet) and what fills it.
fn slot(plan: &Plan, page: &PlannedPage, slot: &Slot, supplied: &Supplied) -> Value {
    let (grid, area) = (&page.layout.grid, &slot.area);
    let filled = |name: &str| page.fills.contains_key(name);
    let holes: Vec<Value> = page
        .layout
        .inside(&slot.name)
        .filter(|inner| filled(&inner.name))
        .map(|inner| json!({ "name": inner.name, "hole": Hole::new(grid, area, &inner.area) }))
        .collect();
    let edges = slot.edges(grid);
    let mut value = json!({
        "name": slot.name,
        "kind": slot.kind,
        "x": grid.x(area.column),
        "y": grid.y(area.line),
        "width": grid.width(area.columns),
        "size": { "width": slot.size.0, "height": slot.size.1 },
        "fit": slot.fit,
        "columns": columns(area.columns),
        "lines": area.lines,
        "areas": slot.holes(grid),
        "outline": edges.outline,
        "inner": edges.inner,
        "inside": holes,
        "legs": page.layout.legs(slot, &filled),
    });
    let of = |fill: &Fill| self::fill(plan, page, slot, fill, supplied);
    if slot.kind.several() {
        value["fills"] = fills(page, slot, &of);
        value["id"] = json!(briefs_id(page.number, &slot.name));
    } else {
        value["fill"] = json!(page.fills.get(&slot.name).map(of));
        if let Some(filler) = page.fills.get(&format!("{}{FILLER}", slot.name)) {
            value["filler"] = self::filler(plan, page, slot, filler, supplied);
        }
    }
    value
}

/// What fills a gap at the end of a slot's text.
fn filler(
    plan: &Plan,
    page: &PlannedPage,
    slot: &Slot,
    filler: &Fill,
    supplied: &Supplied,
) -> Value {
    let lines = match &filler.matter {
        Matter::Story(story) => story.fit.foot,
        _ => 0,
    };
    let fill = fill(plan, page, slot, filler, supplied);
    json!({ "name": format!("{}{FILLER}", slot.name), "lines": lines, "fill": fill })
}

/// What an article gives to fit its slot; nothing for most.
fn fitting(fit: &Fitting) -> Value {
    if *fit == Fitting::default() {
        return Value::Null;
    }
    json!({
        "space": fit.space,
        "smaller": fit.smaller,
        "headline-lines": fit.headline_lines,
        "tighten": fit.tighten,
        "crossheads": fit.crossheads,
        "crop": fit.crop,
        "picture": fit.picture,
    })
}

/// What fills a slot that takes several things; pictures with their places in the group.
fn fills(page: &PlannedPage, slot: &Slot, of: &dyn Fn(&Fill) -> Value) -> Value {
    let mut values: Vec<Value> = page.fills.of(&slot.name).map(of).collect();
    if slot.kind == SlotKind::Gallery {
        let cells = slot.cells(&page.layout.grid, values.len());
        for (value, cell) in values.iter_mut().zip(cells) {
            value["cell"] = json!(cell);
        }
    }
    json!(values)
}

/// A number of columns, as a whole number where it is one.
fn columns(count: f64) -> Value {
    match count.fract() == 0.0 {
        true => json!(count as u64),
        false => json!(count),
    }
}

fn fill(plan: &Plan, page: &PlannedPage, slot: &Slot, fill: &Fill, supplied: &Supplied) -> Value {
    let shown = |path: &str| supplied.shown(page.number, &slot.name, path);
    let mut value = match &fill.matter {
        Matter::Story(story) => {
            let mut value = self::story(story, &shown);
            run(plan, page, story, &mut value);
            value["fit"] = fitting(&story.fit);
            value
        }
        Matter::Table(table) => self::table(table),
        Matter::Teaser(teaser) => json!({
            "headline": copy::join(&teaser.headline),
            "text": teaser.text.as_deref().map(copy::join),
            "page": teaser.page,
        }),
        Matter::Picture {
            path,
            caption,
            credit,
            ..
        } => json!({
            "file": shown(path),
            "caption": caption.as_deref().map(copy::join),
            "credit": credit.as_deref().map(copy::join),
        }),
        Matter::Ad { path, mark } => {
            json!({ "file": path.as_deref().map(shown), "mark": mark })
        }
    };
    value["id"] = json!(fill.id);
    value["slot"] = json!(slot.name);
    value
}

/// Which part of an article stands here, and the pages of the others: for jump lines, and
/// for the thread, which finds where the part before ended.
fn run(plan: &Plan, page: &PlannedPage, story: &Story, value: &mut Value) {
    let run = &story.run;
    // Text that goes on in another slot of the same page needs no jump line (接排).
    let other = |stop: &Option<Stop>| stop.clone().filter(|stop| stop.page != page.number);
    let short = story.short().as_deref().map(copy::join).unwrap_or_default();
    let next = run.to.as_ref().and_then(|stop| {
        let (_, slot) = plan.slot(stop)?;
        Some(slot.legs.first()?.width)
    });
    value["part"] = json!(run.part);
    value["parts"] = json!(run.parts);
    value["from"] =
        json!(other(&run.from).map(|stop| json!({ "page": stop.page, "short": short })));
    value["to"] = json!(other(&run.to).map(|stop| json!({ "page": stop.page })));
    value["run"] = match run.parts {
        1 => Value::Null,
        parts => json!({ "part": run.part, "parts": parts, "next": next }),
    };
}

fn table(table: &Table) -> Value {
    let line = |text: &Option<String>| text.as_deref().map(copy::join);
    let column = |column: &Column| {
        json!({
            "title": copy::join(&column.title),
            "align": column.align,
            "width": column.width,
        })
    };
    let row = |row: &Vec<String>| row.iter().map(|cell| copy::join(cell)).collect::<Vec<_>>();
    json!({
        "title": line(&table.title),
        "note": line(&table.note),
        "source": line(&table.source),
        "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn story(story: &Story, shown: &dyn Fn(&str) -> String) -> Value {
    let blocks: Vec<Value> = story
        .article
        .blocks
        .iter()
        .enumerate()
        .map(|(at, block)| self::block(story, at, &block.kind, shown))
        .collect();
    let mut value = head(&story.head);
    value["blocks"] = json!(blocks);
    value
}

fn head(head: &Head) -> Value {
    let line = |text: &Option<String>| text.as_deref().map(copy::join);
    let lines = |lines: &Option<Lines>| -> Vec<String> {
        lines
            .iter()
            .flat_map(Lines::lines)
            .map(copy::join)
            .collect()
    };
    json!({
        "kicker": line(&head.kicker),
        "headline": lines(&head.headline),
        "deck": lines(&head.deck),
        "standfirst": line(&head.standfirst),
        "byline": line(&head.byline),
        "note": line(&head.note),
        "short": line(&head.short),
        "breaks": {
            "kicker": head.kicker.as_deref().map(copy::breaks),
            "headline": pieces(&head.headline),
            "deck": pieces(&head.deck),
        },
        "quote": line(&head.quote),
    })
}

/// Where the lines of a headline may break.
fn pieces(lines: &Option<Lines>) -> Vec<Vec<copy::Piece>> {
    let lines = lines.iter().flat_map(Lines::lines);
    lines.map(copy::breaks).collect()
}

fn block(story: &Story, at: usize, kind: &BlockKind, shown: &dyn Fn(&str) -> String) -> Value {
    let runs = |runs: &[copy::Run]| -> Vec<Value> {
        copy::join_runs(runs)
            .into_iter()
            .map(|run| json!({ "text": run.text, "strong": run.strong, "role": run.role.name() }))
            .collect()
    };
    match kind {
        BlockKind::Paragraph(text) => json!({ "kind": "par", "runs": runs(text) }),
        BlockKind::Crosshead(text) => {
            let words: String = text.iter().map(|run| run.text.as_str()).collect();
            json!({ "kind": "crosshead", "runs": runs(text), "breaks": copy::breaks(&words) })
        }
        BlockKind::Credit(text) => json!({ "kind": "credit", "runs": runs(text) }),
        BlockKind::Picture { file, caption } => json!({
            "kind": "picture",
            "role": story.article.picture_role(at),
            "file": story.pictures.get(file).map(|path| shown(path)),
            "caption": copy::join(caption),
        }),
    }
}
