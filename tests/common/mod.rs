//! A copy of the sample project in a temporary folder, the real program run on it, and the
//! finished PDFs read back with poppler.
#![allow(dead_code)]

pub mod dots;
pub mod make;
pub mod matter;
pub mod picture;
pub mod plates;
pub mod press;
pub mod story;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Rules that small issues of tests break without meaning to: their text is short, said again and
/// again, and stands where there is room. What is about rules has them all.
const BESIDE_THE_POINT: [&str; 11] = [
    "bleed-missing",
    "butting-headlines",
    "doubled-paragraph",
    "ink-over-limit",
    "page-order",
    "runt",
    "text-near-trim",
    "underfilled-slot",
    "unplaced-article",
    "unplaced-picture",
    "unused-exception",
];

fn off(rules: &[&str]) -> String {
    rules
        .iter()
        .map(|rule| format!("{rule} = \"off\"\n"))
        .collect()
}

/// A project of its own that a test may break.
pub struct Project {
    dir: TempDir,
}

impl Project {
    /// The house, the layouts and the fonts, without issues.
    pub fn house() -> Self {
        // Beside the build's own files, where fonts can be linked and need not be copied.
        let dir = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let root = dir.path();
        fs::copy(repository().join("dayang.toml"), root.join("dayang.toml")).unwrap();
        copy_folder(&repository().join("layouts"), &root.join("layouts"));
        // The fonts are large and never changed by a test.
        fs::create_dir(root.join("fonts")).unwrap();
        for entry in fs::read_dir(repository().join("fonts")).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::hard_link(&path, root.join("fonts").join(path.file_name().unwrap()))
                    .or_else(|_| {
                        fs::copy(&path, root.join("fonts").join(path.file_name().unwrap()))
                            .map(drop)
                    })
                    .unwrap();
            }
        }
        fs::create_dir(root.join("issues")).unwrap();
        let project = Self { dir };
        project.set_rules(|rules| format!("{rules}{}", off(&BESIDE_THE_POINT)));
        project
    }

    /// With every rule at the level that the house has for it.
    pub fn with_all_rules(self) -> Self {
        self.set_rules(|rules| rules.replace(&off(&BESIDE_THE_POINT), ""));
        self
    }

    /// Changes the end of the house file, which is its `[rules]`.
    fn set_rules(&self, change: impl Fn(&str) -> String) {
        let house = self.read("dayang.toml");
        let (head, rules) = house.split_once("[rules]\n").unwrap();
        self.write("dayang.toml", format!("{head}[rules]\n{}", change(rules)));
    }

    /// The house and one sample issue.
    pub fn sample(issue: &str) -> Self {
        let project = Self::house();
        let from = repository().join("issues").join(issue);
        copy_folder(&from, &project.path("issues").join(issue));
        project
    }

    /// One page by a layout of its own, whose slot `lead` takes a paragraph below a headline group
    /// that is given as front matter: `issues/a`.
    pub fn one_head(layout: &str, front: &str) -> Self {
        let project = Self::house();
        project
            .write("layouts/one.typ", layout)
            .write(
                "issues/a/issue.toml",
                "[issue]\ndate = 2026-11-22\nnumber = 7\n\n[[page]]\nnumber = 1\nlayout = \"one\"\n\n\
                 [[page.article]]\nslot = \"lead\"\nfile = \"a.md\"\n",
            )
            .write(
                "issues/a/a.md",
                format!("+++\n{front}\n+++\n\n河水清了，岸也绿了。\n"),
            );
        project
    }

    /// The house and a fixture of tests/fixtures.
    pub fn fixture(name: &str) -> Self {
        let project = Self::house();
        copy_folder(
            &repository().join("tests/fixtures").join(name),
            &project.path(""),
        );
        project
    }

    /// A path in the project.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.dir.path().join(relative)
    }

    /// Writes a file, with the folders it needs.
    pub fn write(&self, relative: &str, contents: impl AsRef<[u8]>) -> &Self {
        let path = self.path(relative);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        // A linked file must not be written through.
        let _ = fs::remove_file(&path);
        fs::write(path, contents).unwrap();
        self
    }

    pub fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).unwrap()
    }

    /// Replaces text in a file; it must be there.
    pub fn replace(&self, relative: &str, from: &str, to: &str) -> &Self {
        let text = self.read(relative);
        assert!(text.contains(from), "{relative} does not contain {from:?}");
        self.write(relative, text.replace(from, to))
    }

    /// Leaves only the last page of an issue, in black alone and without its advertisements, which
    /// have colour.
    pub fn last_page_in_mono(&self, manifest: &str) {
        let text = self.read(manifest);
        let (head, _) = text.split_once("[[page]]\n").unwrap();
        let (_, page) = text.rsplit_once("[[page]]\n").unwrap();
        let (page, _) = page.split_once("[[page.ad]]").unwrap();
        self.write(manifest, format!("{head}[[page]]\nmono = true\n{page}"));
    }

    /// Runs the program in the project's root.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    /// The program in the project's root, ready to run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dayang"));
        command
            .args(arguments)
            .current_dir(self.dir.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .env(
                "DAYANG_CACHE",
                concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"),
            );
        command
    }

    /// Runs `build` and insists that it succeeds.
    pub fn build(&self, issue: &str) -> Run {
        let run = self.run(&["build", issue]);
        assert_eq!(run.code, 0, "{}\n{}", run.stdout, run.stderr);
        run
    }

    /// Every file below a folder, relative to it, sorted; none if the folder is not there.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let mut files = vec![];
        list(&self.path(folder), "", &mut files);
        files.sort();
        files
    }
}

/// What a run of the program gave.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let entry = entry.unwrap();
        // What the program keeps for itself is no part of what it made.
        if entry.file_name() == ".dayang" {
            continue;
        }
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.file_type().unwrap().is_dir() {
            true => list(&entry.path(), &format!("{name}/"), files),
            false => files.push(name),
        }
    }
}

/// Runs another program that reads PDFs, and gives its standard output.
pub fn tool(name: &str, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(name)
        .args(arguments)
        .output()
        .unwrap_or_else(|err| {
            panic!("{name} is needed by the tests (scripts/test installs it): {err}")
        });
    assert!(
        output.status.success(),
        "{name} {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// The text of a PDF in the order it was written, without white space.
pub fn text(pdf: &Path) -> String {
    let raw = tool("pdftotext", &["-raw", pdf.to_str().unwrap(), "-"]);
    squeeze(&String::from_utf8(raw).unwrap())
}

/// A text without white space.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// A word as poppler sees it: text, and the edges of its box in pt from the page's top left.
#[derive(Debug, Clone)]
pub struct Word {
    pub text: String,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Word {
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// The words of a PDF's only page, in the order they were written.
pub fn words(pdf: &Path) -> Vec<Word> {
    let html = tool("pdftotext", &["-raw", "-bbox", pdf.to_str().unwrap(), "-"]);
    let html = String::from_utf8(html).unwrap();
    html.lines()
        .filter_map(|line| line.trim().strip_prefix("<word "))
        .map(|line| {
            let (attributes, rest) = line.split_once('>').unwrap();
            let number = |name: &str| {
                let start = attributes.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
                let end = start + attributes[start..].find('"').unwrap();
                attributes[start..end].parse().unwrap()
            };
            let text = rest.strip_suffix("</word>").unwrap();
            Word {
                text: text
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&amp;", "&"),
                left: number("xMin"),
                top: number("yMin"),
                right: number("xMax"),
                bottom: number("yMax"),
            }
        })
        .collect()
}

fn unescape(text: &str) -> String {
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    entities
        .iter()
        .fold(text.to_string(), |text, (from, to)| text.replace(from, to))
}
