//! Pictures and advertisements made ready for the slots they stand in.

use std::path::Path;

use rayon::prelude::*;

use crate::compose::{Boxes, Stage, Supplied};
use crate::diag::Finding;
use crate::layout::{self, Slot, SlotKind};
use crate::makeup::{Fill, Matter, Plan, PlannedPage};
use crate::picture::{self, Fit, Press, Wanted};
use crate::print::intent::Intent;
use crate::project::Project;
use crate::shelf;

use super::job::{Desk, Job, Made};
use super::masthead;

/// Everything made ready for an issue.
#[derive(Default)]
pub struct Material {
    pub supplied: Supplied,
    /// What there is to say, job by job.
    said: Vec<Vec<Finding>>,
    /// And of the masthead.
    masthead: Vec<Finding>,
}

impl Material {
    pub fn findings(&self) -> impl Iterator<Item = Finding> {
        self.said.iter().flatten().chain(&self.masthead).cloned()
    }
}

/// What an issue's pictures are made with. There is a press only if there are pictures.
pub fn desk<'a>(
    project: &'a Project,
    stage: &'a Stage,
    intent: &Intent,
    plan: &Plan,
) -> Result<Desk<'a>, Box<Finding>> {
    let masthead = project.house.paper.masthead.is_some();
    let pictures = masthead || jobs(plan).iter().any(|job| job.wanted.is_some());
    let limit = *project.house.print.ink_limit;
    let press = pictures
        .then(|| Press::new(intent.profile.icc().into(), limit))
        .transpose()?;
    Ok(Desk {
        project,
        stage,
        press,
        cache: shelf::folder(),
    })
}

/// Makes everything ready, side by side; what cannot be used is an error at the
/// manifest's line.
pub fn supply(desk: &Desk, plan: &Plan) -> Material {
    let jobs = jobs(plan);
    let mut material = Material::default();
    let made: Vec<Made> = jobs.par_iter().map(|job| job.run(desk)).collect();
    for (job, (file, more)) in jobs.iter().zip(made) {
        material.said.push(more);
        if let Some((extension, bytes)) = file {
            let (page, slot) = (job.page.number, &job.slot.name);
            material
                .supplied
                .put(page, slot, job.path, extension, bytes);
        }
    }
    set_masthead(desk, plan, &mut material, None);
    if let Some(folder) = &desk.cache {
        picture::clean_cache(folder);
    }
    material
}

/// Makes pictures anew for the boxes that they turned out to stand in: a caption leaves less of
/// a slot than was known before it was set. Says whether any came out otherwise.
pub fn recut(desk: &Desk, plan: &Plan, material: &mut Material, boxes: &Boxes) -> bool {
    let mut changed = vec![];
    for (at, mut job) in jobs(plan).into_iter().enumerate() {
        let (page, slot) = (job.page.number, &job.slot.name);
        let bytes = material.supplied.get(page, slot, job.path);
        if let Some(found) = bytes.and_then(|bytes| boxes.get(bytes))
            && job.stands_in(found)
        {
            changed.push((at, job));
        }
    }
    let made: Vec<Made> = changed.par_iter().map(|(_, job)| job.run(desk)).collect();
    let mut other = false;
    for ((at, job), (file, more)) in changed.iter().zip(made) {
        if let Some(said) = material.said.get_mut(*at) {
            *said = more;
        }
        if let Some((_, bytes)) = file {
            let (page, slot) = (job.page.number, &job.slot.name);
            other |= material.supplied.replace(page, slot, job.path, bytes);
        }
    }
    let found = material
        .supplied
        .masthead_bytes()
        .and_then(|bytes| boxes.get(bytes));
    if found.is_some() {
        other |= set_masthead(desk, plan, material, found);
    }
    other
}

/// Puts the picture of the paper's name in its place, if the house has one, for the box in which
/// it was found. Says whether it came out otherwise than it was.
fn set_masthead(
    desk: &Desk,
    plan: &Plan,
    material: &mut Material,
    found: Option<(f64, f64)>,
) -> bool {
    let (Some(file), Some(press)) = (&desk.project.house.paper.masthead, &desk.press) else {
        return false;
    };
    match masthead::prepare(desk, press, plan, file, found) {
        Ok((made, said)) => {
            material.masthead = said;
            material.supplied.put_masthead(made.extension, made.bytes)
        }
        Err(finding) => {
            material.masthead = vec![*finding];
            false
        }
    }
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
