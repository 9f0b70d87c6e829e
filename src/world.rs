//! What Typst may see: the project's files, the issue's data, `fonts/`, and nothing else.
//!
//! No packages, no network, no clock, no path outside the project, also not through a
//! symbolic link.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_kit::files::{FileLoader, FileStore};
use typst_kit::fonts::FontStore;

/// Where the issue's data stands for the templates: `/.dayang/…`, in memory only.
pub const DATA: &str = ".dayang";

/// The largest file a template may read, in bytes. A page of a newspaper has no use for more.
const LARGEST_FILE: u64 = 512 << 20;

/// The identity of a file of the project or of the issue's data, from a path with slashes.
pub fn file_id(path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|err| err.to_string())?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The world an issue is composed in.
pub struct IssueWorld {
    library: Arc<LazyHash<Library>>,
    fonts: Arc<FontStore>,
    files: FileStore<ProjectFiles>,
    main: FileId,
    today: Option<Datetime>,
}

impl IssueWorld {
    /// A world whose main file is `main`; `today` is the date of the issue.
    pub fn new(
        root: PathBuf,
        library: Arc<LazyHash<Library>>,
        fonts: Arc<FontStore>,
        data: HashMap<FileId, Bytes>,
        main: FileId,
        today: Option<Datetime>,
    ) -> Self {
        let files = FileStore::new(ProjectFiles { root, data });
        Self {
            library,
            fonts,
            files,
            main,
            today,
        }
    }
}

impl World for IssueWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

/// Loads files of the project, and the issue's data from memory.
struct ProjectFiles {
    /// The project's root, canonical.
    root: PathBuf,
    data: HashMap<FileId, Bytes>,
}

impl FileLoader for ProjectFiles {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        if let Some(bytes) = self.data.get(&id) {
            return Ok(bytes.clone());
        }
        let path = match id.root() {
            VirtualRoot::Project => id.vpath().realize(&self.root)?,
            VirtualRoot::Package(_) => {
                return Err(FileError::Other(Some(
                    "packages are not used; put the module below layouts/ instead".into(),
                )));
            }
        };
        let wrap = |err| FileError::from_io(err, &path);
        // A link inside the project may still lead out of it.
        let real = path.canonicalize().map_err(wrap)?;
        if !real.starts_with(&self.root) {
            return Err(FileError::AccessDenied);
        }
        let meta = fs::metadata(&real).map_err(wrap)?;
        if meta.is_dir() {
            return Err(FileError::IsDirectory);
        }
        if !meta.is_file() || meta.len() > LARGEST_FILE {
            return Err(FileError::Other(Some(
                "not an ordinary file of a sane size".into(),
            )));
        }
        fs::read(&real).map(Bytes::new).map_err(wrap)
    }
}
