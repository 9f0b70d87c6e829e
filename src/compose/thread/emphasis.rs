//! Emphasis dots (着重号): a dot at each han character, drawn over a line that is already
//! set, so that breaks, squeeze and the text itself stay what they were without.
//!
//! The dots stand between the lines: below the character in horizontal type, and at its
//! right in vertical type, which is above it before the line is turned.

use typst::diag::{SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{Args, Construct, Content, NativeElement, ShowFn, elem, func};
use typst::introspection::{Location, Tag};
use typst::layout::{Em, Frame, FrameItem, Point, Size};
use typst::syntax::Span;
use typst::text::TextItem;
use typst::visualize::{Curve, Geometry, Shape};

use super::cells::is_han;
use super::piece::mark;

/// From the baseline to the middle of a dot below the line and above it.
const BELOW: Em = Em::new(0.225);
const ABOVE: Em = Em::new(-0.985);
/// A dot's width and height.
const WIDE: Em = Em::new(0.14);

/// Emphasises text of a thread's paragraph with dots.
///
/// ```typst
/// #dots[马上改]
/// ```
#[func]
pub fn dots(
    span: Span,
    /// The text, without marks at its ends: a border beside one would stop its squeeze.
    body: Content,
) -> Content {
    DotsElem::new(body).pack().spanned(span).labelled(mark())
}

/// What `dots` makes.
#[elem(Construct)]
pub struct DotsElem {
    #[required]
    #[internal]
    pub body: Content,
}

impl Construct for DotsElem {
    fn construct(_: &mut Engine, args: &mut Args) -> SourceResult<Content> {
        bail!(args.span, "use `dots`");
    }
}

/// Shows the body as it is; the thread draws the dots.
pub const DOTS_RULE: ShowFn<DotsElem> = |elem, _, _| Ok(elem.body.clone());

/// Where dots stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Below,
    /// For lines that are turned into vertical ones.
    Above,
}

/// Draws dots over the lines of a paragraph, which come in order: emphasis goes on from
/// line to line.
pub struct Dots {
    side: Side,
    open: Vec<Location>,
}

impl Dots {
    pub fn new(side: Side) -> Self {
        Self { side, open: vec![] }
    }

    /// Draws the dots of the next line.
    pub fn draw(&mut self, line: &mut Frame) {
        let mut found = vec![];
        self.read(line, Point::zero(), &mut found);
        for (at, dot) in found {
            line.push(at, FrameItem::Shape(dot, Span::detached()));
        }
    }

    fn read(&mut self, frame: &Frame, origin: Point, found: &mut Vec<(Point, Shape)>) {
        for (pos, item) in frame.items() {
            match item {
                FrameItem::Tag(Tag::Start(content, _)) if content.is::<DotsElem>() => {
                    self.open.extend(content.location());
                }
                FrameItem::Tag(Tag::End(location, ..)) => self.open.retain(|at| at != location),
                FrameItem::Group(group) => self.read(&group.frame, origin + *pos, found),
                FrameItem::Text(run) if !self.open.is_empty() => {
                    self.run(run, origin + *pos, found);
                }
                _ => {}
            }
        }
    }

    fn run(&self, run: &TextItem, mut at: Point, found: &mut Vec<(Point, Shape)>) {
        let wide = WIDE.at(run.size);
        let middle = match self.side {
            Side::Below => BELOW.at(run.size),
            Side::Above => ABOVE.at(run.size),
        };
        for glyph in &run.glyphs {
            let text = run.text.get(glyph.range()).unwrap_or_default();
            // Space that fills the line stands behind the character, not in it.
            let half = Em::new(0.5).at(run.size);
            if text.starts_with(is_han) {
                let corner = Point::new(at.x + half - wide / 2.0, at.y + middle - wide / 2.0);
                let dot = Geometry::Curve(Curve::ellipse(Size::splat(wide)));
                found.push((corner, dot.filled(run.fill.clone())));
            }
            at.x += glyph.x_advance.at(run.size);
        }
    }
}
