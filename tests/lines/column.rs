//! Copy set in one column, and the lines that came out.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::common::press::{BODY, Row, rows};
use crate::common::{Project, squeeze, tool, words};

/// Left edge of the first frame, and the distance to the next, pt.
pub const LEFT: f64 = 40.0;
pub const STEP: f64 = 130.0;
/// Lines in a frame, and frames on the page.
const LINES: usize = 88;
const FRAMES: usize = 7;

/// A story set in frames of one measure.
pub struct Column {
    pub project: Project,
    pub characters: usize,
}

impl Column {
    /// Sets paragraphs of Markdown in frames of so many characters.
    pub fn set(characters: usize, paragraphs: &[String]) -> Self {
        let project = Project::fixture("thread");
        let frames: Vec<Value> = (0..FRAMES)
            .map(|at| {
                let x = LEFT + at as f64 * STEP;
                json!({ "page": 1, "characters": characters, "lines": LINES, "x": x, "line": 0 })
            })
            .collect();
        project.write("layouts/test/frames.json", Value::from(frames).to_string());
        project.write(
            "issues/day/issue.toml",
            "[issue]\ndate = 2022-04-11\nnumber = 1\n\n[[page]]\nnumber = 1\n\
             layout = \"test/first\"\n\n[[page.article]]\nslot = \"story\"\nfile = \"story.md\"\n",
        );
        project.write("issues/day/story.md", paragraphs.join("\n\n"));
        let run = project.run(&["build", "-v", "issues/day"]);
        assert_eq!(run.code, 0, "{}\n{}", run.stdout, run.stderr);
        Self {
            project,
            characters,
        }
    }

    pub fn pdf(&self) -> PathBuf {
        self.project.path("out/2022-04-11/YB-2022-04-11-01.pdf")
    }

    /// The rows in reading order, each with its frame's left edge.
    pub fn rows(&self) -> Vec<(f64, Row)> {
        let words = words(&self.pdf());
        let rows = rows(words.iter());
        let mut rows: Vec<(f64, Row)> = rows
            .into_iter()
            .map(|row| {
                let frame = ((row.left + BODY - LEFT) / STEP).floor();
                (LEFT + frame * STEP, row)
            })
            .collect();
        rows.sort_by(|(a, one), (b, two)| a.total_cmp(b).then(one.top.total_cmp(&two.top)));
        rows
    }

    /// The lines of each paragraph, whose texts are given as the page has them.
    pub fn lines(&self, texts: &[String]) -> Vec<Vec<String>> {
        let mut rows = self.rows().into_iter();
        let lines = texts.iter().map(|text| {
            let wanted = squeeze(text).chars().count();
            let mut lines: Vec<String> = vec![];
            while lines.iter().map(|line| line.chars().count()).sum::<usize>() < wanted {
                let (_, row) = rows
                    .next()
                    .unwrap_or_else(|| panic!("the page ends before: {text}"));
                lines.push(row.text);
            }
            assert_eq!(lines.concat(), squeeze(text));
            lines
        });
        lines.collect()
    }

    /// The place of every glyph from the left, line by line.
    pub fn glyphs(&self) -> Vec<Vec<f64>> {
        self.lines_of_glyphs().into_values().collect()
    }

    /// The same by the line's frame and baseline, in tenths of a pt.
    pub fn lines_of_glyphs(&self) -> BTreeMap<(i64, i64), Vec<f64>> {
        let pdf = self.pdf();
        let svg = tool("pdftocairo", &["-svg", pdf.to_str().unwrap(), "-"]);
        let svg = String::from_utf8(svg).unwrap();
        let mut lines: BTreeMap<(i64, i64), Vec<f64>> = BTreeMap::new();
        for part in svg.split("<use ").skip(1) {
            let number = |name: &str| -> Option<f64> {
                let start = part.find(&format!(" {name}=\""))? + name.len() + 3;
                part[start..].split('"').next()?.parse().ok()
            };
            let (Some(x), Some(y)) = (number("x"), number("y")) else {
                continue;
            };
            // An opening mark at a line's head begins before the frame.
            let frame = ((x + BODY - LEFT) / STEP).floor() as i64;
            lines
                .entry((frame, (y * 10.0).round() as i64))
                .or_default()
                .push(x);
        }
        lines
            .values_mut()
            .for_each(|line| line.sort_by(f64::total_cmp));
        lines
    }
}
