//! Gray that nobody chose in ink becomes a tint of black.
//!
//! Typst's own black and `luma` are gray by an ICC profile. A plate-setter would make four
//! inks of them: type with coloured edges.

use crate::pdf::edits::Edits;
use crate::pdf::scan::{Op, Ops};

/// A page's content with its grays as tints of black, if it has any. `is_gray` says whether
/// a colour space of the page's resources is gray by an ICC profile.
pub fn to_ink(content: &[u8], is_gray: &dyn Fn(&[u8]) -> bool) -> Option<Vec<u8>> {
    let mut edits = Edits::of(content);
    let mut ops = Ops::new(content).peekable();
    while let Some(op) = ops.next() {
        match op.name {
            // Where the bytes of an inline image end can only be guessed.
            b"BI" => return None,
            b"g" => tint(&mut edits, op.start, &op, "k"),
            b"G" => tint(&mut edits, op.start, &op, "K"),
            b"cs" | b"CS" if op.resource().is_some_and(is_gray) => {
                let (wanted, ink): (&[&[u8]], _) = match op.name {
                    b"cs" => (&[b"sc", b"scn"], "k"),
                    _ => (&[b"SC", b"SCN"], "K"),
                };
                if let Some(colour) = ops.next_if(|next| wanted.contains(&next.name)) {
                    tint(&mut edits, op.start, &colour, ink);
                }
            }
            _ => {}
        }
    }
    edits.finish()
}

/// Puts ink in place of everything from `start` to the end of the operation that sets a gray.
fn tint(edits: &mut Edits, start: usize, op: &Op, ink: &str) {
    if let Some([gray]) = op.numbers() {
        // Typst's colours have steps of 1/255: five digits keep them and hide rounding.
        let black = ((1.0 - gray.clamp(0.0, 1.0)) * 1e5).round() / 1e5;
        edits.replace(start, op.end, &format!("0 0 0 {black} {ink}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(content: &str) -> Option<String> {
        let bytes = to_ink(content.as_bytes(), &|name| name == b"c0")?;
        Some(String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn grays() {
        let content = "q /c0 cs 0 scn\nBT 0 Tr ET Q /c0 CS 0.5 SCN 0 0 m S 1 g";
        let wanted = "q 0 0 0 1 k\nBT 0 Tr ET Q 0 0 0 0.5 K 0 0 m S 0 0 0 0 k";
        assert_eq!(mapped(content).as_deref(), Some(wanted));
        assert_eq!(mapped("/c0 cs 0.2 scn").as_deref(), Some("0 0 0 0.8 k"));
    }

    #[test]
    fn what_stays() {
        assert_eq!(mapped("0 0 0 1 k /c1 cs 0 scn /Pattern cs /P0 scn"), None);
        assert_eq!(mapped("BI /CS /G ID 0 g EI 0 g"), None);
        assert_eq!(mapped("(0 g) Tj"), None);
    }
}
