//! What copyfit tells: ways out, and what gave way by itself.

use serde::Serialize;
use serde_json::Value;

/// A way to make an article fit that was tried and does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Way {
    /// Its rank among the ways of its slot, from 1: what a night editor would do first.
    pub number: usize,
    pub kind: Kind,
    /// What it does, in words.
    pub text: String,
    /// Lines that are spare once it is done.
    pub spare_lines: usize,
    /// What it changes in the manifest; nothing for a cut.
    pub edits: Vec<Edit>,
    /// What is to be cut in the article, by its editor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
}

/// The kinds of ways out, in the order in which they are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Space round the headline group.
    Space,
    /// An optional part of the article or picture goes.
    Drop,
    /// A picture is lower, or higher.
    Crop,
    /// A short piece fills the gap.
    Filler,
    /// The headline is some points smaller, or larger.
    HeadlineSize,
    /// The headline takes a line less.
    HeadlineLines,
    /// A box gives its air.
    Tighten,
    /// Characters are cut.
    Cut,
    /// The article changes places with another one.
    Swap,
    /// The article runs on to a free slot.
    RunOn,
}

impl Kind {
    /// Its name, as in JSON and in `--apply`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Space => "space",
            Self::Drop => "drop",
            Self::Crop => "crop",
            Self::Filler => "filler",
            Self::HeadlineSize => "headline-size",
            Self::HeadlineLines => "headline-lines",
            Self::Tighten => "tighten",
            Self::Cut => "cut",
            Self::Swap => "swap",
            Self::RunOn => "run-on",
        }
    }
}

/// A change of the manifest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum Edit {
    /// Gives a key of an entry a value; `null` takes it out. `key` may lead into a table: `fit.smaller`.
    Set {
        page: u32,
        /// `article` or `picture`.
        entry: &'static str,
        file: String,
        key: String,
        value: Value,
    },
    /// Two articles change places; each is a page and a file.
    Swap {
        first: (u32, String),
        second: (u32, String),
    },
}

/// Characters to be cut of an article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cut {
    /// The article's file as the manifest names it.
    pub article: String,
    /// Characters, as the fit counts them.
    pub characters: usize,
    /// Whether whole sentences go.
    pub sentences: bool,
    pub paragraphs: Vec<Cutting>,
}

/// What is cut at the end of one paragraph.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cutting {
    /// The paragraph, counted from 1; crossheads and pictures do not count.
    pub paragraph: usize,
    /// The line of the article's file at which it begins.
    pub line: usize,
    pub characters: usize,
    /// Its last words, with a stroke where the cut would fall if it takes whole sentences.
    pub end: String,
    #[serde(skip)]
    pub block: usize,
}

/// Something that gave way by itself, as layout or manifest allow.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// `space`, `crossheads`, `text-picture`, `picture`, `part`, `dropped-picture` or `filler`.
    pub kind: &'static str,
    /// What was done, in words.
    pub text: String,
    /// Lines that it gave to the text (below 0) or took.
    #[serde(skip)]
    pub lines: i32,
}
