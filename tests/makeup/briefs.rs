//! A slot for several briefs (简讯).

use crate::common::Project;
use crate::support::*;

fn with_briefs(count: usize, length: usize) -> (Project, Vec<String>) {
    let project = project();
    let lengths = vec![length; count + 12];
    let mut bodies = copy(&lengths);
    let mut front = article("lead", "lead.md");
    for at in 0..count {
        front += &article("news", &format!("b{at}.md"));
        project.write(
            &format!("issues/day/b{at}.md"),
            story(&format!("短讯之{at}"), &bodies[at..=at]),
        );
    }
    issue(&project, &front, &article("jump-1", "back.md"));
    project.write("issues/day/lead.md", story("头条", &copy(&[100; 3])));
    project.write("issues/day/back.md", story("后版", &copy(&[101; 3])));
    bodies.truncate(count);
    (project, bodies)
}

#[test]
fn briefs_run_through_the_slot_in_the_manifests_order() {
    let (project, bodies) = with_briefs(5, 60);
    sound(&project);
    let text = page(&project, 1);
    let expected: String = (bodies.iter().enumerate())
        .map(|(at, body)| format!("短讯之{at}{body}"))
        .collect();
    assert_eq!(between(&text, "简讯", ""), expected);
    let run = build(&project, &[]);
    let row = run
        .stdout
        .lines()
        .find(|line| line.trim().starts_with("news "));
    let cells: Vec<&str> = row.unwrap_or_default().split_whitespace().collect();
    // Lines, what fills them, and characters of all briefs together.
    assert!(
        cells.contains(&"56") && cells.contains(&"300"),
        "{}",
        run.stdout
    );
}

/// Every brief's headline stands above two lines of its text, in the same leg.
#[test]
fn a_headline_stays_with_its_text() {
    for length in [53, 56, 61, 66] {
        let (project, _) = with_briefs(6, length);
        sound(&project);
        let words = words_of(&project, 1);
        for at in 0..6 {
            let head = word(&words, &format!("短讯之{at}"));
            let below = |word: &&crate::common::Word| {
                word.top > head.top + 5.0
                    && word.top < head.top + 50.0
                    && (word.left - head.left).abs() < 30.0
            };
            assert!(
                words.iter().filter(below).count() >= 2,
                "{length} {at}: {head:?}"
            );
        }
    }
}

#[test]
fn too_many_briefs_and_too_much_of_them() {
    let (project, _) = with_briefs(7, 30);
    let run = build(&project, &[]);
    assert!(
        run.stderr
            .contains("error[slot-full]: slot `news` of page 1 takes at most 6, not 7"),
        "{}",
        run.stderr
    );

    let (project, _) = with_briefs(6, 150);
    let run = build(&project, &[]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stderr.matches("error[").count(), 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("over in slot `news` of page 1"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_layout_that_loses_a_brief() {
    let (project, _) = with_briefs(3, 60);
    project.replace(
        "layouts/lib/briefs.typ",
        "    let blocks = slot.fills.map",
        "    let blocks = slot.fills.slice(1).map",
    );
    let run = build(&project, &[]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr
            .contains("the body of `b0.md` on page 1 is not the copy"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr
            .contains("the headline of `b0.md` is not on the page"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_glyph_that_is_missing_is_found_in_its_own_brief() {
    let (project, _) = with_briefs(3, 60);
    let text = project
        .read("issues/day/b1.md")
        .replace('。', "\u{2A6D6}。");
    project.write("issues/day/b1.md", text);
    let run = build(&project, &[]);
    assert_eq!(
        run.stderr.matches("error[missing-glyph]").count(),
        1,
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("in paragraph 1 of `b1.md`"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("issues/day/b1.md:5:"), "{}", run.stderr);
}
