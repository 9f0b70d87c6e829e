//! Names for what came: such as any system can have, and each once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::import::Photo;
use crate::import::source::picture_ending;

/// A name that any system can have, out of one that came: letters, digits and han.
pub fn slug(stem: &str) -> String {
    let mut name = String::new();
    for c in stem.trim().chars() {
        match c {
            c if c.is_alphanumeric() => name.push(c),
            '-' | '_' | '.' | ' ' | '\u{3000}' if !name.ends_with('-') => name.push('-'),
            _ if !name.ends_with('-') => name.push('-'),
            _ => {}
        }
        if name.len() > 120 {
            break;
        }
    }
    let name = name.trim_matches('-');
    match name.is_empty() {
        true => "article".into(),
        false => name.into(),
    }
}

/// Names, each given once.
#[derive(Debug, Default)]
pub struct Names {
    taken: BTreeSet<String>,
    /// The number that a name had last: thousands of articles may come by one name.
    counts: BTreeMap<String, usize>,
}

impl Names {
    /// The name itself, or one with a number.
    pub fn take(&mut self, folder: &str, stem: &str, ending: &str) -> String {
        let mut name = format!("{folder}/{stem}.{ending}");
        // Some systems take upper and lower case for one.
        let count = self.counts.entry(name.to_lowercase()).or_insert(1);
        while !self.taken.insert(name.to_lowercase()) {
            *count += 1;
            name = format!("{folder}/{stem}-{count}.{ending}");
        }
        name
    }

    /// Takes a name that is there already.
    pub fn hold(&mut self, name: &str) {
        self.taken.insert(name.to_lowercase());
    }
}

/// A picture's name in the issue.
pub fn photo(names: &mut Names, photo: &Photo) -> String {
    let path = Path::new(&photo.name);
    let part =
        |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let ending = match picture_ending(&photo.bytes) {
        Some(ending) => ending.to_string(),
        None => part(path.extension()).to_lowercase(),
    };
    names.take("pictures", &slug(&part(path.file_stem())), &ending)
}
