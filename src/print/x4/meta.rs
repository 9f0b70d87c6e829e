//! Who the file says it is: XMP, the Info dictionary and the IDs, all saying the same.
//!
//! Nothing comes from a clock or from chance: IDs are hashes of the content.

use std::fmt::Write;
use std::hash::{Hash, Hasher};

use lopdf::{Dictionary, Object, StringFormat, dictionary};
use siphasher::sip128::{Hasher128, SipHasher13};

use super::page::Boxes;
use crate::print::intent::Intent;

/// What a file says of itself.
#[derive(Debug, Clone)]
pub struct Meta {
    pub title: String,
    /// The program that made it.
    pub creator: String,
    /// A name that is the same for every version of this file.
    pub ident: String,
    pub time: Moment,
    /// Whether the page is already trapped (陷印).
    pub trapped: bool,
    /// A proof is not for the press and does not claim to be PDF/X.
    pub proof: bool,
}

/// A moment in UTC.
#[derive(Debug, Clone, Copy, Hash)]
pub struct Moment {
    pub year: i32,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
}

/// The names of a document through its versions, and of this version.
pub struct Ids {
    pub document: [u8; 16],
    pub instance: [u8; 16],
}

pub const VERSION: &str = "PDF/X-4";

impl Meta {
    /// IDs from what goes into the file.
    pub fn ids(&self, pdf: &[&[u8]], intent: &Intent, boxes: Boxes) -> Ids {
        let hash = |feed: &dyn Fn(&mut SipHasher13)| {
            let mut hasher = SipHasher13::new();
            feed(&mut hasher);
            hasher.finish128().as_bytes()
        };
        Ids {
            document: hash(&|hasher| self.ident.hash(hasher)),
            instance: hash(&|hasher| {
                pdf.iter().for_each(|part| hasher.write(part));
                intent.hash(hasher);
                boxes.bleed.to_bits().hash(hasher);
                boxes.marks.hash(hasher);
                (&self.title, &self.creator, &self.ident).hash(hasher);
                (self.time, self.trapped, self.proof).hash(hasher);
            }),
        }
    }

    fn trapped(&self) -> &'static str {
        if self.trapped { "True" } else { "False" }
    }

    /// The Info dictionary.
    pub fn info(&self) -> Dictionary {
        let Moment {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self.time;
        let time = format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z");
        let mut info = dictionary! {
            "Title" => text(&self.title),
            "Creator" => text(&self.creator),
            "Producer" => text(&self.creator),
            "CreationDate" => text(&time),
            "ModDate" => text(&time),
            "Trapped" => self.trapped(),
        };
        if !self.proof {
            info.set("GTS_PDFXVersion", text(VERSION));
        }
        info
    }

    /// The XMP packet.
    pub fn xmp(&self, ids: &Ids) -> String {
        let Moment {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self.time;
        let time = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
        let (title, creator) = (escaped(&self.title), escaped(&self.creator));
        let (document, instance) = (uuid(ids.document), uuid(ids.instance));
        let (class, key) = match self.proof {
            true => ("proof", String::new()),
            false => {
                let key = "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\n  ";
                ("default", key.to_string())
            }
        };
        let trapped = self.trapped();
        format!(
            r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description rdf:about=""
   xmlns:dc="http://purl.org/dc/elements/1.1/"
   xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
   xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
   xmlns:xmp="http://ns.adobe.com/xap/1.0/"
   xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
  {key}<dc:format>application/pdf</dc:format>
  <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
  <pdf:Producer>{creator}</pdf:Producer>
  <pdf:Trapped>{trapped}</pdf:Trapped>
  <xmp:CreatorTool>{creator}</xmp:CreatorTool>
  <xmp:CreateDate>{time}</xmp:CreateDate>
  <xmp:ModifyDate>{time}</xmp:ModifyDate>
  <xmp:MetadataDate>{time}</xmp:MetadataDate>
  <xmpMM:DocumentID>{document}</xmpMM:DocumentID>
  <xmpMM:InstanceID>{instance}</xmpMM:InstanceID>
  <xmpMM:VersionID>1</xmpMM:VersionID>
  <xmpMM:RenditionClass>{class}</xmpMM:RenditionClass>
 </rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"#,
            bom = '\u{feff}',
        )
    }
}

/// A text string of PDF: ASCII as it is, anything else as UTF-16.
pub fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::string_literal(text);
    }
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    let bytes = units.flat_map(u16::to_be_bytes).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// Text within XML; what XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if c.is_control() => {}
            _ => out.push(c),
        }
    }
    out
}

/// A hash as a UUID of version 8: one made by the maker's own rule.
fn uuid(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut out = String::from("uuid:");
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        assert_eq!(text("a"), Object::string_literal("a"));
        let utf16 = vec![0xfe, 0xff, 0x72, 0x48];
        assert_eq!(text("版"), Object::String(utf16, StringFormat::Hexadecimal));
        assert_eq!(escaped("<a & b>\u{0}"), "&lt;a &amp; b&gt;");
        assert_eq!(
            uuid([0xff; 16]),
            "uuid:ffffffff-ffff-8fff-bfff-ffffffffffff"
        );
    }
}
