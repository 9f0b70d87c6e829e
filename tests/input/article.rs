//! Articles that cannot be set.

use std::fs;

use insta::assert_snapshot;

use crate::common::{squeeze, text};
use crate::{ISSUE, STORY, refused, small};

#[test]
fn of_ten_megabytes() {
    let project = small();
    project.write(
        STORY,
        "春天的温度犹如坐上过山车。\n\n".repeat(10_000_000 / 41),
    );
    assert_snapshot!(refused(&project), @"
    error[copy-size]: article is 9999982 bytes; at most 8388608 are read
      ┌─ issues/day/story.md
      = hint: is this the right file? a broadsheet page holds about 12,500 characters

    1 error
    exit 2
    ");
}

#[test]
fn in_no_known_encoding() {
    let project = small();
    project.write(STORY, b"\xe6\x98\xa5\n\xff\xff\x80 \x81");
    assert_snapshot!(refused(&project), @"
    error[copy-encoding]: not UTF-8 at byte offset 4, and not GB 18030 at byte offset 2
      ┌─ issues/day/story.md
      = hint: save the article as UTF-8 or GB 18030

    1 error
    exit 2
    ");
}

#[test]
fn without_text() {
    for nothing in [
        "",
        "\u{FEFF}",
        " \n\u{3000}\u{3000}\n",
        "+++\nheadline = \"无文\"\n+++\n",
    ] {
        let project = small();
        project.write(STORY, nothing);
        assert!(
            refused(&project).contains("article has no text"),
            "{nothing:?}"
        );
    }
    let project = small();
    project.write(STORY, "");
    assert_snapshot!(refused(&project), @"
    error[copy-empty]: article has no text
      ┌─ issues/day/story.md

    1 error
    exit 1
    ");
}

#[test]
fn outside_the_project() {
    let project = small();
    project.replace(ISSUE, "story.md", "../../../secret");
    assert_snapshot!(refused(&project), @r#"
    error[file-outside-project]: cannot use `../../../secret`: it leads out of the project
       ┌─ issues/day/issue.toml:12:8
       │
    12 │ file = "../../../secret"
       │        ^^^^^^^^^^^^^^^^^
       │
       = hint: copy the file into the issue's folder and name it from there

    1 error
    exit 2
    "#);
}

#[test]
fn of_no_known_kind() {
    // Two folders up is the project's root: inside, but no article.
    let project = small();
    project
        .write("secret", "root:x:0:0")
        .replace(ISSUE, "story.md", "../../secret");
    assert_snapshot!(refused(&project), @"
    error[copy-type]: article is neither Markdown nor plain text
      ┌─ secret
      = hint: name it `.md`, `.markdown` or `.txt`, by what it is

    1 error
    exit 2
    ");
}

#[test]
#[cfg(unix)]
fn behind_a_link_that_leads_outside() {
    let project = small();
    fs::remove_file(project.path(STORY)).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", project.path(STORY)).unwrap();
    assert_snapshot!(refused(&project), @r#"
    error[file-outside-project]: cannot use `story.md`: it leads out of the project
       ┌─ issues/day/issue.toml:12:8
       │
    12 │ file = "story.md"
       │        ^^^^^^^^^^
       │
       = hint: copy the file into the issue's folder and name it from there

    1 error
    exit 2
    "#);
}

#[test]
fn with_a_character_that_no_font_has() {
    let project = small();
    project.write(STORY, "第一段。\n\n第二段有\u{2A6D6}字。\n");
    assert_snapshot!(refused(&project), @"
        error[missing-glyph]: no font of the role has “𪛖” (U+2A6D6), in paragraph 2 of `story.md`
          ┌─ issues/day/story.md:3:5
          │
        3 │ 第二段有𪛖字。
          │         ^^
          │
          = hint: add a font that has it to fonts/ and to the role in dayang.toml

        1 error
        exit 1
        ");
}

#[test]
fn with_a_private_character_in_the_headline() {
    let project = small();
    project.write(STORY, "+++\nheadline = \"标\u{E123}题\"\n+++\n\n第一段。\n");
    assert_snapshot!(refused(&project), @r#"
        error[missing-glyph]: no font of the role has “” (U+E123), in the headline of `story.md`
           ┌─ issues/day/issue.toml:11:8
           │
        11 │ slot = "story"
           │        ^^^^^^^
           │
           = hint: add a font that has it to fonts/ and to the role in dayang.toml

        1 error
        exit 1
        "#);
}

#[test]
fn that_looks_like_code_stands_as_text() {
    let code = [
        "#read(\"/etc/passwd\")与#let x = 1与#import \"/etc/passwd\": *",
        "$x^2$与*甲*与_乙_与@丙与<label>与`raw`与$ sum $",
        r"C:\new\table与\u{4e2d}与\#与//不是注释与/* 也不是 */与~与---与https://a.cn/b",
        "= 标题\n- 单子\n+ 数字\n/ 词: 义",
    ];
    let project = small();
    project
        .write("issues/day/story.txt", code.join("\n\n"))
        .replace(ISSUE, "story.md", "story.txt");
    project.build("issues/day");
    let page = text(&project.path("out/2022-04-11/YB-2022-04-11-01.pdf"));
    let (article, _) =
        dayang::copy::read(code.join("\n\n").as_bytes(), "story.txt".as_ref()).unwrap();
    assert_eq!(page, squeeze(&article.plain_text()));
    for sign in [
        "#read(",
        "#let",
        "$x^2$",
        "*甲*",
        "_乙_",
        "@丙",
        "<label>",
        "`raw`",
        r"C:\new\table",
        r"\u{4e2d}",
        "//不是",
        "/*也不是*/",
    ] {
        assert!(page.contains(sign), "{sign} is not in {page}");
    }
    assert!(!page.contains("root:"));
}
