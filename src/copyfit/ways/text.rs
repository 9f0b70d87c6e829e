//! Ways out by the text itself: the fewest characters, and whole sentences. They are told, not made.

use super::{GUESSES, Seeker};
use crate::copy::Article;
use crate::copyfit::cut;
use crate::copyfit::model::{Cut, Cutting, Kind, Way};
use crate::makeup::Matter;

impl Seeker<'_, '_> {
    /// The articles whose text stands in the slot.
    fn articles(&self) -> Vec<(&str, &Article)> {
        let fills = self.page.fills.of(&self.fit.slot);
        let stories = fills.filter_map(|fill| match &fill.matter {
            Matter::Story(story) => Some((fill.id.as_str(), &*story.article)),
            _ => None,
        });
        stories.collect()
    }

    /// The fewest characters that save the lines, and the fewest that are whole sentences.
    pub(super) fn cuts(&self) -> Vec<Way> {
        if !self.over() {
            return vec![];
        }
        // The measure of most lines.
        let legs = &self.fit.legs;
        let measure = legs
            .iter()
            .max_by_key(|leg| leg.lines)
            .map_or(1, |leg| leg.characters);
        let articles = self.articles();
        let lines = self.fit.over_lines;
        let mut ways = vec![];
        let mut least: Vec<(&Article, Cut)> = articles
            .iter()
            .flat_map(|(id, article)| {
                cut::least(id, article, lines, measure)
                    .into_iter()
                    .map(|cut| (*article, cut))
            })
            .collect();
        least.sort_by_key(|(_, cut)| cut.characters + 4 * cut.paragraphs.len());
        ways.extend(
            least
                .into_iter()
                .take(2)
                .find_map(|(article, cut)| self.least_cut(article, &cut)),
        );
        let mut whole: Vec<Cut> = articles
            .iter()
            .flat_map(|(id, article)| cut::sentences(id, article, lines, measure))
            .collect();
        whole.sort_by_key(|cut| cut.characters);
        ways.extend(whole.into_iter().take(GUESSES + 2).find_map(|cut| {
            let spare = self.fits(&[], Some(&cut))?;
            Some(self.cut_way(cut, spare))
        }));
        // Both may be the same one.
        if let [first, second] = ways.as_slice()
            && first.cut.as_ref().map(|cut| cut.characters)
                >= second.cut.as_ref().map(|cut| cut.characters)
        {
            ways.remove(0);
        }
        ways
    }

    /// The least that saves enough, near a guess: a line may hold a character more or less than was counted.
    fn least_cut(&self, article: &Article, guess: &Cut) -> Option<Way> {
        let fits = |cut: &Cut| self.fits(&[], Some(cut));
        let mut best = None;
        let mut by = 0;
        if let Some(spare) = fits(guess) {
            best = Some((guess.clone(), spare));
            while by > -3 {
                by -= 1;
                let Some(cut) = cut::more(article, guess, by) else {
                    break;
                };
                let Some(spare) = fits(&cut) else { break };
                best = Some((cut, spare));
            }
        } else {
            for by in [1, 2, 4, 7] {
                let Some(cut) = cut::more(article, guess, by) else {
                    break;
                };
                if let Some(spare) = fits(&cut) {
                    best = Some((cut, spare));
                    break;
                }
            }
        }
        best.map(|(cut, spare)| self.cut_way(cut, spare))
    }

    fn cut_way(&self, cut: Cut, spare: usize) -> Way {
        let several = self.articles().len() > 1;
        let of = if several {
            format!(" of {}", cut.article)
        } else {
            String::new()
        };
        let place = |part: &Cutting| {
            let count = match cut.paragraphs.len() {
                1 => String::new(),
                _ => format!("{} ", part.characters),
            };
            let (number, line) = (part.paragraph, part.line);
            format!(
                "{count}at the end of paragraph {number}, line {line} (“{}”)",
                part.end
            )
        };
        let mut places: Vec<String> = cut.paragraphs.iter().map(place).collect();
        // From the article's end on, all but the first go whole.
        if let (true, [_, second, ..], Some(last)) = (
            cut.sentences,
            cut.paragraphs.as_slice(),
            cut.paragraphs.last(),
        ) {
            places.truncate(1);
            let (from, to) = (second.paragraph, last.paragraph);
            places.push(match from == to {
                true => format!("all of paragraph {from}"),
                false => format!("all of paragraphs {from} to {to}"),
            });
        }
        let sentences = if cut.sentences {
            " in whole sentences"
        } else {
            ""
        };
        let s = if cut.characters == 1 { "" } else { "s" };
        let text = format!(
            "cut {} character{s}{of}{sentences}: {}; in the article, by its editor",
            cut.characters,
            places.join(", ")
        );
        Way {
            cut: Some(cut),
            ..self.way(Kind::Cut, text, spare, vec![])
        }
    }
}
