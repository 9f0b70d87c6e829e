//! A layout's dictionary of sheet, grid and slots. Layouts are code; what is made here is plain data
//! in Typst's own writing, so that whatever goes wrong is ours.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use dayang::compose::library;
use dayang::layout::{Layout, load};
use dayang::world::{IssueWorld, ProjectFiles, file_id};
use tempfile::TempDir;
use typst::utils::LazyHash;
use typst_kit::fonts::FontStore;

use super::{Target, seeds, told};
use crate::random::Random;
use crate::words;

pub struct Layouts {
    dir: TempDir,
    library: Arc<LazyHash<typst::Library>>,
    fonts: Arc<FontStore>,
}

impl Layouts {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("layouts")).unwrap();
        Self {
            dir,
            library: library(),
            fonts: Arc::new(FontStore::new()),
        }
    }
}

impl Target for Layouts {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let mut found = vec![];
        for text in seeds("none", &["layouts", "tests/fixtures"], &[".typ"]) {
            // The dictionary alone, without the code below it.
            let text = String::from_utf8_lossy(&text).into_owned();
            let start = text.find("#let layout = (");
            let cut = start.and_then(|at| Some(&text[at..at + text[at..].find("\n)")? + 2]));
            found.extend(cut.map(|text| text.as_bytes().to_vec()));
        }
        assert!(found.len() > 10);
        found.extend(seeds("layout", &[], &[]));
        found
    }

    fn change(&self, random: &mut Random, input: Vec<u8>, pool: &[Vec<u8>]) -> Vec<u8> {
        match random.one_in(2) {
            true => written(random).into_bytes(),
            false => words::change(random, &input, pool),
        }
    }

    fn run(&self, input: &[u8]) -> String {
        let text = String::from_utf8_lossy(input);
        if CODE.iter().any(|word| text.contains(word)) {
            return "code".into();
        }
        let text = format!("{text}\n#let render(page) = none\n");
        let root = self.dir.path().canonicalize().unwrap();
        fs::write(root.join("layouts/a.typ"), text).unwrap();
        let main = file_id("layouts/a.typ").unwrap();
        let files = Arc::new(ProjectFiles::new(root.clone()));
        let (library, fonts) = (self.library.clone(), self.fonts.clone());
        let world = IssueWorld::new(files, library, fonts, HashMap::new(), main, None);
        let answer = match load(&world, &root, "a", None) {
            Ok(layout) => used(&layout),
            Err(findings) => told(&findings),
        };
        typst::comemo::evict(0);
        answer
    }
}

/// Words by which a change could make code that does not end, which is not tried here.
const CODE: [&str; 6] = ["while", "range", "for", "import", "include", "=>"];

/// What make-up and composition ask of a layout.
fn used(layout: &Layout) -> String {
    let mut kinds = vec![];
    for slot in layout.slots.values() {
        kinds.push(format!("{:?}{}", slot.kind, slot.legs.len().min(9)));
        slot.capacity();
        let _ = (slot.edges(&layout.grid), slot.holes(&layout.grid));
        for count in [1, 2, 3, 7, 100] {
            drop(slot.cells(&layout.grid, count));
        }
        layout.place(&slot.name);
    }
    kinds.sort();
    kinds.join(" ")
}

/// A layout with slots that may overlap, stand in each other, or have no size that is one.
fn written(random: &mut Random) -> String {
    let lengths = [
        "9pt", "10mm", "0pt", "-1pt", "1e30pt", "0.001pt", "390mm", "1em", "5", "11.25pt",
    ];
    let sheet = *random.pick(&["390mm", "400pt", "1e5pt", "9e99pt", "0pt"]);
    let mut text = format!("#let layout = (\n  sheet: (width: {sheet}, height: 545mm),\n  grid: (");
    let wild = random.one_in(4);
    for (key, usual) in [
        ("columns", "8"),
        ("characters", "13"),
        ("lines", "120"),
        ("body", "9pt"),
        ("pitch", "11.25pt"),
        ("gutter", "9pt"),
        ("ascent", "7.92pt"),
        ("left", "10pt"),
        ("top", "20pt"),
    ] {
        let value = match wild && random.one_in(3) {
            true if usual.ends_with("pt") => *random.pick(&lengths),
            true => *random.pick(&["1", "2", "64", "1000", "0", "-3", "1e9", "99999999999"]),
            false => usual,
        };
        let _ = write!(text, "{key}: {value}, ");
    }
    text.push_str("),\n  slots: (\n");
    let count = *random.pick(&[0, 1, 2, 4, 9, 60]);
    for at in 0..count {
        slot(random, &mut text, at);
    }
    text.push_str("  ),\n)");
    text
}

fn slot(random: &mut Random, text: &mut String, at: usize) {
    let kinds = [
        "article", "article", "article", "picture", "ad", "briefs", "gallery", "table", "teasers",
        "x",
    ];
    let _ = write!(
        text,
        "    s{at}: (kind: \"{}\", area: ",
        random.pick(&kinds)
    );
    let count = *random.pick(&[1, 1, 1, 2, 3, 12]);
    if count > 1 {
        text.push('(');
    }
    for _ in 0..count {
        let mut edge = |most: usize| match random.below(24) {
            0 => "-1".into(),
            1 => "1e18".into(),
            2 => "9223372036854775807".into(),
            3 => "0.5".into(),
            _ => random.below(most).to_string(),
        };
        let _ = write!(
            text,
            "({}, {}, {}, {}), ",
            edge(8),
            edge(100),
            edge(9),
            edge(60)
        );
    }
    if count > 1 {
        text.push(')');
    }
    text.push_str(", ");
    if random.one_in(3) {
        let legs = [
            "1",
            "2",
            "(1, 2)",
            "(3, 1, 2)",
            "0",
            "64",
            "1.5",
            "1e9",
            "()",
        ];
        let _ = write!(text, "legs: {}, ", random.pick(&legs));
    }
    if random.one_in(3) {
        let _ = write!(text, "inside: \"s{}\", ", random.below(10));
    }
    if random.one_in(4) {
        text.push_str("optional: true, ");
    }
    if random.one_in(8) {
        let more = [
            "most: 3",
            "most: 9223372036854775807",
            "most: -1",
            "size: (350mm, 80mm)",
            "size: (1e300pt, 1pt)",
            "fit: \"contain\"",
            "arrangement: ((0, 0, 1, 1), (1, 0, 1, 1))",
            "arrangement: \"row\"",
            "arrangement: (1, 2, 0)",
        ];
        let _ = write!(text, "{}, ", random.pick(&more));
    }
    text.push_str("),\n");
}
