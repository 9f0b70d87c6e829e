//! Measures dayang on issues of any size.
//!
//! ```text
//! cargo bench --bench issues -- generate --pages 8 [--photos] [--seed 1] FOLDER
//! cargo bench --bench issues -- edit|pictures|print [--runs 5] FOLDER
//! ```
//!
//! Add `--profile dev` to make an issue without a release build. `scripts/bench` runs all of
//! it and prints the table.

mod generate;
mod measure;
#[path = "../../tests/common/random.rs"]
mod random;

use std::path::PathBuf;
use std::process::exit;

use generate::{Order, generate};

const USE: &str = "issues generate --pages N [--photos] [--seed N] FOLDER, \
or issues edit|pictures|print [--runs N] FOLDER";

struct Words {
    order: Order,
    runs: usize,
}

fn main() {
    // Cargo adds a word of its own.
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    let Some(command) = words.next() else {
        // `cargo bench` without more runs every bench there is.
        return println!("{USE}");
    };
    let Words { order, runs } = read(words);
    match &*command {
        "generate" => generate(&order),
        "edit" => measure::edit(&order.folder, runs),
        "pictures" => measure::pictures(&order.folder, runs),
        "print" => measure::print(&order.folder, runs),
        other => stop(&format!("no such command: {other}; {USE}")),
    }
}

fn read(mut words: impl Iterator<Item = String>) -> Words {
    let mut runs = 5;
    let mut order = Order {
        pages: 8,
        photos: false,
        seed: 1,
        folder: PathBuf::new(),
    };
    while let Some(word) = words.next() {
        match &*word {
            "--pages" => order.pages = number(words.next()),
            "--seed" => order.seed = number(words.next()),
            "--runs" => runs = number(words.next()),
            "--photos" => order.photos = true,
            folder => order.folder = folder.into(),
        }
    }
    if order.folder.as_os_str().is_empty() || order.pages == 0 {
        stop(USE);
    }
    Words { order, runs }
}

fn number<T: std::str::FromStr>(word: Option<String>) -> T {
    let number = word.and_then(|word| word.parse().ok());
    number.unwrap_or_else(|| stop(USE))
}

/// Ends the run with a message.
pub fn stop(message: &str) -> ! {
    eprintln!("error: {message}");
    exit(2)
}
