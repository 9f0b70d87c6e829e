//! Places on the line: quotation marks take a whole cell, marks stand inside the measure,
//! and a character of another face stands on the line's own baseline.

use crate::column::{Column, LEFT};
use crate::common::press::{BODY, PITCH};

/// The top of the first line's baseline, tenths of a pt.
fn baselines(column: &Column) -> Vec<i64> {
    column.lines_of_glyphs().keys().map(|&(_, y)| y).collect()
}

#[test]
fn quotation_marks_are_one_character_wide() {
    let column = Column::set(13, &["山川“湖海”日月风雨".to_string()]);
    let places: Vec<f64> = column.glyphs().concat();
    // Two characters' indent, and every sign on its cell.
    for (at, place) in places.iter().take(10).enumerate() {
        let cell = LEFT + (at + 2) as f64 * BODY;
        assert!((place - cell).abs() < 0.05, "{at}: {place}, not {cell}");
    }
}

#[test]
fn no_mark_hangs_over_an_edge() {
    let copy = "山川湖海日月，星辰风雨雷，春夏秋冬东南。西北前后左右高低，“远近天地玄黄宇宙”洪荒，\
        《寒来暑往》，秋收冬藏闰余成岁律吕调阳——云腾致雨，露结为霜金生丽水，玉出昆冈。";
    for characters in [9, 11, 13] {
        let column = Column::set(characters, &[copy.to_string()]);
        let right = LEFT + characters as f64 * BODY;
        for (edge, row) in column.rows() {
            let (from, to) = row.ink();
            assert!(
                edge == LEFT && from > LEFT - 0.05 && to < right + 0.05,
                "{row:?}"
            );
        }
    }
}

#[test]
fn a_character_of_another_face_stands_on_the_same_baseline() {
    // The kai of reporters' names has no 㐀: it comes from the song.
    let rare = "本报讯（记者 沈㐀央）山川湖海日月星辰风雨雷电春夏秋冬。";
    let usual = rare.replace('㐀', "未");
    let (rare, usual) = (
        Column::set(13, &[rare.to_string()]),
        Column::set(13, &[usual]),
    );
    let lines = baselines(&rare);
    assert_eq!(lines, baselines(&usual));
    for pair in lines.windows(2) {
        let step = (pair[1] - pair[0]) as f64 / 10.0;
        assert!((step - PITCH).abs() < 0.11, "{lines:?}");
    }
}

#[test]
fn a_character_that_no_face_has_is_an_error() {
    let column = Column::set(13, &["山川湖海日月星辰。".to_string()]);
    let project = column.project;
    project.write("issues/day/story.md", "山川湖海\u{F8FE}日月星辰。");
    let run = project.run(&["build", "issues/day"]);
    assert_ne!(run.code, 0);
    assert!(run.stderr.contains("U+F8FE"), "{}", run.stderr);
}

/// A change of language inside a paragraph would switch all of it to Typst's generic breaker, so
/// no layout and no part of the library changes it.
#[test]
fn no_layout_changes_the_language_of_text() {
    let mut folders = vec![crate::common::repository().join("layouts")];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            // A preview is shown by an editor, which knows no language of ours.
            if path.is_dir() && !path.ends_with("preview") {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "typ") {
                let text = std::fs::read_to_string(&path).unwrap();
                assert!(!text.contains("lang:"), "{path:?}");
                read += 1;
            }
        }
    }
    assert!(read > 30, "only {read} files");
}
