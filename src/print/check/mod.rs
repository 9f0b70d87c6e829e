//! A second reader of the rules for a press file, written apart from the writer: it shares no
//! code with `x4` and believes nothing that the file says of itself.
//!
//! Any bytes may be given to it. It reads PDF/X-4 as docs/print.md lists it, clause by clause,
//! and this program's own rules for newspaper pages; the rule's id says which.

mod colour;
mod content;
mod file;
mod intent;
mod jpeg;
pub(crate) mod look;
mod meta;
mod page;
mod paint;
pub(crate) mod read;
#[cfg(test)]
mod tests;

use lopdf::{Document, LoadOptions};

use self::look::Look;

/// A rule that a file breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule's id, the same for every file.
    pub rule: &'static str,
    pub message: String,
}

/// The rule that pictures in RGB break, so that who converts pictures elsewhere can let it pass.
pub const RGB_PICTURE: &str = "rgb-picture";

/// More than any one stream of a page has when it is unpacked.
const LIMIT: usize = 64 << 20;

/// Gives every rule that a file breaks, each at most once with the same words. A file without
/// any is PDF/X-4 by our checks, and is not certified.
pub fn check(pdf: &[u8]) -> Vec<Violation> {
    check_mono(pdf, &[])
}

/// The same, and that some pages, counted from 1, are of black ink alone (黑白版): nothing on
/// them stands on the plates for cyan, magenta or yellow, or on one for a spot colour.
pub fn check_mono(pdf: &[u8], mono: &[usize]) -> Vec<Violation> {
    let mut found = Found::default();
    file::header(pdf, &mut found);
    let options = LoadOptions::with_max_decompressed_size(LIMIT);
    match Document::load_mem_with_options(pdf, options) {
        Ok(document) if document.is_encrypted() || document.was_encrypted() => {
            found.say("encrypted", "the file is encrypted");
        }
        Ok(document) => {
            let look = Look::new(&document);
            file::check(&look, &mut found);
            intent::check(&look, &mut found);
            meta::check(&look, &mut found);
            page::check(&look, mono, &mut found);
        }
        Err(error) => found.say("unreadable", format!("the file cannot be read: {error}")),
    }
    found.violations
}

/// What a page keeps from being printed that came from outside, an advertisement for instance:
/// the rules for what is painted, and for what may stand nowhere in a file. The colours that its
/// groups blend in are mended when it is placed.
pub fn check_material(pdf: &[u8]) -> Vec<Violation> {
    let mut found = Found::default();
    let options = LoadOptions::with_max_decompressed_size(LIMIT);
    if let Ok(document) = Document::load_mem_with_options(pdf, options) {
        let look = Look::new(&document);
        file::material(&look, &mut found);
        page::material(&look, &mut found);
    }
    // Annotations are left out when it is placed, and with them what they would do.
    let mended = ["group-colour", "action"];
    found
        .violations
        .retain(|found| !mended.contains(&found.rule));
    for found in &mut found.violations {
        found.message = found.message.trim_start_matches("page 1: ").into();
    }
    found.violations
}

/// What has been found so far.
#[derive(Default)]
struct Found {
    violations: Vec<Violation>,
}

impl Found {
    /// A file with more than this is broken; the rest would be more of the same.
    const MOST: usize = 500;

    fn say(&mut self, rule: &'static str, message: impl Into<String>) {
        let violation = Violation {
            rule,
            message: message.into(),
        };
        if self.violations.len() < Self::MOST && !self.violations.contains(&violation) {
            self.violations.push(violation);
        }
    }

    fn unless(&mut self, sound: bool, rule: &'static str, message: &str) {
        if !sound {
            self.say(rule, message);
        }
    }
}
