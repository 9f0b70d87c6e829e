//! The files an issue names, read once, with every trouble on record.

use std::fs;
use std::path::Path;

use crate::copy;
use crate::diag::{Finding, Place};
use crate::makeup::Files;
use crate::manifest::{IssueManifest, Spot};
use crate::project::{Project, Unread, read_limited, reason};
use crate::table::{self, Table};

/// Reads articles and finds pictures inside the project.
pub struct DeskFiles<'a> {
    project: &'a Project,
    manifest: &'a IssueManifest,
    pub findings: Vec<Finding>,
}

impl<'a> DeskFiles<'a> {
    pub fn new(project: &'a Project, manifest: &'a IssueManifest) -> Self {
        Self {
            project,
            manifest,
            findings: vec![],
        }
    }

    fn read(&mut self, path: &Path) -> Option<copy::Article> {
        let shown = self.project.display(path);
        let bytes = match read_limited(path, copy::MAX_BYTES as u64) {
            Ok(bytes) => bytes,
            Err(Unread::TooLarge) => {
                let size = fs::metadata(path).map_or(copy::MAX_BYTES as u64 + 1, |data| data.len());
                self.findings.push(copy::too_large(size, &shown));
                return None;
            }
            Err(Unread::Io(err)) => {
                let message = format!("cannot read the article: {}", reason(&err));
                self.findings
                    .push(Finding::unreadable("file-unreadable", message).at(Place::File(shown)));
                return None;
            }
        };
        match copy::read(&bytes, &shown) {
            Ok((article, findings)) => {
                self.findings.extend(findings);
                Some(article)
            }
            Err(findings) => {
                self.findings.extend(findings);
                None
            }
        }
    }
}

impl Files for DeskFiles<'_> {
    fn article(&mut self, file: &Spot<String>) -> Option<copy::Article> {
        // Missing files and paths that leave the project were reported with the manifest.
        let path = self.project.resolve_inside(&self.manifest.dir, file).ok()?;
        self.read(&path)
    }

    fn path(&mut self, file: &Spot<String>) -> Option<String> {
        let path = self.project.resolve_inside(&self.manifest.dir, file).ok()?;
        Some(self.project.display(&path).to_string_lossy().into_owned())
    }

    fn picture(&mut self, article: &copy::Article, file: &str, line: usize) -> Option<String> {
        let folder = self.project.root.join(&article.source.path);
        let folder = folder.parent()?;
        match self.project.resolve_inside(folder, file) {
            Ok(path) => Some(self.project.display(&path).to_string_lossy().into_owned()),
            Err(why) => {
                let message = format!("cannot use the picture `{file}`: {why}");
                self.findings
                    .push(Finding::unreadable("picture-file", message).at(article.line(line)));
                None
            }
        }
    }

    fn table(&mut self, file: &Spot<String>) -> Option<Table> {
        let path = self.project.resolve_inside(&self.manifest.dir, file).ok()?;
        let shown = self.project.display(&path);
        let read = match read_limited(&path, table::MAX_BYTES as u64) {
            Ok(bytes) => table::read(&bytes, &shown),
            Err(unread) => {
                let err = match unread {
                    Unread::TooLarge => {
                        let size = fs::metadata(&path).map_or(0, |data| data.len());
                        self.findings.push(table::too_large(size, &shown));
                        return None;
                    }
                    Unread::Io(err) => err,
                };
                let message = format!("cannot read the table: {}", reason(&err));
                let finding = Finding::unreadable("file-unreadable", message);
                Err(vec![finding.at(Place::File(shown))])
            }
        };
        match read {
            Ok((table, findings)) => {
                self.findings.extend(findings);
                Some(table)
            }
            Err(findings) => {
                self.findings.extend(findings);
                None
            }
        }
    }

    fn house_fillers(&mut self) -> Vec<(String, Place, copy::Article)> {
        let project = self.project;
        let mut fillers = vec![];
        for filler in &project.house.fillers {
            let place = Place::text(&project.house_source, filler.file.range());
            match project.resolve_inside(&project.root, &filler.file) {
                Ok(path) => fillers.extend(
                    (self.read(&path)).map(|article| (filler.file.to_string(), place, article)),
                ),
                Err(why) => {
                    let message =
                        format!("cannot use the filler `{}`: {why}", filler.file.as_str());
                    self.findings
                        .push(Finding::unreadable("file-unreadable", message).at(place));
                }
            }
        }
        fillers
    }

    fn clean(&mut self, line: &str) -> String {
        copy::clean_line(line).0
    }
}
