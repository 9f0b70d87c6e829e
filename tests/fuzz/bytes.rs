//! Changes that know nothing of what the bytes mean, and sums mended where a format would else be
//! refused at its door.

use super::make::bitmap::crc;
use super::random::Random;

/// Numbers at which arithmetic goes wrong.
const EDGES: [u64; 14] = [
    0,
    1,
    2,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    u64::MAX,
];

/// No input grows beyond this.
const MOST: usize = 1 << 20;

/// A few changes of an input; `others` give parts of theirs.
pub fn change(random: &mut Random, input: &mut Vec<u8>, others: &[Vec<u8>]) {
    for _ in 0..=random.below(6) {
        once(random, input, others);
    }
    input.truncate(MOST);
}

fn once(random: &mut Random, input: &mut Vec<u8>, others: &[Vec<u8>]) {
    let range = random.range(input.len());
    match random.below(10) {
        0 => input.truncate(range.start),
        1 => drop(input.drain(range)),
        2 => {
            let part = input[range.clone()].to_vec();
            let times = *random.pick(&[1, 1, 2, 16, 200]);
            let at = random.below(input.len() + 1);
            input.splice(at..at, part.repeat(times));
        }
        3 => {
            let other = random.pick(others);
            let part = other[random.range(other.len())].to_vec();
            input.splice(range, part);
        }
        4 | 5 => edge(random, input),
        6 => {
            let byte = random.next() as u8;
            input.insert(range.start, byte);
        }
        _ => {
            // The heads of files are where harm is done.
            let reach = *random.pick(&[64, 512, usize::MAX]);
            let at = random.below(input.len().min(reach));
            let flip = random.next() as u8;
            if let Some(byte) = input.get_mut(at) {
                *byte = if flip.is_multiple_of(2) {
                    flip
                } else {
                    *byte ^ (1 << (flip >> 5))
                };
            }
        }
    }
}

/// Writes a number at the edge of its width, in either order of bytes.
fn edge(random: &mut Random, input: &mut [u8]) {
    let number = random
        .pick(&EDGES)
        .wrapping_add(random.below(3) as u64)
        .wrapping_sub(1);
    let width = *random.pick(&[1, 2, 4, 8]);
    let at = random.below(input.len());
    let bytes = match random.one_in(2) {
        true => number.to_le_bytes()[..width].to_vec(),
        false => number.to_be_bytes()[8 - width..].to_vec(),
    };
    for (place, byte) in input.iter_mut().skip(at).zip(bytes) {
        *place = byte;
    }
}

/// Makes the sums of a PNG right again, as far as its chunks can be followed.
pub fn mend_png(input: &mut [u8]) {
    if !input.starts_with(b"\x89PNG") {
        return;
    }
    let mut at = 8;
    while let Some(head) = input.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some(end) = at
            .checked_add(8 + length)
            .filter(|end| end + 4 <= input.len())
        else {
            return;
        };
        let sum = crc(&input[at + 4..end]);
        input[end..end + 4].copy_from_slice(&sum.to_be_bytes());
        at = end + 4;
    }
}
