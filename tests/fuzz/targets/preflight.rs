//! Any PDF by the rules of the press, as `dayang preflight` reads it.

use std::path::Path;

use dayang::preflight::pdf;

use super::{Target, seeds, told};
use crate::pdfs;
use crate::random::Random;

pub struct Preflight;

impl Target for Preflight {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let mut found = pdfs::seeds();
        found.extend(seeds("preflight", &["issues"], &["t-box.pdf", "strip.pdf"]));
        found
    }

    fn change(&self, random: &mut Random, input: Vec<u8>, pool: &[Vec<u8>]) -> Vec<u8> {
        pdfs::change_or_break(random, input, pool)
    }

    fn run(&self, input: &[u8]) -> String {
        let preflight = pdf::check(input.to_vec(), Path::new("a.pdf"));
        format!(
            "{} {} {}",
            preflight.pages.len().min(3),
            preflight.x4,
            told(&preflight.findings)
        )
    }
}
