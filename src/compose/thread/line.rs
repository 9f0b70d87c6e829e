//! A line that may be made of some cells: how much of it can be squeezed, where the space
//! goes that it lacks, and how bad it looks.

use super::cells::{CLOSING, Cell, OPENING};

/// A stretch that a reader does not see yet, in ems between two characters; twice as much
/// costs four times as much.
const EASY: f64 = 0.04;
/// From here on a line is loose: half a character on a line of eleven.
const LOOSE: f64 = 0.05;
/// No line should be stretched more.
pub const LOOSEST: f64 = 0.09;
/// From here on, in ems between two characters, a mark at a line's end keeps its whole cell.
pub const END_FROM: f64 = 0.03;
/// What it costs to fill a line beside its figures and in its marks alone.
const EASED: f64 = 0.5;
/// What a way of breaking costs from which on it has a fault: too loose a line, or a
/// character alone.
pub const FAULT: f64 = 2000.0;
/// Up to this cost a paragraph may be set anew for another's sake.
pub const WELL: f64 = FAULT * 0.4;
/// What marks may take up beyond their cells, in ems, before a line gets loose.
pub const WIDER: f64 = 0.25;
/// A line whose characters stand closer by so many ems, at most, is better than one that is
/// too loose.
pub const TIGHTEST: f64 = 0.05;
const TIGHT: f64 = FAULT * 0.5;
/// The cost of one character alone on a last line (孤字).
const ALONE: f64 = 1e6;
/// A paragraph's last line has at least so many characters, marks not counted.
const LEAST_LAST: usize = 2;

/// The measurements of a line.
pub struct Line {
    /// With the blank halves at both ends trimmed, pt.
    pub width: f64,
    /// What can still be squeezed out of it, pt.
    pub shrink: f64,
    /// Where space goes to fill it: the sizes of those characters together, pt.
    fills: f64,
    /// The space that goes elsewhere first: beside figures, and into squeezed marks, pt.
    relief: f64,
    /// What a mark at its end may take up of it, pt.
    end: f64,
    /// What the marks in it may take up beyond their cells, pt.
    wider: f64,
    /// Han, letters and digits.
    letters: usize,
}

/// A line that takes up one cell after another, for one that begins at a place and may end at many.
pub struct Growing<'a> {
    /// Whether it begins a paragraph.
    first: bool,
    head: Option<&'a Cell>,
    count: usize,
    /// Of all cells so far.
    all: Sums,
    /// The last cell that is not blank, and the sums up to it: a line ends there.
    tail: Option<(usize, &'a Cell)>,
    kept: Sums,
    /// What the marks before the last cell may take up beyond their cells.
    wider: f64,
}

#[derive(Default, Clone, Copy)]
struct Sums {
    width: f64,
    shrink: f64,
    fills: f64,
    relief: f64,
    borders: f64,
    letters: usize,
}

impl<'a> Growing<'a> {
    pub fn new(first: bool) -> Self {
        Self {
            first,
            head: None,
            count: 0,
            all: Sums::default(),
            tail: None,
            kept: Sums::default(),
            wider: 0.0,
        }
    }

    pub fn push(&mut self, cell: &'a Cell) {
        self.head.get_or_insert(cell);
        let all = &mut self.all;
        all.width += cell.advance;
        all.shrink += cell.left + cell.right;
        all.fills += cell.fills.unwrap_or_default();
        all.relief += cell.border + cell.back;
        all.borders += cell.border;
        all.letters += cell.letters;
        if !cell.blank {
            if let Some((at, before)) = self.tail
                && at > 0
                && before.left + before.right > 0.0
            {
                self.wider += WIDER * before.fills.unwrap_or_default();
            }
            self.tail = Some((self.count, cell));
            self.kept = self.all;
        }
        self.count += 1;
    }

    /// The line that ends here.
    pub fn line(&self) -> Line {
        let mut sums = self.kept;
        let (mut end, mut wider) = (0.0, self.wider + sums.borders);
        let (Some(head), Some((at, tail))) = (self.head, self.tail) else {
            return Line::new(sums, end, wider);
        };
        sums.relief -= tail.border + tail.back;
        if tail.text.starts_with(CLOSING) {
            end = tail.right + tail.back;
        }
        let trimmed = if tail.left > 0.0 { 0.0 } else { tail.right };
        sums.width -= trimmed;
        sums.shrink -= trimmed;
        sums.fills -= tail.fills.unwrap_or_default();
        // Beside figures as much again, before the line gets loose.
        wider -= tail.border;
        if at > 0 && head.text.starts_with(OPENING) {
            sums.relief -= head.back;
        }
        // After an indent Typst does not trim an opening mark.
        if !self.first && head.right == 0.0 {
            sums.width -= head.left;
            sums.shrink -= head.left;
        }
        Line::new(sums, end, wider)
    }
}

impl Line {
    fn new(sums: Sums, end: f64, wider: f64) -> Self {
        Self {
            width: sums.width,
            shrink: sums.shrink,
            fills: sums.fills,
            relief: sums.relief,
            end,
            wider,
            letters: sums.letters,
        }
    }

    /// The line of some cells.
    pub fn of(cells: &[Cell], first: bool) -> Self {
        let mut line = Growing::new(first);
        for cell in cells {
            line.push(cell);
        }
        line.line()
    }

    /// How bad the line looks in some room; nothing if it cannot be set in it.
    pub fn cost(&self, room: f64, last: bool, whole: bool) -> Option<f64> {
        let alone = if last && !whole && self.letters < LEAST_LAST {
            ALONE
        } else {
            0.0
        };
        let slack = room - self.width;
        if slack < -1e-6 {
            // Typst would rather make two lines of a squeezed last one.
            if last && !whole {
                return None;
            }
            let squeeze = -slack / self.shrink.max(0.001);
            if squeeze <= 1.0001 {
                return Some(0.5 * squeeze * squeeze + alone);
            }
            let tight = (-slack - self.shrink) / self.fills.max(1.0);
            return (!last && tight <= TIGHTEST).then_some(TIGHT * (1.0 + tight));
        }
        if last {
            return Some(alone);
        }
        let eased = slack.min(self.relief);
        let mut rest = slack - eased;
        let mut cost = EASED * eased / self.relief.max(0.001);
        if rest > END_FROM * self.fills {
            let taken = rest.min(self.end);
            rest -= taken;
            cost += 4.0 * EASED * taken / self.end.max(0.001);
            let taken = (rest - END_FROM * self.fills).clamp(0.0, self.wider);
            rest -= taken;
            cost += 4.0 * EASED * taken / self.wider.max(0.001);
        }
        Some(cost + loose(rest / self.fills.max(1.0)))
    }
}

/// How bad a line looks that is stretched by so many ems between two characters.
pub fn loose(stretch: f64) -> f64 {
    let easy = (stretch / EASY).powi(2);
    match stretch {
        _ if stretch <= LOOSE => easy,
        // A loose line is worth some others that are not quite good.
        _ if stretch <= LOOSEST + 0.00001 => easy + 20.0,
        _ => easy + FAULT * (1.0 + 20.0 * (stretch - LOOSEST)),
    }
}
