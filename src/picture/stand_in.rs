//! What stands in for a picture while the pages are set for the first time: a bitmap of its box's
//! proportions. Only once the captions are set is it known what box is left; the picture itself is
//! then made once, for that.

use super::Wanted;
use super::encode;

/// The longer side in pixels: a stand-in is looked at by nobody.
const LONGEST: std::ops::RangeInclusive<u32> = 160..=256;

/// A stand-in, as a JPEG of no ink. Each name has its own, by which it is found on the page.
pub fn stand_in(name: &str, wanted: &Wanted) -> Option<Vec<u8>> {
    let (width, height) = size(wanted.width / wanted.height)?;
    let pixels = vec![0; width as usize * height as usize * 4];
    let mut bytes = encode::jpeg(&pixels, width, height, false).ok()?;
    // What stands behind the end of a JPEG is no part of the picture.
    bytes.extend_from_slice(name.as_bytes());
    Some(bytes)
}

/// Small sides of very nearly some proportions.
fn size(proportions: f64) -> Option<(u32, u32)> {
    if !(1e-2..1e2).contains(&proportions) {
        return None;
    }
    let wide = proportions >= 1.0;
    let ratio = if wide { proportions } else { 1.0 / proportions };
    let short = |long: u32| (f64::from(long) / ratio).round().max(1.0);
    let off = |long: &u32| (f64::from(*long) / short(*long) / ratio - 1.0).abs();
    let long = LONGEST.min_by(|a, b| off(a).total_cmp(&off(b)))?;
    let short = short(long) as u32;
    Some(if wide { (long, short) } else { (short, long) })
}

#[cfg(test)]
mod tests {
    use super::super::{Fit, Wanted, is_bitmap};
    use super::{size, stand_in};

    #[test]
    fn proportions_are_kept() {
        for proportions in [0.3, 0.72, 1.0, 1.5, 493.0 / 311.0, 7.77] {
            let (width, height) = size(proportions).unwrap();
            let own = f64::from(width) / f64::from(height);
            assert!(
                (own / proportions - 1.0).abs() < 2e-3,
                "{proportions} {own}"
            );
        }
        assert_eq!(size(f64::NAN), None);
        assert_eq!(size(0.0), None);
    }

    #[test]
    fn each_name_has_its_own() {
        let wanted = Wanted {
            width: 300.0,
            height: 200.0,
            fit: Fit::Cover,
            focus: (0.5, 0.5),
            gray: false,
            ppi: 200.0,
        };
        let (a, b) = (
            stand_in("a", &wanted).unwrap(),
            stand_in("b", &wanted).unwrap(),
        );
        assert_ne!(a, b);
        assert!(is_bitmap(&a));
    }
}
