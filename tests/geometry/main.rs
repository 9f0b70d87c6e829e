//! Slots of any shape, text around what stands inside them, and heads in every position:
//! small pages of one story, whose finished PDFs are read back.

#[path = "../common/mod.rs"]
mod common;

mod boxes;
mod heads;
mod mistakes;
mod shapes;

use common::press::{BODY, PITCH, Row, rows};
use common::{Project, Run, Word, repository, squeeze, words};
use serde_json::Value;

/// The type area of every page here, pt: six columns of 13 characters, 60 lines.
const LEFT: f64 = 40.0;
const TOP: f64 = 60.0;
const GUTTER: f64 = 9.0;
const STEP: f64 = 13.0 * BODY + GUTTER;

const LAYOUT: &str = "layouts/test/page.typ";

/// A leg that is expected: left edge in columns, characters, first line, lines.
type Frame = (f64, usize, usize, usize);

/// A page that has been set.
struct Page {
    project: Project,
    run: Run,
    words: Vec<Word>,
    copy: String,
}

/// A project with a page of these slots, rendered so; slot `story` has a story of so many
/// characters, and `manifest` says more of it and of the page.
fn project(slots: &str, render: &str, manifest: &str, characters: usize) -> Project {
    let project = Project::house();
    let layout = format!(
        "#import \"/layouts/lib/page.typ\": *\n\
         #let layout = (\n  sheet: (width: 840pt, height: 800pt),\n  \
         grid: (columns: 6, characters: 13, lines: 60, body: 9pt, pitch: 11.25pt,\n    \
         gutter: 9pt, ascent: 7.92pt, left: 40pt, top: 60pt),\n  \
         slots: (\n    {slots},\n  ),\n)\n\
         #let render(page) = newspaper(page, {{\n  {render}\n}})\n"
    );
    project.write(LAYOUT, layout);
    project.write(
        "issues/day/issue.toml",
        format!(
            "[issue]\ndate = 2022-04-11\nnumber = 1\n\n[[page]]\nnumber = 1\n\
             layout = \"test/page\"\n\n[[page.article]]\nslot = \"story\"\n\
             file = \"story.md\"\n{manifest}"
        ),
    );
    project.write("issues/day/story.md", han(0, characters));
    let picture = "issues/2022-04-16/pictures/stream.jpg";
    let picture = std::fs::read(repository().join(picture)).unwrap();
    project.write("issues/day/stream.jpg", picture);
    project
}

impl Page {
    /// Sets a page without error.
    fn set(slots: &str, render: &str, manifest: &str, characters: usize) -> Self {
        let project = project(slots, render, manifest, characters);
        let run = project.build("issues/day");
        let words = words(&project.path("out/2022-04-11/YB-2022-04-11-01.pdf"));
        Self {
            project,
            run,
            words,
            copy: han(0, characters),
        }
    }

    /// The rows of the story's body, in the order in which they were written.
    fn rows(&self) -> Vec<Row> {
        let body = |word: &&Word| {
            (word.height() - BODY).abs() < 0.2 && word.text.chars().all(|c| self.copy.contains(c))
        };
        rows(self.words.iter().filter(body))
    }

    /// Insists that the body fills these legs in order, every line on the grid and none
    /// longer than its leg, to the last character. The last leg may be left open.
    fn fills(&self, frames: &[Frame]) {
        let rows = self.rows();
        let text: String = rows.iter().map(|row| row.text.as_str()).collect();
        assert_eq!(text, self.copy);
        let places = frames
            .iter()
            .flat_map(|&(column, characters, line, lines)| {
                (line..line + lines).map(move |line| (LEFT + column * STEP, characters, line))
            });
        let places: Vec<_> = places.collect();
        assert!(rows.len() <= places.len(), "{} rows: {rows:?}", rows.len());
        let (_, _, _, open) = frames.last().unwrap();
        assert!(rows.len() + open > places.len(), "only {} rows", rows.len());
        for (at, (row, (left, characters, line))) in rows.iter().zip(places).enumerate() {
            let top = TOP + line as f64 * PITCH;
            let right = left + characters as f64 * BODY;
            let indent = if at == 0 { 2.0 * BODY } else { 0.0 };
            let is = |a: f64, b: f64| (a - b).abs() < 0.1;
            assert!(is(row.top, top), "row {at} is not on line {line}: {row:?}");
            assert!(
                is(row.left, left + indent),
                "row {at} begins beside {left}: {row:?}"
            );
            let full = at + 1 == rows.len() || is(row.right, right);
            assert!(full, "row {at} does not end at {right}: {row:?}");
        }
    }

    /// The box around the words of a text that is set in another size than the body's.
    fn of(&self, text: &str) -> (f64, f64, f64, f64) {
        let found = |word: &&Word| {
            (word.height() - BODY).abs() > 0.2 && word.text.chars().all(|c| text.contains(c))
        };
        let words: Vec<_> = self.words.iter().filter(found).collect();
        let all: String = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(squeeze(&all), squeeze(text));
        let least = |edge: fn(&Word) -> f64| words.iter().map(|w| edge(w)).fold(f64::MAX, f64::min);
        let most = |edge: fn(&Word) -> f64| words.iter().map(|w| edge(w)).fold(f64::MIN, f64::max);
        (
            least(|w| w.left),
            least(|w| w.top),
            most(|w| w.right),
            most(|w| w.bottom),
        )
    }

    /// The report's fit of the story.
    fn fit(&self) -> Value {
        let report = self.project.read("out/2022-04-11/report.json");
        let report: Value = serde_json::from_str(&report).unwrap();
        let fits = report["fit"].as_array().unwrap().clone();
        fits.into_iter().find(|fit| fit["slot"] == "story").unwrap()
    }
}

/// Different han characters from the commonest 3,755, no two alike.
fn han(from: usize, count: usize) -> String {
    let at = |at: usize| [0xB0 + (at / 94) as u8, 0xA1 + (at % 94) as u8];
    let bytes: Vec<u8> = (from..from + count).flat_map(at).collect();
    encoding_rs::GBK.decode(&bytes).0.into_owned()
}
