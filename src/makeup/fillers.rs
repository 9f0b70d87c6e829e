//! Fillers (补白): short pieces that stand on no page until a gap asks for one.

use super::page::Maker;
use super::{Allowed, Fitting, Run, Story};
use crate::copy;
use crate::diag::Place;

/// What follows a slot's name in that of the place that a filler takes at its text's end. No layout
/// has such a slot.
pub const FILLER: &str = "/filler";

/// A short piece that may fill a gap.
#[derive(Debug, Clone)]
pub struct Filler {
    /// Its file as the manifest or the house names it.
    pub id: String,
    /// Where it is named.
    pub place: Place,
    pub story: Story,
}

impl Maker<'_> {
    /// The fillers of the issue, then those of the house.
    pub fn fillers(&mut self) -> Vec<Filler> {
        let manifest = self.manifest;
        let mut fillers = vec![];
        for filler in &manifest.issue.fillers {
            if let Some(article) = self.files.article(&filler.file) {
                fillers.push(self.filler(
                    filler.file.to_string(),
                    manifest.place(&filler.file),
                    article,
                ));
            }
        }
        for (id, place, article) in self.files.house_fillers() {
            // The issue's own comes first, also under the same name.
            if fillers.iter().all(|filler| filler.id != id) {
                fillers.push(self.filler(id, place, article));
            }
        }
        fillers
    }

    fn filler(&mut self, id: String, place: Place, article: copy::Article) -> Filler {
        let pictures = self.pictures_in(&article);
        let story = Story {
            head: article.head.clone(),
            article: article.into(),
            pictures,
            run: Run::whole(),
            fit: Fitting::default(),
            allowed: Allowed::default(),
        };
        Filler { id, place, story }
    }
}
