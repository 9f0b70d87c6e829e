//! Emphasis dots (着重号): one below each han character, none at a mark, and nothing else
//! of the lines changes.

use crate::column::{Column, LEFT};
use crate::common::dots::dots;
use crate::common::press::{BODY, PITCH};
use crate::common::text;

const COPY: &str = "各区县要把防汛责任*落实到人*，汛情面前，*“守土有责、守土尽责”*不是一句口号，\
    而是写进每一张值班表里的名字；巡查不到位的，*一律追责*。";

#[test]
fn a_dot_stands_below_each_han_character_and_nothing_else_moves() {
    let with = Column::set(13, &[COPY.to_string()]);
    let without = Column::set(13, &[COPY.replace('*', "")]);
    assert_eq!(with.glyphs(), without.glyphs());
    assert_eq!(text(&with.pdf()), COPY.replace('*', ""));
    assert!(dots(&without.pdf()).is_empty());
    let dots = dots(&with.pdf());
    // 落实到人, 守土有责守土尽责, 一律追责.
    assert_eq!(dots.len(), 4 + 8 + 4, "{dots:?}");
    let lines = with.glyphs();
    for (x, y) in dots {
        // Between the line's foot and the next line's head.
        let below = (y - 40.0) % PITCH;
        assert!(below > BODY && below < PITCH - 0.2, "{below}");
        let line = ((y - 40.0) / PITCH).floor() as usize;
        let near = lines[line]
            .iter()
            .any(|glyph| (glyph + BODY / 2.0 - x).abs() < 0.05);
        assert!(near, "no character above the dot at {x}: {:?}", lines[line]);
        assert!(x > LEFT && x < LEFT + 13.0 * BODY);
    }
}

#[test]
fn dots_are_black_alone_and_no_text() {
    let column = Column::set(13, &["必须*马上*改，不能等，也不能拖。".to_string()]);
    let report = column.project.read("out/2022-04-11/report.json");
    assert!(!report.contains("ink"), "{report}");
    assert_eq!(text(&column.pdf()), "必须马上改，不能等，也不能拖。");
}
