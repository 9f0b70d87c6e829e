//! Clean copy: what an article is once it has been read and cleaned.

use std::sync::Arc;

use super::join;
use crate::diag::{Place, SourceText};
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

impl Article {
    /// The body as the reader will read it, a line a block: what must stand on the
    /// pages exactly once, in this order.
    pub fn plain_text(&self) -> String {
        let lines: Vec<_> = self.blocks.iter().map(Block::plain_text).collect();
        lines.join("\n")
    }

    /// The body without pictures' captions, which need not stand where the picture was
    /// written: what must stand on the pages in this order.
    pub fn running_text(&self) -> String {
        let text = self.blocks.iter().filter(|block| !block.is_picture());
        text.map(Block::plain_text).collect()
    }

    /// How many characters the body has, white space aside.
    pub fn characters(&self) -> usize {
        let text = self.plain_text();
        text.chars().filter(|c| !c.is_whitespace()).count()
    }

    /// The role under which the caption of a picture in the text is set, by its block.
    pub fn picture_role(&self, block: usize) -> String {
        format!("picture {}", block + 1)
    }

    /// A line of the article's file, counted from 1, as a place for a finding.
    pub fn line(&self, line: usize) -> Place {
        self.lines()(line)
    }

    /// The same for many lines: the text is gone through once.
    pub fn lines(&self) -> impl Fn(usize) -> Place {
        let text = &self.source.text;
        let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        let length = text.len();
        move |line| {
            let line = line.max(1);
            let after = |end: &usize| end + 1;
            let start = match line {
                1 => 0,
                _ => ends.get(line - 2).map_or(length, after),
            };
            let end = ends.get(line - 1).copied().unwrap_or(length);
            Place::text(&self.source, start..end.max(start))
        }
    }
}

/// One block of an article's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// Line in the source file at which the block begins, from 1.
    pub line: usize,
}

impl Block {
    /// Whether it is a picture.
    pub fn is_picture(&self) -> bool {
        matches!(self.kind, BlockKind::Picture { .. })
    }

    /// The block's text as the reader will read it, without joiners; of a picture,
    /// its caption.
    pub fn plain_text(&self) -> String {
        match &self.kind {
            BlockKind::Paragraph(runs) | BlockKind::Crosshead(runs) | BlockKind::Credit(runs) => {
                runs.iter().map(|run| join::plain(&run.text)).collect()
            }
            BlockKind::Picture { caption, .. } => join::plain(caption),
        }
    }
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

/// A run of text in one style. The text is clean; the only joiners in it are those
/// that the editor typed (U+2060).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    /// Whether the copy asked for bold.
    pub strong: bool,
    pub role: Role,
}

/// What a run is, beside text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    #[default]
    Text,
    /// Where the news comes from, at a report's head (电头): 本报讯, 新华社北京11月21日电.
    Lead,
    /// Who wrote it, in the brackets after that: 记者 沈未央.
    Reporter,
    /// Emphasised by dots (着重号).
    Dots,
}

impl Role {
    /// The name by which a template knows it.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Lead => Some("lead"),
            Self::Reporter => Some("reporter"),
            Self::Dots => Some("dots"),
        }
    }
}

/// One change that cleaning made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// A kebab-case name of the kind of change; docs/copy.md lists them.
    pub kind: &'static str,
    /// Line in the source file, from 1.
    pub line: usize,
    /// What stood there, with a little of what surrounds it.
    pub before: String,
    /// What stands there now.
    pub after: String,
}
