//! Sets one paragraph at one measure and hands out its lines one by one.

use std::collections::HashMap;
use std::rc::Rc;

use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, Dict, FromValue, IntoValue, NativeElement, Resolve, StyleChain};
use typst::introspection::Locator;
use typst::layout::{Abs, Axes, Frame, FrameItem, Length, Point, Region, Regions, Size};
use typst::model::{FirstLineIndent, ParElem};
use typst_layout::{layout_fragment, layout_frame};

use super::breaker;
use super::cells::{self, Cell};
use super::emphasis::{Dots, Side};
use super::line::{WELL, loose};
use super::split::{count, with_breaks, without_first};
use super::spread::spread;

/// Lines stretched by more than this between characters are worth another try.
const LOOSE: f64 = 0.01;

/// A line of a paragraph.
#[derive(Debug, Clone)]
pub struct Line {
    /// What was set; its top is the top of the line on the grid.
    pub frame: Frame,
    /// Characters on it that count (see `split`).
    pub characters: usize,
    /// Its text, as far as it was set from text.
    pub text: String,
    /// The space between two of its characters, as a share of one.
    pub stretch: f64,
}

/// What a paragraph is set from, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Setting {
    /// The block's place in the body.
    pub block: usize,
    /// Characters already set elsewhere; the rest continues without an indent.
    pub skip: usize,
    /// The measure.
    pub width: Abs,
    /// Lines fewer or more than Typst would make.
    pub adjust: i8,
}

/// Sets paragraphs and fixed blocks, each setting once.
pub struct Setter<'a, 'e, 'l> {
    engine: &'a mut Engine<'e>,
    locator: Locator<'l>,
    styles: StyleChain<'a>,
    pub pitch: Abs,
    pub ascent: Abs,
    /// Whether the lines will stand.
    vertical: bool,
    set: HashMap<Setting, Rc<Vec<Line>>>,
    /// The cells of each block, without the characters that are already set.
    cells: HashMap<(usize, usize), Option<Rc<Vec<Cell>>>>,
}

impl<'a, 'e, 'l> Setter<'a, 'e, 'l> {
    /// A setter that works in the given styles.
    pub fn new(
        engine: &'a mut Engine<'e>,
        locator: Locator<'l>,
        styles: StyleChain<'a>,
        pitch: Abs,
        ascent: Abs,
        vertical: bool,
    ) -> Self {
        Self {
            engine,
            locator,
            styles,
            pitch,
            ascent,
            vertical,
            set: HashMap::new(),
            cells: HashMap::new(),
        }
    }

    /// The lines of a paragraph.
    pub fn paragraph(&mut self, body: &Content, setting: Setting) -> SourceResult<Rc<Vec<Line>>> {
        if let Some(lines) = self.set.get(&setting) {
            return Ok(lines.clone());
        }
        let rest = without_first(body, setting.skip);
        let mut lines = self.lines(rest.clone(), setting, 0.0)?;
        let alone = is_alone(&lines);
        if alone || loosest(&lines) > LOOSE {
            let better = self.in_lines(&rest, setting, None, &lines)?;
            if let Some((better, _)) = better
                && (alone || badness(&better) <= badness(&lines))
            {
                lines = better;
            }
        }
        let lines = Rc::new(lines);
        self.set.insert(setting, lines.clone());
        Ok(lines)
    }

    /// Sets a whole paragraph with one line fewer or more, if that can be done well, and
    /// says how bad it looks; [`Self::paragraph`] then gives these lines.
    pub fn adjust(&mut self, body: &Content, setting: Setting) -> SourceResult<Option<f64>> {
        let usual = Setting {
            adjust: 0,
            ..setting
        };
        let natural = self.paragraph(body, usual)?;
        let Some(wanted) = natural.len().checked_add_signed(setting.adjust.into()) else {
            return Ok(None);
        };
        let broken = self.in_lines(body, setting, Some(wanted), &natural)?;
        let good = broken.filter(|(_, cost)| *cost < WELL);
        Ok(good.map(|(lines, cost)| {
            self.set.insert(setting, Rc::new(lines));
            cost
        }))
    }

    /// A paragraph, or what is left of it, in the best lines, and how bad they look. `known` are lines
    /// in which it has been set.
    fn in_lines(
        &mut self,
        body: &Content,
        setting: Setting,
        wanted: Option<usize>,
        known: &[Line],
    ) -> SourceResult<Option<(Vec<Line>, f64)>> {
        let Some(cells) = self.cells(body, setting, known)? else {
            return Ok(None);
        };
        let indent = match setting.skip {
            0 => self.indent(),
            _ => Abs::zero(),
        };
        let Some(broken) = breaker::broken(&cells, setting.width, indent, wanted) else {
            return Ok(None);
        };
        // Nobody wants it for another's sake if it looks bad: it need not be set.
        if wanted.is_some() && broken.cost >= WELL {
            return Ok(None);
        }
        let lines = self.lines(with_breaks(body, &broken.at, true), setting, broken.surplus)?;
        // Typst sets what we asked for, or our measurements were wrong and it stays as it was.
        Ok((lines.len() == broken.at.len() + 1).then_some((lines, broken.cost)))
    }

    /// The cells of a paragraph, or of what is left of it, each found once.
    fn cells(
        &mut self,
        body: &Content,
        setting: Setting,
        known: &[Line],
    ) -> SourceResult<Option<Rc<Vec<Cell>>>> {
        let key = (setting.block, setting.skip);
        if let Some(cells) = self.cells.get(&key) {
            return Ok(cells.clone());
        }
        let cells = cells::cells(&self.unbroken(body, known)?).map(Rc::new);
        self.cells.insert(key, cells.clone());
        Ok(cells)
    }

    /// The indent of a paragraph's first line.
    fn indent(&self) -> Abs {
        let indent = self.styles.get(ParElem::first_line_indent);
        let indent = match Dict::from(indent).get("amount") {
            Ok(amount) => Length::from_value(amount.clone()).unwrap_or_default(),
            Err(_) => Length::zero(),
        };
        indent.resolve(self.styles)
    }

    /// The whole paragraph as on one line. Typst tries every place at which that might break, with
    /// all before it, so it is cut where a known line ends between two han: nothing about them is
    /// otherwise at a line's end.
    fn unbroken(&mut self, body: &Content, known: &[Line]) -> SourceResult<Frame> {
        let mut at = 0;
        let cuts = known.windows(2).filter_map(|lines| {
            at += lines[0].characters;
            let (left, right) = (&lines[0].text, &lines[1].text);
            let han = left.ends_with(cells::is_han) && right.starts_with(cells::is_han);
            han.then_some(at)
        });
        let par = ParElem::new(with_breaks(body, &cuts.collect::<Vec<_>>(), false))
            .pack()
            .set(ParElem::justify, false);
        let region = Region::new(Size::splat(Abs::inf()), Axes::splat(false));
        layout_frame(
            self.engine,
            &par,
            self.locator.relayout(),
            self.styles,
            region,
        )
    }

    /// Lines as Typst sets them at a measure that is wider by a surplus, brought back to
    /// the measure.
    fn lines(&mut self, body: Content, setting: Setting, surplus: f64) -> SourceResult<Vec<Line>> {
        let mut par = ParElem::new(body).pack();
        if setting.skip > 0 {
            par = par.set(ParElem::first_line_indent, no_indent());
        }
        // A region of one pitch holds exactly one line, whatever its height.
        let size = Size::new(setting.width + Abs::pt(surplus), self.pitch);
        let regions = Regions::repeat(size, Axes::new(true, false));
        let fragment = layout_fragment(
            self.engine,
            &par,
            self.locator.relayout(),
            self.styles,
            regions,
        )?;
        let mut dots = Dots::new(match self.vertical {
            true => Side::Above,
            false => Side::Below,
        });
        let last = fragment.len().saturating_sub(1);
        Ok(fragment
            .into_iter()
            .enumerate()
            .map(|(at, mut frame)| {
                // The last line is not justified.
                let surplus = if at < last { surplus } else { 0.0 };
                let stretch = spread(&mut frame, !self.vertical, surplus);
                dots.draw(&mut frame);
                self.line(frame, setting.width, stretch)
            })
            .collect())
    }

    /// Puts a line's baseline where the grid wants it.
    fn line(&self, set: Frame, width: Abs, stretch: f64) -> Line {
        let mut text = String::new();
        let mut baseline = None;
        read(&set, Point::zero(), &mut text, &mut baseline);
        let shift = baseline.map_or(Abs::zero(), |at| self.ascent - at);
        let mut frame = Frame::soft(Size::new(width, self.pitch));
        frame.push_frame(Point::with_y(shift), set);
        Line {
            frame,
            characters: count(&text),
            text,
            stretch,
        }
    }

    /// A block that takes whole lines.
    pub fn fixed(&mut self, body: &Content, width: Abs, lines: usize) -> SourceResult<Frame> {
        let region = Region::new(
            Size::new(width, self.pitch * lines as f64),
            Axes::splat(true),
        );
        layout_frame(
            self.engine,
            body,
            self.locator.relayout(),
            self.styles,
            region,
        )
    }

    /// How many characters of the body's size stand on a line of this width.
    pub fn measure(&self, width: Abs) -> usize {
        let size = self.styles.resolve(typst::text::TextElem::size);
        (width / size + 1e-6).floor().max(1.0) as usize
    }
}

/// Whether a paragraph's last line is one character (孤字), marks not counted.
fn is_alone(lines: &[Line]) -> bool {
    let last = lines.last().filter(|_| lines.len() > 1);
    last.is_some_and(|line| line.text.chars().filter(|c| c.is_alphanumeric()).count() < 2)
}

/// The most that any line of a paragraph is stretched; the last is not.
fn loosest(lines: &[Line]) -> f64 {
    let full = &lines[..lines.len().saturating_sub(1)];
    full.iter().map(|line| line.stretch).fold(0.0, f64::max)
}

/// How bad a paragraph's lines look together.
fn badness(lines: &[Line]) -> f64 {
    let full = &lines[..lines.len().saturating_sub(1)];
    full.iter().map(|line| loose(line.stretch)).sum()
}

/// The text of a frame, in order.
pub fn text(frame: &Frame) -> String {
    let mut text = String::new();
    read(frame, Point::zero(), &mut text, &mut None);
    text
}

/// Collects the text of a frame in order, and the baseline of its first run.
fn read(frame: &Frame, at: Point, text: &mut String, baseline: &mut Option<Abs>) {
    for (pos, item) in frame.items() {
        match item {
            FrameItem::Text(run) => {
                baseline.get_or_insert((at + *pos).y);
                text.push_str(&run.text);
            }
            FrameItem::Group(group) => read(&group.frame, at + *pos, text, baseline),
            _ => {}
        }
    }
}

fn no_indent() -> FirstLineIndent {
    // The type's fields are private; it is made as a template would make it.
    FirstLineIndent::from_value(Length::zero().into_value()).unwrap_or_default()
}
