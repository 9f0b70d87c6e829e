//! docs/layouts.md, “A first layout in ten minutes”, run as it stands: its commands in their order,
//! its files written, its changes made.

use crate::common::{Project, repository};

/// A step of the tutorial.
#[derive(Debug)]
enum Step {
    /// A command, and the exit code that the text says.
    Run(String, i32),
    /// A file is written.
    Write(String, String),
    /// Lines of a file give way to others.
    Change(String, Vec<(String, String)>),
}

/// Reads the fenced blocks of a section. `sh` is commands, one a line, with `# exits with N` where it
/// is not 0; `toml FILE` a file; `diff FILE` lines to change, each `-` followed by its `+`.
fn steps(section: &str) -> Vec<Step> {
    let mut steps = vec![];
    for block in section.split("\n```").skip(1).step_by(2) {
        let (info, body) = block.split_once('\n').unwrap();
        let (kind, file) = info.split_once(' ').unwrap_or((info, ""));
        match kind {
            "sh" => steps.extend(body.replace("\\\n", " ").lines().map(|line| {
                let (command, said) = line.split_once('#').unwrap_or((line, ""));
                let code = said
                    .trim()
                    .strip_prefix("exits with ")
                    .map_or(0, |code| code[..1].parse().unwrap());
                Step::Run(command.trim().into(), code)
            })),
            "toml" => steps.push(Step::Write(file.into(), format!("{body}\n"))),
            "diff" => {
                let lines: Vec<&str> = body.lines().collect();
                let pairs = lines.chunks(2).map(|pair| match pair {
                    [old, new] => (
                        old.strip_prefix('-').unwrap().into(),
                        new.strip_prefix('+').unwrap().into(),
                    ),
                    _ => panic!("{body}"),
                });
                steps.push(Step::Change(file.into(), pairs.collect()));
            }
            "text" => {}
            other => panic!("a block of {other}"),
        }
    }
    steps
}

#[test]
fn the_first_layout_in_ten_minutes_runs_as_it_is_written() {
    let text = std::fs::read_to_string(repository().join("docs/layouts.md")).unwrap();
    let (_, rest) = text.split_once("## A first layout in ten minutes").unwrap();
    let (section, _) = rest.split_once("\n## ").unwrap();
    let steps = steps(section);
    assert!(steps.len() >= 8, "{steps:#?}");
    let project = Project::sample("2022-04-16").with_all_rules();
    let mut said = String::new();
    for step in &steps {
        match step {
            Step::Run(command, code) => {
                let words: Vec<&str> = command.split_whitespace().collect();
                assert_eq!(words.first(), Some(&"dayang"), "{command}");
                let run = project.run(&words[1..]);
                assert_eq!(run.code, *code, "{command}\n{}\n{}", run.stdout, run.stderr);
                assert!(
                    *code != 0 || !run.stderr.contains("warning"),
                    "{command}\n{}",
                    run.stderr
                );
                said.push_str(&run.stdout);
                said.push_str(&run.stderr);
            }
            Step::Write(file, text) => {
                project.write(file, text);
            }
            Step::Change(file, pairs) => {
                for (old, new) in pairs {
                    project.replace(file, old, new);
                }
            }
        }
    }
    // What the text quotes of the answers is what the program says.
    for block in section.split("\n```text\n").skip(1) {
        for line in block.split("\n```").next().unwrap().lines() {
            assert!(said.contains(line), "{line}\n{said}");
        }
    }
    assert!(
        project
            .files("out")
            .iter()
            .any(|file| file.ends_with("-01.pdf") && !file.contains("proof"))
    );
}
