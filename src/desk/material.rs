//! Pictures and advertisements made ready for the slots they stand in.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::masthead;
use crate::ad;
use crate::compose::Supplied;
use crate::diag::Finding;
use crate::layout::{self, Slot, SlotKind};
use crate::makeup::{Fill, Matter, Plan, PlannedPage, in_mm, same_size};
use crate::picture::{self, Fit, Press, Wanted};
use crate::print::intent::Intent;
use crate::project::{Project, reason};

/// Makes everything ready, side by side; what cannot be used is an error at the
/// manifest's line.
pub fn supply(project: &Project, intent: &Intent, plan: &Plan) -> (Supplied, Vec<Finding>) {
    let jobs = jobs(plan);
    let mut findings = vec![];
    let masthead = project.house.paper.masthead.as_ref();
    let press = match press(project, intent, masthead.is_some(), &jobs) {
        Ok(press) => press,
        Err(finding) => {
            findings.push(*finding);
            return (Supplied::default(), findings);
        }
    };
    let cache = cache_folder();
    let made: Vec<_> = jobs
        .par_iter()
        .map(|job| job.run(project, press.as_ref(), cache.as_deref()))
        .collect();
    let mut supplied = Supplied::default();
    for (job, (file, more)) in jobs.iter().zip(made) {
        findings.extend(more);
        if let Some((extension, bytes)) = file {
            supplied.put(job.page.number, &job.slot.name, job.path, extension, bytes);
        }
    }
    if let (Some(file), Some(press)) = (masthead, &press) {
        match masthead::prepare(project, plan, file, press, cache.as_deref()) {
            Ok((made, more)) => {
                findings.extend(more);
                supplied.put_masthead(made.extension, made.bytes);
            }
            Err(finding) => findings.push(*finding),
        }
    }
    (supplied, findings)
}

/// The folder for pictures that are ready, safe to delete at any time: `DAYANG_CACHE`, or one
/// in the user's own cache. With `DAYANG_CACHE` empty there is none.
fn cache_folder() -> Option<PathBuf> {
    match std::env::var_os("DAYANG_CACHE") {
        Some(folder) if folder.is_empty() => None,
        Some(folder) => Some(folder.into()),
        None => Some(dirs::cache_dir()?.join("dayang")),
    }
}

/// The press by which pictures are made, if there are any.
fn press(
    project: &Project,
    intent: &Intent,
    masthead: bool,
    jobs: &[Job],
) -> Result<Option<Press>, Box<Finding>> {
    if !masthead && !jobs.iter().any(|job| job.wanted.is_some()) {
        return Ok(None);
    }
    let limit = *project.house.print.ink_limit;
    Press::new(intent.profile.icc().into(), limit).map(Some)
}

/// One file to be made ready for one slot.
struct Job<'a> {
    page: &'a PlannedPage,
    slot: &'a Slot,
    fill: &'a Fill,
    /// Below the project's root.
    path: &'a str,
    /// What is asked of a picture; nothing for an advertisement in PDF.
    wanted: Option<Wanted>,
}

fn jobs(plan: &Plan) -> Vec<Job<'_>> {
    let mut jobs = vec![];
    for page in &plan.pages {
        for (name, fill) in &page.fills {
            let Some(slot) = page.layout.slots.get(name) else {
                continue;
            };
            let fit = match slot.fit {
                layout::Fit::Cover => Fit::Cover,
                layout::Fit::Contain => Fit::Contain,
            };
            let wanted = |fit, focus, (width, height)| {
                let (gray, ppi) = (page.mono, page.layout.ppi);
                Some(Wanted {
                    width,
                    height,
                    fit,
                    focus,
                    gray,
                    ppi,
                })
            };
            let mut job = |path, wanted| {
                jobs.push(Job {
                    page,
                    slot,
                    fill,
                    path,
                    wanted,
                })
            };
            match &fill.matter {
                Matter::Picture { path, focus, .. } if slot.kind == SlotKind::Gallery => {
                    let cell = cell(page, slot, fill);
                    job(path, cell.and_then(|cell| wanted(fit, *focus, cell)));
                }
                Matter::Picture { path, focus, .. } => job(path, wanted(fit, *focus, slot.size)),
                // A picture in the text is as wide as a leg, and as high as the layout likes.
                Matter::Story(story) => {
                    let leg = slot.legs.iter().map(|leg| leg.width).fold(0.0, f64::max);
                    for path in story.pictures.values() {
                        job(path, wanted(Fit::Contain, (0.5, 0.5), (leg, slot.size.1)));
                    }
                }
                Matter::Ad {
                    path: Some(path), ..
                } if is_pdf(path) => job(path, None),
                Matter::Ad {
                    path: Some(path), ..
                } => {
                    job(path, wanted(Fit::Contain, (0.5, 0.5), slot.size));
                }
                Matter::Ad { path: None, .. } | Matter::Table(_) | Matter::Teaser(_) => {}
            }
        }
    }
    jobs
}

/// Width and height of a picture's cell in its group.
fn cell(page: &PlannedPage, slot: &Slot, fill: &Fill) -> Option<(f64, f64)> {
    let grid = &page.layout.grid;
    let count = page.fills.of(&slot.name).count();
    let at = page
        .fills
        .of(&slot.name)
        .position(|other| std::ptr::eq(other, fill))?;
    let cell = slot.cells(grid, count).into_iter().nth(at)?;
    Some((cell.width, cell.height(grid)))
}

fn is_pdf(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

/// What a job gives: the file's ending and bytes, and what there is to say.
type Made = (Option<(&'static str, Vec<u8>)>, Vec<Finding>);

impl Job<'_> {
    fn run(&self, project: &Project, press: Option<&Press>, cache: Option<&Path>) -> Made {
        let mut findings = vec![];
        let bytes = match read(&project.root.join(self.path)) {
            Ok(bytes) => bytes,
            Err(why) => {
                let message = format!("cannot read the file: {why}");
                findings.push(self.say(Finding::unreadable("file-unreadable", message)));
                return (None, findings);
            }
        };
        let (Some(wanted), Some(press)) = (&self.wanted, press) else {
            return (self.advertisement(&bytes, &mut findings), findings);
        };
        match picture::prepare(&bytes, Path::new(self.path), wanted, press, cache) {
            Ok((made, more)) => {
                findings.extend(more.into_iter().map(|finding| self.say(finding)));
                if matches!(self.fill.matter, Matter::Ad { .. }) {
                    self.proportions(made.width_px, made.height_px, &mut findings);
                }
                (Some((made.extension, made.bytes)), findings)
            }
            Err(finding) => {
                findings.push(self.say(*finding));
                (None, findings)
            }
        }
    }

    /// A picture booked as an advertisement fills its place, so it must have its proportions.
    fn proportions(&self, width: u32, height: u32, findings: &mut Vec<Finding>) {
        let own = f64::from(width) / f64::from(height.max(1));
        let (wide, high) = self.slot.size;
        if width > 0 && (own / (wide / high) - 1.0).abs() > 0.01 {
            let message = format!(
                "the advertisement has proportions of {own:.3}, its place {:.3} ({})",
                wide / high,
                in_mm(self.slot.size)
            );
            findings.push(self.say(Finding::error("ad-size", message)));
        }
    }

    /// An advertisement in PDF, looked over and of the slot's size.
    fn advertisement(
        &self,
        bytes: &[u8],
        findings: &mut Vec<Finding>,
    ) -> Option<(&'static str, Vec<u8>)> {
        match ad::accept(bytes, self.page.mono) {
            Ok(advert) => {
                let size = (advert.width, advert.height);
                if !same_size(size, self.slot.size) {
                    let message = format!(
                        "the advertisement is {}, slot `{}` is {}",
                        in_mm(size),
                        self.slot.name,
                        in_mm(self.slot.size)
                    );
                    findings.push(self.say(Finding::error("ad-size", message)));
                }
                Some(("pdf", advert.bytes))
            }
            Err(refusals) => {
                for why in refusals {
                    let message = format!("the advertisement cannot be placed: {why}");
                    findings.push(self.say(Finding::unreadable("ad-refused", message)));
                }
                None
            }
        }
    }

    /// A finding at the manifest's line, with the file that it is about.
    fn say(&self, mut finding: Finding) -> Finding {
        if !finding.message.contains(self.path) {
            finding.message = format!("{} (`{}`)", finding.message, self.path);
        }
        finding.place = Some(self.fill.place.clone());
        finding.related(self.page.layout.place(&self.slot.name), "the slot")
    }
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    let size = fs::metadata(path).map_err(|err| reason(&err))?.len();
    if size > ad::MAX_BYTES {
        return Err(format!("it is larger than {} MB", ad::MAX_BYTES >> 20));
    }
    fs::read(path).map_err(|err| reason(&err))
}
