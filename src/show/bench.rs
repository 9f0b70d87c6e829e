//! What the designer's commands stand on: a project found from a folder, its fonts, and its
//! layouts, read without an issue.

use std::path::Path;
use std::sync::Arc;

use crate::compose::{self, Stage};
use crate::diag::Finding;
use crate::fonts;
use crate::layout::{self, Layout};
use crate::manifest::Date;
use crate::project::Project;
use crate::shelf::Shelf;
use crate::world::{IssueWorld, ProjectFiles};

/// A project, and what its layouts are read and drawn with.
pub struct Bench {
    pub project: Project,
    pub stage: Stage,
}

/// A day, for a world that sets nothing.
const NO_DAY: Date = Date {
    year: 2000,
    month: 1,
    day: 1,
};

impl Bench {
    /// Finds the project that a folder belongs to; with it what there is to say of its house file.
    pub fn find(folder: &Path) -> (Option<Self>, Vec<Finding>) {
        let found = Project::find(folder);
        let bench = found.value.map(|project| {
            let fonts = fonts::load(&project.root, false, Shelf::user().as_ref());
            Self {
                stage: Stage {
                    library: compose::library(),
                    fonts: fonts.store,
                    content: fonts.content,
                },
                project,
            }
        });
        (bench, found.findings)
    }

    /// The names of its layouts.
    pub fn names(&self) -> Vec<String> {
        layout::names(&self.project.root)
    }

    /// Reads layouts; what is wrong with any of them is all reported.
    pub fn layouts(&self, names: &[String]) -> (Vec<Layout>, Vec<Finding>) {
        let (root, names) = (self.project.root.clone(), names.to_vec());
        self.limited(move |world| {
            let mut layouts = vec![];
            let mut findings = vec![];
            for name in &names {
                match layout::load(world, &root, name, None) {
                    Ok(layout) => layouts.push(layout),
                    // Named on the command line: a wrong name is wrong use.
                    Err(more) => findings.extend(more.into_iter().map(|finding| Finding {
                        unreadable: finding.unreadable || finding.rule == "unknown-layout",
                        ..finding
                    })),
                }
            }
            (layouts, findings)
        })
        .unwrap_or_else(|findings| (vec![], findings))
    }

    /// Reads a layout that is not on disk yet.
    pub fn draft(&self, name: &str, text: &str) -> Result<Layout, Vec<Finding>> {
        let (name, text) = (name.to_owned(), text.to_owned());
        self.limited(move |world| layout::read_module(world, &name, &text))
            .and_then(|read| read)
    }

    /// A layout is code: whatever is done with it may take so long, and no longer.
    fn limited<T: Send + 'static>(
        &self,
        work: impl FnOnce(&IssueWorld) -> T + Send + 'static,
    ) -> Result<T, Vec<Finding>> {
        let (project, seconds) = (&self.project, self.project.house.limits.compose_seconds);
        let files = Arc::new(ProjectFiles::new(project.root.clone()));
        let world = compose::world(&self.stage, &files, &project.house, NO_DAY)?;
        compose::limited(seconds, move || work(&world))
            .ok_or_else(|| vec![compose::too_long(seconds)])
    }
}
