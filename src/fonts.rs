//! The fonts an issue is set in: those of `fonts/`, and the system's only when asked for,
//! so that an issue sets the same everywhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst_kit::fonts::{FontPath, FontSource, FontStore, system};

use crate::diag::{Finding, Place, nearest};
use crate::project::Project;
use crate::shelf::{Key, Parts, Shelf};

/// Endings of the font files that are read.
const ENDINGS: [&str; 4] = ["otf", "ttf", "otc", "ttc"];

/// Fonts that are known by name and coverage; a file is read when type is set in it.
pub struct Fonts {
    pub store: Arc<FontStore>,
    /// A hash of the content of all files of `fonts/`; nothing with fonts of the system, of which
    /// nothing is known but their names.
    pub id: Option<Key>,
    /// Files of `fonts/` that hold no face that can be used.
    pub broken: Vec<PathBuf>,
}

/// What is known of a font file once it has been read.
#[derive(Serialize, Deserialize)]
struct Known {
    hash: [u8; blake3::OUT_LEN],
    /// Its faces, each with its place in the file.
    faces: Vec<(u32, FontInfo)>,
}

/// Loads the project's fonts, in the order of their paths, then the system's if asked. What is
/// known of a file that has not changed is on the shelf, so that most are not read at all.
pub fn load(root: &Path, with_system: bool, shelf: Option<&Shelf>) -> Fonts {
    let mut store = FontStore::new();
    let (mut broken, mut id) = (vec![], Parts::new("fonts"));
    // The order of a folder is not the same on every machine; the choice of a face must be.
    let files = files(root);
    let known: Vec<Known> = files.par_iter().map(|path| known(path, shelf)).collect();
    for (path, known) in files.into_iter().zip(known) {
        let name = path.strip_prefix(root).unwrap_or(&path);
        id.add(name.as_os_str().as_encoded_bytes());
        id.add(&known.hash);
        if known.faces.is_empty() {
            broken.push(path);
            continue;
        }
        for (index, info) in known.faces {
            let path = path.clone();
            store.push((FontPath { path, index }, info));
        }
    }
    if with_system {
        store.extend(system());
    }
    Fonts {
        store: Arc::new(store),
        id: (!with_system).then(|| id.key()),
        broken,
    }
}

fn known(path: &Path, shelf: Option<&Shelf>) -> Known {
    let key = unchanged(path);
    let kept = || {
        let bytes = shelf?.read(key.as_ref()?)?;
        ciborium::from_reader(bytes.as_slice()).ok()
    };
    if let Some(known) = kept() {
        return known;
    }
    let Ok(bytes) = fs::read(path) else {
        let (hash, faces) = ([0; blake3::OUT_LEN], vec![]);
        return Known { hash, faces };
    };
    let hash = *blake3::hash(&bytes).as_bytes();
    let bytes = Bytes::new(bytes);
    let count = fonts_in(&bytes);
    let face = |index| Some((index, Font::new(bytes.clone(), index)?.info().clone()));
    let faces = (0..count).filter_map(face).collect();
    let known = Known { hash, faces };
    let mut kept = vec![];
    if let (Some(shelf), Some(key)) = (shelf, &key)
        && ciborium::into_writer(&known, &mut kept).is_ok()
    {
        shelf.write(key, &kept);
    }
    known
}

/// The number of faces in a file: more than one in a collection alone.
fn fonts_in(bytes: &[u8]) -> u32 {
    match bytes {
        [b't', b't', b'c', b'f', _, _, _, _, a, b, c, d, ..] => {
            // No collection has more; a broken one may say anything.
            u32::from_be_bytes([*a, *b, *c, *d]).min(256)
        }
        _ => 1,
    }
}

/// A key that is another if the file was written since, by what its folder says of it. A file so
/// new that it may be written again within the same moment has none.
fn unchanged(path: &Path) -> Option<Key> {
    let data = fs::metadata(path).ok()?;
    let mut key = Parts::new("font");
    key.add(path.as_os_str().as_encoded_bytes());
    let (moments, numbers) = told(&data);
    for number in numbers {
        key.add(&number.to_le_bytes());
    }
    let settled = |moment: &SystemTime| {
        let age = SystemTime::now().duration_since(*moment);
        age.is_ok_and(|age| age > Duration::from_secs(2))
    };
    (!moments.is_empty() && moments.iter().all(settled)).then(|| key.key())
}

/// When a file was last written, and all that tells it from another.
#[cfg(unix)]
fn told(data: &fs::Metadata) -> (Vec<SystemTime>, Vec<i64>) {
    use std::os::unix::fs::MetadataExt;
    let numbers = vec![
        data.size() as i64,
        data.dev() as i64,
        data.ino() as i64,
        data.mtime(),
        data.mtime_nsec(),
        // Nobody can set this one back.
        data.ctime(),
        data.ctime_nsec(),
    ];
    (data.modified().into_iter().collect(), numbers)
}

#[cfg(not(unix))]
fn told(data: &fs::Metadata) -> (Vec<SystemTime>, Vec<i64>) {
    let modified = data.modified().ok();
    let since = modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    let nanos = since.map_or(0, |since| since.as_nanos() as i64);
    (
        modified.into_iter().collect(),
        vec![data.len() as i64, nanos],
    )
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
    source
        .downcast_ref::<FontPath>()
        .map(|file| file.path.as_path())
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
        Finding::unreadable("font-broken", "the font file cannot be used: it is broken")
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
        if path.is_dir() {
            collect(&path, files);
        } else if ENDINGS.iter().any(|font| ending.eq_ignore_ascii_case(font)) {
            files.push(path);
        }
    }
}
