//! The grid: legs stand where the report says, on the lines of their page, and so does every
//! line of text that poppler finds in them.

use crate::common::story::{Leg, Story};
use crate::{horizontal, papers};

/// Insists that a length is a whole number of steps, and gives it.
fn whole(length: f64, step: f64, what: &str) -> usize {
    let steps = length / step;
    assert!(
        (steps - steps.round()).abs() < 0.01 && steps > -0.01,
        "{what}: {steps} steps of {step} pt"
    );
    steps.round() as usize
}

#[test]
fn legs_are_whole_lines_of_their_pages_grid_and_whole_characters_wide() {
    for story in horizontal(&papers()) {
        let grid = story.grid;
        let foot = grid.top + grid.lines * grid.pitch;
        for leg in &story.legs {
            let name = format!("{} {leg:?}", story.name());
            let from = whole(leg.y - grid.top, grid.pitch, &name);
            let lines = whole(leg.height, grid.pitch, &name);
            assert_eq!(lines, leg.lines, "{name}");
            assert!(from + lines <= grid.lines as usize, "{name}: below {foot}");
            assert_eq!(whole(leg.width, grid.body, &name), leg.characters, "{name}");
            let right = grid.left + grid.width();
            assert!(
                leg.x > grid.left - 0.05 && leg.right() < right + 0.05,
                "{name}"
            );
        }
    }
}

#[test]
fn no_two_legs_of_a_page_meet() {
    for paper in papers().iter() {
        let stories = paper.stories();
        let legs: Vec<(u32, &Leg)> = (stories.iter())
            .flat_map(|story| story.legs.iter().map(|leg| (story.page, leg)))
            .collect();
        for (at, (page, a)) in legs.iter().enumerate() {
            for (_, b) in legs[at + 1..].iter().filter(|(other, _)| other == page) {
                let (across, down) = (
                    a.right().min(b.right()) - a.x.max(b.x),
                    a.bottom().min(b.bottom()) - a.y.max(b.y),
                );
                assert!(
                    across < 0.05 || down < 0.05,
                    "{} page {page}: {a:?} {b:?}",
                    paper.name
                );
            }
        }
    }
}

#[test]
fn all_body_lines_of_a_page_stand_on_its_grid() {
    let mut count = 0;
    for story in horizontal(&papers()) {
        for line in story.body() {
            count += 1;
            let name = format!("{} {line:?}", story.name());
            assert!(
                (line.height - story.grid.body).abs() < 0.01,
                "{name} is not of the body's size"
            );
            whole(line.row.top - story.grid.top, story.grid.pitch, &name);
        }
        // Text runs on without a gap through the feet of legs.
        for (line, next) in story.continued() {
            let (leg, next_leg) = (&story.legs[line.leg], &story.legs[next.leg]);
            let name = format!("{} {line:?} {next:?}", story.name());
            if line.leg == next.leg {
                let step = next.row.top - line.row.top;
                assert!((step - story.grid.pitch).abs() < 0.1, "{name}");
            } else {
                let last = (line.row.top - leg.y) / leg.pitch + 1.0;
                assert!((last - leg.filled as f64).abs() < 0.1, "{name}");
                assert!((next.row.top - next_leg.y).abs() < 0.1, "{name}");
            }
        }
        in_register(&story);
    }
    assert!(count > 200, "only {count} lines");
}

/// As many lines of a leg are filled as the report says.
fn in_register(story: &Story) {
    for (at, leg) in story.legs.iter().enumerate() {
        let rows: Vec<usize> = (story.lines.iter())
            .filter(|line| line.leg == at)
            .map(|line| ((line.row.top - leg.y) / leg.pitch + 0.2).floor() as usize)
            .collect();
        let (name, filled) = (story.name(), leg.filled);
        assert!(filled <= leg.lines, "{name} {leg:?}");
        assert!(
            rows.iter().all(|row| *row < filled),
            "{name}: text below the {filled} filled lines: {rows:?}"
        );
        assert_eq!(rows.is_empty(), filled == 0, "{name} {leg:?}");
    }
}
