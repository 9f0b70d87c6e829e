//! What a printer trims and registers by: crop marks (裁切线), registration marks (套准线) and
//! a colour bar (色标), all outside the bleed.

use std::fmt::Write;

use lopdf::{Dictionary, Document, ObjectId, dictionary};

use super::area::Area;
use super::page::{free_name, packed};
use super::resources::within;

/// Room for the marks beyond the bleed, in pt (10 mm).
pub const SLUG: f32 = 28.35;

/// From the bleed to a mark, in pt: a mark within it would be printed.
const GAP: f32 = 5.67;

/// The bar's patches: the inks, their overprints in two, and tints for the dot gain.
const PATCHES: [[f32; 4]; 12] = [
    [1.0, 0.0, 0.0, 0.0],
    [0.0, 1.0, 0.0, 0.0],
    [0.0, 0.0, 1.0, 0.0],
    [0.0, 0.0, 0.0, 1.0],
    [1.0, 1.0, 0.0, 0.0],
    [1.0, 0.0, 1.0, 0.0],
    [0.0, 1.0, 1.0, 0.0],
    [0.4, 0.0, 0.0, 0.0],
    [0.0, 0.4, 0.0, 0.0],
    [0.0, 0.0, 0.4, 0.0],
    [0.0, 0.0, 0.0, 0.4],
    // Gray in three inks beside the gray of one above: a balance that goes shows here first.
    [0.3, 0.22, 0.22, 0.0],
];

const PATCH: f32 = 14.17;

/// Draws the marks as a content stream, and puts what it needs among the resources.
pub fn draw(
    document: &mut Document,
    trim: Area,
    bleed: Area,
    resources: &mut Dictionary,
) -> ObjectId {
    let mut spaces = within(document, resources, b"ColorSpace");
    let name = free_name(&spaces, "Registration");
    // The colour of all plates, also of spot colours that the page may have.
    let tint = dictionary! {
        "FunctionType" => 2,
        "Domain" => vec![0.into(), 1.into()],
        "C0" => vec![0.into(); 4],
        "C1" => vec![1.into(); 4],
        "N" => 1,
    };
    let all = vec![
        "Separation".into(),
        "All".into(),
        "DeviceCMYK".into(),
        tint.into(),
    ];
    spaces.set(name.as_str(), all);
    resources.set("ColorSpace", spaces);

    let mut out = format!("q /{name} CS 1 SCN 0.25 w\n");
    crops(&mut out, trim, bleed);
    registration(&mut out, bleed);
    out.push_str("Q\nq\n");
    bar(&mut out, bleed);
    out.push_str("Q\n");
    document.add_object(packed(out.as_bytes()))
}

// Writing to a string cannot fail, so the results below are let go.

fn line(out: &mut String, from: (f32, f32), to: (f32, f32)) {
    let _ = writeln!(out, "{} {} m {} {} l S", from.0, from.1, to.0, to.1);
}

/// Two lines at each corner, along the edges of the trim.
fn crops(out: &mut String, trim: Area, bleed: Area) {
    let (inner, outer) = (bleed.grown(GAP), bleed.grown(SLUG));
    for x in [trim.left, trim.right] {
        line(out, (x, inner.top), (x, outer.top));
        line(out, (x, inner.bottom), (x, outer.bottom));
    }
    for y in [trim.bottom, trim.top] {
        line(out, (inner.left, y), (outer.left, y));
        line(out, (inner.right, y), (outer.right, y));
    }
}

/// A circle with a cross at the middle of each side.
fn registration(out: &mut String, bleed: Area) {
    let path = bleed.grown((SLUG + GAP) / 2.0);
    let (x, y) = (
        (bleed.left + bleed.right) / 2.0,
        (bleed.bottom + bleed.top) / 2.0,
    );
    let (arm, radius) = (7.0, 4.5);
    // How far a cubic's handles reach for a quarter of a circle.
    let reach = radius * 0.5523;
    for (x, y) in [
        (x, path.top),
        (x, path.bottom),
        (path.left, y),
        (path.right, y),
    ] {
        line(out, (x - arm, y), (x + arm, y));
        line(out, (x, y - arm), (x, y + arm));
        let _ = writeln!(out, "{} {y} m", x + radius);
        for (a, b) in [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)] {
            // From the direction (a, b) a quarter turn on, to (-b, a).
            let at = |p: f32, q: f32| (x + p * a - q * b, y + p * b + q * a);
            let (one, two, end) = (at(radius, reach), at(reach, radius), at(0.0, radius));
            let _ = writeln!(
                out,
                "{} {} {} {} {} {} c",
                one.0, one.1, two.0, two.1, end.0, end.1
            );
        }
        out.push_str("S\n");
    }
}

/// The bar stands at the head, left of the middle's mark.
fn bar(out: &mut String, bleed: Area) {
    let y = bleed.top + GAP;
    let left = bleed.left + SLUG;
    for (at, [c, m, yellow, k]) in PATCHES.iter().enumerate() {
        let x = left + at as f32 * PATCH;
        let _ = writeln!(out, "{c} {m} {yellow} {k} k {x} {y} {PATCH} {PATCH} re f");
    }
}
