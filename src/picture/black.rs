//! Gray becomes black ink alone, by lightness.

use lcms2::{CIExyY, DisallowCache, Flags, Intent, PixelFormat, Profile, ThreadContext, Transform};

/// The luminance of each gray on a screen, from 0 to 1.
pub fn screen() -> [f64; 256] {
    std::array::from_fn(|gray| {
        let value = gray as f64 / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
}

/// The luminance of each gray by the file's own profile, black being 0 and white 1.
pub fn lightness(context: &ThreadContext, gray: &Profile<ThreadContext>) -> Option<[f64; 256]> {
    let values: Vec<u8> = (0..=255).collect();
    let luminance = luminance(context, gray, PixelFormat::GRAY_8, &values)?;
    let (black, white) = (*luminance.first()?, *luminance.last()?);
    if white - black < 0.1 {
        return None;
    }
    let value = |gray: usize| {
        luminance
            .get(gray)
            .map_or(1.0, |y| (y - black) / (white - black))
    };
    Some(std::array::from_fn(|gray| value(gray).clamp(0.0, 1.0)))
}

/// The luminance of colours, relative to paper.
fn luminance(
    context: &ThreadContext,
    profile: &Profile<ThreadContext>,
    format: PixelFormat,
    colors: &[u8],
) -> Option<Vec<f64>> {
    let lab = Profile::new_lab4_context(
        context,
        &CIExyY {
            x: 0.3457,
            y: 0.3585,
            Y: 1.0,
        },
    )
    .ok()?;
    let transform: Transform<u8, [f64; 3], ThreadContext, DisallowCache> =
        Transform::new_flags_context(
            context,
            profile,
            format,
            &lab,
            PixelFormat::Lab_DBL,
            Intent::RelativeColorimetric,
            Flags::NO_OPTIMIZE | Flags::NO_CACHE,
        )
        .ok()?;
    let mut found = vec![[0.0; 3]; colors.len() / format.bytes_per_pixel().max(1)];
    transform.transform_pixels(colors, &mut found);
    let luminance = |[l, ..]: &[f64; 3]| {
        if *l > 8.0 {
            ((l + 16.0) / 116.0).powi(3)
        } else {
            l / 903.3
        }
    };
    Some(found.iter().map(luminance).collect())
}

/// How light each amount of black ink is, from paper at 1, falling.
pub struct Blacks([f64; 256]);

impl Blacks {
    pub fn of(context: &ThreadContext, inks: &Profile<ThreadContext>) -> Option<Self> {
        let colors: Vec<u8> = (0..=255).flat_map(|black| [0, 0, 0, black]).collect();
        let found = luminance(context, inks, PixelFormat::CMYK_8, &colors)?;
        let paper = *found.first().filter(|paper| **paper > 0.1)?;
        let mut least = 1.0_f64;
        let falling: Vec<f64> = found
            .iter()
            .map(|y| {
                least = least.min(y / paper);
                least
            })
            .collect();
        falling.try_into().ok().map(Self)
    }

    /// Black ink for each gray, black being all ink and the steps between compressed to fit.
    pub fn curve(&self, luminance: &[f64; 256]) -> [u8; 256] {
        let darkest = self.0[255];
        luminance.map(|y| self.nearest(darkest + (1.0 - darkest) * y))
    }

    /// Black ink for each gray, as light as it is; what is darker than black ink becomes that.
    pub fn matching(&self, luminance: &[f64; 256]) -> [u8; 256] {
        luminance.map(|y| self.nearest(y))
    }

    fn nearest(&self, y: f64) -> u8 {
        let after = self.0.partition_point(|black| *black > y).min(255);
        let before = after.saturating_sub(1);
        let far = |at: usize| (self.0[at] - y).abs();
        if far(before) < far(after) {
            before as u8
        } else {
            after as u8
        }
    }
}

/// Grays as black ink alone.
pub fn black_alone(grays: &[u8], curve: &[u8; 256]) -> Vec<u8> {
    grays
        .iter()
        .flat_map(|gray| [0, 0, 0, curve[usize::from(*gray)]])
        .collect()
}
