//! The finished files against the rules of the press, by a reader that shares nothing with
//! what wrote them.

use rayon::prelude::*;

use crate::diag::Finding;
use crate::makeup::PlannedPage;
use crate::print::check::check_mono;

/// Checks each page's file; a proof claims to be no press file and is not asked to be one.
pub fn check(pages: &[&PlannedPage], files: &[Vec<u8>]) -> Vec<Finding> {
    pages
        .par_iter()
        .zip(files)
        .flat_map_iter(|(page, bytes)| {
            let mono: &[usize] = if page.mono { &[1] } else { &[] };
            check_mono(bytes, mono).into_iter().map(|violation| {
                let (rule, message) = (violation.rule, violation.message);
                Finding::error("press", format!("{message} ({rule}, page {})", page.number))
                    .at(page.place.clone())
                    .related(page.layout.place(""), "its layout")
            })
        })
        .collect()
}
