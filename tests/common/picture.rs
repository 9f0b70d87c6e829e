//! Pages as pictures, compared so that another renderer passes and a moved headline fails.

use std::path::Path;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
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

/// So many tiles at each side are around a tile.
const AROUND: usize = 2;

/// How much two pictures may differ.
const MOST_MEAN: f64 = 6.0;
const MOST_TILES: f64 = 0.0001;
const MOST_TONE: f64 = 80.0;

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

/// A picture for the repository: sixteen grays, packed as tightly as PNG can.
pub fn small(picture: &GrayImage) -> Vec<u8> {
    let sixteen = GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        let gray = u32::from(picture.get_pixel(x, y).0[0]);
        image::Luma([((gray + 8) / 17 * 17) as u8])
    });
    let mut png = vec![];
    let (best, filter) = (CompressionType::Best, FilterType::NoFilter);
    let encoder = PngEncoder::new_with_quality(&mut png, best, filter);
    sixteen.write_with_encoder(encoder).unwrap();
    png
}

pub fn read(png: &[u8]) -> GrayImage {
    image::load_from_memory_with_format(png, ImageFormat::Png)
        .unwrap()
        .into_luma8()
}

/// What two pictures of a page differ in. Inks, and photographs above all, become grays in a
/// renderer's own way: what a tile and all tiles around it have in common is taken off first.
#[derive(Debug)]
pub struct Difference {
    /// The mean difference of tiles, of 255.
    pub mean: f64,
    /// The share of tiles that differ.
    pub tiles: f64,
    /// The largest difference that all tiles of a neighbourhood have in common.
    pub tone: f64,
}

impl Difference {
    pub fn of(a: &GrayImage, b: &GrayImage) -> Self {
        assert_eq!(
            a.dimensions(),
            b.dimensions(),
            "the pictures are not of one size"
        );
        let (columns, rows) = (a.width() / TILE, a.height() / TILE);
        let tiles: Vec<Vec<f64>> = (0..rows)
            .map(|y| {
                let row = (0..columns).map(|x| mean(a, x, y, TILE) - mean(b, x, y, TILE));
                row.collect()
            })
            .collect();
        let (mut sum, mut apart, mut tone) = (0.0, 0, 0.0_f64);
        for (y, row) in tiles.iter().enumerate() {
            for (x, tile) in row.iter().enumerate() {
                let around = around(&tiles, x, y);
                let own = (tile - around).abs();
                sum += own;
                apart += usize::from(own > TILE_TOLERANCE);
                tone = tone.max(around.abs());
            }
        }
        let count = f64::from(columns * rows);
        Self {
            mean: sum / count,
            tiles: apart as f64 / count,
            tone,
        }
    }

    /// Whether it is the same page.
    pub fn is_small(&self) -> bool {
        self.mean <= MOST_MEAN && self.tiles <= MOST_TILES && self.tone <= MOST_TONE
    }
}

/// The mean of a tile and those around it.
fn around(tiles: &[Vec<f64>], x: usize, y: usize) -> f64 {
    let near = |at: usize, end: usize| at.saturating_sub(AROUND)..(at + AROUND + 1).min(end);
    let rows = tiles[near(y, tiles.len())].iter();
    let found: Vec<f64> = rows
        .flat_map(|row| &row[near(x, row.len())])
        .copied()
        .collect();
    found.iter().sum::<f64>() / found.len() as f64
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
