//! Legs joined and cut, by characters, first line and lines.

use super::*;

const AIR: Air = Air {
    above: 1,
    below: 1,
    side: 9.0,
    body: 9.0,
};

/// A column of 13 characters.
fn column(at: usize, line: usize, lines: usize) -> Leg {
    Leg {
        x: at as f64 * 126.0,
        width: 117.0,
        characters: 13,
        line,
        lines,
    }
}

fn hole(x: f64, width: f64, line: usize, lines: usize) -> Hole {
    Hole {
        x,
        width,
        line,
        lines,
    }
}

/// Characters, first line and lines of each leg.
fn shape(legs: &[Leg]) -> Vec<(usize, usize, usize)> {
    legs.iter()
        .map(|leg| (leg.characters, leg.line, leg.lines))
        .collect()
}

#[test]
fn text_runs_down_past_a_hole() {
    let legs = [column(0, 0, 30), column(1, 0, 30)];
    let legs = cut(&legs, &hole(126.0, 117.0, 10, 8), &AIR);
    assert_eq!(shape(&legs), [(13, 0, 30), (13, 0, 9), (13, 19, 11)]);
}

#[test]
fn half_a_leg_is_narrower_at_either_side() {
    // Six characters of the first column and of the second are covered.
    let legs = [column(0, 0, 30), column(1, 0, 30)];
    let legs = cut(&legs, &hole(63.0, 117.0, 10, 8), &AIR);
    let expected = [
        (13, 0, 9),
        (6, 9, 10),
        (13, 19, 11),
        (13, 0, 9),
        (6, 9, 10),
        (13, 19, 11),
    ];
    assert_eq!(shape(&legs), expected);
    assert_eq!((legs[1].x, legs[4].x), (0.0, 126.0 + 117.0 - 54.0));
}

#[test]
fn a_part_too_narrow_or_too_low_is_dropped() {
    let legs = cut(&[column(0, 0, 30)], &hole(45.0, 72.0, 2, 28), &AIR);
    assert_eq!(shape(&legs), []);
    let legs = cut(&[column(0, 0, 30)], &hole(54.0, 63.0, 2, 28), &AIR);
    assert_eq!(shape(&legs), [(5, 1, 29)]);
}

#[test]
fn what_is_above_a_bar_is_read_first() {
    let legs = [column(0, 0, 30), column(1, 0, 30)];
    let legs = cut(&legs, &hole(0.0, 243.0, 10, 8), &AIR);
    let order: Vec<_> = legs.iter().map(|leg| (leg.x, leg.line)).collect();
    assert_eq!(order, [(0.0, 0), (126.0, 0), (0.0, 19), (126.0, 19)]);
}

#[test]
fn legs_one_below_the_other_are_one() {
    let legs = joined(vec![
        column(0, 0, 5),
        column(1, 0, 5),
        column(1, 5, 7),
        column(0, 9, 3),
    ]);
    assert_eq!(shape(&legs), [(13, 0, 5), (13, 0, 12), (13, 9, 3)]);
    let legs = joined(vec![column(1, 8, 3), column(1, 0, 5), column(1, 5, 3)]);
    assert_eq!(shape(&legs), [(13, 0, 11)]);
}
