//! What Typst may see: the project's files, the issue's data, `fonts/`, and nothing else.
//!
//! No packages, no network, no clock, no path outside the project, also not through a
//! symbolic link.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

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

/// The files of a project, each read once and shared by all worlds of a run.
pub struct ProjectFiles {
    files: FileStore<Disk>,
    hashes: Mutex<HashMap<FileId, Option<blake3::Hash>>>,
}

impl ProjectFiles {
    /// The files below a project's root, which is canonical.
    pub fn new(root: PathBuf) -> Self {
        Self {
            files: FileStore::new(Disk { root }),
            hashes: Mutex::default(),
        }
    }

    /// A file by its path with slashes.
    pub fn bytes(&self, path: &str) -> Option<Bytes> {
        self.files.file(file_id(path).ok()?).ok()
    }

    /// The hash of a file's content; nothing if it cannot be read.
    pub fn hash(&self, path: &str) -> Option<blake3::Hash> {
        let id = file_id(path).ok()?;
        let hashes = || self.hashes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = hashes().get(&id) {
            return *known;
        }
        let hash = self.files.file(id).ok().map(|bytes| blake3::hash(&bytes));
        hashes().insert(id, hash);
        hash
    }
}

/// The world some pages are composed in.
pub struct IssueWorld {
    library: Arc<LazyHash<Library>>,
    fonts: Arc<FontStore>,
    project: Arc<ProjectFiles>,
    data: FileStore<Memory>,
    main: FileId,
    today: Option<Datetime>,
    /// Files of the project that were asked for.
    asked: Mutex<BTreeSet<String>>,
}

impl IssueWorld {
    /// A world whose main file is `main`; `today` is the date of the issue.
    pub fn new(
        project: Arc<ProjectFiles>,
        library: Arc<LazyHash<Library>>,
        fonts: Arc<FontStore>,
        data: HashMap<FileId, Bytes>,
        main: FileId,
        today: Option<Datetime>,
    ) -> Self {
        Self {
            library,
            fonts,
            project,
            data: FileStore::new(Memory(data)),
            main,
            today,
            asked: Mutex::default(),
        }
    }

    /// The files of the project that were asked for so far. Typst asks again for all that a result
    /// stands on before it takes the result from its own memory.
    pub fn asked(&self) -> BTreeSet<String> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.clone()
    }

    pub fn project(&self) -> &ProjectFiles {
        &self.project
    }

    /// The store of a file, and a note of it if it is the project's.
    fn in_memory(&self, id: FileId) -> bool {
        let is = self.data.loader().0.contains_key(&id);
        if !is {
            let path = id.vpath().get_without_slash().to_string();
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            asked.insert(path);
        }
        is
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
        match self.in_memory(id) {
            true => self.data.source(id),
            false => self.project.files.source(id),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.in_memory(id) {
            true => self.data.file(id),
            false => self.project.files.file(id),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}

/// The issue's data.
struct Memory(HashMap<FileId, Bytes>);

impl FileLoader for Memory {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let missing = || FileError::NotFound(id.vpath().get_without_slash().into());
        self.0.get(&id).cloned().ok_or_else(missing)
    }
}

/// Loads files of the project.
struct Disk {
    /// The project's root, canonical.
    root: PathBuf,
}

impl FileLoader for Disk {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
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
