//! What stands in an empty slot while a page is looked at (空版位): its gray ground with its name,
//! kind and size. A page for the press never has one: there an empty slot is an error.

use crate::layout::Slot;
use crate::makeup::PlannedPage;

/// Typst source that puts a placeholder on every slot of a page that must be filled and is not.
pub fn source(page: &PlannedPage) -> String {
    if !page.placeholders {
        return String::new();
    }
    let slots = page.layout.slots.values();
    let empty = |slot: &&Slot| !slot.optional && !page.fills.contains_key(&slot.name);
    slots
        .filter(empty)
        .map(|slot| placeholder(page, slot))
        .collect()
}

fn placeholder(page: &PlannedPage, slot: &Slot) -> String {
    let grid = &page.layout.grid;
    let mut source = String::new();
    for (at, area) in slot.areas.iter().enumerate() {
        let words = match at {
            0 => words(slot, grid.width(slot.area.columns)),
            _ => "none".into(),
        };
        source.push_str(&format!(
            "  place(top + left, dx: {}pt, dy: {}pt, rect(width: {}pt, height: {}pt, inset: 0pt, \
             fill: cmyk(0%, 0%, 0%, 12%), stroke: 0.5pt + cmyk(0%, 0%, 0%, 45%), \
             align(center + horizon, {words})))\n",
            grid.x(area.column),
            grid.y(area.line),
            grid.width(area.columns),
            area.lines as f64 * grid.pitch - (grid.pitch - grid.body),
        ));
    }
    source
}

/// Its name, kind and size, in a size that its width takes.
fn words(slot: &Slot, width: f64) -> String {
    let (kind, trade) = (slot.kind.word(), slot.kind.chinese());
    let size = (width / 14.0).clamp(5.0, 18.0);
    let (name, said) = (
        slot.name.as_str(),
        format!(
            "{kind} {trade} · {} × {}",
            slot.area.columns, slot.area.lines
        ),
    );
    format!(
        "text(font: json(\"/.dayang/house.json\").fonts.hei, size: {size}pt, \
         fill: cmyk(0%, 0%, 0%, 75%), {{ {name:?}; linebreak(); {said:?} }})"
    )
}
