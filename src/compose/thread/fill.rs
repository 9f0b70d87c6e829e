//! Fills frames with lines: the grid, breaks inside paragraphs, whole-line blocks, and
//! no paragraph's last line alone at a frame's head where that can be avoided.

use std::collections::BTreeSet;

use typst::diag::SourceResult;
use typst::foundations::Content;
use typst::layout::{Abs, Frame};

use super::paragraph::{Line, Setter, Setting};

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
    begun: Vec<usize>,
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
}

/// Fills the frames with the blocks, in order.
pub fn fill(
    setter: &mut Setter,
    frames: &[FrameSpec],
    blocks: &[Block],
) -> SourceResult<Filled> {
    let mut plan = Plan { adjust: vec![0; blocks.len()], short: BTreeSet::new() };
    let mut filled = Pass::new(frames, &plan).run(setter, blocks)?;
    let mut given_up = BTreeSet::new();
    // Each round mends a widow or gives one up, so there are few of them.
    while let Some(widow) = first_widow(&filled, &given_up) {
        match mend(setter, frames, blocks, &plan, &filled, widow)? {
            Some((better, attempt)) => (plan, filled) = (better, attempt),
            None => {
                given_up.insert(widow);
            }
        }
    }
    filled.measures = frames.iter().map(|frame| setter.measure(frame.width)).collect();
    Ok(filled)
}

/// What is done to keep last lines from standing alone.
#[derive(Clone)]
struct Plan {
    /// Lines fewer or more for each block.
    adjust: Vec<i8>,
    /// Frames that end a line early, so that two lines go over instead of one.
    short: BTreeSet<usize>,
}

fn first_widow(filled: &Filled, given_up: &BTreeSet<usize>) -> Option<usize> {
    (0..filled.frames.len()).find(|at| filled.frames[*at].widow && !given_up.contains(at))
}

/// How many frames further back a paragraph may be set anew for the sake of a widow.
const REACH: usize = 2;

/// Finds the least bad way to mend a widow: a paragraph of the frame before it set in one
/// line fewer or more, else that frame a line short, if there is room.
fn mend(
    setter: &mut Setter,
    frames: &[FrameSpec],
    blocks: &[Block],
    plan: &Plan,
    filled: &Filled,
    widow: usize,
) -> SourceResult<Option<(Plan, Filled)>> {
    let Some(before) = widow.checked_sub(1) else { return Ok(None) };
    // The nearer the paragraph, the less else moves with it.
    let near: Vec<_> = (before.saturating_sub(REACH)..=before).rev().collect();
    let mut plans = variants(setter, frames, blocks, plan, filled, &near, &[-1, 1])?;
    let mut short = plan.clone();
    if short.short.insert(before) {
        plans.push(short);
    }
    let widows = |filled: &Filled| {
        filled.frames[..=widow].iter().filter(|frame| frame.widow).count()
    };
    let mut too_long = vec![];
    for plan in plans {
        let attempt = Pass::new(frames, &plan).run(setter, blocks)?;
        if widows(&attempt) >= widows(filled) {
            continue;
        }
        // What is mended must never push text over the end of the slot.
        if attempt.over_lines <= filled.over_lines {
            return Ok(Some((plan, attempt)));
        }
        too_long.push((plan, attempt));
    }
    // A line more here may be won back further on.
    let after: Vec<_> = (widow..frames.len()).collect();
    for (plan, attempt) in too_long {
        for plan in variants(setter, frames, blocks, &plan, &attempt, &after, &[-1])? {
            let attempt = Pass::new(frames, &plan).run(setter, blocks)?;
            if widows(&attempt) < widows(filled) && attempt.over_lines <= filled.over_lines {
                return Ok(Some((plan, attempt)));
            }
        }
    }
    Ok(None)
}

/// The plan with one more paragraph of some frames set in fewer or more lines, the best
/// looking first.
fn variants(
    setter: &mut Setter,
    frames: &[FrameSpec],
    blocks: &[Block],
    plan: &Plan,
    filled: &Filled,
    among: &[usize],
    adjusts: &[i8],
) -> SourceResult<Vec<Plan>> {
    let mut ways = vec![];
    for &at in among {
        for &block in &filled.frames[at].begun {
            let Block::Paragraph(body) = &blocks[block] else { continue };
            if plan.adjust[block] != 0 {
                continue;
            }
            for &adjust in adjusts {
                let setting = Setting { block, skip: 0, width: frames[at].width, adjust };
                if let Some(cost) = setter.adjust(body, setting)? {
                    let mut plan = plan.clone();
                    plan.adjust[block] = adjust;
                    ways.push((cost, plan));
                }
            }
        }
    }
    ways.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(ways.into_iter().map(|(_, plan)| plan).collect())
}

/// One run through all frames.
struct Pass<'a> {
    specs: &'a [FrameSpec],
    plan: &'a Plan,
    /// The frame being filled; past the last one, text is over.
    at: usize,
    /// The next free row in it.
    row: usize,
    out: Filled,
}

impl<'a> Pass<'a> {
    fn new(specs: &'a [FrameSpec], plan: &'a Plan) -> Self {
        let frames = specs.iter().map(|_| SetFrame::default()).collect();
        Self { specs, plan, at: 0, row: 0, out: Filled { frames, ..Filled::default() } }
    }

    fn run(mut self, setter: &mut Setter, blocks: &[Block]) -> SourceResult<Filled> {
        for (index, block) in blocks.iter().enumerate() {
            match block {
                Block::Paragraph(body) => self.paragraph(setter, index, body)?,
                Block::Fixed { body, lines, keep } => {
                    let next = blocks.get(index + 1);
                    let keep = self.kept(setter, index + 1, next, *keep)?;
                    self.fixed(setter, body, *lines, keep)?;
                }
            }
        }
        Ok(self.out)
    }

    /// Rows of the current frame, or none past the last.
    fn rows(&self) -> Option<usize> {
        let spec = self.specs.get(self.at)?;
        let short = usize::from(self.plan.short.contains(&self.at));
        Some((spec.lines - short).max(1))
    }

    /// The width of the current frame; text that is over is counted at the last one's.
    fn width(&self) -> Abs {
        self.specs[self.at.min(self.specs.len() - 1)].width
    }

    fn next_frame(&mut self) {
        self.at += 1;
        self.row = 0;
    }

    fn paragraph(
        &mut self,
        setter: &mut Setter,
        block: usize,
        body: &Content,
    ) -> SourceResult<()> {
        let mut skip = 0;
        loop {
            let width = self.width();
            let adjust = if skip == 0 { self.plan.adjust[block] } else { 0 };
            let setting = Setting { block, skip, width, adjust };
            let lines = setter.paragraph(body, setting)?;
            // Characters set at this measure; on a change of measure the rest is set anew.
            let mut done = 0;
            let mut at = 0;
            while at < lines.len() {
                match self.rows() {
                    Some(rows) if self.row >= rows => {
                        self.next_frame();
                        if self.width() != width && at > 0 {
                            break;
                        }
                        if self.width() != width {
                            // Nothing is set yet: set the whole paragraph at the new one.
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
                let setting = Setting { block: index, skip: 0, width: self.width(), adjust: 0 };
                keep.min(setter.paragraph(body, setting)?.len())
            }
        })
    }

    fn fixed(
        &mut self,
        setter: &mut Setter,
        body: &Content,
        lines: usize,
        keep: usize,
    ) -> SourceResult<()> {
        // A block that no frame from here on can hold would never find its place.
        let room = self.specs.iter().skip(self.at).map(|spec| spec.lines).max();
        if room.is_some_and(|room| lines > room) {
            self.out.too_high.push(lines);
            return Ok(());
        }
        while let Some(rows) = self.rows() {
            let needed = if self.row == 0 { lines } else { lines + keep };
            if self.row + needed <= rows || (self.row == 0 && lines <= self.specs[self.at].lines)
            {
                let frame = setter.fixed(body, self.width(), lines)?;
                self.put(self.row, frame, lines);
                return Ok(());
            }
            self.next_frame();
        }
        self.out.over_lines += lines;
        let text = body.plain_text();
        self.out.over_characters += super::split::count(&text);
        self.sample(&text);
        Ok(())
    }

    fn put(&mut self, row: usize, frame: Frame, lines: usize) {
        let out = &mut self.out.frames[self.at];
        out.rows.push((row, frame));
        out.used = row + lines;
        self.row = row + lines;
    }

    fn over(&mut self, line: &Line) {
        self.out.over_lines += 1;
        self.out.over_characters += line.characters;
        self.sample(&line.text);
    }

    /// Keeps the beginning of what is over, to show where it starts.
    fn sample(&mut self, text: &str) {
        let room = 20usize.saturating_sub(self.out.over_text.chars().count());
        self.out.over_text.extend(text.chars().filter(|&c| super::split::counts(c)).take(room));
    }
}
