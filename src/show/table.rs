//! A layout's slots as a table for a terminal, where a Chinese character is two cells wide.

use super::entry::{LayoutEntry, SlotEntry};

/// The cells that a text takes in a terminal.
pub fn width(text: &str) -> usize {
    text.chars().map(cells).sum()
}

fn cells(c: char) -> usize {
    match c as u32 {
        0x300..=0x36F | 0x200B..=0x200D | 0x2060 | 0xFE00..=0xFE0F => 0,
        0x1100..=0x115F
        | 0x2E80..=0x303E
        | 0x3041..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1FAFF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// Rows as aligned lines, two blanks between columns. Columns named in `right` are flush right.
pub fn aligned(rows: &[Vec<String>], right: &[usize]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count)
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (at, (cell, wide)) in row.iter().zip(&widths).enumerate() {
            let blank = " ".repeat(wide.saturating_sub(width(cell)));
            match right.contains(&at) {
                true => line.push_str(&format!("{blank}{cell}  ")),
                false => line.push_str(&format!("{cell}{blank}  ")),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The heading and the slots of a layout.
pub fn table(layout: &LayoutEntry) -> String {
    let (sheet, grid) = (layout.sheet, layout.grid);
    let mut text = format!("{}  ({})\n", layout.name, layout.file);
    text.push_str(&format!(
        "sheet {} × {} mm, {} columns of {} characters of {}pt, {} lines of {}pt\n\n",
        sheet.width, sheet.height, grid.columns, grid.characters, grid.body, grid.lines, grid.pitch
    ));
    let heading = [
        "slot",
        "kind",
        "at",
        "columns × lines",
        "legs × characters",
        "characters",
        "mm",
        "",
    ];
    let mut rows = vec![heading.map(String::from).to_vec()];
    rows.extend(layout.slots.iter().map(row));
    text.push_str(&aligned(&rows, &[5]));
    text
}

fn row(slot: &SlotEntry) -> Vec<String> {
    let at = slot
        .areas
        .first()
        .map(|area| format!("{}, {}", area.column, area.line));
    let characters = slot.characters.map(|count| count.to_string());
    let size = match slot.areas.len() {
        1 => format!("{} × {}", slot.size.width, slot.size.height),
        _ => String::new(),
    };
    vec![
        slot.name.clone(),
        format!("{} {}", slot.kind, slot.chinese()),
        at.unwrap_or_default(),
        slot.columns_by_lines(),
        slot.measures(),
        characters.unwrap_or_default(),
        size,
        slot.notes().join("; "),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_counts_double_and_columns_stay_aligned() {
        assert_eq!(width("稿件 a"), 6);
        let rows = [["简讯", "1", "x"], ["a", "22", "y"]].map(|row| row.map(String::from).to_vec());
        assert_eq!(aligned(&rows, &[1]), "简讯   1  x\na     22  y\n");
    }
}
