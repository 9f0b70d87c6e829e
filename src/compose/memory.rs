//! Sets that were made before: those of the last runs in memory, with their frames, and those of
//! other runs of the program on the shelf, without.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::group::Group;
use super::set::Set;
use crate::shelf::{Key, Shelf};
use crate::world::ProjectFiles;

/// Runs that a set stays for after the last that used it.
const RUNS: u64 = 3;

/// What was set before.
#[derive(Default)]
pub struct Memory {
    sets: HashMap<Key, (u64, Arc<Set>)>,
    run: u64,
}

impl Memory {
    /// Begins a run: what none of the last used is forgotten.
    pub fn begin(&mut self) {
        self.run += 1;
        let oldest = self.run.saturating_sub(RUNS);
        self.sets.retain(|_, (used, _)| *used >= oldest);
    }

    /// How many runs there were, with this one.
    pub fn runs(&self) -> u64 {
        self.run
    }

    /// The sets of groups, as far as they are known and still stand; with `frames` only those
    /// that have them.
    pub fn find(
        &mut self,
        groups: &[Arc<Group>],
        project: &ProjectFiles,
        shelf: Option<&Shelf>,
        frames: bool,
    ) -> Vec<Option<Arc<Set>>> {
        let known: Vec<Option<Arc<Set>>> = (groups.iter())
            .map(|group| self.known(&group.key, project, frames))
            .collect();
        let shelf = shelf.filter(|_| !frames);
        let found: Vec<Option<Arc<Set>>> = (groups.par_iter().zip(known))
            .map(|(group, known)| known.or_else(|| on_shelf(group, project, shelf?)))
            .collect();
        for (group, set) in groups.iter().zip(&found) {
            if let Some(set) = set {
                self.keep(group.key, set.clone());
            }
        }
        found
    }

    fn known(&self, key: &Key, project: &ProjectFiles, frames: bool) -> Option<Arc<Set>> {
        let (_, set) = self.sets.get(key)?;
        let whole = !frames || set.frames.is_some();
        (whole && set.stands(project)).then(|| set.clone())
    }

    pub fn keep(&mut self, key: Key, set: Arc<Set>) {
        self.sets.insert(key, (self.run, set));
    }
}

fn on_shelf(group: &Group, project: &ProjectFiles, shelf: &Shelf) -> Option<Arc<Set>> {
    let bytes = group.lasting.then(|| shelf.read(&group.key)).flatten()?;
    let mut pictures = group.pictures();
    let set = Set::found(&group.key, &bytes, project, &mut pictures)?;
    Some(Arc::new(set))
}

/// Puts sets on the shelf that were just made.
pub fn shelve(made: &[(&Group, Arc<Set>)], project: &ProjectFiles, shelf: Option<&Shelf>) {
    let Some(shelf) = shelf else { return };
    made.par_iter().for_each(|(group, set)| {
        if !group.lasting {
            return;
        }
        let mut pictures = group.pictures();
        pictures.add_read(&set.read, project);
        if let Some(bytes) = set.kept(&pictures) {
            shelf.write(&group.key, &bytes);
        }
    });
}
