//! The desk: takes one issue from its manifest to finished files, part by part, and
//! gathers every finding on the way. Nothing is written here.

mod files;
mod fitting;
mod job;
mod judge;
mod masthead;
mod material;
mod press;
mod report;
mod session;

use std::path::{Path, PathBuf};

use typst_kit::fonts::FontStore;

use crate::compose::{self, Boxes, Finished, Stage, Supplied};
use crate::deliver::Output;
use crate::diag::{Finding, Place, Severity, has_errors};
use crate::fonts;
use crate::layout;
use crate::makeup::{self, Plan, PlannedPage};
use crate::manifest::{Date, IssueManifest};
use crate::preflight::rules::policy::Asked;
use crate::preflight::rules::{self, Case};
use crate::preflight::{self, SlotFit};
use crate::print::{self, intent::Intent};
use crate::project::Project;

use self::files::DeskFiles;
use self::judge::Judge;
use self::material::Material;
use self::press::{intent, outputs};
pub use self::report::{CopyReport, PageReport, report};
pub use self::session::Session;

/// What a run asks for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Pages even if they have errors, each marked as a proof.
    pub proof: bool,
    /// Only this page.
    pub page: Option<u32>,
    /// Fonts of the system beside those of the project.
    pub system_fonts: bool,
    /// The day of a check: all rules run as far as they can, whatever is wrong before.
    pub check: Option<Date>,
    /// Rules that the command line denies and allows.
    pub asked: Asked,
    /// The result has what was composed, even if there are errors ([`Result::seen`]).
    pub keep: bool,
    /// Pages are composed and checked, and no PDF is made of them.
    pub draw_only: bool,
    /// Ways out are looked for where text is over, or a slot badly filled.
    pub ways: bool,
}

/// What was composed, for whoever wants to look at it and not to print it.
pub struct Seen {
    /// With `page` asked for, only the pages that it needs.
    pub plan: Plan,
    /// The pages in the order of the plan's, what stands on them and what was read from them.
    pub finished: Finished,
    /// How large each picture stands.
    pub boxes: Boxes,
}

/// What became of an issue.
#[derive(Default)]
pub struct Result {
    /// The issue's date, if the manifest could be read.
    pub date: Option<Date>,
    /// The folder in the project that its files go to.
    pub folder: PathBuf,
    /// The project's folder, to which the paths of findings are relative.
    pub root: Option<PathBuf>,
    pub findings: Vec<Finding>,
    /// What each page is made on.
    pub sheets: Vec<PageReport>,
    /// How each article fits its slot.
    pub fits: Vec<SlotFit>,
    /// What cleaning changed, article by article.
    pub copy: Vec<CopyReport>,
    /// The finished files; empty when an error forbids them. The pages come first.
    pub outputs: Vec<Output>,
    /// The numbers of the single pages among them (版次), in order.
    pub pages: Vec<u32>,
    /// What was composed, if the wish was to keep it and it came so far.
    pub seen: Option<Seen>,
}

/// Takes an issue as far as it goes. `argument` is its folder or its manifest.
pub fn run(argument: &Path, wish: &Wish) -> Result {
    Session::new().run(argument, wish)
}

fn go(session: &mut Session, argument: &Path, wish: &Wish) -> Result {
    let mut result = Result::default();
    let project = Project::find(argument);
    result.findings.extend(project.findings);
    let Some(project) = project.value else {
        return result;
    };
    result.root = Some(project.root.clone());
    let manifest = IssueManifest::read(&project, argument);
    result.findings.extend(manifest.findings);
    let Some(manifest) = manifest.value else {
        return result;
    };
    let date = manifest.issue.issue.date();
    result.date = Some(date);
    result.folder = project.root.join("out").join(date.to_string());
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

type Layouts = std::collections::BTreeMap<String, std::sync::Arc<layout::Layout>>;

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
    let stage = session.stage(&project.root, wish.system_fonts);
    result.findings.extend(fonts::check(project, &stage.fonts));
    let intent = intent(project).map_err(|finding| result.findings.push(*finding));
    let Some((plan, layouts)) = plan(project, manifest, &stage, wish, result) else {
        return false;
    };
    // Text that cannot be set right is not set at all, with one exception: what is only
    // known once it has been set (overset, a missing glyph) a proof may show. What rules
    // say of the words is no reason not to set them.
    judge.hears(&mut result.findings);
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
    let desk = match material::desk(project, &stage, &intent, &plan) {
        Ok(desk) => desk,
        Err(finding) => {
            result.findings.push(*finding);
            return false;
        }
    };
    let mut material = material::supply(&desk, &plan);
    let mut findings: Vec<Finding> = material.findings().collect();
    let stopped = judge.stops(&mut findings) && !looks;
    // A picture that cannot be read is not there; one that is only too small can be shown.
    if stopped || findings.iter().any(|finding| finding.unreadable) {
        result.findings.extend(findings);
        return false;
    }
    let house = &project.house;
    let compose = |plan: &Plan, material: &Material| {
        let supplied = &material.supplied;
        compose::compose(&stage, &project.root, house, plan, supplied, wish.proof)
    };
    let set_all = |plan: &Plan, material: &mut Material| {
        let mut composed = compose(plan, material);
        // Only the layout knows which box a caption leaves for a picture.
        if let Ok(first) = &composed
            && material::recut(&desk, plan, material, &first.boxes)
        {
            composed = compose(plan, material);
        }
        composed
    };
    let mut composed = set_all(&plan, &mut material);
    // What is elastic gives way, and ways out are tried, on the material of the first time.
    let supplied = material.supplied.clone();
    let trial = |plan: &Plan| {
        let composed = compose::compose(&stage, &project.root, house, plan, &supplied, false);
        Some(composed.ok()?.finished)
    };
    let files = fitting::opener(project, manifest);
    let bench = fitting::bench(project, manifest, &layouts, &trial, &files);
    let settled = match &composed {
        Ok(composed) => fitting::settle(&bench, &plan, &composed.finished),
        Err(_) => None,
    };
    let (plan, changes) = match settled {
        Some(settled) => {
            material = material::supply(&desk, &settled.plan);
            composed = set_all(&settled.plan, &mut material);
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
    findings = material.findings().collect();
    result.findings.extend(findings);
    match composed {
        Ok(composed) => {
            let (finished, boxes) = (composed.finished, composed.boxes);
            result.findings.extend(composed.warnings);
            set(&case, &finished, &intent, &stage.fonts, wish, judge, result);
            fitting::tell(&bench, &plan, &finished, changes, &mut result.fits, wish);
            if wish.keep {
                result.seen = Some(Seen {
                    plan,
                    finished,
                    boxes,
                });
            }
            true
        }
        Err(findings) => {
            result.findings.extend(findings);
            false
        }
    }
}

/// Reads layouts and copy and makes the plan.
fn plan(
    project: &Project,
    manifest: &IssueManifest,
    stage: &Stage,
    wish: &Wish,
    result: &mut Result,
) -> Option<(Plan, Layouts)> {
    let empty = Plan {
        date: manifest.issue.issue.date(),
        number: 0,
        total: 0,
        pages: vec![],
        fillers: vec![],
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
    result.sheets = report::pages(&plan);
    if let Some(number) = wish.page {
        if !plan.pages.iter().any(|page| page.number == number) {
            let message = format!("the issue has no page {number}");
            result.findings.push(Finding::unreadable("page", message));
        }
        plan.retain(number);
    }
    Some((plan, layouts))
}

/// Checks and prints what was composed.
fn set(
    case: &Case,
    finished: &Finished,
    intent: &Intent,
    fonts: &FontStore,
    wish: &Wish,
    judge: &mut Judge,
    result: &mut Result,
) {
    let (project, plan) = (case.project, case.plan);
    let house = &project.house;
    let checked = preflight::check(plan, finished);
    result.fits = checked.fits;
    result.findings.extend(checked.findings);
    let outside = preflight::outside(project, fonts, finished);
    let shown = rules::Composed {
        finished,
        fits: &result.fits,
        outside: &outside,
    };
    result.findings.extend(rules::check_pages(case, &shown));
    let stopped = judge.stops(&mut result.findings) && !wish.proof && wish.check.is_none();
    if stopped || wish.draw_only {
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
    let document = finished.only(&asked);
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
            // A proof claims to be no press file and is not asked to be one.
            if !wish.proof {
                let findings = preflight::press::check(&pages, &printed.pages);
                result.findings.extend(findings);
            }
            result.pages = numbers;
            result.outputs = outputs(project, plan, &pages, printed, wish);
        }
        Err(findings) => result.findings.extend(findings),
    }
}
