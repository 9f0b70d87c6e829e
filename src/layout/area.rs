//! Reads where a slot stands and how it is divided: `area`, one rectangle or several, and
//! `legs`; and says what is wrong with either.

use typst::foundations::{Array, Dict, FromValue, Value};

use super::dict::{Reader, RemoveValue};
use super::legs::divide;
use super::model::{Area, Grid, Leg, SlotKind};
use super::shape;

/// Legs, and rectangles, beyond which a slot is a mistake, not a newspaper.
const MOST_LEGS: i64 = 64;
const MOST_AREAS: usize = 16;

/// Fewer characters on a line of a leg cannot be read.
const FEWEST_CHARACTERS: usize = 4;

/// How many legs the rectangles of a slot are divided into.
#[derive(Debug, Clone, PartialEq)]
pub enum Divided {
    /// One a base column.
    Columns,
    /// Each rectangle into as many.
    All(usize),
    /// Each rectangle into as many of its own.
    Each(Vec<usize>),
}

impl Divided {
    /// Legs of one of the rectangles.
    pub fn count(&self, at: usize, area: &Area) -> usize {
        match self {
            Self::Columns => area.columns.round() as usize,
            Self::All(count) => *count,
            Self::Each(counts) => counts.get(at).copied().unwrap_or(1),
        }
    }
}

impl Reader<'_> {
    /// `area: (column, line, columns, lines)`, or an array of such rectangles.
    pub fn areas(&mut self, value: &Value, name: &str, grid: &Grid) -> Option<Vec<Area>> {
        let path = ["slots", name, "area"];
        let list = match Array::from_value(value.clone()) {
            Ok(list) if list.iter().any(|item| matches!(item, Value::Array(_))) => list,
            _ => return Some(vec![self.area(value, name, "", grid)?]),
        };
        if list.len() > MOST_AREAS {
            let message = format!("slot `{name}` has more than {MOST_AREAS} rectangles");
            self.error(&path, message);
            return None;
        }
        let several = list.len() > 1;
        let mut areas = vec![];
        for (at, item) in list.iter().enumerate() {
            let which = if several {
                format!("rectangle {} of ", at + 1)
            } else {
                String::new()
            };
            areas.push(self.area(item, name, &which, grid));
        }
        let areas: Vec<Area> = areas.into_iter().collect::<Option<_>>()?;
        self.shape(name, &areas)?;
        Some(areas)
    }

    /// Several rectangles must make one shape.
    fn shape(&mut self, name: &str, areas: &[Area]) -> Option<()> {
        let path = ["slots", name, "area"];
        if let Some((a, b)) = shape::overlapping(areas) {
            let (a, b) = (a + 1, b + 1);
            self.error(
                &path,
                format!("rectangles {a} and {b} of slot `{name}` overlap"),
            );
            return None;
        }
        if let Some(at) = shape::loose(areas) {
            let at = at + 1;
            let message = format!("rectangle {at} of slot `{name}` does not touch those before it");
            self.error(&path, message);
            self.hint("rectangles touch where they share an edge, with no blank line between");
            return None;
        }
        if let Some((a, b)) = shape::out_of_order(areas) {
            let (a, b) = (a + 1, b + 1);
            let message = format!(
                "the rectangles of slot `{name}` are not in reading order: {b} is read before {a}"
            );
            self.error(&path, message);
            self.hint("give them from left to right, and from the top down");
            return None;
        }
        Some(())
    }

    /// One rectangle; `which` names it in messages where there are several.
    fn area(&mut self, value: &Value, name: &str, which: &str, grid: &Grid) -> Option<Area> {
        let path = ["slots", name, "area"];
        let numbers: Option<Vec<f64>> = Array::from_value(value.clone())
            .ok()
            .and_then(|array| array.into_iter().map(|v| v.cast().ok()).collect());
        let given = match numbers.as_deref() {
            Some(&[column, line, columns, lines]) => Some((column, line, columns, lines)),
            _ => None,
        };
        let whole = |(_, line, _, lines): &(f64, f64, f64, f64)| {
            line.fract() == 0.0 && lines.fract() == 0.0
        };
        let finite = |(a, _, b, _): &(f64, f64, f64, f64)| a.is_finite() && b.is_finite();
        let Some((column, line, columns, lines)) = given.filter(whole).filter(finite) else {
            let of = match which {
                "" => String::new(),
                which => format!(" for {which}slot `{name}`"),
            };
            let message =
                format!("expected area: (column, line, columns, lines), four whole numbers{of}");
            self.error(&path, message);
            return None;
        };
        if columns <= 0.0 || lines < 1.0 || (columns < 1.0 && columns.fract() == 0.0) {
            self.error(
                &path,
                format!(
                    "{which}slot `{name}` is {columns} columns × {lines} lines; \
                     expected at least 1 × 1"
                ),
            );
            return None;
        }
        let (width, height) = (grid.columns as f64, grid.lines as f64);
        let inside = |start: f64, size: f64, room: f64| start >= 0.0 && start + size <= room + 1e-6;
        if !inside(column, columns, width) || !inside(line, lines, height) {
            self.error(
                &path,
                format!("{which}slot `{name}` leaves the grid of {width} columns × {height} lines"),
            );
            return None;
        }
        if grid.width(columns) < grid.body {
            let message = format!("{which}slot `{name}` is narrower than one character");
            self.error(&path, message);
            return None;
        }
        Some(Area {
            column,
            line: line as usize,
            columns,
            lines: lines as usize,
        })
    }

    /// `legs`: a number, or one for each rectangle.
    pub fn divided(&mut self, dict: &mut Dict, name: &str) -> Option<Divided> {
        let path = ["slots", name, "legs"];
        let list = match dict.get("legs") {
            Err(_) => return Some(Divided::Columns),
            Ok(Value::Array(list)) => list.clone(),
            Ok(_) => return self.whole(dict, &path, 1, MOST_LEGS).map(Divided::All),
        };
        dict.remove_value("legs");
        let counts: Option<Vec<i64>> = list.into_iter().map(|item| item.cast().ok()).collect();
        match counts {
            Some(counts) if counts.iter().all(|count| (1..=MOST_LEGS).contains(count)) => Some(
                Divided::Each(counts.into_iter().map(|count| count as usize).collect()),
            ),
            _ => {
                let message = format!("`legs` must be whole numbers between 1 and {MOST_LEGS}");
                self.error(&path, message);
                None
            }
        }
    }

    /// Divides the rectangles of a slot into legs; where one goes on right below another at
    /// the same measure, they are one.
    pub fn legs(
        &mut self,
        name: &str,
        grid: &Grid,
        areas: &[Area],
        divided: &Divided,
    ) -> Option<Vec<Leg>> {
        let path = ["slots", name, "legs"];
        if let Divided::Each(counts) = divided
            && counts.len() != areas.len()
        {
            let (numbers, rectangles) = (counts.len(), areas.len());
            let s = |count| if count == 1 { "" } else { "s" };
            self.error(
                &path,
                format!(
                    "`legs` has {numbers} number{} for {rectangles} rectangle{} of slot `{name}`",
                    s(numbers),
                    s(rectangles)
                ),
            );
            return None;
        }
        for (at, area) in areas.iter().enumerate() {
            if *divided == Divided::Columns && !area.is_whole() {
                let message = format!("slot `{name}` stands on fractions of columns");
                self.error(&["slots", name, "area"], message);
                self.hint("say with `legs` how many legs of text it has");
                return None;
            }
            let count = divided.count(at, area);
            let (characters, _) = divide(grid.width(area.columns), count, grid.gutter, grid.body);
            if characters < FEWEST_CHARACTERS {
                let which = match areas.len() {
                    1 => String::new(),
                    _ => format!(" of rectangle {}", at + 1),
                };
                let message = format!(
                    "{count} legs{which} leave fewer than {FEWEST_CHARACTERS} characters a line"
                );
                self.error(&path, message);
                return None;
            }
        }
        Some(divided.legs(grid, areas))
    }

    /// Only text can be poured into a shape.
    pub fn one_rectangle(&mut self, name: &str, kind: SlotKind, areas: &[Area]) -> Option<()> {
        if areas.len() <= 1 {
            return Some(());
        }
        let message = format!(
            "slot `{name}` has {} rectangles; only text can run through more than one",
            areas.len()
        );
        self.error(&["slots", name, "area"], message);
        self.hint(&format!("give the {} one `area`", kind.word()));
        None
    }

    /// A hint with the last finding.
    fn hint(&mut self, hint: &str) {
        if let Some(finding) = self.findings.last_mut() {
            finding.hints.push(hint.into());
        }
    }
}
