//! Every rule that checks by itself: one issue that breaks it, with the finding at its line,
//! and one that does not. All issues are checked in one run.

#[path = "../common/mod.rs"]
mod common;

mod conservation;
mod issues;
mod policy;
mod support;
