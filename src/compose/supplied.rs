//! Files made ready in memory for one slot: a picture in press inks, an advertisement that
//! has been looked over. A template reads them below `/.dayang/`.

use std::collections::BTreeMap;

use typst::foundations::Bytes;

use crate::world::DATA;

/// Files in memory, and the slots they stand in for files of the project.
#[derive(Debug, Default)]
pub struct Supplied {
    /// By path below the root.
    files: BTreeMap<String, Bytes>,
    /// By page, slot and the project's file.
    paths: BTreeMap<(u32, String, String), String>,
    /// The picture of the paper's name.
    masthead: Option<String>,
}

impl Supplied {
    /// Puts a file in the place of one of the project's, for one slot of one page.
    pub fn put(&mut self, page: u32, slot: &str, file: &str, extension: &str, bytes: Vec<u8>) {
        // Counted by page: a picture more on one page must not rename those of the others.
        let folder = format!("{DATA}/page-{page}/");
        let own = self.files.range(folder.clone()..);
        let at = own
            .take_while(|(path, _)| path.starts_with(&folder))
            .count();
        let path = format!("{folder}{at}.{extension}");
        self.files.insert(path.clone(), Bytes::new(bytes));
        self.paths.insert((page, slot.into(), file.into()), path);
    }

    /// The file that stands in a slot for one of the project's.
    pub fn get(&self, page: u32, slot: &str, file: &str) -> Option<&Bytes> {
        let key = (page, slot.to_string(), file.to_string());
        self.files.get(self.paths.get(&key)?)
    }

    /// Puts other bytes in the place of a file, under the same path. Says whether they are others.
    pub fn replace(&mut self, page: u32, slot: &str, file: &str, bytes: Vec<u8>) -> bool {
        let key = (page, slot.to_string(), file.to_string());
        match self.paths.get(&key).cloned() {
            Some(path) => self.insert(path, bytes),
            None => false,
        }
    }

    fn insert(&mut self, path: String, bytes: Vec<u8>) -> bool {
        let bytes = Bytes::new(bytes);
        let other = self.files.get(&path) != Some(&bytes);
        self.files.insert(path, bytes);
        other
    }

    /// The path by which a template reads a file.
    pub fn shown(&self, page: u32, slot: &str, file: &str) -> String {
        let key = (page, slot.to_string(), file.to_string());
        format!("/{}", self.paths.get(&key).map_or(file, String::as_str))
    }

    /// Puts the picture of the paper's name in its place. Says whether it is another than before.
    pub fn put_masthead(&mut self, extension: &str, bytes: Vec<u8>) -> bool {
        let path = format!("{DATA}/masthead.{extension}");
        self.masthead = Some(path.clone());
        self.insert(path, bytes)
    }

    /// The picture of the paper's name.
    pub fn masthead_bytes(&self) -> Option<&Bytes> {
        self.files.get(self.masthead.as_ref()?)
    }

    /// The path by which a template reads the picture of the paper's name, if there is one.
    pub fn masthead(&self) -> Option<String> {
        self.masthead.as_ref().map(|path| format!("/{path}"))
    }

    /// The files of some pages, and the picture of the paper's name.
    pub fn of(&self, pages: &[u32]) -> impl Iterator<Item = (&str, Bytes)> {
        let known = |(page, ..): &(u32, String, String)| pages.contains(page);
        let paths = self.paths.iter().filter(move |(key, _)| known(key));
        let paths = paths.map(|(_, path)| path).chain(&self.masthead);
        paths.filter_map(|path| Some((path.as_str(), self.files.get(path)?.clone())))
    }

    /// All files; their bytes are shared, not copied.
    pub fn files(&self) -> impl Iterator<Item = (&str, Bytes)> {
        self.files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.clone()))
    }
}
