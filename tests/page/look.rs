//! Pages as pictures: they look as they did, by whatever renderer.

use std::fs;

use crate::common::picture::{self, Difference};
use crate::common::press::Sheet;
use crate::common::{Word, repository};
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
    let mut count = 0;
    for (paper, sheet) in sheets(&papers()) {
        let name = format!("{} page {}", paper.name, sheet.number);
        let page = picture::render(&sheet.pdf);
        let other = Difference::of(&page, &picture::render_otherwise(&sheet.pdf));
        assert!(other.is_small(), "{name}: {other:?}");
        for size in [22.0, 30.0] {
            let Some(word) = headline(sheet, size) else {
                continue;
            };
            let moved = Difference::of(&page, &picture::moved(&page, word, sheet.grid.pitch));
            assert!(!moved.is_small(), "{name}: {}: {moved:?}", word.text);
            count += 1;
        }
    }
    assert!(count > 5, "only {count} headlines were moved");
}

/// The shortest line of a headline of at least some size, three characters or more.
fn headline(sheet: &Sheet, size: f64) -> Option<&Word> {
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let words = sheet.words.iter();
    let lines = words.filter(|word| word.height() >= size && word.text.chars().all(han));
    let lines = lines.filter(|word| word.width() > 2.5 * word.height());
    lines.min_by(|a, b| a.width().total_cmp(&b.width()))
}
