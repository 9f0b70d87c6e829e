//! The fonts an issue is set in: those of `fonts/`, and the system's only when asked for,
//! so that an issue sets the same everywhere.

mod file;

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

use rayon::prelude::*;
use typst::text::FontBook;
use typst_kit::fonts::{FontPath, FontSource, FontStore, system};

use self::file::{Face, Faces, FontFile, told};
use crate::diag::{Finding, Place, nearest};
use crate::project::Project;
use crate::shelf::{Key, Parts, Shelf};

/// Endings of the font files that are read.
const ENDINGS: [&str; 4] = ["otf", "ttf", "otc", "ttc"];

/// Fonts that are known by name and coverage; a file is read when type is set in it.
pub struct Fonts {
    pub store: Arc<FontStore>,
    /// The content of all files of `fonts/`; nothing with fonts of the system, of which nothing is
    /// known but their names.
    pub content: Option<Arc<Content>>,
    /// Files of `fonts/` that hold no face that can be used.
    pub broken: Vec<PathBuf>,
}

/// The content of the font files: pages that were set in the same are known by it.
pub struct Content {
    root: PathBuf,
    files: Vec<(Arc<FontFile>, Faces)>,
    /// Where hashes are kept, and whether there is such a place.
    shelf: Option<PathBuf>,
    key: OnceLock<Option<Key>>,
}

impl Content {
    /// A hash of all files; none if one was written while it was read. What is not known is read, on
    /// threads of its own: workers of a shared pool may be waiting here.
    pub fn key(&self) -> Option<Key> {
        *self.key.get_or_init(|| {
            let shelf = self.shelf.clone().map(Shelf::new);
            let next = AtomicUsize::new(0);
            let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
            thread::scope(|scope| {
                for _ in 0..cores.min(self.files.len()) {
                    scope.spawn(|| {
                        while let Some((file, faces)) =
                            self.files.get(next.fetch_add(1, Ordering::Relaxed))
                        {
                            file.hash(faces, shelf.as_ref());
                        }
                    });
                }
            });
            let mut key = Parts::new("fonts");
            for (file, faces) in &self.files {
                let name = file.path.strip_prefix(&self.root).unwrap_or(&file.path);
                key.add(name.as_os_str().as_encoded_bytes());
                key.add(&file.hash(faces, shelf.as_ref())?);
            }
            Some(key.key())
        })
    }

    /// Begins to find the key while something else is done.
    pub fn begin(self: &Arc<Self>) {
        let own = self.clone();
        // Without a thread it is found when it is needed.
        let _ = thread::Builder::new()
            .name("fonts".into())
            .spawn(move || own.key());
    }

    /// Lets go of files that were read and not used.
    pub fn forget(&self) {
        for (file, _) in &self.files {
            file.forget();
        }
    }
}

/// Loads the project's fonts, in the order of their paths, then the system's if asked. What is
/// known of a file that has not changed is on the shelf, so that most are not read at all.
pub fn load(root: &Path, with_system: bool, shelf: Option<&Shelf>) -> Fonts {
    let mut store = FontStore::new();
    // The order of a folder is not the same on every machine; the choice of a face must be.
    let open = |path: PathBuf| match own_file(root, &path) {
        true => FontFile::open(path, shelf),
        false => (FontFile::closed(path), vec![]),
    };
    let opened: Vec<_> = files(root).into_par_iter().map(open).collect();
    let (mut broken, mut files) = (vec![], vec![]);
    for (file, faces) in opened {
        let file = Arc::new(file);
        if faces.is_empty() {
            broken.push(file.path.clone());
        }
        for (index, info) in &faces {
            let (file, index) = (file.clone(), *index);
            store.push((Face { file, index }, info.clone()));
        }
        files.push((file, faces));
    }
    if with_system {
        store.extend(system());
    }
    let content = || {
        Arc::new(Content {
            root: root.to_owned(),
            files,
            shelf: shelf.map(|shelf| shelf.folder().to_owned()),
            key: OnceLock::new(),
        })
    };
    Fonts {
        store: Arc::new(store),
        content: (!with_system).then(content),
        broken,
    }
}

/// Whether it is an ordinary file of the project, links followed: a pipe would keep us waiting.
fn own_file(root: &Path, path: &Path) -> bool {
    let real = fs::canonicalize(path)
        .ok()
        .filter(|path| path.starts_with(root));
    real.is_some_and(|path| path.is_file())
}

/// What the font files of a project are, as far as their folder tells without reading them: two
/// states that are equal are of the same fonts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State(Vec<(PathBuf, Vec<i64>)>);

impl State {
    pub fn of(root: &Path) -> Self {
        let known = |path: PathBuf| {
            let told = fs::metadata(&path).map(|data| told(&data).1);
            (path, told.unwrap_or_default())
        };
        Self(files(root).into_iter().map(known).collect())
    }
}

/// The file a face comes from, if it is a file.
pub fn path(source: &dyn FontSource) -> Option<&Path> {
    let source: &dyn std::any::Any = source;
    let own = (source.downcast_ref::<Face>()).map(|face| face.file.path.as_path());
    own.or_else(|| Some(source.downcast_ref::<FontPath>()?.path.as_path()))
}

/// Names every family of a role that no loaded font has, at its line of `dayang.toml`, and
/// every file of `fonts/` that cannot be used: type would fall to another face in silence.
pub fn check(project: &Project, fonts: &Fonts) -> Vec<Finding> {
    let mut findings = broken(project, fonts);
    let book: &FontBook = fonts.store.book();
    let known: Vec<&str> = book.families().map(|(name, _)| name).collect();
    for (role, families) in &project.house.fonts {
        for family in families {
            if book.contains_family(&family.to_lowercase()) {
                continue;
            }
            let message =
                format!("role `{role}` names the font \"{family}\", which is not in fonts/");
            let hint = match nearest(family, known.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("fonts/ has {}", known.join(", ")),
            };
            let place = family_place(project, family);
            findings.push(Finding::error("font-missing", message).at(place).hint(hint));
        }
    }
    findings
}

/// Where the house names a family: the first time it stands in quotes.
fn family_place(project: &Project, family: &str) -> Place {
    let source = &project.house_source;
    let quoted = format!("\"{family}\"");
    let start = source.text.find(&quoted);
    Place::text(
        source,
        start.map_or(0..0, |start| start..start + quoted.len()),
    )
}

/// Files that bear a font's ending and hold no face that can be loaded.
fn broken(project: &Project, fonts: &Fonts) -> Vec<Finding> {
    let finding = |file: &PathBuf| {
        let why = match own_file(&project.root, file) {
            true => "it is broken",
            false => "it leads out of the project, or is no ordinary file",
        };
        Finding::unreadable(
            "font-broken",
            format!("the font file cannot be used: {why}"),
        )
        .at(Place::File(project.display(file)))
        .hint("put a sound copy in its place, or take it away")
    };
    fonts.broken.iter().map(finding).collect()
}

/// The font files of a project, sorted.
fn files(root: &Path) -> Vec<PathBuf> {
    let mut files = vec![];
    collect(&root.join("fonts"), &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        // A folder behind a link may be its own, or anybody's.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, files);
        } else if ENDINGS.iter().any(|font| ending.eq_ignore_ascii_case(font)) {
            files.push(path);
        }
    }
}
