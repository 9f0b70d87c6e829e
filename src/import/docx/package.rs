//! The archive of a Word document, read within limits: of names, of entries, of bytes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use zip::ZipArchive;

use crate::diag::{Finding, Place, SourceText};
use crate::import::{refused, xml};

/// Parts of an archive, bytes of a part in XML, of a picture, and of all that is read.
const MOST_PARTS: usize = 4096;
const LARGEST_XML: u64 = 32 << 20;
const LARGEST_PICTURE: u64 = 128 << 20;
const LARGEST: u64 = 512 << 20;

/// A relation of a part to another.
#[derive(Debug, Clone)]
pub struct Relation {
    pub kind: String,
    pub target: String,
    pub outside: bool,
}

pub struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    place: Place,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl Package {
    pub fn open(bytes: Vec<u8>, place: &Place) -> Result<Self, Box<Finding>> {
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(Box::new(
                refused(
                    place,
                    "the document is locked by a password, or of Word's old form",
                )
                .hint("open it in the word processor and save it as .docx without a password"),
            ));
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            let message = format!("not a Word document: {}", reason(&error));
            Box::new(
                refused(place, message)
                    .hint("open it in the word processor and save it as .docx again"),
            )
        })?;
        if archive.len() > MOST_PARTS {
            let message = format!(
                "the archive has {} parts; at most {MOST_PARTS} are read",
                archive.len()
            );
            return Err(Box::new(refused(place, message)));
        }
        if archive.has_overlapping_entries().unwrap_or(true) {
            return Err(Box::new(refused(
                place,
                "parts of the archive lie over one another, as in a zip bomb",
            )));
        }
        for name in archive.file_names_raw() {
            let name = String::from_utf8_lossy(name);
            let leads_out = name.starts_with(['/', '\\'])
                || name.contains(':')
                || name.split(['/', '\\']).any(|part| part == "..");
            if leads_out {
                let message = format!(
                    "the archive has a part that leads out of it: `{}`",
                    crate::diag::brief(&name)
                );
                return Err(Box::new(refused(place, message)));
            }
        }
        Ok(Self {
            archive,
            place: place.clone(),
            left: LARGEST,
        })
    }

    /// A part's bytes; nothing if there is no such part.
    fn part(&mut self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, String> {
        let Some(index) = self.archive.index_for_name(name) else {
            return Ok(None);
        };
        let limit = limit.min(self.left);
        let mut part = self
            .archive
            .by_index(index)
            .map_err(|error| format!("`{name}`: {}", reason(&error)))?;
        // What the archive says of a size may be a lie; it is only the first hint.
        let mut bytes = Vec::with_capacity(part.size().min(limit).min(1 << 20) as usize);
        (&mut part)
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| format!("`{name}` is torn: {error}"))?;
        if bytes.len() as u64 > limit {
            return Err(format!("`{name}` unpacks to more than {} MB", limit >> 20));
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// A part in XML as text.
    pub fn xml(&mut self, name: &str) -> Result<Option<Arc<SourceText>>, Box<Finding>> {
        let fail = |place: &Place, why: String| Box::new(refused(place, why));
        let bytes = self
            .part(name, LARGEST_XML)
            .map_err(|why| fail(&self.place, why))?;
        let Some(bytes) = bytes else { return Ok(None) };
        let shown = format!("{}!{name}", self.place.path().display());
        let text = match bytes.as_slice() {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
                encoding_rs::UTF_16LE.decode(&bytes).0.into_owned()
            }
            _ => String::from_utf8(bytes)
                .map_err(|_| fail(&self.place, format!("`{name}` is not UTF-8")))?,
        };
        Ok(Some(SourceText::new(shown, text)))
    }

    /// Reads a part and hands its tree on.
    pub fn with<T>(
        &mut self,
        name: &str,
        then: impl FnOnce(roxmltree::Node) -> T,
    ) -> Result<Option<T>, Box<Finding>> {
        let Some(source) = self.xml(name)? else {
            return Ok(None);
        };
        let mut findings = vec![];
        let done = xml::with(&source, &mut findings, |document| {
            then(document.root_element())
        });
        match findings.pop() {
            Some(finding) => Err(Box::new(finding)),
            None => Ok(done),
        }
    }

    /// What a part is related to, by the names it uses.
    pub fn relations(&mut self, part: &str) -> Result<BTreeMap<String, Relation>, Box<Finding>> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = match folder {
            "" => format!("_rels/{file}.rels"),
            folder => format!("{folder}/_rels/{file}.rels"),
        };
        let found = self.with(&name, |root| {
            let relations = root
                .children()
                .filter(roxmltree::Node::is_element)
                .filter_map(|node| {
                    let outside = node.attribute("TargetMode") == Some("External");
                    let target = node.attribute("Target")?;
                    let target = match outside {
                        true => target.to_string(),
                        false => joined(folder, target),
                    };
                    let kind = node.attribute("Type")?.rsplit('/').next()?.to_string();
                    Some((
                        node.attribute("Id")?.to_string(),
                        Relation {
                            kind,
                            target,
                            outside,
                        },
                    ))
                });
            relations.collect()
        })?;
        Ok(found.unwrap_or_default())
    }

    /// A picture's bytes, or why there are none.
    pub fn picture(&mut self, part: &str) -> Result<Vec<u8>, String> {
        self.part(part, LARGEST_PICTURE)?
            .ok_or_else(|| "the document does not have it".into())
    }
}

/// A target as a part's name, from the folder of the part that names it. It names nothing but
/// parts of the same archive, whatever it says.
fn joined(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = match target.starts_with('/') {
        true => vec![],
        false => folder.split('/').collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

fn reason(error: &zip::result::ZipError) -> String {
    use zip::result::ZipError;
    match error {
        ZipError::UnsupportedArchive(words) if words.contains("assword") => {
            "it is locked by a password".into()
        }
        ZipError::UnsupportedArchive(words) => {
            format!("the archive is of a kind that is not read ({words})")
        }
        ZipError::InvalidArchive(_) => "the archive is broken".into(),
        ZipError::Io(_) => "the archive is torn".into(),
        error => error.to_string().to_lowercase(),
    }
}
