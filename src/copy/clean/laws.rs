//! What holds of cleaning whatever the copy.

use super::tests::cleaned;
use super::*;

/// A generator of the same numbers at each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % sides
    }
}

fn letters(text: &str) -> String {
    let half = |c| chars::half_width(c).unwrap_or(c);
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .map(half)
        .collect()
}

#[test]
fn cleaning_is_idempotent_and_keeps_every_letter() {
    let stock: Vec<char> =
        "甲乙记年月AbZw129,,::;;??!!((()))..\"\"''--~%℃\u{3000}\u{3000}  \n\t\u{FF0C}\u{3002}\u{FF08}\u{FF09}“”‘’《》—…·～\u{FF21}\u{FF11}\u{FF0E}\u{FF0D}\u{2060}\u{200B}\u{200D}&;@:/#=[-\u{1F600}"
            .chars()
            .collect();
    let mut dice = Dice(20220411);
    for round in 0..60_000 {
        let length = 1 + dice.roll(14);
        let text: String = (0..length).map(|_| stock[dice.roll(stock.len())]).collect();
        for setting in [Setting::Body, Setting::Line] {
            let (once, cells, _) = cleaned(&text, setting);
            let (twice, again, _) = cleaned(&once, setting);
            assert_eq!(once, twice, "round {round}: {text:?}");
            assert!(again.iter().all(|cell| cell.kind.is_none()), "{text:?}");
            assert_eq!(letters(&text), letters(&once), "{text:?}");
            assert!(
                cells
                    .iter()
                    .all(|c| (c.now == Some(c.was) && !c.twice) || c.kind.is_some()),
                "a change is not recorded: {text:?}"
            );
        }
    }
}

#[test]
fn hostile_copy_takes_no_longer_than_its_length() {
    for unit in [
        "(", ")", "\"", "'", "“", ",", ".", "…", "- ", " ", "a@", "www.", "://", "&", "1 ",
        "甲 a ", "   )", "1年",
    ] {
        crate::copy::effort::grows_with_length(unit, |text| {
            let (_, cells, _) = cleaned(text, Setting::Body);
            record(&cells, |_| 1, &mut vec![]);
        });
    }
}
