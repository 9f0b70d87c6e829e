//! Page states (版面状态): which page is open, proofed (校毕) or signed (签发), by whom and when.
//!
//! They stand in `states.toml` beside the manifest. A person may edit it, and it is checked as a
//! manifest is; [`write`] changes one page and leaves comments and order as they are. A signature is
//! bound to what the finished page prints ([`crate::deliver::content`]), so that a signed page cannot
//! change unseen: [`guard`] holds a build against it.

pub mod guard;
mod read;
pub mod write;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::diag::{Place, SourceText};

pub use self::read::StatesFile;

/// The file, in the issue's folder.
pub const STATES_FILE: &str = "states.toml";

/// The folder in the issue's folder that keeps the pages as they were signed, for whoever wants to
/// see what changed since. Nothing but that is lost if it is deleted.
const SIGNED: &str = "signed";

/// What a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It may change (在编).
    Open,
    /// It has been read (校毕); it may still change.
    Proofed,
    /// It is signed for the press (签发), and must not change.
    Signed,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Open, Self::Proofed, Self::Signed];

    /// The word for it in the file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Proofed => "proofed",
            Self::Signed => "signed",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What the file says of one page.
#[derive(Debug, Clone)]
pub struct PageState {
    pub number: u32,
    pub state: State,
    /// Who set it so.
    pub by: Option<String>,
    /// When, as written: `2022-04-16T01:12:00Z`.
    pub at: Option<String>,
    /// The content of the page as it was then, in hexadecimal.
    pub hash: Option<String>,
    /// The version (版次字母) it had then.
    pub version: Option<String>,
    /// Why it was released.
    pub reason: Option<String>,
    /// The page's number in the file.
    pub place: Place,
}

/// The states of an issue's pages. A page of which nothing is said is open.
#[derive(Debug, Clone, Default)]
pub struct States {
    pub pages: Vec<PageState>,
    /// The text, unless there is no file yet.
    pub source: Option<Arc<SourceText>>,
}

impl States {
    /// What is said of a page.
    pub fn get(&self, number: u32) -> Option<&PageState> {
        self.pages.iter().find(|page| page.number == number)
    }

    /// What a page is.
    pub fn of(&self, number: u32) -> State {
        self.get(number).map_or(State::Open, |page| page.state)
    }
}

/// Where a page is kept as it was signed.
pub fn signed_page(issue: &Path, number: u32) -> PathBuf {
    issue.join(SIGNED).join(format!("{number:02}.pdf"))
}
