//! Where two drawn pages differ, and a picture that shows it.

use super::Settings;
use super::draw::Drawn;

/// Pixels are looked at in squares of so many.
const TILE: usize = 8;
/// A square differs if more pixels than this do: fewer are noise.
const NOISE: usize = 2;
/// Frames stand so far outside what they frame, and are so thick.
const AIR: usize = 6;
const FRAME: usize = 3;
/// Pixels between the two pages.
const BETWEEN: usize = 24;

/// An area in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

/// Where a page differs, in mm from its top left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Region {
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
}

impl Area {
    pub fn region(&self, ppi: f32) -> Region {
        let mm = |pixels: usize| pixels as f32 * 25.4 / ppi;
        Region {
            left: mm(self.left),
            top: mm(self.top),
            width: mm(self.right - self.left),
            height: mm(self.bottom - self.top),
        }
    }

    fn size(&self) -> usize {
        (self.right - self.left) * (self.bottom - self.top)
    }
}

/// The areas in which two pages differ, the larger first. A page that is not there is white.
pub fn compare(old: Option<&Drawn>, new: Option<&Drawn>, settings: Settings) -> Vec<Area> {
    let size = |side: fn(&Drawn) -> usize| old.map_or(0, side).max(new.map_or(0, side));
    let (width, height) = (size(|page| page.width), size(|page| page.height));
    let (across, down) = (width.div_ceil(TILE), height.div_ceil(TILE));
    let mut tiles = vec![0usize; across * down];
    for y in 0..height {
        for x in 0..width {
            let (a, b) = (pixel(old, x, y), pixel(new, x, y));
            let apart = a.iter().zip(&b).map(|(a, b)| a.abs_diff(*b)).max();
            if apart.unwrap_or(0) > settings.tolerance {
                tiles[y / TILE * across + x / TILE] += 1;
            }
        }
    }
    let mut areas = joined(&tiles, across, down);
    for area in &mut areas {
        area.right = area.right.min(width);
        area.bottom = area.bottom.min(height);
    }
    areas.sort_by_key(|area| (std::cmp::Reverse(area.size()), area.top, area.left));
    areas
}

/// Squares that differ and stand beside each other, a square apart at most, are one area.
fn joined(tiles: &[usize], across: usize, down: usize) -> Vec<Area> {
    let mut seen = vec![false; tiles.len()];
    let differs = |at: usize| tiles.get(at).is_some_and(|count| *count > NOISE);
    let mut areas = vec![];
    for start in (0..tiles.len()).filter(|at| differs(*at)) {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut open = vec![start];
        let mut area = Area {
            left: usize::MAX,
            top: usize::MAX,
            right: 0,
            bottom: 0,
        };
        while let Some(at) = open.pop() {
            let (x, y) = (at % across, at / across);
            area.left = area.left.min(x * TILE);
            area.top = area.top.min(y * TILE);
            area.right = area.right.max((x + 1) * TILE);
            area.bottom = area.bottom.max((y + 1) * TILE);
            for y in y.saturating_sub(2)..(y + 3).min(down) {
                for x in x.saturating_sub(2)..(x + 3).min(across) {
                    let at = y * across + x;
                    if differs(at) && !std::mem::replace(&mut seen[at], true) {
                        open.push(at);
                    }
                }
            }
        }
        areas.push(area);
    }
    areas
}

fn pixel(page: Option<&Drawn>, x: usize, y: usize) -> [u8; 3] {
    let bytes = page
        .filter(|page| x < page.width && y < page.height)
        .and_then(|page| {
            let at = (y * page.width + x) * 3;
            page.rgb.get(at..at + 3)
        });
    match bytes {
        Some(&[r, g, b]) => [r, g, b],
        _ => [255; 3],
    }
}

/// The old page at the left, the new one at the right, both pale but where they differ, and
/// a frame around that. As PNG.
pub fn show(old: Option<&Drawn>, new: Option<&Drawn>, areas: &[Area]) -> Result<Vec<u8>, String> {
    let size = |side: fn(&Drawn) -> usize| old.map_or(0, side).max(new.map_or(0, side));
    let (width, height) = (size(|page| page.width), size(|page| page.height));
    let whole = 2 * width + BETWEEN;
    let mut out = vec![200u8; whole * height * 3];
    for (page, offset) in [(old, 0), (new, width + BETWEEN)] {
        for y in 0..height {
            for x in 0..width {
                let mut colour = pixel(page, x, y);
                if !areas.iter().any(|area| within(area, x, y)) {
                    // Pale gray, so that what differs stands out.
                    let gray = colour.iter().map(|c| u16::from(*c)).sum::<u16>() / 3;
                    colour = [(155 + gray * 100 / 255) as u8; 3];
                }
                if areas.iter().any(|area| on_frame(area, x, y)) {
                    colour = [220, 0, 90];
                }
                let at = (y * whole + offset + x) * 3;
                if let Some(target) = out.get_mut(at..at + 3) {
                    target.copy_from_slice(&colour);
                }
            }
        }
    }
    png(whole, height, &out)
}

fn within(area: &Area, x: usize, y: usize) -> bool {
    let inside = |at: usize, low: usize, high: usize| at + AIR >= low && at < high + AIR;
    inside(x, area.left, area.right) && inside(y, area.top, area.bottom)
}

fn on_frame(area: &Area, x: usize, y: usize) -> bool {
    let outer = Area {
        left: area.left.saturating_sub(FRAME),
        top: area.top.saturating_sub(FRAME),
        right: area.right + FRAME,
        bottom: area.bottom + FRAME,
    };
    within(&outer, x, y) && !within(area, x, y)
}

/// Pixels as PNG.
pub fn png(width: usize, height: usize, rgb: &[u8]) -> Result<Vec<u8>, String> {
    let mut bytes = vec![];
    let (wide, high) = (u32::try_from(width), u32::try_from(height));
    let (Ok(wide), Ok(high)) = (wide, high) else {
        return Err("has a page that is too large to show".into());
    };
    let mut encoder = png::Encoder::new(&mut bytes, wide, high);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let fault = |error: png::EncodingError| format!("cannot be shown: {error}");
    let mut writer = encoder.write_header().map_err(fault)?;
    writer.write_image_data(rgb).map_err(fault)?;
    writer.finish().map_err(fault)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(marks: &[(usize, usize)]) -> Drawn {
        let mut rgb = vec![255; 100 * 80 * 3];
        for (x, y) in marks {
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let at = ((y + dy) * 100 + x + dx) * 3;
                rgb[at..at + 3].fill(0);
            }
        }
        Drawn {
            width: 100,
            height: 80,
            rgb,
        }
    }

    #[test]
    fn areas_stand_where_pages_differ() {
        let (old, new) = (page(&[(8, 8)]), page(&[(8, 8), (16, 16), (80, 64)]));
        let areas = compare(Some(&old), Some(&new), Settings::default());
        assert_eq!(areas.len(), 2);
        assert_eq!((areas[0].left, areas[0].top), (16, 16));
        assert_eq!((areas[1].left, areas[1].top), (80, 64));
        assert!(compare(Some(&old), Some(&old), Settings::default()).is_empty());
        assert!(show(Some(&old), Some(&new), &areas).is_ok());
    }

    #[test]
    fn noise_is_no_difference() {
        let (old, mut new) = (page(&[]), page(&[]));
        new.rgb[0..3].fill(0);
        new.rgb[30..3000].fill(240);
        assert!(compare(Some(&old), Some(&new), Settings::default()).is_empty());
    }
}
