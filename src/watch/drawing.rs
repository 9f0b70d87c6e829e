//! Drawings and advertisements in PDF as a screen shows them, or one plate of them: every paint in
//! inks is put into what the screen shows, pictures in them too. What is in no inks, or in a
//! spot colour or a gradient, stays as it is.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_svg::hayro_interpret::InterpreterSettings;
use hayro_svg::hayro_syntax::Pdf;
use hayro_svg::{RenderCache, SvgRenderSettings};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};
use typst::foundations::Bytes;
use typst::visualize::{Image, ImageKind, PdfImage, SvgImage};

use super::proof::{Look, Proof};
use crate::pdf::edits::Edits;
use crate::pdf::scan::{Op, Ops};

/// More than any advertisement has when it is unpacked.
const LIMIT: usize = 256 << 20;

/// The spaces that are shown: inks, and black alone.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Space {
    Inks,
    Gray,
    Other,
}

/// A PDF for the screen; nothing if it cannot be read.
pub fn shown(pdf: &PdfImage, proof: &Proof, look: Look) -> Option<Image> {
    let bytes: &[u8] = pdf.document().pdf().data().as_ref();
    let options = LoadOptions::with_max_decompressed_size(LIMIT);
    let mut document = Document::load_mem_with_options(bytes, options).ok()?;
    let painter = Painter {
        proof,
        look,
        spaces: spaces(&document),
    };
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for page in pages {
        let content = document.get_page_content_with_limit(page, LIMIT).ok()?;
        let content = painter.content(&content);
        let content = document.add_object(packed(Dictionary::new(), content));
        document
            .get_dictionary_mut(page)
            .ok()?
            .set("Contents", content);
    }
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && let Some(made) = painter.stream(stream)
        {
            *stream = made;
        }
    }
    let mut out = vec![];
    document.save_to(&mut out).ok()?;
    let svg = guarded(|| svg(out, pdf.page_index()))?;
    let image = SvgImage::new(Bytes::from_string(svg)).ok()?;
    Some(Image::plain(ImageKind::Svg(image)))
}

/// A page of a PDF as SVG, by the hand that Typst itself shows PDFs with.
fn svg(pdf: Vec<u8>, page: usize) -> Option<String> {
    let pdf = Pdf::new(pdf).ok()?;
    let page = pdf.pages().get(page)?;
    Some(hayro_svg::convert(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &SvgRenderSettings {
            bg_color: [0, 0, 0, 0],
        },
    ))
}

/// The renderer is another's, and the file anyone's: what goes wrong in it costs the picture only.
fn guarded<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok().flatten()
}

/// Every colour space that some resources name. Two that share a name and differ are rare, and
/// only seen less well.
fn spaces(document: &Document) -> HashMap<Vec<u8>, Space> {
    let mut found = HashMap::new();
    let resolve = |object: &'_ Object| -> Object {
        match object.as_reference() {
            Ok(id) => document.get_object(id).cloned().unwrap_or(Object::Null),
            Err(_) => object.clone(),
        }
    };
    let mut note = |resources: &Dictionary| {
        let Ok(spaces) = resources.get(b"ColorSpace").map(&resolve) else {
            return;
        };
        let Ok(spaces) = spaces.as_dict() else { return };
        for (name, space) in spaces {
            found.insert(name.clone(), space_of(&resolve(space), &resolve));
        }
    };
    for object in document.objects.values() {
        let dict = match object {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        note(dict);
        if let Ok(Object::Dictionary(resources)) = dict.get(b"Resources").map(&resolve) {
            note(&resources);
        }
    }
    found
}

fn space_of(space: &Object, resolve: &dyn Fn(&Object) -> Object) -> Space {
    if let Ok(name) = space.as_name() {
        return device(name);
    }
    let Some(parts) = space.as_array().ok() else {
        return Space::Other;
    };
    let profile = parts.get(1).map(resolve);
    match (parts.first().map(resolve), profile) {
        (Some(Object::Name(kind)), Some(Object::Stream(profile))) if kind == b"ICCBased" => {
            match profile.dict.get(b"N").and_then(Object::as_i64) {
                Ok(4) => Space::Inks,
                Ok(1) => Space::Gray,
                _ => Space::Other,
            }
        }
        _ => Space::Other,
    }
}

fn device(name: &[u8]) -> Space {
    match name {
        b"DeviceCMYK" | b"CMYK" => Space::Inks,
        b"DeviceGray" | b"G" => Space::Gray,
        _ => Space::Other,
    }
}

struct Painter<'a> {
    proof: &'a Proof,
    look: Look,
    spaces: HashMap<Vec<u8>, Space>,
}

impl Painter<'_> {
    /// A form, a tile or a picture for the screen; nothing if it is something else.
    fn stream(&self, stream: &Stream) -> Option<Stream> {
        let name = |key: &[u8]| stream.dict.get(key).and_then(Object::as_name).ok();
        match name(b"Subtype") {
            Some(b"Image") => self.picture(stream),
            Some(b"Form") => self.drawn(stream),
            _ if stream.dict.has(b"PatternType") => self.drawn(stream),
            _ => None,
        }
    }

    fn drawn(&self, stream: &Stream) -> Option<Stream> {
        let content = stream.get_plain_content_with_limit(LIMIT).ok()?;
        let mut dict = stream.dict.clone();
        dict.remove(b"DecodeParms");
        Some(packed(dict, self.content(&content)))
    }

    fn picture(&self, stream: &Stream) -> Option<Stream> {
        let filters = stream.filters().ok()?;
        let space = stream.dict.get(b"ColorSpace").ok()?;
        let space = match space.as_name() {
            Ok(name) => self.spaces.get(name).copied().unwrap_or(device(name)),
            Err(_) => Space::Other,
        };
        if space != Space::Inks || filters != [b"DCTDecode"] {
            return None;
        }
        let image = self
            .proof
            .picture(&Bytes::new(stream.content.clone()), self.look)?;
        let ImageKind::Raster(raster) = image.kind() else {
            return None;
        };
        let mut made = Stream::new(stream.dict.clone(), raster.data().to_vec());
        made.dict.remove(b"Decode");
        made.dict.set(
            "ColorSpace",
            match self.look {
                Look::Screen => "DeviceRGB",
                Look::Plate(_) => "DeviceGray",
            },
        );
        Some(made)
    }

    /// A content whose paints are those of the screen.
    fn content(&self, content: &[u8]) -> Vec<u8> {
        let mut edits = Edits::of(content);
        // Fills, and strokes.
        let mut now = [Space::Gray; 2];
        let mut outer = vec![];
        for op in Ops::new(content) {
            let strokes = op.name.first().is_some_and(u8::is_ascii_uppercase);
            let own = usize::from(strokes);
            match op.name {
                b"q" if outer.len() < 1000 => outer.push(now),
                b"Q" => now = outer.pop().unwrap_or(now),
                b"k" | b"K" => self.paint(&mut edits, &op, Space::Inks, strokes),
                b"g" | b"G" => self.paint(&mut edits, &op, Space::Gray, strokes),
                b"cs" | b"CS" => {
                    let name = op.resource().unwrap_or_default();
                    let space = self.spaces.get(name).copied().unwrap_or(device(name));
                    if let Some(place) = now.get_mut(own) {
                        *place = space;
                    }
                    if space != Space::Other {
                        let black = self.written([0.0, 0.0, 0.0, 1.0], strokes);
                        edits.replace(op.start, op.end, &black);
                    }
                }
                b"sc" | b"scn" | b"SC" | b"SCN" => {
                    let space = now.get(own).copied().unwrap_or(Space::Other);
                    self.paint(&mut edits, &op, space, strokes);
                }
                _ => {}
            }
        }
        edits.finish().unwrap_or_else(|| content.to_vec())
    }

    fn paint(&self, edits: &mut Edits, op: &Op, space: Space, strokes: bool) {
        let inks = match space {
            Space::Inks => op.numbers::<4>(),
            Space::Gray => op.numbers::<1>().map(|[gray]| [0.0, 0.0, 0.0, 1.0 - gray]),
            Space::Other => None,
        };
        if let Some(inks) = inks {
            edits.replace(op.start, op.end, &self.written(inks, strokes));
        }
    }

    /// The operation that paints with inks as the screen shows them.
    fn written(&self, inks: [f64; 4], strokes: bool) -> String {
        let inks = inks.map(|ink| ink as f32);
        match self.look {
            Look::Screen => {
                let [r, g, b] = self.proof.colour(inks).map(|part| f32::from(part) / 255.0);
                let letters = if strokes { "RG" } else { "rg" };
                format!("{r:.4} {g:.4} {b:.4} {letters}")
            }
            Look::Plate(plate) => {
                let gray = 1.0 - inks.get(plate).copied().unwrap_or_default();
                format!("{gray:.4} {}", if strokes { "G" } else { "g" })
            }
        }
    }
}

fn packed(mut dict: Dictionary, content: Vec<u8>) -> Stream {
    dict.remove(b"Filter");
    let mut stream = Stream::new(dict, content);
    // What cannot be packed stays as it is.
    let _ = stream.compress();
    stream
}
