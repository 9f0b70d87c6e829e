//! Single colours become inks: the paints of drawings.
//!
//! As with pixels: through the press profile, relative to paper, with black-point compensation.
//! A gray, red, green and blue being equal, is a tint of black alone, by the curve that gray
//! pictures take: type and axes of a chart stand on one plate.

use lcms2::{
    CIExyY, ColorSpaceSignature, DisallowCache, Flags, Intent, PixelFormat, Profile, ThreadContext,
    Transform,
};

use super::black::screen;
use super::colour::{Bytes, Press, separation, to_gray};
use super::ink;
use super::report::Trouble;

/// From one RGB to inks, 255 being full ink.
pub struct Separator {
    way: Way,
    /// Black ink for each gray.
    blacks: [u8; 256],
    ink_limit: f64,
    /// Littlecms' own state, which transforms point into: it goes last.
    _context: ThreadContext,
}

enum Way {
    Inks(Bytes),
    /// A mono page: by lightness to black alone.
    Black(Bytes),
}

impl Separator {
    /// Pixels of RGB as inks.
    pub fn pixels(&self, rgb: &[u8]) -> Vec<u8> {
        match &self.way {
            Way::Inks(transform) => {
                let mut inks = vec![0; rgb.len() / 3 * 4];
                transform.transform_pixels(rgb, &mut inks);
                ink::take_away(&mut inks, self.ink_limit);
                inks
            }
            Way::Black(transform) => {
                let mut grays = vec![0; rgb.len() / 3];
                transform.transform_pixels(rgb, &mut grays);
                super::black::black_alone(&grays, &self.blacks)
            }
        }
    }

    /// One colour as inks. With `neutral`, grays are black alone.
    pub fn colour(&self, rgb: [u8; 3], neutral: bool) -> [u8; 4] {
        let [red, green, blue] = rgb;
        if neutral && red == green && green == blue {
            return [0, 0, 0, self.blacks[usize::from(red)]];
        }
        *self.pixels(&rgb).first_chunk().unwrap_or(&[0, 0, 0, 255])
    }
}

impl Press {
    /// What separates colours by a profile, or sRGB without one.
    pub(super) fn separator(
        &self,
        profile: Option<&[u8]>,
        mono: bool,
    ) -> Result<Separator, Trouble> {
        let unusable = |_| Trouble::Drawing("has a colour profile that cannot be used".into());
        let context = ThreadContext::new();
        let rgb = match profile {
            None => Profile::new_srgb_context(&context),
            Some(bytes) => Profile::new_icc_context(&context, bytes).map_err(unusable)?,
        };
        if rgb.color_space() != ColorSpaceSignature::RgbData {
            return Err(Trouble::Drawing(
                "has a colour profile that does not describe RGB".into(),
            ));
        }
        let way = match mono {
            true => {
                Way::Black(to_gray(&context, &rgb, PixelFormat::RGB_8, true).map_err(unusable)?)
            }
            false => {
                let inks = self.open_profile(&context).map_err(unusable)?;
                Way::Inks(separation(&context, &rgb, &inks).map_err(unusable)?)
            }
        };
        Ok(Separator {
            way,
            blacks: self.grays(),
            ink_limit: self.ink_limit(),
            _context: context,
        })
    }

    /// Black ink for each gray of a screen.
    pub(super) fn grays(&self) -> [u8; 256] {
        self.blacks.curve(&screen())
    }

    /// Black ink as light as CMYK ink on a mono page.
    pub(super) fn black_of_inks(&self, inks: [u8; 4]) -> Result<[u8; 4], Trouble> {
        let pixels = super::decode::Pixels {
            width: 1,
            height: 1,
            mode: super::decode::Mode::Cmyk,
            data: inks.to_vec(),
        };
        let made = self.convert(pixels, None, true, &mut vec![])?;
        Ok(*made.first_chunk().unwrap_or(&[0, 0, 0, 255]))
    }

    /// Lab, as spot colours give their look in, as sRGB.
    pub(super) fn rgb_of_lab(&self, lab: [f64; 3]) -> Option<[u8; 3]> {
        let context = ThreadContext::new();
        let d50 = CIExyY {
            x: 0.3457,
            y: 0.3585,
            Y: 1.0,
        };
        let from = Profile::new_lab4_context(&context, &d50).ok()?;
        let srgb = Profile::new_srgb_context(&context);
        let transform: Transform<[f64; 3], [u8; 3], ThreadContext, DisallowCache> =
            Transform::new_flags_context(
                &context,
                &from,
                PixelFormat::Lab_DBL,
                &srgb,
                PixelFormat::RGB_8,
                Intent::RelativeColorimetric,
                Flags::NO_CACHE,
            )
            .ok()?;
        let mut rgb = [[0; 3]];
        transform.transform_pixels(&[lab], &mut rgb);
        rgb.first().copied()
    }
}
