//! The quality of lines: every rule of Chinese composition that we keep as a case, and how
//! loose the lines of real copy are. All is read back from finished pages.

#[path = "../common/mod.rs"]
mod common;

mod column;
mod dots;
mod loose;
mod places;
mod rules;
