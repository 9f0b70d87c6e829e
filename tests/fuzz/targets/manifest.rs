//! `issue.toml` and `dayang.toml`, read from the disk as the program does. The first byte says
//! which it is.

use std::fs;
use std::path::PathBuf;

use dayang::manifest::{IssueManifest, load_text, read_house};
use dayang::project::Project;
use tempfile::TempDir;

use super::{Target, seeds, told};
use crate::random::Random;
use crate::{bytes, words};

pub struct Manifest {
    dir: TempDir,
    project: Project,
}

impl Manifest {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let house = concat!(env!("CARGO_MANIFEST_DIR"), "/dayang.toml");
        fs::copy(house, dir.path().join("dayang.toml")).unwrap();
        fs::write(dir.path().join("a.md"), "# 标题\n\n正文。\n").unwrap();
        fs::create_dir(dir.path().join("day")).unwrap();
        let project = Project::open(dir.path()).value.unwrap();
        Self { dir, project }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
}

impl Target for Manifest {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let kind = |kind: &'static [u8], text: Vec<u8>| [kind, &text].concat();
        let issues = seeds("none", &["issues", "tests/fixtures"], &["issue.toml"]);
        let house = fs::read(self.path("dayang.toml")).unwrap();
        (issues.into_iter().map(|text| kind(b"i", text)))
            .chain([
                kind(b"h", house),
                kind(b"h", HOUSE.into()),
                kind(b"i", ISSUE.into()),
            ])
            .chain(seeds("manifest", &[], &[]))
            .collect()
    }

    fn change(&self, random: &mut Random, mut input: Vec<u8>, pool: &[Vec<u8>]) -> Vec<u8> {
        if random.one_in(4) {
            bytes::change(random, &mut input, pool);
            return input;
        }
        words::change(random, &input, pool)
    }

    fn run(&self, input: &[u8]) -> String {
        let Some((kind, text)) = input.split_first() else {
            return "empty".into();
        };
        let issue = self.path("day/issue.toml");
        fs::write(&issue, text).unwrap();
        if *kind == b'h' {
            return match load_text(&issue, "dayang.toml".as_ref()) {
                Ok(source) => told(&read_house(&source).findings),
                Err(findings) => told(&findings),
            };
        }
        let reading = IssueManifest::read(&self.project, &issue);
        if let Some(manifest) = &reading.value {
            for page in &manifest.issue.pages {
                manifest.place(&page.number);
                page.articles
                    .iter()
                    .for_each(|article| drop(article.head()));
            }
        }
        told(&reading.findings)
    }
}

const ISSUE: &str = r#"[issue]
date = 2026-11-22
number = 7
[[page]]
number = 1
section = "要闻"
layout = "broadsheet/front"
editors = ["责编 甲"]
mono = true
[[page.article]]
slots = ["lead", "2:jump-1"]
file = "../a.md"
headline = ["一", "二"]
quote = "引语"
[[page.picture]]
slot = "photo"
file = "p.jpg"
focus = [0.5, 0.2]
[[page.ad]]
slot = "strip"
size = [350.0, 80.0]
mark = "公益广告"
[[page.table]]
slot = "tables"
file = "t.csv"
[[page.teaser]]
slot = "teasers"
file = "../a.md"
text = "提要"
[[page.except]]
rule = "runt"
reason = "无法再改"
[[page]]
number = 2
layout = "broadsheet/inside"
"#;

const HOUSE: &str = r#"[paper]
name = "样报"
code = "YB"
masthead = "masthead.svg"
hotline = "000-00000001"
[fonts]
song = ["A", "B"]
hei = ["A"]
kai = ["A"]
fang = ["A"]
[print]
condition = "Press 3"
ink_limit = 240.0
bleed = 3.0
marks = true
[delivery]
page = "{code}-{date}-{page}{color}{version}.pdf"
issue = "{code}-{date}.pdf"
[limits]
compose_seconds = 60
[check]
[rules]
stale-date = "off"
runt = "deny"
"#;
