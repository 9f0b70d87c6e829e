//! Measures what happens inside one process: a rebuild that finds everything warm, pictures
//! alone, the print pass alone. Prints one line of JSON, lengths of time in seconds.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dayang::desk::{Result, Seen, Session, Wish};
use dayang::diag::has_errors;
use dayang::layout::Fit as SlotFit;
use dayang::makeup::Matter;
use dayang::picture::{self, Fit, Press, Wanted};
use dayang::print::{self, Job};
use dayang::project::Project;
use rayon::prelude::*;
use serde_json::json;
use typst::model::Document;

use crate::generate::ISSUE;
use crate::stop;

/// One article changed in a warm process: to the page's new picture, and to all new files.
pub fn edit(project: &Path, runs: usize) {
    let issue = project.join(ISSUE);
    let (number, file) = an_article(&issue);
    let Ok(original) = fs::read_to_string(&file) else {
        stop(&format!("cannot read {}", file.display()));
    };
    let mut session = Session::new();
    let drawn = Wish {
        draw_only: true,
        keep: true,
        ..Wish::default()
    };
    let whole = Wish::default();
    // What is warm after a first look at the pages, and a first build.
    sound(session.run(&issue, &drawn));
    sound(session.run(&issue, &whole));
    let (mut pictures, mut rebuilds) = (vec![], vec![]);
    for turn in 0..runs {
        write(&file, &swapped(&original, 2 * turn));
        let began = Instant::now();
        let result = sound(session.run(&issue, &drawn));
        let svg = picture_of(&result, number);
        pictures.push(began.elapsed().as_secs_f64());
        assert!(svg.len() > 10_000, "the page's picture is empty");
        write(&file, &swapped(&original, 2 * turn + 1));
        let began = Instant::now();
        sound(session.run(&issue, &whole));
        rebuilds.push(began.elapsed().as_secs_f64());
    }
    write(&file, &original);
    println!("{}", json!({ "picture": pictures, "rebuild": rebuilds }));
}

/// Decodes, converts and encodes every picture of an issue, and does nothing else.
pub fn pictures(project: &Path, runs: usize) {
    let seen = seen(project);
    let house = open(project);
    let profile = match house.house.print.intent(&house.root) {
        Ok(intent) => intent.profile,
        Err(error) => stop(&error.to_string()),
    };
    let limit = *house.house.print.ink_limit;
    let wanted = wanted(&seen);
    let mut times = vec![];
    for _ in 0..runs {
        let began = Instant::now();
        let press = match Press::new(profile.icc().into(), limit) {
            Ok(press) => press,
            Err(finding) => stop(&finding.message),
        };
        let made: usize = (wanted.par_iter())
            .map(|(path, wanted)| {
                let bytes = fs::read(project.join(path)).unwrap_or_default();
                let made = picture::prepare(&bytes, Path::new(path), wanted, &press, None);
                made.map_or(0, |(made, _)| made.bytes.len())
            })
            .sum();
        times.push(began.elapsed().as_secs_f64());
        assert!(made > 0 || wanted.is_empty(), "no picture was made");
    }
    println!("{}", json!({ "pictures": times, "count": wanted.len() }));
}

/// Writes the PDF files of composed pages, in memory: one a page on all cores, and of these the
/// whole issue's.
pub fn print(project: &Path, runs: usize) {
    let seen = seen(project);
    let house = open(project);
    let settings = &house.house.print;
    let intent = match settings.intent(&house.root) {
        Ok(intent) => intent,
        Err(error) => stop(&error.to_string()),
    };
    let Ok(time) = print::timestamp(seen.plan.date) else {
        stop("no time for the files");
    };
    let job = Job {
        ident: "bench",
        title: "bench",
        time,
        proof: false,
    };
    let document = &seen.finished.document;
    let pages: Vec<_> = document.pages().iter().zip(&seen.plan.pages).collect();
    let mut times = vec![];
    for _ in 0..runs {
        // Typst remembers what it has exported, which one build never finds.
        typst::comemo::evict(0);
        let began = Instant::now();
        let made: std::result::Result<Vec<Vec<u8>>, _> = (pages.par_iter())
            .map(|(page, planned)| {
                let info = document.info();
                print::page(page, info, planned.number, &job, settings, &intent)
            })
            .collect();
        let whole = made.and_then(|files| {
            let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
            print::issue(&files, &job, settings, &intent)
        });
        match whole {
            Ok(bytes) => assert!(bytes.len() > 10_000, "the issue's file is empty"),
            Err(findings) => stop(&format!("{} findings in print", findings.len())),
        }
        times.push(began.elapsed().as_secs_f64());
    }
    println!("{}", json!({ "print": times }));
}

/// The first long article of the third page, or of the last before it: one that stands on one
/// page alone.
fn an_article(issue: &Path) -> (u32, PathBuf) {
    let names = ["003-second.md", "001-second.md"];
    let found = names
        .iter()
        .find(|name| issue.join("articles").join(name).is_file());
    match found {
        Some(name) => {
            let number = name.get(..3).and_then(|number| number.parse().ok());
            (number.unwrap_or(1), issue.join("articles").join(name))
        }
        None => stop("the issue has no article to change"),
    }
}

/// The text with two neighbours of the body changed for each other: another text of the same
/// length, another one for each turn.
fn swapped(text: &str, turn: usize) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let middle = characters.len() / 2;
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let places: Vec<usize> = (middle..characters.len() - 1)
        .filter(|&at| {
            let (one, other) = (characters[at], characters[at + 1]);
            han(one) && han(other) && one != other
        })
        .collect();
    if let Some(&at) = places.get(turn * 3 % places.len().max(1)) {
        characters.swap(at, at + 1);
    }
    characters.into_iter().collect()
}

fn picture_of(result: &Result, number: u32) -> String {
    let Some(seen) = &result.seen else {
        stop("nothing was kept to draw");
    };
    let at = seen
        .plan
        .pages
        .iter()
        .position(|page| page.number == number);
    match at.and_then(|at| seen.finished.document.pages().get(at)) {
        Some(page) => typst_svg::svg(page, &typst_svg::SvgOptions::default()),
        None => stop("the page was not composed"),
    }
}

fn seen(project: &Path) -> Seen {
    let wish = Wish {
        draw_only: true,
        keep: true,
        ..Wish::default()
    };
    let result = sound(Session::new().run(&project.join(ISSUE), &wish));
    result.seen.unwrap_or_else(|| stop("nothing was kept"))
}

/// What each picture of the plan is to be made into.
fn wanted(seen: &Seen) -> Vec<(String, Wanted)> {
    let mut found = vec![];
    for page in &seen.plan.pages {
        for (name, fill) in &page.fills {
            let (Some(slot), Matter::Picture { path, focus, .. }) =
                (page.layout.slots.get(name), &fill.matter)
            else {
                continue;
            };
            let wanted = Wanted {
                width: slot.size.0,
                height: slot.size.1,
                fit: match slot.fit {
                    SlotFit::Cover => Fit::Cover,
                    SlotFit::Contain => Fit::Contain,
                },
                focus: *focus,
                gray: page.mono,
                ppi: page.layout.ppi,
            };
            found.push((path.clone(), wanted));
        }
    }
    found
}

fn open(project: &Path) -> Project {
    let found = Project::open(project);
    found.value.unwrap_or_else(|| stop("no project here"))
}

fn sound(result: Result) -> Result {
    if has_errors(&result.findings) {
        for finding in &result.findings {
            eprintln!("{}: {}", finding.rule, finding.message);
        }
        stop("the issue has errors");
    }
    result
}

fn write(path: &Path, text: &str) {
    crate::generate::put(path, text.as_bytes());
}
