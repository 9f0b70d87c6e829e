//! A row: a small sound issue, what is done to it, the command, and what must come of it.

use std::fs;

use serde_json::Value;

use crate::common::{Project, Run};

pub const HOUSE: &str = "dayang.toml";
pub const ISSUE: &str = "issues/day/issue.toml";
pub const STORY: &str = "issues/day/story.md";
pub const LAYOUT: &str = "layouts/test/page.typ";

/// What is done to the project.
pub enum Op {
    /// Other words in a file that has them.
    In(&'static str, &'static str, String),
    /// A file written anew.
    New(&'static str, Vec<u8>),
    /// Words at a file's end.
    Add(&'static str, String),
    Remove(&'static str),
    /// A folder in the place of a file.
    Folder(&'static str),
    /// The first half of a file.
    Half(&'static str),
    /// A link to a path.
    Link(&'static str, &'static str),
}

pub struct Row {
    pub name: &'static str,
    /// What is wrong, for the reader.
    pub what: &'static str,
    pub ops: Vec<Op>,
    pub command: &'static [&'static str],
    pub variable: Option<(&'static str, &'static str)>,
    pub code: i32,
    /// A rule that must be among what is told; none for wrong use of the command line.
    pub rule: &'static str,
}

const BUILD: &[&str] = &["build", "issues/day"];

pub fn row(
    name: &'static str,
    what: &'static str,
    code: i32,
    rule: &'static str,
    ops: Vec<Op>,
) -> Row {
    Row {
        name,
        what,
        ops,
        command: BUILD,
        variable: None,
        code,
        rule,
    }
}

pub fn edit(file: &'static str, from: &'static str, to: impl Into<String>) -> Op {
    Op::In(file, from, to.into())
}

pub fn new(file: &'static str, bytes: impl AsRef<[u8]>) -> Op {
    Op::New(file, bytes.as_ref().to_vec())
}

pub fn add(file: &'static str, text: impl Into<String>) -> Op {
    Op::Add(file, text.into())
}

/// The small sound issue.
pub fn small() -> Project {
    Project::fixture("small")
}

/// What the program said.
pub struct Told {
    pub code: i32,
    /// A line each, as the table shows them.
    pub lines: Vec<String>,
    pub rules: Vec<String>,
    pub messages: Vec<String>,
    /// What was written although nothing should have been.
    pub written: Vec<String>,
}

impl Row {
    pub fn with(mut self, command: &'static [&'static str]) -> Self {
        self.command = command;
        self
    }

    pub fn when(mut self, name: &'static str, value: &'static str) -> Self {
        self.variable = Some((name, value));
        self
    }

    fn prepare(&self) -> Project {
        let project = small();
        for op in &self.ops {
            match op {
                Op::In(file, from, to) => {
                    let text = project.read(file);
                    assert!(text.contains(from), "{}: {file} has no {from:?}", self.name);
                    project.write(file, text.replacen(from, to, 1));
                }
                Op::New(file, bytes) => drop(project.write(file, bytes)),
                Op::Add(file, more) => {
                    let text = project.read(file);
                    project.write(file, format!("{text}{more}"));
                }
                Op::Remove(file) => fs::remove_file(project.path(file)).unwrap(),
                Op::Folder(file) => {
                    let _ = fs::remove_file(project.path(file));
                    fs::create_dir_all(project.path(file)).unwrap();
                }
                Op::Half(file) => {
                    let bytes = fs::read(project.path(file)).unwrap();
                    project.write(file, &bytes[..bytes.len() / 2]);
                }
                Op::Link(file, to) => {
                    let _ = fs::remove_file(project.path(file));
                    std::os::unix::fs::symlink(to, project.path(file)).unwrap();
                }
            }
        }
        project
    }

    /// Whether the command gives its findings as data.
    fn has_format(&self) -> bool {
        !self.rule.is_empty() && !matches!(self.command.first(), Some(&"fonts" | &"schema"))
    }

    pub fn run(&self) -> Told {
        let project = self.prepare();
        let state = || -> Vec<(String, Vec<u8>)> {
            let files = project.files("").into_iter();
            let files = files.filter(|file| !file.starts_with("fonts/"));
            files
                .map(|file| {
                    (
                        file.clone(),
                        fs::read(project.path(&file)).unwrap_or_default(),
                    )
                })
                .collect()
        };
        let before = state();
        let mut arguments = self.command.to_vec();
        if self.has_format() {
            arguments.extend(["--format", "json"]);
        }
        let mut command = project.command(&arguments);
        if let Some((name, value)) = self.variable {
            command.env(name, value);
        }
        let output = command.output().unwrap();
        let run = Run {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        let after = state();
        let mut written: Vec<String> = after
            .iter()
            .filter(|file| !before.contains(file))
            .map(|(name, _)| name.clone())
            .collect();
        if project.path("out").exists() && !before.iter().any(|(name, _)| name.starts_with("out")) {
            written.push("out".into());
        }
        self.told(&run, written)
    }

    fn told(&self, run: &Run, written: Vec<String>) -> Told {
        let mut told = Told {
            code: run.code,
            lines: vec![],
            rules: vec![],
            messages: vec![],
            written,
        };
        if !self.has_format() {
            told.lines.extend(
                run.stderr
                    .trim_end()
                    .lines()
                    .map(|line| line.trim_end().to_string()),
            );
            if let Some((_, rest)) = run.stderr.split_once("error[") {
                told.rules
                    .extend(rest.split_once(']').map(|(rule, _)| rule.to_string()));
            }
            return told;
        }
        let report: Value = match serde_json::from_str(&run.stdout) {
            Ok(report) => report,
            Err(_) => {
                told.lines.push(format!("{}{}", run.stdout, run.stderr));
                return told;
            }
        };
        for finding in report["findings"].as_array().unwrap() {
            let text = |key: &str| finding[key].as_str().unwrap_or_default().to_string();
            let place = match &finding["place"] {
                Value::Null => String::new(),
                place => format!("{}: ", spot(place)),
            };
            let (severity, rule, message) = (text("severity"), text("rule"), text("message"));
            told.lines
                .push(format!("{place}{severity}[{rule}]: {message}"));
            let hints = finding["hints"]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            told.lines.extend(
                hints
                    .iter()
                    .filter_map(Value::as_str)
                    .map(|hint| format!("  hint: {hint}")),
            );
            let related = finding["related"].as_array().map(Vec::as_slice);
            for other in related.unwrap_or_default() {
                let words = other["message"].as_str().unwrap_or_default();
                told.lines
                    .push(format!("  see {}: {words}", spot(&other["place"])));
            }
            told.rules.push(rule);
            told.messages.push(message);
        }
        told
    }

    /// What is not as it should be.
    pub fn wrong(&self, told: &Told) -> Vec<String> {
        let mut wrong = vec![];
        let mut note = |what: String| {
            wrong.push(format!(
                "{}: {what}\n    {}",
                self.name,
                told.lines.join("\n    ")
            ))
        };
        if told.code != self.code {
            note(format!("exit {} instead of {}", told.code, self.code));
        }
        if !self.rule.is_empty() && !told.rules.iter().any(|rule| rule == self.rule) {
            note(format!("no {}", self.rule));
        }
        if !told.written.is_empty() {
            note(format!("written: {:?}", told.written));
        }
        if told.lines.is_empty() {
            note("nothing is said".into());
        }
        for message in &told.messages {
            let first = message.chars().next().unwrap_or('.');
            // PDF, UTF-8, U+FFFD, SOURCE_DATE_EPOCH.
            let second = message.chars().nth(1).unwrap_or('.');
            let named = second.is_ascii_uppercase() || second == '+';
            if (first.is_ascii_uppercase() && !named)
                || message.ends_with('.')
                || message.contains("os error")
            {
                note(format!("not in the house's manner: {message}"));
            }
        }
        if told.lines.iter().any(|line| {
            line.contains("/tmp/") || line.contains("target/") || line.contains("panicked")
        }) {
            note("a path of this machine, or a fault".into());
        }
        wrong
    }

    /// Its entry in the table.
    pub fn document(&self, told: &Told) -> String {
        let mut command = format!("dayang {}", self.command.join(" "));
        if let Some((name, value)) = self.variable {
            command = format!("{name}={value} {command}");
        }
        format!(
            "\n### {}\n\n{} `{command}`, exit {}:\n\n```\n{}\n```\n",
            self.name,
            self.what,
            told.code,
            told.lines.join("\n")
        )
    }
}

/// A place as the table shows it: file, line and column.
fn spot(place: &Value) -> String {
    let mut text = place["file"].as_str().unwrap_or_default().to_string();
    if let (Some(line), Some(column)) = (place["line"].as_u64(), place["column"].as_u64()) {
        text += &format!(":{line}:{column}");
    }
    text
}
