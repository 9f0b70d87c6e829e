//! Goes over the finished pages once: takes out what is not for print (tags, word
//! joiners), puts every paint into press inks, and writes down what stands where, for the proof and the fit report.

use serde::{Deserialize, Serialize};
use typst::foundations::Content;
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem, GroupItem, Point, Transform};
use typst::text::{Glyph, TextItem, is_default_ignorable};
use typst_layout::{Page, PagedDocument};

use super::ink::Inks;
use super::items::{Item, items};
use super::part::{ComplaintElem, PartElem};
use super::thread::{PieceElem, PieceInfo};

/// What one mark (a piece of a thread, or a part of a headline group) turned out to hold.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Found {
    /// Which page of the document, from 0.
    pub page: usize,
    pub mark: Mark,
    /// Where it begins on the page, pt from the sheet's top left.
    pub at: (f64, f64),
    /// Its text in the order it was set, without joiners.
    pub text: String,
    /// Characters without a glyph: their place in `text`, in characters.
    pub missing: Vec<(usize, char)>,
}

/// Something a layout sets in the wrong ink.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InkFault {
    /// Which page of the document, from 0.
    pub page: usize,
    pub message: String,
}

/// What a mark is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Mark {
    /// A piece of an article's body.
    Piece(PieceInfo),
    /// A part outside the body: the article's identity and the role.
    Part(String, String),
    /// What a template complains of: the slot, the message, whether it is a warning, and the
    /// rule.
    Complaint(String, String, bool, String),
    /// Everything that belongs to no article.
    Furniture,
}

/// Pages ready for export, and what was found on them.
pub struct Finished {
    /// The pages in the order of the plan; without any, unless the run was to keep them.
    pub document: PagedDocument,
    pub found: Vec<Found>,
    pub ink_faults: Vec<InkFault>,
    /// Everything that is printed, with its place.
    pub items: Vec<Item>,
}

/// What was found on one page, as if it were the document's first.
#[derive(Debug, Default)]
pub struct Sheet {
    pub found: Vec<Found>,
    pub ink_faults: Vec<InkFault>,
    pub items: Vec<Item>,
}

/// Cleans a page and reads it.
///
/// `mono` says whether it is printed in black alone; `most` is the ink that the paper takes, in
/// percent.
pub fn finish(page: &Page, mono: bool, most: f64) -> (Page, Sheet) {
    let mut reader = Reader {
        open: vec![],
        origin: Transform::identity(),
        found: vec![],
        inks: Inks::new(mono, most),
    };
    let furniture = reader.begin(Mark::Furniture, Point::zero());
    let frame = reader.frame(&page.frame);
    let mut found = reader.found;
    if found
        .get(furniture)
        .is_some_and(|all| all.missing.is_empty())
    {
        found.remove(furniture);
    }
    let fault = |message| InkFault { page: 0, message };
    let sheet = Sheet {
        found,
        ink_faults: reader.inks.faults.into_iter().map(fault).collect(),
        items: items(page),
    };
    let page = Page {
        frame,
        ..page.clone()
    };
    (page, sheet)
}

struct Reader {
    inks: Inks,
    /// The marks that are open, the innermost last, as indices of `found`.
    open: Vec<(usize, Option<typst::introspection::Location>)>,
    /// From the frame that is read to the page.
    origin: Transform,
    found: Vec<Found>,
}

impl Reader {
    fn begin(&mut self, mark: Mark, at: Point) -> usize {
        let index = self.found.len();
        let at = at.transform(self.origin);
        self.found.push(Found {
            page: 0,
            mark,
            at: (at.x.to_pt(), at.y.to_pt()),
            text: String::new(),
            missing: vec![],
        });
        self.open.push((index, None));
        index
    }

    fn frame(&mut self, frame: &Frame) -> Frame {
        let mut out = Frame::new(frame.size(), frame.kind());
        if frame.has_baseline() {
            out.set_baseline(frame.baseline());
        }
        for (pos, item) in frame.items() {
            match item {
                FrameItem::Tag(tag) => self.tag(tag, *pos),
                FrameItem::Text(run) => {
                    if let Some(run) = self.run(run) {
                        out.push(*pos, FrameItem::Text(run));
                    }
                }
                FrameItem::Group(group) => {
                    let outer = self.origin;
                    self.origin = outer
                        .pre_concat(Transform::translate(pos.x, pos.y))
                        .pre_concat(group.transform);
                    let inner = self.frame(&group.frame);
                    self.origin = outer;
                    let group = GroupItem {
                        frame: inner,
                        ..group.clone()
                    };
                    out.push(*pos, FrameItem::Group(group));
                }
                FrameItem::Shape(shape, span) => {
                    out.push(*pos, FrameItem::Shape(self.inks.shape(shape), *span));
                }
                other => out.push(*pos, other.clone()),
            }
        }
        out
    }

    fn tag(&mut self, tag: &Tag, at: Point) {
        match tag {
            Tag::Start(content, _) => {
                if let Some(mark) = mark(content) {
                    self.begin(mark, at);
                    if let Some(last) = self.open.last_mut() {
                        last.1 = content.location();
                    }
                }
            }
            Tag::End(location, ..) => {
                if let Some(at) = self
                    .open
                    .iter()
                    .rposition(|(_, open)| *open == Some(*location))
                {
                    self.open.truncate(at);
                }
            }
        }
    }

    /// Takes joiners out of a run and notes its text.
    fn run(&mut self, run: &TextItem) -> Option<TextItem> {
        let (index, _) = *self.open.last()?;
        let mut clean = without_ignorables(run);
        clean.fill = self.inks.paint(&clean.fill);
        clean.stroke = self.inks.stroke(&clean.stroke);
        let entry = &mut self.found[index];
        for glyph in clean.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let before = clean.text.get(..glyph.range().start).unwrap_or_default();
            let at = entry.text.chars().count() + before.chars().count();
            if let Some(c) = clean
                .text
                .get(glyph.range())
                .and_then(|text| text.chars().next())
            {
                entry.missing.push((at, c));
            }
        }
        entry.text.push_str(&clean.text);
        (!clean.glyphs.is_empty()).then_some(clean)
    }
}

/// What a piece of content is marked as, if it is.
pub(super) fn mark(content: &Content) -> Option<Mark> {
    if let Some(piece) = content.to_packed::<PieceElem>() {
        return Some(Mark::Piece(piece.info.clone()));
    }
    if let Some(complaint) = content.to_packed::<ComplaintElem>() {
        let (slot, message) = (complaint.slot.to_string(), complaint.message.to_string());
        let rule = complaint.rule.to_string();
        return Some(Mark::Complaint(slot, message, complaint.warning, rule));
    }
    let part = content.to_packed::<PartElem>()?;
    Some(Mark::Part(part.article.to_string(), part.role.to_string()))
}

/// The run without word joiners and zero-width spaces: neither their glyphs nor their
/// characters reach the PDF. Whatever space they took stays with the glyph before.
fn without_ignorables(run: &TextItem) -> TextItem {
    if !run.text.chars().any(is_joiner) {
        return run.clone();
    }
    let mut text = String::with_capacity(run.text.len());
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(run.glyphs.len());
    // Glyphs of one cluster share a range, before and after.
    let mut last = (0..0, 0..0);
    for glyph in &run.glyphs {
        if glyph.range != last.0 {
            let start = text.len();
            let cluster = run.text.get(glyph.range()).unwrap_or_default();
            text.extend(cluster.chars().filter(|&c| !is_joiner(c)));
            let (Ok(start), Ok(end)) = (u16::try_from(start), u16::try_from(text.len())) else {
                return run.clone();
            };
            last = (glyph.range.clone(), start..end);
        }
        match glyphs.last_mut() {
            // A joiner's own glyph is invisible; the space it was given in justification
            // belongs to the glyph before it.
            Some(before) if last.1.is_empty() => {
                before.x_advance += glyph.x_advance;
                before.y_advance += glyph.y_advance;
            }
            _ => glyphs.push(Glyph {
                range: last.1.clone(),
                ..glyph.clone()
            }),
        }
    }
    TextItem {
        text: text.into(),
        glyphs,
        ..run.clone()
    }
}

/// The characters that copy cleaning adds for composition, and their like.
fn is_joiner(c: char) -> bool {
    is_default_ignorable(c) && matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}
