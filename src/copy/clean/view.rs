//! The characters that stand in a block now, and what surrounds each.

use super::chars::{Class, class, is_han};
use super::protect;
use crate::copy::cell::{Cell, Kind};

/// What stands on one side of a character, once all that is clear is looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The block's end.
    Edge,
    /// The bracket or quotation mark that encloses it.
    Enclosed,
    /// A character of this class.
    Of(Class),
}

impl Side {
    pub fn is_chinese(self) -> bool {
        self == Self::Of(Class::Chinese)
    }

    /// Letters or digits.
    pub fn is_alphanumeric(self) -> bool {
        matches!(self, Self::Of(Class::Latin | Class::Digit))
    }
}

/// The characters that stand in a block now. Rules look at `chars` and write through
/// [`View::put`] and [`View::drop`], which keep the record.
pub struct View<'a> {
    cells: &'a mut [Cell],
    /// The cell of each character.
    from: Vec<usize>,
    pub chars: Vec<char>,
    /// Characters inside addresses and entities, which stay as they are.
    pub protected: Vec<bool>,
    pub left: Vec<Side>,
    pub right: Vec<Side>,
    /// Whether the block has any han: without, its punctuation is not Chinese.
    pub chinese: bool,
    /// The first character that is no space.
    pub first: usize,
}

impl<'a> View<'a> {
    pub fn new(cells: &'a mut [Cell]) -> Self {
        let mut from = Vec::with_capacity(cells.len());
        let mut chars = Vec::with_capacity(cells.len());
        for (at, cell) in cells.iter().enumerate() {
            for _ in 0..1 + usize::from(cell.twice) {
                if let Some(now) = cell.now {
                    from.push(at);
                    chars.push(now);
                }
            }
        }
        let classes: Vec<_> = chars.iter().map(|&c| class(c)).collect();
        let left = sides(classes.iter().copied(), Class::Open, Class::Close);
        let mut right = sides(classes.iter().rev().copied(), Class::Close, Class::Open);
        right.reverse();
        let protected = protect::protected(&chars);
        let chinese = chars.iter().any(|&c| is_han(c));
        let first = chars.iter().position(|&c| c != ' ').unwrap_or(chars.len());
        Self {
            cells,
            from,
            chars,
            protected,
            left,
            right,
            chinese,
            first,
        }
    }

    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place, or a line end where there is none.
    pub fn get(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\n')
    }

    /// The character before a place, or a line end where there is none.
    pub fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\n', |at| self.get(at))
    }

    pub fn put(&mut self, at: usize, c: char, kind: Kind) {
        self.chars[at] = c;
        self.cells[self.from[at]].put(c, kind);
    }

    /// Puts a character that stands twice in one cell.
    pub fn put_twice(&mut self, at: usize, c: char, kind: Kind) {
        self.put(at, c, kind);
        let cell = &mut self.cells[self.from[at]];
        cell.twice = true;
        cell.kind = Some(kind);
    }

    /// Takes a character out of the block; `chars` keeps it until the next view.
    pub fn drop(&mut self, at: usize, kind: Kind) {
        self.cells[self.from[at]].drop(kind);
    }

    /// What stood in the source.
    pub fn was(&self, at: usize) -> char {
        self.cells[self.from[at]].was
    }

    /// Where in the source a character stood.
    pub fn source(&self, at: usize) -> u32 {
        self.cells[self.from[at]].at
    }
}

/// What stands before each character, given the classes in order.
fn sides(classes: impl Iterator<Item = Class>, encloses: Class, leaves: Class) -> Vec<Side> {
    let mut side = Side::Edge;
    classes
        .map(|class| {
            let here = side;
            if class == encloses {
                side = Side::Enclosed;
            } else if class != Class::Clear && class != leaves {
                side = Side::Of(class);
            }
            here
        })
        .collect()
}
