//! Articles: bytes of any coding, Markdown and plain text, and their front matter.

use std::path::Path;

use dayang::copy::{self, BlockKind, breaks, clean_line, join, join_runs, plain};

use super::{Target, seeds, told};
use crate::random::Random;
use crate::{bytes, words};

/// A whole article. The first byte says whether it is Markdown.
pub struct Copy;

impl Target for Copy {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let mut found = vec![];
        for text in seeds("none", &["issues"], &[".md", "gongju.txt"]) {
            // Most of a long article is more of the same.
            let text = String::from_utf8_lossy(&text).into_owned();
            let head = &text[..text.floor_char_boundary(3000)];
            found.push([b"m", head.as_bytes()].concat());
            found.push([b"p", &*encoding_rs::GB18030.encode(head).0].concat());
        }
        found.push(["m", MARKDOWN].concat().into());
        found.extend(seeds("copy", &[], &[]));
        found
    }

    fn change(&self, random: &mut Random, mut input: Vec<u8>, pool: &[Vec<u8>]) -> Vec<u8> {
        if random.one_in(4) {
            bytes::change(random, &mut input, pool);
            return input;
        }
        words::change(random, &input, pool)
    }

    fn run(&self, input: &[u8]) -> String {
        match input.split_first() {
            Some((b'm', text)) => read(text, "a.md"),
            Some((_, text)) => read(text, "a.txt"),
            None => "empty".into(),
        }
    }
}

/// An article's front matter, over a line of text.
pub struct Front;

impl Target for Front {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let mut found = vec![FRONT.into(), "标题\n---\n".into()];
        for text in seeds("none", &["issues"], &[".md"]) {
            let text = String::from_utf8_lossy(&text).into_owned();
            if let Some(front) = text
                .strip_prefix("+++\n")
                .and_then(|rest| rest.split("\n+++").next())
            {
                found.push(front.into());
            }
        }
        found.extend(seeds("front", &[], &[]));
        found
    }

    fn change(&self, random: &mut Random, mut input: Vec<u8>, pool: &[Vec<u8>]) -> Vec<u8> {
        if random.one_in(4) {
            bytes::change(random, &mut input, pool);
            return input;
        }
        words::change(random, &input, pool)
    }

    fn run(&self, input: &[u8]) -> String {
        read(
            &[b"+++\n", input, b"\n+++\n\n\xe6\x96\x87\xe3\x80\x82\n"].concat(),
            "a.md",
        )
    }
}

/// Reads an article and readies it for composition.
fn read(bytes: &[u8], name: &str) -> String {
    let (article, findings) = match copy::read(bytes, Path::new(name)) {
        Ok(read) => read,
        Err(findings) => return told(&findings),
    };
    let mut kinds = 0_u32;
    for block in &article.blocks {
        let kind = match &block.kind {
            BlockKind::Picture { caption, .. } => {
                clean_line(caption);
                0
            }
            BlockKind::Paragraph(runs) => ready(runs, 1),
            BlockKind::Crosshead(runs) => ready(runs, 2),
            BlockKind::Credit(runs) => ready(runs, 3),
        };
        kinds |= 1 << kind;
    }
    // A finding asks for its line: one, and not every block's.
    if let Some(block) = article.blocks.last() {
        article.line(block.line);
    }
    for line in article.head.headline.iter().flat_map(|lines| lines.lines()) {
        let cleaned = clean_line(line).0;
        assert_eq!(plain(&join(&cleaned)), plain(&cleaned));
        drop(copy::marked(&cleaned));
    }
    let mut changes: Vec<String> = article
        .changes
        .iter()
        .map(|c| format!("{:?}", c.kind))
        .collect();
    changes.sort();
    changes.dedup();
    format!("{kinds} {} {}", changes.join(" "), told(&findings))
}

fn ready(runs: &[copy::Run], kind: u32) -> u32 {
    let joined = join_runs(runs);
    let text: String = joined.iter().map(|run| run.text.as_str()).collect();
    let before: String = runs.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(plain(&text), plain(&before), "joining changes text");
    drop(breaks(&text));
    kind
}

const FRONT: &str = "kicker = \"引题\"\nheadline = [\"主题一\", \"主题二\"]\ndeck = \"副题\"\n\
    standfirst = \"\"\"\n提要\n\"\"\"\nbyline = '本报记者 甲'\nnote = \"编者按\"\nshort = \"短题\"\nquote = \"引语\"";

const MARKDOWN: &str = "# 标题*重*一\n# 标题二\n\n本报讯（记者 甲）12月3日,\"柳溪河\"的水清了...见[网址](http://a.example \"题\")。\n\n\
    ## 小标题\n\n> 引文\n\n- 一\n- 二\n\n1. 三\n\n| a | b |\n|---|---|\n| c | d |\n\n```typ\n#read(\"/etc/passwd\")\n```\n\n\
    <b onclick=\"x\">粗</b>&nbsp;&#x4e2d;&amp; **强** __强__ `码` ~~删~~ \\* 硬  \n行\n\n---\n\n\
    ![说明](p.jpg)\n\n![](../../a.png \"题\")\n\n[^1]: 注\n\n（记者 甲 摄）\n";
