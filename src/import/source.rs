//! The files that came: which they are, by name and by content, and how large they may be. A
//! folder's links are not followed, and what a file names beside it must stand beside it.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

pub use super::model::picture_ending;
use super::{Photo, lost, refused};
use crate::copy;
use crate::diag::{Finding, Place, SourceText};
use crate::project::{Unread, read_limited, reason};

/// Files of one run, and folders one inside another: more is a mistaken argument.
const MOST_FILES: usize = 5000;
const DEEPEST: usize = 8;
/// Bytes of a Word document, and of a picture.
pub const LARGEST: u64 = 256 << 20;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Docx,
    Xml,
    Json,
    Picture,
}

/// A file that came.
#[derive(Debug, Clone)]
pub struct Source {
    pub path: PathBuf,
    pub kind: Kind,
    /// Its place as a whole.
    pub place: Place,
}

impl Source {
    /// The name without its ending.
    pub fn stem(&self) -> String {
        let stem = self.path.file_stem().unwrap_or_default();
        stem.to_string_lossy().into_owned()
    }

    /// By what a picture and its caption are known to belong together.
    pub fn stem_key(&self) -> String {
        stem_key(&self.path)
    }

    /// Its bytes.
    pub fn bytes(&self, limit: u64) -> Result<Vec<u8>, Box<Finding>> {
        read_limited(&self.path, limit).map_err(|unread| {
            Box::new(match unread {
                Unread::TooLarge => {
                    let message = format!("the file is larger than {} MB", limit >> 20);
                    refused(&self.place, message)
                }
                Unread::Io(error) => {
                    refused(&self.place, format!("cannot read it: {}", reason(&error)))
                }
            })
        })
    }

    /// Its text: UTF-8, UTF-16 or GB 18030.
    pub fn text(&self, findings: &mut Vec<Finding>) -> Option<Arc<SourceText>> {
        let shown = self.place.path();
        let bytes = match read_limited(&self.path, copy::MAX_BYTES as u64) {
            Ok(bytes) => bytes,
            Err(Unread::TooLarge) => {
                let size = fs::metadata(&self.path).map_or(0, |data| data.len());
                findings.push(copy::too_large(size, shown));
                return None;
            }
            Err(Unread::Io(error)) => {
                findings.push(refused(
                    &self.place,
                    format!("cannot read it: {}", reason(&error)),
                ));
                return None;
            }
        };
        match copy::decode(&bytes, shown) {
            Ok(text) => Some(SourceText::new(shown, text)),
            Err(found) => {
                findings.extend(found);
                None
            }
        }
    }

    /// It as a picture.
    pub fn photo(&self) -> Result<Photo, Box<Finding>> {
        let bytes = self.bytes(LARGEST)?;
        let name = self.path.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        if picture_ending(&bytes).is_none() && !name.to_ascii_lowercase().ends_with(".svg") {
            let message = "the file is no picture that can be printed";
            return Err(Box::new(refused(&self.place, message).hint(KINDS)));
        }
        Ok(Photo {
            name,
            bytes,
            caption: None,
            credit: None,
            path: Some(self.path.clone()),
            page: None,
            from: self.place.clone(),
        })
    }

    /// A picture that the file names: beside it or below, never anywhere else.
    pub fn beside(&self, name: &str, at: &Place) -> Result<Photo, Box<Finding>> {
        let fail = |why: &str| {
            let message = format!("picture `{}` is not taken: {why}", crate::diag::brief(name));
            Err(Box::new(lost(at, message)))
        };
        if name.contains("://") || name.starts_with("data:") || name.starts_with("//") {
            return fail(
                "it is an address, and nothing is fetched; put the file beside the source",
            );
        }
        let name = name.replace('\\', "/");
        let plain = Path::new(&name)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if name.is_empty() || !plain {
            return fail("it leads out of the source's folder");
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let folder = match folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => folder,
        };
        let whole = folder.join(&name);
        let (Ok(real), Ok(root)) = (whole.canonicalize(), folder.canonicalize()) else {
            return fail("there is no such file beside the source");
        };
        if !real.starts_with(root) {
            return fail("it leads out of the source's folder");
        }
        let file = Self {
            place: Place::File(whole.clone()),
            path: whole,
            kind: Kind::Picture,
        };
        file.photo().map_err(|finding| {
            Box::new(lost(
                at,
                format!("picture `{name}` is not taken: {}", finding.message),
            ))
        })
    }
}

const KINDS: &str = "pictures are JPEG, PNG, TIFF, WebP, PDF or SVG";

/// The files of an argument.
pub fn collect(path: &Path, files: &mut Vec<Source>, findings: &mut Vec<Finding>) {
    let place = Place::File(path.to_path_buf());
    let data = match fs::metadata(path) {
        Ok(data) => data,
        Err(error) => {
            let message = match error.kind() {
                io::ErrorKind::NotFound => "no such file or folder".into(),
                _ => format!("cannot open it: {}", reason(&error)),
            };
            let mut finding = refused(&place, message);
            if let Some(near) = path
                .to_str()
                .and_then(|path| crate::project::nearest_file(Path::new(""), path))
            {
                finding = finding.hint(format!("did you mean `{near}`?"));
            }
            findings.push(finding);
            return;
        }
    };
    let before = files.len();
    if data.is_dir() {
        folder(path, 0, files, findings);
        if files.len() == before && !findings.iter().any(|finding| finding.unreadable) {
            findings
                .push(refused(&place, "the folder has no file that can be imported").hint(ENDINGS));
        }
    } else if let Some(kind) = kind(path, &place, findings) {
        files.push(Source {
            path: path.to_path_buf(),
            kind,
            place,
        });
    }
}

const ENDINGS: &str =
    "articles are .txt, .md, .docx, .xml (NITF and editorial systems) or .json (ninjs)";

fn folder(path: &Path, depth: usize, files: &mut Vec<Source>, findings: &mut Vec<Finding>) {
    let place = Place::File(path.to_path_buf());
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("cannot read the folder: {}", reason(&error));
            findings.push(refused(&place, message));
            return;
        }
    };
    if depth > DEEPEST {
        findings.push(lost(
            &place,
            format!("folders stand more than {DEEPEST} deep; this is left out"),
        ));
        return;
    }
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    for name in names {
        let shown = name.to_string_lossy();
        // What systems leave behind: .DS_Store, Thumbs.db, Word's lock files.
        if shown.starts_with(['.', '~']) || shown == "Thumbs.db" || shown == "desktop.ini" {
            continue;
        }
        let path = path.join(&name);
        let place = Place::File(path.clone());
        let Ok(data) = fs::symlink_metadata(&path) else {
            continue;
        };
        if data.file_type().is_symlink() {
            findings.push(lost(&place, "a link is not followed; copy the file itself"));
        } else if data.is_dir() {
            folder(&path, depth + 1, files, findings);
        } else if !data.is_file() {
            findings.push(lost(&place, "it is not a regular file; it is left out"));
        } else if files.len() >= MOST_FILES {
            if files.len() == MOST_FILES {
                findings.push(
                    refused(&place, format!("there are more than {MOST_FILES} files"))
                        .hint("is this the folder of one issue?"),
                );
            }
            return;
        } else if let Some(kind) = kind(&path, &place, findings) {
            files.push(Source { path, kind, place });
        }
    }
}

/// A path without its ending.
pub fn stem_key(path: &Path) -> String {
    path.with_extension("").to_string_lossy().into_owned()
}

/// What a file is, by its ending.
fn kind(path: &Path, place: &Place, findings: &mut Vec<Finding>) -> Option<Kind> {
    let ending = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_ascii_lowercase();
    let kind = match ending.as_str() {
        "txt" | "text" | "md" | "markdown" => Kind::Text,
        "docx" | "docm" => Kind::Docx,
        "xml" | "nitf" => Kind::Xml,
        "json" | "ninjs" => Kind::Json,
        "jpg" | "jpeg" | "png" | "tif" | "tiff" | "webp" | "pdf" | "svg" => Kind::Picture,
        _ => {
            let hint = match ending.as_str() {
                "doc" | "wps" | "rtf" | "odt" => {
                    "open it in the word processor and save it as .docx"
                }
                "zip" | "rar" | "7z" => "unpack it and import the folder",
                _ => ENDINGS,
            };
            let message = format!("`.{ending}` is no form that can be imported");
            findings.push(refused(place, message).hint(hint));
            return None;
        }
    };
    Some(kind)
}
