//! Tables in TOML and CSV. The first byte says which it is.

use std::path::Path;

use dayang::table;

use super::{Target, seeds, told};
use crate::random::Random;
use crate::{bytes, words};

pub struct Tables;

impl Target for Tables {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let tables = seeds("none", &["issues/2026-11-22/tables"], &[".toml"]);
        (tables.into_iter().map(|text| [b"t", &*text].concat()))
            .chain(["c城市,最高,最低\n澜江,\"12,5\",-3.5\n\"a\"\"b\",,\n".into()])
            .chain(seeds("table", &[], &[]))
            .collect()
    }

    fn change(&self, random: &mut Random, mut input: Vec<u8>, pool: &[Vec<u8>]) -> Vec<u8> {
        if random.one_in(4) {
            bytes::change(random, &mut input, pool);
            return input;
        }
        words::change(random, &input, pool)
    }

    fn run(&self, input: &[u8]) -> String {
        let read = match input.split_first() {
            Some((b't', text)) => table::read(text, Path::new("a.toml")),
            Some((_, text)) => table::read(text, Path::new("a.csv")),
            None => return "empty".into(),
        };
        match read {
            Ok((_, findings)) => format!("read {}", told(&findings)),
            Err(findings) => told(&findings),
        }
    }
}
