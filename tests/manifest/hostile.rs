//! Input made to break the reader. It may be refused, but in good order.

use crate::support::{HEAD, issue};

/// Less than the limit of size, so that the parser sees it.
const LARGE: usize = 1_000_000;

fn refused(text: &str) {
    let told = issue(text);
    assert!(
        told.ends_with("exit 2"),
        "{}",
        told.chars().take(2000).collect::<String>()
    );
    assert!(told.len() < 1_000_000, "{} bytes are told", told.len());
}

#[test]
fn nested_lists() {
    refused(&format!("a = {}", "[".repeat(LARGE)));
}

#[test]
fn nested_tables() {
    refused(&format!("a = {}", "{a=".repeat(LARGE / 3)));
}

#[test]
fn dotted_keys() {
    refused(&format!("{}a = 1", "a.".repeat(LARGE / 2)));
    refused(&format!("[{}a]\nx = 1", "a.".repeat(LARGE / 2)));
}

#[test]
fn nested_just_as_deep_as_the_parser_goes() {
    refused(&format!(
        "{HEAD}section = {}1{}",
        "[".repeat(78),
        "]".repeat(78)
    ));
}

#[test]
fn errors_on_every_line() {
    refused(&"=\n".repeat(100_000));
}

#[test]
fn one_long_line() {
    refused(&"x".repeat(LARGE));
    refused(&format!("{HEAD}{} = 1", "键"));
    refused(&format!("{HEAD}{} = 1", "x".repeat(LARGE)));
    refused(&format!(
        "{HEAD}[[page.ad]]\nslot = \"a\"\nfile = \"{}\"",
        "页".repeat(LARGE / 3)
    ));
}

#[test]
fn a_long_number() {
    refused(&format!(
        "{HEAD}[[page]]\nlayout = \"x\"\nnumber = {}",
        "9".repeat(LARGE)
    ));
    refused(&format!(
        "{HEAD}[[page]]\nlayout = {}\nnumber = 2",
        "9".repeat(LARGE)
    ));
    refused(&format!(
        "{HEAD}[[page]]\nlayout = \"x\"\nnumber = 1e{}",
        "9".repeat(LARGE)
    ));
}

#[test]
fn nul_bytes() {
    refused(&format!("{HEAD}\0"));
    refused(&format!(
        "{HEAD}[[page.ad]]\nslot = \"a\"\nfile = \"a\\u0000b\""
    ));
    refused("\0");
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let told = issue(format!(
        "{HEAD}\"a\\u001b[2J\" = 1\nsection = '\u{1b}[2J\u{202e}'\n"
    ));
    assert!(!told.contains(['\u{1b}', '\u{202e}']), "{told:?}");
}
