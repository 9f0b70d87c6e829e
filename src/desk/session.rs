//! A session: what stays warm between runs, for a program that builds again and again. One run
//! after another gives what each alone would give; a session may be dropped at any time.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use typst::Library;
use typst::comemo;
use typst::utils::LazyHash;

use super::pages::Files;
use super::{Result, Wish, go};
use crate::compose::{self, Memory, Stage};
use crate::fonts::{self, Fonts};
use crate::shelf::Shelf;

/// Runs that Typst's memory of something stays for after the last that used it.
const TYPST_RUNS: usize = 10;

/// What stays warm between runs: the library, the fonts, pages, and Typst's own memory.
pub struct Session {
    library: Option<Arc<LazyHash<Library>>>,
    fonts: Option<KnownFonts>,
    pub(super) memory: Memory,
    pub(super) files: Files,
    pub(super) shelf: Option<Shelf>,
    /// Whether there is to be one run alone, after which nothing is of use.
    pub(super) once: bool,
}

/// Fonts, and what they were loaded from.
#[derive(Clone)]
struct KnownFonts {
    root: PathBuf,
    system: bool,
    state: fonts::State,
    fonts: Arc<Fonts>,
}

impl Session {
    /// A session that knows nothing yet: nothing is read before it is needed.
    pub fn new() -> Self {
        Self::on(Shelf::user())
    }

    /// The same with a shelf of its own, or none.
    pub fn on(shelf: Option<Shelf>) -> Self {
        Self {
            library: None,
            fonts: None,
            memory: Memory::default(),
            files: Files::default(),
            shelf,
            once: false,
        }
    }

    /// A session for one run: what it has made is given away and not kept.
    pub(super) fn for_one_run() -> Self {
        Self {
            once: true,
            ..Self::new()
        }
    }

    /// A session beside this one, for another thread: what it stands on is the same.
    pub fn beside(&self) -> Self {
        Self {
            library: self.library.clone(),
            fonts: self.fonts.clone(),
            ..Self::new()
        }
    }

    /// Makes ready what the project in a folder stands on.
    pub fn warm(&mut self, root: &Path, system: bool) {
        let fonts = self.fonts(root, system);
        self.stage(&fonts);
    }

    /// Takes an issue as far as it goes, as [`super::run`] does.
    pub fn run(&mut self, argument: &Path, wish: &Wish) -> Result {
        self.memory.begin();
        let run = self.memory.runs();
        self.files.begin(run, !self.once);
        if run > 1 {
            comemo::evict(TYPST_RUNS);
        }
        let result = go(self, argument, wish);
        if let Some(shelf) = &self.shelf {
            shelf.clean();
        }
        result
    }

    /// How much is kept: sets of pages, and files of pages.
    pub fn kept(&self) -> (usize, usize) {
        (self.memory.len(), self.files.len())
    }

    /// The fonts of a project; loaded anew if a file of theirs is another.
    pub(super) fn fonts(&mut self, root: &Path, system: bool) -> Arc<Fonts> {
        let state = fonts::State::of(root);
        let known = self
            .fonts
            .take()
            .filter(|known| known.root == root && known.system == system && known.state == state);
        let known = known.unwrap_or_else(|| KnownFonts {
            root: root.to_owned(),
            system,
            state,
            fonts: Arc::new(fonts::load(root, system, self.shelf.as_ref())),
        });
        let fonts = known.fonts.clone();
        self.fonts = Some(known);
        fonts
    }

    /// What composition stands on.
    pub(super) fn stage(&mut self, fonts: &Fonts) -> Stage {
        Stage {
            library: self.library.get_or_insert_with(compose::library).clone(),
            fonts: fonts.store.clone(),
            content: fonts.content.clone(),
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}
