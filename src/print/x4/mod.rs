//! From typst-pdf's file to one for a plate-setter: PDF/X-4 by our checks, not certified.
//!
//! Promises: the pages look as they did and their text reads as it did; the same input gives
//! the same bytes; content is never decoded to be written anew, only edited where black
//! overprints or a gray becomes ink; an advertisement's own content is left alone.

mod area;
mod gray;
mod groups;
mod join;
mod marks;
mod meta;
mod overprint;
mod page;
mod resources;

use lopdf::xref::XrefType;
use lopdf::{
    Dictionary, Document, LoadOptions, Object, ObjectId, Stream, StringFormat, dictionary,
};

use super::intent::Intent;
pub use join::join;
pub use meta::{Meta, Moment};
pub use page::Boxes;

/// More than any page's content has when it is unpacked.
const LIMIT: usize = 256 << 20;

/// Why a file could not be finished. None of these is expected of what typst-pdf writes.
#[derive(Debug, thiserror::Error)]
pub enum FinishError {
    #[error("the PDF cannot be read: {0}")]
    Pdf(#[from] lopdf::Error),
    #[error("the PDF is encrypted")]
    Encrypted,
    #[error("a page of the PDF has no usable MediaBox")]
    NoBox,
    #[error("the PDF cannot be written: {0}")]
    Write(#[from] std::io::Error),
}

/// What was done to a file on the way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// Texts, and rules, that now overprint.
    pub texts: usize,
    pub rules: usize,
    /// Groups whose colours now blend in the press's inks.
    pub groups: usize,
}

/// Finishes a PDF for the press.
pub fn finish(
    pdf: &[u8],
    intent: &Intent,
    boxes: Boxes,
    meta: &Meta,
) -> Result<(Vec<u8>, Done), FinishError> {
    let options = LoadOptions {
        strict: true,
        ..LoadOptions::with_max_decompressed_size(LIMIT)
    };
    let mut document = Document::load_mem_with_options(pdf, options)?;
    if document.is_encrypted() {
        return Err(FinishError::Encrypted);
    }
    let ids = meta.ids(&[pdf], intent, boxes);
    let mut done = Done {
        groups: groups::mend(&mut document),
        ..Done::default()
    };
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let states = page::States::new(&mut document);
    for page in pages {
        page::finish(&mut document, page, boxes, states, &mut done)?;
    }
    let bytes = write(document, intent, meta, &ids, pdf.len())?;
    Ok((bytes, done))
}

/// Says what the file is, leaves out what nothing needs, and writes the rest.
fn write(
    mut document: Document,
    intent: &Intent,
    meta: &Meta,
    ids: &meta::Ids,
    length: usize,
) -> Result<Vec<u8>, FinishError> {
    let xmp = document.add_object(xmp_stream(meta.xmp(ids)));
    let profile = document.add_object(profile_stream(intent));
    catalog(&mut document, xmp, output_intent(intent, profile))?;
    trailer(&mut document, meta.info(), ids)?;
    document.prune_objects();
    document.renumber_objects();
    document.version = "1.6".into();
    document.reference_table.cross_reference_type = XrefType::CrossReferenceTable;
    let mut bytes = Vec::with_capacity(length + intent.profile.packed().len() + 8192);
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

/// Leaves in the catalog only what a plate-setter may see: no actions, forms, scripts,
/// outlines, names or structure, which would point at annotations that are gone.
fn catalog(document: &mut Document, xmp: ObjectId, intent: Dictionary) -> Result<(), FinishError> {
    let old = document.catalog()?.clone();
    let mut catalog = dictionary! { "Type" => "Catalog" };
    for key in [&b"Pages"[..], b"Lang", b"PageLabels", b"OCProperties"] {
        if let Ok(value) = old.get(key) {
            catalog.set(key, value.clone());
        }
    }
    catalog.set("Metadata", xmp);
    catalog.set("OutputIntents", vec![intent.into()]);
    *document.catalog_mut()? = catalog;
    Ok(())
}

fn output_intent(intent: &Intent, profile: ObjectId) -> Dictionary {
    let mut entry = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => meta::text(&intent.identifier),
        "OutputCondition" => meta::text(&intent.condition),
        "Info" => meta::text(&intent.condition),
        "DestOutputProfile" => profile,
    };
    if let Some(registry) = &intent.registry {
        entry.set("RegistryName", meta::text(registry));
    }
    entry
}

fn profile_stream(intent: &Intent) -> Stream {
    let dict = dictionary! {
        "N" => 4,
        "Alternate" => "DeviceCMYK",
        "Filter" => "FlateDecode",
    };
    Stream::new(dict, intent.profile.packed().to_vec()).with_compression(false)
}

/// The metadata stand as they are, so that any program finds them without unpacking.
fn xmp_stream(xmp: String) -> Stream {
    let dict = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    Stream::new(dict, xmp.into_bytes()).with_compression(false)
}

/// A new trailer: what older revisions left in it is not wanted.
fn trailer(document: &mut Document, info: Dictionary, ids: &meta::Ids) -> Result<(), FinishError> {
    let root = document.trailer.get(b"Root")?.clone();
    let info = document.add_object(info);
    let id = |bytes: [u8; 16]| Object::String(bytes.to_vec(), StringFormat::Hexadecimal);
    document.trailer = dictionary! {
        "Root" => root,
        "Info" => info,
        "ID" => vec![id(ids.document), id(ids.instance)],
    };
    Ok(())
}
