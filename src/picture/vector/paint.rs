//! The paints of one content stream; all other bytes are copied.

use std::collections::HashMap;

use lopdf::{Dictionary, Object};

use super::convert::Converter;
use super::space::Space;
use crate::pdf::edits::Edits;
use crate::pdf::scan::{Op, Ops};

/// PDF allows 28 graphics states in each other; what goes much further is an attack.
const DEEPEST: usize = 1000;

/// The spaces that fills and strokes are in.
#[derive(Clone)]
struct State {
    fill: Space,
    stroke: Space,
}

/// A content in inks. `known` are the spaces of its resources.
pub fn content(
    converter: &mut Converter,
    content: &[u8],
    known: &HashMap<Vec<u8>, Space>,
    spaces: &Dictionary,
) -> Result<Vec<u8>, String> {
    let mut edits = Edits::of(content);
    let mut state = State {
        fill: Space::Kept,
        stroke: Space::Kept,
    };
    let mut outer = vec![];
    for op in Ops::new(content) {
        let strokes = op.name.first().is_some_and(u8::is_ascii_uppercase);
        let letter = if strokes { "K" } else { "k" };
        let set = |state: &mut State, space: Space| match strokes {
            true => state.stroke = space,
            false => state.fill = space,
        };
        match op.name {
            b"q" if outer.len() > DEEPEST => {
                return Err("has graphics states too deep in each other".into());
            }
            b"q" => outer.push(state.clone()),
            b"Q" => {
                if let Some(before) = outer.pop() {
                    state = before;
                }
            }
            b"g" | b"G" => set(&mut state, Space::Kept),
            b"k" | b"K" => {
                set(&mut state, Space::Inks);
                if converter.mono {
                    paint(converter, &mut edits, &op, &Space::Inks, letter)?;
                }
            }
            b"rg" | b"RG" => {
                let rgb = converter.space(&Object::from("DeviceRGB"), spaces, 0)?;
                paint(converter, &mut edits, &op, &rgb, letter)?;
                set(&mut state, rgb);
            }
            b"cs" | b"CS" => {
                let name = op.resource().unwrap_or_default();
                let space = match known.get(name) {
                    Some(space) => space.clone(),
                    None => converter.space(&Object::Name(name.to_vec()), spaces, 0)?,
                };
                if let Some(first) = initial(&space) {
                    let inks = converter.inks(&space, first, true)?;
                    edits.replace(op.start, op.end, &written(inks, letter));
                }
                set(&mut state, space);
            }
            b"sc" | b"scn" | b"SC" | b"SCN" => {
                let space = if strokes { &state.stroke } else { &state.fill };
                match space {
                    Space::Kept | Space::Spot(_) | Space::Pattern(None) => {}
                    Space::Pattern(Some(base)) => tile(converter, &mut edits, &op, base)?,
                    space => paint(converter, &mut edits, &op, space, letter)?,
                }
            }
            b"ID" => inline(converter, &op, known, spaces)?,
            _ => {}
        }
    }
    Ok(edits.finish().unwrap_or_else(|| content.to_vec()))
}

/// The colour that a space begins with, if it is one that goes.
fn initial(space: &Space) -> Option<&'static [f64]> {
    match space {
        Space::Kept | Space::Spot(_) | Space::Pattern(_) => None,
        Space::Inks => Some(&[0.0, 0.0, 0.0, 1.0]),
        Space::Gray | Space::Rgb(_) | Space::Lab(_) | Space::Table(_) => Some(&[0.0, 0.0, 0.0]),
    }
}

/// Puts inks in the place of an operation that sets a colour.
fn paint(
    converter: &Converter,
    edits: &mut Edits,
    op: &Op,
    space: &Space,
    letter: &str,
) -> Result<(), String> {
    let inks = converter.inks(space, &numbers(op), true)?;
    edits.replace(op.start, op.end, &written(inks, letter));
    Ok(())
}

/// The colour of an uncoloured tile; its name follows.
fn tile(converter: &Converter, edits: &mut Edits, op: &Op, base: &Space) -> Result<(), String> {
    if matches!(base, Space::Kept | Space::Spot(_) | Space::Pattern(_)) {
        return Ok(());
    }
    let inks = converter.inks(base, &numbers(op), true)?;
    let name = op.operands.iter().rposition(|&byte| byte == b'/');
    let name = name
        .and_then(|at| op.operands.get(at..))
        .unwrap_or_default();
    let operator = format!(
        "{} {}",
        String::from_utf8_lossy(name),
        String::from_utf8_lossy(op.name)
    );
    edits.replace(op.start, op.end, &written(inks, &operator));
    Ok(())
}

/// The numbers before an operator.
fn numbers(op: &Op) -> Vec<f64> {
    let text = String::from_utf8_lossy(op.operands);
    let text = text.split('/').next().unwrap_or_default();
    text.split_ascii_whitespace()
        .map_while(|word| word.parse().ok())
        .collect()
}

/// Numbers with as many digits as inks have.
fn written(inks: [f64; 4], operator: &str) -> String {
    let [c, m, y, k] = inks.map(|ink| (ink.clamp(0.0, 1.0) * 1e4).round() / 1e4);
    format!("{c} {m} {y} {k} {operator}")
}

/// A picture within the content may be gray, a mask or in inks.
fn inline(
    converter: &mut Converter,
    op: &Op,
    known: &HashMap<Vec<u8>, Space>,
    spaces: &Dictionary,
) -> Result<(), String> {
    let text = String::from_utf8_lossy(op.operands).replace('/', " /");
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let value = |keys: [&str; 2]| {
        let at = words.iter().position(|word| keys.contains(word))?;
        words.get(at + 1).copied()
    };
    let Some(space) = value(["/CS", "/ColorSpace"]) else {
        return Ok(());
    };
    let name = space.trim_start_matches('/');
    let space = match known.get(name.as_bytes()) {
        Some(space) => space.clone(),
        None if space.starts_with('/') => converter.space(&Object::Name(name.into()), spaces, 0)?,
        None => return Err("has a picture within its content that cannot be read".into()),
    };
    match space {
        Space::Kept => Ok(()),
        Space::Inks if !converter.mono && name.ends_with("CMYK") => Ok(()),
        _ => Err("has a picture in colour within its content".into()),
    }
}
