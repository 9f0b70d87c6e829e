//! Pictures and advertisements made ready for the slots they stand in.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::compose::{Boxes, Stage, Supplied};
use crate::diag::Finding;
use crate::layout::{self, Slot, SlotKind};
use crate::makeup::{Fill, Matter, Plan, PlannedPage};
use crate::picture::{self, Fit, Press, Wanted};
use crate::print::intent::Intent;
use crate::project::Project;

use super::job::{Desk, Job, Made};
use super::masthead;

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
    if let Some(file) = &project.house.paper.masthead {
        let cache = cache_folder();
        let made = house_press(project, intent)
            .and_then(|press| masthead::prepare(project, plan, file, &press, cache.as_deref()));
        match made {
            Ok((made, more)) => {
                material.said.push(more);
                material.supplied.put_masthead(made.extension, made.bytes);
            }
            Err(finding) => material.said.push(vec![*finding]),
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
    house_press(project, intent).map(Some)
}

fn house_press(project: &Project, intent: &Intent) -> Result<Press, Box<Finding>> {
    let limit = *project.house.print.ink_limit;
    Press::new(intent.profile.icc().into(), limit)
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
