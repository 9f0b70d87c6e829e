//! Which words of a page differ.

use std::time::{Duration, Instant};

use similar::{Algorithm, DiffTag, capture_diff_slices_deadline};

/// Characters on either side of a change that are shown.
const AROUND: usize = 8;
/// After so long a page's words are compared less closely.
const SECONDS: u64 = 5;

/// Words that are not as they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What stands before it.
    pub lead: String,
    pub before: String,
    pub after: String,
    /// What follows it.
    pub tail: String,
}

/// What differs between two texts; changes that stand close together are one.
pub fn changes(old: &[char], new: &[char]) -> Vec<Change> {
    let deadline = Instant::now() + Duration::from_secs(SECONDS);
    let steps = capture_diff_slices_deadline(Algorithm::Myers, old, new, Some(deadline));
    let mut ranges: Vec<(std::ops::Range<usize>, std::ops::Range<usize>)> = vec![];
    for step in steps {
        if step.tag() == DiffTag::Equal {
            continue;
        }
        let (before, after) = (step.old_range(), step.new_range());
        match ranges.last_mut() {
            Some((one, other)) if before.start <= one.end + 2 && after.start <= other.end + 2 => {
                one.end = before.end.max(one.end);
                other.end = after.end.max(other.end);
            }
            _ => ranges.push((before, after)),
        }
    }
    let text = |chars: &[char], range: std::ops::Range<usize>| -> String {
        chars.get(range).unwrap_or_default().iter().collect()
    };
    let change = |(before, after): (std::ops::Range<usize>, std::ops::Range<usize>)| Change {
        lead: text(new, after.start.saturating_sub(AROUND)..after.start),
        tail: text(new, after.end..(after.end + AROUND).min(new.len())),
        before: text(old, before),
        after: text(new, after),
    };
    ranges.into_iter().map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let found = changes(&chars("昨日上午召开会议"), &chars("今日上午召开大会议"));
        let pairs: Vec<_> = (found.iter().map(|one| (&*one.before, &*one.after))).collect();
        assert_eq!(pairs, [("昨", "今"), ("", "大")]);
        assert_eq!((&*found[1].lead, &*found[1].tail), ("今日上午召开", "会议"));
        assert!(changes(&chars("同"), &chars("同")).is_empty());
    }
}
