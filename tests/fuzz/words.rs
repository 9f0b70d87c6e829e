//! Changes of text: lines and words moved, doubled and lost, values at the edge of what they may be,
//! and the characters at which Chinese copy goes wrong.

use super::random::Random;

/// Marks, spaces, invisible characters, numbers and letters of every width; what a form's syntax
/// is made of is in the seeds.
const SIGNS: [&str; 62] = [
    "，",
    "。",
    "、",
    "；",
    "：",
    "？",
    "！",
    "“",
    "”",
    "‘",
    "’",
    "（",
    "）",
    "《",
    "》",
    "〈",
    "〉",
    "【",
    "】",
    "…",
    "……",
    "—",
    "——",
    "～",
    "·",
    "\u{3000}",
    "\u{a0}",
    "\u{200b}",
    "\u{200d}",
    "\u{2060}",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "\u{fe0f}",
    "\u{e0100}",
    "\u{301}",
    "\u{1f1e8}\u{1f1f3}",
    "\u{20000}",
    "\u{fffd}",
    "\u{0}",
    "\u{1b}[2J",
    "\r\n",
    "\r",
    "\t",
    "\"",
    "'",
    "\\",
    "(",
    ")",
    ",",
    ".",
    "%",
    "-",
    "--",
    "１",
    "Ａ",
    "9",
    "A",
    "柳溪河",
    "2026年11月22日",
    "#",
    "*",
];

const VALUES: [&str; 30] = [
    "0",
    "-1",
    "1e308",
    "nan",
    "inf",
    "9223372036854775807",
    "9223372036854775808",
    "4294967296",
    "0.0000001",
    "true",
    "\"\"",
    "\"../../../etc/passwd\"",
    "\"/etc/passwd\"",
    "\"a\\u0000b\"",
    "\"{code}{page}{version}\"",
    "\"1:lead\"",
    "\"99:jump-1\"",
    "\"lead\"",
    "[]",
    "[[]]",
    "[0.5, 0.5]",
    "[1e300, -1e300]",
    "{}",
    "{ a = 1 }",
    "2022-04-11",
    "9999-12-31",
    "0000-01-01",
    "2022-02-30",
    "12:00:00",
    "'''\n'''",
];

/// A few changes of a text; `others` give lines of theirs.
pub fn change(random: &mut Random, input: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(input).into_owned();
    for _ in 0..=random.below(8) {
        text = once(random, &text, others);
    }
    let most = text.floor_char_boundary(200_000);
    text.truncate(most);
    text.into_bytes()
}

fn once(random: &mut Random, text: &str, others: &[Vec<u8>]) -> String {
    match random.below(9) {
        0..3 => lines(random, text, others),
        3 => values(random, text),
        4 => {
            // One sign many times: what takes longer than its length shows.
            let sign = *random.pick(&SIGNS);
            let times = *random.pick(&[1, 3, 20, 500]);
            put(random, text, &sign.repeat(times))
        }
        5 => {
            let (start, end) = span(random, text);
            format!("{}{}", &text[..start], &text[end..])
        }
        6 => {
            let (start, end) = span(random, text);
            let part = text[start..end].repeat(*random.pick(&[1, 2, 50]));
            put(random, text, &part)
        }
        _ => {
            let sign = *random.pick(&SIGNS);
            put(random, text, sign)
        }
    }
}

fn put(random: &mut Random, text: &str, part: &str) -> String {
    let at = text.floor_char_boundary(random.below(text.len() + 1));
    format!("{}{part}{}", &text[..at], &text[at..])
}

fn span(random: &mut Random, text: &str) -> (usize, usize) {
    let range = random.range(text.len());
    (
        text.floor_char_boundary(range.start),
        text.ceil_char_boundary(range.end),
    )
}

/// Whole lines: one lost, doubled, moved, or taken from another text.
fn lines(random: &mut Random, text: &str, others: &[Vec<u8>]) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let other = String::from_utf8_lossy(&others[random.below(others.len())]);
    let theirs: Vec<&str> = other.lines().collect();
    let at = random.below(lines.len());
    match random.below(4) {
        0 if !lines.is_empty() => drop(lines.remove(at)),
        1 if !lines.is_empty() => {
            let to = random.below(lines.len());
            lines.swap(at, to);
        }
        2 if !lines.is_empty() => lines.insert(at, lines[at]),
        _ if !theirs.is_empty() => {
            let from = random.below(theirs.len());
            let count = (1 + random.below(4)).min(theirs.len() - from);
            lines.splice(at..at, theirs[from..from + count].iter().copied());
        }
        _ => {}
    }
    lines.join("\n") + "\n"
}

/// What stands behind an equals sign or a colon becomes something else.
fn values(random: &mut Random, text: &str) -> String {
    let places: Vec<usize> = text
        .match_indices([':', '='])
        .map(|(at, _)| at + 1)
        .collect();
    if places.is_empty() {
        return text.into();
    }
    let at = *random.pick(&places);
    let rest = &text[at..];
    let end = rest.find([',', '\n', ')']).unwrap_or(rest.len());
    format!("{} {}{}", &text[..at], random.pick(&VALUES), &rest[end..])
}
