//! One body through unequal frames: a layout of the test's own places the pieces, and the
//! finished pages are read back.

mod common;

use std::iter;

use common::press::{BODY, PITCH, Row, rows};
use common::{Project, Run, Word, squeeze, text, words};
use serde_json::{Value, json};

/// Where the fixture's type area begins, pt.
const TOP: f64 = 40.0;

/// A frame of the thread; a test gives its page, measure and height.
struct Frame {
    page: u32,
    characters: usize,
    lines: usize,
}

fn frame(characters: usize, lines: usize) -> Frame {
    Frame {
        page: 1,
        characters,
        lines,
    }
}

/// What stands in a frame: rows of body text, and words of another size.
struct Set {
    left: f64,
    right: f64,
    top: f64,
    rows: Vec<Row>,
    others: usize,
}

/// A story set through frames.
struct Thread {
    project: Project,
    run: Run,
    frames: Vec<Frame>,
    paragraphs: Vec<String>,
}

impl Thread {
    /// Builds an issue with one story; a paragraph that begins with `## ` is a crosshead.
    fn set(frames: Vec<Frame>, copy: &[String]) -> Self {
        let project = Project::fixture("thread");
        let list: Vec<Value> = (frames.iter().zip(0..))
            .map(|(frame, at)| {
                let Frame { page, characters, lines } = frame;
                let (x, line) = place(at);
                json!({ "page": page, "characters": characters, "lines": lines, "x": x, "line": line })
            })
            .collect();
        project.write("layouts/test/frames.json", Value::from(list).to_string());
        let manifest = "[issue]\ndate = 2022-04-11\nnumber = 1\n\n[[page]]\nnumber = 1\n\
            layout = \"test/first\"\n\n[[page.article]]\nslot = \"story\"\nfile = \"story.md\"\n"
            .to_string();
        project.write("issues/day/issue.toml", manifest);
        project.write("issues/day/story.md", copy.join("\n\n"));
        let run = project.run(&["build", "-v", "issues/day"]);
        let paragraphs = copy.iter().filter(|text| !text.starts_with("## "));
        Self {
            run,
            frames,
            paragraphs: paragraphs.cloned().collect(),
            project,
        }
    }

    /// Insists that it was set without error.
    fn sound(self) -> Self {
        assert_eq!(self.run.code, 0, "{}\n{}", self.run.stdout, self.run.stderr);
        self
    }

    fn report(&self) -> Value {
        serde_json::from_str(&self.project.read("out/2022-04-11/report.json")).unwrap()
    }

    fn words(&self, page: u32) -> Vec<Word> {
        words(
            &self
                .project
                .path(&format!("out/2022-04-11/YB-2022-04-11-{page:02}.pdf")),
        )
    }

    /// What stands in every frame.
    fn read(&self) -> Vec<Set> {
        let pages = [1, 2].map(
            |page| match self.frames.iter().any(|frame| frame.page == page) {
                true => self.words(page),
                false => vec![],
            },
        );
        let frames = self.frames.iter().zip(0..).map(|(frame, at)| {
            let (x, line) = place(at);
            let (left, top) = (x as f64, TOP + line as f64 * PITCH);
            let (width, height) = (frame.characters as f64 * BODY, frame.lines as f64 * PITCH);
            let inside = |word: &&Word| {
                word.left > left - 50.0
                    && word.left < left + width + 20.0
                    && word.top > top - 5.0
                    && word.top < top + height - 5.0
            };
            let words = &pages[frame.page as usize - 1];
            let (body, others): (Vec<&Word>, Vec<&Word>) = words
                .iter()
                .filter(inside)
                .partition(|word| (word.height() - BODY).abs() < 0.2);
            Set {
                left,
                right: left + width,
                top,
                rows: rows(body),
                others: others.len(),
            }
        });
        frames.collect()
    }

    /// Rows in each frame.
    fn heights(&self) -> Vec<usize> {
        self.read().iter().map(|set| set.rows.len()).collect()
    }

    /// Checks every row of every frame against the copy and the rules of composition, and
    /// counts the frames' ends inside a paragraph.
    fn check(&self) -> usize {
        let copy: String = self.paragraphs.iter().map(|text| squeeze(text)).collect();
        let starts: Vec<usize> = iter::once(0)
            .chain(self.paragraphs.iter().scan(0, |sum, text| {
                *sum += squeeze(text).chars().count();
                Some(*sum)
            }))
            .collect();
        let (mut at, mut set, mut breaks) = (0, String::new(), 0);
        for frame in self.read() {
            for (index, row) in frame.rows.iter().enumerate() {
                let steps = (row.top - frame.top) / PITCH;
                assert!(
                    (steps - steps.round()).abs() < 0.01,
                    "off the grid: {row:?}"
                );
                let begins = starts.contains(&at);
                breaks += usize::from(index == 0 && !begins);
                at += row.text.chars().count();
                set.push_str(&row.text);
                let ends = starts.contains(&at);
                let (left, right) = row.ink();
                let edge = frame.left + if begins { 18.0 } else { 0.0 };
                // After an indent an opening mark keeps its blank half.
                let at_edge = [left, row.left]
                    .iter()
                    .any(|left| (left - edge).abs() < 0.05);
                assert!(at_edge, "begins at the wrong place: {row:?}");
                assert!(right < frame.right + 0.05, "too wide: {row:?}");
                // A mark may keep its whole cell, so that its line is not loose.
                let full = right > frame.right - 0.6 || row.right > frame.right - 0.05;
                assert!(ends || full, "not justified: {row:?}");
                assert!(
                    !NEVER_FIRST.contains(row.first()) && !NEVER_LAST.contains(row.last()),
                    "{row:?}"
                );
            }
        }
        assert_eq!(set, copy);
        breaks
    }
}

const NEVER_FIRST: &str = "。，、；：？！）》”’…—·～℃月日%";
const NEVER_LAST: &str = "（《“‘第";

/// Where a frame stands: three in a row, each with room for 27 characters and 20 lines.
fn place(at: usize) -> (usize, usize) {
    (40 + at % 3 * 300, at / 3 * 21)
}

/// Different han characters from the commonest 3,755, no two alike.
fn han(from: usize, count: usize) -> String {
    let at = |at: usize| [0xB0 + (at / 94) as u8, 0xA1 + (at % 94) as u8];
    let bytes: Vec<u8> = (from..from + count).flat_map(at).collect();
    encoding_rs::GBK.decode(&bytes).0.into_owned()
}

/// A paragraph of plain han that fills so many lines of 13 characters to the last.
fn filling(from: usize, lines: usize) -> String {
    han(from, 13 * lines - 2)
}

/// Paragraphs with all marks, figures and units at ever other places of the line.
fn marked(paragraphs: usize) -> Vec<String> {
    let paragraph = |n: usize| -> String {
        let mut at = 180 * n;
        let mut take = |count: usize| {
            at += count;
            han(at - count, count)
        };
        let mut text = String::new();
        for part in 0..4 {
            let odd = (n + part) % 5;
            text.push_str(&format!(
                "{}，{}：“{}”，",
                take(3 + odd),
                take(5),
                take(4 + odd)
            ));
            text.push_str(&format!(
                "{}——{}……{}《{}》、",
                take(2),
                take(6 - odd),
                take(1),
                take(4)
            ));
            text.push_str(&format!(
                "{}（{}）{}4月1{part}日，{}33℃。",
                take(1 + odd),
                take(3),
                take(2),
                take(2)
            ));
        }
        text
    };
    (0..paragraphs).map(paragraph).collect()
}

#[test]
fn frames_of_three_heights_hold_all_text_in_order() {
    let copy = marked(3);
    let thread = Thread::set(
        vec![frame(13, 7), frame(13, 18), frame(13, 11), frame(13, 19)],
        &copy,
    )
    .sound();
    assert!(thread.check() >= 2);
    let all: String = copy.iter().map(|text| squeeze(text)).collect();
    assert_eq!(
        text(&thread.project.path("out/2022-04-11/YB-2022-04-11.pdf")),
        all
    );
    let fit = &thread.report()["fit"][0];
    assert_eq!(fit["lines"], 55);
    assert_eq!(fit["characters"], all.chars().count());
    let filled: Vec<_> = fit["legs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|leg| leg["filled"].as_u64().unwrap() as usize)
        .collect();
    assert_eq!(filled, thread.heights());
}

#[test]
fn two_measures_go_on_without_indent_and_justified() {
    let frames = vec![frame(13, 6), frame(20, 9), frame(13, 8), frame(20, 19)];
    let copy = marked(3);
    let thread = Thread::set(frames, &copy).sound();
    assert!(thread.check() >= 3, "{:?}", thread.heights());
    let all: String = copy.iter().map(|text| squeeze(text)).collect();
    assert_eq!(
        text(&thread.project.path("out/2022-04-11/YB-2022-04-11.pdf")),
        all
    );
}

#[test]
fn no_rule_is_broken_at_any_of_many_frames_ends() {
    let sizes = [
        (13, 1),
        (20, 2),
        (11, 3),
        (27, 1),
        (13, 4),
        (20, 1),
        (9, 2),
        (13, 2),
    ];
    for turn in 0..sizes.len() {
        let sizes = sizes.iter().cycle().skip(turn).take(12);
        let frames = sizes
            .map(|&(characters, lines)| frame(characters, lines))
            .chain([frame(13, 40)]);
        let thread = Thread::set(frames.collect(), &marked(2)).sound();
        assert!(thread.check() >= 8, "{:?}", thread.heights());
    }
}

#[test]
fn a_last_line_alone_at_a_frames_head_is_avoided() {
    for lines in 3..16 {
        let copy = [filling(0, lines), filling(400, 5)];
        // Alone in a high frame it has as many lines as were asked for, so the break would
        // leave the last one alone.
        let natural = Thread::set(vec![frame(13, 50)], &copy[..1]).sound();
        assert_eq!(natural.heights(), [lines]);
        let thread = Thread::set(vec![frame(13, lines - 1), frame(13, 20)], &copy).sound();
        thread.check();
        assert_eq!(alone(&thread), 0, "{:?}", thread.heights());
        assert_eq!(thread.report()["fit"][0]["legs"][1]["widow"], false);
    }
}

/// Lines that end a paragraph at a frame's head and did not begin it there.
fn alone(thread: &Thread) -> usize {
    let ends: Vec<char> = thread
        .paragraphs
        .iter()
        .map(|text| text.chars().last().unwrap())
        .collect();
    let frames = thread.read();
    let heads = frames
        .iter()
        .filter_map(|frame| Some((frame.left, frame.rows.first()?)));
    heads
        .filter(|(left, row)| row.left < left + 9.0 && ends.contains(&row.last()))
        .count()
}

#[test]
fn a_last_line_that_must_stand_alone_is_told() {
    // Two lines in two frames of one line each: there is no other way.
    let thread = Thread::set(vec![frame(13, 1), frame(13, 1)], &[filling(0, 2)]).sound();
    assert_eq!(alone(&thread), 1);
    assert_eq!(thread.report()["fit"][0]["legs"][1]["widow"], true);
    assert!(
        thread.run.stderr.contains("warning[widow]"),
        "{}",
        thread.run.stderr
    );
}

#[test]
fn a_crosshead_is_never_left_at_a_frames_foot() {
    // Two lines high, it wants two lines of text below it.
    for (before, stays) in [(9, false), (8, false), (7, false), (6, true), (5, true)] {
        let copy = [
            filling(0, before),
            "## 小标题在此".to_string(),
            filling(400, 6),
        ];
        let thread = Thread::set(vec![frame(13, 10), frame(13, 20)], &copy).sound();
        thread.check();
        let with: Vec<bool> = thread.read().iter().map(|frame| frame.others > 0).collect();
        assert_eq!(with, [stays, !stays], "after {before} lines");
        if stays {
            let below = thread.heights()[0] - before;
            assert!(below >= 2, "only {below} lines below the crosshead");
        }
    }
}

#[test]
fn overset_text_is_counted_to_the_line_and_the_character() {
    let copy = [filling(0, 5), filling(100, 5), filling(200, 5)];
    let thread = Thread::set(vec![frame(13, 6), frame(13, 6)], &copy);
    assert_eq!(thread.run.code, 1);
    let told = &thread.run.stderr;
    assert!(told.contains("error[overset]"), "{told}");
    assert!(
        told.contains("3 lines (39 characters) over in slot `story` of page 1"),
        "{told}"
    );
    let begins: String = copy[2].chars().skip(24).take(20).collect();
    assert!(told.contains(&begins), "{told}");
    assert!(thread.project.files("out").is_empty());
}
