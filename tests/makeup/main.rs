//! Make-up: articles that run through several slots, and slots that take several things. Each
//! test is a small issue of its own, whose finished PDFs are read back.

#[path = "../common/mod.rs"]
mod common;

mod briefs;
mod gallery;
mod jumps;
mod support;
mod tables;
mod teasers;
