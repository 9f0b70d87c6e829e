//! PDFs with a little of everything that one can paint with, and changes of their objects: a file
//! whose table of places is wrong is refused at the door, so it is written anew after each change.

use lopdf::{
    Dictionary, Document, LoadOptions, Object, ObjectId, Stream, StringFormat, dictionary,
};

use super::bytes;
use super::random::Random;

const LIMIT: usize = 16 << 20;

pub fn seeds() -> Vec<Vec<u8>> {
    vec![chart(), plain(), acting()]
}

pub fn change_or_break(random: &mut Random, mut input: Vec<u8>, pool: &[Vec<u8>]) -> Vec<u8> {
    if random.one_in(4) {
        bytes::change(random, &mut input, pool);
        return input;
    }
    change(random, &input)
}

/// Changes some objects, or words of a page's content, if it can be read at all.
pub fn change(random: &mut Random, input: &[u8]) -> Vec<u8> {
    let options = LoadOptions::with_max_decompressed_size(LIMIT);
    let Ok(mut document) = Document::load_mem_with_options(input, options) else {
        let mut input = input.to_vec();
        bytes::change(random, &mut input, &[plain()]);
        return input;
    };
    for _ in 0..=random.below(5) {
        let ids: Vec<ObjectId> = document.objects.keys().copied().collect();
        if ids.is_empty() {
            break;
        }
        let id = *random.pick(&ids);
        let other = document.objects.get(random.pick(&ids)).cloned();
        let Some(object) = document.objects.get_mut(&id) else {
            continue;
        };
        object_changed(random, object, &ids, other);
    }
    if random.one_in(20) {
        let id = *random.pick(&document.objects.keys().copied().collect::<Vec<_>>());
        document.objects.remove(&id);
    }
    let mut bytes = vec![];
    match document.save_to(&mut bytes) {
        Ok(()) => bytes,
        Err(_) => input.to_vec(),
    }
}

fn object_changed(
    random: &mut Random,
    object: &mut Object,
    ids: &[ObjectId],
    other: Option<Object>,
) {
    match object {
        Object::Dictionary(dict) => dict_changed(random, dict, ids, other),
        Object::Stream(stream) => match random.one_in(2) {
            true => dict_changed(random, &mut stream.dict, ids, other),
            false => content_changed(random, stream),
        },
        Object::Array(items) => {
            let at = random.below(items.len());
            match random.below(4) {
                0 => items.truncate(at),
                1 => items.extend(items.clone()),
                _ => match items.get_mut(at) {
                    Some(item) if random.one_in(2) => object_changed(random, item, ids, other),
                    Some(item) => *item = any(random, ids),
                    None => items.push(any(random, ids)),
                },
            }
        }
        other_object => *other_object = any(random, ids),
    }
}

fn dict_changed(
    random: &mut Random,
    dict: &mut Dictionary,
    ids: &[ObjectId],
    other: Option<Object>,
) {
    let keys: Vec<Vec<u8>> = dict.iter().map(|(key, _)| key.clone()).collect();
    let key = match keys.is_empty() || random.one_in(5) {
        true => random.pick(&KEYS).as_bytes().to_vec(),
        false => random.pick(&keys).clone(),
    };
    match (random.below(5), dict.get_mut(&key), other) {
        (0, Ok(_), _) => drop(dict.remove(&key)),
        (1 | 2, Ok(value), other) => object_changed(random, value, ids, other),
        (3, _, Some(other)) if !matches!(other, Object::Stream(_)) => dict.set(key, other),
        _ => dict.set(key, any(random, ids)),
    }
}

/// Words of a content stream lost, doubled, or put in another's place.
fn content_changed(random: &mut Random, stream: &mut Stream) {
    if stream.dict.has(b"Filter") && !random.one_in(4) {
        // A stream that cannot be unpacked is changed as it is.
        if let Ok(content) = stream.decompressed_content_with_limit(LIMIT) {
            stream.dict.remove(b"Filter");
            stream.dict.remove(b"DecodeParms");
            stream.set_content(content);
        }
    }
    let mut content = stream.content.clone();
    if random.one_in(3) {
        bytes::change(random, &mut content, &[b"q Q BT ET".to_vec()]);
    } else {
        let text = String::from_utf8_lossy(&content).into_owned();
        let mut words: Vec<&str> = text.split_inclusive([' ', '\n']).collect();
        let at = random.below(words.len().max(1)).min(words.len());
        match random.below(4) {
            0 if at < words.len() => drop(words.remove(at)),
            1 if at < words.len() => {
                let word = words[at];
                let times = *random.pick(&[1, 30, 3000]);
                words.splice(at..at, std::iter::repeat_n(word, times));
            }
            _ => words.insert(at, OPERATORS[random.below(OPERATORS.len())]),
        }
        content = words.concat().into_bytes();
    }
    content.truncate(LIMIT >> 4);
    stream.set_content(content);
}

/// An object of any kind: often one that leads in a circle.
fn any(random: &mut Random, ids: &[ObjectId]) -> Object {
    match random.below(9) {
        0 => Object::Null,
        1 => Object::Boolean(random.one_in(2)),
        2 => {
            Object::Integer(*random.pick(&[0, 1, -1, 2, 255, 65_536, i64::MAX, i64::MIN, 1 << 31]))
        }
        3 => Object::Real(*random.pick(&[0.0, -0.5, 1e30, f32::MIN_POSITIVE, 1.5, -1e9])),
        4 => Object::Name(random.pick(&NAMES).as_bytes().to_vec()),
        5 => Object::String(vec![0xfe, 0xff, 0x4e, 0x2d, 0x00], StringFormat::Literal),
        6 => Object::Array((0..random.below(6)).map(|_| any(random, &[])).collect()),
        7 => Object::Dictionary(Dictionary::new()),
        _ if ids.is_empty() => Object::Integer(random.below(100) as i64),
        _ => Object::Reference(*random.pick(ids)),
    }
}

const KEYS: [&str; 44] = [
    "Type",
    "Subtype",
    "Filter",
    "DecodeParms",
    "Length",
    "Width",
    "Height",
    "BitsPerComponent",
    "ColorSpace",
    "Decode",
    "SMask",
    "Mask",
    "ImageMask",
    "Matrix",
    "BBox",
    "Resources",
    "Group",
    "Parent",
    "Kids",
    "Count",
    "Contents",
    "MediaBox",
    "TrimBox",
    "Rotate",
    "UserUnit",
    "Annots",
    "FunctionType",
    "Functions",
    "Domain",
    "Range",
    "Bounds",
    "Encode",
    "Size",
    "ShadingType",
    "Function",
    "Coords",
    "PatternType",
    "XStep",
    "N",
    "Alternate",
    "Predictor",
    "Columns",
    "OCProperties",
    "AA",
];

const NAMES: [&str; 28] = [
    "DeviceRGB",
    "DeviceCMYK",
    "DeviceGray",
    "Pattern",
    "Indexed",
    "ICCBased",
    "Separation",
    "DeviceN",
    "Lab",
    "CalRGB",
    "All",
    "None",
    "FlateDecode",
    "LZWDecode",
    "ASCII85Decode",
    "ASCIIHexDecode",
    "RunLengthDecode",
    "DCTDecode",
    "JPXDecode",
    "CCITTFaxDecode",
    "JBIG2Decode",
    "Crypt",
    "Image",
    "Form",
    "Multiply",
    "Luminosity",
    "Page",
    "Pages",
];

const OPERATORS: [&str; 36] = [
    "q\n",
    "Q\n",
    "/F0 Do\n",
    "/I0 Do\n",
    "/P0 scn\n",
    "/Pattern cs\n",
    "/S0 sh\n",
    "/G0 gs\n",
    "1 0 0 rg\n",
    "0 0 0 1 k\n",
    "/C0 cs 0.5 scn\n",
    "1e30 0 0 1e30 0 0 cm\n",
    "0 0 0 0 0 0 cm\n",
    "0 0 99 99 re f\n",
    "W n\n",
    "BT /T0 12 Tf (a) Tj ET\n",
    "[(a) -1e9 (b)] TJ\n",
    "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI\n",
    "BI /W 99999 /H 99999 /IM true ID EI\n",
    "BX EX\n",
    "/OC /O0 BDC\n",
    "EMC\n",
    "0 d0\n",
    "<< >> BDC\n",
    "]\n",
    ">>\n",
    "(\n",
    "<41\n",
    "0 w\n",
    "-1 w\n",
    "[0 0] 0 d\n",
    "3 Tr\n",
    "1 i\n",
    "/Missing Do\n",
    "99999999999999999999 g\n",
    "h B* b* s S\n",
];

/// A document of one page out of content and resources.
fn document(mut document: Document, content: &str, resources: Dictionary) -> (Document, ObjectId) {
    let content = document.add_object(Stream::new(dictionary! {}, content.into()));
    let pages = document.new_object_id();
    let area: Vec<Object> = vec![0.into(), 0.into(), 100.into(), 80.into()];
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Resources" => resources,
        "MediaBox" => area.clone(), "TrimBox" => area, "Rotate" => 90,
        "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" },
    });
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, tree.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    (document, page)
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = vec![];
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn plain() -> Vec<u8> {
    saved(
        document(
            Document::with_version("1.4"),
            "0 0 0 1 k 9 9 50 50 re f\n",
            dictionary! {},
        )
        .0,
    )
}

/// What an advertisement may not have.
fn acting() -> Vec<u8> {
    let (mut document, page) = document(Document::with_version("1.7"), "0 g\n", dictionary! {});
    let script =
        dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let link = dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("http://a.example") },
    };
    let link = document.add_object(link);
    let page = document.get_dictionary_mut(page).unwrap();
    page.set("Annots", vec![link.into()]);
    page.set("AA", dictionary! { "O" => script });
    saved(document)
}

/// A little of everything that paints.
pub fn chart() -> Vec<u8> {
    let mut it = Document::with_version("1.6");
    let exponential = || {
        dictionary! {
            "FunctionType" => 2, "Domain" => numbers(&[0.0, 1.0]), "N" => 1,
            "C0" => numbers(&[0.0, 0.0, 0.0, 0.0]), "C1" => numbers(&[0.0, 1.0, 0.5, 0.2]),
        }
    };
    let tint = it.add_object(exponential());
    let stitched = it.add_object(dictionary! {
        "FunctionType" => 3, "Domain" => numbers(&[0.0, 1.0]), "Functions" => vec![tint.into(), tint.into()],
        "Bounds" => numbers(&[0.5]), "Encode" => numbers(&[0.0, 1.0, 1.0, 0.0]),
    });
    let program = it.add_object(Stream::new(
        dictionary! { "FunctionType" => 4, "Domain" => numbers(&[0.0, 1.0]), "Range" => numbers(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]) },
        b"{ dup 0.5 gt { 1 exch sub } { 2 mul } ifelse dup dup }".to_vec(),
    ));
    let sampled = it.add_object(Stream::new(
        dictionary! {
            "FunctionType" => 0, "Domain" => numbers(&[0.0, 1.0]), "Range" => numbers(&[0.0, 1.0, 0.0, 1.0, 0.0, 1.0]),
            "Size" => numbers(&[2.0]), "BitsPerSample" => 8,
        },
        vec![0, 128, 255, 255, 0, 9],
    ));
    let spot = |function: ObjectId, space: &str| -> Object {
        vec![
            "Separation".into(),
            "Spot".into(),
            space.into(),
            function.into(),
        ]
        .into()
    };
    let indexed: Object = vec![
        "Indexed".into(),
        "DeviceRGB".into(),
        1.into(),
        Object::String(vec![255, 0, 0, 0, 0, 255], StringFormat::Hexadecimal),
    ]
    .into();
    let lab: Object = vec![
        "Lab".into(),
        dictionary! { "WhitePoint" => numbers(&[0.96, 1.0, 0.82]) }.into(),
    ]
    .into();
    let devices: Object = vec![
        "DeviceN".into(),
        vec!["Spot".into(), "Black".into()].into(),
        "DeviceCMYK".into(),
        stitched.into(),
    ]
    .into();
    let mask = image(&mut it, "DeviceGray".into(), 1, None);
    let picture = image(&mut it, "DeviceRGB".into(), 3, Some(mask));
    let few = image(&mut it, indexed.clone(), 1, None);
    let shading = |kind: i64, coords: &[f32], function: ObjectId, space: &str| {
        dictionary! {
            "ShadingType" => kind, "ColorSpace" => space, "Coords" => numbers(coords), "Function" => function,
            "Extend" => vec![true.into(), false.into()],
        }
    };
    let axial = it.add_object(shading(2, &[0.0, 0.0, 50.0, 50.0], program, "DeviceRGB"));
    let radial = it.add_object(shading(
        3,
        &[9.0, 9.0, 0.0, 9.0, 9.0, 9.0],
        sampled,
        "DeviceRGB",
    ));
    let mesh = it.add_object(Stream::new(
        dictionary! {
            "ShadingType" => 4, "ColorSpace" => "DeviceRGB", "BitsPerCoordinate" => 8, "BitsPerComponent" => 8,
            "BitsPerFlag" => 8, "Decode" => numbers(&[0.0, 99.0, 0.0, 99.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]),
        },
        vec![0, 1, 2, 255, 0, 0, 0, 90, 2, 0, 255, 0, 0, 40, 90, 0, 0, 255],
    ));
    let gradient = it.add_object(dictionary! { "PatternType" => 2, "Shading" => axial });
    let area = || numbers(&[0.0, 0.0, 9.0, 9.0]);
    let tile = it.add_object(Stream::new(
        dictionary! {
            "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "BBox" => area(), "XStep" => 9, "YStep" => 9,
            "Resources" => dictionary! {},
        },
        b"1 0 0 rg 0 0 4 4 re f".to_vec(),
    ));
    let form = it.add_object(Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => area(), "Matrix" => numbers(&[1.0, 0.0, 0.0, 1.0, 2.0, 2.0]),
            "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceRGB", "I" => true },
            "Resources" => dictionary! { "XObject" => dictionary! { "I0" => few } },
        },
        b"q 5 0 0 5 0 0 cm /I0 Do Q 0 1 0 RG 0 0 m 9 9 l S".to_vec(),
    ));
    let state = dictionary! {
        "ca" => 0.5, "CA" => 0.5, "BM" => "Multiply", "OP" => true, "op" => true, "OPM" => 1,
        "SMask" => dictionary! { "S" => "Luminosity", "G" => form },
    };
    let glyph = it.add_object(Stream::new(
        dictionary! {},
        b"9 0 0 0 9 9 d1 0 0 9 9 re f".to_vec(),
    ));
    let font = it.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontBBox" => area(), "FontMatrix" => numbers(&[0.1, 0.0, 0.0, 0.1, 0.0, 0.0]),
        "CharProcs" => dictionary! { "a" => glyph }, "FirstChar" => 97, "LastChar" => 97, "Widths" => numbers(&[9.0]),
        "Encoding" => dictionary! { "Differences" => vec![97.into(), "a".into()] },
    });
    let resources = dictionary! {
        "XObject" => dictionary! { "I0" => picture, "I1" => few, "F0" => form },
        "ColorSpace" => dictionary! {
            "C0" => spot(tint, "DeviceCMYK"), "C1" => indexed, "C2" => lab, "C3" => devices,
            "C4" => spot(program, "DeviceRGB"),
        },
        "Shading" => dictionary! { "S0" => axial, "S1" => radial, "S2" => mesh },
        "Pattern" => dictionary! { "P0" => gradient, "P1" => tile },
        "ExtGState" => dictionary! { "G0" => state },
        "Font" => dictionary! { "T0" => font },
    };
    saved(document(it, CONTENT, resources).0)
}

const CONTENT: &str = "q 0.9 0 0 0.9 1 1 cm\n1 0 0 rg 9 9 20 20 re f\n0.5 g 0 0 0 1 K 2 w 0 0 m 50 50 l S\n\
    q 30 0 0 20 10 10 cm /I0 Do Q\nq 5 0 0 5 50 50 cm /I1 Do Q\n/C0 cs 0.7 scn 0 0 9 9 re f\n/C1 cs 1 sc 1 1 5 5 re f\n\
    /C2 cs 50 9 9 sc 2 2 5 5 re f\n/C3 cs 0.1 0.9 scn 3 3 5 5 re f*\n/C4 CS 0.3 SCN 4 4 5 5 re s\n\
    /Pattern cs /P0 scn 0 0 30 30 re f\n/P1 scn 30 30 20 20 re B\nq 0 0 20 20 re W n /S0 sh /S1 sh /S2 sh Q\n\
    /G0 gs /F0 Do\nBT /T0 12 Tf 1 0 0 1 9 60 Tm (aaa) Tj [(a) -100 (a)] TJ ET\n\
    q 9 0 0 9 70 9 cm BI /W 2 /H 2 /BPC 8 /CS /RGB ID abcdefghijkl EI Q\nQ\n";

fn numbers(all: &[f32]) -> Vec<Object> {
    all.iter().map(|&number| Object::Real(number)).collect()
}

fn image(
    document: &mut Document,
    space: Object,
    components: usize,
    mask: Option<ObjectId>,
) -> ObjectId {
    let mut dict = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 4, "Height" => 4, "BitsPerComponent" => 8,
        "ColorSpace" => space,
    };
    if let Some(mask) = mask {
        dict.set("SMask", mask);
    }
    let pixels = (0..16 * components)
        .map(|at| (at * 37 % 2) as u8 * 200 / 200)
        .collect();
    document.add_object(Stream::new(dict, pixels))
}
