//! Photographs: 12 megapixels of gradients, soft shapes, texture and grain, which a JPEG takes
//! as many bytes for as it does for a camera's pictures.

use jpeg_encoder::{ColorType, Encoder};

use crate::random::Random;

pub const WIDTH: usize = 4000;
pub const HEIGHT: usize = 3000;
/// As cameras set it.
const QUALITY: u8 = 90;
/// Cells of the coarse field that shapes and texture are drawn in, and pixels to a cell.
const CELL: usize = 8;

/// A photograph, another for each number.
pub fn photograph(number: u64) -> Vec<u8> {
    encode(WIDTH, HEIGHT, number)
}

/// A small one that stands for it while pages are fitted.
pub fn stand_in(number: u64) -> Vec<u8> {
    encode(WIDTH / 4, HEIGHT / 4, number)
}

fn encode(width: usize, height: usize, number: u64) -> Vec<u8> {
    let pixels = pixels(width, height, &mut Random::new(number ^ 0xDA_7A46));
    let mut bytes = vec![];
    let encoder = Encoder::new(&mut bytes, QUALITY);
    let done = encoder.encode(&pixels, width as u16, height as u16, ColorType::Rgb);
    if let Err(error) = done {
        crate::stop(&format!("cannot encode a photograph: {error}"));
    }
    bytes
}

fn pixels(width: usize, height: usize, random: &mut Random) -> Vec<u8> {
    let (across, down) = (width / CELL + 2, height / CELL + 2);
    let field = field(across, down, random);
    let mut pixels = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        let (row, fy) = (y / CELL, (y % CELL) as f32 / CELL as f32);
        for x in 0..width {
            let (column, fx) = (x / CELL, (x % CELL) as f32 / CELL as f32);
            let at = row * across + column;
            let corners = [
                field[at],
                field[at + 1],
                field[at + across],
                field[at + across + 1],
            ];
            let weights = [
                (1.0 - fx) * (1.0 - fy),
                fx * (1.0 - fy),
                (1.0 - fx) * fy,
                fx * fy,
            ];
            // Grain is of the sensor: little, in all channels nearly the same.
            let noise = random.next();
            let grain = ((noise & 15) + (noise >> 8 & 15)) as f32 - 15.0;
            for channel in 0..3 {
                let weighed = corners.iter().zip(&weights);
                let smooth: f32 = weighed
                    .map(|(corner, weight)| corner[channel] * weight)
                    .sum();
                let own = (noise >> (16 + 8 * channel) & 3) as f32;
                pixels.push((smooth + grain * 0.8 + own).clamp(0.0, 255.0) as u8);
            }
        }
    }
    pixels
}

/// A sky over a ground, some soft shapes, and texture in finer and finer steps.
fn field(across: usize, down: usize, random: &mut Random) -> Vec<[f32; 3]> {
    let mut colour = |low: usize, high: usize| -> [f32; 3] {
        std::array::from_fn(|_| random.within(low, high) as f32)
    };
    let (top, foot) = (colour(90, 250), colour(15, 140));
    let shapes: Vec<_> = (0..24).map(|_| colour(5, 250)).collect();
    let places: Vec<_> = (0..shapes.len())
        .map(|_| {
            (
                random.share() as f32,
                random.share() as f32,
                0.03 + 0.2 * random.share() as f32,
            )
        })
        .collect();
    let mut octaves = vec![];
    for (step, height) in [(64, 26.0), (24, 18.0), (9, 14.0), (3, 12.0), (1, 9.0)] {
        let (wide, high) = (across / step + 2, down / step + 2);
        let values: Vec<f32> = (0..wide * high)
            .map(|_| (random.share() as f32 - 0.5) * height)
            .collect();
        octaves.push((step, wide, values));
    }
    let mut field = Vec::with_capacity(across * down);
    for row in 0..down {
        for column in 0..across {
            let (x, y) = (column as f32 / across as f32, row as f32 / down as f32);
            let mut here: [f32; 3] = std::array::from_fn(|i| top[i] + (foot[i] - top[i]) * y);
            for (shape, (left, high, size)) in shapes.iter().zip(&places) {
                let far = ((x - left).powi(2) + (y - high).powi(2)).sqrt() / size;
                let cover = (1.5 - far).clamp(0.0, 1.0) * 0.8;
                for (channel, own) in here.iter_mut().zip(shape) {
                    *channel += (own - *channel) * cover;
                }
            }
            let rough: f32 = octaves
                .iter()
                .map(|octave| value(octave, row, column))
                .sum();
            field.push(here.map(|channel| channel + rough * (0.4 + y)));
        }
    }
    field
}

/// A coarse grid of values, read between its points.
fn value((step, wide, values): &(usize, usize, Vec<f32>), row: usize, column: usize) -> f32 {
    let (y, x) = (row / step, column / step);
    let (fy, fx) = (
        (row % step) as f32 / *step as f32,
        (column % step) as f32 / *step as f32,
    );
    let at = y * wide + x;
    let upper = values[at] * (1.0 - fx) + values[at + 1] * fx;
    let lower = values[at + wide] * (1.0 - fx) + values[at + wide + 1] * fx;
    upper * (1.0 - fy) + lower * fy
}
