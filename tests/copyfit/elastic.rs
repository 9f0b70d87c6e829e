//! What is elastic gives way, within its limits; nothing gives way that may not.

use serde_json::Value;

use crate::common::{Project, squeeze, text};
use crate::support::{build, changes, elastic, fit, page};

fn built(project: &Project) -> Value {
    let run = build(project);
    assert_eq!(run.code, 0, "{}\n{}", run.stdout, run.stderr);
    serde_json::from_str(&project.read("out/report.json")).unwrap()
}

/// The fit of a slot as the report of a build has it.
fn reported<'a>(report: &'a Value, slot: &str) -> &'a Value {
    let fits = report["fit"].as_array().unwrap();
    fits.iter().find(|fit| fit["slot"] == slot).unwrap()
}

fn told(fit: &Value) -> Vec<&str> {
    match fit["changes"].as_array() {
        Some(changes) => changes
            .iter()
            .map(|change| change["text"].as_str().unwrap())
            .collect(),
        None => vec![],
    }
}

#[test]
fn a_head_gives_and_takes_lines() {
    // Sixty lines in four legs: eight over by a line a leg, or four too few.
    let over = elastic(&[("lead", &[60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 30])]);
    let fit_over = fit(&over, "lead");
    assert_eq!(fit_over["overLines"], 0, "{fit_over}");
    assert_eq!(
        changes(&fit_over),
        ["space round the headline less by 1 line"]
    );
    let under = elastic(&[("lead", &[60, 60, 60, 60, 60, 60, 60, 60, 60])]);
    let fit_under = fit(&under, "lead");
    assert_eq!(
        changes(&fit_under),
        ["space round the headline more by 1 line"]
    );
    assert!(fit_under["spareLines"].as_u64().unwrap() < 4);
}

#[test]
fn no_more_than_is_allowed() {
    let project = elastic(&[("lead", &[60; 6])]);
    let lead = fit(&project, "lead");
    assert_eq!(changes(&lead), ["space round the headline more by 2 lines"]);
    assert!(lead["spareLines"].as_u64().unwrap() > 8, "{lead}");
    // The manifest's word wins over the layout's.
    project.replace(
        "issues/day/issue.toml",
        "file = \"lead.md\"",
        "file = \"lead.md\"\nelastic = { head = { min = 0, max = 0 } }",
    );
    assert_eq!(changes(&fit(&project, "lead")), [""; 0]);
}

#[test]
fn a_picture_beside_text_keeps_its_limits() {
    // Two legs: each line of the picture is two of text.
    let one = fit(&elastic(&[("side", &[60, 60, 60, 60, 60, 100])]), "side");
    assert_eq!(
        changes(&one),
        ["picture `photo` lowered by 1 line (14 → 13)"]
    );
    assert_eq!(one["overLines"], 0);
    let more = fit(&elastic(&[("side", &[60; 8])]), "side");
    assert!(more["overLines"].as_u64().unwrap() > 0, "{more}");
    assert_eq!(
        changes(&more),
        ["picture `photo` lowered by 3 lines (14 → 11)"]
    );
    let less = fit(&elastic(&[("side", &[60, 60, 60, 60])]), "side");
    assert_eq!(
        changes(&less),
        ["picture `photo` raised by 2 lines (14 → 16)"]
    );
}

#[test]
fn pictures_in_the_text_keep_their_limits() {
    let less = fit(&elastic(&[("story", &[60, 60, 60, 60, 60])]), "story");
    assert_eq!(
        (changes(&less).len(), &less["overLines"]),
        (1, &Value::from(0)),
        "{less}"
    );
    assert!(
        changes(&less)[0].starts_with("pictures in the text lowered by"),
        "{less}"
    );
    let more = fit(&elastic(&[("story", &[60, 60])]), "story");
    assert_eq!(changes(&more), ["pictures in the text raised by 4 lines"]);
}

#[test]
fn crossheads_take_what_a_head_cannot() {
    let project = elastic(&[]);
    let text = project.read("issues/day/lead.md");
    let blocks: Vec<&str> = text.trim_end().split("\n\n").collect();
    // In the middle of legs, where the space above them shows.
    let text = [
        &blocks[..2],
        &["## 清晨的码头"],
        &blocks[2..6],
        &["## 午后的茶馆"],
        &blocks[6..9],
    ]
    .concat()
    .join("\n\n");
    project.write("issues/day/lead.md", text + "\n");
    let stiff = project
        .read("layouts/fit/elastic.typ")
        .replace("head: (-1, 2), ", "");
    project.write("layouts/fit/elastic.typ", stiff);
    let lead = fit(&project, "lead");
    assert!(
        changes(&lead)
            .iter()
            .any(|change| change.starts_with("space at crossheads more by")),
        "{lead}"
    );
    assert_eq!(lead["overLines"], 0);
}

#[test]
fn gaps_get_fillers_each_once() {
    let project = elastic(&[("gap", &[60, 60, 60, 60, 20])]);
    let report = built(&project);
    let gap = reported(&report, "gap");
    assert_eq!(
        told(gap),
        ["filler `fillers/bamboo.md` set at the text's end"]
    );
    assert_eq!(reported(&report, "gap/filler")["spare_lines"], 0);
    let page = text(&project.path("out/YB-2026-11-22-01.pdf"));
    for words in [
        "竹筷的寿命",
        "竹筷用久了会起毛，半年左右该换一次。洗净以后竖着晾干，比平放更不容易发霉。",
    ] {
        let count = page.matches(words).count();
        assert!(
            count == 1
                || squeeze(&page)
                    .replace(char::is_whitespace, "")
                    .contains(words),
            "{page}"
        );
    }
    assert!(!page.contains("隔夜茶"));
    // Of two gaps of one size each takes another filler.
    project.replace(
        "layouts/fit/elastic.typ",
        "elastic: (picture: (5, 12))",
        "elastic: (filler: true)",
    );
    let words = project.read("issues/day/gap.md").replace("短稿", "中稿");
    project.write("issues/day/story.md", words);
    let report = built(&project);
    let fillers: Vec<&str> = ["gap", "story"]
        .iter()
        .flat_map(|slot| told(reported(&report, slot)))
        .collect();
    assert!(fillers.len() < 2 || fillers[0] != fillers[1], "{fillers:?}");
}

#[test]
fn optional_parts_and_pictures_go_only_when_needed() {
    let project = page(&[]);
    project.replace(
        "issues/day/issue.toml",
        "# as it came\n",
        "# as it came\noptional = true\n",
    );
    project.replace(
        "issues/day/issue.toml",
        "file = \"side.md\"",
        "file = \"side.md\"\ndeck = \"一行副题\"\noptional = [\"deck\"]\nfit = { space = -1 }",
    );
    let side = fit(&project, "side");
    let before = changes(&side).len();
    // More text: the deck goes, and all of the text stands.
    let more = crate::support::paragraphs(&[60, 60, 60, 60, 20], 0);
    crate::support::article(
        &project,
        "side.md",
        "headline = [\"河水清了\", \"岸也绿了\"]",
        &more,
    );
    let report = built(&project);
    assert_eq!(
        told(reported(&report, "side")).first(),
        Some(&"the deck left out"),
        "{before}"
    );
    assert!(!text(&project.path("out/YB-2026-11-22-01.pdf")).contains("一行副题"));
    // Far more: the picture as well.
    let more = crate::support::paragraphs(&[60; 9], 0);
    crate::support::article(
        &project,
        "side.md",
        "headline = [\"河水清了\", \"岸也绿了\"]",
        &more,
    );
    let report = built(&project);
    let told = told(reported(&report, "side"));
    assert!(told.contains(&"picture `photo` left out"), "{told:?}");
    assert!(!project.read("out/report.json").contains("overset"));
}

#[test]
fn nothing_gives_way_where_the_issue_says_so() {
    let project = elastic(&[("lead", &[60; 6])]);
    project.replace(
        "issues/day/issue.toml",
        "number = 7\n",
        "number = 7\nelastic = false\n",
    );
    assert_eq!(changes(&fit(&project, "lead")), [""; 0]);
}

#[test]
fn the_same_issue_gives_the_same_pages() {
    let project = elastic(&[("lead", &[60; 8]), ("gap", &[60, 60, 60, 60, 20])]);
    let pdf = |folder: &str| {
        let run = project.run(&["build", "issues/day", "-o", folder]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        std::fs::read(project.path(&format!("{folder}/YB-2026-11-22-01.pdf"))).unwrap()
    };
    assert!(pdf("one") == pdf("two"));
    assert_eq!(
        project.read("one/report.json"),
        project.read("two/report.json")
    );
}

#[test]
fn what_a_layout_says_wrong_is_told() {
    let project = elastic(&[]);
    let layout = project.read("layouts/fit/elastic.typ");
    for (from, to, told) in [
        ("head: (-1, 2)", "head: (1, 2)", "expected head: (-1, 2)"),
        ("head: (-1, 2)", "heads: (-1, 2)", "unknown key `heads`"),
        ("crosshead: 1", "crosshead: 9", "between 0 and 4"),
        (
            "height: (11, 16)",
            "height: (15, 16)",
            "and the slot has 14 lines",
        ),
        ("height: (11, 16)", "height: 3", "expected height: (12, 20)"),
        (
            "height: (11, 16)",
            "elastic: (filler: true)",
            "`elastic` is for slots of articles",
        ),
    ] {
        project.write("layouts/fit/elastic.typ", layout.replace(from, to));
        let run = build(&project);
        assert!(run.stderr.contains(told), "{to}: {}", run.stderr);
    }
}
