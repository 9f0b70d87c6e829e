//! Jumps (转版) as the trade wants them: enough text before one and after it, and something
//! left to run on.

use super::fit::{self, SlotFit};
use crate::diag::Finding;
use crate::makeup::{Matter, Plan, Stop};

/// Depth of text in all legs that a part must have before a jump, and one after it, in mm:
/// four inches and six.
const BEFORE: f64 = 101.6;
const AFTER: f64 = 152.4;

/// Checks every part of an article that runs through several slots.
pub fn check(plan: &Plan, fits: &[SlotFit]) -> Vec<Finding> {
    let mut findings = vec![];
    for fit in fits.iter().filter(|fit| fit.parts.is_some()) {
        let Some((page, fill)) = fit::fill(plan, fit) else {
            continue;
        };
        let Matter::Story(story) = &fill.matter else {
            continue;
        };
        let filled: usize = fit.legs.iter().map(|leg| leg.filled).sum();
        let depth = filled as f64 * page.layout.grid.pitch * 25.4 / 72.0;
        let mut say = |finding: Finding| {
            findings.push(
                finding
                    .at(fill.place.clone())
                    .related(page.layout.place(&fit.slot), "the slot"),
            );
        };
        let run = &story.run;
        let elsewhere =
            |stop: &Option<Stop>| stop.as_ref().is_some_and(|stop| stop.page != page.number);
        if filled == 0 && !run.is_first() {
            let message = format!(
                "nothing of `{}` is left for slot `{}` of page {}",
                fit.article, fit.slot, fit.page
            );
            say(Finding::error("jump-empty", message)
                .hint("the article ends before it; take the slot out of its `slots`"));
            continue;
        }
        for (there, least, what, mend) in [
            (
                elsewhere(&run.to),
                BEFORE,
                "before its jump",
                "give the slot more lines, or let it end here",
            ),
            (
                elsewhere(&run.from),
                AFTER,
                "after its jump",
                "give the first part fewer lines, or let it end there",
            ),
        ] {
            if there && depth < least {
                let message = format!(
                    "`{}` has {depth:.0} mm of text {what} in slot `{}` of page {}; the trade wants {least:.0} mm",
                    fit.article, fit.slot, fit.page
                );
                say(Finding::warning("jump-short", message).hint(mend));
            }
        }
    }
    findings
}
