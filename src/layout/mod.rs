//! Page layouts: a Typst module each, read as plain data before anything is composed.
//!
//! A module exports `layout`, a dictionary of geometry in columns and body lines, and
//! `render`, a function from a page's data to its content. Only `layout` is read here.

mod area;
mod bench;
mod dict;
mod elastic;
mod gallery;
mod inside;
mod legs;
mod locate;
mod model;
mod outline;
mod read;
mod resize;
mod shape;
mod slot;

use std::path::Path;
use std::sync::Arc;

use typst::World;
use typst::comemo::Track;
use typst::engine::{Route, Sink, Traced};
use typst::foundations::Value;
use typst::syntax::Source;

pub use self::bench::{Bench, ReadEach, read_each};
pub use self::elastic::Elastic;
pub use self::gallery::{Arrangement, Cell};
pub use self::legs::{Air, Hole, cut};
pub use self::model::{Area, Fit, Grid, Layout, Leg, Sheet, Slot, SlotKind};
pub use self::outline::Edges;
pub use self::resize::Edge;

use crate::diag::{Finding, Place, SourceText, nearest};
use crate::typst_diag;
use crate::world::{IssueWorld, file_id};

/// The names of all layouts below `layouts/`, sorted; the library in `layouts/lib` is not one.
pub fn names(root: &Path) -> Vec<String> {
    let mut names = vec![];
    collect(&root.join("layouts"), "", &mut names);
    names.sort();
    names
}

fn collect(dir: &Path, prefix: &str, names: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_dir() && !(prefix.is_empty() && name == "lib") && !name.starts_with('.') {
            collect(&entry.path(), &format!("{prefix}{name}/"), names);
        } else if kind.is_file()
            && let Some(stem) = name.strip_suffix(".typ")
        {
            names.push(format!("{prefix}{stem}"));
        }
    }
}

/// Whether a name can be that of a layout: plain segments, so that it cannot leave `layouts/`.
pub fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.split('/').all(|part| {
            !part.is_empty()
                && !part.starts_with('.')
                && part
                    .chars()
                    .all(|c| c.is_alphanumeric() || "-_.".contains(c))
        })
}

/// The module of a layout, as a path with slashes below the project's root.
pub fn module_path(name: &str) -> String {
    format!("layouts/{name}.typ")
}

/// Reads a layout. `asked` is where the manifest names it.
pub fn load(
    world: &IssueWorld,
    root: &Path,
    name: &str,
    asked: Option<Place>,
) -> Result<Layout, Vec<Finding>> {
    let known = names(root);
    if !is_plain(name) || !known.iter().any(|known| known == name) {
        return Err(vec![unknown(name, &known, asked)]);
    }
    let wrong = |why: String| vec![Finding::error("layout", why)];
    let id = file_id(&module_path(name)).map_err(wrong)?;
    let source = world.source(id).map_err(|err| wrong(err.to_string()))?;
    read_source(world, name, &source)
}

/// Reads a layout from the text of a module that is not on disk.
pub fn read_module(world: &IssueWorld, name: &str, text: &str) -> Result<Layout, Vec<Finding>> {
    let wrong = |why: String| vec![Finding::error("layout", why)];
    let id = file_id(&module_path(name)).map_err(wrong)?;
    read_source(world, name, &Source::new(id, text.into()))
}

fn read_source(world: &IssueWorld, name: &str, source: &Source) -> Result<Layout, Vec<Finding>> {
    let text = SourceText::new(module_path(name), source.text());
    let mut sink = Sink::new();
    let module = typst_eval::eval(
        (world as &dyn World).track(),
        world.library(),
        Traced::default().track(),
        sink.track_mut(),
        Route::default().track(),
        source,
    )
    .map_err(|errors| typst_diag::findings(world, &errors))?;
    let whole = Place::text(&text, 0..0);
    let scope = module.scope();
    let mut findings = vec![];
    match scope.get("render").map(|binding| binding.read()) {
        Some(Value::Func(_)) => {}
        _ => findings.push(
            Finding::error("layout", "the layout has no function `render`")
                .at(whole.clone())
                .hint("add `#let render(page) = …`"),
        ),
    }
    match scope.get("layout").map(|binding| binding.read()) {
        Some(value) => match read::read(name, source, text, value) {
            Ok(layout) if findings.is_empty() => return Ok(layout),
            Ok(_) => {}
            Err(more) => findings.extend(more),
        },
        None => findings.push(
            Finding::error("layout", "the layout has no dictionary `layout`")
                .at(whole)
                .hint("add `#let layout = (sheet: …, grid: …, slots: …)`"),
        ),
    }
    Err(findings)
}

fn unknown(name: &str, known: &[String], asked: Option<Place>) -> Finding {
    let mut finding = Finding::error("unknown-layout", format!("there is no layout `{name}`"));
    finding.place = asked;
    let near = nearest(name, known.iter().map(String::as_str));
    let meant = same_end(name, known);
    finding.hint(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if !meant.is_empty() => format!("did you mean {}?", meant.join(" or ")),
        None if known.is_empty() => "there are no modules below layouts/".into(),
        None => format!("there are {}", known.join(", ")),
    })
}

/// The layouts that are called so in some folder, mistyped or not: who writes `front` means one
/// of these.
fn same_end(name: &str, known: &[String]) -> Vec<String> {
    let ends = |known: &String| known.rsplit('/').next().unwrap_or_default().to_string();
    if name.contains('/') {
        return vec![];
    }
    let all: Vec<String> = known.iter().map(ends).collect();
    let near = nearest(name, all.iter().map(String::as_str));
    (known.iter())
        .filter(|known| near == Some(&ends(known)))
        .map(|known| format!("`{known}`"))
        .collect()
}

/// Reads several layouts, each once, and shares them.
pub fn load_all<'a>(
    world: &IssueWorld,
    root: &Path,
    asked: impl IntoIterator<Item = (&'a str, Place)>,
) -> (
    std::collections::BTreeMap<String, Arc<Layout>>,
    Vec<Finding>,
) {
    let mut layouts = std::collections::BTreeMap::new();
    let mut findings = vec![];
    let mut failed = std::collections::BTreeSet::new();
    for (name, place) in asked {
        if layouts.contains_key(name) || failed.contains(name) {
            continue;
        }
        match load(world, root, name, Some(place)) {
            Ok(layout) => {
                layouts.insert(name.to_string(), Arc::new(layout));
            }
            Err(more) => {
                failed.insert(name.to_string());
                findings.extend(more);
            }
        }
    }
    (layouts, findings)
}
