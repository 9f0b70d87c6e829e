//! The desk: takes one issue from its manifest to finished files, part by part, and
//! gathers every finding on the way. Nothing is written here.

mod files;
mod job;
mod masthead;
mod material;
mod report;

use std::path::{Path, PathBuf};

use crate::compose::{self, Composed, Stage, Supplied};
use crate::deliver::{Naming, Output};
use crate::diag::{Finding, Place, has_errors};
use crate::fonts;
use crate::layout;
use crate::makeup::{self, Plan, PlannedPage};
use crate::manifest::{Date, IssueManifest, Spot};
use crate::preflight::{self, SlotFit};
use crate::print::{self, intent::Intent};
use crate::project::Project;

use self::files::DeskFiles;
use self::material::Material;
pub use self::report::{CopyReport, PageReport, report};

/// What a run asks for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish {
    /// Pages even if they have errors, each marked as a proof.
    pub proof: bool,
    /// Only this page.
    pub page: Option<u32>,
    /// Fonts of the system beside those of the project.
    pub system_fonts: bool,
}

/// What became of an issue.
#[derive(Default)]
pub struct Result {
    /// The issue's date, if the manifest could be read.
    pub date: Option<Date>,
    /// The folder in the project that its files go to.
    pub folder: PathBuf,
    pub findings: Vec<Finding>,
    /// What each page is made on.
    pub pages: Vec<PageReport>,
    /// How each article fits its slot.
    pub fits: Vec<SlotFit>,
    /// What cleaning changed, article by article.
    pub copy: Vec<CopyReport>,
    /// The finished files; empty when an error forbids them.
    pub outputs: Vec<Output>,
}

/// Takes an issue as far as it goes. `argument` is its folder or its manifest.
pub fn run(argument: &Path, wish: Wish) -> Result {
    let mut result = Result::default();
    let project = Project::find(argument);
    result.findings.extend(project.findings);
    let Some(project) = project.value else {
        return result;
    };
    let manifest = IssueManifest::read(&project, argument);
    result.findings.extend(manifest.findings);
    let Some(manifest) = manifest.value else {
        return result;
    };
    let date = manifest.issue.issue.date();
    result.date = Some(date);
    result.folder = project.root.join("out").join(date.to_string());

    let fonts = fonts::load(&project.root, wish.system_fonts);
    result.findings.extend(fonts::check(&project, &fonts));
    let intent = intent(&project).map_err(|finding| result.findings.push(*finding));
    let stage = Stage {
        library: compose::library(),
        fonts,
    };
    let Some(plan) = plan(&project, &manifest, &stage, wish, &mut result) else {
        return result;
    };
    // Text that cannot be set right is not set at all, with one exception: what is only
    // known once it has been set (overset, a missing glyph) a proof may show.
    let Some(intent) = intent.ok().filter(|_| !has_errors(&result.findings)) else {
        return result;
    };
    let before = result.findings.len();
    let mut material = material::supply(&project, &stage, &intent, &plan);
    result.findings.extend(material.findings());
    if has_errors(&result.findings) {
        return result;
    }
    let house = &project.house;
    let compose = |material: &Material| {
        let supplied = &material.supplied;
        compose::compose(&stage, &project.root, house, &plan, supplied, wish.proof)
    };
    let mut composed = compose(&material);
    // Only the layout knows which box a caption leaves for a picture.
    if let Ok(first) = &composed
        && material::recut(
            &project,
            &stage,
            &intent,
            &plan,
            &mut material,
            &first.boxes,
        )
    {
        result.findings.truncate(before);
        result.findings.extend(material.findings());
        composed = compose(&material);
    }
    match composed {
        Ok(composed) => set(&project, &plan, composed, &intent, wish, &mut result),
        Err(findings) => result.findings.extend(findings),
    }
    result
}

/// The press that the house's `[print]` names, or what is wrong there, at its line: a profile
/// that is outside the project or not for a press, a condition without one.
fn intent(project: &Project) -> std::result::Result<Intent, Box<Finding>> {
    let print = &project.house.print;
    let wrong = |spot: &Option<Spot<String>>, why: String| {
        let range = spot.as_ref().map_or(0..0, Spot::range);
        let place = Place::text(&project.house_source, range);
        Box::new(Finding::unreadable("print-settings", why).at(place))
    };
    if let Some(profile) = &print.profile {
        project
            .resolve_inside(&project.root, profile)
            .map_err(|why| {
                let why = format!("cannot use the profile `{}`: {why}", profile.as_str());
                wrong(&print.profile, why)
            })?;
    }
    let at = if print.profile.is_some() {
        &print.profile
    } else {
        &print.condition
    };
    print
        .intent(&project.root)
        .map_err(|error| wrong(at, error.to_string()))
}

/// Reads layouts and copy and makes the plan.
fn plan(
    project: &Project,
    manifest: &IssueManifest,
    stage: &Stage,
    wish: Wish,
    result: &mut Result,
) -> Option<Plan> {
    let empty = Plan {
        date: manifest.issue.issue.date(),
        number: 0,
        total: 0,
        pages: vec![],
    };
    let nothing = Supplied::default();
    let (root, house) = (&project.root, &project.house);
    let world = match compose::world(stage, root, house, &empty, &nothing, wish.proof) {
        Ok(world) => world,
        Err(findings) => {
            result.findings.extend(findings);
            return None;
        }
    };
    let asked: Vec<(String, Place)> = (manifest.issue.pages.iter())
        .filter(|page| page.layout.is_placed())
        .map(|page| (page.layout.to_string(), manifest.place(&page.layout)))
        .collect();
    let root = project.root.clone();
    let seconds = project.house.limits.compose_seconds;
    let read = compose::limited(seconds, move || {
        layout::load_all(
            &world,
            &root,
            asked.iter().map(|(name, at)| (&**name, at.clone())),
        )
    });
    let Some((layouts, findings)) = read else {
        result.findings.push(compose::too_long(seconds));
        return None;
    };
    result.findings.extend(findings);
    let mut files = DeskFiles::new(project, manifest);
    let (mut plan, findings) = makeup::plan(manifest, &layouts, &mut files);
    result.findings.extend(files.findings);
    result.findings.extend(findings);
    result.copy = report::copy(&plan);
    result.pages = report::pages(&plan);
    if let Some(number) = wish.page {
        if !plan.pages.iter().any(|page| page.number == number) {
            let message = format!("the issue has no page {number}");
            result.findings.push(Finding::unreadable("page", message));
        }
        plan.retain(number);
    }
    Some(plan)
}

/// Checks and prints what was composed.
fn set(
    project: &Project,
    plan: &Plan,
    composed: Composed,
    intent: &Intent,
    wish: Wish,
    result: &mut Result,
) {
    let house = &project.house;
    result.findings.extend(composed.warnings);
    let checked = preflight::check(plan, &composed.finished);
    result.fits = checked.fits;
    result.findings.extend(checked.findings);
    if has_errors(&result.findings) && !wish.proof {
        return;
    }
    let code = &**house.paper.code;
    let ident = format!("{code}/{}/{}", plan.date, plan.number);
    let title = format!("{} {}", house.paper.name, plan.date);
    // Pages that were set only for the sake of an article that runs on are not printed.
    let asked: Vec<usize> = (plan.pages.iter().enumerate())
        .filter(|(_, page)| wish.page.is_none_or(|number| page.number == number))
        .map(|(at, _)| at)
        .collect();
    let pages: Vec<&PlannedPage> = asked.iter().filter_map(|at| plan.pages.get(*at)).collect();
    let document = composed.finished.only(&asked);
    let numbers: Vec<u32> = pages.iter().map(|page| page.number).collect();
    let printed = print::timestamp(plan.date)
        .map_err(|finding| vec![*finding])
        .and_then(|time| {
            let job = print::Job {
                ident: &ident,
                title: &title,
                numbers: &numbers,
                time,
                proof: wish.proof,
            };
            print::print(&document, &job, &house.print, intent)
        });
    match printed {
        Ok(printed) => {
            let findings = preflight::press::check(&pages, &printed.pages);
            let sound = !has_errors(&findings);
            if !wish.proof {
                result.findings.extend(findings);
            }
            if sound || wish.proof {
                result.outputs = outputs(project, plan, &pages, printed, wish);
            }
        }
        Err(findings) => result.findings.extend(findings),
    }
}

fn outputs(
    project: &Project,
    plan: &Plan,
    pages: &[&PlannedPage],
    printed: print::Printed,
    wish: Wish,
) -> Vec<Output> {
    let house = &project.house;
    let name = |pattern: &str, page, mono| {
        let naming = Naming {
            code: &house.paper.code,
            date: plan.date,
            number: plan.number,
            page,
            mono,
        };
        let name = naming.fill(pattern);
        // A proof never bears the name of a page that may be printed.
        if wish.proof {
            format!("proof-{name}")
        } else {
            name
        }
    };
    let mut outputs = vec![];
    for (page, bytes) in pages.iter().zip(printed.pages) {
        let name = name(&house.delivery.page, Some(page.number), page.mono);
        outputs.push(Output { name, bytes });
    }
    if wish.page.is_none() {
        let mono = plan.pages.iter().all(|page| page.mono);
        let name = name(&house.delivery.issue, None, mono);
        outputs.push(Output {
            name,
            bytes: printed.issue,
        });
    }
    outputs
}
