//! Copyfit in a plan: what an article may give, what it gives, and pictures that are lower, higher or
//! left out. What the manifest asks for is done here; what is elastic is found out by `copyfit`.

use std::sync::Arc;

use super::page::Maker;
use super::{Matter, PlannedPage};
use crate::diag::{Finding, nearest};
use crate::layout::{self, Edge, Layout, SlotKind};
use crate::manifest::{Article, Fit, Head, Lines, PARTS, Picture, Spot};

/// What an article gives to fit its slot; a template is told of it. Nothing by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fitting {
    /// Lines that the space round the headline group gains, or loses.
    pub space: i32,
    /// Those of them that are elastic.
    pub elastic_space: i32,
    /// Points by which the headline is smaller.
    pub smaller: i32,
    /// The most lines of the headline.
    pub headline_lines: Option<usize>,
    /// Lines of air that a box gives to its text.
    pub tighten: u32,
    /// Lines more at the crossheads, from the first one on.
    pub crossheads: u32,
    /// Lines by which pictures in the text are lower, or higher.
    pub crop: i32,
    /// From how many to how many lines those may be high.
    pub picture: Option<(usize, usize)>,
    /// Of a filler: the lines at its slot's end that it takes, a blank one before it included.
    pub foot: usize,
}

/// What an article may give without being asked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Allowed {
    pub elastic: layout::Elastic,
    /// Parts that go if the text is over, in this order.
    pub optional: Vec<&'static str>,
}

/// A picture's own say in copyfit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Give {
    /// Whether it goes if text is over.
    pub optional: bool,
    /// From how many to how many lines its slot may be high.
    pub height: Option<(usize, usize)>,
    pub edge: Option<Edge>,
}

impl Maker<'_> {
    /// What an article's `fit` asks for, its headline joined and its parts dropped.
    pub fn fitting(&mut self, article: &Article, head: &mut Head) -> Fitting {
        let none = Fit::default();
        let fit = article.fit.as_ref().unwrap_or(&none);
        for part in &fit.drop {
            match self.part(part) {
                Some(part) => drop_part(head, part),
                None => continue,
            }
        }
        let value = |spot: &Option<Spot<i32>>| spot.as_ref().map_or(0, |spot| **spot);
        let count = |spot: &Option<Spot<u32>>| spot.as_ref().map_or(0, |spot| **spot);
        let headline_lines = fit.headline_lines.as_ref().map(|lines| **lines as usize);
        if let Some(most) = headline_lines {
            join_headline(head, most.max(1));
        }
        Fitting {
            space: value(&fit.space).clamp(-100, 100),
            elastic_space: 0,
            smaller: value(&fit.smaller).clamp(-100, 100),
            headline_lines,
            tighten: count(&fit.tighten).min(2),
            crossheads: 0,
            crop: count(&fit.crop).min(1000) as i32,
            picture: None,
            foot: 0,
        }
    }

    /// What an article may give: the manifest's word before the layout's.
    pub fn allowed(&mut self, article: &Article, slot: Option<&layout::Slot>) -> Allowed {
        let mut elastic = slot.map(|slot| slot.elastic).unwrap_or_default();
        if let Some(own) = &article.elastic {
            for (span, least) in [(&own.head, i32::MIN), (&own.picture, 1)] {
                if let Some(span) = span
                    .as_ref()
                    .filter(|span| span.min > span.max || span.min < least)
                {
                    let message = format!(
                        "expected `min` not above `max`, found {} and {}",
                        span.min, span.max
                    );
                    self.findings
                        .push(Finding::error("copyfit", message).at(self.manifest.place(span)));
                }
            }
            if let Some(head) = &own.head {
                elastic.head = (head.min.clamp(-40, 0), head.max.clamp(0, 40));
            }
            if let Some(lines) = &own.crosshead {
                elastic.crosshead = **lines as usize;
            }
            if let Some(span) = &own.picture {
                elastic.picture = Some((span.min.max(1) as usize, span.max.max(1) as usize));
            }
            if let Some(filler) = own.filler {
                elastic.filler = filler;
            }
        }
        let optional = article.optional.iter();
        let optional = optional.filter_map(|part| self.part(part)).collect();
        Allowed { elastic, optional }
    }

    /// The part of an article that a word names.
    fn part(&mut self, word: &Spot<String>) -> Option<&'static str> {
        let found = PARTS.into_iter().find(|part| *part == word.as_str());
        if found.is_none() && word.is_placed() {
            let message = format!("an article has no part `{}`", crate::diag::brief(word));
            let hint = match nearest(word, PARTS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("expected one of {}", PARTS.join(", ")),
            };
            let finding = Finding::error("copyfit", message);
            self.findings
                .push(finding.at(self.manifest.place(word)).hint(hint));
        }
        found
    }

    /// A picture's own say.
    pub fn give(&mut self, picture: &Picture, slot: Option<&layout::Slot>) -> Give {
        let edge = picture.edge.as_ref().and_then(|word| {
            let edge = Edge::parse(word);
            if edge.is_none() {
                let message = format!(
                    "`{}` is no edge; expected `top` or `bottom`",
                    crate::diag::brief(word)
                );
                self.findings
                    .push(Finding::error("copyfit", message).at(self.manifest.place(word)));
            }
            edge
        });
        let mut height = slot.and_then(|slot| slot.height);
        if let Some(span) = &picture.height {
            if span.min < 1 || span.min > span.max {
                let message = format!(
                    "expected `min` of 1 or more and not above `max`, found {} and {}",
                    span.min, span.max
                );
                self.findings
                    .push(Finding::error("copyfit", message).at(self.manifest.place(span)));
            } else {
                height = Some((span.min as usize, span.max as usize));
            }
        }
        Give {
            optional: picture.optional,
            height,
            edge,
        }
    }

    /// The layout of a page with its pictures as high as the manifest has them.
    pub fn resized(&mut self, at: usize, layout: Arc<Layout>) -> Arc<Layout> {
        let manifest = self.manifest;
        let mut layout = layout;
        let Some(page) = manifest.issue.pages.get(at) else {
            return layout;
        };
        for picture in &page.pictures {
            let lines = match (picture.drop, &picture.lines) {
                (true, _) => 0,
                (false, Some(lines)) => **lines as usize,
                (false, None) => continue,
            };
            let Some(slot) = layout.slots.get(picture.slot.as_str()) else {
                continue;
            };
            // What stands in a text leaves it whole when it goes; of a group one goes alone.
            if lines == 0 && (slot.inside.is_some() || slot.kind != SlotKind::Picture) {
                continue;
            }
            if lines == slot.area.lines {
                continue;
            }
            let edge = picture.edge.as_ref().and_then(|word| Edge::parse(word));
            match layout.resized(&picture.slot, lines, edge) {
                Ok(other) => layout = Arc::new(other),
                // A slot that may stay empty, or whose place may, only loses its picture.
                Err(_) if lines == 0 => {}
                Err(why) => {
                    let message = format!("slot `{}` cannot have {lines} lines: {why}", slot.name);
                    let spot = picture
                        .lines
                        .as_ref()
                        .map_or(self.manifest.place(&picture.slot), |lines| {
                            self.manifest.place(lines)
                        });
                    let finding = Finding::error("copyfit", message).at(spot);
                    self.findings
                        .push(finding.related(layout.place(&slot.name), "the slot"));
                }
            }
        }
        layout
    }
}

/// Takes a part of the headline group out.
pub fn drop_part(head: &mut Head, part: &str) {
    match part {
        "kicker" => head.kicker = None,
        "deck" => head.deck = None,
        "standfirst" => head.standfirst = None,
        "byline" => head.byline = None,
        "note" => head.note = None,
        "quote" => head.quote = None,
        _ => {}
    }
}

/// Whether a headline group has a part.
pub fn has_part(head: &Head, part: &str) -> bool {
    match part {
        "kicker" => head.kicker.is_some(),
        "deck" => head.deck.is_some(),
        "standfirst" => head.standfirst.is_some(),
        "byline" => head.byline.is_some(),
        "note" => head.note.is_some(),
        "quote" => head.quote.is_some(),
        _ => false,
    }
}

/// Joins the last lines of a headline until there are so many; a space parts them, as halves of a line.
fn join_headline(head: &mut Head, most: usize) {
    let Some(Lines::Many(lines)) = &mut head.headline else {
        return;
    };
    if lines.len() <= most {
        return;
    }
    // The head of a continuation is still called by the first line.
    head.short = head.short.take().or_else(|| lines.first().cloned());
    while lines.len() > most.max(1) {
        let Some(last) = lines.pop() else { return };
        if let Some(before) = lines.last_mut() {
            before.push(' ');
            before.push_str(&last);
        }
    }
}

impl PlannedPage {
    /// Makes a picture's slot so many lines high, or takes the picture out (0 lines).
    pub fn resize(&mut self, slot: &str, lines: usize) -> Result<(), String> {
        let Some(fill) = self.fills.get(slot) else {
            return Err("the slot is empty".into());
        };
        let Matter::Picture { give, .. } = &fill.matter else {
            return Err("it is no picture".into());
        };
        let edge = give.edge;
        let inside = self
            .layout
            .slots
            .get(slot)
            .is_some_and(|slot| slot.inside.is_some());
        if lines > 0 || !inside {
            self.layout = Arc::new(self.layout.resized(slot, lines, edge)?);
        }
        if lines == 0 {
            self.fills.remove(slot);
        }
        Ok(())
    }
}
