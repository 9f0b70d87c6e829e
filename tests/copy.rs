//! Articles as files: how they are read, and what the sample issue's copy must hold.

use std::path::Path;

use dayang::copy::{self, Article, BlockKind};
use dayang::diag::{Finding, Place};
use dayang::manifest::Lines;

fn read(bytes: &[u8], name: &str) -> Result<(Article, Vec<Finding>), Vec<Finding>> {
    copy::read(bytes, Path::new(name))
}

/// An article that must be read.
fn article(bytes: &[u8], name: &str) -> Article {
    match read(bytes, name) {
        Ok((article, _)) => article,
        Err(findings) => panic!("{name}: {findings:#?}"),
    }
}

/// A rule, whether the input was unreadable, line and column.
type Refusal = (&'static str, bool, Option<(usize, usize)>);

/// What an article that must not be read is refused for.
fn refused(bytes: &[u8], name: &str) -> Vec<Refusal> {
    match read(bytes, name) {
        Ok((article, _)) => panic!("read: {:?}", article.blocks),
        Err(findings) => findings
            .iter()
            .map(|f| {
                (
                    f.rule,
                    f.unreadable,
                    f.place.as_ref().and_then(Place::line_column),
                )
            })
            .collect(),
    }
}

fn sample(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("issues/2022-04-11/articles");
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// An article's text, headline group first, as the wire sent it.
fn whole_text(article: &Article) -> String {
    let head = &article.head;
    let lines = |lines: &Option<Lines>| lines.iter().flat_map(Lines::lines).collect::<String>();
    let mut text = head.kicker.clone().unwrap_or_default();
    text += &lines(&head.headline);
    text += &lines(&head.deck);
    text += &article.plain_text();
    text
}

/// FNV-1a of the letters and digits of a text.
fn digest(text: &str) -> (usize, u64) {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let hash = letters
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    (letters.chars().count(), hash)
}

/// The count and digest were taken from the wire's copy itself, with its cut paragraphs
/// joined and the heating story's deck put back after its headline.
#[test]
fn the_sample_copy_holds_every_character_of_the_wire_in_order() {
    for (name, count, hash) in [
        ("meeting.md", 1054, 0xdb24_6758_9063_393b),
        ("weather.md", 277, 0xbf51_a8ec_b569_0619),
        ("heating.md", 436, 0x4eaf_f47d_f529_6131),
        ("districts.md", 1464, 0x8fa4_3fe1_ea7f_71c1),
    ] {
        let article = article(&sample(name), name);
        assert_eq!(digest(&whole_text(&article)), (count, hash), "{name}");
    }
}

#[test]
fn the_sample_copy_comes_out_with_full_width_marks() {
    for name in ["meeting.md", "weather.md", "heating.md", "districts.md"] {
        let Ok((article, findings)) = read(&sample(name), name) else {
            panic!("{name}")
        };
        assert_eq!(findings, [], "{name}");
        let text = whole_text(&article);
        let half: Vec<_> = text.chars().filter(|c| ",:;?!()\"'".contains(*c)).collect();
        assert!(half.is_empty(), "{name}: {half:?}");
        // The lead keeps the wire's own marks in its file; the others were edited.
        assert_eq!(article.changes.is_empty(), name != "meeting.md", "{name}");
    }
}

#[test]
fn the_sample_copy_has_its_parts() {
    let meeting = article(&sample("meeting.md"), "meeting.md");
    let headline: Vec<_> = meeting
        .head
        .headline
        .iter()
        .flat_map(Lines::lines)
        .collect();
    assert_eq!(
        headline,
        ["以快制快 坚决阻断传播链条", "沉着应对 全力守好太原阵地"]
    );
    let first = meeting.blocks[0].plain_text();
    assert!(
        first.starts_with("本报讯\u{FF08}记者 殷雪鸢 梁涛\u{FF09}4月9日\u{FF0C}省委常委"),
        "{first}"
    );

    let districts = article(&sample("districts.md"), "districts.md");
    let is = |kind: fn(&BlockKind) -> bool| {
        districts
            .blocks
            .iter()
            .filter(|block| kind(&block.kind))
            .count()
    };
    assert_eq!(is(|kind| matches!(kind, BlockKind::Crosshead(_))), 12);
    assert_eq!(is(|kind| matches!(kind, BlockKind::Credit(_))), 1);
    assert!(matches!(
        districts.blocks.last().map(|b| &b.kind),
        Some(BlockKind::Credit(_))
    ));
}

#[test]
fn encoding_and_line_ends_make_no_difference() {
    for name in ["meeting.md", "weather.md", "heating.md", "districts.md"] {
        let utf8 = sample(name);
        let text = String::from_utf8(utf8.clone()).unwrap_or_else(|e| panic!("{name}: {e}"));
        let crlf = text.replace('\n', "\r\n");
        let expected = article(&utf8, name);
        for bytes in [
            encoding_rs::GB18030.encode(&text).0.into_owned(),
            encoding_rs::GB18030.encode(&crlf).0.into_owned(),
            format!("\u{FEFF}{crlf}").into_bytes(),
            text.replace('\n', "\r").into_bytes(),
        ] {
            let read = article(&bytes, name);
            assert_eq!(read.blocks, expected.blocks, "{name}");
            assert_eq!(read.head, expected.head, "{name}");
            assert_eq!(read.changes, expected.changes, "{name}");
        }
    }
}

#[test]
fn plain_text_is_read_without_markup() {
    let article = article(
        "+++\nheadline = \"甲\"\n+++\n\u{3000}\u{3000}**乙**,丙\n# 丁\n(新华社北京4月9日电)\n"
            .as_bytes(),
        "a.TXT",
    );
    assert_eq!(article.head.headline, Some(Lines::One("甲".into())));
    assert_eq!(
        article.plain_text(),
        "**乙**\u{FF0C}丙\n# 丁\n\u{FF08}新华社北京4月9日电\u{FF09}"
    );
    assert!(matches!(article.blocks[2].kind, BlockKind::Credit(_)));
    assert_eq!(
        article
            .blocks
            .iter()
            .map(|block| block.line)
            .collect::<Vec<_>>(),
        [4, 5, 6]
    );
}

#[test]
fn article_text_is_data() {
    for text in [
        "#read(\"/etc/passwd\")",
        "$x$ @a <b> `c`",
        "\\a{} #let x = 1",
        "//*/ 甲",
    ] {
        for name in ["a.md", "a.txt"] {
            assert_eq!(article(text.as_bytes(), name).plain_text(), text, "{name}");
        }
    }
}

#[test]
fn a_credit_is_a_bracket_that_names_who_wrote() {
    let last = |text: &str| {
        article(format!("甲\n\n{text}\n").as_bytes(), "a.md")
            .blocks
            .pop()
            .map(|block| block.kind)
    };
    for credit in [
        "(以上由全媒体记者 李杰华 整理)",
        "(本报综合)",
        "(据新华社电)",
        "（通讯员 甲）",
    ] {
        assert!(
            matches!(last(credit), Some(BlockKind::Credit(_))),
            "{credit}"
        );
    }
    for text in ["(记者甲说。乙)", "(完)", "(记者甲)(记者乙)", "记者 甲"] {
        assert!(
            matches!(last(text), Some(BlockKind::Paragraph(_))),
            "{text}"
        );
    }
    // All the text there is.
    let only = article("(记者 甲)".as_bytes(), "a.md");
    assert!(matches!(only.blocks[0].kind, BlockKind::Paragraph(_)));
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    assert_eq!(refused(b"a", "a.docx"), [("copy-type", true, None)]);
    assert_eq!(refused(b"a\xFF", "a.md"), [("copy-encoding", true, None)]);
    assert_eq!(
        refused(&vec![b'a'; 10_000_000], "a.md"),
        [("copy-size", true, None)]
    );
    assert_eq!(refused(b"", "a.md"), [("copy-empty", false, None)]);
    assert_eq!(
        refused("\u{3000}\n\u{200B} \n".as_bytes(), "a.txt"),
        [("copy-empty", false, None)]
    );
    assert_eq!(
        refused(b"a\nb\0", "a.txt"),
        [("copy-control", false, Some((2, 2)))]
    );
    assert_eq!(
        refused("甲\u{FFFD}".as_bytes(), "a.txt"),
        [("copy-lost-character", false, Some((1, 2)))]
    );
    assert_eq!(
        refused(b"+++\n", "a.md"),
        [("copy-front-matter", true, Some((1, 1)))]
    );
    // A binary file is told of in one screen.
    assert_eq!(refused(&[b'a', 1].repeat(5000), "a.txt").len(), 20);
}

#[test]
fn marks_without_a_partner_are_warnings_with_a_place() {
    let Ok((article, findings)) = read("甲\n\n乙\"丙(丁".as_bytes(), "a.md") else {
        panic!()
    };
    assert_eq!(article.plain_text(), "甲\n乙\"丙\u{FF08}丁");
    let places: Vec<_> = findings
        .iter()
        .map(|f| (f.rule, f.place.as_ref().and_then(Place::line_column)))
        .collect();
    assert_eq!(
        places,
        [
            ("copy-unpaired", Some((3, 2))),
            ("copy-unpaired", Some((3, 4)))
        ]
    );
    let Ok((_, findings)) = read("甲)".repeat(500).as_bytes(), "a.md") else {
        panic!()
    };
    assert_eq!(findings.len(), 20);
    assert_eq!(
        findings[19].hints.last().map(String::as_str),
        Some("480 more like this in the article")
    );
}

#[test]
fn a_line_is_a_place() {
    let article = article("甲\n\n乙丙\n".as_bytes(), "a.txt");
    let places: Vec<_> = [0, 1, 3, 4, 99]
        .map(|line| article.line(line).line_column())
        .into_iter()
        .collect();
    assert_eq!(
        places,
        [
            Some((1, 1)),
            Some((1, 1)),
            Some((3, 1)),
            Some((4, 1)),
            Some((4, 1))
        ]
    );
}

#[test]
fn hostile_articles_are_read_in_time() {
    let million = 1 << 20;
    for text in [
        "甲,".repeat(million * 2),
        "(".repeat(million),
        "甲 ".repeat(million),
        "**a** ".repeat(million / 2),
        "> ".repeat(million / 2),
        "a\n\n".repeat(million / 2),
    ] {
        let begun = worked();
        let read = read(text.as_bytes(), "a.md");
        assert!(read.is_ok_and(|(article, _)| !article.blocks.is_empty()));
        let work = worked() - begun;
        assert!(work.as_secs() < 20, "{:?}: {work:?}", &text[..4]);
    }
}

/// What this thread has worked so far, however busy the machine is; where no system tells, nothing.
fn worked() -> std::time::Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split_whitespace().next()?.parse().ok());
    std::time::Duration::from_nanos(nanos.unwrap_or(0))
}
