//! Where pages are delivered to.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::ledger::Record;
use super::{WORK, content};
use crate::project::Project;

/// A folder that pages are delivered to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub folder: PathBuf,
    /// Where files wait, and what was delivered is kept.
    pub work: PathBuf,
}

impl Target {
    /// The folder that the house delivers to, or another that was asked for.
    pub fn of(project: &Project, asked: Option<&Path>) -> Option<Self> {
        let delivery = &project.house.delivery;
        // As the user would type it.
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        let here = here.unwrap_or_default();
        let root = |path: &str| {
            let path = project.root.join(path);
            let near = path.strip_prefix(&here).map(Path::to_owned).ok();
            near.filter(|near| !near.as_os_str().is_empty())
                .unwrap_or(path)
        };
        let folder = match asked {
            Some(folder) => folder.to_owned(),
            None => root(delivery.folder.as_ref()?),
        };
        // Where else pages are brought to, they wait there.
        let work = match (&delivery.stage, asked) {
            (Some(stage), None) => root(stage),
            _ => folder.join(WORK),
        };
        Some(Self { folder, work })
    }

    /// Whether a delivered file stands as it was delivered, or was taken away as a hot folder does.
    pub fn has(&self, record: &Record) -> bool {
        match fs::read(self.folder.join(&record.file)) {
            Ok(bytes) => content::sha256(&bytes) == record.sha256,
            Err(err) => err.kind() == io::ErrorKind::NotFound,
        }
    }
}
