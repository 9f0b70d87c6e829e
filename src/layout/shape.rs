//! The shape of a slot: one rectangle of the grid, or several that touch (L-shaped, stairs,
//! interlocking). What it covers is judged by its rectangles, never by the box around them.

use super::model::Area;

/// Columns that differ by less are the same.
pub const SAME: f64 = 1e-6;

impl Area {
    /// The column after the last one.
    pub fn right(&self) -> f64 {
        self.column + self.columns
    }

    /// The line after the last one.
    pub fn bottom(&self) -> usize {
        self.line + self.lines
    }

    /// Whether both share some part of the grid.
    pub fn overlaps(&self, other: &Area) -> bool {
        self.columns_shared(other) > SAME && self.lines_shared(other) > 0
    }

    /// Whether text can go from one to the other: they share an edge, not just a corner.
    pub fn touches(&self, other: &Area) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() < SAME;
        let beside = near(self.right(), other.column) || near(other.right(), self.column);
        let stacked = self.bottom() == other.line || other.bottom() == self.line;
        (beside && self.lines_shared(other) > 0) || (stacked && self.columns_shared(other) > SAME)
    }

    /// Whether the columns are whole ones.
    pub fn is_whole(&self) -> bool {
        [self.column, self.columns]
            .iter()
            .all(|n| (n - n.round()).abs() < SAME)
    }

    fn columns_shared(&self, other: &Area) -> f64 {
        (self.right().min(other.right()) - self.column.max(other.column)).max(0.0)
    }

    fn lines_shared(&self, other: &Area) -> usize {
        (self.bottom().min(other.bottom())).saturating_sub(self.line.max(other.line))
    }
}

/// The rectangle around some rectangles.
pub fn around(areas: &[Area]) -> Option<Area> {
    let first = *areas.first()?;
    Some(areas.iter().fold(first, |all, area| {
        let (column, line) = (all.column.min(area.column), all.line.min(area.line));
        Area {
            column,
            line,
            columns: all.right().max(area.right()) - column,
            lines: all.bottom().max(area.bottom()) - line,
        }
    }))
}

/// Whether rectangles that share nothing cover all of another one.
pub fn cover(areas: &[Area], other: &Area) -> bool {
    let shared = |area: &Area| area.columns_shared(other) * area.lines_shared(other) as f64;
    let covered: f64 = areas.iter().map(shared).sum();
    (covered - other.columns * other.lines as f64).abs() < SAME * other.lines as f64
}

/// Whether some rectangles of two lists overlap.
pub fn overlap(areas: &[Area], others: &[Area]) -> bool {
    areas
        .iter()
        .any(|area| others.iter().any(|other| area.overlaps(other)))
}

/// The first two rectangles of a list that overlap.
pub fn overlapping(areas: &[Area]) -> Option<(usize, usize)> {
    (0..areas.len())
        .flat_map(|b| (0..b).map(move |a| (a, b)))
        .find(|&(a, b)| areas[a].overlaps(&areas[b]))
}

/// The first rectangle that hangs together with none of those that the first one leads to.
pub fn loose(areas: &[Area]) -> Option<usize> {
    let mut reached = vec![false; areas.len()];
    let mut open: Vec<usize> = (0..areas.len().min(1)).collect();
    while let Some(at) = open.pop() {
        reached[at] = true;
        open.extend((0..areas.len()).filter(|&to| !reached[to] && areas[at].touches(&areas[to])));
    }
    reached.iter().position(|reached| !reached)
}

/// The first two rectangles that are given against the order of reading: of two beside each
/// other the left one comes first, of two above each other the upper one.
pub fn out_of_order(areas: &[Area]) -> Option<(usize, usize)> {
    (0..areas.len())
        .flat_map(|b| (0..b).map(move |a| (a, b)))
        .find(|&(a, b)| {
            let (first, second) = (&areas[a], &areas[b]);
            let beside = first.lines_shared(second) > 0 && second.column < first.column;
            let stacked = first.columns_shared(second) > SAME && second.line < first.line;
            beside || stacked
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(column: f64, line: usize, columns: f64, lines: usize) -> Area {
        Area {
            column,
            line,
            columns,
            lines,
        }
    }

    #[test]
    fn rectangles_touch_at_edges_only() {
        assert!(area(0.0, 0, 2.0, 5).touches(&area(2.0, 4, 1.0, 5)));
        assert!(!area(0.0, 0, 2.0, 5).touches(&area(2.0, 5, 1.0, 5)));
        assert_eq!(
            loose(&[area(0.0, 0, 1.0, 5), area(2.0, 0, 1.0, 5)]),
            Some(1)
        );
        assert_eq!(
            out_of_order(&[area(1.0, 0, 1.0, 9), area(0.0, 3, 1.0, 6)]),
            Some((0, 1))
        );
    }

    #[test]
    fn covering_counts_every_rectangle() {
        let shape = [area(0.0, 0, 3.0, 10), area(2.0, 10, 1.0, 10)];
        assert!(cover(&shape, &area(2.0, 5, 1.0, 10)));
        assert!(!cover(&shape, &area(1.5, 5, 1.0, 10)));
    }
}
