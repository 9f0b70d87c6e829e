//! One issue for each rule that breaks it, beside one that breaks none.

use crate::common::make::bitmap::gray_png;
use crate::common::repository;
use crate::support::{Found, Issue, PARAGRAPHS, check, page, project};

/// An issue, the rule that it breaks, and the finding's file and line.
type Wrong = (Issue, &'static str, &'static str, Option<u64>);

fn of(name: &'static str) -> Issue {
    Issue::sound(name)
}

const MANIFEST: &str = "issue.toml";
const STORY: &str = "story.md";

/// What copy and manifest say.
fn words() -> Vec<Wrong> {
    let twice = format!("{}\n\n{}", PARAGRAPHS[3], PARAGRAPHS[0]);
    vec![
        (
            of("placeholder").article("公司负责人", "公司负责人×××"),
            "placeholder-text",
            STORY,
            Some(7),
        ),
        (
            of("placeholder-in-headline").manifest("file =", "headline = \"时间待定\"\nfile ="),
            "placeholder-text",
            MANIFEST,
            Some(12),
        ),
        (
            of("doubled").article(PARAGRAPHS[3], &twice),
            "doubled-paragraph",
            STORY,
            Some(13),
        ),
        (
            of("half-width").article("具体日期", "具体[日期]"),
            "half-width-punctuation",
            STORY,
            Some(5),
        ),
        (
            of("unpaired-title").article("公司负责人", "《热力公司负责人"),
            "unpaired-mark",
            STORY,
            Some(7),
        ),
        (
            of("unpaired-headline").article("一则消息", "一则“消息"),
            "unpaired-mark",
            STORY,
            Some(2),
        ),
        (
            of("unpaired-copy").article("公司负责人介绍", "公司负责人“介绍"),
            "copy-unpaired",
            STORY,
            Some(7),
        ),
        (
            of("names").article("请大家放心。", "请大家放心。（记者 张秀利 报道）"),
            "name-variants",
            STORY,
            Some(11),
        ),
        (
            of("stale").manifest("2022-04-11", "2022-04-01"),
            "stale-date",
            MANIFEST,
            Some(2),
        ),
        (
            of("future").manifest("2022-04-11", "2023-04-11"),
            "stale-date",
            MANIFEST,
            Some(2),
        ),
        (
            of("late-article").file("articles/late.md", "晚到的稿件。"),
            "unplaced-article",
            "articles/late.md",
            None,
        ),
        (
            of("late-picture").file("pictures/late.png", png(40)),
            "unplaced-picture",
            "pictures/late.png",
            None,
        ),
        (
            of("no-glyph").article("公司负责人", "公司负责人🀄"),
            "missing-glyph",
            STORY,
            Some(7),
        ),
        (
            of("page-gap").add("\n[[page]]\nnumber = 3\nlayout = \"test/page\"\n\n[[page.article]]\nslot = \"story\"\nfile = \"b.md\"\n").file("b.md", second()),
            "page-order",
            MANIFEST,
            Some(15),
        ),
        (
            of("page-turned")
                .manifest("number = 1\nsection", "number = 2\nsection")
                .add("\n[[page]]\nnumber = 1\nlayout = \"test/page\"\n\n[[page.article]]\nslot = \"story\"\nfile = \"b.md\"\n")
                .file("b.md", second()),
            "page-order",
            MANIFEST,
            Some(15),
        ),
        (
            of("article-twice").add("\n[[page.article]]\nslot = \"brief\"\nfile = \"story.md\"\n"),
            "article-placed-twice",
            MANIFEST,
            Some(16),
        ),
    ]
}

/// How pages are filled.
fn fits() -> Vec<Wrong> {
    vec![
        (
            of("underfilled")
                .article(PARAGRAPHS[1], "")
                .article(PARAGRAPHS[2], ""),
            "underfilled-slot",
            MANIFEST,
            Some(11),
        ),
        (
            of("overset").article(
                PARAGRAPHS[3],
                &format!("{}{}", PARAGRAPHS[3], PARAGRAPHS[3]),
            ),
            "overset",
            MANIFEST,
            Some(11),
        ),
        (
            of("empty")
                .manifest("slot = \"story\"", "slot = \"brief\"")
                .article(&PARAGRAPHS.join("\n\n"), "短消息一条，供热延长。"),
            "empty-slot",
            MANIFEST,
            Some(6),
        ),
        (
            of("coarse")
                .add("\n[[page.picture]]\nslot = \"photo\"\nfile = \"p.png\"\n")
                .file("p.png", png(100)),
            "picture-resolution",
            MANIFEST,
            Some(15),
        ),
        (
            of("ad-wrong")
                .add("\n[[page.ad]]\nslot = \"strip\"\nfile = \"ad.pdf\"\n")
                .file("ad.pdf", advert()),
            "ad-size",
            MANIFEST,
            Some(15),
        ),
        (
            of("ad-booked").add("\n[[page.ad]]\nslot = \"strip\"\nsize = [111.1, 19]\n"),
            "ad-missing",
            MANIFEST,
            Some(15),
        ),
        (
            of("butting")
                .layout(side_by_side())
                .article("一则消息", "市热力公司延长供暖")
                .add("\n[[page.article]]\nslot = \"brief\"\nfile = \"b.md\"\n")
                .file("b.md", second()),
            "butting-headlines",
            MANIFEST,
            Some(15),
        ),
    ]
}

/// What layouts draw: each in the foot margin, so that the finding is at the page's number.
fn drawn() -> Vec<Wrong> {
    let at = |code: &str| format!("place(top + left, dx: 60pt, dy: 550pt, {code})");
    let over = |code: &str| format!("place(top + left, {code})");
    let ground =
        |inks: &str| format!("rect(width: 40pt, height: 30pt, stroke: none, fill: cmyk({inks}))");
    let black = ground("0%, 0%, 0%, 100%");
    let white = at("pad(top: 10pt, left: 5pt, text(size: 6pt, fill: white, \"反白\"))");
    let edge = "rect(width: 400pt, height: 20pt, stroke: none, fill: tint(20%))";
    let heavy = "set-type(\"hei\", 40pt, weight: \"black\", \"重\")";
    let page = |name, code: String, rule| (of(name).drawn(&code), rule, MANIFEST, Some(6));
    vec![
        page(
            "hairline",
            at("line(length: 50pt, stroke: 0.1pt + black)"),
            "hairline",
        ),
        page(
            "rich-black",
            at("text(size: 9pt, fill: cmyk(60%, 40%, 40%, 100%), \"四色\")"),
            "rich-black-text",
        ),
        page(
            "reversed",
            format!("{}\n  {white}", at(&black)),
            "thin-reversed-type",
        ),
        page(
            "trim",
            "place(top + left, dx: 5pt, dy: 550pt, \"边\")".into(),
            "text-near-trim",
        ),
        page("bleed", over(edge), "bleed-missing"),
        page("ink", at(&ground("80%, 70%, 70%, 60%")), "ink-over-limit"),
        page(
            "ink-under-type",
            format!(
                "{}\n  {}",
                at(&ground("60%, 50%, 50%, 0%")
                    .replace("30pt", "45pt")
                    .replace("40pt", "60pt")),
                at(heavy)
            )
            .replace("550pt", "520pt"),
            "ink-over-limit",
        ),
        page("folio-day", at("\"2022年4月12日\""), "folio-contradiction"),
        page("folio-week", at("\"星期二\""), "folio-contradiction"),
        page("folio-page", at("\"第2版\""), "folio-contradiction"),
        page(
            "own-limit",
            "complain(\"story\", \"too much\", rule: \"headline-shrunk\")".into(),
            "headline-shrunk",
        )
        .at(11),
    ]
}

trait At {
    fn at(self, line: u64) -> Self;
}

impl At for Wrong {
    fn at(mut self, line: u64) -> Self {
        self.3 = Some(line);
        self
    }
}

fn second() -> String {
    format!(
        "+++\nheadline = \"另一消息\"\n+++\n\n{}\n",
        "昨日上午，城北新建的公园迎来首批游人，园里的海棠开得正好。"
    )
}

fn side_by_side() -> String {
    page()
        .replace("area: (0, 0, 3, 20)", "area: (0, 0, 2, 28)")
        .replace("area: (0, 21, 3, 4)", "area: (2, 0, 1, 20)")
        .replace("area: (0, 26, 2, 8)", "area: (0, 29, 2, 5)")
}

/// A gray picture of some pixels across.
fn png(width: u32) -> Vec<u8> {
    gray_png(width, width / 2, |x, y| (x * 3 + y) as u8)
}

fn advert() -> Vec<u8> {
    std::fs::read(repository().join("issues/2022-04-16/ads/water.pdf")).unwrap()
}

fn all() -> Vec<Wrong> {
    words().into_iter().chain(fits()).chain(drawn()).collect()
}

/// The rules that have their case here.
pub fn covered() -> Vec<&'static str> {
    all().into_iter().map(|(_, rule, ..)| rule).collect()
}

#[test]
fn each_rule_finds_what_breaks_it_at_its_line_and_nothing_in_a_sound_issue() {
    let wrong = all();
    let issues: Vec<&Issue> = wrong.iter().map(|(issue, ..)| issue).collect();
    let sound = Issue::sound("sound");
    let project = project(&[sound]);
    issues.iter().for_each(|issue| issue.write(&project));
    let mut names: Vec<&str> = issues.iter().map(|issue| issue.name).collect();
    names.push("sound");
    let findings = check(&project, &names, &[]);
    let of_issue = |name: &str| -> Vec<&Found> {
        let below = format!("issues/{name}/");
        findings
            .iter()
            .filter(|one| one.file.starts_with(&below))
            .collect()
    };
    assert!(of_issue("sound").is_empty(), "{:#?}", of_issue("sound"));
    let mut missed = vec![];
    for (issue, rule, file, line) in &wrong {
        let found = of_issue(issue.name);
        let path = format!("issues/{}/{file}", issue.name);
        let hit = |one: &&&Found| one.rule == *rule && one.file == path && one.line == *line;
        if found.iter().filter(hit).count() == 0 {
            missed.push(format!(
                "{} ({rule}, {file}:{line:?}): {found:#?}",
                issue.name
            ));
        }
        // Each is wrong in one way; what follows from it is of the same rule or a fit.
        for other in found {
            let follows = [
                "layout-limit",
                "pdf-black-overprint",
                "underfilled-slot",
                "overset",
                "copy-unpaired",
                "unpaired-mark",
                "ink-over-limit",
            ];
            if other.rule != *rule && !follows.contains(&other.rule.as_str()) {
                missed.push(format!("{}: also {other:?}", issue.name));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
