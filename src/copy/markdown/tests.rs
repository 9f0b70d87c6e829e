use super::*;

/// What the blocks are: P, X, H or I, the text with bold in [ ].
fn blocks(text: &str) -> Vec<String> {
    parsed(text, false).0
}

fn parsed(text: &str, headed: bool) -> (Vec<String>, Vec<String>) {
    let source = SourceText::new("a.md", text);
    let mut findings = vec![];
    let blocks = parse(&source, 0, headed, &mut findings);
    let blocks = blocks.iter().map(|raw| {
        let kind = match &raw.kind {
            RawKind::Paragraph => "P".to_owned(),
            RawKind::Crosshead => "X".to_owned(),
            RawKind::Headline => "H".to_owned(),
            RawKind::Picture { file } => format!("I<{file}>"),
        };
        let mut strong = false;
        let mut shown = format!("{kind} ");
        for cell in &raw.cells {
            let Some(now) = cell.now else { continue };
            if cell.strong != strong {
                shown.push(if cell.strong { '[' } else { ']' });
                strong = cell.strong;
            }
            shown.push(now);
        }
        if strong {
            shown.push(']');
        }
        shown
    });
    let findings = findings.iter().map(|finding| {
        let (line, column) = finding
            .place
            .as_ref()
            .and_then(Place::line_column)
            .unwrap_or_default();
        format!("{line}:{column} {}", finding.message)
    });
    (blocks.collect(), findings.collect())
}

#[test]
fn paragraphs_crossheads_and_pictures() {
    assert_eq!(
        blocks(
            "甲\n乙\n\n丙\n## 小店区\n丁\n### 戊 ##\n![图(一)[注]](p/a b.jpg)\n己\n![](<b.png>)"
        ),
        [
            "P 甲\n乙",
            "P 丙",
            "X 小店区",
            "P 丁",
            "X 戊",
            "I<p/a b.jpg> 图(一)[注]",
            "P 己",
            "I<b.png> "
        ]
    );
    assert_eq!(
        blocks("\u{3000}\u{3000}甲\n\u{3000}\u{3000}乙"),
        ["P \u{3000}\u{3000}甲", "P \u{3000}\u{3000}乙"]
    );
}

#[test]
fn a_heading_at_the_top_is_the_headline_unless_there_is_one() {
    assert_eq!(
        blocks("\n# 甲\n# 乙\n\n丙\n# 丁"),
        ["H 甲", "H 乙", "P 丙", "X 丁"]
    );
    let (blocks, findings) = parsed("# 甲\n乙", true);
    assert_eq!(blocks, ["X 甲", "P 乙"]);
    assert!(findings[0].starts_with("1:1 the front matter has the headline"));
}

#[test]
fn bold_runs_between_double_asterisks() {
    assert_eq!(blocks("**甲**乙**“丙”**丁"), ["P [甲]乙[“丙”]丁"]);
    assert_eq!(blocks("**甲\n乙**"), ["P [甲\n乙]"]);
    assert_eq!(blocks("## **甲**乙"), ["X [甲]乙"]);
    assert_eq!(blocks("2 ** 3 ** 4"), ["P 2 ** 3 ** 4"]);
    assert_eq!(blocks("甲****乙***丙***"), ["P 甲****乙***丙***"]);
    let (blocks, findings) = parsed("甲**乙\n\n丙**", false);
    assert_eq!(blocks, ["P 甲**乙", "P 丙**"]);
    assert_eq!(findings, ["1:2 `**` has no partner in its paragraph"]);
}

#[test]
fn dots_stand_under_chinese_and_other_stars_are_text() {
    let dotted = |text: &str| -> Vec<String> {
        let mut cells = cells(text, 0);
        assert_eq!(inline(&mut cells, &[]), None);
        let shown = cells
            .iter()
            .filter_map(|cell| Some((cell.now?, cell.dotted)));
        shown
            .map(|(c, dotted)| if dotted { format!("{c}.") } else { c.into() })
            .collect()
    };
    for (text, expected) in [
        ("必须*马上*改", "必须马.上.改"),
        ("**必须*马上*改**", "必须马.上.改"),
        ("*甲，乙*", "甲.，.乙."),
        ("5*3*2", "5*3*2"),
        ("*号键和*键", "号.键.和.键"),
        ("注* 甲 * 乙", "注* 甲 * 乙"),
        ("甲***乙***", "甲***乙***"),
        ("\\*甲\\*", "*甲*"),
        ("*abc*", "*abc*"),
    ] {
        assert_eq!(dotted(text).concat(), expected, "{text}");
    }
}

#[test]
fn a_backslash_makes_a_sign_plain() {
    assert_eq!(blocks("\\**甲\\** \\# C:\\甲\\\\"), ["P **甲** # C:\\甲\\"]);
}

#[test]
fn all_else_stands_as_text_and_is_reported() {
    for (text, expected, finding) in [
        ("*A*甲", &["P *A*甲"][..], "1:1 emphasis"),
        (
            "甲 _a_ __b__",
            &["P 甲 _a_ __b__"],
            "1:3 emphasis is not set: it stands as text (2 times)",
        ),
        ("- 甲\n- 乙", &["P - 甲", "P - 乙"], "1:1 a list"),
        ("甲`**a**`", &["P 甲`**a**`"], "1:2 code"),
        (
            "```\n## a\n**b**\n\nc\n```\n## 丁",
            &["P ```", "P ## a", "P **b**", "P c", "P ```", "X 丁"],
            "1:1 code",
        ),
        ("<b>甲</b>", &["P <b>甲</b>"], "1:1 HTML"),
        (
            "<div a=\"**\">\n**b**",
            &["P <div a=\"**\">", "P **b**"],
            "1:1 HTML",
        ),
        ("> 甲\n> 乙", &["P > 甲", "P > 乙"], "1:1 a block quote"),
        ("[甲](http://a.cn)", &["P [甲](http://a.cn)"], "1:1 a link"),
        (
            "甲![乙](c.jpg)",
            &["P 甲![乙](c.jpg)"],
            "1:2 a picture inside a line",
        ),
        (
            "|甲|乙|\n|-|-|\n|丙|丁|",
            &["P |甲|乙|", "P |-|-|", "P |丙|丁|"],
            "1:1 a table",
        ),
        ("甲\n\n---\n乙", &["P 甲", "P ---", "P 乙"], "3:1 a rule"),
        (
            "甲\n---\n乙",
            &["P 甲", "P ---", "P 乙"],
            "1:1 an underlined heading",
        ),
        ("甲&nbsp;乙", &["P 甲&nbsp;乙"], "1:2 an HTML entity"),
        ("~~甲~~", &["P ~~甲~~"], "1:1 strikethrough"),
        (
            "甲[^1]\n\n[^1]: 乙",
            &["P 甲[^1]", "P [^1]: 乙"],
            "1:2 a footnote",
        ),
    ] {
        let (blocks, findings) = parsed(text, false);
        assert_eq!(blocks, expected, "{text}");
        assert!(
            findings.iter().any(|f| f.starts_with(finding)),
            "{text}: {findings:?}"
        );
    }
}

#[test]
fn text_that_is_no_markup_is_not_reported() {
    for (text, expected) in [
        ("#话题#甲", "P #话题#甲"),
        ("#read(\"/etc/passwd\")", "P #read(\"/etc/passwd\")"),
        ("$x$ @甲 a_b_c 5*3", "P $x$ @甲 a_b_c 5*3"),
        ("    甲四格", "P     甲四格"),
        ("1. 甲", "P 1. 甲"),
        ("[a]: http://a.cn", "P [a]: http://a.cn"),
    ] {
        let (blocks, findings) = parsed(text, false);
        assert_eq!(blocks, [expected]);
        assert_eq!(findings, [""; 0], "{text}");
    }
    assert_eq!(blocks("1. 甲\n2. 乙"), ["P 1. 甲", "P 2. 乙"]);
}

#[test]
fn no_character_is_lost_whatever_the_markup() {
    let stock: Vec<char> = "甲乙ab*_`#[]()!<>|-=+~\\&; \n\n1.\"'{}$@:/\u{3000}"
        .chars()
        .collect();
    let mut state = 7u64;
    for _ in 0..30_000 {
        let mut text = String::new();
        for _ in 0..20 {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            text.push(stock[(state >> 33) as usize % stock.len()]);
        }
        let source = SourceText::new("a.md", text.as_str());
        let blocks = parse(&source, 0, false, &mut vec![]);
        let left: String = blocks
            .iter()
            .flat_map(|raw| &raw.cells)
            .filter_map(|cell| cell.now)
            .collect();
        // What is markup of ours may go; nothing else.
        let is_text = |c: &char| {
            !matches!(
                c,
                '*' | '#'
                    | '\\'
                    | ' '
                    | '\n'
                    | '\u{3000}'
                    | '!'
                    | '['
                    | ']'
                    | '('
                    | ')'
                    | '<'
                    | '>'
            )
        };
        let count = |text: &str| text.chars().filter(is_text).count();
        let pictures: usize = blocks
            .iter()
            .map(|raw| match &raw.kind {
                RawKind::Picture { file } => count(file),
                _ => 0,
            })
            .sum();
        assert_eq!(count(&left) + pictures, count(&text), "{text:?}");
    }
}

#[test]
fn hostile_markdown_takes_no_longer_than_its_length() {
    for unit in [
        "[", "![", "![](a)", "**", "*", "`", "``` ", "<", "<a ", "> ", "- ", "#", "# \n", "\\",
        "|", "&", "(", "_a", "[^1]", "[a]: b\n", "~~a", "**a ", "``",
    ] {
        crate::copy::effort::grows_with_length(unit, |text| {
            let (blocks, findings) = parsed(text, false);
            assert!(!blocks.is_empty() && findings.len() < text.len() + 2);
        });
    }
}
