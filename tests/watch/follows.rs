//! The screen follows the files: what changes is shown, and nothing else is sent again.

use std::fs;

use crate::common::Project;
use crate::watching::{Watching, page};

const ISSUE: &str = "issues/2022-04-16";
const LEAD: &str = "issues/2022-04-16/articles/t1-lead.md";

#[test]
fn only_the_page_that_changed_gets_another_name() {
    let project = Project::sample("2022-04-16");
    let watching = Watching::start(&project, ISSUE);
    let before = watching.news();
    assert_eq!(before["stale"], false);
    project.replace(LEAD, "看门人", "守门人");
    let after = watching.until("change", |news| {
        news["busy"] == false && page(news, 1)["look"] != page(&before, 1)["look"]
    });
    for number in 2..=4 {
        assert_eq!(
            page(&after, number)["look"],
            page(&before, number)["look"],
            "{number}"
        );
        assert_eq!(
            page(&after, number)["overlay"],
            page(&before, number)["overlay"],
            "{number}"
        );
    }
    // A browser that is a little behind still gets the page before.
    let old = page(&before, 1)["look"].as_str().unwrap().to_string();
    assert_eq!(watching.get(&format!("page/{old}/page.svg")).status, 200);
}

#[test]
fn an_error_leaves_the_last_pages_and_goes_by_itself() {
    let project = Project::sample("2022-04-16");
    let watching = Watching::start(&project, ISSUE);
    let before = watching.news();
    let manifest = project.read("issues/2022-04-16/issue.toml");
    project.write(
        "issues/2022-04-16/issue.toml",
        manifest.replacen("number = 1\n", "number = \n", 1),
    );
    let broken = watching.until("error", |news| news["stale"] == true);
    let finding = &broken["findings"][0];
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["place"]["file"], "issues/2022-04-16/issue.toml");
    assert!(finding["place"]["line"].as_u64().is_some(), "{finding}");
    let more = broken["findings"].as_array().unwrap();
    let unplaced = |finding: &serde_json::Value| finding["rule"] == "unplaced-article";
    assert!(
        !more.iter().any(unplaced),
        "the mistake alone is told: {broken}"
    );
    assert_eq!(broken["pages"], before["pages"], "the last good pages stay");
    let look = page(&before, 1)["look"].as_str().unwrap().to_string();
    assert_eq!(watching.get(&format!("page/{look}/page.svg")).status, 200);
    project.write("issues/2022-04-16/issue.toml", manifest);
    let mended = watching.until("recovery", |news| {
        news["stale"] == false && news["busy"] == false
    });
    assert_eq!(page(&mended, 1)["look"], page(&before, 1)["look"]);
    // A layout that is no Typst.
    let layout = project.read("layouts/tabloid/front.typ");
    project.write("layouts/tabloid/front.typ", format!("{layout}\n#let ("));
    let broken = watching.until("error", |news| news["stale"] == true);
    let place = &broken["findings"][0]["place"];
    assert_eq!(place["file"], "layouts/tabloid/front.typ", "{broken}");
    project.write("layouts/tabloid/front.typ", layout);
    watching.until("recovery", |news| news["stale"] == false);
}

#[test]
fn layouts_pictures_and_files_put_in_anothers_place_are_seen() {
    let project = Project::sample("2022-04-16");
    let watching = Watching::start(&project, ISSUE);
    let look = |number| watching.look(number);
    let changed = |number: u64, before: &str| {
        watching.until("change", |news| {
            news["busy"] == false && page(news, number)["look"] != before
        });
    };
    // As editors write: a new file takes the old one's name.
    let before = look(1);
    let text = project.read(LEAD).replace("看门人", "掌门人");
    fs::write(project.path("issues/2022-04-16/articles/new"), text).unwrap();
    fs::rename(
        project.path("issues/2022-04-16/articles/new"),
        project.path(LEAD),
    )
    .unwrap();
    changed(1, &before);
    // A layout of the library changes the pages that use it.
    let before = look(2);
    project.replace("layouts/lib/rule.typ", "0.5pt", "1.5pt");
    changed(2, &before);
    // Another picture under the same name.
    let before = look(1);
    let overlay = watching.overlay(1);
    let file = overlay["pictures"][0]["file"].as_str().unwrap();
    let other = watching.overlay(2)["pictures"][0]["file"]
        .as_str()
        .unwrap()
        .to_string();
    let folder = project.path(ISSUE);
    let bytes = fs::read(folder.join(&other)).unwrap();
    project.write(&format!("{ISSUE}/{file}"), bytes);
    changed(1, &before);
    // An article of a name that was not there.
    project.write(
        &format!("{ISSUE}/articles/fresh.md"),
        project.read(LEAD).replace("掌门人", "关门人"),
    );
    let before = look(1);
    project.replace(
        "issues/2022-04-16/issue.toml",
        "articles/t1-lead.md",
        "articles/fresh.md",
    );
    changed(1, &before);
    let before = look(1);
    project.replace(&format!("{ISSUE}/articles/fresh.md"), "关门人", "开门人");
    changed(1, &before);
}

#[test]
fn an_empty_slot_has_a_placeholder_on_the_screen_and_is_an_error_in_build() {
    let project = Project::sample("2022-04-16");
    let manifest = project.read("issues/2022-04-16/issue.toml");
    let at = manifest.find("[[page.picture]]").unwrap();
    let end = at + manifest[at..].find("\n\n").unwrap();
    project.write(
        "issues/2022-04-16/issue.toml",
        format!("{}{}", &manifest[..at], &manifest[end..]),
    );
    let watching = Watching::start(&project, ISSUE);
    let news = watching.news();
    assert_eq!(news["stale"], false, "{news}");
    let found = news["findings"].as_array().unwrap();
    let empty = found
        .iter()
        .find(|finding| finding["rule"] == "empty-slot")
        .unwrap();
    assert_eq!(empty["severity"], "error");
    let overlay = watching.overlay(1);
    let words: Vec<&str> = overlay["lines"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|line| line["text"].as_str())
        .collect();
    assert!(
        words.iter().any(|text| text.contains("picture 图片")),
        "{words:?}"
    );
    let slots = overlay["slots"].as_array().unwrap();
    assert!(
        slots
            .iter()
            .any(|slot| slot["name"] == "photo" && slot["files"] == serde_json::json!([]))
    );
    let run = project.run(&["build", ISSUE]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("empty-slot"), "{}", run.stderr);
    assert!(
        !project
            .files("out")
            .iter()
            .any(|file| file.ends_with(".pdf"))
    );
}
