//! Every crate that the program is made of has a licence of the list in deny.toml, and comes from
//! the registry: read from `cargo metadata`, without any other tool.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What deny.toml allows: everywhere, and in single crates.
struct Allowed {
    all: Vec<String>,
    exceptions: Vec<(String, String)>,
    banned: Vec<String>,
}

impl Allowed {
    fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
        let deny: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
        let words = |value: &toml::Value| -> Vec<String> {
            let words = value.as_array().unwrap().iter();
            words
                .map(|word| word.as_str().unwrap().to_string())
                .collect()
        };
        let licences = &deny["licenses"];
        let mut exceptions = vec![];
        for exception in licences["exceptions"].as_array().unwrap() {
            for licence in words(&exception["allow"]) {
                exceptions.push((exception["crate"].as_str().unwrap().into(), licence));
            }
        }
        Self {
            all: words(&licences["allow"]),
            exceptions,
            banned: words(&deny["bans"]["deny"]),
        }
    }

    fn has(&self, name: &str, licence: &str) -> bool {
        self.all.iter().any(|allowed| allowed == licence)
            || self
                .exceptions
                .iter()
                .any(|(of, allowed)| of == name && allowed == licence)
    }

    /// Whether an expression can be met: one side of an `OR`, both of an `AND`.
    fn meets(&self, name: &str, expression: &str) -> bool {
        let expression = expression.trim();
        // `OR` binds least; a stroke is an old way of writing it.
        if let Some((left, right)) = parted(expression, &[" OR ", "/"]) {
            return self.meets(name, left) || self.meets(name, right);
        }
        if let Some((left, right)) = parted(expression, &[" AND "]) {
            return self.meets(name, left) && self.meets(name, right);
        }
        match expression
            .strip_prefix('(')
            .and_then(|inner| inner.strip_suffix(')'))
        {
            Some(inner) => self.meets(name, inner),
            None => self.has(name, expression),
        }
    }
}

/// Parts an expression at the first of some words that stands in no bracket.
fn parted<'a>(text: &'a str, words: &[&str]) -> Option<(&'a str, &'a str)> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        let rest = &text[at..];
        if let (0, Some(word)) = (depth, words.iter().find(|word| rest.starts_with(**word))) {
            return Some((&text[..at], &rest[word.len()..]));
        }
    }
    None
}

#[test]
fn every_crate_is_allowed() {
    let allowed = Allowed::read();
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100);
    let mut wrong = vec![];
    for package in packages {
        let (name, licence) = (package["name"].as_str().unwrap(), &package["license"]);
        if !licence
            .as_str()
            .is_some_and(|licence| allowed.meets(name, licence))
        {
            wrong.push(format!("{name}: {licence}"));
        }
        if allowed.banned.iter().any(|banned| banned == name) {
            wrong.push(format!("{name}: is banned"));
        }
        // Our own has no source.
        let source = package["source"].as_str().unwrap_or("registry+");
        if !source.starts_with("registry+") || (package["source"].is_null() && name != "dayang") {
            wrong.push(format!("{name}: comes from {source}"));
        }
    }
    assert!(wrong.is_empty(), "not allowed by deny.toml: {wrong:#?}");
}

#[test]
fn expressions_are_read() {
    let allowed = Allowed {
        all: ["MIT", "IJG"].map(String::from).to_vec(),
        exceptions: vec![("one".into(), "MPL-2.0".into())],
        banned: vec![],
    };
    for (expression, meets) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("(GPL-3.0 OR MIT) AND IJG", true),
        ("(GPL-3.0 AND MIT) OR IJG", true),
        ("MIT AND (GPL-3.0 OR BSD-3-Clause)", false),
        ("MPL-2.0", false),
    ] {
        assert_eq!(allowed.meets("any", expression), meets, "{expression}");
    }
    assert!(allowed.meets("one", "MPL-2.0"));
}
