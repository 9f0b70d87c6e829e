//! One page: its boxes, its group, its content; nothing on it but what is printed.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::area::Area;
use super::overprint::{self, Names};
use super::resources::{deref, inherited, is_icc, is_named, within};
use super::{Done, FinishError, LIMIT, gray, marks};

/// What stands around the trimmed page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Boxes {
    /// How far pictures run beyond the trim (出血), in pt.
    pub bleed: f32,
    /// Crop and registration marks and a colour bar.
    pub marks: bool,
}

/// The graphics states that overprint, shared by all pages.
#[derive(Clone, Copy)]
pub struct States {
    text: ObjectId,
    rule: ObjectId,
}

impl States {
    pub fn new(document: &mut Document) -> Self {
        let state = |fills: bool| {
            dictionary! { "Type" => "ExtGState", "op" => fills, "OP" => !fills, "OPM" => 1 }
        };
        Self {
            text: document.add_object(state(true)),
            rule: document.add_object(state(false)),
        }
    }
}

/// Page entries that are for a screen, for tagging, or not allowed in PDF/X.
const NOT_PRINTED: [&[u8]; 15] = [
    b"Annots",
    b"AA",
    b"B",
    b"ArtBox",
    b"CropBox",
    b"Rotate",
    b"UserUnit",
    b"Tabs",
    b"Trans",
    b"Dur",
    b"PresSteps",
    b"StructParents",
    b"Thumb",
    b"Metadata",
    b"PieceInfo",
];

/// Finishes a page.
pub fn finish(
    document: &mut Document,
    id: ObjectId,
    boxes: Boxes,
    states: States,
    done: &mut Done,
) -> Result<(), FinishError> {
    let media = Area::of(document, id, b"MediaBox").ok_or(FinishError::NoBox)?;
    let trim = Area::of(document, id, b"TrimBox").unwrap_or(media);
    let bleed = media.union(trim.grown(boxes.bleed));
    let sheet = if boxes.marks {
        bleed.grown(marks::SLUG)
    } else {
        bleed
    };

    let resources = inherited(document, id, b"Resources");
    let mut resources = resources
        .and_then(|found| found.as_dict().ok().cloned())
        .unwrap_or_default();
    grays_to_ink(document, &resources);
    let mut contents = edit(document, id, &mut resources, states, done)?;
    if boxes.marks {
        let marks = marks::draw(document, trim, bleed, &mut resources);
        contents.insert(0, marks.into());
    }

    let page = document.get_dictionary_mut(id)?;
    for key in NOT_PRINTED {
        page.remove(key);
    }
    page.set("Resources", resources);
    page.set(
        "Contents",
        match contents.len() {
            1 => contents.remove(0),
            _ => contents.into(),
        },
    );
    page.set("MediaBox", sheet);
    page.set("BleedBox", bleed);
    page.set("TrimBox", trim);
    page.set(
        "Group",
        dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK", "I" => true },
    );
    Ok(())
}

/// Edits the page's content, and gives what is to stand under `Contents`.
fn edit(
    document: &mut Document,
    id: ObjectId,
    resources: &mut Dictionary,
    states: States,
    done: &mut Done,
) -> Result<Vec<Object>, FinishError> {
    let content = document.get_page_content_with_limit(id, LIMIT)?;
    let spaces = within(document, resources, b"ColorSpace");
    let fonts = within(document, resources, b"Font");
    let mut graphics = within(document, resources, b"ExtGState");
    let is_gray = |name: &[u8]| {
        spaces
            .get(name)
            .is_ok_and(|space| is_icc(document, space, 1))
    };
    // A font that is not there may be anything.
    let is_drawn = |name: &[u8]| {
        let font = fonts.get(name).map(|font| deref(document, font));
        let font = font
            .and_then(Object::as_dict)
            .and_then(|font| font.get(b"Subtype"));
        font.and_then(Object::as_name)
            .map_or(true, |kind| kind == b"Type3")
    };
    let ink = gray::to_ink(&content, &is_gray);
    let (text, rule) = (
        free_name(&graphics, "OverprintText"),
        free_name(&graphics, "OverprintRule"),
    );
    let names = Names {
        text: &text,
        rule: &rule,
        is_drawn: &is_drawn,
    };
    let over = overprint::overprint(ink.as_ref().unwrap_or(&content), &names);
    if let Some(over) = &over {
        done.texts += over.texts;
        done.rules += over.rules;
        for (count, name, state) in [
            (over.texts + over.fills, &text, states.text),
            (over.rules - over.fills, &rule, states.rule),
        ] {
            if count > 0 {
                graphics.set(name.as_str(), state);
            }
        }
        resources.set("ExtGState", graphics);
    }
    Ok(match over.map(|over| over.content).or(ink) {
        Some(content) => vec![document.add_object(packed(&content)).into()],
        None => document
            .get_page_contents(id)
            .into_iter()
            .map(Object::from)
            .collect(),
    })
}

/// A stream of content, packed.
pub fn packed(content: &[u8]) -> Stream {
    let bytes = miniz_oxide::deflate::compress_to_vec_zlib(content, 6);
    Stream::new(dictionary! { "Filter" => "FlateDecode" }, bytes)
}

/// A name that the page does not use.
pub fn free_name(dict: &Dictionary, wanted: &str) -> String {
    let mut name = wanted.to_string();
    while dict.has(name.as_bytes()) {
        name.push('_');
    }
    name
}

/// Turns the page's own gray pictures, gray by a profile, into pictures of black ink. Those
/// within an advertisement are not among them.
fn grays_to_ink(document: &mut Document, resources: &Dictionary) {
    let objects = within(document, resources, b"XObject");
    let grays: Vec<ObjectId> = (objects.iter())
        .filter_map(|(_, object)| object.as_reference().ok())
        .filter(|&id| {
            let Ok(stream) = document.get_object(id).and_then(Object::as_stream) else {
                return false;
            };
            let space = stream.dict.get(b"ColorSpace");
            is_named(&stream.dict, b"Subtype", "Image")
                && space.is_ok_and(|space| is_icc(document, space, 1))
        })
        .collect();
    for id in grays {
        if let Ok(Object::Stream(stream)) = document.get_object_mut(id) {
            stream.dict.set("ColorSpace", "DeviceGray");
        }
    }
}
