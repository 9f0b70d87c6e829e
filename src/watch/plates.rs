//! Ink on the sheet (网点总量): the four plates of a page drawn and added up, and a picture of
//! where they come to more than the paper takes.

use rayon::prelude::*;
use typst::foundations::Smart;
use typst_layout::{Page, PagedDocument};
use typst_pdf::PdfOptions;

use super::page;
use super::proof::{Look, Proof};
use crate::diff::draw;

/// Pixels an inch at which ink is added up: a little finer than the 15 mm² that are judged.
const PPI: f32 = 60.0;

/// What is over the limit is shown in this colour, which no newspaper prints.
const OVER: [u8; 3] = [255, 0, 160];

/// How much ink there is where.
pub struct Density {
    /// The most of any place, in percent.
    pub most: f64,
    /// The part of the sheet that is over, in percent.
    pub over: f64,
    /// What is over, as a PNG that is clear elsewhere.
    pub png: Vec<u8>,
}

/// Adds up a page's inks and shows where they are over `limit` percent.
pub fn density(sheet: &Page, proof: &Proof, limit: f64) -> Result<Density, String> {
    let plates: Vec<draw::Drawn> = (0..4)
        .into_par_iter()
        .map(|plate| drawn(sheet, proof, plate))
        .collect::<Result<_, _>>()?;
    let Some(first) = plates.first() else {
        return Err("has no plates".into());
    };
    let (width, height) = (first.width, first.height);
    let mut rgba = vec![0u8; width * height * 4];
    let (mut most, mut over) = (0.0f64, 0usize);
    for (at, pixel) in rgba.chunks_exact_mut(4).enumerate() {
        let ink = |plate: &draw::Drawn| {
            let light = plate.rgb.get(at * 3).copied().unwrap_or(255);
            f64::from(255 - light) / 2.55
        };
        let sum: f64 = plates.iter().map(ink).sum();
        most = most.max(sum);
        // Drawing rounds; a hair over is none.
        if sum > limit + 2.0 {
            over += 1;
            let [r, g, b] = OVER;
            let far = ((sum - limit) / 60.0).clamp(0.0, 1.0);
            pixel.copy_from_slice(&[r, g, b, (150.0 + 90.0 * far) as u8]);
        }
    }
    Ok(Density {
        most,
        over: over as f64 * 100.0 / (width * height).max(1) as f64,
        png: png(width, height, &rgba)?,
    })
}

/// One plate in pixels.
fn drawn(sheet: &Page, proof: &Proof, plate: usize) -> Result<draw::Drawn, String> {
    let page = page::seen(sheet, proof, Look::Plate(plate));
    let document = PagedDocument::new([page].into_iter().collect(), Default::default());
    let options = PdfOptions {
        ident: Smart::Custom("plate".to_string()),
        tagged: false,
        ..PdfOptions::default()
    };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|_| "cannot be drawn".to_string())?;
    draw::page(&pdf, 0, PPI)?.ok_or_else(|| "cannot be drawn".into())
}

fn png(width: usize, height: usize, rgba: &[u8]) -> Result<Vec<u8>, String> {
    let (Ok(wide), Ok(high)) = (u32::try_from(width), u32::try_from(height)) else {
        return Err("is too large to show".into());
    };
    let mut bytes = vec![];
    let mut encoder = png::Encoder::new(&mut bytes, wide, high);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let fault = |error: png::EncodingError| format!("cannot be shown: {error}");
    let mut writer = encoder.write_header().map_err(fault)?;
    writer.write_image_data(rgba).map_err(fault)?;
    writer.finish().map_err(fault)?;
    Ok(bytes)
}
