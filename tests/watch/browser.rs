//! The screen in a real browser: tests/watch/browser.py does what a person would.

use std::path::PathBuf;
use std::process::Command;

use crate::common::{Project, repository};
use crate::watching::Watching;

/// Python with Playwright, where scripts/test puts it.
fn python() -> PathBuf {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    target.parent().unwrap().join("playwright/bin/python")
}

fn case(name: &str) {
    on(&Project::sample("2022-04-16"), "issues/2022-04-16", name);
}

fn on(project: &Project, issue: &str, name: &str) {
    let python = python();
    assert!(
        python.exists(),
        "{} is needed by the tests (scripts/test installs it)",
        python.display()
    );
    let watching = Watching::start(project, issue);
    let output = Command::new(python)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(repository().join("tests/watch/browser.py"))
        .arg(&watching.address)
        .arg(project.path(""))
        .args([issue, name])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn an_edit_shows_and_size_and_scroll_stay() {
    case("follows");
}

#[test]
fn the_keyboard_is_that_of_a_pdf_viewer() {
    case("moves");
}

#[test]
fn each_overlay_has_a_key_and_a_button() {
    case("overlays");
}

#[test]
fn errors_stand_over_the_last_good_page_and_go() {
    case("troubles");
}

#[test]
fn a_click_leads_to_file_and_line() {
    case("clicks");
}

#[test]
fn the_manifest_and_the_fonts_are_followed() {
    case("material");
}

#[test]
fn ways_out_come_once_nothing_changes() {
    case("ways");
}

#[test]
fn mistakes_in_the_states_are_told() {
    case("states");
}

#[test]
fn threads_lead_from_page_to_page() {
    on(
        &Project::sample("2026-11-22"),
        "issues/2026-11-22",
        "threads",
    );
}

#[test]
fn too_much_ink_is_marked() {
    let project = Project::sample("2022-04-16");
    project.replace(
        "dayang.toml",
        "[delivery]",
        "[print]\nink_limit = 180\n\n[delivery]",
    );
    on(&project, "issues/2022-04-16", "ink");
}

#[test]
fn fingers_make_the_page_larger_and_move_it() {
    case("pinch");
}

#[test]
fn every_word_can_be_read() {
    case("readable");
}

#[test]
fn another_site_is_refused() {
    case("foreign");
}
