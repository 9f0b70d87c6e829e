//! Headline groups, set by the real program on small pages and read back from the PDFs.

mod common;

use common::{Project, Run, Word, squeeze, text, words};

/// Left edge, width, top and pitch of the page below, pt.
const LEFT: f64 = 40.0;
const TOP: f64 = 40.0;
const PITCH: f64 = 11.25;

/// A page of one slot, `columns` wide, and what its story says in `style`.
fn layout(columns: u32, style: &str) -> String {
    format!(
        r#"#import "/layouts/lib/page.typ": *
#let layout = (
  sheet: (width: 390mm, height: 200mm),
  grid: (columns: 8, characters: 13, lines: 40, body: 9pt, pitch: 11.25pt, gutter: 9pt,
    ascent: 7.92pt, left: 40pt, top: 40pt),
  slots: (lead: (kind: "article", area: (0, 0, {columns}, 36))),
)
#let render(page) = newspaper(page, story(page, "lead", style: ({style})))
"#
    )
}

fn width(columns: u32) -> f64 {
    f64::from(columns) * 126.0 - 9.0
}

/// The headline group's own part of the article, over one paragraph.
fn project(columns: u32, style: &str, front: &str) -> Project {
    Project::one_head(&layout(columns, style), front)
}

struct Page {
    text: String,
    words: Vec<Word>,
}

/// Builds it and reads the page.
fn page(columns: u32, style: &str, front: &str) -> Page {
    let project = project(columns, style, front);
    project.build("issues/a");
    let pdf = project.path("out/2026-11-22/YB-2026-11-22-01.pdf");
    Page {
        text: text(&pdf),
        words: words(&pdf),
    }
}

fn failed(columns: u32, style: &str, front: &str) -> Run {
    let run = project(columns, style, front).run(&["build", "issues/a"]);
    assert_eq!(run.code, 1, "{}\n{}", run.stdout, run.stderr);
    run
}

impl Page {
    /// The words as large as a headline's, line by line: text, left, right, size by height.
    fn head(&self, least: f64) -> Vec<(String, f64, f64, f64)> {
        let mut lines: Vec<(String, f64, f64, f64, f64)> = vec![];
        for word in self.words.iter().filter(|word| word.height() > least) {
            match lines.last_mut() {
                Some(line) if (line.3 - word.top).abs() < 2.0 => {
                    line.0.push_str(&word.text);
                    line.2 = line.2.max(word.right);
                }
                _ => lines.push((
                    word.text.clone(),
                    word.left,
                    word.right,
                    word.top,
                    word.height(),
                )),
            }
        }
        lines
            .into_iter()
            .map(|(t, l, r, _, h)| (t, l, r, h))
            .collect()
    }

    fn lines(&self, least: f64) -> Vec<String> {
        self.head(least).into_iter().map(|line| line.0).collect()
    }

    /// The top of the first line of body text, counted in body lines.
    fn body_line(&self) -> f64 {
        let word = self
            .words
            .iter()
            .find(|word| word.text.contains("河水清了"));
        (word.unwrap().top - TOP) / PITCH
    }
}

#[test]
fn size_goes_down_first_and_all_lines_have_one_size() {
    let style = "headline: 40pt, least: 70%";
    let page = page(
        3,
        style,
        "headline = [\"澜江治水十年河清岸绿\", \"百姓得实惠\"]",
    );
    let head = page.head(25.0);
    assert_eq!(page.lines(25.0), ["澜江治水十年河清岸绿", "百姓得实惠"]);
    // Ten characters of 40pt are 400pt; the place is 369pt: 36pt fits.
    let (first, second) = (&head[0], &head[1]);
    assert!((first.2 - first.1 - 360.0).abs() < 2.0, "{head:?}");
    assert!((first.3 - second.3).abs() < 0.1, "{head:?}");
    assert!((second.2 - second.1 - 180.0).abs() < 2.0, "{head:?}");
}

#[test]
fn then_characters_get_narrower() {
    // Eleven characters in 369pt: at 36pt 396pt, at 93% of their width 369pt.
    let style = "headline: 40pt, least: 90%, most: 1";
    let page = page(3, style, "headline = \"澜江治水十年河清岸绿了\"");
    let head = page.head(25.0);
    assert_eq!(head.len(), 1, "{head:?}");
    let wide = head[0].2 - head[0].1;
    assert!(wide <= width(3) + 0.1 && wide > width(3) - 3.0, "{head:?}");
    assert!(page.text.contains("澜江治水十年河清岸绿了"));
}

#[test]
fn then_the_line_breaks_where_the_editor_marked_it() {
    let style = "headline: 40pt";
    let front = "headline = \"澜江治水|十年河清岸绿|百姓得实惠\"";
    let page = page(3, style, front);
    assert_eq!(
        page.lines(25.0),
        ["澜江治水十年河清岸绿", "百姓得实惠"].map(String::from)
    );
    assert!(!page.text.contains('|'), "{}", page.text);
    for line in page.head(25.0) {
        assert!(
            line.1 >= LEFT - 0.5 && line.2 <= LEFT + width(3) + 0.5,
            "{line:?}"
        );
    }
}

#[test]
fn what_is_joined_stays_together() {
    // Balance alone would break after the sixth character.
    let style = "headline: 36pt, least: 95%, narrow: 98%, most: 2";
    let parted = page(2, style, "headline = \"全市推进供水设备改造\"");
    assert_eq!(parted.lines(25.0), ["全市推进供", "水设备改造"]);
    let joined = page(2, style, "headline = \"全市推进{供水}设备改造\"");
    assert_eq!(joined.lines(25.0), ["全市推进", "供水设备改造"]);
    assert!(joined.text.contains("全市推进供水设备改造"));
}

#[test]
fn without_marks_breaks_are_sensible() {
    let style = "headline: 36pt, least: 95%, narrow: 98%";
    let lines = |front: &str| page(2, style, front).lines(25.0);
    // A space is the editor's own break.
    assert_eq!(
        lines("headline = \"河清了 岸绿了人更多\""),
        ["河清了", "岸绿了人更多"]
    );
    // Nothing parts a number from its unit or a title.
    assert_eq!(
        lines("headline = \"清淤投入8300万元见效\"").concat(),
        "清淤投入8300万元见效"
    );
    assert!(
        lines("headline = \"清淤投入8300万元见效\"")
            .iter()
            .any(|line| line.contains("8300万元"))
    );
    let title = lines("headline = \"市民争读《澜江水志》\"");
    assert!(
        title.iter().any(|line| line.contains("《澜江水志》")),
        "{title:?}"
    );
    // No character stands alone, not even with a point.
    let alone = lines("headline = \"治水先要治心！\"");
    assert!(
        alone.iter().all(|line| line.chars().count() > 2),
        "{alone:?}"
    );
}

#[test]
fn what_does_not_fit_is_named_with_its_measure() {
    let style = "headline: 36pt, least: 95%, narrow: 98%, most: 1";
    let run = failed(2, style, "headline = \"全市推进供水设备改造\"");
    assert!(
        run.stderr
            .contains("headline line “全市推进供水设备改造” is 10 characters wide"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("3 too many"), "{}", run.stderr);
    assert!(run.stderr.contains("issue.toml:10"), "{}", run.stderr);
}

#[test]
fn marks_may_be_escaped_and_must_be_whole() {
    let page = page(8, "headline: 30pt", "headline = '甲\\|乙\\{丙\\}'");
    assert!(page.text.contains("甲|乙{丙}"), "{}", page.text);
    let run = failed(8, "headline: 30pt", "headline = \"甲{乙|丙}\"");
    assert!(run.stderr.contains("headline-mark"), "{}", run.stderr);
    assert!(run.stderr.contains("stands within `{…}`"), "{}", run.stderr);
}

#[test]
fn every_group_takes_whole_lines() {
    // Without a headline the text begins on the first line.
    let first = page(4, "above: 0pt", "").body_line();
    let front = "kicker = \"澜江市民生实事\"\nheadline = [\"河清岸绿\", \"人更多\"]\ndeck = \"——沿河走访\"\n\
                 standfirst = \"三年前这里是臭水沟。\"\nbyline = \"本报记者 温一禾\"\nnote = \"编者按：一条河，一座城。\"";
    for style in [
        "headline: 31pt",
        "headline: 22pt, above: 3pt, between: 5.5pt, standfirst-look: \"tint\", note-look: \"tint\"",
        "headline: 27pt, kicker-rule: true, standfirst-look: \"rules\", byline-look: \"square\", note-look: \"rules\"",
        "headline: 27pt, standfirst-look: \"bar\", byline-look: \"dashes\", note-look: \"plain\"",
    ] {
        let page = page(4, style, front);
        let line = page.body_line() - first;
        assert!(
            (line - line.round()).abs() < 0.06 && line > 10.0,
            "{style}: {line}"
        );
        // In the order they are read.
        let order = [
            "澜江市民生实事",
            "河清岸绿人更多",
            "——沿河走访",
            "三年前这里是臭水沟。",
            "本报记者温一禾",
            "编者按：一条河，一座城。",
            "河水清了",
        ];
        let mut at = 0;
        for part in order {
            let found = page.text[at..].find(&squeeze(part));
            at += found.unwrap_or_else(|| panic!("{style}: {part} in {}", page.text));
        }
    }
}

#[test]
fn lines_stand_where_the_layout_wants_them() {
    let front = "headline = [\"河清岸绿人更多\", \"百姓得实惠\"]";
    let edges = |style: &str| {
        let head = page(4, style, front).head(25.0);
        (head[1].1 - LEFT, LEFT + width(4) - head[1].2)
    };
    let (before, after) = edges("headline: 36pt, align: left");
    assert!(before < 4.0 && after > 200.0, "{before} {after}");
    let (before, after) = edges("headline: 36pt, align: right");
    assert!(after < 4.0 && before > 200.0, "{before} {after}");
    let (before, after) = edges("headline: 36pt");
    assert!((before - after).abs() < 3.0, "{before} {after}");
    // Spread over the width, if it is not too short for that.
    let style = "headline: 60pt, align: \"spread\"";
    let head = page(4, style, front).head(40.0);
    for line in &head {
        let (before, after) = (line.1 - LEFT, LEFT + width(4) - line.2);
        assert!(before < 4.0 && after < 4.0, "{head:?}");
    }
}

#[test]
fn a_short_headline_and_a_note_come_from_the_manifest_too() {
    let project = project(
        4,
        "headline: 30pt",
        "headline = \"河清岸绿\"\nnote = \"编者按：旧。\"",
    );
    project.replace(
        "issues/a/issue.toml",
        "file = \"a.md\"\n",
        "file = \"a.md\"\nshort = \"河清\"\nnote = \"编者按：新。\"\n",
    );
    project.build("issues/a");
    let text = text(&project.path("out/2026-11-22/YB-2026-11-22-01.pdf"));
    assert!(
        text.contains("编者按：新。") && !text.contains("旧"),
        "{text}"
    );
    assert_eq!(text.matches("河清").count(), 1, "{text}");
}
