//! What a thread is given, and what it makes of it: frames, blocks, and the frames as set.

use typst::foundations::Content;
use typst::layout::{Abs, Frame};

use super::run::Position;

/// A frame that takes text: its measure and its height in lines.
#[derive(Debug, Clone, Copy)]
pub struct FrameSpec {
    pub width: Abs,
    pub lines: usize,
}

/// A block of the body.
#[derive(Debug, Clone)]
pub enum Block {
    /// A paragraph, which may break between any two lines.
    Paragraph(Content),
    /// A crosshead or picture that takes whole lines and never breaks.
    Fixed {
        body: Content,
        /// Its height.
        lines: usize,
        /// Lines of what follows that must stand below it in the same frame.
        keep: usize,
        /// Whether text may go on before it until a frame has room for it: a picture.
        float: bool,
        /// How it is set at a frame's head, and the lines that it takes there.
        head: Option<(Content, usize)>,
    },
}

/// What was set into one frame.
#[derive(Debug, Default)]
pub struct SetFrame {
    /// Each with the row at which its top stands.
    pub rows: Vec<(usize, Frame)>,
    /// Rows in use, counted from the top.
    pub used: usize,
    /// Whether a paragraph's last line stands alone at the head.
    pub widow: bool,
    /// Paragraphs whose first line stands here.
    pub begun: Vec<usize>,
}

/// A filled thread.
#[derive(Debug, Default)]
pub struct Filled {
    pub frames: Vec<SetFrame>,
    /// Characters on one line of each frame.
    pub measures: Vec<usize>,
    pub over_lines: usize,
    pub over_characters: usize,
    /// The first characters of what is over.
    pub over_text: String,
    /// Heights of fixed blocks that no frame could hold.
    pub too_high: Vec<usize>,
    /// Where the text stops that stands here, if the rest runs on to another slot.
    pub stop: Option<Position>,
}
