//! `dayang watch`: what it answers and to whom, what it shows, and how it follows the files on disk:
//! by plain HTTP, and in a real browser.

#[path = "../common/mod.rs"]
mod common;

mod browser;
mod doors;
mod follows;
mod places;
mod watching;
