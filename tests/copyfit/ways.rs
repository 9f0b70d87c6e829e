//! Every way out that is offered is taken, and the issue then builds.

use serde_json::Value;

use crate::common::Project;
use crate::support::{build, fit, kinds, page};

/// Takes each way of a slot in turn, as its editor would, and builds; gives the kinds.
fn all_fit(project: &Project, slot: &str) -> Vec<String> {
    let fit = fit(project, slot);
    assert!(fit["overLines"].as_u64().unwrap() > 0, "{slot} is not over");
    assert_eq!(build(project).code, 1);
    let manifest = project.read("issues/day/issue.toml");
    for way in fit["ways"].as_array().unwrap() {
        let article = match way.get("cut") {
            Some(cut) => Some(cut_it(project, cut)),
            None => {
                let asked = format!("{slot}:{}", way["number"]);
                let run = project.run(&["fit", "issues/day", "--apply", &asked]);
                assert_eq!(run.code, 0, "{asked}: {}\n{}", run.stdout, run.stderr);
                None
            }
        };
        let run = build(project);
        assert_eq!(run.code, 0, "{way}\n{}\n{}", run.stdout, run.stderr);
        project.write("issues/day/issue.toml", &manifest);
        if let Some((file, text)) = article {
            project.write(&file, text);
        }
    }
    kinds(&fit).into_iter().map(String::from).collect()
}

/// Cuts an article as a way says, and gives the file and the text it had.
fn cut_it(project: &Project, cut: &Value) -> (String, String) {
    let file = format!("issues/day/{}", cut["article"].as_str().unwrap());
    let text = project.read(&file);
    let mut lines: Vec<String> = text.lines().map(String::from).collect();
    let mut total = 0;
    for part in cut["paragraphs"].as_array().unwrap() {
        let line = &mut lines[part["line"].as_u64().unwrap() as usize - 1];
        let count = part["characters"].as_u64().unwrap() as usize;
        total += count;
        // Whole sentences go with their full stop; else it stays.
        let sentences = cut["sentences"] == true;
        let mut left: Vec<char> = line.chars().collect();
        let stop = if sentences { None } else { left.pop() };
        left.truncate(left.len() - count);
        left.extend(stop);
        *line = left.into_iter().collect();
    }
    assert_eq!(total as u64, cut["characters"].as_u64().unwrap());
    project.write(&file, lines.join("\n") + "\n");
    (file, text)
}

#[test]
fn a_column_under_a_picture() {
    let project = page(&[("side", &[60, 60, 60, 60, 20])]);
    let kinds = all_fit(&project, "side");
    let expected = [
        "space",
        "crop",
        "headline-size",
        "headline-lines",
        "cut",
        "cut",
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn a_box_gives_its_air() {
    let project = page(&[("box", &[60, 60, 105])]);
    let kinds = all_fit(&project, "box");
    assert!(kinds.contains(&"tighten".into()), "{kinds:?}");
    assert!(kinds.contains(&"crop".into()), "{kinds:?}");
}

#[test]
fn two_articles_change_places() {
    let project = page(&[
        ("small", &[60, 60, 60, 60, 20]),
        ("large", &[60, 60, 60, 20]),
    ]);
    let kinds = all_fit(&project, "small");
    assert!(kinds.contains(&"swap".into()), "{kinds:?}");
}

#[test]
fn a_free_slot_takes_the_rest() {
    let project = page(&[("side", &[60, 60, 60, 60, 60, 60])]);
    let kinds = all_fit(&project, "side");
    assert!(kinds.contains(&"run-on".into()), "{kinds:?}");
    // Ranked as a night editor would: what costs least first.
    assert_eq!(kinds.last().map(String::as_str), Some("run-on"));
}

#[test]
fn a_free_slot_of_another_page_takes_the_rest() {
    let project = page(&[("side", &[60; 6])]);
    let more = "\n[[page]]\nnumber = 4\nlayout = \"fit/page\"\n\n[[page.picture]]\nslot = \"photo\"\nfile = \"pictures/dog.jpg\"\n\n\
                [[page.picture]]\nslot = \"plate\"\nfile = \"pictures/stream.jpg\"\n\n";
    let mut manifest = project.read("issues/day/issue.toml") + more;
    for slot in ["side", "box", "large", "small"] {
        let text = project.read(&format!("issues/day/{slot}.md"));
        let text = match slot {
            "side" => text.rsplitn(4, "\n\n").last().unwrap().to_string() + "\n",
            _ => text,
        };
        project.write(&format!("issues/day/four/{slot}.md"), text);
        manifest += &format!("[[page.article]]\nslot = \"{slot}\"\nfile = \"four/{slot}.md\"\n\n");
    }
    // The front's own free slot is taken.
    project.write(
        "issues/day/free.md",
        "+++\nheadline = \"也有主\"\n+++\n\n这一块已经排了。\n",
    );
    let taken = "[[page.article]]\nslot = \"free\"\nfile = \"free.md\"\n\n[[page]]\nnumber = 4";
    project.write(
        "issues/day/issue.toml",
        manifest.replace("[[page]]\nnumber = 4", taken),
    );
    let kinds = all_fit(&project, "side");
    assert!(kinds.contains(&"run-on".into()), "{kinds:?}");
    let fit = fit(&project, "side");
    let ways = fit["ways"].as_array().unwrap();
    let on = ways.iter().find(|way| way["kind"] == "run-on").unwrap();
    assert_eq!(
        on["edits"][0]["value"],
        serde_json::json!(["side", "4:free"])
    );
}

#[test]
fn optional_things_are_offered_where_nothing_gives_way_by_itself() {
    let project = page(&[]);
    project.replace(
        "issues/day/issue.toml",
        "number = 7\n",
        "number = 7\nelastic = false\n",
    );
    project.replace(
        "issues/day/issue.toml",
        "# as it came\n",
        "# as it came\noptional = true\n",
    );
    project.replace(
        "issues/day/issue.toml",
        "file = \"side.md\"",
        "file = \"side.md\"\ndeck = [\"一行副题说明来由\", \"又一行副题\", \"三行\"]\noptional = [\"deck\"]",
    );
    let kinds = all_fit(&project, "side");
    assert_eq!(
        kinds.iter().filter(|kind| *kind == "drop").count(),
        2,
        "{kinds:?}"
    );
}

#[test]
fn what_does_not_fit_is_not_offered() {
    // No picture may lose so much, no headline is so large.
    let project = page(&[("side", &[60; 16])]);
    let fit = fit(&project, "side");
    let kinds = kinds(&fit);
    assert!(kinds.iter().all(|kind| *kind == "cut"), "{kinds:?}");
    // What stands in a slot that fits has none at all.
    assert_eq!(
        crate::support::kinds(&crate::support::fit(&project, "large")),
        [""; 0]
    );
}

#[test]
fn a_slot_that_is_badly_under_is_filled() {
    let project = page(&[("small", &[60, 60, 20])]);
    let fit = fit(&project, "small");
    assert!(fit["spareLines"].as_u64().unwrap() > 3);
    let kinds = kinds(&fit);
    assert!(
        kinds.contains(&"space") && kinds.contains(&"crop"),
        "{kinds:?}"
    );
    let run = project.run(&["fit", "issues/day", "--apply", "small:crop"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let after = crate::support::fit(&project, "small");
    assert!(after["spareLines"].as_u64().unwrap() <= 1, "{after}");
}

#[test]
fn every_build_and_check_shows_the_table() {
    let project = page(&[("side", &[60, 60, 60, 60, 20])]);
    let built = build(&project).stdout;
    let checked = project.run(&["check", "issues/day"]).stdout;
    for text in [built, checked, project.run(&["fit", "issues/day"]).stdout] {
        assert!(
            text.contains("slot   article   lines  capacity  length  fit"),
            "{text}"
        );
        assert!(
            text.contains("side   side.md      24       264     260  2 lines OVER (20)"),
            "{text}"
        );
        assert!(
            text.contains("2. crop picture `photo` by 1 line (16 → 15)"),
            "{text}"
        );
    }
}

#[test]
fn the_table_is_aligned_where_names_are_wide() {
    let project = page(&[]);
    let text = project.read("issues/day/side.md");
    project.write(
        "issues/day/稿件/河水清了岸也绿了鱼也回来了人也笑了.md",
        text,
    );
    project.replace(
        "issues/day/issue.toml",
        "\"side.md\"",
        "\"稿件/河水清了岸也绿了鱼也回来了人也笑了.md\"",
    );
    let table = project.run(&["fit", "issues/day"]).stdout;
    let wide = |text: &str| -> usize {
        text.chars()
            .map(|c| if c.is_ascii() || c == '…' { 1 } else { 2 })
            .sum()
    };
    let rows: Vec<&str> = table.lines().filter(|line| line.contains(".md")).collect();
    let ends: Vec<usize> = rows
        .iter()
        .map(|row| wide(&row[..row.find("full").or(row.find("1 line")).unwrap()]))
        .collect();
    assert!(
        rows.len() == 4 && ends.iter().all(|end| *end == ends[0]),
        "{table}"
    );
    assert!(table.lines().all(|line| wide(line) <= 100), "{table}");
}
