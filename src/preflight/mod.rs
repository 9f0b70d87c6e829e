//! Preflight (印前检查): reads the finished pages back and says what must not be printed.

mod conservation;
mod fit;

pub use self::fit::{FrameFit, SlotFit};

use crate::compose::Found;
use crate::diag::Finding;
use crate::makeup::Plan;

/// What the finished pages show.
pub struct Checked {
    /// Each slot that holds an article, in the order of pages and slots.
    pub fits: Vec<SlotFit>,
    pub findings: Vec<Finding>,
}

/// Checks the pages against the plan they were made from.
pub fn check(plan: &Plan, found: &[Found]) -> Checked {
    let fits = fit::fits(plan, found);
    let mut findings = fit::check(plan, &fits);
    findings.extend(conservation::check(plan, found));
    Checked { fits, findings }
}
