//! Layouts read without an issue: for the designer's commands, which find a project from a folder and
//! draw what they read, and for imports, which only ask how large the slots are.

use std::path::Path;
use std::sync::Arc;

use crate::compose::{self, Stage};
use crate::diag::Finding;
use crate::fonts;
use crate::manifest::Date;
use crate::project::Project;
use crate::shelf::Shelf;
use crate::world::{IssueWorld, ProjectFiles};

use super::Layout;

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
        super::names(&self.project.root)
    }

    /// Reads layouts; what is wrong with any of them is all reported.
    pub fn layouts(&self, names: &[String]) -> (Vec<Layout>, Vec<Finding>) {
        let read = match read_each(&self.project, &self.stage, names) {
            Ok(read) => read,
            Err(findings) => return (vec![], findings),
        };
        let (mut layouts, mut findings) = (vec![], vec![]);
        for (_, read) in read {
            match read {
                Ok(layout) => layouts.push(layout),
                // Named on the command line: a wrong name is wrong use.
                Err(more) => findings.extend(more.into_iter().map(|finding| Finding {
                    unreadable: finding.unreadable || finding.rule == "unknown-layout",
                    ..finding
                })),
            }
        }
        (layouts, findings)
    }

    /// Reads a layout that is not on disk yet.
    pub fn draft(&self, name: &str, text: &str) -> Result<Layout, Vec<Finding>> {
        let (name, text) = (name.to_owned(), text.to_owned());
        limited(&self.project, &self.stage, move |world| {
            super::read_module(world, &name, &text)
        })
        .and_then(|read| read)
    }
}

/// Layouts by their names, each with what is wrong with it.
pub type ReadEach = Vec<(String, Result<Layout, Vec<Finding>>)>;

/// Reads layouts, each by itself. An error is of the house, or of all together.
pub fn read_each(
    project: &Project,
    stage: &Stage,
    names: &[String],
) -> Result<ReadEach, Vec<Finding>> {
    let (root, names) = (project.root.clone(), names.to_vec());
    limited(project, stage, move |world| {
        let read = |name: String| {
            let read = super::load(world, &root, &name, None);
            (name, read)
        };
        names.into_iter().map(read).collect()
    })
}

/// A layout is code: whatever is done with it may take so long, and no longer.
fn limited<T: Send + 'static>(
    project: &Project,
    stage: &Stage,
    work: impl FnOnce(&IssueWorld) -> T + Send + 'static,
) -> Result<T, Vec<Finding>> {
    let seconds = project.house.limits.compose_seconds;
    let files = Arc::new(ProjectFiles::new(project.root.clone()));
    let world = compose::world(stage, &files, &project.house, NO_DAY)?;
    compose::limited(seconds, move || work(&world)).ok_or_else(|| vec![compose::too_long(seconds)])
}
