//! A run (转版): a body that goes on in the thread of another slot, on whatever page. Each
//! part is set where its own page is set; what a part leaves, the next one finds on the
//! finished pages of the round before, so that the second round of layout knows it.

use std::sync::Arc;

use typst::engine::Engine;
use typst::foundations::{Dict, IntoValue, NativeElement, Selector};
use typst::introspection::QueryIntrospection;
use typst::layout::Abs;
use typst::syntax::Span;

use super::fill::FrameSpec;
use super::piece::PieceElem;

/// Lines of the frame that takes, out of sight, what goes over to the next part.
const ENDLESS: usize = 10_000;

/// Which part of a body a thread sets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// From 0.
    pub part: usize,
    pub parts: usize,
    /// The measure of the next part's first frame, as far as it is known.
    pub next: Option<Abs>,
}

/// Where a part ends and the next one begins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Position {
    /// The block that goes on; past the last one, nothing is left.
    pub block: usize,
    /// Characters of it that stand in the parts before (see `split`).
    pub skip: usize,
    /// Pictures of the text before it that found no room yet, as blocks.
    pub carried: Vec<usize>,
}

impl Run {
    /// A body that is set in one slot.
    pub const WHOLE: Self = Self {
        part: 0,
        parts: 1,
        next: None,
    };

    /// What a template is given as `fill.run`, and hands on.
    pub fn read(dict: Option<Dict>) -> Result<Self, String> {
        let Some(mut dict) = dict else {
            return Ok(Self::WHOLE);
        };
        let part: i64 = super::take(&mut dict, "part")?;
        let parts: i64 = super::take(&mut dict, "parts")?;
        let next: Option<f64> = super::take(&mut dict, "next")?;
        dict.finish(&["part", "parts", "next"])
            .map_err(|err| err.to_string())?;
        if part < 0 || parts <= part {
            return Err("expected the `run` of an article's fill".into());
        }
        Ok(Self {
            part: part as usize,
            parts: parts as usize,
            next: next.map(Abs::pt),
        })
    }

    /// Whether the body goes on in another slot.
    pub fn goes_on(&self) -> bool {
        self.part + 1 < self.parts
    }

    /// The frames to fill: a part that is not the last has one more, for what goes over.
    /// A paragraph's last line alone at its head is mended like one at any other's.
    pub fn frames(&self, frames: &[FrameSpec]) -> Vec<FrameSpec> {
        let mut frames = frames.to_vec();
        if let (true, Some(last)) = (self.goes_on(), frames.last().copied()) {
            frames.push(FrameSpec {
                width: self
                    .next
                    .filter(|next| *next > Abs::zero())
                    .unwrap_or(last.width),
                lines: ENDLESS,
            });
        }
        frames
    }

    /// Where this part begins: where the one before ended. Nothing, as long as that is
    /// not known: in the first round of layout, or if the part is nowhere placed.
    pub fn start(&self, engine: &mut Engine, article: &str, span: Span) -> Option<Arc<Position>> {
        let Some(before) = self.part.checked_sub(1) else {
            return Some(Arc::default());
        };
        let key = key(article, before).into_value();
        let run = PieceElem::ELEM.field_id("run")?;
        let fields = std::iter::once((run, key)).collect();
        let selector = Selector::Elem(PieceElem::ELEM, Some(fields));
        let pieces = engine.introspect(QueryIntrospection(selector, span));
        let stop = pieces
            .iter()
            .filter_map(|piece| piece.to_packed::<PieceElem>())
            .find_map(|piece| piece.info.stop.clone())?;
        Some(Arc::new(stop))
    }
}

/// By which the pieces of one part are found again.
pub fn key(article: &str, part: usize) -> String {
    format!("{article}#{part}")
}
