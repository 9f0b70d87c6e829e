//! Files that lines of a page come from and that no part keeps: the code of layouts, for what
//! belongs to no article, and the files of tables. Each is read once in a run.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use typst::syntax::{FileId, Source, Span, VirtualRoot};

use super::place::Spot;
use crate::diag::{Place, SourceText};
use crate::project::read_limited;

/// More than any layout or table has.
const MOST: u64 = 4 << 20;

/// The files of one run.
pub struct Sources {
    root: PathBuf,
    /// The folder.
    folder: PathBuf,
    code: HashMap<FileId, Option<(Source, Arc<SourceText>)>>,
    files: HashMap<String, Option<Arc<SourceText>>>,
}

impl Sources {
    pub fn new(root: &Path, folder: PathBuf) -> Self {
        Self {
            root: root.to_owned(),
            folder,
            code: HashMap::new(),
            files: HashMap::new(),
        }
    }

    /// Where in a layout's code something was written.
    pub fn code(&mut self, span: Span) -> Option<Spot> {
        let id = span.id()?;
        let root = &self.root;
        let entry = self.code.entry(id).or_insert_with(|| {
            let VirtualRoot::Project = id.root() else {
                return None;
            };
            let text = read(root, &id.vpath().realize(root).ok()?)?;
            Some((Source::new(id, text.text.clone()), text))
        });
        let (source, text) = entry.as_ref()?;
        let range = source.find(span)?.range();
        Some(Spot::of(&Place::text(text, range)))
    }

    /// A file that the manifest names.
    pub fn file(&mut self, name: &str) -> Option<Arc<SourceText>> {
        let (root, folder) = (&self.root, &self.folder);
        let entry = self.files.entry(name.into());
        entry
            .or_insert_with(|| read(root, &folder.join(name)))
            .clone()
    }
}

/// A file of the project as text; nothing of one that lies outside.
fn read(root: &Path, path: &Path) -> Option<Arc<SourceText>> {
    let path = fs::canonicalize(path).ok()?;
    let shown = path.strip_prefix(root).ok()?.to_owned();
    let text = String::from_utf8(read_limited(&path, MOST).ok()?).ok()?;
    Some(SourceText::new(shown, text))
}
