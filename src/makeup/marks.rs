//! The marks by which an editor says where a headline may break become joiners.

use super::page::Maker;
use crate::copy;
use crate::diag::Finding;
use crate::manifest::{Head, Lines, Spot};

impl Maker<'_> {
    /// Reads the marks in kicker, headline and deck; `file` is the article's in the manifest.
    pub fn marks(&mut self, head: &mut Head, file: &Spot<String>) {
        let lines = [&mut head.headline, &mut head.deck].into_iter().flatten();
        let texts = lines.flat_map(|lines| match lines {
            Lines::One(line) => vec![line],
            Lines::Many(lines) => lines.iter_mut().collect(),
        });
        for line in head.kicker.iter_mut().chain(texts) {
            match copy::marked(line) {
                Ok(marked) => *line = marked,
                Err(why) => {
                    let finding = Finding::error("headline-mark", format!("{why} (in “{line}”)"));
                    let finding = finding.at(self.manifest.place(file)).hint(
                        "`|` lets a headline break, `{…}` holds it together; `\\\\|` is the character",
                    );
                    self.findings.push(finding);
                }
            }
        }
    }
}
