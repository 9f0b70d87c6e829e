//! Copy on its way through cleaning: one cell for each character of the source.
//!
//! A cell remembers what stood in the source and where, and says what stands there
//! now. So nothing that cleaning does can be lost from the record.

/// One character of the source and what has become of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// What stood in the source.
    pub was: char,
    /// What stands there now; nothing if it was taken out.
    pub now: Option<char>,
    /// Whether it stands there twice: `…` becomes `……`.
    pub twice: bool,
    pub strong: bool,
    /// Whether it is emphasised by a dot.
    pub dotted: bool,
    /// Byte offset in the source.
    pub at: u32,
    /// The last change made to it.
    pub kind: Option<Kind>,
}

impl Cell {
    pub fn new(was: char, at: usize) -> Self {
        // The size limit on articles keeps offsets far below the bound.
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            was,
            now: Some(was),
            twice: false,
            strong: false,
            dotted: false,
            at,
            kind: None,
        }
    }

    /// Puts another character in its place.
    pub fn put(&mut self, now: char, kind: Kind) {
        if self.now != Some(now) {
            self.now = Some(now);
            self.kind = Some(kind);
        }
    }

    /// Takes the character out.
    pub fn drop(&mut self, kind: Kind) {
        self.now = None;
        self.kind = Some(kind);
    }
}

/// The cells of a stretch of the source that begins at `start`.
pub(super) fn cells(text: &str, start: usize) -> Vec<Cell> {
    text.char_indices()
        .map(|(at, c)| Cell::new(c, start + at))
        .collect()
}

/// A block as parsed, before cleaning.
#[derive(Debug)]
pub(super) struct Raw {
    pub kind: RawKind,
    /// The text; of a picture, its caption.
    pub cells: Vec<Cell>,
    /// Byte offset in the source at which the block begins.
    pub at: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum RawKind {
    Paragraph,
    /// A line of the headline, from `# ` at the top of a Markdown article.
    Headline,
    Crosshead,
    Picture {
        file: String,
    },
}

/// What kind of change was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Bracket,
    Dash,
    Ellipsis,
    Escape,
    HalfWidth,
    Indent,
    Invisible,
    LineBreak,
    Punctuation,
    Quote,
    Space,
}

impl Kind {
    pub const ALL: [Self; 11] = [
        Self::Bracket,
        Self::Dash,
        Self::Ellipsis,
        Self::Escape,
        Self::HalfWidth,
        Self::Indent,
        Self::Invisible,
        Self::LineBreak,
        Self::Punctuation,
        Self::Quote,
        Self::Space,
    ];

    /// The name under which the change is recorded.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bracket => "full-width-brackets",
            Self::Dash => "dash",
            Self::Ellipsis => "ellipsis",
            Self::Escape => "markdown-escape",
            Self::HalfWidth => "half-width-alphanumerics",
            Self::Indent => "indent",
            Self::Invisible => "invisible-character",
            Self::LineBreak => "line-break",
            Self::Punctuation => "full-width-punctuation",
            Self::Quote => "curly-quotes",
            Self::Space => "space",
        }
    }
}
