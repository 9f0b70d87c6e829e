//! The fonts an issue is set in: those of `fonts/`, and the system's only when asked for,
//! so that an issue sets the same everywhere.

use std::path::Path;
use std::sync::Arc;

use typst::text::{FontBook, FontInfo};
use typst_kit::fonts::{FontPath, FontSource, FontStore, scan, system};

use crate::diag::{Finding, Place, nearest};
use crate::manifest::House;

/// Loads the project's fonts, in the order of their paths, then the system's if asked.
pub fn load(root: &Path, with_system: bool) -> Arc<FontStore> {
    let mut store = FontStore::new();
    let mut own: Vec<(FontPath, FontInfo)> = scan(&root.join("fonts")).collect();
    // The order of a folder is not the same on every machine; the choice of a face must be.
    own.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
    store.extend(own);
    if with_system {
        store.extend(system());
    }
    Arc::new(store)
}

/// The file a face comes from, if it is a file.
pub fn path(source: &dyn FontSource) -> Option<&Path> {
    let source: &dyn std::any::Any = source;
    source
        .downcast_ref::<FontPath>()
        .map(|file| file.path.as_path())
}

/// Names every family of a role that no loaded font has.
pub fn check(house: &House, house_place: &Place, store: &FontStore) -> Vec<Finding> {
    let book: &FontBook = store.book();
    let known: Vec<&str> = book.families().map(|(name, _)| name).collect();
    let mut findings = vec![];
    for (role, families) in &house.fonts {
        for family in families {
            if book.contains_family(&family.to_lowercase()) {
                continue;
            }
            let message =
                format!("role `{role}` names the font \"{family}\", which is not in fonts/");
            let hint = match nearest(family, known.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("fonts/ has {}", known.join(", ")),
            };
            findings.push(
                Finding::error("font-missing", message)
                    .at(house_place.clone())
                    .hint(hint),
            );
        }
    }
    findings
}
