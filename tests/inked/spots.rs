//! Spot colours (专色) pass as separations, out of advertisements too, and all plates get the marks.

use lopdf::{Document, dictionary};

use super::common::plates::{Plate, plates_of};
use super::{booked, page, pdf_of};

/// 315 × 31.5 pt: gold at the left, black on gold, overprinting, in the middle of it.
fn golden() -> Vec<u8> {
    let tint = dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
        "C0" => vec![0.into(); 4],
        "C1" => vec![0.2.into(), 0.25.into(), 0.6.into(), 0.25.into()],
    };
    let gold = vec![
        "Separation".into(),
        "PANTONE 871 C".into(),
        "DeviceCMYK".into(),
        tint.into(),
    ];
    let state = dictionary! { "Type" => "ExtGState", "OP" => true, "op" => true, "OPM" => 1 };
    let content = "/Gold cs 1 scn 0 0 200 31.5 re f /O gs 0 0 0 1 k 50 10 50 10 re f";
    let resources = dictionary! {
        "ColorSpace" => dictionary! { "Gold" => gold },
        "ExtGState" => dictionary! { "O" => state },
    };
    let document = Document::with_version("1.6");
    pdf_of(document, (315.0, 31.5), content, resources)
}

#[test]
fn out_of_an_advertisement_onto_a_plate_with_marks() {
    let project = booked("gold.pdf", &golden());
    let house = project.read("dayang.toml");
    let print = "[print]\nbleed = 3\nmarks = true\n";
    project.write("dayang.toml", format!("{house}\n{print}"));
    project.build("issues/day");
    let names = ["Cyan", "Magenta", "Yellow", "Black", "PANTONE 871 C"];
    let plates = plates_of(&page(&project), names);
    // The sheet stands within bleed and slug: 8.5 + 28.35 pt.
    let off = 36.85;
    let ink = |plate: &Plate, x: f64, y: f64| plate.ink((off + x) as usize, (off + y) as usize);
    let (x, y) = (40.0, 476.25);
    let on = |plate: usize| [20.0, 75.0, 250.0].map(|at| ink(&plates[plate], x + at, y + 16.0));
    assert_eq!(
        on(4),
        [1.0, 1.0, 0.0],
        "gold goes on under its black, which overprints"
    );
    assert_eq!(on(3), [0.0, 1.0, 0.0]);
    for (at, plate) in names.iter().enumerate().take(3) {
        assert_eq!(on(at), [0.0; 3], "{plate}");
    }
    // Crop and registration marks: at the corners and at the middle of each side, on every plate.
    let (width, height) = (400.0, 600.0);
    let middle = 8.5 + (28.35 + 5.67) / 2.0;
    let crops = [
        (0.0, -20.0),
        (width, -20.0),
        (0.0, height + 20.0),
        (-20.0, 0.0),
        (width + 20.0, height),
    ];
    let crosses = [
        (width / 2.0, -middle),
        (width / 2.0, height + middle),
        (-middle, height / 2.0),
        (width + middle, height / 2.0),
    ];
    for (name, plate) in names.iter().zip(&plates) {
        for (x, y) in crops.into_iter().chain(crosses) {
            let field = [x - 3.0, y - 3.0, x + 3.0, y + 3.0].map(|side| (off + side) as usize);
            let values = plate.values(field);
            assert!(
                values.len() > 1,
                "{name} has no mark at {x}, {y}: {values:?}"
            );
        }
        // And nothing between them, at the foot.
        let field = [60.0, 612.0, 120.0, 630.0].map(|side| (off + side) as usize);
        let clear = plate.values(field);
        assert_eq!(clear.len(), 1, "{name}");
    }
}
