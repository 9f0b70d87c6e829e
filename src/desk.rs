//! The desk: takes one issue from its manifest to finished files, part by part, and
//! gathers every finding on the way. Nothing is written here.

mod files;
mod job;
mod judge;
mod masthead;
mod material;
mod pages;
mod press;
mod report;
mod session;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use typst_kit::fonts::FontStore;

use crate::compose::{self, Before, Boxes, Common, Composed, Finished, Stage};
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
use crate::world::ProjectFiles;

use self::files::DeskFiles;
use self::judge::Judge;
use self::material::Material;
use self::pages::{Files, Printing};
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
    /// Empty slots show a gray placeholder.
    pub placeholders: bool,
    /// Pages that are left out once the plan is made, with what is wrong on them, and all pages
    /// that share an article with them. The others are set as if these were sound.
    pub without: BTreeSet<u32>,
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
    // Each file is read once a run: what is set and what is judged is of the same moment.
    let files = Arc::new(ProjectFiles::new(project.root.clone()));
    let intent = intent(project).map_err(|finding| result.findings.push(*finding));
    let Some(plan) = plan(project, manifest, &stage, &files, wish, result) else {
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
    let mut before = Before {
        memory: &mut session.memory,
        shelf: session.shelf.as_ref(),
        frames: wish.keep,
    };
    let mut compose = |material: &Material| {
        let common = Common {
            stage: &stage,
            project: &files,
            house: &project.house,
            plan: &plan,
            supplied: &material.supplied,
            proof: wish.proof,
        };
        compose::compose(&common, &mut before)
    };
    let mut composed = compose(&material);
    // Only the layout knows which box a caption leaves for a picture.
    if let Ok(first) = &composed {
        let other = material::recut(&desk, &plan, &mut material, &first.boxes);
        findings = material.findings().collect();
        if other {
            composed = compose(&material);
        }
    }
    result.findings.extend(findings);
    let mut composed = match composed {
        Ok(composed) => composed,
        Err(findings) => {
            result.findings.extend(findings);
            return false;
        }
    };
    result.findings.append(&mut composed.warnings);
    let go_on = judged(&case, &composed.finished, &stage.fonts, wish, judge, result);
    if go_on {
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

/// Reads layouts and copy and makes the plan.
fn plan(
    project: &Project,
    manifest: &IssueManifest,
    stage: &Stage,
    files: &Arc<ProjectFiles>,
    wish: &Wish,
    result: &mut Result,
) -> Option<Plan> {
    let date = manifest.issue.issue.date();
    let world = match compose::world(stage, files, &project.house, date) {
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
    for page in &mut plan.pages {
        page.placeholders = wish.placeholders;
    }
    result.sheets = report::pages(&plan);
    if let Some(number) = wish.page {
        if !plan.pages.iter().any(|page| page.number == number) {
            let message = format!("the issue has no page {number}");
            result.findings.push(Finding::unreadable("page", message));
        }
        plan.retain(number);
    }
    plan.leave_out(&wish.without);
    Some(plan)
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

/// What composed pages are printed by.
struct Press<'a> {
    case: &'a Case<'a>,
    intent: &'a Intent,
    files: &'a ProjectFiles,
    known: &'a mut Files,
}

impl Press<'_> {
    /// Makes the files, or says why there are none.
    fn print(self, composed: &mut Composed, before: &mut Before, wish: &Wish, result: &mut Result) {
        if let Err(findings) = self.try_print(composed, before, wish, result) {
            result.findings.extend(findings);
        }
    }

    fn try_print(
        self,
        composed: &mut Composed,
        before: &mut Before,
        wish: &Wish,
        result: &mut Result,
    ) -> std::result::Result<(), Vec<Finding>> {
        let (project, plan) = (self.case.project, self.case.plan);
        let house = &project.house;
        let code = &**house.paper.code;
        let job = print::Job {
            ident: &format!("{code}/{}/{}", plan.date, plan.number),
            title: &format!("{} {}", house.paper.name, plan.date),
            time: print::timestamp(plan.date).map_err(|finding| vec![*finding])?,
            proof: wish.proof,
        };
        // Pages that were set only for the sake of an article that runs on are not printed.
        let asked: Vec<(usize, &PlannedPage)> = (plan.pages.iter().enumerate())
            .filter(|(_, page)| wish.page.is_none_or(|number| page.number == number))
            .collect();
        let printing = Printing {
            job: &job,
            settings: &house.print,
            intent: self.intent,
            project: self.files,
            seconds: house.limits.compose_seconds,
        };
        let ready = printing.pages(&asked, composed, self.known, before)?;
        for ((_, page), ready) in asked.iter().zip(&ready) {
            let findings = preflight::press::findings(page, &ready.violations);
            result.findings.extend(findings);
        }
        let bytes: Vec<&[u8]> = ready.iter().map(|ready| &*ready.bytes).collect();
        let issue = match wish.page {
            None if wish.without.is_empty() => {
                Some(print::issue(&bytes, &job, &house.print, self.intent)?)
            }
            _ => None,
        };
        let pages: Vec<&PlannedPage> = asked.iter().map(|(_, page)| *page).collect();
        result.pages = pages.iter().map(|page| page.number).collect();
        result.outputs = outputs(self.case, &pages, &bytes, issue, wish);
        Ok(())
    }
}

/// What a layout that did not come to an end does to whoever runs on.
fn still_working(left: usize) -> Finding {
    let message = format!("{left} compositions that were given up still take a core each");
    Finding::warning("time-limit", message)
        .hint("end the program and start it anew once the layout is mended")
}
