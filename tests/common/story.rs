//! The bodies of the articles on finished pages. The report says where each leg stands; what
//! stands in it is what poppler finds there, and must be the article's own text.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::path::Path;

use dayang::copy::{self, BlockKind};
use serde_json::Value;

use super::press::{Grid, Paper, Row, Sheet};
use super::{Word, squeeze};

/// A leg of text as the report describes it, pt from the sheet's top left.
#[derive(Debug, Clone)]
pub struct Leg {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub pitch: f64,
    /// Characters on a line.
    pub characters: usize,
    pub lines: usize,
    pub filled: usize,
    /// Whether its lines stand (直排).
    pub vertical: bool,
}

impl Leg {
    fn read(value: &Value) -> Self {
        let number = |key: &str| value[key].as_f64().unwrap();
        let count = |key: &str| value[key].as_u64().unwrap() as usize;
        Self {
            x: number("x"),
            y: number("y"),
            width: number("width"),
            height: number("height"),
            pitch: number("pitch"),
            characters: count("characters"),
            lines: count("lines"),
            filled: count("filled"),
            vertical: value["vertical"].as_bool().unwrap(),
        }
    }

    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Whether a word stands in it: squeezed marks may reach out by their blank half.
    fn holds(&self, word: &Word, body: f64) -> bool {
        let half = body / 2.0 + 0.1;
        let within =
            |from: f64, to: f64, low: f64, high: f64| from > low - half && to < high + half;
        let middle =
            |from: f64, to: f64, low: f64, high: f64| (low..high).contains(&((from + to) / 2.0));
        if self.vertical {
            middle(word.left, word.right, self.x, self.right())
                && within(word.top, word.bottom, self.y, self.bottom())
        } else {
            middle(word.top, word.bottom, self.y, self.bottom())
                && within(word.left, word.right, self.x, self.right())
        }
    }
}

/// A line of an article's body.
#[derive(Debug, Clone)]
pub struct Line {
    pub row: Row,
    /// From its top to its bottom: the size of its type.
    pub height: f64,
    /// Which leg of the story it stands in, from 0.
    pub leg: usize,
    /// Whether it is of a paragraph, not of a headline, a crosshead, a credit or a caption.
    pub body: bool,
    /// Whether it is of a caption.
    pub caption: bool,
    /// Whether its block begins and ends with it.
    pub begins: bool,
    pub ends: bool,
}

/// What stands in the legs of one slot: an article, a part of one, or all briefs of the slot.
pub struct Story {
    pub page: u32,
    pub layout: String,
    pub slot: String,
    /// The articles' files.
    pub files: Vec<String>,
    /// Which part of the article it is, from 1, and how many there are.
    pub part: (u64, u64),
    pub grid: Grid,
    pub legs: Vec<Leg>,
    /// The lines of legs that are not vertical.
    pub lines: Vec<Line>,
    /// The words of its page that stand in its legs, in reading order.
    pub words: Vec<usize>,
    /// The text of its paragraphs, crossheads and credits, without captions.
    pub text: String,
}

impl Story {
    /// The lines of paragraphs.
    pub fn body(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.body)
    }

    /// Lines of one paragraph that follow each other.
    pub fn continued(&self) -> impl Iterator<Item = (&Line, &Line)> {
        let pairs = self.lines.iter().zip(self.lines.iter().skip(1));
        pairs.filter(|(line, next)| line.body && !line.ends && next.body)
    }

    /// Where the ink of a line begins and ends.
    pub fn ink(&self, line: &Line) -> (f64, f64) {
        line.row.ink_of(self.grid.body)
    }

    /// For messages.
    pub fn name(&self) -> String {
        format!(
            "page {} {} ({})",
            self.page,
            self.slot,
            self.files.join(", ")
        )
    }

    pub fn is_horizontal(&self) -> bool {
        self.legs.iter().all(|leg| !leg.vertical)
    }
}

impl Paper {
    /// All text in legs, of all pages, in the report's order. What stands in the legs of an
    /// article, over all of its parts, must be its text, whole and in order.
    pub fn stories(&self) -> Vec<Story> {
        let mut copies: BTreeMap<String, Copy> = BTreeMap::new();
        let mut fits: Vec<&Value> = self.report["fit"].as_array().unwrap().iter().collect();
        fits.sort_by_key(|fit| fit["part"].as_u64());
        let mut stories = vec![];
        for fit in fits {
            let sheet = self.sheet(fit["page"].as_u64().unwrap() as u32);
            let slot = fit["slot"].as_str().unwrap();
            let files: Vec<String> = match fit["part"].as_u64() {
                // All articles of a slot are told of as one.
                None => (sheet.items("article").into_iter())
                    .filter(|item| item.slot == slot)
                    .map(|item| item.file)
                    .collect(),
                Some(_) => vec![fit["article"].as_str().unwrap().into()],
            };
            assert_eq!(fit["article"], files.join(", "), "the report names others");
            let key = format!("{} {}", files.join(" "), files.len());
            let copy = copies
                .entry(key)
                .or_insert_with(|| Copy::of(self, sheet, slot, &files));
            stories.push(Story::read(sheet, fit, files, copy));
        }
        for (name, copy) in copies {
            let left: Vec<_> = copy.blocks.iter().chain(&copy.captions).collect();
            assert!(left.is_empty(), "{name} lacks on the pages: {left:?}");
        }
        stories
    }
}

impl Story {
    fn read(sheet: &Sheet, fit: &Value, files: Vec<String>, copy: &mut Copy) -> Self {
        let legs: Vec<Leg> = (fit["legs"].as_array().unwrap().iter())
            .map(Leg::read)
            .collect();
        let part = |key: &str| fit.get(key).map_or(1, |part| part.as_u64().unwrap());
        let mut story = Self {
            page: sheet.number,
            layout: sheet.table["layout"].as_str().unwrap().into(),
            slot: fit["slot"].as_str().unwrap().into(),
            files,
            part: (part("part"), part("parts")),
            grid: sheet.grid,
            legs,
            lines: vec![],
            words: vec![],
            text: String::new(),
        };
        for at in 0..story.legs.len() {
            for (index, word) in sheet.words.iter().enumerate() {
                if story.legs[at].holds(word, sheet.grid.body) {
                    let found = copy.take(&word.text, &story);
                    story.words.push(index);
                    if !found.caption {
                        story.text.push_str(&word.text);
                    }
                    if !story.legs[at].vertical {
                        story.add(word, at, &found);
                    }
                }
            }
        }
        story
    }

    /// A word goes on with the line before it, or begins another.
    fn add(&mut self, word: &Word, leg: usize, found: &Found) {
        let goes_on = |line: &Line| {
            line.leg == leg && (line.row.top - word.top).abs() < 1.0 && word.left > line.row.left
        };
        match self.lines.last_mut().filter(|line| goes_on(line)) {
            Some(line) => {
                assert!(
                    !found.begins,
                    "two blocks on one line: {line:?} {}",
                    word.text
                );
                line.row.text.push_str(&word.text);
                line.row.right = word.right;
                line.ends = found.ends;
            }
            None => self.lines.push(Line {
                row: Row {
                    top: word.top,
                    left: word.left,
                    right: word.right,
                    text: word.text.clone(),
                },
                height: word.height(),
                leg,
                body: found.body,
                caption: found.caption,
                begins: found.begins,
                ends: found.ends,
            }),
        }
    }
}

/// A text that must stand in legs, block by block; what was found is taken away.
struct Copy {
    blocks: VecDeque<Piece>,
    /// Captions of pictures in the text, which stand where the pictures found room.
    captions: VecDeque<Piece>,
}

#[derive(Debug)]
struct Piece {
    rest: String,
    begun: bool,
    body: bool,
}

/// What a word turned out to be.
struct Found {
    body: bool,
    caption: bool,
    begins: bool,
    ends: bool,
}

impl Copy {
    fn of(paper: &Paper, sheet: &Sheet, slot: &str, files: &[String]) -> Self {
        let mut copy = Self {
            blocks: VecDeque::new(),
            captions: VecDeque::new(),
        };
        let piece = |text: &str, body| Piece {
            rest: squeeze(text),
            begun: false,
            body,
        };
        for file in files {
            let bytes = fs::read(paper.file(file)).unwrap();
            let (article, _) = copy::read(&bytes, Path::new(file)).unwrap();
            // Only of briefs does the headline stand in the legs.
            if files.len() > 1 {
                let items = sheet.items("article");
                let mut items = items.iter();
                let item = items.find(|item| item.slot == slot && item.file == *file);
                let head = super::matter::head(&article, &item.unwrap().table);
                let order = ["kicker", "headline", "deck", "standfirst", "byline"];
                for role in order {
                    let texts = head.iter().filter(|(own, _)| *own == role);
                    copy.blocks
                        .extend(texts.map(|(_, text)| piece(text, false)));
                }
            }
            for block in &article.blocks {
                let piece = piece(
                    &block.plain_text(),
                    matches!(block.kind, BlockKind::Paragraph(_)),
                );
                match block.kind {
                    BlockKind::Picture { .. } => copy.captions.push_back(piece),
                    _ => copy.blocks.push_back(piece),
                }
            }
        }
        copy.captions.retain(|piece| !piece.rest.is_empty());
        copy
    }

    /// The next word must be the next of the text, or of a caption.
    fn take(&mut self, word: &str, story: &Story) -> Found {
        for (list, caption) in [(&mut self.blocks, false), (&mut self.captions, true)] {
            let Some(first) = list.front_mut() else {
                continue;
            };
            if let Some(rest) = first.rest.strip_prefix(word) {
                let found = Found {
                    body: first.body,
                    caption,
                    begins: !first.begun,
                    ends: rest.is_empty(),
                };
                (first.rest, first.begun) = (rest.into(), true);
                if found.ends {
                    list.pop_front();
                }
                return found;
            }
        }
        panic!(
            "{}: “{word}” stands where the copy has: {:?}",
            story.name(),
            self.blocks.front()
        );
    }
}
