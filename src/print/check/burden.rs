//! What a file makes a plate-setter work through: drawings that paint each other, and pictures.
//! A few bytes may ask for hours.

use std::collections::HashMap;

use lopdf::ObjectId;

/// What an object is known by.
pub type Identity = (Option<ObjectId>, usize);

/// How deep drawings may stand in drawings.
pub const DEPTH: usize = 28;
/// No page paints so many drawings; a map with every house in it paints some ten thousand.
const MOST_PAINTED: u64 = 1_000_000;

/// Bytes that a picture may have when it is unpacked: a page of art in black and white at
/// 2,400 dots an inch has 200 MB.
const MOST_BYTES: u64 = 1 << 30;
/// From this size on, a picture with next to no data is a decompression bomb.
const BOMB_BYTES: u64 = 50_000_000;
const BOMB_PACKING: u64 = 500;

/// Which drawing paints which, and how often.
#[derive(Default)]
pub struct Burden {
    painted: HashMap<Identity, HashMap<Identity, u64>>,
    /// How much each comes to; nothing while it is being counted.
    totals: HashMap<Identity, Option<u64>>,
}

impl Burden {
    /// One drawing, with what its content paints.
    pub fn put(&mut self, drawing: Identity, paints: HashMap<Identity, u64>) {
        self.painted.insert(drawing, paints);
    }

    /// What is wrong with all that a drawing paints.
    pub fn trouble(&mut self, drawing: Identity) -> Option<&'static str> {
        match self.total(drawing, 0) {
            Ok(total) if total > MOST_PAINTED => {
                Some("drawings paint each other more than a million times")
            }
            Ok(_) => None,
            Err(why) => Some(why),
        }
    }

    fn total(&mut self, drawing: Identity, depth: usize) -> Result<u64, &'static str> {
        match self.totals.get(&drawing) {
            Some(Some(total)) => return Ok(*total),
            Some(None) => return Err("a drawing paints itself"),
            None if depth > DEPTH => return Err("drawings stand too deep in each other"),
            None => {}
        }
        self.totals.insert(drawing, None);
        let mut total = 1_u64;
        for (inner, times) in self.painted.remove(&drawing).unwrap_or_default() {
            let inner = self.total(inner, depth + 1)?;
            total = total.saturating_add(inner.saturating_mul(times));
        }
        self.totals.insert(drawing, Some(total));
        Ok(total)
    }
}

/// What is wrong with a picture of so many bits, packed in so many bytes.
pub fn picture(bits: u64, packed: usize) -> Option<&'static str> {
    let bytes = bits / 8;
    let bomb = bytes >= BOMB_BYTES && bytes / BOMB_PACKING > packed as u64;
    match (bytes > MOST_BYTES, bomb) {
        (true, _) => Some("is larger than any plate"),
        (_, true) => Some("has next to no data: a decompression bomb"),
        _ => None,
    }
}
