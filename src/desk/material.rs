//! Pictures and advertisements made ready for the slots they stand in.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::ad;
use crate::compose::{self, Boxes, Stage, Supplied, near};
use crate::diag::Finding;
use crate::layout::{self, Slot};
use crate::makeup::{Fill, Matter, Plan, PlannedPage, in_mm, same_size};
use crate::picture::{self, Fit, Press, Wanted};
use crate::print::check::check_material;
use crate::print::intent::Intent;
use crate::project::{Project, Unread, read_limited, reason};

/// Everything made ready for an issue.
#[derive(Default)]
pub struct Material {
    pub supplied: Supplied,
    /// What there is to say, job by job.
    said: Vec<Vec<Finding>>,
}

impl Material {
    pub fn findings(&self) -> impl Iterator<Item = Finding> {
        self.said.iter().flatten().cloned()
    }
}

/// Makes everything ready, side by side; what cannot be used is an error at the
/// manifest's line.
pub fn supply(project: &Project, stage: &Stage, intent: &Intent, plan: &Plan) -> Material {
    let jobs = jobs(plan);
    let mut material = Material::default();
    let made = match run(project, stage, intent, &jobs) {
        Ok(made) => made,
        Err(finding) => {
            material.said.push(vec![*finding]);
            return material;
        }
    };
    for (job, (file, more)) in jobs.iter().zip(made) {
        material.said.push(more);
        if let Some((extension, bytes)) = file {
            let (page, slot) = (job.page.number, &job.slot.name);
            material
                .supplied
                .put(page, slot, job.path, extension, bytes);
        }
    }
    material
}

/// Cuts pictures anew for the boxes that they turned out to stand in: a caption leaves less of
/// a slot than was known before it was set. Says whether there was anything to do.
pub fn recut(
    project: &Project,
    stage: &Stage,
    intent: &Intent,
    plan: &Plan,
    material: &mut Material,
    boxes: &Boxes,
) -> bool {
    let mut all = jobs(plan);
    let mut changed = vec![];
    for (at, job) in all.iter_mut().enumerate() {
        let (page, slot) = (job.page.number, &job.slot.name);
        let bytes = material.supplied.get(page, slot, job.path);
        if let Some(found) = bytes.and_then(|bytes| boxes.get(bytes))
            && job.stands_in(found)
        {
            changed.push(at);
        }
    }
    let mut at = 0;
    all.retain(|_| {
        at += 1;
        changed.contains(&(at - 1))
    });
    let Ok(made) = run(project, stage, intent, &all) else {
        return false;
    };
    for ((job, at), (file, more)) in all.iter().zip(&changed).zip(made) {
        if let Some(said) = material.said.get_mut(*at) {
            *said = more;
        }
        if let Some((_, bytes)) = file {
            let (page, slot) = (job.page.number, &job.slot.name);
            material.supplied.replace(page, slot, job.path, bytes);
        }
    }
    !changed.is_empty()
}

/// Runs jobs, side by side.
fn run(
    project: &Project,
    stage: &Stage,
    intent: &Intent,
    jobs: &[Job],
) -> Result<Vec<Made>, Box<Finding>> {
    let press = press(project, intent, jobs)?;
    let cache = cache_folder();
    let desk = Desk {
        project,
        stage,
        press: press.as_ref(),
        cache: cache.as_deref(),
    };
    let made = jobs.par_iter().map(|job| job.run(&desk)).collect();
    if let Some(folder) = &cache {
        picture::clean_cache(folder);
    }
    Ok(made)
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
fn press(project: &Project, intent: &Intent, jobs: &[Job]) -> Result<Option<Press>, Box<Finding>> {
    if !jobs.iter().any(|job| job.wanted.is_some()) {
        return Ok(None);
    }
    let limit = *project.house.print.ink_limit;
    Press::new(intent.profile.icc().into(), limit).map(Some)
}

/// What all jobs work with.
struct Desk<'a> {
    project: &'a Project,
    stage: &'a Stage,
    press: Option<&'a Press>,
    cache: Option<&'a Path>,
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
            let (width, height) = slot.size;
            let wanted = |fit, focus, width| {
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
                Matter::Picture { path, focus, .. } => job(path, wanted(fit, *focus, width)),
                // A picture in the text is as wide as a leg, and as high as the layout likes.
                Matter::Story(story) => {
                    let leg = slot.legs.iter().map(|leg| leg.width).fold(0.0, f64::max);
                    for path in story.pictures.values() {
                        job(path, wanted(Fit::Contain, (0.5, 0.5), leg));
                    }
                }
                Matter::Ad { path: Some(path) } if is_pdf(path) => job(path, None),
                Matter::Ad { path: Some(path) } => {
                    job(path, wanted(Fit::Contain, (0.5, 0.5), width));
                }
                Matter::Ad { path: None } => {}
            }
        }
    }
    jobs
}

fn is_pdf(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

/// What a job gives: the file's ending and bytes, and what there is to say.
type Made = (Option<(&'static str, Vec<u8>)>, Vec<Finding>);

impl Job<'_> {
    /// Whether a picture stands in another box than it was made for; it is then wanted for that.
    fn stands_in(&mut self, (width, height): (f64, f64)) -> bool {
        let Some(wanted) = &mut self.wanted else {
            return false;
        };
        let slot = matches!(self.fill.matter, Matter::Picture { .. });
        let text = matches!(self.fill.matter, Matter::Story(_));
        let other = !near((wanted.width, wanted.height), (width, height));
        if !other || !(text || slot && wanted.fit == Fit::Cover) {
            return false;
        }
        *wanted = Wanted {
            width,
            height,
            fit: Fit::Cover,
            ..*wanted
        };
        true
    }

    fn run(&self, desk: &Desk) -> Made {
        let mut findings = vec![];
        let bytes = match read(&desk.project.root.join(self.path)) {
            Ok(bytes) => bytes,
            Err(why) => {
                let message = format!("cannot read the file: {why}");
                findings.push(self.say(Finding::unreadable("file-unreadable", message)));
                return (None, findings);
            }
        };
        let (Some(wanted), Some(press)) = (&self.wanted, desk.press) else {
            return (self.advertisement(&bytes, &mut findings), findings);
        };
        let bytes = match self.drawn(bytes, desk, &mut findings) {
            Ok(bytes) => bytes,
            Err(finding) => {
                findings.push(self.say(*finding));
                return (None, findings);
            }
        };
        match picture::prepare(&bytes, Path::new(self.path), wanted, press, desk.cache) {
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

    /// An SVG as a PDF, which is then put into inks; any other file as it is.
    fn drawn(
        &self,
        bytes: Vec<u8>,
        desk: &Desk,
        findings: &mut Vec<Finding>,
    ) -> Result<Vec<u8>, Box<Finding>> {
        if !picture::is_svg(&bytes) {
            return Ok(bytes);
        }
        let name = Path::new(self.path);
        let said = picture::look_at_svg(&bytes, name)?;
        findings.extend(said.into_iter().map(|finding| self.say(finding)));
        let seconds = desk.project.house.limits.compose_seconds;
        compose::drawing(desk.stage, &desk.project.root, bytes, seconds)
            .map_err(|why| Box::new(picture::cannot_draw(name, why)))
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
                // Its content is its maker's affair: what the press cannot take goes back to him.
                for broken in check_material(&advert.bytes) {
                    let message =
                        format!("the advertisement cannot be printed: {}", broken.message);
                    findings.push(self.say(
                        Finding::error("ad-press", message).hint(
                            "ask its maker for PDF/X-4 in CMYK, with black as black ink alone",
                        ),
                    ));
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

fn read(path: &Path) -> Result<Vec<u8>, String> {
    read_limited(path, ad::MAX_BYTES).map_err(|unread| match unread {
        Unread::TooLarge => format!("it is larger than {} MB", ad::MAX_BYTES >> 20),
        Unread::Io(error) => reason(&error),
    })
}
