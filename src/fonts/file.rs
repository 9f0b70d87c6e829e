//! A font file: its faces by a few of its tables, its content's hash, and its bytes once type is set in it.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};
use typst_kit::fonts::FontSource;

use crate::shelf::{Key, Parts, Shelf};

/// The tables that a face is known by. Others, most of all those of the outlines, are nine tenths of a
/// file.
const TABLES: [&[u8; 4]; 9] = [
    b"cmap", b"fvar", b"head", b"hhea", b"maxp", b"MATH", b"name", b"OS/2", b"post",
];
/// The most tables of a font that is read in parts.
const MOST_TABLES: u16 = 128;
/// A larger file is read whole, if at all.
const MOST_BYTES: u64 = 256 << 20;

type Hash = [u8; blake3::OUT_LEN];

/// Faces, each with its place in its file.
pub type Faces = Vec<(u32, FontInfo)>;

/// What is known of a font file from run to run.
#[derive(Serialize, Deserialize)]
struct Known {
    /// None as long as the file has not been read whole.
    hash: Option<Hash>,
    faces: Faces,
}

/// A font file of the project.
pub struct FontFile {
    pub path: PathBuf,
    /// By which it is known on the shelf; none if it may be written again within this moment.
    key: Option<Key>,
    hash: OnceLock<Option<Hash>>,
    /// What was read to be hashed, for whoever sets type in it.
    bytes: Mutex<Option<Bytes>>,
}

impl FontFile {
    /// A file with its faces: from the shelf, or from the tables that tell of them. No faces if
    /// it has none that can be used.
    pub fn open(path: PathBuf, shelf: Option<&Shelf>) -> (Self, Faces) {
        let key = unchanged(&path);
        let hash = OnceLock::new();
        let kept = || {
            let bytes = shelf?.read(key.as_ref()?)?;
            ciborium::from_reader::<Known, _>(bytes.as_slice()).ok()
        };
        let faces = match kept() {
            Some(known) => {
                if let Some(whole) = known.hash {
                    let _ = hash.set(Some(whole));
                }
                known.faces
            }
            None => {
                let faces = faces(&path);
                keep(shelf, key.as_ref(), None, &faces);
                faces
            }
        };
        let bytes = Mutex::new(None);
        let file = Self {
            path,
            key,
            hash,
            bytes,
        };
        (file, faces)
    }

    /// A file that is not read, whatever it is.
    pub fn closed(path: PathBuf) -> Self {
        Self {
            path,
            key: None,
            hash: OnceLock::from(Some(Hash::default())),
            bytes: Mutex::new(None),
        }
    }

    /// The hash of its content, read now if need be; none if it has changed since it was opened.
    /// With a shelf it is known next time.
    pub fn hash(&self, faces: &Faces, shelf: Option<&Shelf>) -> Option<Hash> {
        *self.hash.get_or_init(|| {
            let bytes = fs::read(&self.path).ok()?;
            let hash = *blake3::hash(&bytes).as_bytes();
            *self.held() = Some(Bytes::new(bytes));
            let Some(key) = &self.key else {
                return Some(hash);
            };
            if unchanged(&self.path).as_ref() != Some(key) {
                return None;
            }
            keep(shelf, Some(key), Some(hash), faces);
            Some(hash)
        })
    }

    /// Lets go of what was read and not used.
    pub fn forget(&self) {
        *self.held() = None;
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Option<Bytes>> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A face of a font file, loaded when type is set in it.
pub struct Face {
    pub file: std::sync::Arc<FontFile>,
    /// Its place in the file, if that holds several.
    pub index: u32,
}

impl FontSource for Face {
    fn load(&self) -> Option<Font> {
        let held = self.file.held().clone();
        let bytes = match held {
            Some(bytes) => bytes,
            None => Bytes::new(fs::read(&self.file.path).ok()?),
        };
        Font::new(bytes, self.index)
    }
}

/// Puts on the shelf what is known of a file.
fn keep(shelf: Option<&Shelf>, key: Option<&Key>, hash: Option<Hash>, faces: &Faces) {
    let (Some(shelf), Some(key)) = (shelf, key) else {
        return;
    };
    let faces = faces.clone();
    let known = Known { hash, faces };
    let mut kept = vec![];
    if ciborium::into_writer(&known, &mut kept).is_ok() {
        shelf.write(key, &kept);
    }
}

/// The faces of a file.
fn faces(path: &Path) -> Faces {
    let Some(bytes) = in_tables(path).or_else(|| fs::read(path).ok()) else {
        return vec![];
    };
    let face = |index| Some((index, FontInfo::new(&bytes, index)?));
    (0..fonts_in(&bytes)).filter_map(face).collect()
}

/// A font with nothing but the tables that tell of its face; nothing for a collection, and for what is no
/// font.
fn in_tables(path: &Path) -> Option<Vec<u8>> {
    let mut file = File::open(path).ok()?;
    let size = file.metadata().ok()?.len();
    let mut head = [0; 12];
    file.read_exact(&mut head).ok()?;
    let count = u16::from_be_bytes([head[4], head[5]]);
    if !matches!(&head[..4], b"OTTO" | b"\0\x01\0\0" | b"true")
        || count > MOST_TABLES
        || size > MOST_BYTES
    {
        return None;
    }
    let mut directory = vec![0; usize::from(count) * 16];
    file.read_exact(&mut directory).ok()?;
    // Memory that nobody writes to costs nothing.
    let mut bytes = vec![0; usize::try_from(size).ok()?];
    bytes.get_mut(..12)?.copy_from_slice(&head);
    bytes
        .get_mut(12..12 + directory.len())?
        .copy_from_slice(&directory);
    for record in directory.chunks_exact(16) {
        let number = |at: usize| -> Option<u32> {
            Some(u32::from_be_bytes(record.get(at..at + 4)?.try_into().ok()?))
        };
        let (start, length) = (number(8)?, number(12)?);
        if !TABLES.iter().any(|tag| record.starts_with(*tag)) {
            continue;
        }
        let end = usize::try_from(u64::from(start) + u64::from(length)).ok()?;
        // A table that the file does not have is missing to whoever reads the whole, too.
        let Some(table) = bytes.get_mut(usize::try_from(start).ok()?..end) else {
            continue;
        };
        file.seek(SeekFrom::Start(start.into())).ok()?;
        file.read_exact(table).ok()?;
    }
    Some(bytes)
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
pub fn told(data: &fs::Metadata) -> (Vec<SystemTime>, Vec<i64>) {
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
pub fn told(data: &fs::Metadata) -> (Vec<SystemTime>, Vec<i64>) {
    let modified = data.modified().ok();
    let since = modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    let nanos = since.map_or(0, |since| since.as_nanos() as i64);
    (
        modified.into_iter().collect(),
        vec![data.len() as i64, nanos],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_tables_tell_of_a_face_what_the_file_does() {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let mut seen = 0;
        for entry in fs::read_dir(fonts).unwrap() {
            let path = entry.unwrap().path();
            if !path.to_string_lossy().ends_with("tf") {
                continue;
            }
            let whole = fs::read(&path).unwrap();
            let part = in_tables(&path).unwrap();
            let (whole, part) = (FontInfo::new(&whole, 0), FontInfo::new(&part, 0));
            assert_eq!(format!("{whole:?}"), format!("{part:?}"));
            assert!(whole.is_some());
            seen += 1;
        }
        assert!(seen > 4);
    }
}
