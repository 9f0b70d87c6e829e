//! A piece: what a thread sets into one frame, opaque and of exact size.

use serde::{Deserialize, Serialize};
use typst::diag::{SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{
    Args, Construct, Content, Label, NativeElement, Packed, ShowFn, Str, StyleChain, elem,
};
use typst::introspection::Locator;
use typst::layout::{Abs, BlockElem, Frame, Point, Region, Size};

use typst::utils::PicoStr;

use super::fill::{Filled, FrameSpec};
use super::run::{self, Position, Run};
use crate::compose::vertical::transposed;

/// What a piece says of itself; the finished pages are read by it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PieceInfo {
    /// The slot's name.
    pub slot: String,
    /// The article's identity.
    pub article: String,
    /// Which part of the article the thread sets, from 0, and how many there are.
    pub part: usize,
    pub parts: usize,
    /// The frame's place in the thread, from 0.
    pub index: usize,
    /// How many frames the thread has.
    pub count: usize,
    /// Lines the frame has room for.
    pub lines: usize,
    /// Lines that are filled, blank ones left at the foot not counted.
    pub filled: usize,
    /// Characters of this frame's measure on one line.
    pub measure: usize,
    /// The piece's width and height; of standing lines, as they stand.
    #[serde(with = "in_pt::size")]
    pub size: Size,
    /// From line to line.
    #[serde(with = "in_pt")]
    pub pitch: Abs,
    /// Whether its lines stand.
    pub vertical: bool,
    /// Lines over after the last frame (said by the last piece only).
    pub over_lines: usize,
    /// Characters over after the last frame (said by the last piece only).
    pub over_characters: usize,
    /// The first characters of what is over.
    pub over_text: String,
    /// Whether a paragraph's last line stands alone at this frame's head.
    pub widow: bool,
    /// Fixed blocks that are higher than every frame, in lines.
    pub too_high: Vec<usize>,
    /// Where the part stops, if the rest runs on to another slot (said by the last piece
    /// only); of no use once the pages are set, and not kept.
    #[serde(skip)]
    pub stop: Option<Position>,
}

/// Lengths as they are kept.
mod in_pt {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use typst::layout::Abs;

    pub fn serialize<S: Serializer>(length: &Abs, serializer: S) -> Result<S::Ok, S::Error> {
        length.to_pt().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Abs, D::Error> {
        f64::deserialize(deserializer).map(Abs::pt)
    }

    pub mod size {
        use serde::{Deserialize, Deserializer, Serialize, Serializer};
        use typst::layout::{Abs, Size};

        pub fn serialize<S: Serializer>(size: &Size, serializer: S) -> Result<S::Ok, S::Error> {
            (size.x.to_pt(), size.y.to_pt()).serialize(serializer)
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Size, D::Error> {
            let (x, y) = <(f64, f64)>::deserialize(deserializer)?;
            Ok(Size::new(Abs::pt(x), Abs::pt(y)))
        }
    }
}

/// A piece of a thread. Made by `thread`, placed by a template.
#[elem(Construct)]
pub struct PieceElem {
    /// Which part of which article it is of, for the part that follows (see `run`).
    #[required]
    pub run: Str,

    /// What was set.
    #[required]
    #[internal]
    pub frame: Frame,

    /// What it is.
    #[required]
    #[internal]
    pub info: PieceInfo,
}

impl Construct for PieceElem {
    fn construct(_: &mut Engine, args: &mut Args) -> SourceResult<Content> {
        bail!(args.span, "pieces are made by `thread`");
    }
}

/// The label that makes an element leave its marks in the finished pages, where the
/// finishing pass finds them.
pub fn mark() -> Label {
    // The name is not empty, so it always makes a label.
    Label::new(PicoStr::constant("dayang")).unwrap_or_else(|| unreachable!())
}

/// Shows a piece as an unbreakable block of its own size.
pub const PIECE_RULE: ShowFn<PieceElem> =
    |elem, _, _| Ok(BlockElem::single_layouter(elem.clone(), layout_piece).pack());

fn layout_piece(
    elem: &Packed<PieceElem>,
    _: &mut Engine,
    _: Locator,
    _: StyleChain,
    _: Region,
) -> SourceResult<Frame> {
    Ok(elem.frame.clone())
}

/// Builds the pieces of a filled thread, one a frame.
pub fn pieces(
    slot: &str,
    article: &str,
    frames: &[FrameSpec],
    pitch: Abs,
    run: &Run,
    vertical: bool,
    filled: Filled,
) -> Vec<PieceElem> {
    let count = frames.len();
    frames
        .iter()
        .zip(filled.frames)
        .enumerate()
        .map(|(index, (spec, set))| {
            let mut frame = Frame::hard(Size::new(spec.width, pitch * spec.lines as f64));
            for (row, line) in set.rows {
                frame.push_frame(Point::with_y(pitch * row as f64), line);
            }
            if vertical {
                frame = transposed(&frame);
            }
            let last = index + 1 == count;
            let info = PieceInfo {
                slot: slot.into(),
                article: article.into(),
                part: run.part,
                parts: run.parts,
                index,
                count,
                lines: spec.lines,
                filled: set.used,
                measure: filled.measures[index],
                size: frame.size(),
                pitch,
                vertical,
                over_lines: if last { filled.over_lines } else { 0 },
                over_characters: if last { filled.over_characters } else { 0 },
                over_text: if last {
                    filled.over_text.clone()
                } else {
                    String::new()
                },
                widow: set.widow,
                too_high: if last {
                    filled.too_high.clone()
                } else {
                    vec![]
                },
                stop: filled.stop.clone().filter(|_| last),
            };
            PieceElem::new(run::key(article, run.part).into(), frame, info)
        })
        .collect()
}
