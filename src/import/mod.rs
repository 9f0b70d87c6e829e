//! Import (来稿): what newsrooms send becomes articles, pictures, tables and the skeleton of a
//! manifest.
//!
//! [`gather`] reads sources into [`Story`]s: text, Word documents, NITF, ninjs and the XML of
//! editorial systems. [`article`] writes each as Markdown and proves that the text reads back
//! as it came; [`skeleton`] proposes pages, layouts and slots; [`write`] puts files where none
//! are. What a source has and an article cannot hold is a finding at its place, never lost in
//! silence. Sources are data: nothing in them is run, fetched, or read outside their folder.

pub mod article;
mod assign;
mod docx;
mod editorial;
mod fields;
mod flow;
mod group;
mod html;
pub mod incoming;
mod markup;
mod model;
mod ninjs;
mod nitf;
mod placed;
pub mod skeleton;
mod source;
mod text;
pub mod write;
mod xml;

use std::path::Path;

pub use self::model::{Block, Photo, Sheet, Span, Story};
use self::source::{Kind, Source};
use crate::diag::{Finding, Place};

/// What came in.
#[derive(Debug, Default)]
pub struct Gathered {
    pub stories: Vec<Story>,
    /// Pictures that came by themselves, each a file of a folder.
    pub photos: Vec<Photo>,
    pub findings: Vec<Finding>,
}

impl Gathered {
    fn warn(&mut self, place: &Place, message: impl Into<String>) {
        self.findings.push(lost(place, message));
    }
}

/// Something that a source has and is not carried over.
fn lost(place: &Place, message: impl Into<String>) -> Finding {
    Finding::warning("import-lost", message).at(place.clone())
}

/// Something that is carried over in another form.
fn changed(place: &Place, message: impl Into<String>) -> Finding {
    Finding::new("import-changed", crate::diag::Severity::Note, message).at(place.clone())
}

/// A source that cannot be read.
fn refused(place: &Place, message: impl Into<String>) -> Finding {
    Finding::unreadable("import-source", message).at(place.clone())
}

/// Reads all sources, files or folders, in the order in which they are named; of a folder, the
/// files in the order of their names.
pub fn gather(sources: &[impl AsRef<Path>]) -> Gathered {
    let mut all = Gathered::default();
    let mut files = vec![];
    for path in sources {
        source::collect(path.as_ref(), &mut files, &mut all.findings);
    }
    let captions = text::captions(&mut files);
    let mut pictures = vec![];
    for file in &files {
        match file.kind {
            Kind::Picture => pictures.push(file),
            Kind::Text => text::read(file, &mut all),
            Kind::Docx => docx::read(file, &mut all),
            Kind::Xml => xml_source(file, &mut all),
            Kind::Json => ninjs::read(file, &mut all),
        }
    }
    let named = all.stories.iter_mut().flat_map(|story| &mut story.photos);
    for photo in named {
        let key = photo.path.as_ref().map(|path| source::stem_key(path));
        let Some(caption) = key.and_then(|key| captions.get(&key)) else {
            continue;
        };
        match photo.caption {
            None => (photo.caption, photo.credit) = editorial::captioned(Some(caption.clone())),
            Some(_) => {
                let message = format!("the picture has a caption already; another came: {caption}");
                all.findings.push(lost(&photo.from, message));
            }
        }
    }
    let used = all.stories.iter().flat_map(|story| &story.photos);
    let used: Vec<_> = used.map(|photo| photo.path.clone()).collect();
    for file in pictures {
        // What an article names stands with the article.
        if used.iter().flatten().any(|path| *path == file.path) {
            continue;
        }
        let caption = captions.get(&file.stem_key()).cloned();
        match file.photo() {
            Ok(photo) => {
                let (caption, credit) = editorial::captioned(caption);
                all.photos.push(Photo {
                    caption,
                    credit,
                    ..photo
                });
            }
            Err(finding) => all.findings.push(*finding),
        }
    }
    all
}

/// XML says by its root what it is.
fn xml_source(file: &Source, all: &mut Gathered) {
    let Some(text) = file.text(&mut all.findings) else {
        return;
    };
    let mut findings = vec![];
    xml::with(&text, &mut findings, |document| {
        let root = document.root_element();
        match nitf::find(root) {
            found if !found.is_empty() => nitf::read(file, &text, &found, all),
            _ => editorial::read(file, &text, root, all),
        }
    });
    all.findings.extend(findings);
}
