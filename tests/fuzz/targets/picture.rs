//! Pictures of every kind: their heads, their data, and drawings in SVG, which are drawn.

use std::path::Path;
use std::sync::Arc;

use dayang::compose::{Stage, drawing, library};
use dayang::picture::{Fit, Wanted, is_svg, look_at_svg, prepare};
use jpeg_encoder::ColorType;
use tiff::encoder::colortype;
use typst_kit::fonts::FontStore;

use super::{Target, seeds, told};
use crate::fixtures::*;
use crate::random::Random;
use crate::{bytes, pdfs, words};

pub struct Pictures {
    stage: Stage,
}

impl Pictures {
    pub fn new() -> Self {
        let fonts = Arc::new(FontStore::new());
        let library = library();
        Self {
            stage: Stage {
                library,
                fonts,
                content: None,
            },
        }
    }
}

impl Target for Pictures {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let chart = chart();
        let count = (WIDTH * HEIGHT) as usize;
        let four: Vec<u8> = (0..count * 4).map(|at| (at * 7 % 251) as u8).collect();
        let extra = Extra {
            progressive: true,
            profile: Some(&PROFILE[..3000]),
            orientation: Some(6),
        };
        let indexed = png_with(
            &four[..count],
            png::ColorType::Indexed,
            png::BitDepth::Eight,
            |to| {
                to.set_palette(vec![7_u8; 768]);
                to.set_trns(vec![9_u8; 256]);
            },
        );
        let mut found = vec![
            jpeg(&chart, ColorType::Rgb),
            jpeg(&four, ColorType::CmykAsYcck),
            jpeg_of(&chart, (WIDTH, HEIGHT), ColorType::Rgb, &extra),
            png(&four, png::ColorType::Rgba, png::BitDepth::Eight),
            png(
                &four[..count * 2],
                png::ColorType::Grayscale,
                png::BitDepth::Sixteen,
            ),
            indexed,
            tiff::<colortype::RGB8>(&chart),
            tiff::<colortype::CMYK8>(&four),
            webp(&chart, image_webp::ColorType::Rgb8),
            webp(&four, image_webp::ColorType::Rgba8),
            SVG.into(),
            "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>".into(),
            pdfs::chart(),
        ];
        found.extend(seeds("picture", &[], &[]));
        found
    }

    fn change(&self, random: &mut Random, mut input: Vec<u8>, pool: &[Vec<u8>]) -> Vec<u8> {
        if is_svg(&input) && !random.one_in(5) {
            return words::change(random, &input, pool);
        }
        if input.starts_with(b"%PDF") && !random.one_in(5) {
            return pdfs::change(random, &input);
        }
        bytes::change(random, &mut input, pool);
        if !random.one_in(5) {
            bytes::mend_png(&mut input);
        }
        input
    }

    fn run(&self, input: &[u8]) -> String {
        let name = Path::new("a.jpg");
        let mut input = input.to_vec();
        let mut findings = vec![];
        if is_svg(&input) {
            match look_at_svg(&input, name) {
                Ok(more) => findings.extend(more),
                Err(finding) => return told(&[*finding]),
            }
            match drawing(&self.stage, Path::new("/"), input, 60) {
                Ok(pdf) => input = pdf,
                Err(why) => return told(&[dayang::picture::cannot_draw(name, why)]),
            }
            typst::comemo::evict(0);
        }
        let gray = input.len().is_multiple_of(2);
        let wanted = Wanted {
            fit: if gray { Fit::Contain } else { Fit::Cover },
            focus: (0.1, 0.9),
            gray,
            ppi: 200.0,
            width: 23.0,
            height: 31.0,
        };
        match prepare(&input, name, &wanted, &PRESS, None) {
            Ok((made, more)) => {
                findings.extend(more);
                format!("{} {}", made.extension, told(&findings))
            }
            Err(finding) => told(&[*finding]),
        }
    }
}

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="30" height="20" viewBox="0 0 30 20">
<defs>
<linearGradient id="g" gradientTransform="rotate(9)"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f" stop-opacity="0.5"/></linearGradient>
<radialGradient id="r" xlink:href="#g" fx="0.2"/>
<pattern id="p" width="3" height="3" patternUnits="userSpaceOnUse"><circle r="1" fill="url(#r)"/></pattern>
<clipPath id="c"><rect width="9" height="9"/></clipPath>
<mask id="m"><rect width="9" height="9" fill="#888"/></mask>
<filter id="f"><feGaussianBlur stdDeviation="1"/><feOffset dx="1"/><feTurbulence baseFrequency="0.1" numOctaves="2"/></filter>
<symbol id="s" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></symbol>
<marker id="k" markerWidth="3" markerHeight="3"><path d="M0 0L3 3"/></marker>
</defs>
<style>.a { fill: #d62728; stroke-dasharray: 1 2 }</style>
<rect class="a" width="9" height="9" rx="2" stroke="#000" stroke-width=".3"/>
<g opacity="0.5" clip-path="url(#c)" mask="url(#m)" filter="url(#f)" transform="matrix(1 0 0 1 2 2) skewX(3)">
<use xlink:href="#s" width="4" height="4"/><ellipse cx="5" cy="5" rx="2" ry="1" fill="url(#p)"/></g>
<path d="M10 13H30A5 5 0 0 1 3 3Q1 1 2 2T3 3C1 1 2 2 3 3S1 1 2 2z" marker-end="url(#k)" fill="url(#g)"/>
<text x="1" y="9" font-size="3">柳<tspan dx="1">溪</tspan><textPath href="#q">a</textPath></text>
<switch><polygon points="0,0 1,1 2,0"/></switch>
<image width="2" height="2" href="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="/>
</svg>"##;
