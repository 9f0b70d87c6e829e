//! Composition: the plan becomes pages, by one Typst compile with our own elements.

mod area;
mod boxes;
mod cut;
mod data;
mod drawing;
mod finish;
mod ink;
mod items;
mod library;
mod part;
mod placeholder;
mod supplied;
mod thread;
mod vertical;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use typst::diag::Warned;
use typst::foundations::{Bytes, Datetime};
use typst::syntax::FileId;
use typst::utils::LazyHash;
use typst::{Library, comemo};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;

pub use self::area::Box2;
pub use self::boxes::{Boxes, near};
pub use self::drawing::drawing;
pub use self::finish::{Finished, Found, InkFault, Mark};
pub use self::items::{Inks, Item, ItemKind, Run, Stroke};
pub use self::library::library;
pub use self::supplied::Supplied;
pub use self::thread::PieceInfo;

use crate::diag::Finding;
use crate::layout::module_path;
use crate::makeup::Plan;
use crate::manifest::House;
use crate::typst_diag;
use crate::world::{DATA, IssueWorld, file_id};

/// What composition stands on; the same for all issues of a run.
#[derive(Clone)]
pub struct Stage {
    pub library: Arc<LazyHash<Library>>,
    pub fonts: Arc<FontStore>,
}

/// Composed pages, and the warnings of the layouts.
pub struct Composed {
    pub finished: Finished,
    pub warnings: Vec<Finding>,
    /// How large each picture stands.
    pub boxes: Boxes,
}

/// Composes all pages of a plan.
///
/// A layout is code: a limit ends one that does not come to an end. Its thread cannot be
/// stopped and is left behind, so the program should end soon after that error.
pub fn compose(
    stage: &Stage,
    root: &Path,
    house: &House,
    plan: &Plan,
    supplied: &Supplied,
    proof: bool,
) -> Result<Composed, Vec<Finding>> {
    let world = world(stage, root, house, plan, supplied, proof)?;
    let seconds = house.limits.compose_seconds;
    let mono: Vec<bool> = plan.pages.iter().map(|page| page.mono).collect();
    let most = *house.print.ink_limit;
    limited(seconds, move || compile(&world, &mono, most))
        .unwrap_or_else(|| Err(vec![too_long(seconds)]))
}

/// A world that holds the plan's data; without a plan, one that layouts are read in.
pub fn world(
    stage: &Stage,
    root: &Path,
    house: &House,
    plan: &Plan,
    supplied: &Supplied,
    proof: bool,
) -> Result<IssueWorld, Vec<Finding>> {
    let mut files = HashMap::new();
    let id = |path: &str| file_id(path).map_err(|err| vec![Finding::error("layout", err)]);
    for (path, bytes) in supplied.files() {
        files.insert(id(path)?, bytes);
    }
    let mut add = |name: &str, text: String| -> Result<FileId, Vec<Finding>> {
        let id = id(&format!("{DATA}/{name}"))?;
        files.insert(id, Bytes::from_string(text));
        Ok(id)
    };
    add("house.json", data::house(house, supplied).to_string())?;
    for page in &plan.pages {
        let name = format!("page-{}.json", page.number);
        add(&name, data::page(plan, page, supplied, proof).to_string())?;
    }
    let main = add("main.typ", main_source(plan))?;
    let date = plan.date;
    let today = Datetime::from_ymd(i32::from(date.year), date.month, date.day);
    let (library, fonts) = (stage.library.clone(), stage.fonts.clone());
    Ok(IssueWorld::new(
        root.to_owned(),
        library,
        fonts,
        files,
        main,
        today,
    ))
}

/// The main file: each page at the size its layout gives, rendered by its layout.
fn main_source(plan: &Plan) -> String {
    let mut source = String::new();
    for page in &plan.pages {
        let (number, sheet) = (page.number, page.layout.sheet);
        let module = module_path(&page.layout.name);
        let placeholders = placeholder::source(page);
        source.push_str(&format!(
            "#page(width: {}pt, height: {}pt, margin: 0pt, {{\n  \
             import \"/{module}\": render\n  \
             render(json(\"/{DATA}/page-{number}.json\"))\n{placeholders}}})\n",
            sheet.width, sheet.height,
        ));
    }
    source
}

fn compile(world: &IssueWorld, mono: &[bool], most: f64) -> Result<Composed, Vec<Finding>> {
    let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let mut warnings = typst_diag::findings(world, &warnings);
    // A glyph that is missing is reported by the article it is missing in.
    warnings.retain(|finding| !finding.message.starts_with("unknown font family"));
    let document = output.map_err(|errors| typst_diag::findings(world, &errors))?;
    let finished = finish::finish(&document, mono, most);
    comemo::evict(10);
    let boxes = Boxes::of(&document);
    Ok(Composed {
        finished,
        warnings,
        boxes,
    })
}

/// The error for a layout that does not come to an end.
pub fn too_long(seconds: u64) -> Finding {
    Finding::error(
        "time-limit",
        format!("composition took longer than {seconds} seconds"),
    )
    .hint("a layout may not come to an end; look for a loop that never stops")
    .hint("the limit is compose_seconds under [limits] in dayang.toml")
}

/// Runs something on a thread of its own, with room for deep layouts, for at most some
/// seconds.
pub fn limited<T: Send + 'static>(
    seconds: u64,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (send, receive) = mpsc::channel();
    std::thread::Builder::new()
        .name("compose".into())
        .stack_size(64 << 20)
        .spawn(move || {
            // Nobody listens any more when the time is over.
            let _ = send.send(work());
        })
        .ok()?;
    receive
        .recv_timeout(Duration::from_secs(seconds.max(1)))
        .ok()
}
