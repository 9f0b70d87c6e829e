//! What the house says wrongly, and wrong use: each with a run of its own, told at its line of
//! `dayang.toml`, or of the file that is named.

use super::base;
use crate::common::{Project, tool};
use crate::support::{Found, check, run};

pub const COVERED: [&str; 25] = [
    "paper-code",
    "delivery-pattern",
    "paper-number",
    "font-missing",
    "font-broken",
    "print-settings",
    "print-profile",
    "unknown-rule",
    "rule-level",
    "fixed-rule",
    "masthead",
    "time-limit",
    "memory-limit",
    "project-missing",
    "issue-missing",
    "issue-outside-project",
    "manifest-unreadable",
    "page",
    "output",
    "cannot-write",
    "new-layout",
    "new-issue",
    // Told in tests/watch/doors.rs.
    "watch-port",
    "source-date-epoch",
    "page-changed",
];

fn good() -> Project {
    let project = base::house();
    base::write(&project, "good");
    project
}

/// The line of some words in the house file.
fn line(project: &Project, words: &str) -> Option<u64> {
    let house = project.read("dayang.toml");
    let at = house.lines().position(|line| line.contains(words));
    at.map(|at| at as u64 + 1)
}

fn told(findings: &[Found], rule: &str, file: &str, line: Option<u64>) {
    assert!(
        findings
            .iter()
            .any(|one| (&*one.rule, &*one.file, one.line) == (rule, file, line)),
        "{rule} at {file}:{line:?}: {findings:#?}"
    );
}

#[test]
fn the_house_file_is_told_at_its_lines() {
    let project = good();
    let edits = [
        ("paper-code", "code = \"YB\"", "code = \"Y B\""),
        ("paper-number", "postcode = \"000000\"", "postcode = \"00\""),
        (
            "delivery-pattern",
            "page = \"{code}-{date}-{page}.pdf\"",
            "page = \"{code}.pdf\"",
        ),
        (
            "font-missing",
            "kai = [\"LXGW WenKai\"",
            "kai = [\"LXGW WenKia\"",
        ),
        ("unknown-rule", "[rules]\n", "[rules]\nrunts = \"off\"\n"),
        ("rule-level", "[rules]\n", "[rules]\nrunt = \"no\"\n"),
        (
            "fixed-rule",
            "[rules]\n",
            "[rules]\noverset = \"warning\"\n",
        ),
    ];
    for (_, from, to) in edits {
        project.replace("dayang.toml", from, to);
    }
    let findings = check(&project, &["good"], &[]);
    for (rule, _, to) in edits {
        let words = to.lines().last().unwrap();
        told(&findings, rule, "dayang.toml", line(&project, words));
    }
}

#[test]
fn the_press_and_the_fonts() {
    let project = good();
    let house = project.read("dayang.toml");
    let broken = |settings: &str| {
        project.write("dayang.toml", format!("{house}\n[print]\n{settings}"));
        check(&project, &["good"], &[])
    };
    let findings = broken("condition = \"FOGRA39\"\n");
    told(
        &findings,
        "print-settings",
        "dayang.toml",
        line(&project, "FOGRA39"),
    );
    // The head of a profile for a press, and nothing in it.
    let mut profile = vec![0; 132];
    profile[..4].copy_from_slice(&132_u32.to_be_bytes());
    profile[12..20].copy_from_slice(b"prtrCMYK");
    profile[36..40].copy_from_slice(b"acsp");
    project.write("press.icc", profile);
    let findings = broken("condition = \"Own\"\nprofile = \"press.icc\"\n");
    assert!(
        findings.iter().any(|one| one.rule == "print-profile"),
        "{findings:#?}"
    );
    let masthead = house.replace("[paper]\n", "[paper]\nmasthead = \"none.png\"\n");
    project.write("dayang.toml", masthead);
    let findings = check(&project, &["good"], &[]);
    let at = line(&project, "none.png");
    told(&findings, "masthead", "dayang.toml", at);
    project
        .write("dayang.toml", &house)
        .write("fonts/bad.otf", "no font");
    let findings = check(&project, &["good"], &[]);
    told(&findings, "font-broken", "fonts/bad.otf", None);
}

#[test]
fn a_layout_without_end_is_stopped() {
    let project = good();
    project.replace("dayang.toml", "compose_seconds = 60", "compose_seconds = 1");
    project.replace(
        "layouts/rules/back.typ",
        "#let render(page) = newspaper(page, {\n",
        "#let render(page) = newspaper(page, {\n  let a = 0\n  while a < 9000 { a += 1; let b = 0; while b < 9000 { b += 1; let c = 0; while c < 9000 { c += 1 } } }\n",
    );
    let findings = check(&project, &["good"], &[]);
    assert!(
        findings.iter().any(|one| one.rule == "time-limit"),
        "{findings:#?}"
    );
}

#[test]
fn a_layout_without_bounds_is_stopped() {
    let project = good();
    project.replace(
        "dayang.toml",
        "[limits]\n",
        "[limits]\ncompose_megabytes = 512\n",
    );
    project.replace(
        "layouts/rules/back.typ",
        "#let render(page) = newspaper(page, {\n",
        "#let render(page) = newspaper(page, {\n  let much = range(1000000000)\n",
    );
    let findings = check(&project, &["good"], &[]);
    assert!(
        findings.iter().any(|one| one.rule == "memory-limit"),
        "{findings:#?}"
    );
}

#[test]
fn wrong_use_names_the_file() {
    let project = good();
    let outside = tempfile::TempDir::new().unwrap();
    let outside = outside.path().to_str().unwrap();
    std::fs::write(format!("{outside}/issue.toml"), base::MANIFEST).unwrap();
    let said = |arguments: &[&str], rule: &str, words: &str| {
        let run = project.run(arguments);
        let told = format!("[{rule}]");
        assert!((1..=2).contains(&run.code), "{} {}", run.code, run.stderr);
        assert!(
            run.stderr.contains(&told) && run.stderr.contains(words),
            "{rule}: {}",
            run.stderr
        );
    };
    said(&["check", outside], "project-missing", outside);
    said(
        &["check", "issues/godo"],
        "issue-missing",
        "did you mean `issues/good`?",
    );
    std::fs::create_dir(project.path("issues/linked")).unwrap();
    let link = project.path("issues/linked/issue.toml");
    std::os::unix::fs::symlink(format!("{outside}/issue.toml"), link).unwrap();
    said(
        &["check", "issues/linked"],
        "issue-outside-project",
        "issues/linked",
    );
    tool(
        "mkfifo",
        &[project.path("issues/linked/pipe.toml").to_str().unwrap()],
    );
    said(
        &["check", "issues/linked/pipe.toml"],
        "manifest-unreadable",
        "pipe.toml",
    );
    said(
        &["check", "issues/good", "--page", "9"],
        "page",
        "no page 9",
    );
    said(
        &["build", "issues/good", "-o", "dayang.toml/out"],
        "output",
        "dayang.toml/out",
    );
    said(
        &["schema", "-o", "dayang.toml/out"],
        "cannot-write",
        "dayang.toml/out",
    );
    said(
        &["new", "layout", "city", "lead=0,0"],
        "new-layout",
        "lead=0,0",
    );
    said(&["new", "issue", "2026-02-30"], "new-issue", "2026-02-30");
    let run = project
        .command(&["check", "issues/good"])
        .env("SOURCE_DATE_EPOCH", "soon")
        .output();
    let stderr = String::from_utf8(run.unwrap().stderr).unwrap();
    assert!(stderr.contains("[source-date-epoch]"), "{stderr}");
}

#[test]
fn pages_that_changed_are_told_at_their_files() {
    let project = good();
    project.build("issues/good");
    let against = ["--against", "out", "--format", "json"];
    assert!(check(&project, &["good"], &against[..2]).is_empty());
    project.replace("issues/good/b1.md", "夜校开课", "夜校今开课");
    let findings = check(&project, &["good"], &against[..2]);
    told(
        &findings,
        "page-changed",
        "out/2022-04-11/YB-2022-04-11-01.pdf",
        None,
    );
    assert_eq!(findings.len(), 1, "{findings:#?}");
    std::fs::remove_file(project.path("out/2022-04-11/YB-2022-04-11-02.pdf")).unwrap();
    let run = run(&project, &[&["issues/good"], &against[..2]].concat());
    assert!(
        run.stderr.contains("there is no page to compare with"),
        "{}",
        run.stderr
    );
}
