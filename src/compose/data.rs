//! What a template is told: the page's data as JSON, in memory below `/.dayang/`.
//!
//! `house.json` holds the paper and its font roles, `page-N.json` a page. Text is data:
//! it reaches the template as strings, with word joiners where a line must not break.

use serde_json::{Map, Value, json};

use super::Supplied;
use crate::copy::{self, BlockKind};
use crate::layout::Slot;
use crate::makeup::{Fill, Matter, Plan, PlannedPage, Story};
use crate::manifest::{Date, Head, House, Lines};

/// The house: paper and font roles.
pub fn house(house: &House) -> Value {
    json!({
        "paper": { "name": house.paper.name, "cn": house.paper.cn },
        "fonts": house.fonts,
    })
}

/// One page.
pub fn page(plan: &Plan, page: &PlannedPage, supplied: &Supplied, proof: bool) -> Value {
    let slots: Map<String, Value> = page
        .layout
        .slots
        .values()
        .map(|slot| (slot.name.clone(), self::slot(page, slot, supplied)))
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

fn date(date: Date) -> Value {
    const DAYS: [&str; 7] = [
        "星期日",
        "星期一",
        "星期二",
        "星期三",
        "星期四",
        "星期五",
        "星期六",
    ];
    json!({
        "year": date.year,
        "month": date.month,
        "day": date.day,
        "weekday": DAYS[weekday(date)],
    })
}

/// The day of the week, 0 for Sunday (Sakamoto's method).
fn weekday(date: Date) -> usize {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let (month, day) = (usize::from(date.month), u32::from(date.day));
    let year = u32::from(date.year) - u32::from(month < 3);
    let shift = SHIFT
        .get(month.wrapping_sub(1))
        .copied()
        .unwrap_or_default();
    ((year + year / 4 - year / 100 + year / 400 + shift + day) % 7) as usize
}

/// A slot's geometry (pt, relative to the sheet) and what fills it.
fn slot(page: &PlannedPage, slot: &Slot, supplied: &Supplied) -> Value {
    let (grid, area) = (&page.layout.grid, &slot.area);
    let fill = page.fills.get(&slot.name);
    json!({
        "name": slot.name,
        "kind": slot.kind,
        "x": grid.x(area.column),
        "y": grid.y(area.line),
        "width": grid.width(area.columns),
        "size": { "width": slot.size.0, "height": slot.size.1 },
        "fit": slot.fit,
        "columns": area.columns,
        "lines": area.lines,
        "legs": slot.legs,
        "fill": fill.map(|fill| self::fill(page, slot, fill, supplied)),
    })
}

fn fill(page: &PlannedPage, slot: &Slot, fill: &Fill, supplied: &Supplied) -> Value {
    let shown = |path: &str| supplied.shown(page.number, &slot.name, path);
    let mut value = match &fill.matter {
        Matter::Story(story) => self::story(story, &shown),
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
        Matter::Ad { path } => json!({ "file": path.as_deref().map(shown) }),
    };
    value["id"] = json!(fill.id);
    value
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
    })
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
        BlockKind::Crosshead(text) => json!({ "kind": "crosshead", "runs": runs(text) }),
        BlockKind::Credit(text) => json!({ "kind": "credit", "runs": runs(text) }),
        BlockKind::Picture { file, caption } => json!({
            "kind": "picture",
            "role": story.article.picture_role(at),
            "file": story.pictures.get(file).map(|path| shown(path)),
            "caption": copy::join(caption),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays() {
        let of = |year, month, day| weekday(Date { year, month, day });
        assert_eq!(of(2022, 4, 11), 1);
        assert_eq!(of(2024, 2, 29), 4);
        assert_eq!(of(2000, 1, 1), 6);
    }
}
