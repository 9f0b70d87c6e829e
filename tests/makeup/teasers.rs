//! Teasers (导读), whose page numbers follow the manifest.

use crate::common::Project;
use crate::support::*;

fn with_teasers(teasers: &str) -> Project {
    let project = project();
    issue(
        &project,
        &(article("lead", "lead.md") + teasers),
        &article("jump-1", "back.md"),
    );
    project.write("issues/day/lead.md", story("头条", &copy(&[100; 3])));
    project.write(
        "issues/day/back.md",
        story("城东大桥今起限行", &copy(&[101; 3])),
    );
    project
}

fn teaser(more: &str) -> String {
    format!("[[page.teaser]]\nslot = \"index\"\nfile = \"back.md\"\n{more}\n")
}

#[test]
fn the_number_is_that_of_the_page_where_the_file_is_placed() {
    let project = with_teasers(&teaser("text = \"早晚高峰小客车绕行。\""));
    sound(&project);
    let text = page(&project, 1);
    assert!(
        text.contains("今日导读城东大桥今起限行早晚高峰小客车绕行。第4版"),
        "{text}"
    );
    project.replace("issues/day/issue.toml", "number = 4", "number = 16");
    sound(&project);
    assert!(page(&project, 1).contains("第16版"));
}

#[test]
fn its_words_are_the_manifests_then_the_short_form_then_the_headline() {
    let project = with_teasers(&teaser(""));
    project.replace(
        "issues/day/back.md",
        "+++\nheadline",
        "+++\nshort = \"大桥限行\"\nheadline",
    );
    sound(&project);
    assert!(page(&project, 1).contains("大桥限行第4版"));
    project.replace(
        "issues/day/issue.toml",
        "[[page.teaser]]",
        "[[page.teaser]]\nheadline = \"过桥看这里\"",
    );
    sound(&project);
    assert!(page(&project, 1).contains("过桥看这里第4版"));
}

#[test]
fn several_in_a_row_and_the_same_file_twice() {
    let project = with_teasers("");
    let row = |file: &str| format!("[[page.teaser]]\nslot = \"row\"\nfile = \"{file}\"\n");
    let manifest =
        project.read("issues/day/issue.toml") + &row("lead.md") + &row("back.md") + &row("lead.md");
    project.write("issues/day/issue.toml", manifest);
    sound(&project);
    let words = words_of(&project, 4);
    let labels: Vec<_> = words
        .iter()
        .filter(|word| word.text.ends_with("版") && word.top > 400.0)
        .collect();
    assert_eq!(labels.len(), 3, "{words:#?}");
    assert!(labels[0].left < labels[1].left && labels[1].left < labels[2].left);
}

#[test]
fn teasers_that_point_at_nothing() {
    for (from, to, message, hint) in [
        (
            "index\"\nfile = \"back.md\"",
            "index\"\nfile = \"bakc.md\"",
            "no such file: `bakc.md`",
            "did you mean `back.md`?",
        ),
        (
            "index\"\nfile = \"back.md\"",
            "index\"\nfile = \"other.md\"",
            "`other.md` stands on no page of the issue",
            "placed",
        ),
        (
            "slot = \"index\"",
            "slot = \"idnex\"",
            "layout `test/front` has no slot `idnex`",
            "did you mean `index`?",
        ),
        (
            "slot = \"index\"",
            "slot = \"lead\"",
            "slot `lead` of page 1 is used twice",
            "",
        ),
        (
            "slot = \"index\"",
            "slot = \"news\"",
            "slot `news` takes briefs, not teasers",
            "",
        ),
        (
            "[[page.teaser]]",
            "[[page.teaser]]\nheadlin = \"x\"",
            "unknown key `headlin` in `[[page.teaser]]`",
            "did you mean `headline`?",
        ),
    ] {
        let project = with_teasers(&teaser(""));
        project.write("issues/day/other.md", story("另一篇", &copy(&[30])));
        project.replace("issues/day/issue.toml", from, to);
        let run = build(&project, &[]);
        assert!(run.code == 1 || run.code == 2, "{to}");
        assert!(
            run.stderr.contains(message) && run.stderr.contains(hint),
            "{to}: {}",
            run.stderr
        );
    }
}

#[test]
fn more_teasers_than_the_slot_takes() {
    let run = build(&with_teasers(&teaser("").repeat(6)), &[]);
    assert!(
        run.stderr
            .contains("slot `index` of page 1 takes at most 5, not 6"),
        "{}",
        run.stderr
    );
    let long = format!("text = \"{}\"", "早晚高峰小客车绕行，".repeat(14));
    let run = build(&with_teasers(&teaser(&long).repeat(2)), &[]);
    assert!(
        run.stderr.contains("lines more than the slot has"),
        "{}",
        run.stderr
    );
}
