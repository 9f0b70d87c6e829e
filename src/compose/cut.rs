//! `cut-legs`: legs of text cut around something whose size only the template knows: a
//! headline beside or in the middle of its text, a pull quote.

use typst::diag::{At, SourceResult};
use typst::foundations::{Array, Dict, FromValue, IntoValue, Value, func};
use typst::syntax::Span;

use crate::layout::{Air, Hole, Leg, cut};

/// More lines than any page has.
const MOST_LINES: i64 = 100_000;

/// Cuts legs around a hole and returns those that are left, in reading order.
///
/// ```typst
/// #cut-legs(slot.legs, (x: 0, width: 243, line: 10, lines: 6), side: 9, body: 9)
/// ```
#[func]
pub fn cut_legs(
    span: Span,
    /// Legs as they stand in a slot: `(x:, width:, characters:, line:, lines:)`.
    legs: Array,
    /// What text keeps clear of: `(x:, width:, line:, lines:)`, in pt and lines from the
    /// slot's corner.
    hole: Dict,
    /// Blank lines above it.
    #[named]
    #[default(1)]
    above: i64,
    /// Blank lines below it.
    #[named]
    #[default(1)]
    below: i64,
    /// Distance at its sides, pt.
    #[named]
    #[default(0.0)]
    side: f64,
    /// Size of the body type, pt.
    #[named]
    #[default(9.0)]
    body: f64,
) -> SourceResult<Array> {
    let hole = read_hole(&hole).at(span)?;
    let legs: Vec<Leg> = (legs.into_iter())
        .enumerate()
        .map(|(at, leg)| read_leg(leg).map_err(|why| format!("leg {}: {why}", at + 1)))
        .collect::<Result<_, _>>()
        .at(span)?;
    if !(body.is_finite() && body > 0.0 && side.is_finite()) {
        return Err("`body` must be greater than 0, and `side` a number").at(span);
    }
    let air = Air {
        above: lines(above, "above").at(span)?,
        below: lines(below, "below").at(span)?,
        side,
        body,
    };
    Ok(cut(&legs, &hole, &air).iter().map(leg_value).collect())
}

fn read_hole(dict: &Dict) -> Result<Hole, String> {
    Ok(Hole {
        x: number(dict, "x")?,
        width: number(dict, "width")?,
        line: count(dict, "line")?,
        lines: count(dict, "lines")?,
    })
}

fn read_leg(value: Value) -> Result<Leg, String> {
    let dict = Dict::from_value(value).map_err(|err| err.message().to_string())?;
    Ok(Leg {
        x: number(&dict, "x")?,
        width: number(&dict, "width")?,
        characters: count(&dict, "characters")?,
        line: count(&dict, "line")?,
        lines: count(&dict, "lines")?,
    })
}

fn leg_value(leg: &Leg) -> Value {
    let mut dict = Dict::new();
    dict.insert("x".into(), leg.x.into_value());
    dict.insert("width".into(), leg.width.into_value());
    for (key, count) in [
        ("characters", leg.characters),
        ("line", leg.line),
        ("lines", leg.lines),
    ] {
        dict.insert(key.into(), (count as i64).into_value());
    }
    Value::Dict(dict)
}

fn number(dict: &Dict, key: &str) -> Result<f64, String> {
    let value = dict.get(key).map_err(|err| err.to_string())?.clone();
    match f64::from_value(value) {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(format!("`{key}` must be a number of pt, without a unit")),
    }
}

fn count(dict: &Dict, key: &str) -> Result<usize, String> {
    let value = dict.get(key).map_err(|err| err.to_string())?.clone();
    lines(i64::from_value(value).unwrap_or(-1), key)
}

fn lines(count: i64, key: &str) -> Result<usize, String> {
    match (0..=MOST_LINES).contains(&count) {
        true => Ok(count as usize),
        false => Err(format!("`{key}` must be a whole number, 0 or more")),
    }
}
