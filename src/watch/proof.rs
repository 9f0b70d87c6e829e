//! Inks as a screen shows them (屏幕打样): through the press profile, relative to paper and with
//! black-point compensation, on the faint tint of newsprint.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jpeg_encoder::{ColorType, Encoder};
use lcms2::{DisallowCache, Flags, Intent, PixelFormat, Profile, ThreadContext, Transform as Lcms};
use rayon::prelude::*;
use typst::foundations::{Bytes, Smart};
use typst::utils::hash128;
use typst::visualize::{ExchangeFormat, Image, PdfImage, RasterImage};

use super::drawing;
use crate::picture;

/// Newsprint on a screen, near white: how much of red, green and blue it leaves.
pub const PAPER: [u8; 3] = [252, 250, 245];

/// A picture on a screen needs no more than this.
const QUALITY: u8 = 88;

/// Most pictures kept ready; an issue has some hundred.
const KEPT: usize = 600;

/// What a page is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    /// As it will look on paper.
    Screen,
    /// One plate (印版), black where it carries full ink: 0 to 3 are C, M, Y, K.
    Plate(usize),
}

type Pixels = Lcms<[u8; 4], [u8; 3], ThreadContext, DisallowCache>;

/// Shows inks. Made once for a press, used by many threads.
pub struct Proof {
    profile: Vec<u8>,
    /// Nothing if littlecms cannot use the profile.
    transform: Option<Pixels>,
    colours: Mutex<HashMap<[u8; 4], [u8; 3]>>,
    pictures: Mutex<HashMap<(u128, Look), Image>>,
    /// Littlecms' own state, which the transform points into: it goes last.
    _context: Mutex<ThreadContext>,
}

impl Proof {
    /// `profile` is the press's ICC profile; one that littlecms cannot use gives plain colours.
    pub fn new(profile: Vec<u8>) -> Self {
        let context = ThreadContext::new();
        Self {
            transform: transform(&context, &profile).ok(),
            _context: Mutex::new(context),
            profile,
            colours: Mutex::default(),
            pictures: Mutex::default(),
        }
    }

    /// Whether it is for this press.
    pub fn is_of(&self, profile: &[u8]) -> bool {
        self.profile == profile
    }

    /// One colour, from inks of 0 to 1.
    pub fn colour(&self, inks: [f32; 4]) -> [u8; 3] {
        let inks = inks.map(|ink| (ink.clamp(0.0, 1.0) * 255.0).round() as u8);
        let mut known = self.colours.lock().unwrap_or_else(PoisonError::into_inner);
        *known
            .entry(inks)
            .or_insert_with(|| *self.pixels(&inks).first_chunk().unwrap_or(&[0, 0, 0]))
    }

    /// Inks of four bytes a pixel as RGB.
    fn pixels(&self, inks: &[u8]) -> Vec<u8> {
        let (inks, _) = inks.as_chunks::<4>();
        let mut rgb = vec![[0u8; 3]; inks.len()];
        match &self.transform {
            Some(transform) => transform.transform_pixels(inks, &mut rgb),
            None => {
                for (rgb, [c, m, y, k]) in rgb.iter_mut().zip(inks) {
                    let left = |ink: u8| (255 - u32::from(ink)) * (255 - u32::from(*k)) / 255;
                    *rgb = [left(*c), left(*m), left(*y)].map(|part| part as u8);
                }
            }
        }
        for (pixel, ink) in rgb.iter_mut().zip(inks) {
            // Black alone has a hue by the profile, which the eye on a screen takes for brown.
            if let [0, 0, 0, _] = ink {
                let [r, g, b] = pixel.map(u32::from);
                *pixel = [((213 * r + 715 * g + 72 * b) / 1000) as u8; 3];
            }
            for (part, paper) in pixel.iter_mut().zip(PAPER) {
                *part = (u32::from(*part) * u32::from(paper) / 255) as u8;
            }
        }
        rgb.into_flattened()
    }

    /// A picture of inks for the screen, or one plate of it; nothing if it is no such picture.
    pub fn picture(&self, jpeg: &Bytes, look: Look) -> Option<Image> {
        self.once((hash128(jpeg), look), || self.drawn(jpeg, look))
    }

    /// The same of a drawing in PDF.
    pub fn drawing(&self, pdf: &PdfImage, look: Look) -> Option<Image> {
        self.once((hash128(pdf), look), || drawing::shown(pdf, self, look))
    }

    fn once(&self, key: (u128, Look), make: impl FnOnce() -> Option<Image>) -> Option<Image> {
        if let Some(image) = self.kept().get(&key) {
            return Some(image.clone());
        }
        let image = make()?;
        let mut kept = self.kept();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, image.clone());
        Some(image)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<(u128, Look), Image>> {
        self.pictures.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn drawn(&self, jpeg: &[u8], look: Look) -> Option<Image> {
        let (width, height, inks) = picture::inks_of_jpeg(jpeg)?;
        let (wide, high) = (u16::try_from(width).ok()?, u16::try_from(height).ok()?);
        let (pixels, kind) = match look {
            // Rows side by side: a page's large picture is most of the wait.
            Look::Screen => {
                let band = (inks.len() / 4 / 8).max(4096) * 4;
                let rgb: Vec<u8> = inks
                    .par_chunks(band)
                    .flat_map_iter(|part| self.pixels(part))
                    .collect();
                (rgb, ColorType::Rgb)
            }
            Look::Plate(plate) => {
                let of = |pixel: &[u8]| 255 - pixel.get(plate).copied().unwrap_or_default();
                (inks.chunks_exact(4).map(of).collect(), ColorType::Luma)
            }
        };
        let mut bytes = Vec::with_capacity(pixels.len() / 8);
        Encoder::new(&mut bytes, QUALITY)
            .encode(&pixels, wide, high, kind)
            .ok()?;
        let raster = RasterImage::new(Bytes::new(bytes), ExchangeFormat::Jpg, Smart::Auto).ok()?;
        Some(Image::plain(raster))
    }
}

fn transform(context: &ThreadContext, profile: &[u8]) -> Result<Pixels, lcms2::Error> {
    let inks = Profile::new_icc_context(context, profile)?;
    let screen = Profile::new_srgb_context(context);
    Lcms::new_flags_context(
        context,
        &inks,
        PixelFormat::CMYK_8,
        &screen,
        PixelFormat::RGB_8,
        Intent::RelativeColorimetric,
        Flags::BLACKPOINT_COMPENSATION | Flags::NO_CACHE,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::intent::Intent;

    #[test]
    fn paper_is_light_black_is_dark_and_inks_have_their_hues() {
        let proof = Proof::new(Intent::newsprint().profile.icc());
        assert_eq!(proof.colour([0.0; 4]), PAPER);
        let [r, g, b] = proof.colour([0.0, 0.0, 0.0, 1.0]);
        assert!(
            r < 90 && r.abs_diff(g) < 3 && g.abs_diff(b) < 4,
            "{r} {g} {b}"
        );
        let [r, g, b] = proof.colour([0.0, 1.0, 1.0, 0.0]);
        assert!(r > 150 && g < 110 && b < 110, "{r} {g} {b}");
    }
}
