//! The finished files against the rules of the press, by a reader that shares nothing with
//! what wrote them.

use crate::diag::Finding;
use crate::makeup::PlannedPage;
use crate::print::check::{Violation, check_mono};

/// What a page's file breaks. One that is printed in black alone has nothing on other plates.
pub fn violations(file: &[u8], mono: bool) -> Vec<Violation> {
    let mono: &[usize] = if mono { &[1] } else { &[] };
    check_mono(file, mono)
}

/// What a page's file breaks, as findings.
pub fn findings(page: &PlannedPage, violations: &[Violation]) -> Vec<Finding> {
    let of_page = |violation: &Violation| {
        let finding = finding(violation);
        // The file has one page, and it is this one.
        let message = finding.message.trim_start_matches("page 1: ");
        let message = format!("{message} (page {})", page.number);
        Finding { message, ..finding }
            .at(page.place.clone())
            .related(page.layout.place(""), "its layout")
            .on(page.number)
    };
    violations.iter().map(of_page).collect()
}

/// A violation as a finding of the rule that it belongs to.
pub fn finding(violation: &Violation) -> Finding {
    Finding::error(rule(violation.rule), violation.message.clone())
}

/// The rule to which a reader's own id belongs.
fn rule(id: &str) -> &'static str {
    match id {
        "unreadable" => "pdf-unreadable",
        "encrypted" => "pdf-encrypted",
        "version" => "pdf-version",
        "id" => "pdf-id",
        "action" => "pdf-action",
        "filter" => "pdf-packing",
        "outside" => "pdf-outside",
        "postscript" | "opi" | "alternates" => "pdf-object",
        "media-box" | "trim-box" | "bleed-box" | "art-box" | "crop-box" => "pdf-boxes",
        "rotate" | "user-unit" => "pdf-turned",
        "page-group" | "group-colour" => "pdf-blending",
        "annotation" => "pdf-annotation",
        "white-overprint" => "pdf-overprint",
        "mono" => "pdf-mono",
        "rgb" | "rgb-picture" | "gray-profile" | "colour-space" => "pdf-colour",
        "font" => "pdf-font",
        "transfer-curve" => "pdf-transfer",
        "output-intent" | "profile" => "pdf-intent",
        "xmp" | "info" | "agreement" | "trapped" | "pdfx-version" => "pdf-metadata",
        // `content`, `nesting`, and what the reader may learn to say.
        _ => "pdf-content",
    }
}

#[cfg(test)]
mod tests {
    use super::rule;
    use crate::preflight::rules;

    #[test]
    fn every_id_of_the_reader_has_its_rule() {
        let ids = [
            "unreadable",
            "encrypted",
            "version",
            "id",
            "action",
            "filter",
            "outside",
            "postscript",
            "opi",
            "alternates",
            "media-box",
            "trim-box",
            "bleed-box",
            "art-box",
            "crop-box",
            "rotate",
            "user-unit",
            "page-group",
            "group-colour",
            "annotation",
            "white-overprint",
            "mono",
            "rgb",
            "rgb-picture",
            "gray-profile",
            "colour-space",
            "font",
            "transfer-curve",
            "output-intent",
            "profile",
            "xmp",
            "info",
            "agreement",
            "trapped",
            "pdfx-version",
        ];
        for id in ids {
            assert_ne!(rule(id), "pdf-content", "{id}");
            assert!(rules::find(rule(id)).is_some(), "{id}");
        }
        assert_eq!(rule("nesting"), "pdf-content");
    }
}
