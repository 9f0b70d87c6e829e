//! Pages as pictures: they look as they did, by whatever renderer.

use std::fs;

use crate::common::picture::{self, Difference};
use crate::common::repository;
use crate::{papers, sheets};

/// `UPDATE_REFERENCE=1 cargo test --test page` makes the pictures anew; look at them then.
#[test]
fn pages_look_as_they_did() {
    for (paper, sheet) in sheets(&papers()) {
        let path = repository().join(format!(
            "tests/reference/{}-{}.png",
            paper.name, sheet.number
        ));
        let page = picture::render(&sheet.pdf);
        if std::env::var_os("UPDATE_REFERENCE").is_some() {
            fs::write(&path, picture::small(&page)).unwrap();
        }
        let reference = fs::read(&path).unwrap_or_else(|err| {
            panic!("{path:?}: {err}; UPDATE_REFERENCE=1 makes the picture of a new page")
        });
        let difference = Difference::of(&picture::read(&reference), &page);
        assert!(
            difference.is_small(),
            "{difference:?}; compare {path:?} with the page"
        );
    }
}

#[test]
fn another_renderer_is_no_difference_and_a_moved_headline_is() {
    for (paper, sheet) in sheets(&papers()) {
        let name = format!("{} page {}", paper.name, sheet.number);
        let page = picture::render(&sheet.pdf);
        let other = Difference::of(&page, &picture::render_otherwise(&sheet.pdf));
        eprintln!("{name} other {other:?}");
        // The smallest headline of two sizes.
        for size in [22.0, 30.0] {
            let words = sheet.words.iter();
            let large = words.filter(|word| word.height() >= size && word.text.chars().count() > 1);
            let least = large.min_by(|a, b| a.width().total_cmp(&b.width()));
            let Some(word) = least else { continue };
            let moved = Difference::of(&page, &picture::moved(&page, word, sheet.grid.pitch));
            eprintln!("{name} {}: {moved:?}", word.text);
        }
    }
}
