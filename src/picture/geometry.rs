//! Which part of a picture is printed, and of how many pixels.

use super::orientation::Turn;
use super::report::{Made, Trouble};
use super::{Fit, Wanted};

/// Points in an inch.
pub const INCH: f64 = 72.0;

/// Art in pure black and white keeps its pixels up to this many an inch: scaled down it would
/// turn gray and lose its edges.
pub const LINE_ART_PPI: f64 = 1200.0;

/// No sheet has a longer side, in points: five metres.
const LONGEST: f64 = 14_400.0;

/// A JPEG has at most 65,535 pixels a side.
const MOST_SIDE: f64 = 65_500.0;

/// What is taken from a stored picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// Left, top, width and height in pixels as stored, before it is turned upright.
    pub part: [f64; 4],
    /// The size that the part is brought to, as stored.
    pub width: u32,
    pub height: u32,
    /// Pixels per inch on paper after that.
    pub ppi: f64,
}

/// What is wanted, with every number within reason.
pub fn checked(wanted: &Wanted) -> Result<Wanted, Trouble> {
    let length = |length: f64| length.is_finite() && length > 0.0 && length <= LONGEST;
    if !length(wanted.width) || !length(wanted.height) {
        return Err(Trouble::Box {
            width: wanted.width,
            height: wanted.height,
        });
    }
    let focus = |focus: f64| {
        if focus.is_finite() {
            focus.clamp(0.0, 1.0)
        } else {
            0.5
        }
    };
    let ppi = if wanted.ppi.is_finite() {
        wanted.ppi.clamp(1.0, 10_000.0)
    } else {
        LINE_ART_PPI
    };
    Ok(Wanted {
        focus: (focus(wanted.focus.0), focus(wanted.focus.1)),
        ppi,
        ..*wanted
    })
}

/// Pixels an inch that an upright picture of a size has in its box.
fn ppi_of((width, height): (f64, f64), wanted: &Wanted) -> f64 {
    let (across, down) = (width / wanted.width, height / wanted.height);
    INCH * match wanted.fit {
        Fit::Cover => across.min(down),
        Fit::Contain => across.max(down),
    }
}

/// Pixels an inch that the file as it came has on paper.
pub fn source_ppi(made: &Made, wanted: &Wanted) -> f64 {
    ppi_of((f64::from(made.source.0), f64::from(made.source.1)), wanted)
}

/// Pixels an inch of what was made.
pub fn ppi(made: &Made, wanted: &Wanted) -> f64 {
    ppi_of((f64::from(made.width), f64::from(made.height)), wanted)
}

/// Chooses what to take from a stored picture of a size.
pub fn cut(width: u32, height: u32, orientation: u8, bilevel: bool, wanted: &Wanted) -> Cut {
    let turn = Turn::new(orientation);
    let stored = (f64::from(width), f64::from(height));
    let upright = if turn.swaps() {
        (stored.1, stored.0)
    } else {
        stored
    };
    let ppi = ppi_of(upright, wanted);
    let part = match wanted.fit {
        Fit::Contain => [0.0, 0.0, upright.0, upright.1],
        Fit::Cover => {
            let side = |side: f64, most: f64| (side * ppi / INCH).clamp(1.0, most.max(1.0));
            let (w, h) = (
                side(wanted.width, upright.0),
                side(wanted.height, upright.1),
            );
            let edge =
                |focus: f64, all: f64, part: f64| (focus * all - part / 2.0).clamp(0.0, all - part);
            let (x, y) = wanted.focus;
            [edge(x, upright.0, w), edge(y, upright.1, h), w, h]
        }
    };
    let longest = part[2].max(part[3]);
    let enough = if bilevel {
        wanted.ppi.max(LINE_ART_PPI)
    } else {
        wanted.ppi
    };
    let enough = enough.min(ppi * MOST_SIDE / longest);
    let part = match ppi > enough {
        true => part,
        // Nothing is resampled, so only whole pixels can be taken.
        false => {
            let (w, h) = (part[2].round().max(1.0), part[3].round().max(1.0));
            let edge = |edge: f64, all: f64, part: f64| edge.round().min(all - part).max(0.0);
            [
                edge(part[0], upright.0, w),
                edge(part[1], upright.1, h),
                w,
                h,
            ]
        }
    };
    let ratio = (enough / ppi).min(1.0);
    let part = turn.stored(part, stored);
    let pixels = |side: f64| (side * ratio).round().clamp(1.0, side.floor().max(1.0)) as u32;
    Cut {
        part,
        width: pixels(part[2]),
        height: pixels(part[3]),
        ppi: ppi * ratio,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(width: f64, height: f64, fit: Fit, focus: (f64, f64), ppi: f64) -> Wanted {
        Wanted {
            width,
            height,
            fit,
            focus,
            gray: false,
            ppi,
        }
    }

    #[test]
    fn a_crop_keeps_its_focus() {
        let square = |focus| wanted(72.0, 72.0, Fit::Cover, focus, 9999.0);
        let part = |focus| cut(300, 100, 1, false, &square(focus)).part;
        assert_eq!(part((0.5, 0.5)), [100.0, 0.0, 100.0, 100.0]);
        assert_eq!(part((0.0, 0.5)), [0.0, 0.0, 100.0, 100.0]);
        assert_eq!(part((1.0, 0.0)), [200.0, 0.0, 100.0, 100.0]);
        assert_eq!(part((0.4, 0.5)), [70.0, 0.0, 100.0, 100.0]);
        // Held upright: stored left is upright top.
        let upright = cut(300, 100, 6, false, &square((0.5, 0.0)));
        assert_eq!(upright.part, [0.0, 0.0, 100.0, 100.0]);
        let mirrored = cut(300, 100, 2, false, &square((0.0, 0.5)));
        assert_eq!(mirrored.part, [200.0, 0.0, 100.0, 100.0]);
    }

    #[test]
    fn scaled_down_and_never_up() {
        let down = cut(
            4000,
            3000,
            1,
            false,
            &wanted(288.0, 216.0, Fit::Cover, (0.5, 0.5), 200.0),
        );
        assert_eq!((down.width, down.height), (800, 600));
        assert!((down.ppi - 200.0).abs() < 1e-9);
        let up = cut(
            400,
            300,
            1,
            false,
            &wanted(288.0, 216.0, Fit::Cover, (0.5, 0.5), 200.0),
        );
        assert_eq!((up.width, up.height), (400, 300));
        assert!((up.ppi - 100.0).abs() < 1e-9);
        let inside = cut(
            400,
            300,
            1,
            false,
            &wanted(144.0, 144.0, Fit::Contain, (0.0, 0.0), 150.0),
        );
        assert_eq!((inside.width, inside.height), (300, 225));
        assert_eq!(inside.part, [0.0, 0.0, 400.0, 300.0]);
        let art = cut(
            4000,
            3000,
            1,
            true,
            &wanted(288.0, 216.0, Fit::Cover, (0.5, 0.5), 200.0),
        );
        assert_eq!((art.width, art.height), (4000, 3000));
    }

    #[test]
    fn odd_sizes_stay_in_the_picture() {
        let sizes = [1, 2, 3, 7, 100, 65_535];
        let boxes = [0.001, 1.0, 33.3, 14_400.0];
        for (&w, &h) in sizes.iter().flat_map(|w| sizes.iter().map(move |h| (w, h))) {
            for (&a, &b) in boxes.iter().flat_map(|a| boxes.iter().map(move |b| (a, b))) {
                for (fit, ppi) in [(Fit::Cover, 1.0), (Fit::Contain, 1.0), (Fit::Cover, 200.0)] {
                    for orientation in [1, 6, 7] {
                        let cut = cut(
                            w,
                            h,
                            orientation,
                            false,
                            &wanted(a, b, fit, (0.3, 0.9), ppi),
                        );
                        let [x, y, pw, ph] = cut.part;
                        let text = format!("{w} {h} {a} {b} {fit:?} {orientation}: {cut:?}");
                        assert!(x >= 0.0 && y >= 0.0, "{text}");
                        assert!(x + pw <= f64::from(w) + 1e-6, "{text}");
                        assert!(y + ph <= f64::from(h) + 1e-6, "{text}");
                        assert!((1..=w).contains(&cut.width), "{text}");
                        assert!((1..=h).contains(&cut.height), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn boxes_of_no_size() {
        for (width, height) in [
            (0.0, 5.0),
            (5.0, -1.0),
            (f64::NAN, 5.0),
            (5.0, f64::INFINITY),
        ] {
            let wanted = wanted(width, height, Fit::Cover, (0.5, 0.5), 200.0);
            assert!(matches!(checked(&wanted), Err(Trouble::Box { .. })));
        }
        let odd = wanted(5.0, 5.0, Fit::Cover, (f64::NAN, 7.0), f64::NAN);
        let mended = checked(&odd).ok().unwrap();
        assert_eq!(mended.focus, (0.5, 1.0));
    }
}
