//! A two-page issue that tests fill.

use crate::common::{Project, Run, Word, squeeze, text, words};

/// The project with the layouts `test/front` and `test/back`.
pub fn project() -> Project {
    Project::fixture("makeup")
}

/// An issue of two pages with what stands on each.
pub fn issue(project: &Project, front: &str, back: &str) {
    project.write(
        "issues/day/issue.toml",
        format!(
            "[issue]\ndate = 2022-04-11\nnumber = 100\n\n[[page]]\nnumber = 1\n\
             layout = \"test/front\"\n{front}\n\n[[page]]\nnumber = 4\nlayout = \"test/back\"\n{back}\n"
        ),
    );
}

/// An entry of an article.
pub fn article(slot: &str, file: &str) -> String {
    let slots = if slot.starts_with('[') {
        "slots"
    } else {
        "slot"
    };
    let slot = if slot.starts_with('[') {
        slot.into()
    } else {
        format!("\"{slot}\"")
    };
    format!("[[page.article]]\n{slots} = {slot}\nfile = \"{file}\"\n")
}

/// Paragraphs of so many characters each, no two alike, their full stops counted.
pub fn copy(lengths: &[usize]) -> Vec<String> {
    const WORDS: &str =
        "柳溪两岸的居民清早推开窗看见河面上雾气散去货船靠岸卸下蔬菜和鱼虾街口茶馆坐满了人";
    let stock: Vec<char> = WORDS.chars().collect();
    let paragraph = |(at, &length): (usize, &usize)| {
        // Another stride each time, so that no paragraph repeats another.
        let body = (0..length - 1).map(|c| stock[(at * 7 + c * (at % 5 + 2)) % stock.len()]);
        body.chain(['。']).collect()
    };
    lengths.iter().enumerate().map(paragraph).collect()
}

/// An article file of a headline and paragraphs.
pub fn story(headline: &str, paragraphs: &[String]) -> String {
    format!(
        "+++\nheadline = \"{headline}\"\n+++\n\n{}\n",
        paragraphs.join("\n\n")
    )
}

/// Runs `build` on the issue.
pub fn build(project: &Project, more: &[&str]) -> Run {
    let mut arguments = vec!["build", "issues/day"];
    arguments.extend(more);
    project.run(&arguments)
}

/// Runs `build`, which must find nothing at all.
pub fn sound(project: &Project) {
    let run = build(project, &[]);
    assert_eq!((run.code, &*run.stderr), (0, ""), "{}", run.stdout);
}

/// The text of a finished page.
pub fn page(project: &Project, number: u32) -> String {
    text(&file(project, number))
}

/// The words of a finished page.
pub fn words_of(project: &Project, number: u32) -> Vec<Word> {
    words(&file(project, number))
}

pub fn file(project: &Project, number: u32) -> std::path::PathBuf {
    project.path(&format!("out/2022-04-11/YB-2022-04-11-{number:02}.pdf"))
}

/// The first word of a page that begins so.
pub fn word<'a>(words: &'a [Word], start: &str) -> &'a Word {
    let found = words.iter().find(|word| word.text.starts_with(start));
    found.unwrap_or_else(|| panic!("no word {start:?} in {words:#?}"))
}

/// What stands between two texts, white space aside.
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text
        .find(&squeeze(start))
        .unwrap_or_else(|| panic!("no {start:?} in {text}"));
    let rest = &text[from + squeeze(start).len()..];
    match end {
        "" => rest,
        end => {
            &rest[..rest
                .find(end)
                .unwrap_or_else(|| panic!("no {end:?} in {rest}"))]
        }
    }
}
