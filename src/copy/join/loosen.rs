//! Lets go of holds where a piece held together gets wider than eight ems: it has to fit a
//! narrow column.

use super::{Hold, holds_anyway};

/// The widest piece that is held together, in half ems.
pub(super) const WIDEST: usize = 16;

/// The width of a character in half ems.
pub(super) fn width(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// Lets go of the weakest hold, and of the last such, wherever a piece gets too wide.
pub(super) fn loosen(chars: &[char], holds: &mut [Hold]) {
    let mut start = 0;
    let mut wide = 0;
    let mut at = 0;
    while at < chars.len() {
        let free = at > 0 && holds[at] == Hold::None && !holds_anyway(chars[at - 1], chars[at]);
        if free {
            (start, wide) = (at, 0);
        }
        wide += width(chars[at]);
        if wide > WIDEST {
            // Text without holds of ours may be as wide as it likes, and is not
            // looked through again and again.
            let from = (start + 1).max(at.saturating_sub(2 * WIDEST));
            let weakest = (from..=at)
                .rev()
                .filter(|&place| {
                    matches!(
                        holds[place],
                        Hold::Soft | Hold::Firm | Hold::Name | Hold::Hard
                    )
                })
                .min_by_key(|&place| holds[place]);
            if let Some(place) = weakest {
                holds[place] = Hold::None;
                start = place;
                wide = chars[place..=at].iter().map(|&c| width(c)).sum();
            }
        }
        at += 1;
    }
}
