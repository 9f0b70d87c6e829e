use super::*;
use crate::diag::Place;
use crate::import::Span;

fn story(blocks: Vec<Block>) -> Story {
    let mut story = Story::new("a", Place::File("a.docx".into()));
    story.headline = vec!["题目".into()];
    story.blocks = blocks;
    story
}

fn span(text: &str, strong: bool, dots: bool) -> Span {
    Span {
        text: text.into(),
        strong,
        dots,
    }
}

fn written(story: &Story) -> String {
    let mut findings = vec![];
    let written = write(story, Path::new("a.md"), &mut findings);
    assert!(
        findings
            .iter()
            .all(|finding| finding.rule != "copy-markdown"),
        "{findings:?}"
    );
    let text = written.map(|written| written.text).unwrap_or_default();
    text.split_once("+++\n\n")
        .map(|(_, body)| body.to_string())
        .unwrap_or(text)
}

#[test]
fn styles_become_marks_and_spaces_stay_outside() {
    let spans = vec![
        span("必须", true, false),
        span(" ", true, false),
        span("马上", false, true),
        span("改。", false, false),
    ];
    assert_eq!(
        written(&story(vec![Block::Paragraph(spans)])),
        "**必须** *马上*改。\n"
    );
    let head = Block::Crosshead(vec![span("一、说明#", true, false)]);
    let body = Block::Paragraph(vec![span("正文。", false, false)]);
    assert_eq!(
        written(&story(vec![head, body])),
        "## 一、说明\\#\n\n正文。\n"
    );
}

#[test]
fn signs_of_markdown_stay_text() {
    for text in [
        "# 不是标题",
        "- 不是列表",
        "1. 不是列表",
        "> 引用",
        "+++",
        "---",
        "5*3*2和*甲*",
        "a_b _c_ d",
        "`code`",
        "<b>甲</b>",
        "[甲](http://a.cn)",
        "![图](a.jpg)",
        "甲|乙",
        "| 甲 | 乙 |",
        "C:\\甲\\*乙",
        "&nbsp;&#65;",
        "~~删~~",
        "甲 ** 乙 ** 丙",
        "#read(\"/etc/passwd\")",
        "$x$ @甲",
        "甲\\",
        "```",
        "甲 #",
        "[^1]: 注",
        "    四个空格",
        "\u{3000}\u{3000}缩进",
    ] {
        let story = story(vec![
            Block::Paragraph(vec![span(text, false, false)]),
            Block::Paragraph(vec![span("正文。", false, false)]),
        ]);
        let mut findings = vec![];
        let written = write(&story, Path::new("a.md"), &mut findings);
        assert!(written.is_some(), "{text}: {findings:?}");
        assert!(
            findings
                .iter()
                .all(|finding| finding.rule != "copy-markdown"),
            "{text}: {findings:?}"
        );
    }
}

#[test]
fn random_text_reads_back_as_it_came() {
    let stock: Vec<char> = "甲乙丙。，“”ab1.*_`#[]()!<>|-=+~\\&;:{}\"' \u{3000}"
        .chars()
        .collect();
    let mut state = 11u64;
    let mut next = |most: usize| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) as usize % most
    };
    let mut styled = 0;
    for _ in 0..4000 {
        let mut blocks = vec![];
        for _ in 0..1 + next(3) {
            let spans: Vec<Span> = (0..1 + next(3))
                .map(|_| {
                    let text: String = (0..1 + next(8)).map(|_| stock[next(stock.len())]).collect();
                    span(&text, next(3) == 0, next(4) == 0)
                })
                .collect();
            blocks.push(if next(5) == 0 {
                Block::Crosshead(spans)
            } else {
                Block::Paragraph(spans)
            });
        }
        blocks.push(Block::Paragraph(vec![span("正文。", false, false)]));
        let mut story = story(blocks);
        story.headline = vec![
            (0..1 + next(8))
                .map(|_| stock[next(stock.len())])
                .collect::<String>()
                + "题",
        ];
        let mut findings = vec![];
        let found = write(&story, Path::new("a.md"), &mut findings);
        assert!(
            found.is_some(),
            "{story:#?}\n{findings:#?}\n{}",
            markdown(&story, false)
        );
        styled += usize::from(findings.iter().all(|finding| finding.rule != "import-lost"));
    }
    assert!(styled > 2000, "styles are given up too often: {styled}");
}

#[test]
fn an_article_says_where_it_came_from_and_whether_it_was_touched() {
    let mut story = story(vec![Block::Paragraph(vec![span("正文。", false, false)])]);
    story.id = Some("urn:a, version \"1\"".into());
    story.version = Some("3".into());
    let text = markdown(&story, true);
    let found = origin(&text);
    assert_eq!(found.untouched, Some(true));
    assert_eq!(
        origin(&text.replace("正文", "正文改")).untouched,
        Some(false)
    );
    story.id = Some("urn:a".into());
    assert_eq!(origin(&markdown(&story, true)).id.as_deref(), Some("urn:a"));
    assert_eq!(origin("+++\nheadline = \"a\"\n+++\n"), Origin::default());
}
