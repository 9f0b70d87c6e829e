//! Colours become the press's inks (特性文件 decides how).
//!
//! RGB goes through the press profile, relative to paper and with black-point compensation. Gray
//! goes to black ink alone, by lightness: what is half as light on screen is half as light between
//! paper and black ink. Inks keep their numbers: whoever separated the picture meant them.

use std::sync::{Arc, Mutex};

use lcms2::{
    CIExyY, ColorSpaceSignature, DisallowCache, Flags, InfoType, Intent, Locale, PixelFormat,
    Profile, ProfileClassSignature, ThreadContext, ToneCurve, Transform,
};

use super::black::{Blacks, black_alone, lightness, screen};
use super::decode::{Mode, Pixels};
use super::report::{Note, Trouble};
use crate::diag::Finding;

pub(super) type Bytes = Transform<u8, u8, ThreadContext, DisallowCache>;

/// The press that pictures are made for. Made once, used by many threads.
pub struct Press {
    profile: Arc<[u8]>,
    /// Stands for the profile in cache keys.
    id: blake3::Hash,
    /// The most ink that paper takes, in percent.
    ink_limit: f64,
    /// From sRGB, which most pictures are in.
    srgb: Bytes,
    pub(super) blacks: Blacks,
    /// Littlecms' own state, which transforms point into: it goes last.
    _context: Mutex<ThreadContext>,
}

impl Press {
    /// A press by its ICC profile and its ink limit in percent.
    pub fn new(profile: Arc<[u8]>, ink_limit: f64) -> Result<Self, Box<Finding>> {
        Self::open(profile, ink_limit).map_err(|trouble| Box::new(trouble.press_finding()))
    }

    fn open(profile: Arc<[u8]>, ink_limit: f64) -> Result<Self, Trouble> {
        let wrong = |why: &str| Trouble::Press(why.into());
        if !(ink_limit.is_finite() && (100.0..=400.0).contains(&ink_limit)) {
            return Err(wrong("its ink limit is not between 100 % and 400 %"));
        }
        let context = ThreadContext::new();
        let inks = Profile::new_icc_context(&context, &profile)
            .map_err(|_| wrong("it is not an ICC profile"))?;
        if inks.device_class() != ProfileClassSignature::OutputClass {
            return Err(wrong("it is not for a press (class `prtr`)"));
        }
        if inks.color_space() != ColorSpaceSignature::CmykData {
            return Err(wrong("its colours are not CMYK"));
        }
        let srgb = Profile::new_srgb_context(&context);
        let srgb = separation(&context, &srgb, &inks)
            .map_err(|_| wrong("it has no table for printing"))?;
        let blacks =
            Blacks::of(&context, &inks).ok_or_else(|| wrong("it has no table for proofing"))?;
        let id = blake3::hash(&profile);
        Ok(Self {
            profile,
            id,
            ink_limit,
            srgb,
            blacks,
            _context: Mutex::new(context),
        })
    }

    /// The most ink that paper takes, in percent.
    pub fn ink_limit(&self) -> f64 {
        self.ink_limit
    }

    pub(super) fn id(&self) -> &blake3::Hash {
        &self.id
    }

    /// Pixels as inks, four bytes a pixel. `mono` wants black ink alone.
    pub(super) fn convert(
        &self,
        pixels: Pixels,
        profile: Option<&[u8]>,
        mono: bool,
        notes: &mut Vec<Note>,
    ) -> Result<Vec<u8>, Trouble> {
        let context = ThreadContext::new();
        let fault = |_| Trouble::Fault("littlecms cannot convert it".into());
        let own = self.own_profile(&context, profile, pixels.mode, notes);
        match (pixels.mode, mono) {
            (Mode::Gray, _) => {
                let lightness = own
                    .and_then(|own| lightness(&context, &own))
                    .unwrap_or_else(screen);
                Ok(black_alone(&pixels.data, &self.blacks.curve(&lightness)))
            }
            (Mode::Rgb, false) => {
                let mut inks = vec![0; pixels.data.len() / 3 * 4];
                match own.map(|own| separation(&context, &own, &self.open_profile(&context)?)) {
                    Some(Ok(own)) => own.transform_pixels(&pixels.data, &mut inks),
                    Some(Err(_)) => {
                        notes.push(Note::BadProfile("littlecms cannot use it".into()));
                        self.srgb.transform_pixels(&pixels.data, &mut inks);
                    }
                    None => self.srgb.transform_pixels(&pixels.data, &mut inks),
                }
                Ok(inks)
            }
            (Mode::Rgb, true) => {
                let own = own.unwrap_or_else(|| Profile::new_srgb_context(&context));
                let gray = to_gray(&context, &own, PixelFormat::RGB_8, true).map_err(fault)?;
                let mut grays = vec![0; pixels.data.len() / 3];
                gray.transform_pixels(&pixels.data, &mut grays);
                Ok(black_alone(&grays, &self.blacks.curve(&screen())))
            }
            (Mode::Cmyk, false) => Ok(pixels.data),
            (Mode::Cmyk, true) => {
                let inks = match own {
                    Some(own) => own,
                    None => self.open_profile(&context).map_err(fault)?,
                };
                let gray = to_gray(&context, &inks, PixelFormat::CMYK_8, false).map_err(fault)?;
                let mut grays = vec![0; pixels.data.len() / 4];
                gray.transform_pixels(&pixels.data, &mut grays);
                let curve = self.blacks.matching(&screen());
                let mut data = black_alone(&grays, &curve);
                // What was black ink alone stays exactly that.
                for (new, old) in data.chunks_exact_mut(4).zip(pixels.data.chunks_exact(4)) {
                    if old.starts_with(&[0, 0, 0]) {
                        new.copy_from_slice(old);
                    }
                }
                Ok(data)
            }
        }
    }

    pub(super) fn open_profile(
        &self,
        context: &ThreadContext,
    ) -> Result<Profile<ThreadContext>, lcms2::Error> {
        Profile::new_icc_context(context, &self.profile)
    }

    /// The profile in a file, if it can describe the file's pixels.
    fn own_profile(
        &self,
        context: &ThreadContext,
        profile: Option<&[u8]>,
        mode: Mode,
        notes: &mut Vec<Note>,
    ) -> Option<Profile<ThreadContext>> {
        let bytes = profile?;
        let (space, colors) = match mode {
            Mode::Gray => (ColorSpaceSignature::GrayData, "gray"),
            Mode::Rgb => (ColorSpaceSignature::RgbData, "RGB"),
            Mode::Cmyk => (ColorSpaceSignature::CmykData, "CMYK"),
        };
        let Ok(own) = Profile::new_icc_context(context, bytes) else {
            notes.push(Note::BadProfile("it is not an ICC profile".into()));
            return None;
        };
        if own.color_space() != space {
            notes.push(Note::BadProfile(format!("it does not describe {colors}")));
            return None;
        }
        if mode == Mode::Cmyk && bytes != &*self.profile {
            let name = own
                .info(InfoType::Description, Locale::none())
                .unwrap_or_default();
            notes.push(Note::OtherInks(
                crate::diag::brief(name.trim()).into_owned(),
            ));
        }
        Some(own)
    }
}

/// From RGB to inks. Every pixel goes the same way on every thread, so there is no cache.
pub(super) fn separation(
    context: &ThreadContext,
    rgb: &Profile<ThreadContext>,
    inks: &Profile<ThreadContext>,
) -> Result<Bytes, lcms2::Error> {
    Transform::new_flags_context(
        context,
        rgb,
        PixelFormat::RGB_8,
        inks,
        PixelFormat::CMYK_8,
        Intent::RelativeColorimetric,
        Flags::BLACKPOINT_COMPENSATION | Flags::NO_CACHE,
    )
}

/// From colours to gray with the tone curve of a screen.
pub(super) fn to_gray(
    context: &ThreadContext,
    from: &Profile<ThreadContext>,
    format: PixelFormat,
    compensate: bool,
) -> Result<Bytes, lcms2::Error> {
    let d50 = CIExyY {
        x: 0.3457,
        y: 0.3585,
        Y: 1.0,
    };
    let curve = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];
    let curve = ToneCurve::new_parametric(4, &curve)?;
    let gray = Profile::new_gray_context(context, &d50, &curve)?;
    let flags = match compensate {
        true => Flags::BLACKPOINT_COMPENSATION,
        false => Flags::default(),
    };
    Transform::new_flags_context(
        context,
        from,
        format,
        &gray,
        PixelFormat::GRAY_8,
        Intent::RelativeColorimetric,
        flags | Flags::NO_CACHE,
    )
}
