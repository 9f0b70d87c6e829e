//! Composition: the plan becomes pages, each group of pages by one Typst compile with our own
//! elements. A group that was set before, of the same things, is not set again.

mod area;
mod boxes;
mod cut;
mod data;
mod drawing;
mod finish;
mod group;
mod ink;
mod items;
mod library;
mod memory;
mod part;
mod placeholder;
mod set;
mod supplied;
mod thread;
mod vertical;
mod workers;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use typst::Library;
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime};
use typst::model::DocumentInfo;
use typst::utils::LazyHash;
use typst_kit::fonts::FontStore;
use typst_layout::{Page, PagedDocument};

pub use self::area::Box2;
pub use self::boxes::{Boxes, near};
pub use self::drawing::drawing;
pub use self::finish::{Finished, Found, InkFault, Mark};
pub use self::group::{Common, Group};
pub use self::items::{Inks, Item, ItemKind, Run, Stroke};
pub use self::library::library;
pub use self::memory::Memory;
pub use self::set::Set;
pub use self::supplied::Supplied;
pub use self::thread::PieceInfo;
pub use self::workers::left_behind;

use crate::diag::Finding;
use crate::fonts::Content;
use crate::manifest::{Date, House};
use crate::memory as memory_of_program;
use crate::shelf::Shelf;
use crate::world::{DATA, IssueWorld, ProjectFiles, file_id};

/// What composition stands on; the same for all issues of a run.
#[derive(Clone)]
pub struct Stage {
    pub library: Arc<LazyHash<Library>>,
    pub fonts: Arc<FontStore>,
    /// The content of the fonts, if they are all the project's own.
    pub content: Option<Arc<Content>>,
}

/// Composed pages, and the warnings of the layouts.
pub struct Composed {
    pub finished: Finished,
    pub warnings: Vec<Finding>,
    /// How large each picture stands.
    pub boxes: Boxes,
    /// What was set together.
    pub sets: Vec<(Arc<Group>, Arc<Set>)>,
}

/// Where composed pages are looked for before they are set, and kept.
pub struct Before<'a> {
    pub memory: &'a mut Memory,
    pub shelf: Option<&'a Shelf>,
    /// Whether the pages themselves are wanted, and not only what stands on them.
    pub frames: bool,
}

/// Composes all pages of a plan, or takes them from before.
pub fn compose(common: &Common, before: &mut Before) -> Result<Composed, Vec<Finding>> {
    let pages = group::split(common.plan).into_par_iter();
    let groups: Result<Vec<_>, _> = pages
        .map(|pages| Group::new(common, pages).map(Arc::new))
        .collect();
    let groups = groups?;
    let project = common.project;
    let seconds = common.house.limits.compose_seconds;
    let found = (before.memory).find(&groups, project, before.shelf, before.frames);
    let lacking = || groups.iter().zip(&found).filter(|(_, set)| set.is_none());
    let missing: Vec<Arc<Group>> = lacking().map(|(group, _)| group.clone()).collect();
    let mut made = set_anew(&missing, project, seconds, before)?.into_iter();
    let mut sets = vec![];
    for (group, set) in groups.into_iter().zip(found) {
        if let Some(set) = set.or_else(|| made.next()) {
            sets.push((group, set));
        }
    }
    Ok(together(sets, common.plan.pages.len(), before.frames))
}

/// Sets groups, with their frames, and keeps them.
pub fn set_anew(
    groups: &[Arc<Group>],
    project: &ProjectFiles,
    seconds: u64,
    before: &mut Before,
) -> Result<Vec<Arc<Set>>, Vec<Finding>> {
    let (mut made, mut wrong) = (vec![], vec![]);
    for (group, result) in groups
        .iter()
        .zip(workers::compile(groups.to_vec(), seconds))
    {
        match result {
            Ok(set) => {
                let set = Arc::new(set);
                before.memory.keep(group.key, set.clone());
                made.push((&**group, set));
            }
            Err(findings) => add_new(&mut wrong, findings),
        }
    }
    memory::shelve(&made, project, before.shelf);
    match wrong.is_empty() {
        true => Ok(made.into_iter().map(|(_, set)| set).collect()),
        false => Err(wrong),
    }
}

/// Adds findings that have not been made: a mistake in a module is one, on however many pages.
fn add_new(findings: &mut Vec<Finding>, more: Vec<Finding>) {
    for finding in more {
        let same = |other: &Finding| {
            (other.rule, &other.message, &other.place, &other.hints)
                == (
                    finding.rule,
                    &finding.message,
                    &finding.place,
                    &finding.hints,
                )
        };
        if !findings.iter().any(same) {
            findings.push(finding);
        }
    }
}

/// What was set in groups, in the order of the plan's pages.
fn together(sets: Vec<(Arc<Group>, Arc<Set>)>, pages: usize, frames: bool) -> Composed {
    let mut order: Vec<Option<(usize, usize)>> = vec![None; pages];
    let (mut warnings, mut boxes) = (vec![], Boxes::default());
    for (at, (group, set)) in sets.iter().enumerate() {
        add_new(&mut warnings, set.warnings.clone());
        boxes.add(&set.boxes);
        for (own, page) in group.pages.iter().enumerate() {
            if let Some(place) = order.get_mut(*page) {
                *place = Some((at, own));
            }
        }
    }
    let (mut found, mut ink_faults, mut items) = (vec![], vec![], vec![]);
    let mut sheets: EcoVec<Page> = EcoVec::new();
    let mut info = DocumentInfo::default();
    for (page, place) in order.into_iter().enumerate() {
        let known = place.and_then(|(at, own)| Some((&sets.get(at)?.1, own)));
        let Some((set, own)) = known else { continue };
        let Some(sheet) = set.sheets.get(own) else {
            continue;
        };
        found.extend(sheet.found.iter().cloned().map(|one| Found { page, ..one }));
        let faults = sheet.ink_faults.iter().cloned();
        ink_faults.extend(faults.map(|one| InkFault { page, ..one }));
        items.extend(sheet.items.iter().cloned().map(|one| Item { page, ..one }));
        if let (true, Some((own_frames, own_info))) = (frames, &set.frames) {
            sheets.extend(own_frames.get(own).cloned());
            info = own_info.clone();
        }
    }
    Composed {
        finished: Finished {
            document: PagedDocument::new(sheets, info),
            found,
            ink_faults,
            items,
        },
        warnings,
        boxes,
        sets,
    }
}

/// A world that layouts are read in: there are no pages yet.
pub fn world(
    stage: &Stage,
    project: &Arc<ProjectFiles>,
    house: &House,
    date: Date,
) -> Result<IssueWorld, Vec<Finding>> {
    let id = |name: &str| {
        file_id(&format!("{DATA}/{name}")).map_err(|err| vec![Finding::error("layout", err)])
    };
    let main = id("main.typ")?;
    let house = data::house(house, &Supplied::default()).to_string();
    let files = HashMap::from([
        (id("house.json")?, Bytes::from_string(house)),
        (main, Bytes::from_string("")),
    ]);
    let (library, fonts) = (stage.library.clone(), stage.fonts.clone());
    let project = project.clone();
    let today = Datetime::from_ymd(i32::from(date.year), date.month, date.day);
    Ok(IssueWorld::new(project, library, fonts, files, main, today))
}

/// The error for a layout that does not come to an end, in time or in memory.
pub fn too_long(seconds: u64) -> Finding {
    if memory_of_program::spent() {
        return memory_of_program::finding();
    }
    Finding::error(
        "time-limit",
        format!("composition took longer than {seconds} seconds"),
    )
    .hint("a layout may not come to an end; look for a loop that never stops")
    .hint("the limit is compose_seconds under [limits] in dayang.toml")
}

/// Runs something on a thread of its own, with room for deep layouts, for at most some
/// seconds. A panic there is one here.
pub fn limited<T: Send + 'static>(
    seconds: u64,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (send, receive) = mpsc::channel();
    std::thread::Builder::new()
        .name("compose".into())
        .stack_size(64 << 20)
        .spawn(move || {
            let done = catch_unwind(AssertUnwindSafe(work));
            // Nobody listens any more when the time is over.
            let _ = send.send(done);
        })
        .ok()?;
    let end = Instant::now() + Duration::from_secs(seconds.max(1));
    match memory_of_program::wait(&receive, end).ok()? {
        Ok(done) => Some(done),
        Err(fault) => resume_unwind(fault),
    }
}
