//! A session: what stays warm between runs, for a program that builds again and again. One run
//! after another gives what each alone would give; a session may be dropped at any time.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use typst::Library;
use typst::utils::LazyHash;
use typst_kit::fonts::FontStore;

use super::{Result, Wish, go};
use crate::compose::{self, Stage};
use crate::fonts;

/// What stays warm between runs: the library, the fonts, and Typst's own memory.
pub struct Session {
    library: Option<Arc<LazyHash<Library>>>,
    fonts: Option<KnownFonts>,
}

/// Fonts, and what they were loaded from.
struct KnownFonts {
    root: PathBuf,
    system: bool,
    state: fonts::State,
    store: Arc<FontStore>,
}

impl Session {
    /// A session that knows nothing yet: nothing is read before it is needed.
    pub fn new() -> Self {
        Self {
            library: None,
            fonts: None,
        }
    }

    /// Takes an issue as far as it goes, as [`super::run`] does.
    pub fn run(&mut self, argument: &Path, wish: &Wish) -> Result {
        go(self, argument, wish)
    }

    /// What composition stands on; fonts are loaded anew if a file of theirs is another.
    pub(super) fn stage(&mut self, root: &Path, system: bool) -> Stage {
        let library = self.library.get_or_insert_with(compose::library).clone();
        let state = fonts::State::of(root);
        let known = self
            .fonts
            .take()
            .filter(|known| known.root == root && known.system == system && known.state == state);
        let known = known.unwrap_or_else(|| KnownFonts {
            root: root.to_owned(),
            system,
            state,
            store: fonts::load(root, system),
        });
        let fonts = known.store.clone();
        self.fonts = Some(known);
        Stage { library, fonts }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}
