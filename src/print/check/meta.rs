//! What the file says of itself, in XMP and in the Info dictionary, and that both agree.

use lopdf::Dictionary;
use roxmltree::{Document as Xml, Node};

use super::Found;
use super::look::Look;

const DC: &str = "http://purl.org/dc/elements/1.1/";
const PDF: &str = "http://ns.adobe.com/pdf/1.3/";
const PDFX: &str = "http://www.npes.org/pdfx/ns/id/";
const XMP: &str = "http://ns.adobe.com/xap/1.0/";
const XMP_MM: &str = "http://ns.adobe.com/xap/1.0/mm/";

pub fn check(look: &Look, found: &mut Found) {
    let info = look.dict(&look.document.trailer, "Info");
    match info {
        Some(info) => check_info(look, info, found),
        None => found.say("info", "the file has no Info dictionary"),
    }
    let Some(stream) = look
        .catalog()
        .and_then(|catalog| look.stream(catalog, "Metadata"))
    else {
        return found.say("xmp", "the file has no XMP metadata");
    };
    let packed = stream.filters().is_ok_and(|filters| !filters.is_empty());
    found.unless(!packed, "xmp", "the XMP metadata are packed");
    let text = look
        .unpacked(stream)
        .and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(text) = text else {
        return found.say("xmp", "the XMP metadata are not UTF-8");
    };
    match Xml::parse(text.trim_start_matches('\u{feff}')) {
        Ok(xml) => check_xmp(look, &xml, info, found),
        Err(error) => found.say("xmp", format!("the XMP metadata are no XML: {error}")),
    }
}

fn check_info(look: &Look, info: &Dictionary, found: &mut Found) {
    for key in ["Title", "CreationDate", "ModDate"] {
        let there = look
            .text(info, key)
            .is_some_and(|text| !text.trim().is_empty());
        found.unless(there, "info", &format!("the Info dictionary has no {key}"));
    }
    let trapped = look.name(info, "Trapped");
    let sound = matches!(trapped, Some(b"True" | b"False"));
    found.unless(
        sound,
        "trapped",
        "Info does not say True or False for Trapped",
    );
    let version = look.text(info, "GTS_PDFXVersion");
    let sound = version.as_deref() == Some("PDF/X-4");
    found.unless(
        sound,
        "pdfx-version",
        "Info does not say that the file is PDF/X-4",
    );
}

fn check_xmp(look: &Look, xml: &Xml, info: Option<&Dictionary>, found: &mut Found) {
    let value = |space, name| property(xml, space, name).filter(|text| !text.is_empty());
    let sound = value(PDFX, "GTS_PDFXVersion").as_deref() == Some("PDF/X-4");
    found.unless(
        sound,
        "pdfx-version",
        "XMP does not say that the file is PDF/X-4",
    );
    for (space, name) in [
        (DC, "title"),
        (XMP, "CreateDate"),
        (XMP, "ModifyDate"),
        (XMP, "MetadataDate"),
        (XMP_MM, "DocumentID"),
        (XMP_MM, "VersionID"),
        (XMP_MM, "RenditionClass"),
    ] {
        let there = value(space, name).is_some();
        found.unless(there, "xmp", &format!("the XMP metadata have no {name}"));
    }
    let trapped = value(PDF, "Trapped");
    let sound = matches!(trapped.as_deref(), Some("True" | "False"));
    found.unless(
        sound,
        "trapped",
        "XMP does not say True or False for Trapped",
    );

    let Some(info) = info else { return };
    let same = look.name(info, "Trapped") == trapped.as_deref().map(str::as_bytes);
    found.unless(same, "agreement", "Info and XMP differ in Trapped");
    let same = look.text(info, "Title") == value(DC, "title");
    found.unless(same, "agreement", "Info and XMP differ in the title");
    for (key, name) in [("CreationDate", "CreateDate"), ("ModDate", "ModifyDate")] {
        let (in_info, in_xmp) = (look.text(info, key), value(XMP, name));
        let same = in_info.map(digits) == in_xmp.map(digits);
        found.unless(same, "agreement", &format!("Info and XMP differ in {key}"));
    }
}

/// The day and the hour of a date, in whatever notation.
fn digits(date: String) -> String {
    date.chars().filter(char::is_ascii_digit).take(14).collect()
}

/// A property: an element with text in it, or an attribute of a description.
fn property(xml: &Xml, space: &str, name: &str) -> Option<String> {
    let element = xml
        .descendants()
        .find(|node| node.has_tag_name((space, name)));
    let text = |node: Node| -> String {
        node.descendants()
            .filter(Node::is_text)
            .filter_map(|node| node.text())
            .collect()
    };
    let attribute = || {
        xml.descendants()
            .find_map(|node| node.attribute((space, name)))
    };
    let found = element
        .map(text)
        .or_else(|| attribute().map(String::from))?;
    Some(found.trim().to_string())
}
