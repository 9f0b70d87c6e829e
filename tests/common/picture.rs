//! Pages as pictures, compared so that another renderer passes and a moved headline fails.

use std::path::Path;

use image::{GrayImage, ImageFormat};

use super::{Word, tool};

/// Dots per inch of reference pictures.
pub const DPI: f64 = 50.0;

/// Pages are drawn so many times finer, and made smaller by means: renderers disagree about
/// how a hairline falls on the dots.
const FINER: u32 = 4;

/// Side of the tiles that are compared, in dots: wider than what renderers disagree about
/// at an edge, smaller than a letter of a headline.
const TILE: u32 = 6;

/// A tile differs if its mean does by more than this, of 255. Inks become grays in a
/// renderer's own way.
const TILE_TOLERANCE: f64 = 70.0;

/// How much two pictures may differ.
const MOST_MEAN: f64 = 8.0;
const MOST_TILES: f64 = 0.0004;

/// The first page of a PDF by poppler's own renderer.
pub fn render(pdf: &Path) -> GrayImage {
    rendered("pdftoppm", &[], pdf)
}

/// The same by poppler's other renderer, which smooths and rounds in its own way.
pub fn render_otherwise(pdf: &Path) -> GrayImage {
    rendered("pdftocairo", &["-"], pdf)
}

fn rendered(program: &str, output: &[&str], pdf: &Path) -> GrayImage {
    let dpi = (DPI * f64::from(FINER)).to_string();
    let mut arguments = vec![
        "-r",
        &dpi,
        "-gray",
        "-png",
        "-singlefile",
        pdf.to_str().unwrap(),
    ];
    arguments.extend(output);
    let fine = read(&tool(program, &arguments));
    GrayImage::from_fn(fine.width() / FINER, fine.height() / FINER, |x, y| {
        image::Luma([mean(&fine, x, y, FINER).round() as u8])
    })
}

pub fn read(png: &[u8]) -> GrayImage {
    image::load_from_memory_with_format(png, ImageFormat::Png)
        .unwrap()
        .into_luma8()
}

/// The mean difference of two pictures (of 255), and the share of tiles that differ.
#[derive(Debug)]
pub struct Difference {
    pub mean: f64,
    pub tiles: f64,
}

impl Difference {
    pub fn of(a: &GrayImage, b: &GrayImage) -> Self {
        assert_eq!(
            a.dimensions(),
            b.dimensions(),
            "the pictures are not of one size"
        );
        let (columns, rows) = (a.width() / TILE, a.height() / TILE);
        let (mut sum, mut apart) = (0.0, 0);
        for (x, y) in (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y))) {
            let difference = (mean(a, x, y, TILE) - mean(b, x, y, TILE)).abs();
            sum += difference;
            apart += usize::from(difference > TILE_TOLERANCE);
        }
        let count = f64::from(columns * rows);
        Self {
            mean: sum / count,
            tiles: apart as f64 / count,
        }
    }

    /// Whether it is the same page.
    pub fn is_small(&self) -> bool {
        self.mean <= MOST_MEAN && self.tiles <= MOST_TILES
    }
}

/// The mean of a square of dots.
fn mean(picture: &GrayImage, column: u32, row: u32, side: u32) -> f64 {
    let dots = (0..side).flat_map(|y| (0..side).map(move |x| (column * side + x, row * side + y)));
    let sum: f64 = dots
        .map(|(x, y)| f64::from(picture.get_pixel(x, y).0[0]))
        .sum();
    sum / f64::from(side * side)
}

/// The picture with a word standing lower by some pt.
pub fn moved(picture: &GrayImage, word: &Word, by: f64) -> GrayImage {
    let dot = |pt: f64| (pt / 72.0 * DPI).round() as u32;
    let (left, right, top) = (dot(word.left), dot(word.right), dot(word.top));
    let (height, by) = (dot(word.bottom) - top, dot(by));
    let mut moved = picture.clone();
    for x in left..right {
        for y in 0..by {
            moved.put_pixel(x, top + y, image::Luma([255]));
        }
        for y in 0..height {
            moved.put_pixel(x, top + by + y, *picture.get_pixel(x, top + y));
        }
    }
    moved
}
