//! `dayang new`: layouts and issues that compose at once, and what is refused.

use serde_json::Value;

use crate::common::Project;

const SKETCH: [&str; 8] = [
    "lead=0,0,5x40",
    "photo=5,0,3x20",
    "side=5,21,3x19/2",
    "second=0,41,8x14+0,55,3x20",
    "briefs=3,56,3x19",
    "quote=6,56,2x19/1",
    "picture=1,60,1x8@second",
    "strip=0,76,8x46/optional",
];

pub fn new_layout<'a>(name: &'a str, slots: &[&'a str]) -> Vec<&'a str> {
    [&["new", "layout", name], slots].concat()
}

/// The rules of a check's findings at error level, each once.
fn errors(project: &Project, issue: &str) -> Vec<String> {
    let run = project.run(&["check", issue, "--format", "json"]);
    let report: Value =
        serde_json::from_str(&run.stdout).unwrap_or_else(|err| panic!("{err}: {}", run.stderr));
    let mut rules: Vec<String> = (report["findings"].as_array().unwrap().iter())
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| finding["rule"].as_str().unwrap().to_string())
        .collect();
    rules.sort();
    rules.dedup();
    rules
}

#[test]
fn a_sketched_layout_and_an_issue_of_it_compose_at_once() {
    let project = Project::house().with_all_rules();
    let run = project.run(&new_layout("broadsheet/riverside", &SKETCH));
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout
            .contains("wrote layouts/broadsheet/riverside.typ"),
        "{}",
        run.stdout
    );
    let text = project.read("layouts/broadsheet/riverside.typ");
    // What an area of two rectangles, legs, a slot inside and an optional one become.
    for words in [
        "second: (kind: \"article\", area: ((0, 41, 8, 14), (0, 55, 3, 20)))",
        "side: (kind: \"article\", area: (5, 21, 3, 19), legs: 2)",
        "picture: (kind: \"picture\", area: (1, 60, 1, 8), inside: \"second\")",
        "strip: (kind: \"ad\", area: (0, 76, 8, 46), optional: true)",
        "columns: 8, //",
        "briefs(page, \"briefs\"",
        "folio(page)",
        "line-rule(page, 0, 40, 5)",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let run = project.run(&[
        "new",
        "issue",
        "2022-04-20",
        "--layouts",
        "broadsheet/riverside,broadsheet/riverside",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(errors(&project, "issues/2022-04-20"), ["empty-slot"]);
    assert_eq!(project.run(&["build", "issues/2022-04-20"]).code, 1);
    let manifest = project.read("issues/2022-04-20/issue.toml");
    assert!(
        manifest.starts_with("[issue]\ndate = 2022-04-20\nnumber = 1\n"),
        "{manifest}"
    );
    assert!(
        manifest.contains("# slot = \"lead\"  # article 稿件, 5 × 40, 2600 characters"),
        "{manifest}"
    );

    // Filled as the comments say, nothing is missing but the other page's matter.
    let filled = manifest
        .replacen(
            "# [[page.picture]]\n# slot = \"photo\"",
            "[[page.picture]]\nslot = \"photo\"",
            1,
        )
        .replacen(
            "# file = \"pictures/….jpg\"",
            "file = \"pictures/a.svg\"",
            1,
        );
    project.write("issues/2022-04-20/issue.toml", filled);
    project.write(
        "issues/2022-04-20/pictures/a.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200'><rect width='300' height='200' fill='gray'/></svg>",
    );
    let rules = errors(&project, "issues/2022-04-20");
    assert_eq!(rules, ["empty-slot"]);
    let run = project.run(&["check", "issues/2022-04-20"]);
    assert!(
        !run.stderr.contains("slot `photo` of page 1"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_copied_layout_is_the_other_one_under_its_own_name() {
    let project = Project::house();
    let run = project.run(&["new", "layout", "city/two", "--from", "tabloid/city"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let (copy, old) = (
        project.read("layouts/city/two.typ"),
        project.read("layouts/tabloid/city.typ"),
    );
    assert!(copy.starts_with("// From tabloid/city") && copy.ends_with(&old));
    assert_eq!(project.run(&["show", "city/two"]).code, 0);
    let run = project.run(&["new", "layout", "city/three", "--from", "tabloid/citi"]);
    assert!(
        run.code == 2 && run.stderr.contains("did you mean `tabloid/city`?"),
        "{}",
        run.stderr
    );

    // A new layout takes the grid of its neighbours, or the one that is asked for.
    project.run(&new_layout("tabloid/x", &["lead=0,0,6x80"]));
    assert!(project.read("layouts/tabloid/x.typ").contains("columns: 6"));
    project.run(&[
        "new",
        "layout",
        "y",
        "lead=0,0,6x80",
        "--grid",
        "broadsheet/classified",
    ]);
    let text = project.read("layouts/y.typ");
    assert!(
        text.contains("characters: 16") && text.contains("gutter: 5.571pt"),
        "{text}"
    );
}

#[cfg(unix)]
#[test]
fn tomorrow_has_the_pages_of_today_and_nothing_that_stood_on_them() {
    let project = Project::sample("2022-04-16");
    project.replace(
        "issues/2022-04-16/issue.toml",
        "number = 12350\n",
        "number = 12350 # 总期号\n",
    );
    let run = project.run(&["new", "issue", "2022-04-17"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let manifest = project.read("issues/2022-04-17/issue.toml");
    assert!(
        manifest.contains("date = 2022-04-17\nnumber = 12351 # 总期号\n"),
        "{manifest}"
    );
    let live: Vec<&str> = manifest
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect();
    assert_eq!(live.iter().filter(|line| **line == "[[page]]").count(), 4);
    assert!(live.contains(&"editors = [\"责编 沈未央\", \"版式 秦渡\", \"校对 邵小白\"]"));
    assert!(
        live.iter()
            .all(|line| !line.starts_with("[[page.") && !line.contains("file")),
        "{live:?}"
    );
    assert!(
        project
            .files("issues/2022-04-17")
            .iter()
            .all(|file| file == "issue.toml")
    );
    assert_eq!(errors(&project, "issues/2022-04-17"), ["empty-slot"]);

    // The day after takes the last issue, and one that is named is found by its day alone.
    assert_eq!(project.run(&["new", "issue", "2022-04-18"]).code, 0);
    assert!(
        project
            .read("issues/2022-04-18/issue.toml")
            .contains("number = 12352")
    );
    let run = project.run(&[
        "new",
        "issue",
        "2022-04-19",
        "--from",
        "2022-04-16",
        "--format",
        "json",
    ]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        report["issues"][0]["files"][0],
        "issues/2022-04-19/issue.toml"
    );
}
