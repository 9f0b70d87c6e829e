//! How a file that is there differs from the one that came.

use similar::{ChangeTag, TextDiff};

use super::{Outgoing, Over, State};
use crate::diag::{Finding, Place, SourceText, brief};
use crate::import::article::{MARK, digest, origin};

/// Lines that are shown of what differs.
const SHOWN: usize = 8;

pub fn compare(
    file: &Outgoing,
    there: &[u8],
    place: &Place,
    over: Over,
) -> (State, Option<Finding>) {
    if there == file.bytes {
        return (State::Same, None);
    }
    let texts = (std::str::from_utf8(there), std::str::from_utf8(&file.bytes));
    let (Ok(there), Ok(came)) = texts else {
        return match over {
            Over::All => (State::Replaced, None),
            _ => (State::Differs, Some(other_bytes(file, there.len(), place))),
        };
    };
    let (old, new) = (unmarked(there), unmarked(came));
    if old == new {
        // Only the version in the comment is another.
        return (State::Same, None);
    }
    let origin = origin(there);
    let came_as = came
        .lines()
        .nth(1)
        .and_then(|line| line.rsplit_once("as it came "))
        .map(|(_, name)| name.trim());
    let was = there
        .lines()
        .nth(1)
        .and_then(|line| line.rsplit_once("as it came "))
        .map(|(_, name)| name.trim());
    let is_article = came_as.is_some_and(|name| name == digest(&new));
    if is_article && was.is_some() && was == came_as {
        return (State::Kept, None);
    }
    match (over, origin.untouched) {
        (Over::All, _) | (Over::Untouched, Some(true)) => return (State::Replaced, None),
        _ => {}
    }
    (
        State::Differs,
        Some(finding(file, there, came, origin.untouched, place)),
    )
}

/// A text without the line that says where it came from.
fn unmarked(text: &str) -> String {
    match text
        .split_once('\n')
        .and_then(|(head, rest)| Some((head, rest.split_once('\n')?)))
    {
        Some((head, (line, rest))) if head.trim_end() == "+++" && line.starts_with(MARK) => {
            rest.to_string()
        }
        _ => text.to_string(),
    }
}

fn other_bytes(file: &Outgoing, there: usize, place: &Place) -> Finding {
    let message = format!(
        "another file stands here and is kept: {there} bytes, and {} came",
        file.bytes.len()
    );
    Finding::error("import-differs", message)
        .at(place.clone())
        .related(file.from.clone(), "it came from here")
        .hint("`--force` writes what came over it")
}

fn finding(
    file: &Outgoing,
    there: &str,
    came: &str,
    untouched: Option<bool>,
    place: &Place,
) -> Finding {
    let source = SourceText::new(place.path(), there);
    let mark = |line: &str| line.starts_with(MARK);
    let diff = TextDiff::from_lines(there, came);
    let mut at = 0;
    let mut first = None;
    let mut shown = vec![];
    let (mut taken, mut added) = (0usize, 0usize);
    for change in diff.iter_all_changes() {
        let line = change.value();
        let length = if change.tag() == ChangeTag::Insert {
            0
        } else {
            line.len()
        };
        if change.tag() != ChangeTag::Equal && !mark(line) && !line.trim().is_empty() {
            first.get_or_insert(at..at + length.saturating_sub(1));
            let (sign, count) = match change.tag() {
                ChangeTag::Insert => ("came", &mut added),
                _ => ("here", &mut taken),
            };
            *count += 1;
            if shown.len() < SHOWN {
                shown.push(format!("{sign}: {}", brief(line.trim())));
            }
        }
        at += length;
    }
    let more = (taken + added).saturating_sub(shown.len());
    if more > 0 {
        shown.push(format!("and {more} more lines"));
    }
    let (what, mend) = match untouched {
        Some(true) => (
            "a correction came of an article that nobody has touched since it came",
            "`--update` takes corrections of untouched articles, `--force` takes all",
        ),
        Some(false) => (
            "a correction came of an article that was edited here since it came",
            "take over what is right by hand; `--force` would lose what was done here",
        ),
        None => (
            "another file stands here and is kept",
            "`--force` writes what came over it",
        ),
    };
    let message = format!(
        "{what}: {taken} line{} here, {added} came",
        if taken == 1 { "" } else { "s" }
    );
    let mut finding = Finding::error("import-differs", message)
        .at(Place::text(&source, first.unwrap_or(0..0)))
        .related(file.from.clone(), "it came from here");
    finding.hints.extend(shown);
    finding.hint(mend)
}
