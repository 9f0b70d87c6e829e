//! The issues that tests fill, and their fit as JSON.

use serde_json::Value;

use crate::common::{Project, Run, repository};

/// The manifest of `fit/page`.
pub const MANIFEST: &str = r#"# tonight's issue
[issue]
date = 2026-11-22
number = 7

[[page]]
number = 1 # front
layout = "fit/page"

[[page.picture]]
slot = "photo"
file = "pictures/stream.jpg" # as it came

# the column under it
[[page.article]]
slot = "side" # narrow
file = "side.md"

[[page.article]]
slot = "box"
file = "box.md"

[[page.picture]]
slot = "plate"
file = "pictures/dog.jpg"

[[page.article]]
slot = "large"
file = "large.md"

[[page.article]]
slot = "small"
file = "small.md"
"#;

/// The manifest of `fit/elastic`.
pub const ELASTIC: &str = r#"[issue]
date = 2026-11-22
number = 7

[[page]]
number = 1
layout = "fit/elastic"

[[page.article]]
slot = "lead"
file = "lead.md"

[[page.picture]]
slot = "photo"
file = "pictures/dog.jpg"

[[page.article]]
slot = "side"
file = "side.md"

[[page.article]]
slot = "story"
file = "story.md"

[[page.article]]
slot = "gap"
file = "gap.md"

[[filler]]
file = "fillers/bamboo.md"

[[filler]]
file = "fillers/tea.md"
"#;

/// Paragraphs of so many characters, a full stop after every eighteenth and at the end; `seed` makes
/// them others than those of another article.
pub fn paragraphs(lengths: &[usize], seed: usize) -> Vec<String> {
    const WORDS: &str =
        "柳溪两岸的居民清早推开窗看见河面上雾气散去货船靠岸卸下蔬菜和鱼虾街口茶馆坐满了人";
    let words: Vec<char> = WORDS.chars().collect();
    let paragraph = |(at, length): (usize, &usize)| {
        let at = at + seed;
        let text = (0..length - 1).map(|c| match (c + 1) % 18 {
            0 => '。',
            _ => words[(at * 7 + c * (at % 5 + 2)) % words.len()],
        });
        text.chain(['。']).collect()
    };
    lengths.iter().enumerate().map(paragraph).collect()
}

/// Writes an article.
pub fn article(project: &Project, file: &str, front: &str, blocks: &[String]) {
    let text = format!("+++\n{front}\n+++\n\n{}\n", blocks.join("\n\n"));
    project.write(&format!("issues/day/{file}"), text);
}

fn house() -> Project {
    let project = Project::fixture("copyfit");
    for name in ["dog", "stream"] {
        let from = repository().join(format!("issues/2022-04-16/pictures/{name}.jpg"));
        project.write(
            &format!("issues/day/pictures/{name}.jpg"),
            std::fs::read(from).unwrap(),
        );
    }
    project
}

/// The issue of `fit/page`, in which every text fits but for what is changed.
pub fn page(changes: &[(&str, &[usize])]) -> Project {
    let project = house();
    project.write("issues/day/issue.toml", MANIFEST);
    let articles: [(&str, &str, &[usize], usize); 4] = [
        (
            "side",
            "headline = [\"河水清了\", \"岸也绿了\"]",
            &[60, 60, 60, 60],
            0,
        ),
        ("box", "headline = \"盒中短讯\"", &[60, 60, 80], 7),
        (
            "large",
            "headline = \"大稿一篇\"",
            &[60, 60, 60, 60, 20],
            13,
        ),
        ("small", "headline = \"小稿一篇\"", &[60, 60, 60, 20], 23),
    ];
    for (name, front, lengths, seed) in articles {
        let changed = changes.iter().find(|(slot, _)| *slot == name);
        let lengths = changed.map_or(lengths, |(_, lengths)| lengths);
        article(
            &project,
            &format!("{name}.md"),
            front,
            &paragraphs(lengths, seed),
        );
    }
    project
}

/// The issue of `fit/elastic`. All texts fill their slots as they are, but for what is changed.
pub fn elastic(changes: &[(&str, &[usize])]) -> Project {
    let project = house();
    project.write("issues/day/issue.toml", ELASTIC);
    let articles: [(&str, &str, &[usize], usize); 4] = [
        (
            "lead",
            "headline = [\"两岸人家推窗见河\", \"一城灯火入画来\"]",
            &[60; 10],
            0,
        ),
        (
            "side",
            "headline = \"旁边的稿\"",
            &[60, 60, 60, 60, 60, 80],
            7,
        ),
        (
            "story",
            "headline = \"中间的稿\"",
            &[60, 60, 60, 60, 20],
            13,
        ),
        ("gap", "headline = \"短稿\"", &[60, 60, 60, 60, 50], 23),
    ];
    for (name, front, lengths, seed) in articles {
        let changed = changes.iter().find(|(slot, _)| *slot == name);
        let lengths = changed.map_or(lengths, |(_, lengths)| lengths);
        let mut blocks = paragraphs(lengths, seed);
        if name == "story" {
            blocks.insert(2, "![河边](pictures/stream.jpg)".into());
        }
        article(&project, &format!("{name}.md"), front, &blocks);
    }
    let filler = |name: &str, front: &str, text: &str| {
        let blocks = [text.to_string()];
        article(&project, &format!("fillers/{name}.md"), front, &blocks);
    };
    filler(
        "bamboo",
        "headline = \"竹筷的寿命\"",
        "竹筷用久了会起毛，半年左右该换一次。洗净以后竖着晾干，比平放更不容易发霉。",
    );
    filler(
        "tea",
        "headline = \"隔夜茶\"",
        "隔夜茶不宜喝，拿来浇花、擦桌面倒正好。",
    );
    project
}

/// The fit of a slot, and everything it was read with.
pub fn fit(project: &Project, slot: &str) -> Value {
    let run = project.run(&["fit", "issues/day", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout)
        .unwrap_or_else(|err| panic!("{err}\n{}\n{}", run.stdout, run.stderr));
    let fits = report["issues"][0]["fit"].as_array().unwrap().clone();
    let found = fits.into_iter().find(|fit| fit["slot"] == slot);
    found.unwrap_or_else(|| panic!("no slot {slot}: {}\n{}", run.stdout, run.stderr))
}

/// The kinds of the ways out of a slot, in their order.
pub fn kinds(fit: &Value) -> Vec<&str> {
    let ways = fit["ways"].as_array().unwrap();
    ways.iter()
        .map(|way| way["kind"].as_str().unwrap())
        .collect()
}

/// What gave way in a slot, in words.
pub fn changes(fit: &Value) -> Vec<&str> {
    let changes = fit["changes"].as_array().unwrap();
    changes
        .iter()
        .map(|change| change.as_str().unwrap())
        .collect()
}

/// A build that is not asked to succeed.
pub fn build(project: &Project) -> Run {
    project.run(&["build", "issues/day", "-o", "out"])
}
