//! Zoned editions: several issues of one date, side by side, none in another's place.

use std::fs;

use serde_json::Value;

use crate::common::{Project, copy_folder, repository};
use crate::{DATE, ISSUE};

/// A paper with a main edition and two zoned ones, which take their articles and pictures from it.
fn zoned() -> Project {
    let project = Project::sample(DATE);
    project
        .replace(
            "dayang.toml",
            "{code}-{date}-{page}.pdf\"",
            "{code}-{date}-{edition}-{page}.pdf\"\nfolder = \"press\"",
        )
        .replace(
            "dayang.toml",
            "\"{code}-{date}.pdf\"",
            "\"{code}-{date}-{edition}.pdf\"",
        );
    fs::create_dir(project.path("press")).unwrap();
    let main = project.read(&format!("{ISSUE}/issue.toml"));
    for edition in ["east", "west"] {
        let zone = main
            .replace(
                "number = 12350",
                &format!("number = 12350\nedition = \"{edition}\""),
            )
            .replace("file = \"", &format!("file = \"../{DATE}/"));
        project.write(&format!("issues/{DATE}-{edition}/issue.toml"), zone);
    }
    // The east has an article of its own on page 2.
    let east = format!("issues/{DATE}-east");
    let own = project
        .read(&format!("{ISSUE}/articles/t2-third.md"))
        .replacen('。', "！", 1);
    project
        .write(&format!("{east}/articles/own.md"), own)
        .replace(
            &format!("{east}/issue.toml"),
            &format!("../{DATE}/articles/t2-third.md"),
            "articles/own.md",
        );
    project
}

#[test]
fn editions_share_pages_and_stand_beside_each_other() {
    let project = zoned();
    let issues = [
        ISSUE.to_string(),
        format!("{ISSUE}-east"),
        format!("{ISSUE}-west"),
    ];
    let run = project.run(&["deliver", &issues[0], &issues[1], &issues[2]]);
    assert_eq!(run.code, 0, "{}\n{}", run.stdout, run.stderr);
    assert!(
        run.stdout.contains("3 issues, 12 pages, none with errors"),
        "{}",
        run.stdout
    );
    let read = |edition: &str, page: u32| {
        let name = format!("press/YB-{DATE}{edition}-{page:02}.pdf");
        fs::read(project.path(&name)).unwrap()
    };
    for page in 1..=4 {
        assert!(read("", page) == read("-west", page));
        assert_eq!(read("", page) == read("-east", page), page != 2);
    }
    assert_eq!(project.files(&format!("out/{DATE}-east")).len(), 6);
    // Once all are there, a ticket tells which plates serve for several.
    project.run(&["deliver", &issues[1], "--again"]);
    let ticket = project.read(&format!("press/YB-{DATE}-east-ticket-2.json"));
    let ticket: Value = serde_json::from_str(&ticket).unwrap();
    assert_eq!(ticket["edition"], "east");
    let same = |page: usize| {
        let list = ticket["pages"][page]["sameAs"].as_array();
        list.map_or(0, Vec::len)
    };
    assert_eq!([same(0), same(1), same(2), same(3)], [2, 0, 2, 2]);
}

#[test]
fn editions_that_would_overwrite_each_other_are_told() {
    let project = zoned();
    let east = format!("{ISSUE}-east");
    project.replace("dayang.toml", "-{edition}-{page}", "-{page}");
    let run = project.run(&["check", &east, "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let told = |finding: &&Value| finding["rule"] == "edition" && finding["place"]["line"] == 4;
    let findings = report["findings"].as_array().unwrap();
    assert_eq!(findings.iter().filter(told).count(), 1, "{}", run.stdout);
    project.replace("dayang.toml", "-{page}", "-{edition}-{page}");
    // Two issues of a date without an edition, in one run and in two.
    let twin = "issues/twin";
    copy_folder(&repository().join(ISSUE), &project.path(twin));
    let run = project.run(&["build", ISSUE, twin]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("would overwrite those of"),
        "{}",
        run.stderr
    );
    project.build(ISSUE);
    let before = project.files("out");
    let run = project.run(&["build", twin]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("stand in the same folder already"),
        "{}",
        run.stderr
    );
    assert_eq!(project.files("out"), before);
    // It moved: nothing is in its way.
    fs::remove_dir_all(project.path(ISSUE)).unwrap();
    project.build(twin);
    // A name that no file bears.
    project.replace(&format!("{east}/issue.toml"), "\"east\"", "\"e/ast\"");
    let run = project.run(&["build", &east]);
    assert!(
        run.stderr.contains("not fit for file names"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_batch_tells_of_each_in_turn_and_stops_for_none() {
    let project = zoned();
    project.write("issues/broken/issue.toml", "[issue]\ndate = 2022-04-1\n");
    let issues = ["issues/broken", ISSUE, "issues/2022-04-16-west"];
    let json = |command: &str| {
        let run = project.run(&[&[command], &issues[..], &["--format", "json"]].concat());
        assert_eq!(run.code, 2, "{}", run.stdout);
        run.stdout
    };
    let first = json("build");
    let report: Value = serde_json::from_str(&first).unwrap();
    let pages = |at: usize| report["issues"][at]["pages"].as_array().map_or(0, Vec::len);
    assert_eq!([pages(0), pages(1), pages(2)], [0, 4, 4]);
    for (at, issue) in issues.iter().enumerate() {
        assert_eq!(report["issues"][at]["issue"], *issue);
    }
    assert_eq!(json("build"), first);
    assert_eq!(json("check"), json("check"));
    let run = project.run(&[&["build"], &issues[..]].concat());
    let table = run.stdout.rsplit("\n\n").next().unwrap();
    let lines: Vec<&str> = table.lines().collect();
    assert!(
        lines[0].starts_with("issue") && lines[0].ends_with("seconds"),
        "{table}"
    );
    assert!(lines[1].starts_with("issues/broken "), "{table}");
    assert!(
        lines[4].starts_with("3 issues, 8 pages, 1 with errors in "),
        "{table}"
    );
    // No bar where there is no terminal.
    assert!(!run.stderr.contains('━') && !run.stderr.contains('\r'));
}
