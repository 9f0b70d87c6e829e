//! What a manifest says, beyond its structure: pages, slots and files agree.
//!
//! Values that stand nowhere in the file were filled in for ones that are already
//! reported; nothing is said about them again.

use std::collections::HashMap;
use std::path::PathBuf;

use super::{IssueManifest, Spot, material};
use crate::diag::{Finding, Place, brief};
use crate::project::{Project, Refused, nearest_file};

/// Checks a manifest. `sound` tells whether it is as it was written, with nothing mended.
pub(super) fn check(
    project: &Project,
    manifest: &IssueManifest,
    sound: bool,
    findings: &mut Vec<Finding>,
) {
    let mut check = Check {
        project,
        manifest,
        findings,
    };
    check.date();
    check.edition();
    if sound && manifest.issue.pages.is_empty() {
        check.no_pages();
    }
    let pages = check.page_numbers();
    check.slots(&pages);
    check.files();
}

pub(super) struct Check<'a> {
    project: &'a Project,
    pub manifest: &'a IssueManifest,
    pub findings: &'a mut Vec<Finding>,
}

/// Pages by their numbers; the first, if a number is used twice.
pub(super) struct Numbers {
    pub by_number: HashMap<u32, usize>,
    /// Whether all numbers could be read.
    pub known: bool,
}

impl<'a> Check<'a> {
    pub fn place<T>(&self, spot: &Spot<T>) -> Place {
        self.manifest.place(spot)
    }

    fn date(&mut self) {
        let date = &self.manifest.issue.issue.date;
        if date.is_placed() && !(1900..=2200).contains(&date.year) {
            let message = format!("the year {} is not one of 1900 to 2200", date.year);
            self.findings
                .push(Finding::error("date-out-of-range", message).at(self.place(date)));
        }
    }

    /// An edition's name stands in file names, and must: two of one date would overwrite each other.
    fn edition(&mut self) {
        let Some(edition) = &self.manifest.issue.issue.edition else {
            return;
        };
        let fit = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if !edition.is_placed() {
            return;
        }
        if !edition.chars().all(fit) {
            let message = format!("the edition `{}` is not fit for file names", brief(edition));
            self.findings.push(
                Finding::error("edition", message)
                    .at(self.place(edition))
                    .hint("use the letters A to Z, digits and hyphens, for instance `east`"),
            );
        }
        let delivery = &self.project.house.delivery;
        for (key, pattern) in [
            ("page", &delivery.page),
            ("issue", &delivery.issue),
            ("ticket", &delivery.ticket),
        ] {
            if !pattern.contains("{edition}") {
                let message = format!(
                    "the edition `{}` would overwrite others: the pattern `{key}` has no `{{edition}}`",
                    brief(edition)
                );
                let house = Place::text(&self.project.house_source, pattern.range());
                self.findings.push(
                    Finding::error("edition", message)
                        .at(self.place(edition))
                        .related(house, "the pattern")
                        .hint("for instance `{code}-{date}-{edition}-{page}.pdf`; an issue without an edition leaves it out"),
                );
            }
        }
    }

    fn no_pages(&mut self) {
        let number = &self.manifest.issue.issue.number;
        self.findings.push(
            Finding::error("no-pages", "the issue has no pages")
                .at(self.place(number))
                .hint("add a `[[page]]` with its `number` and `layout`"),
        );
    }

    fn page_numbers(&mut self) -> Numbers {
        let mut by_number = HashMap::new();
        let mut known = true;
        for (index, page) in self.manifest.issue.pages.iter().enumerate() {
            let number = &page.number;
            if !number.is_placed() {
                known = false;
                continue;
            }
            let first = *by_number.entry(**number).or_insert(index);
            if first != index {
                let first = &self.manifest.issue.pages[first].number;
                let message = format!("page number {number} is used twice");
                self.findings.push(
                    Finding::error("page-number-twice", message)
                        .at(self.place(number))
                        .related(self.place(first), "first used here"),
                );
            }
        }
        Numbers { by_number, known }
    }

    fn files(&mut self) {
        let mut placed: HashMap<PathBuf, &Spot<String>> = HashMap::new();
        for page in &self.manifest.issue.pages {
            for article in &page.articles {
                let Some(path) = self.file(&article.file) else {
                    continue;
                };
                let first = *placed.entry(path).or_insert(&article.file);
                if first.range() != article.file.range() {
                    let message = format!("article `{}` is placed twice", brief(&article.file));
                    let finding = Finding::error("article-placed-twice", message)
                        .at(self.place(&article.file))
                        .related(self.place(first), "first placed here")
                        .hint(
                            "an article that runs on has one entry with `slots = [\"…\", \"4:…\"]`",
                        );
                    self.findings.push(finding);
                }
            }
            for picture in &page.pictures {
                self.file(&picture.file);
                material::picture(self.manifest, picture, self.findings);
            }
            for ad in &page.ads {
                if let Some(file) = &ad.file {
                    self.file(file);
                }
                material::ad(self.manifest, ad, self.findings);
            }
            for table in &page.tables {
                self.file(&table.file);
            }
            for teaser in &page.teasers {
                self.file(&teaser.file);
            }
        }
    }

    /// The file that is meant, if it can be used.
    fn file(&mut self, file: &Spot<String>) -> Option<PathBuf> {
        if !file.is_placed() {
            return None;
        }
        let base = &self.manifest.dir;
        let refused = match self.project.resolve_inside(base, file) {
            Ok(path) => return Some(path),
            Err(refused) => refused,
        };
        let rule = match refused {
            Refused::Missing => "file-missing",
            Refused::Absolute | Refused::Outside => "file-outside-project",
            _ => "file-unreadable",
        };
        let message = match refused {
            Refused::Missing => format!("no such file: `{}`", brief(file)),
            refused => format!("cannot use `{}`: {refused}", brief(file)),
        };
        let mut finding = Finding::unreadable(rule, message).at(self.place(file));
        if rule == "file-outside-project" {
            finding = finding.hint("copy the file into the issue's folder and name it from there");
        }
        if rule == "file-missing" {
            if let Some(near) = nearest_file(base, file) {
                finding = finding.hint(format!("did you mean `{near}`?"));
            } else if file.contains('\\') {
                finding = finding.hint("separate folders by `/`");
            } else {
                finding = finding.hint("paths are relative to the manifest");
            }
        }
        self.findings.push(finding);
        None
    }
}
