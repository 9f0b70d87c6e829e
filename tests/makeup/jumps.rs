//! Jumps (转版) and text that goes on in another slot of its page (接排).

use crate::common::{Project, repository};
use crate::support::*;

const HEADLINE: &str = "柳溪清淤两月见成效";

fn jumping(lengths: &[usize]) -> (Project, String) {
    let project = project();
    issue(&project, &article(r#"["lead", "4:jump-1"]"#, "lead.md"), "");
    let paragraphs = copy(lengths);
    project.write("issues/day/lead.md", story(HEADLINE, &paragraphs));
    (project, paragraphs.concat())
}

/// The parts of the lead as they stand on pages 1 and 4.
fn parts(project: &Project, last: u32) -> (String, String) {
    let (front, back) = (page(project, 1), page(project, last));
    let first = between(&front, HEADLINE, "（下转").to_string();
    let second = between(&back, "（上接第1版）", "").to_string();
    (first, second)
}

#[test]
fn an_article_runs_on_and_nothing_is_lost() {
    let (project, copy) = jumping(&[120; 14]);
    sound(&project);
    let (front, back) = (page(&project, 1), page(&project, 4));
    assert!(front.contains("（下转第4版）"), "{front}");
    assert!(
        back.starts_with(&format!("{HEADLINE}（上接第1版）")),
        "{back}"
    );
    let (first, second) = parts(&project, 4);
    assert!(first.chars().count() > 500 && second.chars().count() > 500);
    assert_eq!(first + &second, copy);
}

#[test]
fn the_jump_line_is_the_last_line_of_the_last_leg() {
    let (project, _) = jumping(&[120; 14]);
    sound(&project);
    let words = words_of(&project, 1);
    let jump = word(&words, "（下转");
    // The slot has 29 lines below 60pt; the third leg ends at 44 + 3 * 99 + 2 * 12.
    assert!((jump.right - 365.0).abs() < 6.0, "{jump:?}");
    assert!(
        jump.top > 60.0 + 27.5 * 11.25 && jump.bottom < 60.0 + 29.5 * 11.25,
        "{jump:?}"
    );
    assert!(words.iter().all(|word| word.bottom <= jump.bottom + 3.0));
}

#[test]
fn renumbering_the_page_changes_the_jump_lines() {
    let (project, copy) = jumping(&[120; 14]);
    project.replace("issues/day/issue.toml", "number = 4", "number = 12");
    project.replace("issues/day/issue.toml", "4:jump-1", "12:jump-1");
    sound(&project);
    assert!(page(&project, 1).contains("（下转第12版）"));
    let (first, second) = parts(&project, 12);
    assert_eq!(first + &second, copy);
}

#[test]
fn an_article_may_run_to_a_lower_page_and_has_a_short_form() {
    let project = project();
    let lead = article(r#"["jump-1", "1:lead"]"#, "lead.md") + "short = \"清淤见成效\"\n";
    issue(&project, "", &lead);
    let paragraphs = copy(&[120; 15]);
    project.write("issues/day/lead.md", story(HEADLINE, &paragraphs));
    sound(&project);
    let (front, back) = (page(&project, 1), page(&project, 4));
    assert!(back.contains("（下转第1版）"), "{back}");
    assert!(front.starts_with("清淤见成效（上接第4版）"), "{front}");
}

#[test]
fn one_page_alone_comes_out_as_in_the_issue() {
    let (project, _) = jumping(&[120; 14]);
    sound(&project);
    let whole = page(&project, 4);
    std::fs::remove_dir_all(project.path("out")).unwrap();
    let run = build(&project, &["--page", "4"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        project.files("out/2022-04-11"),
        ["YB-2022-04-11-04.pdf", "report.json"]
    );
    assert_eq!(page(&project, 4), whole);
}

/// Whatever the length, two lines of a paragraph go over, or all of it; and a continued
/// paragraph has no indent.
#[test]
fn no_last_line_goes_over_alone() {
    let (project, _) = jumping(&[120; 14]);
    let mut continued = 0;
    for more in 0..12 {
        // Eleven characters are a line of the first page, 16 one of the other.
        let mut lengths = [53; 28];
        lengths[0] = 40 + 11 * more;
        let paragraphs = copy(&lengths);
        project.write("issues/day/lead.md", story(HEADLINE, &paragraphs));
        sound(&project);
        let (first, second) = parts(&project, 4);
        assert_eq!(first.clone() + &second, paragraphs.concat());
        if first.ends_with('。') {
            continue;
        }
        continued += 1;
        let words = words_of(&project, 4);
        let column = |word: &&crate::common::Word| word.left < 180.0 && word.top > 80.0;
        let lines: Vec<_> = words.iter().filter(column).collect();
        assert!((lines[0].left - 44.0).abs() < 1.0, "{:?}", lines[0]);
        let alone = lines[0].text.ends_with('。');
        assert!(!alone, "with {more} lines more: {:?}", lines[0]);
    }
    assert!(continued > 3, "{continued}");
}

#[test]
fn no_crosshead_stands_last_before_a_jump() {
    let (project, _) = jumping(&[120; 14]);
    for more in 0..6 {
        let mut paragraphs = copy(&[53; 26]);
        paragraphs[0].extend(std::iter::repeat_n('雨', 11 * more));
        // A crosshead before every fourth paragraph: one of them comes near the jump.
        let text: Vec<_> = (paragraphs.iter().enumerate())
            .map(|(at, text)| match at % 4 {
                3 => format!("## 小标题{at}\n\n{text}"),
                _ => text.clone(),
            })
            .collect();
        project.write("issues/day/lead.md", story(HEADLINE, &text));
        sound(&project);
        let (first, _) = parts(&project, 4);
        let tail: String = first.chars().rev().take(6).collect();
        assert!(!tail.contains("题标小"), "{first}");
    }
}

#[test]
fn a_page_of_its_own_goes_on_without_jump_lines() {
    let project = project();
    let rest = article(r#"["rest", "more"]"#, "rest.md");
    let lead = article("jump-1", "b.md");
    issue(&project, &article("lead", "a.md"), &(lead + &rest));
    let words = copy(&[90; 9]);
    project.write("issues/day/a.md", story("甲", &copy(&[100; 3])));
    project.write("issues/day/b.md", story("乙", &copy(&[110; 3])));
    project.write("issues/day/rest.md", story("河道接排", &words[..6]));
    sound(&project);
    let back = page(&project, 4);
    assert!(!back.contains("下转") && !back.contains("上接"), "{back}");
    assert_eq!(between(&back, "河道接排", ""), words[..6].concat());
    let run = build(&project, &[]);
    assert!(
        run.stdout.contains("  more    rest.md 2/2 "),
        "{}",
        run.stdout
    );
}

/// A picture that finds no room before the jump stands after it, and one that does stays.
#[test]
fn pictures_in_the_text_go_over_once() {
    let (project, _) = jumping(&[120; 14]);
    let from = repository().join("issues/2022-04-16/pictures/stream.jpg");
    project.write("issues/day/p.jpg", std::fs::read(from).unwrap());
    for (at, on) in [(1, 1), (5, 1), (6, 4), (9, 4)] {
        let paragraphs = copy(&[110; 11]);
        let mut blocks = paragraphs.clone();
        blocks.insert(at, "![溪水穿石而下。](p.jpg)".into());
        project.write("issues/day/lead.md", story(HEADLINE, &blocks));
        sound(&project);
        for number in [1, 4] {
            let count = page(&project, number).matches("溪水穿石而下。").count();
            assert_eq!(count, usize::from(number == on), "{at} {number}");
        }
        let (first, second) = parts(&project, 4);
        let text = (first + &second).replace("溪水穿石而下。", "");
        assert_eq!(text, paragraphs.concat());
    }
}

#[test]
fn what_is_over_is_said_once_and_of_the_last_part() {
    let (project, _) = jumping(&[120; 24]);
    let run = build(&project, &[]);
    assert_eq!(run.code, 1);
    assert_eq!(run.stderr.matches("error[").count(), 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("over in slot `jump-1` of page 4"),
        "{}",
        run.stderr
    );
    let proof = build(&project, &["--proof"]);
    assert!(
        !proof.stderr.contains("text-conservation"),
        "{}",
        proof.stderr
    );
}

#[test]
fn the_trade_wants_enough_text_on_both_sides() {
    // The first part is a full slot; of the second there is a line or two.
    let (project, _) = jumping(&[120; 7]);
    let run = build(&project, &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("warning[jump-short]"), "{}", run.stderr);
    assert!(
        run.stderr
            .contains("of text after its jump in slot `jump-1` of page 4"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("issue.toml:9:18"), "{}", run.stderr);
}

#[test]
fn an_article_that_ends_before_its_jump() {
    let (project, _) = jumping(&[120; 2]);
    let run = build(&project, &[]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains(
            "error[jump-empty]: nothing of `lead.md` is left for slot `jump-1` of page 4"
        ),
        "{}",
        run.stderr
    );
}

#[test]
fn two_jumps_are_one_too_many() {
    let project = project();
    issue(
        &project,
        &article(r#"["lead", "4:rest", "8:jump-1"]"#, "lead.md"),
        &article("jump-1", "b.md"),
    );
    let manifest =
        project.read("issues/day/issue.toml") + "\n[[page]]\nnumber = 8\nlayout = \"test/back\"\n";
    project.write("issues/day/issue.toml", manifest);
    let paragraphs = copy(&[120; 16]);
    project.write("issues/day/lead.md", story(HEADLINE, &paragraphs));
    project.write("issues/day/b.md", story("乙", &copy(&[110; 3])));
    let run = build(&project, &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("warning[jump]: `lead.md` jumps 2 times"),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("converge"), "{}", run.stderr);
    let (front, middle, last) = (page(&project, 1), page(&project, 4), page(&project, 8));
    let first = between(&front, HEADLINE, "（下转第4版）");
    let second = between(&middle, "（上接第1版）", "（下转第8版）");
    let third = between(&last, "（上接第4版）", "");
    assert_eq!(format!("{first}{second}{third}"), paragraphs.concat());
}

#[test]
fn jumps_that_lead_nowhere() {
    let cases = [
        (r#"["lead", "5:jump-1"]"#, "the issue has no page 5"),
        (
            r#"["lead", "4:jump-l"]"#,
            "layout `test/back` has no slot `jump-l`",
        ),
        (
            r#"["lead", "4:row"]"#,
            "slot `row` takes teasers, not an article",
        ),
        (r#"["lead", "lead"]"#, "slot `lead` of page 1 is used twice"),
        (
            r#"["lead", "news"]"#,
            "slot `news` takes briefs, not an article",
        ),
    ];
    for (slots, message) in cases {
        let (project, _) = jumping(&[120; 14]);
        project.replace("issues/day/issue.toml", r#"["lead", "4:jump-1"]"#, slots);
        let run = build(&project, &[]);
        assert_eq!(run.code, 1, "{slots}");
        assert!(run.stderr.contains(message), "{slots}: {}", run.stderr);
        assert!(
            run.stderr.contains("issue.toml:9:"),
            "{slots}: {}",
            run.stderr
        );
    }
}

#[test]
fn a_layout_that_forgets_the_jump_line() {
    let (project, _) = jumping(&[120; 14]);
    project.replace(
        "layouts/lib/body.typ",
        "jump-line(page, fill, leg.width * 1pt)",
        "none",
    );
    let run = build(&project, &[]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr
            .contains("the jump line of `lead.md` is not on the page"),
        "{}",
        run.stderr
    );
}
