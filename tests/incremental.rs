//! A build that takes from before what still stands gives what a clean build gives, byte for byte:
//! after any row of edits, in a process that has run on and in a new one, whatever happened to what
//! was kept. And it does take it.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::Project;
use dayang::desk::{self, Session, Wish};
use dayang::shelf::Shelf;

const ISSUE: &str = "issues/2026-11-22";

/// A row of numbers that looks like chance and is always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.roll(all.len())]
    }
}

/// All that a run gave.
struct Given {
    code: i32,
    said: String,
    files: BTreeMap<String, Vec<u8>>,
}

fn build(project: &Project, cache: &Path) -> Given {
    build_with(project, cache, &[])
}

fn build_with(project: &Project, cache: &Path, variables: &[(&str, &str)]) -> Given {
    let _ = fs::remove_dir_all(project.path("to"));
    let output = project
        .command(&["build", ISSUE, "-o", "to"])
        .env("DAYANG_CACHE", cache)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let files = project.files("to").into_iter();
    let bytes = |name: &String| fs::read(project.path("to").join(name)).unwrap();
    Given {
        code: output.status.code().unwrap_or(-1),
        said: String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
        files: files.map(|name| (name.clone(), bytes(&name))).collect(),
    }
}

fn same(now: &Given, clean: &Given, after: &str) {
    assert_eq!(now.said, clean.said, "after {after}");
    assert_eq!(now.code, clean.code, "after {after}");
    let names = |given: &Given| given.files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(now), names(clean), "after {after}");
    for (name, bytes) in &now.files {
        assert!(clean.files[name] == *bytes, "{name} differs after {after}");
    }
}

/// What a run of the library gave, without paths.
fn warm(session: &mut Session, project: &Project) -> (String, Vec<(String, Vec<u8>)>) {
    let result = session.run(&project.path(ISSUE), &Wish::default());
    let report = desk::report(&result).to_string();
    let files = result.outputs.into_iter();
    (report, files.map(|file| (file.name, file.bytes)).collect())
}

/// Paths below the project, of all files with an ending below a folder.
fn list(project: &Project, folder: &str, ending: &str) -> Vec<String> {
    let files = project.files(folder).into_iter();
    let files = files.filter(|name| name.ends_with(ending));
    files.map(|name| format!("{folder}/{name}")).collect()
}

/// Changes one of the places where a word stands in a file, to one as long.
fn change(project: &Project, dice: &mut Dice, file: &str, from: &str, to: &str) -> bool {
    let text = project.read(file);
    let places: Vec<usize> = text.match_indices(from).map(|(at, _)| at).collect();
    if places.is_empty() {
        return false;
    }
    let at = *dice.of(&places);
    let text = format!("{}{to}{}", &text[..at], &text[at + from.len()..]);
    project.write(file, text);
    true
}

/// One edit, and what it was; tried until one can be made.
fn edit(project: &Project, dice: &mut Dice, before: &[(String, Vec<u8>)]) -> String {
    loop {
        let articles = list(project, &format!("{ISSUE}/articles"), ".md");
        let manifest = format!("{ISSUE}/issue.toml");
        let (file, from, to) = match dice.roll(9) {
            0 | 1 => (dice.of(&articles).clone(), "的", "之"),
            2 => (
                dice.of(&articles).clone(),
                "headline = \"",
                "headline = \"新",
            ),
            3 => (manifest, "headline = \"", "headline = \"再"),
            4 => {
                let layouts = list(project, "layouts", ".typ");
                (dice.of(&layouts).clone(), "0.5pt", "0.4pt")
            }
            5 => ("dayang.toml".into(), "样报传媒集团", "样报新闻集团"),
            6 => {
                let pictures = list(project, &format!("{ISSUE}/pictures"), ".jpg");
                let (from, to) = (dice.of(&pictures).clone(), dice.of(&pictures).clone());
                project.write(&to, fs::read(project.path(&from)).unwrap());
                return format!("{from} in the place of {to}");
            }
            7 => {
                let text = project.read(&manifest);
                let pages: Vec<&str> = text.split("[[page]]\n").collect();
                let at = 1 + dice.roll(pages.len() - 2);
                let mut pages: Vec<String> = pages.iter().map(ToString::to_string).collect();
                pages.swap(at, at + 1);
                project.write(&manifest, pages.join("[[page]]\n"));
                return format!(
                    "pages {at} and {} of the manifest in each other's place",
                    at + 1
                );
            }
            _ => {
                for (name, bytes) in before {
                    project.write(name, bytes);
                }
                return "all edits taken back".into();
            }
        };
        if change(project, dice, &file, from, to) {
            return format!("{from} to {to} in {file}");
        }
    }
}

/// Harm to what was kept, and what it was.
fn harm(dice: &mut Dice, cache: &Path) -> String {
    let files: Vec<PathBuf> = fs::read_dir(cache)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let victim = dice.of(&files);
    let mut bytes = fs::read(victim).unwrap();
    let what = match dice.roll(5) {
        0 => {
            bytes.truncate(bytes.len() / 2);
            "cut"
        }
        1 => {
            let at = dice.roll(bytes.len());
            bytes[at] ^= 1;
            "spoilt"
        }
        2 => {
            bytes = fs::read(dice.of(&files)).unwrap();
            "in another's place"
        }
        3 => {
            fs::remove_dir_all(cache).unwrap();
            return "with nothing kept".into();
        }
        _ => return "with all kept".into(),
    };
    fs::write(victim, bytes).unwrap();
    format!("with an entry {what}")
}

#[test]
fn any_row_of_edits_gives_what_a_clean_build_gives() {
    let project = Project::sample("2026-11-22");
    let (cache, none) = (project.path("cache"), Path::new(""));
    let mut session = Session::on(Some(Shelf::new(project.path("warm-cache"))));
    let before: Vec<(String, Vec<u8>)> = [ISSUE, "layouts"]
        .iter()
        .flat_map(|folder| list(&project, folder, ""))
        .chain(["dayang.toml".to_string()])
        .map(|name| (name.clone(), fs::read(project.path(&name)).unwrap()))
        .collect();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut after = "nothing".to_string();
    let mut printed = 0;
    for _ in 0..14 {
        let now = build(&project, &cache);
        let clean = build(&project, none);
        same(&now, &clean, &after);
        printed += usize::from(clean.code == 0);
        let here = warm(&mut session, &project);
        assert!(
            here == warm(&mut Session::on(None), &project),
            "after {after}"
        );
        for (name, bytes) in &here.1 {
            assert!(clean.files[name] == *bytes, "{name} differs after {after}");
        }
        after = edit(&project, &mut dice, &before);
        after = format!("{after}, {}", harm(&mut dice, &cache));
    }
    // Edits that end in errors alone would show nothing.
    assert!(printed > 6, "{printed}");
}

/// The entries of a cache that are not pictures.
fn entries(cache: &Path) -> usize {
    let names = fs::read_dir(cache).unwrap();
    names
        .filter(|entry| {
            let path = entry.as_ref().unwrap().path();
            path.extension().is_some_and(|ending| ending == "shelf")
        })
        .count()
}

#[test]
fn a_change_on_one_page_sets_one_page() {
    let project = Project::sample("2026-11-22");
    let cache = project.path("cache");
    let first = build(&project, &cache);
    assert_eq!(first.code, 0, "{}", first.said);
    let all = entries(&cache);
    build(&project, &cache);
    assert_eq!(entries(&cache), all, "the same again makes nothing");
    // The last page has an article of its own.
    let manifest = project.read(&format!("{ISSUE}/issue.toml"));
    let (_, last) = manifest.rsplit_once("[[page.article]]").unwrap();
    let (_, rest) = last.split_once("file = \"").unwrap();
    let (file, _) = rest.split_once('"').unwrap();
    let mut dice = Dice(7);
    assert!(change(
        &project,
        &mut dice,
        &format!("{ISSUE}/{file}"),
        "的",
        "之"
    ));
    let second = build(&project, &cache);
    assert_eq!(second.code, 0, "{}", second.said);
    // One group, twice if a picture on it is cut anew, and one page's file.
    let new = entries(&cache) - all;
    assert!((2..=3).contains(&new), "{new} of {all}");
    let other = |name: &&String| first.files[*name] != second.files[*name];
    let changed: Vec<&String> = first.files.keys().filter(other).collect();
    let pdf = changed.iter().filter(|name| name.ends_with(".pdf")).count();
    assert_eq!(pdf, 2, "one page and the whole issue: {changed:?}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let project = Project::sample("2026-11-22");
    let one = build_with(&project, Path::new(""), &[("RAYON_NUM_THREADS", "1")]);
    let many = build_with(&project, Path::new(""), &[("RAYON_NUM_THREADS", "7")]);
    assert_eq!(one.code, 0, "{}", one.said);
    same(&many, &one, "more threads");
}

#[test]
fn fonts_are_known_again_and_never_wrongly() {
    let project = Project::sample("2022-04-11");
    let cache = project.path("cache");
    // What is known of fonts is kept when pages are set in them.
    let mut build = project.command(&["build", "issues/2022-04-11", "-o", "out"]);
    let built = build.env("DAYANG_CACHE", &cache).output().unwrap();
    assert!(built.status.success());
    let run = |cache: &Path| {
        let mut command = project.command(&["fonts"]);
        let output = command.env("DAYANG_CACHE", cache).output().unwrap();
        (output.status.code(), output.stdout, output.stderr)
    };
    let clean = run(Path::new(""));
    assert!(entries(&cache) > 0);
    assert_eq!(run(&cache), clean);
    // Another file under the same name, as large as the one before.
    let font = list(&project, "fonts", ".otf").remove(0);
    let length = fs::metadata(project.path(&font)).unwrap().len();
    project.write(&font, vec![0; length as usize]);
    let broken = run(&cache);
    assert_eq!(broken.0, Some(2));
    assert_eq!(broken, run(Path::new("")));
}

#[test]
fn what_a_session_keeps_does_not_grow() {
    let project = Project::sample("2026-11-21");
    let issue = project.path("issues/2026-11-21");
    let mut session = Session::on(None);
    let articles = list(&project, "issues/2026-11-21/articles", ".md");
    let text = project.read(&articles[0]);
    for at in 0..8 {
        project.write(
            &articles[0],
            text.replacen('的', &"之".repeat(1 + at % 2), at),
        );
        session.run(&issue, &Wish::default());
        let (sets, pages) = session.kept();
        assert!(sets <= 12 && pages <= 8, "{sets} {pages} after {at}");
    }
}
