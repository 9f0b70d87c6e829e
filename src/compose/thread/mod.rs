//! `thread`: one body of text through any frames, on any page.
//!
//! A template names the frames of a slot in reading order and gives the body as blocks;
//! it gets back one opaque piece a frame, which it may place where it likes. Every line
//! stands on the grid, and what does not fit is counted, never dropped in silence.
//!
//! ```typst
//! #let pieces = thread(
//!   ((width: 117pt, lines: 40), (width: 243pt, lines: 12)),
//!   ((kind: "par", body: […]), (kind: "fixed", body: […], lines: 2, keep: 2)),
//!   slot: "lead", article: "articles/meeting.md",
//!   pitch: 11.25pt, ascent: 7.92pt,
//! )
//! ```

// Each argument of `thread` is a named one in a template.
#![allow(clippy::too_many_arguments)]

mod breaker;
mod cells;
mod emphasis;
mod fill;
mod holds;
mod line;
mod model;
mod paragraph;
mod piece;
mod run;
mod split;
mod spread;
mod widow;

pub use self::emphasis::{DOTS_RULE, dots};
pub use self::piece::{PIECE_RULE, PieceElem, PieceInfo, mark};

use comemo::Tracked;
use typst::diag::{At, SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{Array, Content, Context, Dict, NativeElement, Str, Styles, Value, func};
use typst::introspection::Locator;
use typst::layout::{Abs, Em, Length};
use typst::syntax::Span;

use self::fill::{Block, FrameSpec};
use self::paragraph::Setter;
use self::run::Run;
use self::widow::fill;

/// The most lines a frame may have: a broadsheet column has some 120.
const MOST_LINES: i64 = 10_000;

/// Runs one body through frames and returns a piece of content for each.
///
/// Needs a `context`: the text is set in the styles that hold there. Body lines of all
/// frames stand on multiples of `pitch` below the piece's top, with their baseline
/// `ascent` below the line's top (both pt).
#[func(contextual)]
pub fn thread(
    engine: &mut Engine,
    context: Tracked<Context>,
    span: Span,
    /// The frames in reading order, each `(width: length, lines: int)`.
    frames: Array,
    /// The blocks: `(kind: "par", body: content)` is a paragraph; `(kind: "fixed", body:
    /// content, lines: int, keep: int, float: bool)` takes whole lines; it stays with as
    /// many lines of what follows as `keep` says, or, as a float, lets text go on before
    /// it until a frame has room. `head: (body:, lines:)` is how it is set at a frame's head.
    blocks: Array,
    /// The slot's name, for the fit report.
    #[named]
    #[default]
    slot: Str,
    /// The article's identity, for the fit report and the proof that no text is lost.
    #[named]
    #[default]
    article: Str,
    /// Distance from line to line.
    #[named]
    #[default]
    pitch: Length,
    /// Distance from the top of a line to its baseline.
    #[named]
    #[default]
    ascent: Length,
    /// Which part of the body this is, if it runs through several slots: the fill's `run`.
    #[named]
    #[default]
    run: Option<Dict>,
    /// Whether the lines stand (直排) and run from right to left: a frame's `width` is then their
    /// length, and a piece is as wide as its lines.
    #[named]
    #[default]
    vertical: bool,
) -> SourceResult<Array> {
    let standing = match vertical {
        true => super::vertical::styles()?,
        false => Styles::new(),
    };
    let styles = context.styles().at(span)?;
    let styles = styles.chain(&standing);
    let location = context.location().at(span)?;
    let frames = read_frames(frames).at(span)?;
    let blocks = read_blocks(blocks).at(span)?;
    let pitch = absolute(pitch, "pitch").at(span)?;
    let ascent = absolute(ascent, "ascent").at(span)?;
    if frames.is_empty() {
        bail!(span, "thread needs at least one frame");
    }
    let run = Run::read(run).at(span)?;
    let start = run.start(engine, &article, span);
    let locator = Locator::synthesize(location);
    let mut setter = Setter::new(engine, locator, styles, pitch, ascent, vertical);
    let filled = fill(&mut setter, &frames, &blocks, &run, start)?;
    Ok(
        piece::pieces(&slot, &article, &frames, pitch, &run, vertical, filled)
            .into_iter()
            .map(|piece| Value::Content(piece.pack().spanned(span).labelled(mark())))
            .collect(),
    )
}

fn absolute(length: Length, name: &str) -> Result<Abs, String> {
    match length.em == Em::zero() {
        true if length.abs > Abs::zero() && length.abs.to_pt().is_finite() => Ok(length.abs),
        true => Err(format!("{name} must be greater than zero")),
        false => Err(format!("{name} must be given in pt or mm, not in em")),
    }
}

fn read_frames(frames: Array) -> Result<Vec<FrameSpec>, String> {
    frames
        .into_iter()
        .enumerate()
        .map(|(at, value)| {
            let err = |why: String| format!("frame {}: {why}", at + 1);
            let mut dict: Dict = value.cast().map_err(|e| err(e.message().to_string()))?;
            let width: Length = take(&mut dict, "width").map_err(err)?;
            let lines: i64 = take(&mut dict, "lines").map_err(err)?;
            dict.finish(&["width", "lines"])
                .map_err(|e| err(e.to_string()))?;
            if !(0..=MOST_LINES).contains(&lines) {
                return Err(err(format!(
                    "{lines} lines; expected between 0 and {MOST_LINES}"
                )));
            }
            Ok(FrameSpec {
                width: absolute(width, "width").map_err(err)?,
                lines: lines as usize,
            })
        })
        .collect()
}

fn read_blocks(blocks: Array) -> Result<Vec<Block>, String> {
    blocks
        .into_iter()
        .enumerate()
        .map(|(at, value)| {
            let err = |why: String| format!("block {}: {why}", at + 1);
            let mut dict: Dict = value.cast().map_err(|e| err(e.message().to_string()))?;
            let kind: Str = take(&mut dict, "kind").map_err(err)?;
            let body: Content = take(&mut dict, "body").map_err(err)?;
            match kind.as_str() {
                "par" => {
                    dict.finish(&["kind", "body"])
                        .map_err(|e| err(e.to_string()))?;
                    Ok(Block::Paragraph(body))
                }
                "fixed" => {
                    let lines: i64 = take(&mut dict, "lines").map_err(err)?;
                    let keep: i64 = match dict.contains("keep") {
                        true => take(&mut dict, "keep").map_err(err)?,
                        false => 0,
                    };
                    let float = match dict.contains("float") {
                        true => take(&mut dict, "float").map_err(err)?,
                        false => false,
                    };
                    let head = match dict.contains("head") {
                        true => {
                            let head: Dict = take(&mut dict, "head").map_err(err)?;
                            Some(read_head(head).map_err(|why| err(format!("head: {why}")))?)
                        }
                        false => None,
                    };
                    dict.finish(&["kind", "body", "lines", "keep", "float", "head"])
                        .map_err(|e| err(e.to_string()))?;
                    if !(1..=MOST_LINES).contains(&lines) || !(0..=MOST_LINES).contains(&keep) {
                        return Err(err("expected lines of 1 or more, keep of 0 or more".into()));
                    }
                    Ok(Block::Fixed {
                        body,
                        lines: lines as usize,
                        keep: keep as usize,
                        float,
                        head,
                    })
                }
                other => Err(err(format!(
                    "kind is {other:?}; expected \"par\" or \"fixed\""
                ))),
            }
        })
        .collect()
}

/// How a block is set that comes to stand at a frame's head: `(body: content, lines: int)`.
fn read_head(mut dict: Dict) -> Result<(Content, usize), String> {
    let body: Content = take(&mut dict, "body")?;
    let lines: i64 = take(&mut dict, "lines")?;
    dict.finish(&["body", "lines"]).map_err(|e| e.to_string())?;
    match (1..=MOST_LINES).contains(&lines) {
        true => Ok((body, lines as usize)),
        false => Err("expected lines of 1 or more".into()),
    }
}

fn take<T: typst::foundations::FromValue>(dict: &mut Dict, key: &str) -> Result<T, String> {
    dict.take(key)
        .map_err(|err| err.to_string())?
        .cast()
        .map_err(|err| format!("{key}: {}", err.message()))
}
