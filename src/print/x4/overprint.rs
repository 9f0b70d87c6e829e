//! Black text and black rules print over what is under them (叠印): where a plate stands a
//! hair's breadth off, no white edge shows beside a stroke.
//!
//! White never overprints: with overprint mode 1 it would vanish. So a graphics state that
//! overprints is put in only where it is seen to end before anything else is painted.

use crate::pdf::edits::Edits;
use crate::pdf::scan::{Op, Ops};

/// What a page's resources say of the names in its content.
pub struct Names<'a> {
    /// The graphics states that let fills, and strokes, print over what is under them.
    pub text: &'a str,
    pub rule: &'a str,
    /// Whether a font's glyphs are drawings with colours of their own (Type 3).
    pub is_drawn: &'a dyn Fn(&[u8]) -> bool,
}

/// A page's content that overprints, and how many texts and rules in it do.
#[derive(Debug, PartialEq, Eq)]
pub struct Overprinting {
    pub content: Vec<u8>,
    pub texts: usize,
    pub rules: usize,
    /// Those of the rules that are areas, which need the state that lets fills print over.
    pub fills: usize,
}

/// The part of the graphics state that decides whether text may overprint.
#[derive(Clone, Copy, Default)]
struct State {
    /// The fill is exactly `0 0 0 1 k`.
    black: bool,
    /// A rendering mode other than filling is in force.
    stroked: bool,
}

/// Lets black print over in a page's content, if there is any.
pub fn overprint(content: &[u8], names: &Names) -> Option<Overprinting> {
    let ops: Vec<Op> = Ops::new(content).collect();
    // Where the bytes of an inline image end can only be guessed.
    if ops.iter().any(|op| op.name == b"BI") {
        return None;
    }
    let mut edits = Edits::of(content);
    let (mut texts, mut rules, mut fills) = (0, 0, 0);
    let (mut state, mut outer) = (State::default(), vec![]);
    for (at, op) in ops.iter().enumerate() {
        let rest = &ops[at + 1..];
        match op.name {
            b"q" => outer.push(state),
            b"Q" => state = outer.pop().unwrap_or_default(),
            b"g" | b"rg" | b"cs" | b"sc" | b"scn" => state.black = false,
            b"Tr" => state.stroked = !is_filled(op),
            b"BT" if state.black && text_may(rest, state, names) => {
                edits.insert(op.start, &format!("/{} gs ", names.text));
                texts += 1;
            }
            b"k" if is_black(op) && is_thin(rest) => {
                state.black = true;
                edits.insert(op.end, &format!(" /{} gs", names.text));
                rules += 1;
                fills += 1;
            }
            b"k" => state.black = is_black(op),
            b"K" if is_black(op) && rule_may(rest) => {
                edits.insert(op.end, &format!(" /{} gs", names.rule));
                rules += 1;
            }
            _ => {}
        }
    }
    Some(Overprinting {
        content: edits.finish()?,
        texts,
        rules,
        fills,
    })
}

fn is_black(op: &Op) -> bool {
    op.numbers() == Some([0.0, 0.0, 0.0, 1.0])
}

fn is_filled(op: &Op) -> bool {
    op.numbers() == Some([0.0])
}

/// Whether a text that begins before `rest` is filled in the colour in force, all of it, and
/// the graphics state ends with it. The rendering mode follows `BT`, so it is looked for here.
fn text_may(rest: &[Op], state: State, names: &Names) -> bool {
    let mut stroked = state.stroked;
    for (at, op) in rest.iter().enumerate() {
        match op.name {
            b"ET" => return rest.get(at + 1).is_some_and(|next| next.name == b"Q"),
            b"Tr" => stroked = !is_filled(op),
            b"Tf" if op.resource().is_none_or(names.is_drawn) => return false,
            b"Tj" | b"TJ" | b"'" | b"\"" if stroked => return false,
            b"Tf" | b"Tj" | b"TJ" | b"'" | b"\"" => {}
            b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts" | b"Td" | b"TD" | b"Tm" | b"T*" => {}
            b"BMC" | b"BDC" | b"EMC" => {}
            _ => return false,
        }
    }
    false
}

/// Whether nothing but strokes is painted until the graphics state ends.
fn rule_may(rest: &[Op]) -> bool {
    for op in rest {
        match op.name {
            b"Q" => return true,
            b"w" | b"J" | b"j" | b"M" | b"d" | b"i" | b"cm" => {}
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" | b"S" | b"s" => {}
            _ => return false,
        }
    }
    false
}

/// The widest black area that is a rule, in pt: plants want black lines under it to overprint.
const THIN: f64 = 2.0;

/// Whether one upright rectangle is filled before the graphics state ends, nothing else, and
/// it is thin. It is as typst-pdf writes it: a path of corners, or `re`.
fn is_thin(rest: &[Op]) -> bool {
    let mut corners: Vec<[f64; 2]> = vec![];
    let mut filled = false;
    for op in rest {
        match op.name {
            b"Q" => return filled && is_narrow(&corners),
            b"m" | b"l" if !filled => match op.numbers() {
                Some(corner) => corners.push(corner),
                None => return false,
            },
            b"re" if !filled && corners.is_empty() => match op.numbers() {
                Some([x, y, width, height]) => {
                    corners.extend([
                        [x, y],
                        [x + width, y],
                        [x + width, y + height],
                        [x, y + height],
                    ]);
                }
                None => return false,
            },
            b"h" => {}
            b"f" | b"F" | b"f*" if !filled => filled = true,
            _ => return false,
        }
        if corners.len() > 5 {
            return false;
        }
    }
    false
}

fn is_narrow(corners: &[[f64; 2]]) -> bool {
    let side = |at: usize| {
        let values = corners.iter().map(|corner| corner[at]);
        let most = values.clone().fold(f64::MIN, f64::max);
        most - values.fold(f64::MAX, f64::min)
    };
    corners.len() >= 4 && side(0).min(side(1)) < THIN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(content: &str) -> Option<String> {
        let is_drawn = |name: &[u8]| name == b"f9";
        let names = Names {
            text: "T",
            rule: "R",
            is_drawn: &is_drawn,
        };
        let done = overprint(content.as_bytes(), &names)?;
        Some(String::from_utf8(done.content).unwrap())
    }

    #[test]
    fn black_text() {
        assert_eq!(
            tried("q 1 0 0 1 0 0 cm 0 0 0 1 k\nBT 0 Tr/f0 9 Tf[<01>]TJ\nET\nQ").as_deref(),
            Some("q 1 0 0 1 0 0 cm 0 0 0 1 k\n/T gs BT 0 Tr/f0 9 Tf[<01>]TJ\nET\nQ")
        );
        // A number may be written in more ways than one.
        assert!(tried("q 0.0 0 0 1. k BT 0 Tr <01> Tj ET Q").is_some());
        assert!(
            tried("q 0 0 0 1 k BT /Span <</ActualText (BT)>> BDC 0 Tr <01> Tj EMC ET Q").is_some()
        );
    }

    #[test]
    fn other_text() {
        for content in [
            "q 0 0 0 0 k BT 0 Tr <01> Tj ET Q",
            "q 0 0 0 0.99 k BT 0 Tr <01> Tj ET Q",
            "q 0 0.1 0 1 k BT 0 Tr <01> Tj ET Q",
            "q 0 0 0 1 k /Pattern cs /p0 scn BT 0 Tr <01> Tj ET Q",
            "BT 0 Tr <01> Tj ET",
            // Stroked, clipped, drawn.
            "q 0 0 0 1 k BT 2 Tr <01> Tj ET Q",
            "q 0 0 0 1 k 1 Tr BT <01> Tj ET Q",
            "q 0 0 0 1 k BT 7 Tr <01> Tj ET Q",
            "q 0 0 0 1 k BT 0 Tr/f9 9 Tf <01> Tj ET Q",
            // Something else would be painted in the same state.
            "q 0 0 0 1 k BT 0 Tr <01> Tj 0 0 0 0 k <01> Tj ET Q",
            "q 0 0 0 1 k BT 0 Tr <01> Tj ET 0 0 0 0 k 0 0 9 9 re f Q",
            "0 0 0 1 k BT 0 Tr <01> Tj ET",
            // The colour has gone with its state.
            "q 0 0 0 1 k Q BT 0 Tr <01> Tj ET Q",
            // An inline image.
            "BI ID x EI q 0 0 0 1 k BT 0 Tr <01> Tj ET Q",
        ] {
            assert_eq!(tried(content), None, "{content}");
        }
    }

    #[test]
    fn thin_areas() {
        assert_eq!(
            tried("q 1 0 0 1 5 5 cm 0 0 0 1 k 0 0 m 90 0 l 90 0.5 l 0 0.5 l h f Q").as_deref(),
            Some("q 1 0 0 1 5 5 cm 0 0 0 1 k /T gs 0 0 m 90 0 l 90 0.5 l 0 0.5 l h f Q")
        );
        assert!(tried("q 0 0 0 1 k 0 0 1 90 re f Q").is_some());
        for content in [
            "q 0 0 0 1 k 0 0 9 90 re f Q",
            "q 0 0 0 0 k 0 0 1 90 re f Q",
            "q 0 0 0 1 k 0 0 1 90 re f 0 0 0 0 k 0 0 1 90 re f Q",
            "q 0 0 0 1 k 0 0 1 90 re B Q",
            "0 0 0 1 k 0 0 1 90 re f",
            "q 0 0 0 1 k 0 0 m 1 0 l 1 9 l 0 9 l 0 0 l 5 5 l f Q",
        ] {
            assert_eq!(tried(content), None, "{content}");
        }
    }

    #[test]
    fn rules() {
        assert_eq!(
            tried("q 0 0 0 1 K 0.3 w 0 0 m 9 0 l\nS\nQ").as_deref(),
            Some("q 0 0 0 1 K /R gs 0.3 w 0 0 m 9 0 l\nS\nQ")
        );
        for content in [
            "q 0 0 0 0 K 0 0 m 9 0 l S Q",
            "q 0 0 0 1 K 0 0 9 9 re B Q",
            "q 0 0 0 1 K 0 0 9 9 re S 1 0 0 0 K 0 0 9 9 re S Q",
            "0 0 0 1 K 0 0 9 9 re S",
        ] {
            assert_eq!(tried(content), None, "{content}");
        }
    }
}
