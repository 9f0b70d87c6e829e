//! Charts in SVG and PDF come out in the press's inks.

use lcms2::{CIExyY, Intent, PixelFormat, Profile, Transform};
use lopdf::{Document, Object, Stream, dictionary};

use super::common::plates::{Plate, plates};
use super::fixtures::{PROFILE, separated_from};
use super::{AT, built, with};

const RED: [u8; 3] = [214, 39, 40];
const BLUE: [u8; 3] = [31, 119, 180];

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="315" height="166.5" viewBox="0 0 315 166.5">
<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient></defs>
<rect x="10" y="10" width="40" height="40" fill="#d62728"/>
<rect x="60" y="10" width="40" height="40" fill="#808080"/>
<rect x="110" y="10" width="80" height="40" fill="url(#g)"/>
<rect x="200" y="10" width="40" height="40" fill="#1f77b4" fill-opacity="0.5"/>
<rect x="250" y="10" width="40" height="40" fill="#000"/>
<g font-family="Noto Sans CJK SC" font-size="36"><text x="10" y="110" fill="#000">柳溪复明</text></g>
<path d="M10 130H300" stroke="#000" stroke-width="4"/>
</svg>"##;

/// Inks as littlecms itself has them, in floating point.
fn separated(rgb: [u8; 3]) -> [f64; 4] {
    let inks = Profile::new_icc(&PROFILE).unwrap();
    separated_from(&Profile::new_srgb(), &inks, &rgb).map(|ink| ink / 100.0)
}

fn lab(inks: [f64; 4]) -> [f64; 3] {
    let profile = Profile::new_icc(&PROFILE).unwrap();
    let d50 = CIExyY {
        x: 0.3457,
        y: 0.3585,
        Y: 1.0,
    };
    let transform: Transform<[u16; 4], [f64; 3]> = Transform::new(
        &profile,
        PixelFormat::CMYK_16,
        &Profile::new_lab4_context(lcms2::GlobalContext::new(), &d50).unwrap(),
        PixelFormat::Lab_DBL,
        Intent::RelativeColorimetric,
    )
    .unwrap();
    let mut found = [[0.0; 3]];
    transform.transform_pixels(
        &[inks.map(|ink| (ink * 65_535.0).round() as u16)],
        &mut found,
    );
    found[0]
}

fn at(plates: &[Plate; 4], x: usize, y: usize) -> [f64; 4] {
    std::array::from_fn(|plate| plates[plate].ink(AT.0 + x, AT.1 + y))
}

#[track_caller]
fn near(found: [f64; 4], expected: [f64; 4]) {
    let (a, b) = (lab(found), lab(expected));
    let apart = (0..3).map(|at| (a[at] - b[at]).powi(2)).sum::<f64>().sqrt();
    assert!(apart < 2.0, "ΔE {apart:.2}: {found:.3?}, {expected:.3?}");
}

/// Black ink alone within a field.
#[track_caller]
fn black_alone(plates: &[Plate; 4], [left, top, right, bottom]: [usize; 4]) -> f64 {
    let field = [AT.0 + left, AT.1 + top, AT.0 + right, AT.1 + bottom];
    for plate in &plates[..3] {
        assert_eq!(plate.values(field).len(), 1, "{:?}", plate.values(field));
        assert_eq!(plate.values(field)[0].0, 255);
    }
    let most = plates[3].values(field)[0].0;
    f64::from(255 - most) / 255.0
}

fn chart_is_right(plates: &[Plate; 4]) {
    near(at(plates, 30, 30), separated(RED));
    assert!((0.3..0.7).contains(&black_alone(plates, [62, 13, 98, 48])));
    near(at(plates, 111, 30), separated([252, 0, 3]));
    near(at(plates, 150, 30), separated([128, 0, 127]));
    near(at(plates, 188, 30), separated([5, 0, 250]));
    assert_eq!(black_alone(plates, [252, 13, 288, 48]), 1.0);
    assert_eq!(black_alone(plates, [8, 70, 300, 140]), 1.0);
}

#[test]
fn a_chart_in_svg() {
    let project = with("chart.svg", SVG.as_bytes(), "");
    let plates = plates(&built(&project));
    chart_is_right(&plates);
    let half = separated(BLUE).map(|ink| ink / 2.0);
    near(at(&plates, 220, 30), half);
}

#[test]
fn a_chart_on_a_mono_page() {
    let project = with("chart.svg", SVG.as_bytes(), "");
    project.replace(
        "issues/day/issue.toml",
        "number = 1\nlayout",
        "number = 1\nmono = true\nlayout",
    );
    let [cyan, magenta, yellow, black] = plates(&built(&project));
    assert!(cyan.is_empty() && magenta.is_empty() && yellow.is_empty());
    assert!(black.ink(AT.0 + 30, AT.1 + 30) > 0.3, "red has become gray");
}

/// So does one in PDF, with its pictures; its spot colour is refused there.
#[test]
fn a_pdf_on_a_mono_page() {
    let mono = |bytes: &[u8]| {
        let project = with("chart.pdf", bytes, "");
        project.replace(
            "issues/day/issue.toml",
            "number = 1\nlayout",
            "number = 1\nmono = true\nlayout",
        );
        project
    };
    let run = mono(&chart_in_pdf("")).run(&["build", "issues/day"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    let why = "has a spot colour, and the page is printed in black alone";
    assert!(run.stderr.contains(why), "{}", run.stderr);
    let mut document = Document::load_mem(&chart_in_pdf("")).unwrap();
    let page = document.page_iter().next().unwrap();
    let content = document.get_page_content(page);
    let content = String::from_utf8(content)
        .unwrap()
        .replace("/C0 cs 1 scn", "0.2 0.9 0 0 k");
    document
        .change_page_content(page, content.into_bytes())
        .unwrap();
    let page = document.get_dictionary_mut(page).unwrap();
    let resources = page.get_mut(b"Resources").unwrap().as_dict_mut().unwrap();
    resources.remove(b"ColorSpace");
    let mut bytes = vec![];
    document.save_to(&mut bytes).unwrap();
    let [cyan, magenta, yellow, black] = plates(&built(&mono(&bytes)));
    assert!(cyan.is_empty() && magenta.is_empty() && yellow.is_empty());
    for (x, y) in [(30, 30), (150, 30), (220, 30), (208, 86), (20, 153)] {
        assert!(black.ink(AT.0 + x, AT.1 + y) > 0.2, "{x} {y}");
    }
}

#[test]
fn text_in_other_hands_is_told() {
    let project = with("chart.svg", SVG.as_bytes(), "");
    let run = project.run(&["build", "issues/day"]);
    assert!(
        run.stderr
            .contains("has text, which is set in the fonts of this project")
    );
    let linked = SVG.replace(
        "<path",
        "<image href='other.png' width='9' height='9'/><path",
    );
    let project = with("chart.svg", linked.as_bytes(), "");
    let run = project.run(&["build", "issues/day"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("needs another file, `other.png`"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("issue.toml:14:8"), "{}", run.stderr);
}

/// The chart as another program's PDF: device RGB, a spot colour that looks like RGB, a form in a
/// group of RGB, pictures of four kinds, a gradient.
fn chart_in_pdf(extra: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let function = dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
        "C0" => vec![1.into(), 0.into(), 0.into()], "C1" => vec![0.into(), 0.into(), 1.into()],
    };
    let shading = dictionary! {
        "ShadingType" => 2, "ColorSpace" => "DeviceRGB", "Function" => function,
        "Coords" => vec![110.into(), 0.into(), 190.into(), 0.into()],
        "Extend" => vec![true.into(), true.into()],
    };
    let picture = |space: Object, bits: i64, bytes: &[u8]| {
        let dict = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 2, "Height" => 2,
            "ColorSpace" => space, "BitsPerComponent" => bits,
        };
        Stream::new(dict, bytes.to_vec())
    };
    let table = Object::string_literal([&RED[..], &BLUE[..]].concat());
    let indexed = vec!["Indexed".into(), "DeviceRGB".into(), 1.into(), table];
    let rgb = document.add_object(picture("DeviceRGB".into(), 8, &RED.repeat(4)));
    let table = document.add_object(picture(indexed.into(), 1, &[0b0100_0000, 0b0100_0000]));
    let gray = vec![
        "CalGray".into(),
        dictionary! { "WhitePoint" => vec![0.95.into(), 1.into(), 1.09.into()] }.into(),
    ];
    let gray = document.add_object(picture(gray.into(), 8, &[128; 4]));
    let form = document.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 315.into(), 167.into()],
            "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceRGB" },
        },
        b"0 0 0 RG 4 w 10 36.5 m 300 36.5 l S 0 0 0 rg 250 116.5 40 40 re f".to_vec(),
    ));
    let tint = dictionary! {
        "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
        "C0" => vec![1.into(), 1.into(), 1.into()], "C1" => vec![0.into(), 0.5.into(), 0.into()],
    };
    let spot = vec![
        "Separation".into(),
        "Green".into(),
        "DeviceRGB".into(),
        tint.into(),
    ];
    let content = format!(
        "q 0.8392 0.1529 0.1569 rg 10 116.5 40 40 re f Q 0.502 0.502 0.502 rg 60 116.5 40 40 re f \
         q 110 116.5 80 40 re W n /S0 sh Q /F0 Do \
         q 40 0 0 40 200 116.5 cm /I0 Do Q q 40 0 0 40 200 60 cm /I1 Do Q q 40 0 0 40 250 60 cm /I2 Do Q \
         /C0 cs 1 scn 10 4 20 20 re f {extra}"
    );
    let resources = dictionary! {
        "XObject" => dictionary! { "F0" => form, "I0" => rgb, "I1" => table, "I2" => gray },
        "Shading" => dictionary! { "S0" => shading },
        "ColorSpace" => dictionary! { "C0" => spot },
    };
    super::pdf_of(document, (315.0, 166.5), &content, resources)
}

#[test]
fn a_chart_in_pdf_of_other_hands() {
    let project = with("chart.pdf", &chart_in_pdf(""), "");
    let plates = plates(&built(&project));
    near(at(&plates, 30, 30), separated(RED));
    assert!((0.3..0.7).contains(&black_alone(&plates, [62, 13, 98, 48])));
    near(at(&plates, 150, 30), separated([128, 0, 127]));
    assert_eq!(black_alone(&plates, [252, 13, 288, 48]), 1.0);
    // Pictures: RGB, a table of RGB with the second colour at the right, gray by a profile.
    near(at(&plates, 220, 30), separated(RED));
    near(at(&plates, 208, 86), separated(RED));
    near(at(&plates, 232, 86), separated(BLUE));
    assert!((0.3..0.7).contains(&black_alone(&plates, [252, 70, 288, 104])));
    // The spot colour stays one.
    let spots =
        String::from_utf8_lossy(&std::fs::read(super::page(&project)).unwrap()).into_owned();
    assert!(
        spots.contains("/Separation/Green/DeviceCMYK"),
        "the spot colour went"
    );
}

#[test]
fn what_cannot_be_put_into_inks_is_named() {
    for (content, why) in [
        (
            "BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI",
            "has a picture in colour within its content",
        ),
        ("/Lost cs 1 scn", "names a colour space that is not there"),
    ] {
        let project = with("chart.pdf", &chart_in_pdf(content), "");
        let run = project.run(&["build", "issues/day"]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains(why), "{}", run.stderr);
        assert!(run.stderr.contains("issue.toml:14:8"), "{}", run.stderr);
    }
}
