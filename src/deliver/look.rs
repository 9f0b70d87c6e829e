//! What a finished file says of itself, and who is refused: a proof, and all that is no press file.
//! Nothing is believed but the file.

use std::collections::BTreeSet;

use lopdf::{Document, LoadOptions, Object};

use crate::print::check::check_mono;
use crate::print::check::look::Look;

const LIMIT: usize = 256 << 20;
const MM: f64 = 25.4 / 72.0;

/// What the plate-setter wants to know of a page's file. Lengths are in mm.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub width: f64,
    pub height: f64,
    pub bleed: f64,
    /// The plates (印版) that have something on them, black alone or all four, then spot colours.
    pub plates: Vec<String>,
    /// The printing condition (印刷条件) by its identifier.
    pub condition: String,
}

/// Looks a page's file over. An error says why it must not be delivered.
pub fn page(bytes: &[u8], mono: bool) -> Result<Sheet, String> {
    let options = LoadOptions::with_max_decompressed_size(LIMIT);
    let document = Document::load_mem_with_options(bytes, options)
        .map_err(|_| "it is no PDF that can be read".to_string())?;
    let look = Look::new(&document);
    if is_proof(&look) {
        return Err("it is a proof, and no file for the press".into());
    }
    let pages: &[usize] = if mono { &[1] } else { &[] };
    if let Some(first) = check_mono(bytes, pages).first() {
        return Err(format!("it is no file for the press: {}", first.message));
    }
    let mut all = look.pages();
    let (Some((_, dict)), None) = (all.next(), all.next()) else {
        return Err("it is not one page".into());
    };
    let edges = |key| -> Option<[f64; 4]> {
        let numbers = look.inherited(dict, key)?.as_array().ok()?;
        let numbers: Option<Vec<f64>> = numbers.iter().map(|edge| look.number(edge)).collect();
        numbers?.try_into().ok()
    };
    let [left, bottom, right, top] = edges("TrimBox").ok_or("it has no TrimBox")?;
    let bleed = edges("BleedBox").map_or(0.0, |[out, ..]| left - out);
    let mm = |points: f64| (points * MM * 100.0).round() / 100.0;
    Ok(Sheet {
        width: mm(right - left),
        height: mm(top - bottom),
        bleed: mm(bleed),
        plates: plates(bytes, &look),
        condition: condition(&look).unwrap_or_default(),
    })
}

/// Whether a file says of itself that it is a proof, or does not say that it is a press file.
fn is_proof(look: &Look) -> bool {
    let info = look.dict(&look.document.trailer, "Info");
    let key = info.and_then(|info| look.text(info, "GTS_PDFXVersion"));
    let xmp = (look.catalog())
        .and_then(|catalog| look.stream(catalog, "Metadata"))
        .and_then(|stream| look.unpacked(stream))
        .unwrap_or_default();
    let xmp = String::from_utf8_lossy(&xmp);
    key.is_none() || !xmp.contains("GTS_PDFXVersion") || xmp.contains("RenditionClass>proof<")
}

fn plates(bytes: &[u8], look: &Look) -> Vec<String> {
    let black = check_mono(bytes, &[1]).is_empty();
    let process: &[&str] = match black {
        true => &["K"],
        false => &["C", "M", "Y", "K"],
    };
    let own = process.iter().map(|plate| (*plate).to_string());
    own.chain(spots(look)).collect()
}

/// Spot colours (专色), by the names of their plates.
fn spots(look: &Look) -> BTreeSet<String> {
    let mut spots = BTreeSet::new();
    for object in look.document.objects.values() {
        collect(look, object, 0, &mut spots);
    }
    spots
}

fn collect(look: &Look, object: &Object, depth: usize, spots: &mut BTreeSet<String>) {
    if depth > 32 {
        return;
    }
    if let Some(dict) = crate::print::check::look::dict_of(object) {
        return dict
            .iter()
            .for_each(|(_, value)| collect(look, value, depth + 1, spots));
    }
    let Object::Array(items) = object else { return };
    let mut name = |object: &Object| {
        let Ok(name) = object.as_name() else { return };
        let process: [&[u8]; 6] = [b"Cyan", b"Magenta", b"Yellow", b"Black", b"All", b"None"];
        if !process.contains(&name) {
            spots.insert(String::from_utf8_lossy(name).into_owned());
        }
    };
    match (items.first(), items.get(1)) {
        (Some(Object::Name(kind)), Some(plate)) if kind == b"Separation" => name(plate),
        (Some(Object::Name(kind)), Some(plates)) if kind == b"DeviceN" => {
            if let Some(plates) = look.at(plates).and_then(|plates| plates.as_array().ok()) {
                plates.iter().for_each(name);
            }
        }
        _ => items
            .iter()
            .for_each(|item| collect(look, item, depth + 1, spots)),
    }
}

fn condition(look: &Look) -> Option<String> {
    let intents = look.array(look.catalog()?, "OutputIntents");
    let intent = look.at(intents.first()?)?.as_dict().ok()?;
    look.text(intent, "OutputConditionIdentifier")
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_no_press_file_is_refused() {
        assert!(super::page(b"", false).is_err());
        assert!(super::page(b"%PDF-1.6\n", false).is_err());
    }
}
