//! Incoming copy becomes the copy that is printed, and every change is on record.
//!
//! Cleaning goes over one block at a time. It takes out or replaces spaces, points,
//! brackets, quotation marks, dashes and what cannot be seen; it never changes a han
//! character, a letter or a digit, save that full-width letters and digits become
//! half-width. Cleaning what is clean changes nothing. Each step takes time in
//! proportion to the block's length. docs/copy.md has the rules with examples.

mod chars;
mod dashes;
mod invisible;
mod pairs;
mod points;
mod protect;
mod quotes;
mod record;
mod spaces;
mod view;

pub(super) use chars::{is_closer, is_han, is_opener};
pub(super) use record::{record, runs, text};

use super::Change;
use super::cell::{Cell, cells};
use crate::diag::{Finding, Place};
use view::View;

/// What kind of text is cleaned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// A paragraph.
    Body,
    /// A line of a headline group, a crosshead or a caption: its single spaces are the
    /// editor's, also beside brackets and quotation marks.
    Line,
}

/// Something that cleaning cannot put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trouble {
    /// The mark that has no partner.
    pub mark: char,
    /// Byte offset in the source.
    pub at: u32,
}

impl Trouble {
    /// The finding, at a place.
    pub fn finding(&self, place: Place) -> Finding {
        let mark = self.mark;
        let what = match mark {
            '(' | ')' | '（' | '）' => "bracket",
            _ => "quotation mark",
        };
        Finding::warning(
            "copy-unpaired",
            format!("{what} `{mark}` has no partner in its paragraph"),
        )
        .at(place)
        .hint("marks are paired paragraph by paragraph, in the order they stand")
    }
}

/// Cleans a block.
pub(super) fn clean(cells: &mut [Cell], setting: Setting) -> Vec<Trouble> {
    let mut troubles = vec![];
    invisible::clean(cells);
    // First, so that marks that a space parted are seen as they will stand; and again
    // once marks have become full-width.
    spaces::clean(&mut View::new(cells), setting);
    // What stands around a mark depends on which way its neighbours turn.
    quotes::clean(&mut View::new(cells), &mut troubles);
    dashes::clean(&mut View::new(cells));
    pairs::clean(&mut View::new(cells), &mut troubles);
    points::clean(&mut View::new(cells));
    spaces::clean(&mut View::new(cells), setting);
    if setting == Setting::Body {
        spaces::close_up(&mut View::new(cells));
    }
    troubles.sort_by_key(|trouble| trouble.at);
    troubles
}

/// Cleans a line that stands by itself: a headline in the manifest, a kicker, a caption.
/// Lines of the changes are counted inside the text, from 1.
pub fn clean_line(line: &str) -> (String, Vec<Change>) {
    let mut cells = cells(line, 0);
    clean(&mut cells, Setting::Line);
    let index = super::lines::LineIndex::new(line);
    let mut changes = vec![];
    record(&cells, |at| index.line(at), &mut changes);
    (text(&cells), changes)
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
