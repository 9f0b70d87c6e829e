//! What a designer works with: `show`, `new`, layouts in a plain Typst, and the tutorial of
//! docs/layouts.md, which is run as it stands there.

#[path = "../common/mod.rs"]
mod common;

mod editor;
mod library;
mod new;
mod refused;
mod show;
mod tutorial;
