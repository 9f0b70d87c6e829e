//! Pages drawn as pixels, by the renderer that Typst itself draws PDFs with.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::kurbo::{Affine, BezPath, Rect};
use hayro::{RenderCache, RenderSettings, render};

/// More pixels than a page is drawn with.
const MOST: f32 = 120e6;
/// The widest or highest picture.
const LONGEST: f32 = 16_000.0;

/// A drawn page: three bytes a pixel.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<u8>,
}

/// A PDF, and how many pages it has.
pub struct Pages {
    pub count: usize,
}

impl Pages {
    pub fn open(bytes: &[u8]) -> Result<Self, String> {
        let count = guarded(|| Ok(open(bytes)?.pages().len()))?;
        Ok(Self { count })
    }
}

fn open(bytes: &[u8]) -> Result<Pdf, String> {
    Pdf::new(bytes.to_vec()).map_err(|_| "cannot be read as a PDF".into())
}

/// Draws a page, counted from 0; nothing if there is no such page.
pub fn page(bytes: &[u8], at: usize, ppi: f32) -> Result<Option<Drawn>, String> {
    guarded(|| {
        let pdf = open(bytes)?;
        let pages = pdf.pages();
        let Some(page) = pages.get(at) else {
            return Ok(None);
        };
        let scale = ppi / 72.0;
        let (width, height) = page.render_dimensions();
        let (width, height) = ((width * scale).floor(), (height * scale).floor());
        if !(1.0..LONGEST).contains(&width)
            || !(1.0..LONGEST).contains(&height)
            || width * height > MOST
        {
            return Err(format!("has a page {} that is too large to draw", at + 1));
        }
        let settings = RenderSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
            ..RenderSettings::default()
        };
        let cache = RenderCache::new();
        let drawn = render(page, &cache, &InterpreterSettings::default(), &settings);
        let rgb = drawn
            .data_as_u8_slice()
            .chunks_exact(4)
            .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
            .collect();
        Ok(Some(Drawn {
            width: usize::from(drawn.width()),
            height: usize::from(drawn.height()),
            rgb,
        }))
    })
}

/// The characters of a page, counted from 0, in the order they are drawn, white space aside.
pub fn words(bytes: &[u8], at: usize) -> Result<Vec<char>, String> {
    guarded(|| {
        let pdf = open(bytes)?;
        let Some(page) = pdf.pages().get(at) else {
            return Ok(vec![]);
        };
        let (width, height) = page.render_dimensions();
        let cache = InterpreterCache::new();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings::default();
        let mut state = Context::new(Affine::IDENTITY, area, &cache, page.xref(), settings);
        let mut words = Words(vec![]);
        interpret_page(page, &mut state, &mut words);
        Ok(words.0)
    })
}

/// Takes down the characters that are drawn.
struct Words(Vec<char>);

impl<'a> Device<'a> for Words {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        _: Affine,
        _: Affine,
        _: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        // Filled and stroked type is drawn twice.
        if !matches!(mode, GlyphDrawMode::Fill) {
            return;
        }
        let words = match glyph.as_unicode() {
            Some(BfString::Char(c)) => vec![c],
            Some(BfString::String(words)) => words.chars().collect(),
            None => vec![],
        };
        self.0
            .extend(words.into_iter().filter(|c| !c.is_whitespace()));
    }
}

/// The renderer is another's, and the file anyone's: what goes wrong in it is told, not fatal.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("cannot be drawn".into()))
}
