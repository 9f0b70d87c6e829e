//! How loose the lines of the samples' own articles are at 13 characters, and that no
//! paragraph of any length leaves a character alone.

use std::fs;

use dayang::copy::{self, BlockKind, Role};

use crate::column::{Column, LEFT, STEP};
use crate::common::press::{BODY, issues};
use crate::common::{repository, squeeze};

/// The most characters that one column of the test takes.
const PORTION: usize = 5000;

/// The plain paragraphs of all samples, in portions; each once.
fn portions() -> Vec<Vec<String>> {
    let mut portions: Vec<Vec<String>> = vec![vec![]];
    let mut seen = vec![];
    let mut size = 0;
    for issue in issues() {
        let folder = repository().join("issues").join(issue).join("articles");
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| {
                path.extension()
                    .is_some_and(|end| end == "md" || end == "txt")
            })
            .collect();
        files.sort();
        for file in files {
            let (article, _) = copy::read(&fs::read(&file).unwrap(), &file).unwrap();
            for block in &article.blocks {
                let BlockKind::Paragraph(runs) = &block.kind else {
                    continue;
                };
                let plain = runs.iter().all(|run| !run.strong && run.role == Role::Text);
                let text = block.plain_text();
                if !plain || text.contains(['*', '#']) || seen.contains(&text) {
                    continue;
                }
                seen.push(text.clone());
                let count = text.chars().count();
                if size + count > PORTION {
                    portions.push(vec![]);
                    size = 0;
                }
                size += count;
                portions.last_mut().unwrap().push(text);
            }
        }
    }
    portions
}

/// The stretch of every full line, and the line's text: the widest space that stands
/// between any two han characters, in ems, read from the places of the glyphs.
fn stretches(column: &Column) -> Vec<(f64, String)> {
    let rows = column.rows();
    let mut stretches = vec![];
    for ((frame, baseline), line) in column.lines_of_glyphs() {
        let left = LEFT + frame as f64 * STEP;
        let room = left + column.characters as f64 * BODY - line[line.len() - 1];
        // A full line's last glyph ends at the edge: a han character, half a mark or a digit.
        if room > BODY + 0.1 {
            continue;
        }
        let here = rows.iter().find(|(edge, row)| {
            *edge == left && (row.top + BODY * 0.88 - baseline as f64 / 10.0).abs() < 2.0
        });
        let Some((_, row)) = here else { continue };
        // A dash is one glyph or two.
        let mut text: Vec<char> = row.text.chars().collect();
        if text.len() > line.len() {
            text = row.text.replace("——", "—").chars().collect();
        }
        assert_eq!(text.len(), line.len(), "not read: {}", row.text);
        let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
        let steps = line.windows(2).zip(text.windows(2));
        let between = steps.filter(|(_, pair)| han(pair[0]) && han(pair[1]));
        let widest = between.map(|(pair, _)| pair[1] - pair[0]).reduce(f64::max);
        if let Some(step) = widest {
            stretches.push((step / BODY - 1.0, row.text.clone()));
        }
    }
    stretches
}

#[test]
fn few_lines_of_the_samples_are_loose_and_none_very() {
    let portions = portions();
    let mut all = vec![];
    for paragraphs in portions.iter().filter(|portion| !portion.is_empty()) {
        all.extend(stretches(&Column::set(13, paragraphs)));
    }
    let share = |limit: f64| {
        all.iter().filter(|(stretch, _)| *stretch > limit).count() as f64 / all.len() as f64
    };
    let loosest = all.iter().map(|(stretch, _)| *stretch).fold(0.0, f64::max);
    let tightest = all.iter().map(|(stretch, _)| *stretch).fold(0.0, f64::min);
    let notable = |stretch: f64| !(-0.002..=0.05).contains(&stretch);
    for (stretch, text) in all.iter().filter(|(stretch, _)| notable(*stretch)) {
        println!("{:.2} % {text}", stretch * 100.0);
    }
    println!(
        "{} full lines: {:.2} % looser than 2 %, {:.2} % looser than 5 %, the loosest {:.2} %",
        all.len(),
        share(0.02) * 100.0,
        share(0.05) * 100.0,
        loosest * 100.0
    );
    assert!(all.len() > 300, "only {} lines", all.len());
    assert!(share(0.05) <= 0.04, "{} of them", share(0.05));
    assert!(loosest <= 0.09, "{loosest}");
    assert!(tightest >= -0.051, "{tightest}");
}

/// A paragraph of so many characters out of real copy, with its marks.
fn cut(text: &str, count: usize) -> String {
    let mut cut: String = text.chars().take(count).collect();
    while cut.ends_with(|c: char| !c.is_alphanumeric()) {
        cut.pop();
    }
    format!("{cut}。")
}

#[test]
fn no_paragraph_leaves_a_character_alone_on_its_last_line() {
    let copy: Vec<String> = portions().concat();
    let long: Vec<&String> = copy
        .iter()
        .filter(|text| text.chars().count() > 90)
        .collect();
    for characters in [9, 11, 13] {
        // Every length there is, so that each comes to end just after a full line.
        let paragraphs: Vec<String> = (14..80)
            .map(|count| cut(long[count % long.len()], count))
            .collect();
        let column = Column::set(characters, &paragraphs);
        for (text, lines) in paragraphs.iter().zip(column.lines(&paragraphs)) {
            let last = lines.last().unwrap();
            let letters = last.chars().filter(|c| c.is_alphanumeric()).count();
            assert!(
                letters >= 2,
                "{characters} characters: {} | {lines:?}",
                squeeze(text)
            );
        }
    }
}
