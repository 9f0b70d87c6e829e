//! Random articles through random frames: no character is lost, doubled or moved; lines begin and
//! end where print lets them, and stand on the grid; what is over is counted right.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;

use dayang::compose::{ItemKind, Mark};
use dayang::copy::{self, BlockKind};
use dayang::desk::{Seen, Session, Wish};
use dayang::preflight::SlotFit;
use proptest::prelude::*;

use super::common::Project;
use super::{cases, runner};

const PITCH: f64 = 11.25;
const FIRST_BASELINE: f64 = 60.0 + 7.92;

/// Marks that open no line, and marks that end none.
const NOT_FIRST: &str = "，。、；：？！）》〉】”’";
const NOT_LAST: &str = "（《〈【“‘";

/// What one sentence is made of.
fn sentence() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[\u{4e00}-\u{4eff}]{1,9}",
        1 => "《[\u{4e00}-\u{4eff}]{1,5}》",
        1 => "“[\u{4e00}-\u{4eff}]{1,7}”",
        1 => "（[\u{4e00}-\u{4eff}]{1,4}）",
        1 => "[0-9]{1,5}[年月日万%]",
        1 => "[A-Z]{1,6}",
        1 => Just("——".to_string()),
    ];
    (
        prop::collection::vec((word, "[，、；]"), 1..12),
        "[。？！]|……",
    )
        .prop_map(|(words, end)| {
            let mut text: String = words
                .iter()
                .map(|(word, mark)| format!("{word}{mark}"))
                .collect();
            text.pop();
            text + &end
        })
}

/// An article: paragraphs, now and then a crosshead.
fn article() -> impl Strategy<Value = String> {
    let paragraph = prop_oneof![
        7 => prop::collection::vec(sentence(), 1..5).prop_map(|all| all.concat()),
        1 => "## [\u{4e00}-\u{4eff}]{4,8}",
    ];
    prop::collection::vec(paragraph, 2..9).prop_map(|mut all| {
        // It begins and ends with text.
        all.retain(|paragraph| !paragraph.is_empty());
        all.insert(0, "开头一段，共有几个字。".into());
        all.push("末尾一段，也有几个字。".into());
        format!("# 标题\n\n{}\n", all.join("\n\n"))
    })
}

/// A slot of one rectangle or two, with equal legs or legs of several widths.
fn slot() -> impl Strategy<Value = String> {
    let one = (1_usize..=6, 8_usize..=40).prop_map(|(columns, lines)| {
        format!("(kind: \"article\", area: (0, 0, {columns}, {lines}))")
    });
    let stepped = (3_usize..=6, 8_usize..=20, 4_usize..=20, 1_usize..=2).prop_map(|(columns, lines, more, less)| {
        let narrow = columns - less;
        format!("(kind: \"article\", area: ((0, 0, {columns}, {lines}), (0, {lines}, {narrow}, {more})))")
    });
    let broken = (8_usize..=30)
        .prop_map(|lines| format!("(kind: \"article\", area: (0, 0, 6, {lines}), legs: 4)"));
    prop_oneof![2 => one, 1 => stepped, 1 => broken]
}

fn layout(slot: &str) -> String {
    format!(
        "#import \"/layouts/lib/page.typ\": *\n#let layout = (\n  sheet: (width: 760pt, height: 700pt),\n  \
         grid: (\n    columns: 6, characters: 12, lines: 50, body: 9pt, pitch: {PITCH}pt, gutter: 9pt,\n    \
         ascent: 7.92pt, left: 40pt, top: 60pt,\n  ),\n  slots: (story: {slot}),\n)\n\
         #let render(page) = newspaper(page, {{ story(page, \"story\") }})\n"
    )
}

const MANIFEST: &str = "[issue]\ndate = 2026-11-22\nnumber = 7\n\n[[page]]\nnumber = 1\nlayout = \"one\"\n\n\
    [[page.article]]\nslot = \"story\"\nfile = \"a.md\"\n";

#[test]
fn text_is_conserved_lines_keep_the_rules_and_what_is_over_is_counted() {
    let project = Project::house();
    project.write("issues/a/issue.toml", MANIFEST);
    let session = RefCell::new(Session::new());
    // Pages with all of their text, and pages with too much of it.
    let (whole, over) = (Cell::new(0), Cell::new(0));
    runner(cases())
        .run(&(article(), slot()), |(text, slot)| {
            project
                .write("layouts/one.typ", layout(&slot))
                .write("issues/a/a.md", &text);
            let wish = Wish {
                keep: true,
                draw_only: true,
                ..Wish::default()
            };
            let result = session.borrow_mut().run(&project.path("issues/a"), &wish);
            let told: Vec<&str> = result.findings.iter().map(|finding| finding.rule).collect();
            prop_assert!(!told.contains(&"conservation"), "{:#?}", result.findings);
            let Some(seen) = &result.seen else {
                // A headline group that does not go into the slot.
                prop_assert!(told.contains(&"layout-limit"), "{:#?}", result.findings);
                return Ok(());
            };
            let [fit] = result.fits.as_slice() else {
                return Err(TestCaseError::fail(format!("{:#?}", result.findings)));
            };
            conserved(&text, seen, fit)?;
            lines(seen)?;
            let count = if fit.over_characters > 0 {
                &over
            } else {
                &whole
            };
            count.set(count.get() + 1);
            prop_assert_eq!(fit.over_characters > 0, told.contains(&"overset"));
            Ok(())
        })
        .unwrap();
    let (whole, over) = (whole.get(), over.get());
    assert!(
        whole + over > cases() / 2 && whole > 1 && over > 1,
        "{whole} whole, {over} over"
    );
}

/// What stands is the article's beginning, and what is over is the rest of it.
fn conserved(text: &str, seen: &Seen, fit: &SlotFit) -> Result<(), TestCaseError> {
    let (article, _) = copy::read(text.as_bytes(), Path::new("a.md")).unwrap();
    let mut copy = String::new();
    for block in &article.blocks {
        if let BlockKind::Paragraph(runs) | BlockKind::Crosshead(runs) | BlockKind::Credit(runs) =
            &block.kind
        {
            runs.iter().for_each(|run| copy.push_str(&run.text));
        }
    }
    let copy = squeezed(&copy);
    let mut pieces: Vec<(usize, &str)> = vec![];
    for found in &seen.finished.found {
        if let Mark::Piece(info) = &found.mark {
            pieces.push((info.index, &found.text));
        }
    }
    pieces.sort();
    let standing: String = pieces.iter().map(|(_, text)| squeezed(text)).collect();
    prop_assert!(copy.starts_with(&standing), "{}\n{}", copy, standing);
    let over = copy.chars().count() - standing.chars().count();
    prop_assert_eq!(fit.over_characters, over);
    let rest: String = copy.chars().skip(standing.chars().count()).collect();
    let said = squeezed(&fit.over_text);
    prop_assert!(rest.starts_with(&said), "{:?} {:?}", rest, said);
    Ok(())
}

/// Lines keep the rules of what begins and ends one, and stand on the grid.
fn lines(seen: &Seen) -> Result<(), TestCaseError> {
    let mut lines: BTreeMap<(usize, i64), Vec<(i64, String)>> = BTreeMap::new();
    for item in &seen.finished.items {
        let (Some(mark), ItemKind::Text(run)) = (&item.mark, &item.kind) else {
            continue;
        };
        let Mark::Piece(info) = &**mark else { continue };
        let at = (run.baseline - FIRST_BASELINE) / PITCH;
        // A crosshead stands in the middle of its lines.
        if (run.size - 9.0).abs() < 0.01 && !run.family.contains("Sans") {
            prop_assert!(
                (at - at.round()).abs() < 0.02,
                "{} is off the grid: {}",
                run.text,
                at
            );
        }
        let key = (info.index, (run.baseline * 100.0).round() as i64);
        let left = (item.area.left * 100.0).round() as i64;
        lines.entry(key).or_default().push((left, run.text.clone()));
    }
    prop_assert!(!lines.is_empty());
    for runs in lines.values_mut() {
        runs.sort();
        let text: String = runs.iter().map(|(_, text)| text.as_str()).collect();
        let text = squeezed(&text);
        let (first, last) = (text.chars().next(), text.chars().last());
        let opens = first.is_some_and(|c| NOT_FIRST.contains(c));
        let ends = last.is_some_and(|c| NOT_LAST.contains(c));
        prop_assert!(!opens && !ends, "{}", text);
    }
    Ok(())
}

fn squeezed(text: &str) -> String {
    copy::plain(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect()
}
