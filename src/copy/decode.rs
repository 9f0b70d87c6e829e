//! Bytes become text, or a finding says why not. Never a guess that prints mojibake.
//!
//! UTF-8 and UTF-16 are known by their marks, UTF-8 also by its form; what is neither
//! is tried as GB 18030, strictly. Line ends become LF.

use std::path::Path;
use std::sync::Arc;

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_16BE, UTF_16LE};

use crate::diag::{Finding, Place, SourceText};

/// The largest article that is read: some two hundred broadsheet pages of text. What
/// is larger is no article, and is refused before it is held in memory several times.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// The refusal of an article of too many bytes.
pub fn too_large(bytes: u64, shown: &Path) -> Finding {
    let message = format!("article is {bytes} bytes; at most {MAX_BYTES} are read");
    Finding::unreadable("copy-size", message)
        .at(Place::File(shown.to_path_buf()))
        .hint("is this the right file? a broadsheet page holds about 12,500 characters")
}

/// Decodes an article's bytes. `shown` is the path for findings.
pub fn decode(bytes: &[u8], shown: &Path) -> Result<String, Vec<Finding>> {
    let place = || Place::File(shown.to_path_buf());
    if bytes.len() > MAX_BYTES {
        return Err(vec![too_large(bytes.len() as u64, shown)]);
    }
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, 3),
        [0xFF, 0xFE, rest @ ..] => strict(UTF_16LE, rest, 2),
        [0xFE, 0xFF, rest @ ..] => strict(UTF_16BE, rest, 2),
        _ => unmarked(bytes),
    };
    text.map(line_ends).map_err(|message| {
        vec![
            Finding::unreadable("copy-encoding", message)
                .at(place())
                .hint("save the article as UTF-8 or GB 18030"),
        ]
    })
}

/// Bytes without a mark: UTF-8 if they have its form, else GB 18030.
fn unmarked(bytes: &[u8]) -> Result<String, String> {
    let not_utf8 = match utf8(bytes, 0) {
        Ok(text) => return Ok(text),
        Err(message) => message,
    };
    // GB 18030 takes nearly any bytes for text. A UTF-8 file with a byte broken would
    // come out as garbage; it is told apart by how much of it still is UTF-8.
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole > broken {
        return Err(not_utf8);
    }
    strict(GB18030, bytes, 0).map_err(|message| format!("{not_utf8}, and {message}"))
}

fn utf8(bytes: &[u8], skipped: usize) -> Result<String, String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(format!(
            "not UTF-8 at byte offset {}",
            skipped + error.valid_up_to()
        )),
    }
}

/// Decodes without replacing anything.
fn strict(encoding: &'static Encoding, bytes: &[u8], skipped: usize) -> Result<String, String> {
    let mut decoder: Decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or(bytes.len()));
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (DecoderResult::OutputFull, read) => Err(format!(
            "not decodable as {} at byte offset {read}",
            encoding.name()
        )),
        (DecoderResult::Malformed(length, after), read) => {
            let at = read.saturating_sub(usize::from(length) + usize::from(after));
            let name = if encoding == GB18030 {
                "GB 18030"
            } else {
                encoding.name()
            };
            Err(format!("not {name} at byte offset {}", skipped + at))
        }
    }
}

/// CRLF, CR and the Unicode line separators become LF.
fn line_ends(text: String) -> String {
    if !text.contains(['\r', '\u{2028}', '\u{2029}']) {
        return text;
    }
    text.replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}'], "\n")
}

/// Characters that cannot be set: controls, and the mark of a character already lost.
pub fn unprintable(source: &Arc<SourceText>) -> Vec<Finding> {
    let mut findings = vec![];
    for (at, c) in source.text.char_indices() {
        let place = || Place::text(source, at..at + c.len_utf8());
        let code = u32::from(c);
        if c.is_control() && c != '\n' && c != '\t' {
            findings.push(
                Finding::error("copy-control", format!("control character U+{code:04X}"))
                    .at(place())
                    .hint("delete it; only tabs and line ends are taken"),
            );
        } else if c == char::REPLACEMENT_CHARACTER {
            findings.push(
                Finding::error(
                    "copy-lost-character",
                    "U+FFFD stands where a character was lost before the copy came here",
                )
                .at(place())
                .hint("ask for the copy again in its own encoding"),
            );
        }
        // A binary file would give millions; the reader is told of the first.
        if findings.len() >= super::TOLD {
            break;
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<String, String> {
        decode(bytes, Path::new("a.txt")).map_err(|findings| {
            assert!(findings.len() == 1 && findings[0].unreadable);
            findings[0].message.clone()
        })
    }

    #[test]
    fn reads_every_encoding_copy_comes_in() {
        let text = "太原阵地㙍𠮷";
        assert_eq!(read(text.as_bytes()).as_deref(), Ok(text));
        assert_eq!(
            read(format!("\u{FEFF}{text}").as_bytes()).as_deref(),
            Ok(text)
        );
        assert_eq!(read(&GB18030.encode(text).0).as_deref(), Ok(text));
        let mut utf16 = vec![0xFF, 0xFE];
        utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(read(&utf16).as_deref(), Ok(text));
        let mut utf16 = vec![0xFE, 0xFF];
        utf16.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        assert_eq!(read(&utf16).as_deref(), Ok(text));
    }

    #[test]
    fn every_line_end_becomes_lf() {
        assert_eq!(
            read("a\r\nb\rc\nd\u{2028}e".as_bytes()).as_deref(),
            Ok("a\nb\nc\nd\ne")
        );
    }

    #[test]
    fn names_the_offset_of_what_is_broken() {
        assert_eq!(
            read(b"abc\xFF"),
            Err("not UTF-8 at byte offset 3, and not GB 18030 at byte offset 3".into())
        );
        assert_eq!(
            read(b"\xEF\xBB\xBFab\xFF"),
            Err("not UTF-8 at byte offset 5".into())
        );
        assert_eq!(
            read(b"\xFF\xFEa\0\0\xD8"),
            Err("not UTF-16LE at byte offset 4".into())
        );
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_gb18030() {
        let mut bytes = "太原阵地，全力守好".as_bytes().to_vec();
        bytes.remove(4);
        assert_eq!(
            GB18030
                .decode_without_bom_handling(&bytes)
                .0
                .chars()
                .count(),
            13
        );
        assert_eq!(read(&bytes), Err("not UTF-8 at byte offset 3".into()));
    }

    #[test]
    fn an_article_has_a_greatest_size() {
        assert!(read(&vec![b'a'; MAX_BYTES]).is_ok());
        assert!(read(&vec![b'a'; MAX_BYTES + 1]).is_err_and(|m| m.contains("8388608")));
    }

    #[test]
    fn controls_and_lost_characters_are_errors() {
        let source = SourceText::new("a.txt", "甲\0乙\t\n\u{85}丙\u{FFFD}");
        let found: Vec<_> = unprintable(&source)
            .iter()
            .map(|f| (f.rule, f.place.as_ref().and_then(Place::line_column)))
            .collect();
        assert_eq!(
            found,
            [
                ("copy-control", Some((1, 2))),
                ("copy-control", Some((2, 1))),
                ("copy-lost-character", Some((2, 3))),
            ]
        );
    }
}
