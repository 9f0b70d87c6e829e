//! The formats of findings: JSON by its own schema, SARIF's required members, annotations, and
//! what goes to which stream.

mod common;

use common::{Project, Run};
use serde_json::Value;

/// Two issues: one whose article names ××× at line 5, one that cannot be read.
fn project() -> Project {
    let project = Project::fixture("small").with_all_rules();
    let story = project.read("issues/day/story.md");
    let manifest = project.read("issues/day/issue.toml");
    project.write("issues/one/issue.toml", &manifest);
    project.write("issues/one/story.md", story.replace("山西焦煤", "×××"));
    project.write(
        "issues/two/issue.toml",
        manifest.replace("story.md\"", "storm.md\""),
    );
    project.write("issues/two/story.md", story);
    project
}

fn check(project: &Project, format: &str) -> Run {
    project.run(&["check", "issues/one", "issues/two", "--format", format])
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|err| panic!("{err}: {}", run.stdout))
}

/// Holds a report against a schema.
fn validator(schema: &Value) -> impl Fn(&Value) -> Result<(), String> {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler
        .add_resource("report.json", schema.clone())
        .unwrap();
    let index = compiler.compile("report.json", &mut schemas).unwrap();
    move |report| {
        let judged = schemas.validate(report, index);
        judged.map_err(|err| format!("{err:#}"))
    }
}

#[test]
fn json_keeps_to_its_schema() {
    let project = project();
    let schema: Value = json(&project.run(&["schema", "report"]));
    let valid = validator(&schema);
    let run = check(&project, "json");
    assert_eq!((run.code, &*run.stderr), (2, ""));
    let report = json(&run);
    assert_eq!(valid(&report), Ok(()));
    assert_eq!(report["version"], 1);
    assert_eq!(report["command"], "check");
    assert_eq!(report["issues"].as_array().unwrap().len(), 2);
    assert_eq!(report["issues"][0]["fit"][0]["slot"], "story");
    let count = |severity: &str| {
        let findings = report["findings"].as_array().unwrap().iter();
        findings.filter(|one| one["severity"] == severity).count()
    };
    assert_eq!(report["summary"]["errors"], count("error"));
    assert_eq!(report["summary"]["warnings"], count("warning"));
    // The schema says something: a report without its version, or with a wrong word, fails.
    let mut broken = report.clone();
    broken.as_object_mut().unwrap().remove("version");
    assert!(valid(&broken).is_err());
    let mut broken = report;
    broken["findings"][0]["severity"] = "fatal".into();
    assert!(valid(&broken).is_err());
}

#[test]
fn places_are_relative_to_the_working_folder() {
    let project = project();
    let placeholder = |run: &Run| -> Value {
        let report = json(run);
        let findings = report["findings"].as_array().unwrap();
        let one = findings
            .iter()
            .find(|one| one["rule"] == "placeholder-text");
        one.unwrap_or_else(|| panic!("{findings:#?}")).clone()
    };
    let one = placeholder(&check(&project, "json"));
    assert_eq!(one["place"]["file"], "issues/one/story.md");
    assert_eq!(one["place"]["line"], 5);
    assert_eq!((&one["page"], &one["slot"]), (&1.into(), &"story".into()));
    for (folder, argument, file) in [
        ("issues", "one", "../issues/one/story.md"),
        ("..", "NAME/issues/one", "NAME/issues/one/story.md"),
    ] {
        let name = project.path("").canonicalize().unwrap();
        let name = name.file_name().unwrap().to_str().unwrap().to_string();
        let mut command = project.command(&[
            "check",
            &argument.replace("NAME", &name),
            "--format",
            "json",
        ]);
        let output = command.current_dir(project.path(folder)).output().unwrap();
        let run = Run {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::new(),
        };
        assert_eq!(
            placeholder(&run)["place"]["file"],
            file.replace("NAME", &name)
        );
    }
}

#[test]
fn annotations_stand_a_line_each() {
    let run = check(&project(), "github");
    assert_eq!((run.code, &*run.stderr), (2, ""));
    assert!(run.stdout.lines().count() >= 2);
    for line in run.stdout.lines() {
        let known = ["::error ", "::warning ", "::notice "];
        assert!(known.iter().any(|start| line.starts_with(start)), "{line}");
        assert!(line.contains("title="), "{line}");
    }
    let wanted = "::warning file=issues/one/story.md,line=5,endLine=5,col=";
    assert!(run.stdout.contains(wanted), "{}", run.stdout);
    let missing = "::error file=issues/two/issue.toml,line=12,endLine=12,col=8,endColumn=17,title=file-missing::";
    assert!(run.stdout.contains(missing), "{}", run.stdout);
}

#[test]
fn sarif_has_what_the_published_schema_requires() {
    let run = check(&project(), "sarif");
    assert_eq!((run.code, &*run.stderr), (2, ""));
    let log = json(&run);
    assert_eq!(log["version"], "2.1.0");
    assert!(
        log["$schema"]
            .as_str()
            .unwrap()
            .contains("sarif-schema-2.1.0")
    );
    let [run] = log["runs"].as_array().unwrap().as_slice() else {
        panic!("one run");
    };
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "dayang");
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        assert!(rule["id"].is_string());
        assert!(
            rule["shortDescription"]["text"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
        // The help is the rule's section of the documents.
        assert!(
            rule["help"]["text"].as_str().unwrap().contains("Remedy:"),
            "{rule}"
        );
        let level = rule["defaultConfiguration"]["level"].as_str().unwrap();
        assert!(["error", "warning", "note"].contains(&level));
    }
    let results = run["results"].as_array().unwrap();
    assert!(results.len() >= 2);
    for result in results {
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        for location in result["locations"].as_array().unwrap() {
            let physical = &location["physicalLocation"];
            assert!(physical["artifactLocation"]["uri"].is_string());
            let region = &physical["region"];
            assert!(region.is_null() || region["startLine"].as_u64().unwrap() >= 1);
        }
    }
    let placeholder = results
        .iter()
        .find(|one| one["ruleId"] == "placeholder-text")
        .unwrap();
    let place = &placeholder["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "issues/one/story.md");
    let region = &place["region"];
    assert_eq!(
        (&region["startLine"], &region["endLine"]),
        (&5.into(), &5.into())
    );
    assert_eq!(
        region["endColumn"].as_u64().unwrap() - region["startColumn"].as_u64().unwrap(),
        3
    );
}

#[test]
fn people_read_findings_on_standard_error_and_no_bar_in_a_pipe() {
    let run = check(&project(), "human");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("warning[placeholder-text]"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("5 │"), "the source's line is drawn");
    assert!(!run.stderr.contains('\r') && !run.stderr.contains('━'));
    assert!(
        run.stdout.contains("issues/one: fit to print"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("issues/two: not fit to print"));
}

#[test]
fn all_issues_come_in_the_order_they_are_named_however_many_run_at_once() {
    let project = project();
    let names: Vec<String> = (0..6).map(|at| format!("issues/n{at}")).collect();
    for name in &names {
        let manifest = project.read("issues/one/issue.toml");
        project.write(&format!("{name}/issue.toml"), manifest);
        let story = project.read("issues/one/story.md");
        project.write(&format!("{name}/story.md"), story);
    }
    let mut arguments = vec!["check", "--format", "json"];
    arguments.extend(names.iter().map(String::as_str));
    let (first, again) = (project.run(&arguments), project.run(&arguments));
    assert_eq!(first.stdout, again.stdout);
    let report = json(&first);
    let shown: Vec<&str> = (report["issues"].as_array().unwrap().iter())
        .map(|issue| issue["issue"].as_str().unwrap())
        .collect();
    assert_eq!(shown, names);
}
