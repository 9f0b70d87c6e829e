//! Blocks made of marked-up text as it comes: pieces of text, styles that open and close, and
//! ends of paragraphs. White space is what a browser makes of it, and none between Chinese
//! characters where only the source's line was broken.

use super::{Block, Span};

/// Collects blocks.
#[derive(Debug, Default)]
pub struct Flow {
    pub blocks: Vec<Block>,
    spans: Vec<Span>,
    strong: usize,
    dots: usize,
    heading: bool,
    /// White space that has been seen and not yet set, and whether a line ended in it.
    gap: Option<bool>,
}

impl Flow {
    pub fn strong(&mut self, opens: bool) {
        self.strong = step(self.strong, opens);
    }

    pub fn dots(&mut self, opens: bool) {
        self.dots = step(self.dots, opens);
    }

    /// A heading begins: what stands open before it is a paragraph.
    pub fn heading(&mut self) {
        self.end();
        self.heading = true;
    }

    /// Text, its white space not yet settled.
    pub fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.gap = Some(self.gap.unwrap_or(false) || c == '\n' || c == '\r');
                continue;
            }
            if let Some(broken) = self.gap.take() {
                let before = self.spans.last().and_then(|span| span.text.chars().last());
                let between = before.is_some_and(is_wide) && is_wide(c);
                if before.is_some() && !(broken && between) {
                    self.push(' ');
                }
            }
            self.push(c);
        }
    }

    /// A line with every space in it; before it, what [`Flow::text`] left open is settled.
    pub fn literal_line(&mut self, line: &str) {
        let mut chars = line.chars();
        if let Some(first) = chars.next() {
            self.text(first.encode_utf8(&mut [0; 4]));
        }
        chars.for_each(|c| self.push(c));
    }

    fn push(&mut self, c: char) {
        let (strong, dots) = (self.strong > 0, self.dots > 0);
        match self.spans.last_mut() {
            Some(span) if span.strong == strong && span.dots == dots => span.text.push(c),
            _ => self.spans.push(Span {
                text: c.into(),
                strong,
                dots,
            }),
        }
    }

    /// Whether a paragraph has been begun.
    pub fn is_open(&self) -> bool {
        self.spans.iter().any(|span| !span.text.trim().is_empty())
    }

    /// Ends the paragraph or heading, if there is any.
    pub fn end(&mut self) {
        self.gap = None;
        let heading = std::mem::take(&mut self.heading);
        let spans = std::mem::take(&mut self.spans);
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return;
        }
        self.blocks.push(match heading {
            true => Block::Crosshead(spans),
            false => Block::Paragraph(spans),
        });
    }

    /// The blocks, the last ended.
    pub fn finish(mut self) -> Vec<Block> {
        self.end();
        self.blocks
    }
}

fn step(count: usize, opens: bool) -> usize {
    match opens {
        true => count + 1,
        false => count.saturating_sub(1),
    }
}

/// Han, kana, full-width marks: nothing is parted between them by a space.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}
