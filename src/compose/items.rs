//! What stands where on the composed pages: every run of text, shape and picture with its
//! place on the sheet, its size and its ink, for rules that look at pages as a reader does.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Size, Transform};
use typst::syntax::Span;
use typst::text::TextItem;
use typst::visualize::{
    Color, ExchangeFormat, FixedStroke, Geometry, Image, ImageKind, Paint, ProcessColor,
    RasterFormat, Shape,
};
use typst_layout::Page;

use super::area::Box2;
use super::finish::{Mark, mark};
use crate::copy::is_joiner;

/// Something that is printed.
#[derive(Debug, Clone)]
pub struct Item {
    /// Which page of the document, from 0.
    pub page: usize,
    /// What it is marked as; none for furniture.
    pub mark: Option<Arc<Mark>>,
    /// Where it stands on the sheet.
    pub area: Box2,
    pub kind: ItemKind,
}

/// What is printed.
#[derive(Debug, Clone)]
pub enum ItemKind {
    Text(Run),
    Shape {
        fill: Option<Inks>,
        stroke: Option<Stroke>,
    },
    Picture(Picture),
}

/// A picture as it was placed.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Where the whole of it would stand, were nothing cut off.
    pub whole: Box2,
    /// Its file, if it is a JPEG; the bytes are shared.
    pub jpeg: Option<Bytes>,
}

/// A run of text in one font, size and ink.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Run {
    pub text: String,
    /// Size as it is printed, pt.
    pub size: f64,
    /// Weight of the face, 100 to 900.
    pub weight: u16,
    pub family: String,
    pub ink: Inks,
    /// The baseline's distance from the top of the sheet, pt.
    pub baseline: f64,
    /// Where in a layout's code it comes from; nothing of what was kept from another run.
    #[serde(skip, default = "Span::detached")]
    pub span: Span,
}

/// A line's thickness as it is printed, in pt, and its ink.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Stroke {
    pub width: f64,
    pub ink: Inks,
}

/// Press inks from 0 to 1; of a gradient or a spot colour nothing is known.
pub type Inks = Option<[f64; 4]>;

/// Reads a page, as if it were the document's first.
pub fn items(sheet: &Page) -> Vec<Item> {
    let mut items = vec![];
    let clip = Box2::around(Transform::identity(), Point::zero(), sheet.frame.size());
    let mut walk = Walk {
        open: vec![],
        items: &mut items,
    };
    // What stands beyond the sheet is bleed: it is kept.
    let sheet_and_bleed = Box2 {
        left: clip.left - BLEED,
        top: clip.top - BLEED,
        right: clip.right + BLEED,
        bottom: clip.bottom + BLEED,
    };
    walk.frame(&sheet.frame, Transform::identity(), sheet_and_bleed);
    items
}

/// More than any bleed, pt.
const BLEED: f64 = 72.0;

struct Walk<'a> {
    /// The marks that are open, the innermost last.
    open: Vec<(Arc<Mark>, Option<Location>)>,
    items: &'a mut Vec<Item>,
}

impl Walk<'_> {
    fn frame(&mut self, frame: &Frame, ts: Transform, clip: Box2) {
        for (pos, item) in frame.items() {
            match item {
                FrameItem::Tag(Tag::Start(content, _)) => {
                    if let Some(mark) = mark(content) {
                        self.open.push((Arc::new(mark), content.location()));
                    }
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    let at = |(_, open): &(_, Option<Location>)| *open == Some(*location);
                    if let Some(at) = self.open.iter().rposition(at) {
                        self.open.truncate(at);
                    }
                }
                FrameItem::Group(group) => {
                    let inner = ts
                        .pre_concat(Transform::translate(pos.x, pos.y))
                        .pre_concat(group.transform);
                    let clip = match &group.clip {
                        Some(_) => {
                            clip.cut(&Box2::around(inner, Point::zero(), group.frame.size()))
                        }
                        None => clip,
                    };
                    self.frame(&group.frame, inner, clip);
                }
                FrameItem::Text(run) => self.run(run, *pos, ts),
                FrameItem::Shape(shape, _) => self.shape(shape, *pos, ts, clip),
                FrameItem::Image(image, size, _) => {
                    let whole = Box2::around(ts, *pos, *size);
                    let jpeg = jpeg(image);
                    let picture = Picture { whole, jpeg };
                    self.push(whole.cut(&clip), ItemKind::Picture(picture));
                }
                FrameItem::Link(..) => {}
            }
        }
    }

    fn push(&mut self, area: Box2, kind: ItemKind) {
        if !area.is_empty() {
            let mark = self.open.last().map(|(mark, _)| mark.clone());
            self.items.push(Item {
                page: 0,
                mark,
                area,
                kind,
            });
        }
    }

    fn run(&mut self, run: &TextItem, pos: Point, ts: Transform) {
        let text: String = run.text.chars().filter(|&c| !is_joiner(c)).collect();
        if text.trim().is_empty() {
            return;
        }
        // The em box: what a reader takes for the size of Chinese type.
        let rise = run.size * 0.88;
        let area = Box2::around(
            ts,
            pos - Point::with_y(rise),
            Size::new(run.width(), run.size),
        );
        let info = run.font.info();
        let kind = ItemKind::Text(Run {
            text,
            size: run.size.to_pt() * scale(ts),
            weight: info.variant.weight.to_number(),
            family: info.family.clone(),
            ink: inks(&run.fill),
            baseline: pos.transform(ts).y.to_pt(),
            span: run
                .glyphs
                .first()
                .map_or(Span::detached(), |glyph| glyph.span.0),
        });
        self.push(area, kind);
    }

    fn shape(&mut self, shape: &Shape, pos: Point, ts: Transform, clip: Box2) {
        let bounds = match &shape.geometry {
            Geometry::Line(to) => {
                let low = Point::new(
                    to.x.min(typst::layout::Abs::zero()),
                    to.y.min(typst::layout::Abs::zero()),
                );
                Box2::around(ts, pos + low, Size::new(to.x.abs(), to.y.abs()))
            }
            Geometry::Rect(size) => Box2::around(ts, pos, *size),
            Geometry::Curve(curve) => {
                let bounds = curve.bbox(shape.stroke.as_ref());
                Box2::around(ts, pos + bounds.min, bounds.size())
            }
        };
        let stroke = |stroke: &FixedStroke| Stroke {
            width: stroke.thickness.to_pt() * scale(ts),
            ink: inks(&stroke.paint),
        };
        let kind = ItemKind::Shape {
            fill: shape.fill.as_ref().map(inks),
            stroke: shape.stroke.as_ref().map(stroke),
        };
        self.push(bounds.cut(&clip), kind);
    }
}

/// By how much a transformation makes things larger.
fn scale(ts: Transform) -> f64 {
    let (a, b, c, d) = (ts.sx.get(), ts.ky.get(), ts.kx.get(), ts.sy.get());
    (a * d - b * c).abs().sqrt()
}

fn jpeg(image: &Image) -> Option<Bytes> {
    let jpeg = RasterFormat::Exchange(ExchangeFormat::Jpg);
    match image.kind() {
        ImageKind::Raster(raster) if raster.format() == jpeg => Some(raster.data().clone()),
        _ => None,
    }
}

fn inks(paint: &Paint) -> Inks {
    match paint {
        Paint::Solid(Color::Process(ProcessColor::Cmyk(ink))) => {
            Some([ink.c, ink.m, ink.y, ink.k].map(f64::from))
        }
        Paint::Solid(Color::Process(ProcessColor::Luma(luma))) => {
            Some([0.0, 0.0, 0.0, f64::from(1.0 - luma.luma)])
        }
        _ => None,
    }
}
