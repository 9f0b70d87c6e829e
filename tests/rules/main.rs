//! Every rule: one issue, house or PDF that breaks it, with the finding at its line, and one that
//! does not. Issues are checked many in one run.

#[path = "../common/mod.rs"]
mod common;

mod conservation;
mod issues;
#[allow(dead_code)]
#[path = "../makeup/support.rs"]
mod makeup;
mod policy;
mod support;
mod table;
