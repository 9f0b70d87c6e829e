//! File names from the patterns of the house, and version letters (版次字母).

use std::path::Path;

use crate::manifest::Date;

/// What a delivery pattern is filled with.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'a> {
    /// The paper's code.
    pub code: &'a str,
    pub date: Date,
    /// Issue number.
    pub number: u32,
    /// The edition (地方版), if the issue is one of several of its date.
    pub edition: Option<&'a str>,
    /// Page number, for the file of a page; two digits at least.
    pub page: Option<u32>,
    /// Whether it is printed in black alone (K) or in four colours (C).
    pub mono: bool,
}

/// What stands for the version in a pattern.
pub const VERSION: &str = "{version}";

impl Naming<'_> {
    /// Fills in a pattern, all but the version, which depends on what is there.
    pub fn fill(&self, pattern: &str) -> String {
        let mut name = edition(pattern, self.edition)
            .replace("{code}", self.code)
            .replace("{date}", &self.date.to_string())
            .replace("{number}", &self.number.to_string())
            .replace("{color}", if self.mono { "K" } else { "C" });
        if let Some(page) = self.page {
            name = name.replace("{page}", &format!("{page:02}"));
        }
        name
    }
}

/// Fills in the edition. An issue without one leaves out what separates it too, so that one
/// pattern serves both.
fn edition(pattern: &str, edition: Option<&str>) -> String {
    const KEY: &str = "{edition}";
    match (edition, pattern.split_once(KEY)) {
        (Some(edition), _) => pattern.replace(KEY, edition),
        (None, None) => pattern.into(),
        (None, Some((before, after))) => {
            let separates = |c: char| matches!(c, '-' | '_' | '.' | ' ');
            let before = before.strip_suffix(separates).unwrap_or(before);
            let after = match before.is_empty() {
                true => after.strip_prefix(separates).unwrap_or(after),
                false => after,
            };
            format!("{before}{after}")
        }
    }
}

/// The day of an issue, and its edition: what its folder below `out/` is called.
pub fn key(date: Date, edition: Option<&str>) -> String {
    match edition {
        Some(edition) => format!("{date}-{edition}"),
        None => date.to_string(),
    }
}

/// The first version.
pub const FIRST: &str = "A";

/// The version after one: B after A, AA after Z.
pub fn next(version: &str) -> String {
    let mut letters: Vec<u8> = version.bytes().collect();
    for letter in letters.iter_mut().rev() {
        match letter {
            b'A'..=b'Y' => {
                *letter += 1;
                return String::from_utf8_lossy(&letters).into_owned();
            }
            _ => *letter = b'A',
        }
    }
    letters.push(b'A');
    String::from_utf8_lossy(&letters).into_owned()
}

/// By what versions are put in order: Z comes before AA.
pub fn rank(version: &str) -> (usize, &str) {
    (version.len(), version)
}

/// Whether something is a version: one to three capital letters.
pub fn is_version(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_uppercase())
}

/// The latest version of a file in a folder, by its name that still has its `{version}`.
pub fn latest(folder: &Path, name: &str) -> Option<String> {
    let (before, after) = name.split_once(VERSION)?;
    let names = std::fs::read_dir(folder).ok()?.flatten();
    let versions = names.filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let version = name.strip_prefix(before)?.strip_suffix(after)?;
        is_version(version).then(|| version.to_string())
    });
    versions.max_by(|a, b| rank(a).cmp(&rank(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(next("A"), "B");
        assert_eq!(next("Z"), "AA");
        assert_eq!(next("AZ"), "BA");
        assert_eq!(next("ZZ"), "AAA");
        assert!(rank("Z") < rank("AA") && rank("AB") < rank("BA"));
        assert!(!is_version("") && !is_version("a") && !is_version("A1"));
    }

    #[test]
    fn an_edition_or_none() {
        let date = Date {
            year: 2026,
            month: 11,
            day: 22,
        };
        let fill = |edition, pattern| {
            let naming = Naming {
                code: "YB",
                date,
                number: 7,
                edition,
                page: Some(3),
                mono: false,
            };
            naming.fill(pattern)
        };
        let pattern = "{code}-{date}-{edition}-{page}.pdf";
        assert_eq!(fill(Some("east"), pattern), "YB-2026-11-22-east-03.pdf");
        assert_eq!(fill(None, pattern), "YB-2026-11-22-03.pdf");
        assert_eq!(fill(None, "{edition}_{page}.pdf"), "03.pdf");
        assert_eq!(fill(None, "{page}{edition}.pdf"), "03.pdf");
    }
}
