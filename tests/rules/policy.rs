//! Severities of the house, exceptions of the manifest, and what the command line asks for.

use crate::support::{Issue, check, project, run};

fn placeholder(name: &'static str) -> Issue {
    Issue::sound(name).article("公司负责人", "公司负责人×××")
}

fn severity(
    project: &crate::common::Project,
    name: &str,
    rule: &str,
    more: &[&str],
) -> Vec<String> {
    let findings = check(project, &[name], more);
    let of = findings.into_iter().filter(|one| one.rule == rule);
    of.map(|one| one.severity).collect()
}

#[test]
fn the_house_sets_severities() {
    let project = project(&[placeholder("one")]);
    let rule = "placeholder-text";
    assert_eq!(severity(&project, "one", rule, &[]), ["warning"]);
    for (level, wanted) in [("error", &["error"][..]), ("note", &["note"]), ("off", &[])] {
        let house = project.read("dayang.toml");
        let line = format!("[rules]\n{rule} = \"{level}\"\n");
        project.write("dayang.toml", house.replace("[rules]\n", &line));
        assert_eq!(severity(&project, "one", rule, &[]), wanted);
        project.write("dayang.toml", house);
    }
}

#[test]
fn settings_that_are_wrong_are_errors_at_their_lines() {
    let project = project(&[Issue::sound("one")]);
    let house = project.read("dayang.toml");
    let lines = "[rules]\nrunts = \"off\"\nrunt = \"no\"\noverset = \"warning\"\n";
    project.write("dayang.toml", house.replace("[rules]\n", lines));
    let start = project
        .read("dayang.toml")
        .lines()
        .position(|line| line == "[rules]")
        .unwrap() as u64
        + 2;
    let findings = check(&project, &["one"], &[]);
    for (at, rule) in [(0, "unknown-rule"), (1, "rule-level"), (2, "fixed-rule")] {
        assert!(
            findings.iter().any(|one| one.rule == rule
                && one.line == Some(start + at)
                && one.file == "dayang.toml"),
            "{rule}: {findings:#?}"
        );
    }
    let hints: Vec<_> = findings.iter().flat_map(|one| &one.hints).collect();
    assert!(hints.iter().any(|hint| *hint == "did you mean `runt`?"));
}

#[test]
fn an_exception_with_its_reason_makes_a_note() {
    let except = "\n[[page.except]]\nrule = \"placeholder-text\"\nslot = \"story\"\nreason = \"姓名按规定隐去\"\n";
    let elsewhere = except.replace("story", "brief");
    let unknown = except.replace("placeholder-text", "placeholder");
    let fixed = except.replace("placeholder-text", "overset");
    let project = project(&[
        placeholder("excepted").add(except),
        placeholder("elsewhere").add(&elsewhere),
        Issue::sound("idle").add(except),
        Issue::sound("unknown").add(&unknown),
        Issue::sound("fixed").add(&fixed),
    ]);
    let findings = check(&project, &["excepted"], &["--deny", "warnings"]);
    let [one] = findings.as_slice() else {
        panic!("{findings:#?}");
    };
    assert_eq!((&*one.rule, &*one.severity), ("placeholder-text", "note"));
    assert!(
        one.hints
            .contains(&"excepted in the manifest: 姓名按规定隐去".to_string())
    );
    for (name, rule) in [
        ("elsewhere", "placeholder-text"),
        ("elsewhere", "unused-exception"),
        ("idle", "unused-exception"),
        ("unknown", "unknown-rule"),
        ("fixed", "fixed-rule"),
    ] {
        let findings = check(&project, &[name], &[]);
        let one = findings.iter().find(|one| one.rule == rule);
        let one = one.unwrap_or_else(|| panic!("{name}: {findings:#?}"));
        if rule != "placeholder-text" {
            assert_eq!(one.line, Some(15), "{name}");
        }
    }
}

#[test]
fn exit_codes_follow_what_is_denied_and_allowed() {
    let overset = Issue::sound("over").article("请大家放心。", &"请大家放心。".repeat(60));
    let project = project(&[placeholder("one"), overset]);
    let code = |arguments: &[&str]| run(&project, arguments).code;
    assert_eq!(code(&["issues/one"]), 0);
    assert_eq!(code(&["issues/one", "--deny", "warnings"]), 1);
    assert_eq!(code(&["issues/one", "--deny", "placeholder-text"]), 1);
    assert_eq!(code(&["issues/one", "--deny", "runt"]), 0);
    assert_eq!(
        code(&[
            "issues/one",
            "--deny",
            "warnings",
            "--allow",
            "placeholder-text"
        ]),
        0
    );
    assert_eq!(code(&["issues/over"]), 1);
    assert_eq!(code(&["issues/one", "issues/none"]), 2);
    // What cannot be turned off, and what is no rule, is wrong use.
    assert_eq!(code(&["issues/over", "--allow", "overset"]), 2);
    let run = run(&project, &["issues/one", "--deny", "placeholder-txt"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("did you mean `placeholder-text`?"),
        "{}",
        run.stderr
    );
    assert!(project.files("out").is_empty(), "check writes nothing");
}

#[test]
fn a_build_follows_them_too() {
    let project = project(&[placeholder("one")]);
    let build = |more: &[&str]| project.run(&[&["build", "issues/one"], more].concat());
    assert_eq!(build(&["--deny", "warnings"]).code, 1);
    assert!(project.files("out").is_empty());
    let run = build(&["--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["command"], "build");
    assert_eq!(report["issues"][0]["files"].as_array().unwrap().len(), 3);
}

#[test]
fn a_font_of_the_system_is_told() {
    let project = project(&[Issue::sound("one")
        .drawn("place(top + left, dx: 60pt, dy: 550pt, text(font: \"LXGW WenKai\", \"楷\"))")]);
    let findings = check(&project, &["one"], &["--system-fonts"]);
    assert!(findings.is_empty(), "{findings:#?}");
    // The same font, no longer the project's.
    let fonts = project.files("fonts");
    let file = fonts.iter().find(|name| name.contains("LXGW")).unwrap();
    let bytes = std::fs::read(project.path(&format!("fonts/{file}"))).unwrap();
    project.write(&format!(".local/share/fonts/{file}"), bytes);
    std::fs::remove_file(project.path(&format!("fonts/{file}"))).unwrap();
    let output = project
        .command(&["check", "issues/one", "--system-fonts", "--format", "json"])
        .env("SOURCE_DATE_EPOCH", "1649635200")
        .env("HOME", project.path(""))
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let found = findings.iter().find(|one| one["rule"] == "system-font");
    let found = found.unwrap_or_else(|| panic!("{findings:#?}"));
    assert_eq!(found["place"]["file"], "dayang.toml");
}
