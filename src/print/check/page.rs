//! Each page: boxes, group, annotations.

use std::collections::{HashMap, HashSet};

use lopdf::Dictionary;

use super::burden::Burden;
use super::look::{Look, dict_of};
use super::paint::Painter;
use super::{Found, colour};

pub fn check(look: &Look, mono: &[usize], found: &mut Found) {
    let mut count = 0;
    // What two pages share is sound on a mono page only if it is so by its rule.
    let (mut seen, mut seen_mono) = (HashSet::new(), HashSet::new());
    let mut burden = Burden::default();
    for (number, page) in look.pages() {
        count = number;
        check_boxes(look, number, page, found);
        check_group(look, number, page, found);
        check_annotations(look, number, page, found);
        let acts = look.get(page, "AA").is_some();
        found.unless(!acts, "action", &format!("page {number} has actions"));
        let mono = mono.contains(&number);
        let seen = if mono { &mut seen_mono } else { &mut seen };
        let mut painter = Painter {
            look,
            number,
            mono,
            seen,
            burden: &mut burden,
            found,
            painted: HashMap::new(),
        };
        painter.page(page);
    }
    found.unless(count > 0, "unreadable", "the file has no page");
}

/// What the pages paint, whatever file they are to be placed in; on a mono page it is black alone.
pub fn material(look: &Look, mono: bool, found: &mut Found) {
    let mut seen = HashSet::new();
    let mut burden = Burden::default();
    for (number, page) in look.pages() {
        let mut painter = Painter {
            look,
            number,
            mono,
            seen: &mut seen,
            burden: &mut burden,
            found,
            painted: HashMap::new(),
        };
        painter.page(page);
    }
}

/// Left, bottom, right, top.
type Area = [f64; 4];

fn area(look: &Look, page: &Dictionary, key: &str) -> Option<Area> {
    let sides = look.inherited(page, key)?.as_array().ok()?;
    let side = |at: usize| look.number(sides.get(at)?);
    let [a, b, c, d] = [side(0)?, side(1)?, side(2)?, side(3)?];
    (sides.len() == 4 && a != c && b != d).then(|| [a.min(c), b.min(d), a.max(c), b.max(d)])
}

/// Whether one area stands within another, but for rounding.
fn within(inner: Area, outer: Area) -> bool {
    const SLACK: f64 = 0.01;
    inner[0] >= outer[0] - SLACK
        && inner[1] >= outer[1] - SLACK
        && inner[2] <= outer[2] + SLACK
        && inner[3] <= outer[3] + SLACK
}

fn check_boxes(look: &Look, number: usize, page: &Dictionary, found: &mut Found) {
    let mut unless = |sound: bool, rule, message: &str| {
        found.unless(sound, rule, &format!("page {number}: {message}"));
    };
    let bleed = area(look, page, "BleedBox");
    let trim = area(look, page, "TrimBox");
    let Some(media) = area(look, page, "MediaBox") else {
        return unless(false, "media-box", "no MediaBox");
    };
    match trim {
        Some(trim) => unless(
            within(trim, bleed.unwrap_or(media)),
            "trim-box",
            "the TrimBox is not within the BleedBox",
        ),
        None => unless(false, "trim-box", "no TrimBox"),
    }
    match bleed {
        Some(bleed) => {
            unless(
                within(bleed, media),
                "bleed-box",
                "the BleedBox is not within the MediaBox",
            );
        }
        None => unless(false, "bleed-box", "no BleedBox"),
    }
    let art = look.inherited(page, "ArtBox").is_some();
    unless(!art, "art-box", "an ArtBox beside the TrimBox");
    let crop = area(look, page, "CropBox").is_none_or(|crop| crop == media);
    unless(crop, "crop-box", "the CropBox is not the MediaBox");
    let turn = look
        .inherited(page, "Rotate")
        .and_then(|turn| look.number(turn));
    unless(
        turn.is_none_or(|turn| turn == 0.0),
        "rotate",
        "the page is turned",
    );
    let unit = look
        .get(page, "UserUnit")
        .and_then(|unit| look.number(unit));
    unless(
        unit.is_none_or(|unit| unit == 1.0),
        "user-unit",
        "the page has a unit of its own",
    );
}

/// The page blends in the press's inks.
fn check_group(look: &Look, number: usize, page: &Dictionary, found: &mut Found) {
    let group = look.dict(page, "Group");
    let inks = group.is_some_and(|group| {
        let space = group.get(b"CS").ok();
        look.name(group, "S") == Some(b"Transparency")
            && space.is_some_and(|space| colour::kind(look, space, None).is_press())
    });
    found.unless(
        inks,
        "page-group",
        &format!("page {number}: no group that blends in CMYK"),
    );
}

/// Nothing but a printer's own marks may lie on what is printed.
fn check_annotations(look: &Look, number: usize, page: &Dictionary, found: &mut Found) {
    let bleed = area(look, page, "BleedBox").or_else(|| area(look, page, "MediaBox"));
    for annotation in look.array(page, "Annots").iter().take(1000) {
        let Some(annotation) = look.at(annotation).and_then(dict_of) else {
            continue;
        };
        if matches!(
            look.name(annotation, "Subtype"),
            Some(b"TrapNet" | b"PrinterMark")
        ) {
            continue;
        }
        let outside = area(look, annotation, "Rect")
            .zip(bleed)
            .is_some_and(|(here, bleed)| {
                here[2] <= bleed[0]
                    || here[0] >= bleed[2]
                    || here[3] <= bleed[1]
                    || here[1] >= bleed[3]
            });
        found.unless(
            outside,
            "annotation",
            &format!("page {number}: an annotation on the page"),
        );
    }
}
