//! How large a picture may be. A file says its size in a few bytes, so the size is judged before
//! anything is decoded.

use super::report::Trouble;

/// The largest sensors have 150 million pixels; a broadsheet spread at 200 ppi needs 27.
pub const MOST_PIXELS: u64 = 152_000_000;

/// Memory that decoding one picture may take, by estimate.
pub const MOST_BYTES: u64 = 1 << 30;

/// From this size on, a picture with next to no data is a decompression bomb.
const BOMB_PIXELS: u64 = 50_000_000;
/// A photograph has some 2 bits a pixel, a bomb of one colour less than 0.15.
const BOMB_PIXELS_A_BYTE: u64 = 32;

/// Most bytes of an embedded profile; a press profile has 3 MB at most.
pub const MOST_PROFILE: usize = 8 << 20;

/// Judges a size that a file claims. `a_pixel` is how many bytes its decoder takes for a pixel.
pub fn size(width: u64, height: u64, a_pixel: u64, file: usize) -> Result<(), Trouble> {
    if width == 0 || height == 0 {
        return Err(Trouble::Empty);
    }
    let pixels = width.saturating_mul(height);
    let bomb = pixels >= BOMB_PIXELS && pixels / BOMB_PIXELS_A_BYTE > file as u64;
    let large = pixels > MOST_PIXELS || pixels.saturating_mul(a_pixel) > MOST_BYTES;
    match (bomb, large) {
        (true, _) => Err(Trouble::Bomb {
            width,
            height,
            file,
        }),
        (_, true) => Err(Trouble::Large { width, height }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_cameras_pass_and_bombs_do_not() {
        let judge = |w, h, bytes, file| size(w, h, bytes, file).is_ok();
        assert!(
            judge(11648, 8736, 3, 30 << 20),
            "102 megapixels from a camera"
        );
        assert!(
            judge(14204, 10652, 3, 60 << 20),
            "151 megapixels from a camera"
        );
        assert!(!judge(10_000, 10_000, 3, 300_000), "a 100-megapixel bomb");
        assert!(!judge(20_000, 20_000, 3, 300 << 20));
        assert!(!judge(14204, 10652, 9, 60 << 20), "too much memory");
        assert!(
            !judge(12_400, 12_400, 1, 60 << 20),
            "too many pixels, gray as they are"
        );
        assert!(!judge(u64::MAX, u64::MAX, u64::MAX, 100));
        assert!(matches!(size(0, 5, 3, 9), Err(Trouble::Empty)));
        assert!(judge(5000, 5000, 3, 100), "small enough to try");
    }
}
