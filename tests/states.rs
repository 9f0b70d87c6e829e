//! Page states: who signed what, what a signature forbids, and a file that people edit by hand.

mod common;

use std::fs;

use common::{Project, Run};
use serde_json::Value;

const ISSUE: &str = "issues/2022-04-16";
const STATES: &str = "issues/2022-04-16/states.toml";
const ARTICLE: &str = "issues/2022-04-16/articles/t2-third.md";

fn run(project: &Project, arguments: &[&str], code: i32) -> Run {
    let run = project.run(arguments);
    assert_eq!(
        run.code, code,
        "{arguments:?}\n{}\n{}",
        run.stdout, run.stderr
    );
    run
}

fn sign(project: &Project, page: &str, by: &str, code: i32) -> Run {
    run(project, &["sign", ISSUE, "--page", page, "--by", by], code)
}

/// Changes page 2 alone.
fn change(project: &Project) {
    let text = project.read(ARTICLE).replacen('。', "！", 1);
    project.write(ARTICLE, text);
}

#[test]
fn a_signed_page_does_not_change_until_it_is_released() {
    let project = Project::sample("2022-04-16");
    let told = sign(&project, "2", "林一白", 1);
    assert!(
        told.stderr.contains("it has not been built"),
        "{}",
        told.stderr
    );
    assert!(!project.path(STATES).exists());
    project.build(ISSUE);
    let told = sign(&project, "1,2", "林一白", 0);
    assert!(
        told.stdout.contains("page 2   signed   林一白, "),
        "{}",
        told.stdout
    );
    assert!(told.stdout.contains("page 3   open"), "{}", told.stdout);
    let page = "out/2022-04-16/YB-2022-04-16-02.pdf";
    let signed = fs::read(project.path("issues/2022-04-16/signed/02.pdf")).unwrap();
    assert!(signed == fs::read(project.path(page)).unwrap());
    // The same content is no change, whatever the date in the file.
    let again = project
        .command(&["build", ISSUE])
        .env("SOURCE_DATE_EPOCH", "951827696")
        .output();
    assert!(again.unwrap().status.success());
    project.build(ISSUE);
    change(&project);
    let before = project.files("out");
    let built = run(&project, &["build", ISSUE, "--format", "json"], 1);
    let report: Value = serde_json::from_str(&built.stdout).unwrap();
    let errors: Vec<&Value> = (report["findings"].as_array().unwrap().iter())
        .filter(|finding| finding["severity"] == "error")
        .collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0]["rule"], "signed-page-changed");
    assert_eq!(errors[0]["page"], 2);
    assert_eq!(errors[0]["related"][0]["place"]["file"], STATES);
    let line = errors[0]["related"][0]["place"]["line"].as_u64().unwrap() as usize;
    assert_eq!(
        project.read(STATES).lines().nth(line - 1),
        Some("number = 2")
    );
    assert!(signed == fs::read(project.path(page)).unwrap());
    assert_eq!(project.files("out"), before);
    // `check` says so too, and a proof may show what would be.
    assert!(
        run(&project, &["check", ISSUE], 1)
            .stderr
            .contains("signed-page-changed")
    );
    run(&project, &["build", ISSUE, "--proof"], 0);
    // Nobody signs another page over it, and it is not proofed.
    run(&project, &["proofed", ISSUE, "--page", "2"], 1);
    run(
        &project,
        &[
            "release",
            ISSUE,
            "--page",
            "2",
            "--by",
            "沈未央",
            "--reason",
            "改错字",
        ],
        0,
    );
    let text = project.read(STATES);
    assert!(text.contains("state = \"open\"\nby = \"沈未央\""), "{text}");
    assert!(text.contains("reason = \"改错字\""), "{text}");
    assert!(
        !text.split("number = 2").nth(1).unwrap().contains("hash"),
        "{text}"
    );
    project.build(ISSUE);
    // What was signed is kept, so that the change since can be seen.
    assert!(signed == fs::read(project.path("issues/2022-04-16/signed/02.pdf")).unwrap());
    let told = sign(&project, "2", "沈未央", 0);
    assert!(
        told.stdout.contains("page 2   signed   沈未央"),
        "{}",
        told.stdout
    );
    assert!(!project.read(STATES).contains("reason"));
    // Signed twice: the first stays, and is no error.
    sign(&project, "2", "秦渡", 0);
    assert!(!project.read(STATES).contains("秦渡"));
}

#[test]
fn what_is_read_is_what_is_signed() {
    let project = Project::sample("2022-04-16");
    project.build(ISSUE);
    // The copy changed after the page was built and read: it is the page that is signed.
    change(&project);
    sign(&project, "2", "林一白", 0);
    assert!(
        run(&project, &["build", ISSUE], 1)
            .stderr
            .contains("signed-page-changed")
    );
    // A proof in the page's place cannot be signed.
    run(&project, &["build", ISSUE, "--proof"], 0);
    let proof = fs::read(project.path("out/2022-04-16/proof-YB-2022-04-16-03.pdf")).unwrap();
    project.write("out/2022-04-16/YB-2022-04-16-03.pdf", proof);
    let told = sign(&project, "3", "林一白", 1);
    assert!(told.stderr.contains("it is a proof"), "{}", told.stderr);
    // All or none.
    let told = sign(&project, "4,3", "林一白", 1);
    assert!(told.stderr.contains("state-refused"), "{}", told.stderr);
    assert!(!project.read(STATES).contains("number = 4"));
    // Without a ledger, by the page's name.
    fs::remove_dir_all(project.path("out/2022-04-16/.dayang")).unwrap();
    sign(&project, "4", "林一白", 0);
    // Another page in the place of what was signed must be released first.
    let other = fs::read(project.path("out/2022-04-16/YB-2022-04-16-01.pdf")).unwrap();
    project.write("out/2022-04-16/YB-2022-04-16-04.pdf", other);
    let told = sign(&project, "4", "秦渡", 1);
    assert!(
        told.stderr
            .contains("was signed by 林一白 with other content"),
        "{}",
        told.stderr
    );
    let told = run(&project, &["states", ISSUE], 0);
    assert!(told.stdout.contains("changed since"), "{}", told.stdout);
}

#[test]
fn used_wrongly() {
    let project = Project::sample("2022-04-16");
    project.build(ISSUE);
    let told = sign(&project, "9", "林一白", 2);
    assert!(
        told.stderr.contains("no page 9") && told.stderr.contains("1, 2, 3, 4"),
        "{}",
        told.stderr
    );
    let told = sign(&project, "1", "  ", 2);
    assert!(told.stderr.contains("names nobody"), "{}", told.stderr);
    run(&project, &["sign", ISSUE, "--page", "1"], 2);
    run(&project, &["sign", ISSUE, "--by", "林一白"], 2);
    run(
        &project,
        &["sign", "issues/none", "--page", "1", "--by", "林"],
        2,
    );
    run(&project, &["release", ISSUE, "--all", "--by", "林一白"], 0);
    assert!(!project.path(STATES).exists());
}

#[test]
fn the_file_is_checked_as_a_manifest_is() {
    let project = Project::sample("2022-04-16");
    let broken = "[[page]]\nnumber = 2\nstate = \"singed\"\nsince = 3\n\n[[page]]\nnumber = 3\nstate = \"signed\"\n";
    project.write(STATES, broken);
    for command in ["build", "check", "states"] {
        let told = run(&project, &[command, ISSUE], 2);
        for words in [
            "did you mean `signed`?",
            "unknown key `since`",
            "page 3 is signed, but `hash` is missing",
            "states.toml:3:",
        ] {
            assert!(
                told.stderr.contains(words),
                "{command}: {words}\n{}",
                told.stderr
            );
        }
    }
    assert_eq!(project.files("out"), [""; 0]);
    project.write(STATES, "[[page]]\nnumber = 9\nstate = \"open\"\n");
    let told = run(&project, &["build", ISSUE], 1);
    assert!(
        told.stderr.contains("the issue has no page 9"),
        "{}",
        told.stderr
    );
    // Broken TOML, and no text at all.
    for text in [
        &b"[[page]\nnumber = 1\n"[..],
        b"\xff\xfe\x00",
        &[b'#'; 2 << 20],
    ] {
        project.write(STATES, text);
        run(&project, &["build", ISSUE], 2);
        run(&project, &["sign", ISSUE, "--page", "1", "--by", "林"], 2);
        assert!(fs::read(project.path(STATES)).unwrap() == text);
    }
}

#[test]
fn comments_stay_and_two_at_once_lose_nothing() {
    let project = Project::sample("2022-04-16");
    project.build(ISSUE);
    project.write(
        STATES,
        "# 今夜\n\n[[page]]\nnumber = 3 # 副刊\nstate = \"open\" # 等图\n",
    );
    let start = |page: &str| {
        let arguments = ["sign", ISSUE, "--page", page, "--by", "林一白"];
        project.command(&arguments).spawn().unwrap()
    };
    let signed = ["1", "2", "3", "4"].map(start);
    for mut child in signed {
        assert!(child.wait().unwrap().success());
    }
    let text = project.read(STATES);
    assert_eq!(text.matches("state = \"signed\"").count(), 4, "{text}");
    let start = "# 今夜\n\n[[page]]\nnumber = 3 # 副刊\nstate = \"signed\" # 等图\n";
    assert!(text.starts_with(start), "{text}");
}

#[test]
fn only_signed_pages_go_where_the_house_wants_it() {
    let project = Project::sample("2022-04-16");
    project.replace(
        "dayang.toml",
        "[delivery]\n",
        "[delivery]\nfolder = \"press\"\nsigned = true\n",
    );
    fs::create_dir(project.path("press")).unwrap();
    project.build(ISSUE);
    sign(&project, "1,3", "林一白", 0);
    let told = run(&project, &["deliver", ISSUE], 0);
    assert!(told.stderr.contains("unsigned-page"), "{}", told.stderr);
    assert!(
        told.stdout
            .contains("page 2: not delivered: it is not signed"),
        "{}",
        told.stdout
    );
    let pages: Vec<String> = project.files("press");
    assert_eq!(
        pages.iter().filter(|name| name.ends_with(".pdf")).count(),
        2,
        "{pages:?}"
    );
    let ticket = project.read("press/YB-2022-04-16-ticket-1.json");
    let ticket: Value = serde_json::from_str(&ticket).unwrap();
    assert_eq!(ticket["pages"][1]["signed"]["by"], "林一白");
    assert_eq!(ticket["missing"][0]["why"], "it is not signed");
    // A signed page that would change stays on the press as it was signed; others go.
    sign(&project, "2", "林一白", 0);
    sign(&project, "4", "林一白", 0);
    change(&project);
    let told = run(&project, &["deliver", ISSUE], 1);
    assert!(
        told.stdout
            .contains("page 2: not delivered: signed-page-changed"),
        "{}",
        told.stdout
    );
    assert!(told.stdout.contains("page 4: delivered"), "{}", told.stdout);
}
