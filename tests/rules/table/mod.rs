//! The table of rules: how a good issue is broken for each, and at which line it is told. Every
//! registered rule stands in a row here or in `issues.rs`, or in a short list with the reason
//! why no issue can break it.

mod base;
mod copy;
mod house;
mod layout;
mod manifest;
mod material;
mod pdf;

use std::collections::BTreeSet;

use crate::common::Project;
use crate::support::{Found, check};

/// A row: an issue that is broken in some ways, and where each is told.
pub struct Row {
    pub name: &'static str,
    pub edits: Vec<Edit>,
    /// The rule, the file, and words of the line; without words, the file as a whole.
    pub told: Vec<(&'static str, &'static str, &'static str)>,
}

/// What is done to a good issue. Files are the issue's own.
pub enum Edit {
    /// Other words in a file that has them.
    In(&'static str, &'static str, String),
    /// A file written anew.
    New(&'static str, Vec<u8>),
    /// A folder in the place of a file.
    Folder(&'static str),
    /// The layout of the front page, changed.
    Front(&'static str, &'static str),
    /// The layout of the back page, changed.
    Back(&'static str, &'static str),
}

pub fn edit(file: &'static str, from: &'static str, to: impl Into<String>) -> Edit {
    Edit::In(file, from, to.into())
}

pub fn new(file: &'static str, bytes: impl AsRef<[u8]>) -> Edit {
    Edit::New(file, bytes.as_ref().to_vec())
}

impl Row {
    /// One break of the manifest.
    pub fn manifest(
        rule: &'static str,
        from: &'static str,
        to: &'static str,
        line: &'static str,
    ) -> Self {
        Self {
            name: rule,
            edits: vec![edit("issue.toml", from, to)],
            told: vec![(rule, "issue.toml", line)],
        }
    }

    fn write(&self, project: &Project) {
        base::write(project, self.name);
        for edit in &self.edits {
            let path = |file: &str| format!("issues/{}/{file}", self.name);
            match edit {
                Edit::In(file, from, to) => {
                    let text = project.read(&path(file));
                    assert!(text.contains(from), "{}: {from}", self.name);
                    project.write(&path(file), text.replacen(from, to, 1));
                }
                Edit::New(file, bytes) => drop(project.write(&path(file), bytes)),
                Edit::Folder(file) => {
                    let _ = std::fs::remove_file(project.path(&path(file)));
                    std::fs::create_dir(project.path(&path(file))).unwrap();
                }
                Edit::Front(from, to) => self.layout(project, "front", from, to),
                Edit::Back(from, to) => self.layout(project, "back", from, to),
            }
        }
    }

    /// Gives the issue a layout of its own.
    fn layout(&self, project: &Project, which: &str, from: &str, to: &str) {
        let (own, shared) = (
            format!("rules/{}-{which}", self.name),
            format!("rules/{which}"),
        );
        let manifest = format!("issues/{}/issue.toml", self.name);
        let path = format!("layouts/{own}.typ");
        if !project.path(&path).is_file() {
            let text = project.read(&format!("layouts/{shared}.typ"));
            project.write(&path, text);
            project.replace(&manifest, &shared, &own);
        }
        let text = project.read(&path);
        assert!(text.contains(from), "{}: {from}", self.name);
        project.write(&path, text.replacen(from, to, 1));
    }

    /// What is not told as it should be.
    fn missed(&self, project: &Project, findings: &[Found]) -> Vec<String> {
        let mut missed = vec![];
        for (rule, file, words) in &self.told {
            let path = match file.split_once(':') {
                Some(("root", file)) => file.to_string(),
                _ => format!("issues/{}/{file}", self.name),
            };
            let line = (!words.is_empty()).then(|| {
                let text = std::fs::read(project.path(&path)).unwrap();
                let text = String::from_utf8_lossy(&text).into_owned();
                let at = text.lines().position(|line| line.contains(words));
                at.unwrap_or_else(|| panic!("{path} has no {words}")) as u64 + 1
            });
            let hit = |one: &&Found| {
                one.rule == *rule && one.file == path && line.is_none_or(|_| one.line == line)
            };
            if !findings.iter().any(|one| hit(&one)) {
                let own: Vec<_> = (findings.iter())
                    .filter(|one| one.file.contains(self.name) || one.rule == *rule)
                    .map(|one| (&one.rule, &one.file, one.line, &one.message))
                    .collect();
                missed.push(format!(
                    "{}: {rule} at {path}:{line:?}: {own:#?}",
                    self.name
                ));
            }
        }
        missed
    }
}

fn rows() -> Vec<Row> {
    [
        manifest::rows(),
        copy::rows(),
        material::rows(),
        layout::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn each_row_is_told_at_its_line_and_the_good_issue_has_nothing() {
    let project = base::house();
    base::write(&project, "good");
    let rows = rows();
    rows.iter().for_each(|row| row.write(&project));
    let good = check(&project, &["good"], &[]);
    assert!(good.is_empty(), "{good:#?}");
    let names: Vec<&str> = rows.iter().map(|row| row.name).collect();
    let unique: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(unique.len(), names.len(), "a name stands twice: {names:?}");
    let findings = check(&project, &names, &[]);
    let missed: Vec<String> = (rows.iter())
        .flat_map(|row| row.missed(&project, &findings))
        .collect();
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Rules that no issue, house or PDF can break from outside, and why.
const NOT_BREAKABLE: [(&str, &str); 5] = [
    (
        "fault",
        "a fault of the program: src/commands/batch.rs makes one",
    ),
    (
        "picture-box",
        "a slot without a size is told as `layout` before",
    ),
    (
        "picture-fault",
        "a fault of the program, or of the press's profile after it was checked",
    ),
    ("pdf", "Typst's own refusal of pages that it has laid out"),
    ("pdf-x", "a fault in what the program itself writes"),
];

/// Rules whose case is another test's, for want of a place in an issue.
const ELSEWHERE: [(&str, &str); 17] = [
    ("edition", "delivery/editions.rs"),
    ("page-state", "states.rs"),
    ("state-refused", "states.rs"),
    ("signed-page-changed", "states.rs"),
    ("unsigned-page", "states.rs"),
    (
        "output-busy",
        "src/deliver/lock.rs: nobody waits two minutes",
    ),
    ("delivery-folder", "delivery/main.rs"),
    (
        "delivery-refused",
        "delivery/main.rs: by the look at a file",
    ),
    (
        "import-source",
        "import/hostile.rs and bad_inputs: every way a source is refused",
    ),
    ("import-into", "import/folder.rs"),
    (
        "import-text",
        "a fault of the program; the proof itself is tested in src/import/article",
    ),
    ("import-differs", "import/again.rs"),
    ("import-lost", "import/word.rs"),
    ("import-left-over", "import/placed.rs"),
    ("import-changed", "import/word.rs"),
    (
        "system-font",
        "rules/policy.rs: a font that only the system has",
    ),
    (
        "text-conservation",
        "rules/conservation.rs: seven ways, each at its line",
    ),
];

#[test]
fn every_registered_rule_has_its_case() {
    let mut covered: BTreeSet<&str> = BTreeSet::new();
    for row in rows() {
        covered.extend(row.told.iter().map(|(rule, ..)| *rule));
    }
    covered.extend(crate::issues::covered());
    covered.extend(house::COVERED);
    covered.extend(pdf::covered());
    let known: BTreeSet<&str> = dayang::preflight::rules::all()
        .map(|rule| rule.id)
        .collect();
    for (rule, why) in NOT_BREAKABLE.iter().chain(&ELSEWHERE) {
        assert!(!why.is_empty() && known.contains(rule), "{rule}");
        assert!(covered.insert(rule), "{rule} has a row after all");
    }
    let missing: Vec<_> = known.difference(&covered).collect();
    let unknown: Vec<_> = covered.difference(&known).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "{missing:?} {unknown:?}"
    );
}
