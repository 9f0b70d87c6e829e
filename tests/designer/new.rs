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

fn new_layout<'a>(name: &'a str, slots: &[&'a str]) -> Vec<&'a str> {
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

#[test]
fn a_wrong_sketch_is_told_at_its_argument_and_writes_nothing() {
    let project = Project::house();
    let before = project.files("layouts");
    let wrong = [
        "lead=0,0,5x40",
        "photo=3,20,3x30",
        "wide=0,50,9x10",
        "foo:aricle=0,0,1x1",
        "short=0,0",
        "inner=0,70,1x9@laed",
        "lead=0,90,5x10",
    ];
    let run = project.run(&new_layout("broadsheet/x", &wrong));
    assert_eq!(run.code, 2, "{}", run.stderr);
    for words in [
        "slots `lead` and `photo` overlap",
        "slot `wide` leaves the grid of 8 columns",
        "did you mean `article`?",
        "`0,0` is no rectangle of slot `short`",
        "there is no slot `laed`",
        "slot `lead` is sketched twice",
        "arguments:2:1",
        "3 │ wide=0,50,9x10",
    ] {
        assert!(run.stderr.contains(words), "{words}\n{}", run.stderr);
    }
    let run = project.run(&new_layout(
        "broadsheet/x",
        &["lead=0,0,5x40", "photo=2,10,2x10"],
    ));
    assert!(run.stderr.contains("`@lead` at its end"), "{}", run.stderr);
    for name in [
        "../x",
        "/x",
        "a//b",
        "lib/x",
        "layouts/x",
        "x.typ",
        "tabloid/city",
        ".x",
        "a/../b",
        "",
    ] {
        let run = project.run(&new_layout(name, &["lead=0,0,5x40"]));
        assert_eq!(run.code, 2, "{name}: {}", run.stderr);
        assert!(!run.stderr.contains("fault"), "{name}: {}", run.stderr);
    }
    for sketch in [
        "lead=0,0,0x0",
        "lead=0,0,0.001x5",
        "lead=0,0,1x1/64",
        "lead=9999,65535,9999x65535",
    ] {
        assert_eq!(project.run(&new_layout("z", &[sketch])).code, 2, "{sketch}");
    }
    assert_eq!(project.files("layouts"), before);
}

#[cfg(unix)]
#[test]
fn no_link_leads_a_new_file_out_of_the_project() {
    let project = Project::house();
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), project.path("layouts/away")).unwrap();
    let run = project.run(&new_layout("away/x", &["lead=0,0,5x40"]));
    assert_eq!(run.code, 2, "{}", run.stderr);
    std::fs::remove_dir(project.path("issues")).unwrap();
    std::os::unix::fs::symlink(outside.path(), project.path("issues")).unwrap();
    let run = project.run(&["new", "issue", "2022-04-20", "--layouts", "tabloid/city"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(std::fs::read_dir(outside.path()).unwrap().next().is_none());
}

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

#[test]
fn a_wrong_day_number_or_source_is_refused_and_nothing_is_written_over() {
    let project = Project::sample("2022-04-16");
    let before = project.read("issues/2022-04-16/issue.toml");
    for (arguments, words) in [
        (vec!["2022-04-16"], "not written over"),
        (vec!["2026-02-30"], "no day of the calendar"),
        (vec!["../x"], "no day of the calendar"),
        (vec!["2022-4-17"], "no day of the calendar"),
        (vec!["2022-04-17T10:00:00"], "no day of the calendar"),
        (vec!["0001-01-01"], "no day of the calendar"),
        (vec!["2021-01-01"], "there is no issue before 2021-01-01"),
        (vec!["2021-01-01", "--from", "2022-04-16"], "`--number N`"),
        (vec!["2022-04-17", "--from", "2022-04-61"], "did you mean"),
        (vec!["2022-04-17", "--from", "/etc"], "issue.toml"),
        (
            vec!["2022-04-17", "--layouts", "fornt,tabloid/citi"],
            "did you mean `tabloid/city`?",
        ),
        (vec!["2022-04-17", "--number", "0"], "1 or more"),
    ] {
        let run = project.run(&[&["new", "issue"], arguments.as_slice()].concat());
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
    }
    assert_eq!(project.read("issues/2022-04-16/issue.toml"), before);
    let folders: Vec<_> = std::fs::read_dir(project.path("issues")).unwrap().collect();
    assert_eq!(folders.len(), 1, "{folders:?}");
    // A manifest that is wrong would make another one.
    project.replace("issues/2022-04-16/issue.toml", "section =", "sektion =");
    let run = project.run(&["new", "issue", "2022-04-17"]);
    assert!(
        run.code == 2 && run.stderr.contains("sektion"),
        "{}",
        run.stderr
    );
}
