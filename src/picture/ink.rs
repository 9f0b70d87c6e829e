//! How much ink stands on the paper, and keeping it within what the paper takes.

use super::Wanted;
use super::colour::Press;
use super::geometry::Cut;
use super::report::Note;

/// The area over which plants take the mean, in mm².
pub const AREA: f64 = 15.0;

/// What JPEG's rounding may add to a field, in percent of ink.
const ROUNDING: f64 = 1.5;

/// Keeps inks within the press's limit, and tells the most ink of any area, in hundredths of a
/// percent. A picture that came as inks is touched only where an area has too much.
pub fn keep_within(
    inks: &mut [u8],
    width: u32,
    wanted: &Wanted,
    cut: &Cut,
    press: &Press,
    separated: bool,
    notes: &mut Vec<Note>,
) -> u32 {
    let limit = press.ink_limit();
    if separated && !wanted.gray {
        let before = most(inks, width as usize, cut.ppi);
        if f64::from(before) <= limit * 100.0 {
            return before;
        }
        notes.push(Note::InkTaken { before });
    }
    take_away(inks, limit - ROUNDING);
    most(inks, width as usize, cut.ppi)
}

/// Takes cyan, magenta and yellow away in equal parts where a pixel has more than the limit, in
/// percent. Black stays: it carries the drawing.
pub(super) fn take_away(inks: &mut [u8], limit: f64) {
    let limit = (limit * 2.55) as u32;
    for pixel in inks.chunks_exact_mut(4) {
        if let [c, m, y, k] = pixel {
            let (colors, black) = (u32::from(*c) + u32::from(*m) + u32::from(*y), u32::from(*k));
            if colors + black > limit && colors > 0 {
                let left = limit.saturating_sub(black);
                for ink in [c, m, y] {
                    *ink = (u32::from(*ink) * left / colors) as u8;
                }
            }
        }
    }
}

/// The most ink that any square of [`AREA`] has on average, in hundredths of a percent.
pub(super) fn most(inks: &[u8], width: usize, ppi: f64) -> u32 {
    let height = inks.len() / 4 / width.max(1);
    let side = (AREA.sqrt() / 25.4 * ppi).round();
    let (across, down) = (
        (side as usize).clamp(1, width),
        (side as usize).clamp(1, height),
    );
    let row = |y: usize| {
        inks.get(y * width * 4..(y + 1) * width * 4)
            .unwrap_or_default()
    };
    let total = |pixel: &[u8]| pixel.iter().map(|ink| u64::from(*ink)).sum::<u64>();
    // The sum of the last rows in each column, then of the last columns in a row.
    let mut columns = vec![0_u64; width];
    let mut most = 0;
    for y in 0..height {
        for (column, pixel) in columns.iter_mut().zip(row(y).chunks_exact(4)) {
            *column += total(pixel);
        }
        if let Some(gone) = y.checked_sub(down) {
            for (column, pixel) in columns.iter_mut().zip(row(gone).chunks_exact(4)) {
                *column -= total(pixel);
            }
        }
        if y + 1 < down {
            continue;
        }
        let mut sum: u64 = columns.iter().take(across).sum();
        most = most.max(sum);
        for (gone, new) in columns.iter().zip(columns.iter().skip(across)) {
            sum = sum + new - gone;
            most = most.max(sum);
        }
    }
    // 255 is full ink.
    (most * 10_000).div_ceil(255 * (across * down) as u64) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_of_any_area() {
        // At 254 ppi the square has a side of 39 pixels.
        let (width, height) = (100, 90);
        let mut inks = vec![0_u8; width * height * 4];
        assert_eq!(most(&inks, width, 254.0), 0);
        for y in 51..90 {
            for x in 61..100 {
                inks[(y * width + x) * 4..][..4].copy_from_slice(&[255, 255, 51, 0]);
            }
        }
        assert_eq!(most(&inks, width, 254.0), 22_000);
        inks[(60 * width + 70) * 4] = 0;
        assert_eq!(most(&inks, width, 254.0), 22_000 - 10_000 / (39 * 39));
        // A picture smaller than the square counts whole.
        assert_eq!(most(&[255, 255, 255, 255, 0, 0, 0, 0], 2, 254.0), 20_000);
        assert_eq!(most(&[255, 255, 255, 255, 0, 0, 0, 0], 1, 1.0), 40_000);
    }

    #[test]
    fn taken_away_from_colours() {
        let mut inks = [255, 255, 255, 255, 200, 100, 0, 50, 255, 255, 128, 0];
        take_away(&mut inks, 240.0);
        assert_eq!(inks[..4], [119, 119, 119, 255]);
        assert_eq!(inks[4..8], [200, 100, 0, 50]);
        assert!(inks[8..].iter().map(|ink| u32::from(*ink)).sum::<u32>() <= 612);
    }
}
