//! An article that can be made longer and shorter.

use std::fmt::Write;

use super::grammar::Grammar;

/// A crosshead stands before every so many paragraphs.
const BETWEEN_CROSSHEADS: usize = 5;

/// The parts of a headline group, each of so many characters; 0 is none.
#[derive(Clone, Copy, Default)]
pub struct HeadShape {
    pub kicker: usize,
    pub headline: &'static [usize],
    pub deck: usize,
    pub byline: bool,
    /// Whether the article has crossheads.
    pub crossheads: bool,
}

pub struct Article {
    /// Below the folder.
    pub file: String,
    kicker: Option<String>,
    headline: Vec<String>,
    deck: Option<String>,
    byline: Option<String>,
    short: Option<String>,
    crossheads: bool,
    /// Before every fifth paragraph, in order.
    crosshead_words: Vec<String>,
    paragraphs: Vec<Vec<String>>,
}

impl Article {
    pub fn new(file: String, shape: &HeadShape, grammar: &mut Grammar) -> Self {
        let some = |count: usize, grammar: &mut Grammar| (count > 0).then(|| grammar.words(count));
        Self {
            file,
            kicker: some(shape.kicker, grammar),
            headline: shape
                .headline
                .iter()
                .map(|count| grammar.words(*count))
                .collect(),
            deck: some(shape.deck, grammar),
            byline: shape.byline.then(|| grammar.name()),
            short: None,
            crossheads: shape.crossheads,
            crosshead_words: vec![],
            paragraphs: vec![],
        }
    }

    /// Gives it the short headline that jump lines name it by.
    pub fn runs_on(&mut self, grammar: &mut Grammar) {
        self.short = Some(grammar.words(4));
    }

    /// Characters of the body.
    pub fn characters(&self) -> usize {
        let lengths = self
            .paragraphs
            .iter()
            .flatten()
            .map(|text| text.chars().count());
        lengths.sum()
    }

    /// Adds about so many characters, rather fewer than more, in paragraphs of a newspaper's
    /// length.
    pub fn grow(&mut self, characters: usize, grammar: &mut Grammar) {
        let mut left = characters;
        if self.paragraphs.is_empty() {
            let first = grammar.opening();
            left = left.saturating_sub(first.chars().count());
            self.paragraphs.push(vec![first]);
        }
        while left > 70 {
            let wanted = grammar.random().within(60, 170).min(left);
            let mut paragraph = vec![];
            let mut have = 0;
            while have + 45 < wanted {
                let sentence = grammar.sentence();
                have += sentence.chars().count();
                paragraph.push(sentence);
            }
            if paragraph.is_empty() {
                let sentence = grammar.sentence();
                have += sentence.chars().count();
                paragraph.push(sentence);
            }
            left = left.saturating_sub(have);
            self.paragraphs.push(paragraph);
            self.crosshead(grammar);
        }
        self.add(left, grammar);
    }

    /// Adds at most so many characters to the last paragraph.
    pub fn add(&mut self, most: usize, grammar: &mut Grammar) {
        if let Some(sentence) = grammar.sentence_within(most)
            && let Some(last) = self.paragraphs.last_mut()
        {
            last.push(sentence);
        }
    }

    /// Takes away at least so many characters from the end; says how many too many went.
    pub fn cut(&mut self, characters: usize) -> usize {
        let mut gone = 0;
        while gone < characters {
            let Some(last) = self.paragraphs.last_mut() else {
                break;
            };
            match last.pop() {
                Some(sentence) => gone += sentence.chars().count(),
                None => drop(self.paragraphs.pop()),
            }
        }
        if self.paragraphs.last().is_some_and(Vec::is_empty) && self.paragraphs.len() > 1 {
            self.paragraphs.pop();
        }
        gone.saturating_sub(characters)
    }

    fn crosshead(&mut self, grammar: &mut Grammar) {
        let needed = self.paragraphs.len().saturating_sub(1) / BETWEEN_CROSSHEADS;
        while self.crosshead_words.len() < needed {
            let words = grammar.words(8);
            self.crosshead_words.push(words);
        }
    }

    /// Its paragraphs as they will be set, without the headline group.
    pub fn paragraphs(&self) -> impl Iterator<Item = String> {
        let whole = self.paragraphs.iter().map(|sentences| sentences.concat());
        whole.filter(|text| !text.is_empty())
    }

    pub fn headline(&self) -> String {
        self.headline.concat()
    }

    /// The article's file.
    pub fn text(&self) -> String {
        let mut text = String::from("+++\n");
        let mut line = |key: &str, value: &Option<String>| {
            if let Some(value) = value {
                let _ = writeln!(text, "{key} = \"{value}\"");
            }
        };
        line("kicker", &self.kicker);
        line("deck", &self.deck);
        line("byline", &self.byline);
        line("short", &self.short);
        let quoted: Vec<String> = self
            .headline
            .iter()
            .map(|line| format!("\"{line}\""))
            .collect();
        let _ = writeln!(text, "headline = [{}]\n+++", quoted.join(", "));
        for (at, paragraph) in self.paragraphs().enumerate() {
            if self.crossheads
                && at > 0
                && at % BETWEEN_CROSSHEADS == 0
                && let Some(words) = self.crosshead_words.get(at / BETWEEN_CROSSHEADS - 1)
            {
                let _ = write!(text, "\n## {words}\n");
            }
            let _ = write!(text, "\n{paragraph}\n");
        }
        text
    }
}
