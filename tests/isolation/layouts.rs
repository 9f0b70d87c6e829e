//! Layouts are code: they read only the project, and end in time and within their memory, with an
//! error that says so and nothing half written.

use std::fs;

use super::common::{Project, repository};
use super::{LAYOUT, STORY, issue};

/// An issue whose layout does something on the way.
fn with(code: &str) -> Project {
    let project = issue(STORY);
    let render = "#let render(page) = newspaper(page, {\n";
    assert!(LAYOUT.contains(render));
    project.write(
        "layouts/test/all.typ",
        LAYOUT.replace(render, &format!("{render}  {code}\n")),
    );
    project.replace(
        "dayang.toml",
        "[limits]\n",
        "[limits]\ncompose_megabytes = 700\n",
    );
    project
}

#[test]
fn memory_without_bounds_ends_with_an_error() {
    for code in [
        // Many small things, one large thing, a thing larger than any machine, and pages of things.
        "let much = range(1000000000)",
        "let text = \"柳溪\"\n  while text.len() > 0 { text = text + text }",
        "let text = \"a\" * 100000000000",
        "let all = ()\n  for a in range(100000) { for b in range(100000) { all.push(\"柳溪\" * 200) } }",
        "for a in range(100000) { for b in range(100000) { [#b 柳溪] } }",
    ] {
        let project = with(code);
        let run = project.run(&["build", "issues/day"]);
        let told = format!("{code}: {} {}\n{}", run.code, run.stdout, run.stderr);
        assert_eq!(run.code, 1, "{told}");
        assert!(
            run.stderr
                .contains("error[memory-limit]: composition took more than 700 MB"),
            "{told}"
        );
        assert!(
            run.stderr.contains("compose_megabytes under [limits]"),
            "{told}"
        );
        let out = project.files("out");
        assert!(
            out.iter().all(|file| file.ends_with(".dayang/lock")),
            "{out:?}"
        );
    }
}

/// In the module itself, which is read before anything is set.
#[test]
fn memory_without_bounds_while_a_layout_is_read() {
    let project = with("");
    let layout = project.read("layouts/test/all.typ");
    project.write(
        "layouts/test/all.typ",
        format!("#let much = range(1000000000)\n{layout}"),
    );
    let run = project.run(&["build", "issues/day"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("error[memory-limit]"), "{}", run.stderr);
}

/// Beside others the program ends as well, and what was finished before is whole.
#[test]
fn memory_without_bounds_beside_other_issues() {
    let project = with("if page.number == 2 { let much = range(1000000000) }");
    for at in 0..4 {
        let issue = project.read("issues/day/issue.toml");
        let issue = issue.replace("11-22", &format!("11-0{}", at + 1));
        let number = if at == 2 {
            "[[page]]\nnumber = 2"
        } else {
            "[[page]]\nnumber = 1"
        };
        project
            .write(
                &format!("issues/day{at}/issue.toml"),
                issue.replace("[[page]]\nnumber = 1", number),
            )
            .write(&format!("issues/day{at}/a.md"), super::COPY);
    }
    let all: Vec<String> = (0..4).map(|at| format!("issues/day{at}")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let run = project.run(&[&["build"], &*all].concat());
    assert_eq!(run.code, 1, "{}\n{}", run.stdout, run.stderr);
    assert!(run.stderr.contains("MB of memory"), "{}", run.stderr);
    for file in project.files("out") {
        assert!(!file.starts_with("2026-11-03/YB"), "{file}");
        if file.ends_with(".pdf") {
            let bytes = fs::read(project.path("out").join(&file)).unwrap();
            assert!(
                bytes.starts_with(b"%PDF") && bytes.trim_ascii_end().ends_with(b"%%EOF"),
                "{file}"
            );
        }
    }
}

#[test]
fn an_ordinary_issue_is_far_from_the_limit() {
    let project = Project::sample("2026-11-22");
    project.replace(
        "dayang.toml",
        "[limits]\n",
        "[limits]\ncompose_megabytes = 1024\n",
    );
    project.build("issues/2026-11-22");
}

#[test]
fn layouts_read_only_the_project() {
    for (code, why) in [
        (
            "read(\"/../../../../etc/passwd\")",
            "would escape the project root",
        ),
        (
            "read(\"../../../../../../etc/passwd\")",
            "would escape the project root",
        ),
        ("include \"@preview/cetz:0.3.0\"", "packages are not used"),
        ("image(\"http://a.example/x.png\")", "file not found"),
        (
            "let f(x) = f(x)\n  f(1)",
            "maximum function call depth exceeded",
        ),
    ] {
        let run = with(code).run(&["build", "issues/day"]);
        assert_eq!(run.code, 1, "{code}: {}", run.stderr);
        assert!(run.stderr.contains(why), "{code}: {}", run.stderr);
        assert!(!run.stderr.contains("root:x"), "{}", run.stderr);
    }
}

/// `unsafe` is in the allocator that counts, and nowhere else.
#[test]
fn unsafe_is_in_one_file() {
    let mut found = vec![];
    look(&repository().join("src"), &mut found);
    assert_eq!(found, ["memory.rs"]);
    let cargo = fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    assert!(cargo.contains("unsafe_code = \"deny\""));
}

fn look(folder: &std::path::Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            look(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            if code.into_iter().any(|line| line.contains("unsafe")) {
                found.push(
                    path.strip_prefix(repository().join("src"))
                        .unwrap()
                        .display()
                        .to_string(),
                );
            }
        }
    }
}
