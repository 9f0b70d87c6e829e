//! An issue in the making: its articles by page and slot, and the files of the project.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::article::Article;
use super::grammar::Grammar;
use super::pages::{Kind, Shape, pages};

/// Different photographs; larger issues print them again in other slots.
pub const PHOTOS: usize = 16;

/// A page and one of its slots.
pub type At = (u32, &'static str);

pub struct Issue {
    pub shapes: Vec<&'static Shape>,
    /// What stands in each slot for text; one article, but for briefs.
    pub articles: BTreeMap<At, Vec<Article>>,
    /// Where an article that begins in a slot goes on.
    pub jumps: BTreeMap<At, At>,
    /// The number of the photograph in each slot for one, and the words under it.
    pub photos: BTreeMap<At, (usize, String)>,
}

impl Issue {
    pub fn new(count: usize, photos: bool, grammar: &mut Grammar) -> Self {
        let shapes = pages(count, photos);
        let mut issue = Self {
            jumps: jumps(&shapes),
            shapes,
            articles: BTreeMap::new(),
            photos: BTreeMap::new(),
        };
        let landings: Vec<At> = issue.jumps.values().copied().collect();
        for (number, shape) in (1u32..).zip(issue.shapes.clone()) {
            for (slot, kind) in shape.slots {
                let at = (number, *slot);
                match kind {
                    Kind::Story(_) if landings.contains(&at) => {}
                    Kind::Story(head) => {
                        let file = format!("articles/{number:03}-{slot}.md");
                        let mut article = Article::new(file, head, grammar);
                        if issue.jumps.contains_key(&at) {
                            article.runs_on(grammar);
                        }
                        issue.articles.insert(at, vec![article]);
                    }
                    Kind::Briefs(many) => {
                        let head = super::pages::BRIEF;
                        let briefs = (1..=*many).map(|brief| {
                            let file = format!("articles/{number:03}-{slot}-{brief}.md");
                            Article::new(file, &head, grammar)
                        });
                        issue.articles.insert(at, briefs.collect());
                    }
                    Kind::Photo => {
                        // One further with every round of the photographs, so that no slot
                        // has the same one twice before all have stood there.
                        let before = issue.photos.len();
                        let photo = (before + before / PHOTOS) % PHOTOS;
                        issue.photos.insert(at, (photo, grammar.words(22)));
                    }
                    Kind::Ad(_) => {}
                }
            }
        }
        issue
    }

    /// The slot whose articles a fit is of, if it says how long they may be: one that goes on
    /// elsewhere is as long as all its slots, and its last says what is over or spare.
    pub fn begins(&self, at: At) -> At {
        let from = self.jumps.iter().find(|(_, to)| **to == at);
        from.map_or(at, |(from, _)| *from)
    }

    pub fn manifest(&self) -> String {
        let mut text = String::from("[issue]\ndate = 2026-01-05\nnumber = 12000\n");
        for (number, shape) in (1u32..).zip(&self.shapes) {
            let (section, layout) = (shape.section, shape.layout);
            let _ = write!(
                text,
                "\n[[page]]\nnumber = {number}\nsection = \"{section}\"\nlayout = \"{layout}\"\n\
                 editors = [\"责编 温一禾\", \"版式 秦渡\", \"校对 邵小白\"]\n"
            );
            for (slot, kind) in shape.slots {
                self.slot((number, slot), kind, &mut text);
            }
        }
        text
    }

    fn slot(&self, at: At, kind: &Kind, text: &mut String) {
        let slot = at.1;
        match kind {
            Kind::Story(_) | Kind::Briefs(_) => {
                for article in self.articles.get(&at).into_iter().flatten() {
                    let file = &article.file;
                    let place = match self.jumps.get(&at) {
                        Some((page, to)) => format!("slots = [\"{slot}\", \"{page}:{to}\"]"),
                        None => format!("slot = \"{slot}\""),
                    };
                    let _ = write!(text, "\n[[page.article]]\n{place}\nfile = \"{file}\"\n");
                }
            }
            Kind::Photo => {
                if let Some((photo, words)) = self.photos.get(&at) {
                    let file = photo_file(*photo);
                    let _ = write!(
                        text,
                        "\n[[page.picture]]\nslot = \"{slot}\"\nfile = \"{file}\"\n\
                         caption = \"{words}\u{3002}\"\ncredit = \"秦渡 摄\"\n"
                    );
                }
            }
            Kind::Ad(file) => {
                let _ = write!(
                    text,
                    "\n[[page.ad]]\nslot = \"{slot}\"\nfile = \"ads/{file}\"\nmark = \"公益广告\"\n"
                );
            }
        }
    }
}

pub fn photo_file(number: usize) -> String {
    format!("pictures/photo-{:02}.jpg", number + 1)
}

/// Which leads run on: to every slot for a continuation goes that of the front page, or of the
/// nearest page before it that has one free.
fn jumps(shapes: &[&'static Shape]) -> BTreeMap<At, At> {
    let mut jumps = BTreeMap::new();
    for (number, shape) in (1u32..).zip(shapes) {
        if !shape.has("jump-1") {
            continue;
        }
        let free = |page: &u32| {
            let leads = shapes
                .get(*page as usize - 1)
                .is_some_and(|shape| shape.leads());
            leads && !jumps.contains_key(&(*page, "lead"))
        };
        let from = Some(1).filter(|page| number > 1 && free(page));
        if let Some(page) = from.or_else(|| (1..number).rev().find(free)) {
            jumps.insert((page, "lead"), (number, "jump-1"));
        }
    }
    jumps
}
