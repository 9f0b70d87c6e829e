//! Pages as they were set together, and the form in which they are kept on the shelf: what was
//! found on them, without the frames, which only their PDF needs.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::model::DocumentInfo;
use typst_layout::Page;

use super::area::Box2;
use super::boxes::Boxes;
use super::finish::{Found, InkFault, Mark, Sheet};
use super::items::{Inks, Item, ItemKind, Picture, Run, Stroke};
use crate::diag::Finding;
use crate::shelf::{Key, Parts};
use crate::world::ProjectFiles;

/// Pages that were set together.
#[derive(Debug)]
pub struct Set {
    /// All that the pages come from: what they were set of, and every file that the layouts read.
    /// Pages of one id are the same.
    pub id: Key,
    /// The project's files that the layouts read, each with its hash.
    pub read: Vec<(String, [u8; blake3::OUT_LEN])>,
    /// What was found on each page.
    pub sheets: Vec<Sheet>,
    /// How large each picture stands.
    pub boxes: Boxes,
    pub warnings: Vec<Finding>,
    /// The pages themselves; not those of a set from the shelf.
    pub frames: Option<(Vec<Page>, DocumentInfo)>,
}

/// The id of what was set by a key, and of files.
pub fn id(key: &Key, read: &[(String, [u8; blake3::OUT_LEN])]) -> Key {
    let mut parts = Parts::new("pages");
    parts.add(key.as_bytes());
    for (path, hash) in read {
        parts.add(path.as_bytes());
        parts.add(hash);
    }
    parts.key()
}

impl Set {
    /// Whether the layouts would read the same again.
    pub fn stands(&self, project: &ProjectFiles) -> bool {
        let same = |(path, hash): &(String, [u8; 32])| {
            project.hash(path).is_some_and(|found| found == *hash)
        };
        self.read.iter().all(same)
    }

    /// The set in the form for the shelf. One with warnings has none: they point into texts, and
    /// are seldom enough to be found anew. `known` are the pictures by which it is read again.
    pub fn kept(&self, known: &Pictures) -> Option<Vec<u8>> {
        if !self.warnings.is_empty() {
            return None;
        }
        let sheets = self.sheets.iter().map(|sheet| SheetKept::of(sheet, known));
        let kept = SetKept {
            read: self.read.clone(),
            sheets: sheets.collect::<Option<_>>()?,
            boxes: self.boxes.clone(),
        };
        let mut bytes = vec![];
        ciborium::into_writer(&kept, &mut bytes).ok()?;
        Some(bytes)
    }

    /// A set from the shelf; nothing if the layouts would read something else now.
    pub fn found(
        key: &Key,
        bytes: &[u8],
        project: &ProjectFiles,
        known: &mut Pictures,
    ) -> Option<Self> {
        let kept: SetKept = ciborium::from_reader(bytes).ok()?;
        let mut set = Self {
            id: id(key, &kept.read),
            read: kept.read,
            sheets: vec![],
            boxes: kept.boxes,
            warnings: vec![],
            frames: None,
        };
        if !set.stands(project) {
            return None;
        }
        known.add_read(&set.read, project);
        let sheets = kept.sheets.into_iter().map(|sheet| sheet.sheet(known));
        set.sheets = sheets.collect::<Option<_>>()?;
        Some(set)
    }
}

/// The pictures that may stand on a set's pages, by hash: they are not kept with it.
#[derive(Default)]
pub struct Pictures(HashMap<[u8; blake3::OUT_LEN], Bytes>);

impl Pictures {
    pub fn add(&mut self, hash: [u8; blake3::OUT_LEN], bytes: Bytes) {
        self.0.insert(hash, bytes);
    }

    /// Adds the pictures among the files that layouts read.
    pub fn add_read(&mut self, read: &[(String, [u8; blake3::OUT_LEN])], project: &ProjectFiles) {
        for (path, hash) in read {
            if let Some(bytes) = project.bytes(path).filter(|bytes| bytes.starts_with(JPEG)) {
                self.add(*hash, bytes);
            }
        }
    }
}

const JPEG: &[u8] = &[0xff, 0xd8];

#[derive(Serialize, Deserialize)]
struct SetKept {
    read: Vec<(String, [u8; blake3::OUT_LEN])>,
    sheets: Vec<SheetKept>,
    boxes: Boxes,
}

#[derive(Serialize, Deserialize)]
struct SheetKept {
    found: Vec<Found>,
    ink_faults: Vec<InkFault>,
    /// The marks of the items, each once.
    marks: Vec<Mark>,
    items: Vec<(Option<usize>, Box2, KindKept)>,
}

#[derive(Serialize, Deserialize)]
enum KindKept {
    Text(Run),
    Shape(Option<Inks>, Option<Stroke>),
    Picture(Box2, Option<[u8; blake3::OUT_LEN]>),
}

impl SheetKept {
    fn of(sheet: &Sheet, known: &Pictures) -> Option<Self> {
        let mut marks: Vec<Arc<Mark>> = vec![];
        let mut items = vec![];
        for item in &sheet.items {
            let mark = item.mark.as_ref().map(|mark| {
                // Items of one mark follow one another.
                let same = |other: &Arc<Mark>| Arc::ptr_eq(other, mark);
                marks.iter().rposition(same).unwrap_or_else(|| {
                    marks.push(mark.clone());
                    marks.len() - 1
                })
            });
            let kind = match &item.kind {
                ItemKind::Text(run) => KindKept::Text(run.clone()),
                ItemKind::Shape { fill, stroke } => KindKept::Shape(*fill, *stroke),
                ItemKind::Picture(picture) => {
                    let hash = picture
                        .jpeg
                        .as_ref()
                        .map(|jpeg| *blake3::hash(jpeg).as_bytes());
                    if hash.is_some_and(|hash| !known.0.contains_key(&hash)) {
                        return None;
                    }
                    KindKept::Picture(picture.whole, hash)
                }
            };
            items.push((mark, item.area, kind));
        }
        Some(Self {
            found: sheet.found.clone(),
            ink_faults: sheet.ink_faults.clone(),
            marks: marks.iter().map(|mark| Mark::clone(mark)).collect(),
            items,
        })
    }

    fn sheet(self, known: &Pictures) -> Option<Sheet> {
        let marks: Vec<Arc<Mark>> = self.marks.into_iter().map(Arc::new).collect();
        let mut items = vec![];
        for (mark, area, kind) in self.items {
            let mark = match mark {
                Some(at) => Some(marks.get(at)?.clone()),
                None => None,
            };
            let kind = match kind {
                KindKept::Text(run) => ItemKind::Text(run),
                KindKept::Shape(fill, stroke) => ItemKind::Shape { fill, stroke },
                KindKept::Picture(whole, hash) => {
                    let jpeg = match hash {
                        Some(hash) => Some(known.0.get(&hash)?.clone()),
                        None => None,
                    };
                    ItemKind::Picture(Picture { whole, jpeg })
                }
            };
            items.push(Item {
                page: 0,
                mark,
                area,
                kind,
            });
        }
        Some(Sheet {
            found: self.found,
            ink_faults: self.ink_faults,
            items,
        })
    }
}
