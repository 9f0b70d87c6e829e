//! What a manifest says of pictures and advertisements, beyond its structure.

use super::{Ad, IssueManifest, Picture};
use crate::diag::Finding;

pub(super) fn picture(manifest: &IssueManifest, picture: &Picture, findings: &mut Vec<Finding>) {
    let Some(focus) = picture.focus.as_ref().filter(|focus| focus.is_placed()) else {
        return;
    };
    if focus.len() != 2 || !focus.iter().all(|part| (0.0..=1.0).contains(part)) {
        findings.push(
            Finding::error("picture-focus", "a focus is two numbers between 0 and 1")
                .at(manifest.place(focus))
                .hint("for instance `focus = [0.5, 0.3]`: the middle, a third from the top"),
        );
    }
}

pub(super) fn ad(manifest: &IssueManifest, ad: &Ad, findings: &mut Vec<Finding>) {
    if let Some(mark) = ad.mark.as_ref().filter(|mark| mark.is_placed())
        && !mark.contains("广告")
    {
        let message = format!(
            "`{}` does not say that this is an advertisement",
            mark.as_str()
        );
        findings.push(
            Finding::error("ad-mark", message)
                .at(manifest.place(mark))
                .hint("the mark holds the word 广告, for instance `公益广告`"),
        );
    }
    match &ad.size {
        None if ad.file.is_none() && ad.slot.is_placed() => findings.push(
            Finding::error(
                "ad-empty",
                "the advertisement has neither a file nor a size",
            )
            .at(manifest.place(&ad.slot))
            .hint("give its `file`, or `size = [350, 120]` in mm for a place that is booked"),
        ),
        Some(size) if size.is_placed() && !is_size(size) => findings.push(
            Finding::error(
                "ad-size",
                "a size is width and height in mm, from 1 to 2000",
            )
            .at(manifest.place(size))
            .hint("for instance `size = [350, 120]`"),
        ),
        _ => {}
    }
}

fn is_size(size: &[f64]) -> bool {
    size.len() == 2 && size.iter().all(|edge| (1.0..=2000.0).contains(edge))
}
