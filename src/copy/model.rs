//! Clean copy: what an article is once it has been read and cleaned.

use std::sync::Arc;

use crate::diag::SourceText;
use crate::manifest::Head;

/// An article, decoded, parsed and cleaned.
#[derive(Debug, Clone)]
pub struct Article {
    /// The decoded file, for findings that point into it.
    pub source: Arc<SourceText>,
    /// The headline group from the front matter, cleaned.
    pub head: Head,
    /// The body, in reading order.
    pub blocks: Vec<Block>,
    /// What cleaning changed, in the order of the text.
    pub changes: Vec<Change>,
}

/// One block of an article's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// Line in the source file at which the block begins, from 1.
    pub line: usize,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A crosshead (小标题).
    Crosshead(Vec<Run>),
    /// A credit line at the foot of an article, set flush right: （记者 …）.
    Credit(Vec<Run>),
    /// A picture that stands in the text.
    Picture {
        /// The file as written, relative to the article.
        file: String,
        /// The caption, cleaned.
        caption: String,
    },
}

/// A run of text in one style. The text is clean and bears no word joiners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    /// Whether the copy asked for bold.
    pub strong: bool,
}

/// One change that cleaning made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// A kebab-case name of the kind of change, for instance `full-width-punctuation`.
    pub kind: &'static str,
    /// Line in the source file, from 1.
    pub line: usize,
    /// What stood there, with a little of what surrounds it.
    pub before: String,
    /// What stands there now.
    pub after: String,
}
