//! Fills frames with lines: the grid, breaks inside paragraphs, whole-line blocks.

use std::collections::VecDeque;

use typst::diag::SourceResult;
use typst::foundations::Content;
use typst::layout::{Abs, Frame};

pub use super::model::{Block, Filled, FrameSpec, SetFrame};
use super::paragraph::{self, Line, Setter, Setting};
use super::run::Position;
use super::widow::Plan;

/// One run through all frames.
pub struct Pass<'a> {
    specs: &'a [FrameSpec],
    plan: &'a Plan,
    /// The frame being filled; past the last one, text is over.
    at: usize,
    /// The next free row in it.
    row: usize,
    /// Pictures that wait for a frame with room: each as a block, with its lines.
    waiting: VecDeque<(usize, &'a Content, usize)>,
    /// The first of what goes over to another slot, and the pictures that go with it.
    over_to: Option<(usize, usize)>,
    carried: Vec<usize>,
    out: Filled,
}

impl<'a> Pass<'a> {
    /// A run that follows a plan.
    pub fn new(specs: &'a [FrameSpec], plan: &'a Plan) -> Self {
        let frames = specs.iter().map(|_| SetFrame::default()).collect();
        Self {
            specs,
            plan,
            at: 0,
            row: 0,
            waiting: VecDeque::new(),
            over_to: None,
            carried: vec![],
            out: Filled {
                frames,
                ..Filled::default()
            },
        }
    }

    /// Sets all blocks.
    pub fn run(mut self, setter: &mut Setter, blocks: &'a [Block]) -> SourceResult<Filled> {
        let start = &*self.plan.start;
        for &block in &start.carried {
            if let Some(Block::Fixed { body, lines, .. }) = blocks.get(block) {
                self.waiting.push_back((block, body, *lines));
            }
        }
        self.place_waiting(setter)?;
        for (index, block) in blocks.iter().enumerate().skip(start.block) {
            match block {
                Block::Paragraph(body) => {
                    let skip = if index == start.block { start.skip } else { 0 };
                    self.paragraph(setter, index, body, skip)?;
                }
                Block::Fixed {
                    body,
                    lines,
                    keep,
                    float,
                    head,
                } => {
                    let next = blocks.get(index + 1);
                    let keep = self.kept(setter, index + 1, next, *keep)?;
                    let usual = (body, *lines);
                    self.fixed(setter, index, usual, head.as_ref(), keep, *float)?;
                }
            }
        }
        // A picture may still wait when the text has come to its end.
        while !self.waiting.is_empty() && self.rows().is_some() {
            self.next_frame(setter)?;
        }
        for (_, body, lines) in std::mem::take(&mut self.waiting) {
            self.fixed_over(setter, body, lines)?;
        }
        if self.plan.endless.is_some() {
            let (block, skip) = self.over_to.unwrap_or((blocks.len(), 0));
            self.out.stop = Some(Position {
                block,
                skip,
                carried: self.carried,
            });
        }
        Ok(self.out)
    }

    /// Notes the first of what goes over to another slot.
    fn goes_over(&mut self, block: usize, skip: usize) {
        if self.plan.endless == Some(self.at) {
            self.over_to.get_or_insert((block, skip));
        }
    }

    /// Rows of the current frame, or none past the last.
    fn rows(&self) -> Option<usize> {
        let spec = self.specs.get(self.at)?;
        let short = usize::from(self.plan.short.contains(&self.at));
        // A frame of one line cannot be shorter; one of none takes no text.
        Some(spec.lines.saturating_sub(short).max(spec.lines.min(1)))
    }

    /// The width of the current frame; text that is over is counted at the last one's.
    fn width(&self) -> Abs {
        self.specs[self.at.min(self.specs.len() - 1)].width
    }

    /// Goes on to the next frame; pictures that have waited for it stand at its head.
    fn next_frame(&mut self, setter: &mut Setter) -> SourceResult<()> {
        self.at += 1;
        self.row = 0;
        self.place_waiting(setter)
    }

    fn place_waiting(&mut self, setter: &mut Setter) -> SourceResult<()> {
        while let (Some(rows), Some(&(block, body, lines))) = (self.rows(), self.waiting.front()) {
            if self.row + lines > rows {
                break;
            }
            self.waiting.pop_front();
            if self.plan.endless == Some(self.at) {
                self.carried.push(block);
            }
            let frame = setter.fixed(body, self.width(), lines)?;
            self.put(self.row, frame, lines);
        }
        Ok(())
    }

    /// Sets a paragraph without its first `skip` characters, which stand elsewhere.
    fn paragraph(
        &mut self,
        setter: &mut Setter,
        block: usize,
        body: &Content,
        mut skip: usize,
    ) -> SourceResult<()> {
        loop {
            let width = self.width();
            let adjust = if skip == 0 {
                self.plan.adjust[block]
            } else {
                0
            };
            let setting = Setting {
                block,
                skip,
                width,
                adjust,
            };
            let lines = setter.paragraph(body, setting)?;
            // Characters set at this measure; on a change of measure the rest is set anew.
            let mut done = 0;
            let mut at = 0;
            while at < lines.len() {
                match self.rows() {
                    Some(rows) if self.row >= rows => {
                        self.next_frame(setter)?;
                        // What is left, which may be all of it, is set at the new measure.
                        if self.width() != width {
                            break;
                        }
                        continue;
                    }
                    Some(_) => {
                        let last = at + 1 == lines.len();
                        if self.row == 0 && last && (at > 0 || skip > 0) {
                            self.out.frames[self.at].widow = true;
                        }
                        if at == 0 && skip == 0 {
                            self.out.frames[self.at].begun.push(block);
                        }
                        self.goes_over(block, skip + done);
                        self.put(self.row, lines[at].frame.clone(), 1);
                    }
                    None => self.over(&lines[at]),
                }
                done += lines[at].characters;
                at += 1;
            }
            if at == lines.len() {
                return Ok(());
            }
            skip += done;
        }
    }

    /// Lines of what follows that a crosshead must have below it: a short paragraph
    /// cannot give more than it has.
    fn kept(
        &mut self,
        setter: &mut Setter,
        index: usize,
        next: Option<&Block>,
        keep: usize,
    ) -> SourceResult<usize> {
        Ok(match next {
            _ if keep == 0 => 0,
            None => 0,
            Some(Block::Fixed { lines, .. }) => *lines,
            Some(Block::Paragraph(body)) => {
                let setting = Setting {
                    block: index,
                    skip: 0,
                    width: self.width(),
                    adjust: 0,
                };
                keep.min(setter.paragraph(body, setting)?.len())
            }
        })
    }

    fn fixed(
        &mut self,
        setter: &mut Setter,
        block: usize,
        (body, lines): (&'a Content, usize),
        head: Option<&'a (Content, usize)>,
        keep: usize,
        float: bool,
    ) -> SourceResult<()> {
        // A block that no frame from here on can hold would never find its place.
        let room = self.specs.iter().skip(self.at).map(|spec| spec.lines).max();
        if room.is_some_and(|room| lines > room) {
            self.out.too_high.push(lines);
            return self.fixed_over(setter, body, lines);
        }
        if float && self.rows().is_some_and(|rows| self.row + lines > rows) {
            self.waiting.push_back((block, body, lines));
            return Ok(());
        }
        while let Some(rows) = self.rows() {
            let (body, lines) = match head {
                Some((body, lines)) if self.row == 0 => (body, *lines),
                _ => (body, lines),
            };
            let needed = if self.row == 0 { lines } else { lines + keep };
            if self.row + needed <= rows || (self.row == 0 && lines <= self.specs[self.at].lines) {
                self.goes_over(block, 0);
                let frame = setter.fixed(body, self.width(), lines)?;
                self.put(self.row, frame, lines);
                return Ok(());
            }
            self.next_frame(setter)?;
        }
        self.fixed_over(setter, body, lines)
    }

    fn fixed_over(
        &mut self,
        setter: &mut Setter,
        body: &Content,
        lines: usize,
    ) -> SourceResult<()> {
        let text = paragraph::text(&setter.fixed(body, self.width(), lines)?);
        self.over_lines(lines, &text);
        Ok(())
    }

    fn put(&mut self, row: usize, frame: Frame, lines: usize) {
        let out = &mut self.out.frames[self.at];
        out.rows.push((row, frame));
        out.used = row + lines;
        self.row = row + lines;
    }

    fn over(&mut self, line: &Line) {
        self.over_lines(1, &line.text);
    }

    fn over_lines(&mut self, lines: usize, text: &str) {
        self.out.over_lines += lines;
        self.out.over_characters += super::split::count(text);
        self.sample(text);
    }

    /// Keeps the beginning of what is over, to show where it starts.
    fn sample(&mut self, text: &str) {
        let room = 20usize.saturating_sub(self.out.over_text.chars().count());
        self.out
            .over_text
            .extend(text.chars().filter(|&c| super::split::counts(c)).take(room));
    }
}
