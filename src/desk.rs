//! The desk: takes one issue from its manifest to finished files, part by part, and
//! gathers every finding on the way. Nothing is written here.

mod files;
mod fitting;
mod job;
mod judge;
mod masthead;
mod material;
mod pages;
mod plan;
mod press;
mod report;
mod session;
mod wish;

use std::path::Path;
use std::sync::Arc;

use typst::comemo;
use typst_kit::fonts::FontStore;

use crate::compose::{self, Before, Boxes, Common, Finished, Memory, Stage, Supplied};
use crate::diag::{Finding, Severity, has_errors};
use crate::fonts;
use crate::layout;
use crate::makeup::Plan;
use crate::manifest::{House, IssueManifest};
use crate::memory;
use crate::preflight;
use crate::preflight::rules::{self, Case};
use crate::project::Project;
use crate::world::ProjectFiles;

use self::judge::Judge;
use self::material::Material;
use self::plan::plan;
use self::press::{Press, intent};
pub use self::report::{CopyReport, PageReport, report};
pub use self::session::Session;
pub use self::wish::{Result, Seen, Ways, Wish};

/// Takes an issue as far as it goes. `argument` is its folder or its manifest.
pub fn run(argument: &Path, wish: &Wish) -> Result {
    Session::for_one_run().run(argument, wish)
}

fn go(session: &mut Session, argument: &Path, wish: &Wish) -> Result {
    let mut result = Result::default();
    let project = Project::find(argument);
    result.findings.extend(project.findings);
    let Some(project) = project.value else {
        return result;
    };
    result.root = Some(project.root.clone());
    if memory::spent() {
        result.findings.push(memory::finding());
        return result;
    }
    let _share = memory::Share::of(project.house.limits.compose_megabytes);
    let manifest = IssueManifest::read(&project, argument);
    result.findings.extend(manifest.findings);
    let Some(manifest) = manifest.value else {
        return result;
    };
    let date = manifest.issue.issue.date();
    result.date = Some(date);
    result.folder = manifest.output(&project);
    let (mut judge, findings) = Judge::new(&project, &manifest, &wish.asked);
    result.findings.extend(findings);
    let whole = work(session, &project, &manifest, wish, &mut judge, &mut result);
    judge.hears(&mut result.findings);
    if whole {
        let mut unused = judge.unused();
        judge.hears(&mut unused);
        result.findings.extend(unused);
    }
    if has_errors(&result.findings) && !wish.proof {
        result.outputs.clear();
    }
    result
}

/// What all compositions of a run have in common.
struct Setting<'a> {
    stage: &'a Stage,
    files: &'a Arc<ProjectFiles>,
    house: &'a House,
}

impl<'a> Setting<'a> {
    fn common(&self, plan: &'a Plan, supplied: &'a Supplied, proof: bool) -> Common<'a> {
        Common {
            stage: self.stage,
            project: self.files,
            house: self.house,
            plan,
            supplied,
            proof,
        }
    }
}

type Layouts = std::collections::BTreeMap<String, Arc<layout::Layout>>;

/// Errors of the plan in spite of which a check composes the pages, to see the rest.
const HARMLESS: [&str; 3] = ["empty-slot", "headline", "date-out-of-range"];

/// Takes a manifest as far as it goes; whether that was the end.
fn work(
    session: &mut Session,
    project: &Project,
    manifest: &IssueManifest,
    wish: &Wish,
    judge: &mut Judge,
    result: &mut Result,
) -> bool {
    let left = compose::left_behind();
    if left > 0 {
        result.findings.push(still_working(left));
    }
    let fonts = session.fonts(&project.root, wish.system_fonts);
    result.findings.extend(fonts::check(project, &fonts));
    let stage = session.stage(&fonts);
    if let Some(content) = stage
        .content
        .as_ref()
        .filter(|_| !has_errors(&result.findings))
    {
        // Pages will be set: their key is found while copy and layouts are read.
        content.begin();
    }
    // Each file is read once a run: what is set and what is judged is of the same moment.
    let files = Arc::new(ProjectFiles::new(project.root.clone()));
    let intent = intent(project).map_err(|finding| result.findings.push(*finding));
    let Some((plan, layouts)) = plan(project, manifest, &stage, &files, wish, result) else {
        return false;
    };
    // Text that cannot be set right is not set at all, with one exception: what is only
    // known once it has been set (overset, a missing glyph) a proof may show. What rules
    // say of the words is no reason not to set them.
    judge.hears(&mut result.findings);
    (result.findings).retain(|finding| {
        finding
            .page
            .is_none_or(|page| !wish.without.contains(&page))
    });
    let looks = wish.check.is_some() || wish.keep;
    let stopped = result.findings.iter().any(|finding| {
        let harmless = looks && HARMLESS.contains(&finding.rule);
        finding.severity == Severity::Error && !harmless
    });
    let case = Case {
        project,
        manifest,
        plan: &plan,
        today: wish.check,
    };
    result.findings.extend(rules::check_plan(&case));
    result
        .findings
        .extend(preflight::pdf::adverts(&project.root, &plan));
    let Some(intent) = intent.ok().filter(|_| !stopped) else {
        return false;
    };
    let cache = session
        .shelf
        .as_ref()
        .map(|shelf| shelf.folder().to_owned());
    let desk = match material::desk(project, &stage, &intent, &plan, cache.as_deref()) {
        Ok(desk) => desk,
        Err(finding) => {
            result.findings.push(*finding);
            return false;
        }
    };
    let mut material = material::supply(&desk, &plan);
    let mut findings: Vec<Finding> = material.findings().collect();
    let mut stops = |findings: &mut Vec<Finding>| {
        // A picture that cannot be read is not there; one that is only too small can be shown.
        judge.stops(findings) && !looks || findings.iter().any(|finding| finding.unreadable)
    };
    if stops(&mut findings) {
        material::cut(&desk, &plan, &mut material, &Boxes::default());
        result.findings.extend(material.findings());
        return false;
    }
    let once = session.once;
    let mut before = Before {
        memory: &mut session.memory,
        shelf: session.shelf.as_ref(),
        frames: wish.keep,
    };
    let whole = Setting {
        stage: &stage,
        files: &files,
        house: &project.house,
    };
    let mut set = |plan: &Plan, material: &Material| {
        let common = whole.common(plan, &material.supplied, wish.proof);
        compose::compose(&common, &mut before)
    };
    let mut composed = set(&plan, &material);
    if let Some(content) = &stage.content {
        content.forget();
    }
    // Threads that the memory's limit holds would be waited for in vain.
    if memory::spent() {
        let told = composed.err().unwrap_or_else(|| vec![memory::finding()]);
        result.findings.extend(told);
        return false;
    }
    // What is elastic gives way, and ways out are tried, on the material of the first time.
    let supplied = material.supplied.clone();
    let trial = |plan: &Plan| {
        let mut before = Before {
            memory: &mut Memory::default(),
            shelf: None,
            frames: false,
        };
        let composed = compose::compose(&whole.common(plan, &supplied, false), &mut before);
        Some(composed.ok()?.finished)
    };
    let open = fitting::opener(project, manifest);
    let bench = fitting::bench(project, manifest, &layouts, &trial, &*open);
    let settled = match &composed {
        Ok(composed) => fitting::settle(&bench, &plan, &composed.finished),
        Err(_) => None,
    };
    let (plan, changes) = match settled {
        Some(settled) => {
            material = material::supply(&desk, &settled.plan);
            composed = set(&settled.plan, &material);
            (settled.plan, settled.changes)
        }
        None => (plan, Default::default()),
    };
    let case = Case {
        project,
        manifest,
        plan: &plan,
        today: wish.check,
    };
    // Only the layout knows which box a caption leaves for a picture.
    let nowhere = Boxes::default();
    let boxes = composed.as_ref().map_or(&nowhere, |first| &first.boxes);
    let other = material::cut(&desk, &plan, &mut material, boxes);
    let mut findings: Vec<Finding> = material.findings().collect();
    let stopped = stops(&mut findings);
    result.findings.extend(findings);
    if other && !stopped && composed.is_ok() {
        composed = set(&plan, &material);
    }
    let mut composed = match composed {
        Ok(composed) if !stopped => composed,
        Ok(_) => return false,
        Err(findings) => {
            result.findings.extend(findings);
            return false;
        }
    };
    result.findings.append(&mut composed.warnings);
    let go_on = judged(&case, &composed.finished, &stage.fonts, wish, judge, result);
    let finished = &composed.finished;
    fitting::tell(&bench, &plan, finished, changes, &mut result.fits, wish);
    if go_on {
        if once {
            // Nothing will be set again, and printing has use for the room.
            comemo::evict(0);
            memory::give_back();
        }
        let printing = Press {
            case: &case,
            intent: &intent,
            files: &files,
            known: &mut session.files,
        };
        printing.print(&mut composed, &mut before, wish, result);
    }
    if wish.keep {
        result.seen = Some(Seen {
            plan,
            finished: composed.finished,
            boxes: composed.boxes,
        });
    }
    true
}

/// Checks what was composed; whether it may be printed.
fn judged(
    case: &Case,
    finished: &Finished,
    fonts: &FontStore,
    wish: &Wish,
    judge: &mut Judge,
    result: &mut Result,
) -> bool {
    let checked = preflight::check(case.plan, finished);
    result.fits = checked.fits;
    result.findings.extend(checked.findings);
    let outside = preflight::outside(case.project, fonts, finished);
    let shown = rules::Composed {
        finished,
        fits: &result.fits,
        outside: &outside,
    };
    result.findings.extend(rules::check_pages(case, &shown));
    let stopped = judge.stops(&mut result.findings) && !wish.proof && wish.check.is_none();
    !stopped && !wish.draw_only
}

/// What a layout that did not come to an end does to whoever runs on.
fn still_working(left: usize) -> Finding {
    let message = format!("{left} compositions that were given up still take a core each");
    Finding::warning("time-limit", message)
        .hint("end the program and start it anew once the layout is mended")
}
