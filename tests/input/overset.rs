//! Text that does not fit, and proofs of it.

use std::iter;

use insta::assert_snapshot;

use crate::common::{Project, text, tool};
use crate::{STORY, refused, small};

/// Twenty lines too many, each of different words.
fn long() -> Project {
    let project = small();
    let story = project.read(STORY);
    let more = (0..20).map(|n| format!("\n第{n}段写得太长，放不下了，版面上没有它的地方。\n"));
    project.write(STORY, iter::once(story).chain(more).collect::<String>());
    project
}

#[test]
fn is_an_error_and_nothing_is_written() {
    assert_snapshot!(refused(&long()), @r#"
        error[overset]: article `story.md` is 19 lines (147 characters) over in slot `story` of page 1
           ┌─ issues/day/issue.toml:11:8
           │
        11 │ slot = "story"
           │        ^^^^^^^
           │
           ┌─ layouts/test/page.typ:19:5
           │
        19 │     story: (kind: "article", area: (0, 0, 3, 20)),
           │     ----- the slot
           │
           = hint: cut 147 characters, or give the slot 19 more lines across its 3 legs
           = hint: what is over begins with “地方。第14段写得太长，放不下了，版面上…”

        1 error
        exit 1
        "#);
}

#[test]
fn a_proof_is_marked_as_one() {
    let project = long();
    let run = project.run(&["build", "issues/day", "--proof"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert!(run.stderr.contains("error[overset]"), "{}", run.stderr);
    let files = [
        "proof-YB-2022-04-11-01.pdf",
        "proof-YB-2022-04-11.pdf",
        "proof-report.json",
    ];
    assert_eq!(project.files("out/2022-04-11"), files);
    for name in &files[..2] {
        let pdf = project.path(&format!("out/2022-04-11/{name}"));
        tool("qpdf", &["--check", pdf.to_str().unwrap()]);
        assert!(text(&pdf).contains("校样"), "{name} is not marked");
    }
}

#[test]
fn a_sound_page_is_not_marked() {
    let project = small();
    project.build("issues/day");
    assert!(!text(&project.path("out/2022-04-11/YB-2022-04-11.pdf")).contains("校样"));
}
