//! Dayang (大样) sets a print newspaper.
//!
//! An issue goes one way: manifest → copy → layout → make-up → composition → print →
//! preflight → delivery. Each part is a folder or file here; none reaches back.

pub mod ad;
pub mod calendar;
pub mod cli;
pub mod commands;
pub mod compose;
pub mod copy;
pub mod deliver;
pub mod desk;
pub mod diag;
pub mod diff;
pub mod fonts;
pub mod layout;
pub mod makeup;
pub mod manifest;
pub mod pdf;
pub mod picture;
pub mod preflight;
pub mod print;
pub mod project;
pub mod shelf;
pub mod states;
pub mod table;
mod typst_diag;
pub mod watch;
pub mod world;
