//! A slot sketched in one argument: `lead=0,0,5x40`, `photo:picture=5,0,3x20`,
//! `second=0,42,8x20+0,62,3x20`, `picture=1.5,10,2x12@lead`, `box=6,85,2x24/1`, `strip:ad=0,109,8x14/optional`.

use std::ops::Range;
use std::sync::Arc;

use crate::diag::{Finding, Place, SourceText, brief, nearest};
use crate::layout::SlotKind;

/// The form, for messages.
const FORM: &str = "NAME[:KIND]=COLUMN,LINE,COLUMNSxLINES, for instance `lead=0,0,5x40`";

/// A rectangle as it was typed: column, line, columns, lines.
pub type Rectangle = [f64; 4];

/// One slot.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    pub name: String,
    pub kind: SlotKind,
    pub areas: Vec<Rectangle>,
    pub inside: Option<String>,
    pub legs: Vec<usize>,
    pub optional: bool,
    /// Where it stands among the arguments.
    pub range: Range<usize>,
}

/// The sketches of a command line, an argument a line, so that findings can point at them.
#[derive(Debug, Clone)]
pub struct Arguments {
    pub text: Arc<SourceText>,
}

impl Arguments {
    pub fn new(arguments: &[String]) -> Self {
        // An argument with an end of line in it would shift those after it.
        let lines: Vec<String> = (arguments.iter())
            .map(|argument| argument.replace(['\n', '\r'], " "))
            .collect();
        Self {
            text: SourceText::new("arguments", lines.join("\n")),
        }
    }

    /// Reads all of them; everything that is wrong is reported.
    pub fn read(&self) -> (Vec<Sketch>, Vec<Finding>) {
        let mut sketches: Vec<Sketch> = vec![];
        let mut findings = vec![];
        let mut start = 0;
        for line in self.text.text.split('\n') {
            let range = start..start + line.len();
            start = range.end + 1;
            let place = || Place::text(&self.text, range.clone());
            match sketch(line, range.clone()) {
                Ok(sketch) => {
                    let same = |other: &&Sketch| other.name == sketch.name;
                    if let Some(other) = sketches.iter().find(same) {
                        let message = format!("slot `{}` is sketched twice", sketch.name);
                        findings.push(
                            Finding::unreadable("new-layout", message)
                                .at(place())
                                .related(
                                    Place::text(&self.text, other.range.clone()),
                                    "first here",
                                ),
                        );
                        continue;
                    }
                    sketches.push(sketch);
                }
                Err((message, hint)) => {
                    let finding = Finding::unreadable("new-layout", message).at(place());
                    findings.push(finding.hint(hint));
                }
            }
        }
        (sketches, findings)
    }
}

/// What is wrong, and what would mend it.
type Wrong = (String, String);

fn sketch(text: &str, range: Range<usize>) -> Result<Sketch, Wrong> {
    let form = |what: &str| {
        (
            format!("{what}: `{}`", brief(text)),
            format!("expected {FORM}"),
        )
    };
    let (head, rest) = text
        .split_once('=')
        .ok_or_else(|| form("no slot's sketch"))?;
    let (name, kind) = match head.split_once(':') {
        Some((name, word)) => (name, self::kind(word)?),
        None => (head, usual_kind(head)),
    };
    named(name)?;
    let mut sketch = Sketch {
        name: name.into(),
        kind,
        areas: vec![],
        inside: None,
        legs: vec![],
        optional: false,
        range,
    };
    let end = rest.find(['@', '/']).unwrap_or(rest.len());
    let (shape, more) = rest.split_at(end);
    for part in shape.split('+') {
        sketch.areas.push(rectangle(part, name)?);
    }
    let mut more = more;
    while let Some(mark) = more.chars().next() {
        let rest = &more[mark.len_utf8()..];
        let end = rest.find(['@', '/']).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        more = after;
        match (mark, word) {
            ('@', host) => {
                named(host)?;
                sketch.inside = Some(host.into());
            }
            (_, "optional") => sketch.optional = true,
            (_, legs) => sketch.legs = self::legs(legs, name)?,
        }
    }
    Ok(sketch)
}

/// A name that can stand in a Typst dictionary as it is.
fn named(name: &str) -> Result<(), Wrong> {
    let plain = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && name.len() <= 40;
    match plain {
        true => Ok(()),
        false => Err((
            format!("`{}` is no name of a slot", brief(name)),
            "a name is up to 40 letters, digits and hyphens and begins with a letter".into(),
        )),
    }
}

fn kind(word: &str) -> Result<SlotKind, Wrong> {
    let kinds = SlotKind::ALL;
    kinds
        .into_iter()
        .find(|kind| kind.word() == word)
        .ok_or_else(|| {
            let words = kinds.map(SlotKind::word);
            let hint = match nearest(word, words) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("expected one of {}", words.join(", ")),
            };
            (format!("unknown kind of slot `{}`", brief(word)), hint)
        })
}

/// The kind of a slot whose name says it: `photo-2`, `ad`, `briefs`; else an article.
fn usual_kind(name: &str) -> SlotKind {
    let word = name.split('-').next().unwrap_or_default();
    match word {
        "photo" | "picture" => SlotKind::Picture,
        "ad" | "strip" => SlotKind::Ad,
        "briefs" => SlotKind::Briefs,
        "gallery" => SlotKind::Gallery,
        "table" | "tables" => SlotKind::Table,
        "teasers" | "index" => SlotKind::Teasers,
        _ => SlotKind::Article,
    }
}

/// `COLUMN,LINE,COLUMNSxLINES`; columns may be fractions.
fn rectangle(text: &str, name: &str) -> Result<Rectangle, Wrong> {
    let wrong = || {
        (
            format!("`{}` is no rectangle of slot `{name}`", brief(text)),
            "expected COLUMN,LINE,COLUMNSxLINES, counted from 0, for instance `0,0,5x40`".into(),
        )
    };
    let parts: Vec<&str> = text.split([',', 'x', 'X', '×']).map(str::trim).collect();
    let [column, line, columns, lines] = parts.as_slice() else {
        return Err(wrong());
    };
    let fraction = |text: &str| {
        let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.');
        text.parse::<f64>()
            .ok()
            .filter(|n| plain && n.is_finite() && *n < 1e4)
    };
    let whole = |text: &str| text.parse::<u16>().ok().map(f64::from);
    match (
        fraction(column),
        whole(line),
        fraction(columns),
        whole(lines),
    ) {
        (Some(column), Some(line), Some(columns), Some(lines)) => {
            Ok([column, line, columns, lines])
        }
        _ => Err(wrong()),
    }
}

fn legs(text: &str, name: &str) -> Result<Vec<usize>, Wrong> {
    let counts: Option<Vec<usize>> = (text.split(','))
        .map(|count| {
            count
                .parse::<u8>()
                .ok()
                .filter(|count| *count > 0)
                .map(usize::from)
        })
        .collect();
    counts.ok_or_else(|| {
        (
            format!("`/{}` of slot `{name}` is no number of legs", brief(text)),
            "expected `/3` for three legs, a number for each rectangle as in `/4,2`, or `/optional`".into(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> (Vec<Sketch>, Vec<Finding>) {
        Arguments::new(&arguments.iter().map(|a| a.to_string()).collect::<Vec<_>>()).read()
    }

    #[test]
    fn every_form_is_read() {
        let (sketches, findings) = read(&[
            "lead=0,0,8x22+0,22,3x27/5,2",
            "photo=1.5,30,2×12@lead",
            "foot:ad=0,109,8x14/optional",
        ]);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(
            sketches[0].areas,
            [[0.0, 0.0, 8.0, 22.0], [0.0, 22.0, 3.0, 27.0]]
        );
        assert_eq!(sketches[0].legs, [5, 2]);
        assert_eq!(
            (sketches[1].kind, sketches[1].inside.as_deref()),
            (SlotKind::Picture, Some("lead"))
        );
        assert!(sketches[2].optional && sketches[2].kind == SlotKind::Ad);
    }

    #[test]
    fn what_is_no_sketch_is_told_all_at_once() {
        let wrong = [
            "lead",
            "=0,0,1x1",
            "a b=0,0,1x1",
            "a:adn=0,0,1x1",
            "a=0,0,5",
            "a=-1,0,5x5",
            "a=0,1.5,5x5",
            "a=NaN,0,5x5",
            "a=0,0,5x5/zwei",
            "a=0,0,5x5@",
            "a=0,0,5x5/0",
            "a=0,0,1x99999",
            "",
        ];
        let (sketches, findings) = read(&wrong);
        assert!(sketches.is_empty(), "{sketches:?}");
        assert_eq!(findings.len(), wrong.len(), "{findings:#?}");
    }
}
