//! Pages as pictures (版面图): the frames that were composed, their inks as a screen shows them or
//! one plate alone, as SVG that stays sharp at any size.

use std::sync::Arc;

use typst::layout::{Frame, FrameItem, GroupItem};
use typst::syntax::Span;
use typst::text::{Glyph, TextItem};
use typst::utils::hash128;
use typst::visualize::{
    Cmyk, Color, ColorSpace, FixedStroke, Gradient, ImageKind, Luma, Paint, ProcessColor,
    ProcessColorSpace, Rgb, Shape,
};
use typst_layout::Page;
use typst_svg::SvgOptions;

use super::proof::{Look, Proof};

/// Something is black ink alone and prints over what is under it.
const BLACK: f32 = 0.99;
const NONE: f32 = 0.01;

/// A page without what does not show (where in a layout's code things came from), so that a page
/// that looks the same is the same.
pub fn clean(page: &Page) -> Page {
    Page {
        frame: walk(&page.frame, &mut |item| match item {
            FrameItem::Text(text) => Some(FrameItem::Text(TextItem {
                glyphs: (text.glyphs.iter())
                    .map(|glyph| Glyph {
                        span: (Span::detached(), 0),
                        ..glyph.clone()
                    })
                    .collect(),
                ..text.clone()
            })),
            FrameItem::Shape(shape, _) => Some(FrameItem::Shape(shape.clone(), Span::detached())),
            FrameItem::Image(image, size, _) => {
                Some(FrameItem::Image(image.clone(), *size, Span::detached()))
            }
            FrameItem::Tag(_) | FrameItem::Link(..) => None,
            other => Some(other.clone()),
        }),
        ..page.clone()
    }
}

/// What names a page's look: two pages of one name look the same.
pub fn name(page: &Page) -> String {
    format!("{:032x}", hash128(&page.frame))
}

/// A page as SVG.
pub fn svg(page: &Page, proof: &Proof, look: Look) -> String {
    typst_svg::svg(&seen(page, proof, look), &SvgOptions::default())
}

/// A page in the colours of a screen or of a plate.
pub fn seen(page: &Page, proof: &Proof, look: Look) -> Page {
    let eye = Eye { proof, look };
    Page {
        frame: walk(&page.frame, &mut |item| eye.item(item)),
        ..page.clone()
    }
}

/// A frame with every item that is no group put through a function.
fn walk(frame: &Frame, change: &mut dyn FnMut(&FrameItem) -> Option<FrameItem>) -> Frame {
    let mut out = Frame::new(frame.size(), frame.kind());
    for (at, item) in frame.items() {
        let item = match item {
            FrameItem::Group(group) => Some(FrameItem::Group(GroupItem {
                frame: walk(&group.frame, change),
                ..group.clone()
            })),
            item => change(item),
        };
        if let Some(item) = item {
            out.push(*at, item);
        }
    }
    out
}

struct Eye<'a> {
    proof: &'a Proof,
    look: Look,
}

impl Eye<'_> {
    fn item(&self, item: &FrameItem) -> Option<FrameItem> {
        Some(match item {
            FrameItem::Text(text) => {
                if self.overprints(&text.fill) && text.stroke.is_none() {
                    return None;
                }
                FrameItem::Text(TextItem {
                    fill: self.paint(&text.fill),
                    stroke: self.stroke(&text.stroke),
                    ..text.clone()
                })
            }
            FrameItem::Shape(shape, span) => {
                let rule = shape.fill.is_none();
                let black = |stroke: &FixedStroke| self.overprints(&stroke.paint);
                if rule && shape.stroke.as_ref().is_some_and(black) {
                    return None;
                }
                let shape = Shape {
                    fill: shape.fill.as_ref().map(|fill| self.paint(fill)),
                    stroke: self.stroke(&shape.stroke),
                    ..shape.clone()
                };
                FrameItem::Shape(shape, *span)
            }
            FrameItem::Image(image, size, span) => {
                let ours = match image.kind() {
                    ImageKind::Raster(raster) => self.proof.picture(raster.data(), self.look),
                    ImageKind::Pdf(pdf) => self.proof.drawing(pdf, self.look),
                    ImageKind::Svg(_) => None,
                };
                FrameItem::Image(ours.unwrap_or_else(|| image.clone()), *size, *span)
            }
            other => other.clone(),
        })
    }

    /// Black type and rules print over what is under them: they take nothing off other plates.
    fn overprints(&self, paint: &Paint) -> bool {
        let Look::Plate(plate @ 0..3) = self.look else {
            return false;
        };
        let inks = match paint {
            Paint::Solid(color) => inks(color),
            _ => None,
        };
        plate < 3 && inks.is_some_and(|[c, m, y, k]| k > BLACK && c.max(m).max(y) < NONE)
    }

    fn stroke(&self, stroke: &Option<FixedStroke>) -> Option<FixedStroke> {
        let stroke = stroke.as_ref()?;
        Some(FixedStroke {
            paint: self.paint(&stroke.paint),
            ..stroke.clone()
        })
    }

    fn paint(&self, paint: &Paint) -> Paint {
        match paint {
            Paint::Solid(color) => Paint::Solid(self.color(color)),
            Paint::Gradient(gradient) => Paint::Gradient(self.gradient(gradient)),
            // A tiling cannot be opened here; its own colours stand.
            Paint::Tiling(_) => paint.clone(),
        }
    }

    fn color(&self, color: &Color) -> Color {
        // What is in no inks has been complained of; it is shown as it is.
        let Some(inks) = inks(color) else {
            return color.clone();
        };
        Color::Process(match self.look {
            Look::Screen => {
                let [r, g, b] = self.proof.colour(inks).map(|part| f32::from(part) / 255.0);
                ProcessColor::Rgb(Rgb::new(r, g, b, 1.0))
            }
            Look::Plate(plate) => {
                let ink = inks.get(plate).copied().unwrap_or_default();
                ProcessColor::Luma(Luma::new(1.0 - ink, 1.0))
            }
        })
    }

    fn gradient(&self, gradient: &Gradient) -> Gradient {
        let space = ColorSpace::Process(match self.look {
            Look::Screen => ProcessColorSpace::Srgb,
            Look::Plate(_) => ProcessColorSpace::D65Gray,
        });
        let mut gradient = gradient.clone();
        let (stops, own) = match &mut gradient {
            Gradient::Linear(linear) => {
                let linear = Arc::make_mut(linear);
                (&mut linear.stops, &mut linear.space)
            }
            Gradient::Radial(radial) => {
                let radial = Arc::make_mut(radial);
                (&mut radial.stops, &mut radial.space)
            }
            Gradient::Conic(conic) => {
                let conic = Arc::make_mut(conic);
                (&mut conic.stops, &mut conic.space)
            }
        };
        for (color, _) in stops {
            *color = self.color(color);
        }
        *own = space;
        gradient
    }
}

/// The inks of a colour, from 0 to 1.
pub fn inks(color: &Color) -> Option<[f32; 4]> {
    match color {
        Color::Process(ProcessColor::Cmyk(Cmyk { c, m, y, k })) => Some([*c, *m, *y, *k]),
        Color::Process(ProcessColor::Luma(luma)) => Some([0.0, 0.0, 0.0, 1.0 - luma.luma]),
        _ => None,
    }
}
