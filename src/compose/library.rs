//! Typst's library with our own elements in it and a newspaper's defaults.

use std::sync::Arc;

use typst::foundations::{Binding, Smart, Target};
use typst::layout::PageElem;
use typst::text::{Lang, Region, TextElem};
use typst::utils::LazyHash;
use typst::visualize::{Cmyk, Color, Paint, ProcessColor};
use typst::{Library, LibraryExt};

use super::cut::cut_legs;
use super::part::{COMPLAINT_RULE, PART_RULE, complain, part};
use super::thread::{DOTS_RULE, PIECE_RULE, dots, thread};
use super::vertical::{UPRIGHT_RULE, VERTICAL_RULE, upright, vertical};

/// Builds the library. It is the same for every issue: what changes from issue to issue
/// goes in as files, or the cache would be lost with each.
pub fn library() -> Arc<LazyHash<Library>> {
    let mut library = Library::default();
    library.rules.register(Target::Paged, PIECE_RULE);
    library.rules.register(Target::Paged, PART_RULE);
    library.rules.register(Target::Paged, COMPLAINT_RULE);
    library.rules.register(Target::Paged, VERTICAL_RULE);
    library.rules.register(Target::Paged, UPRIGHT_RULE);
    library.rules.register(Target::Paged, DOTS_RULE);
    let scope = library.global.scope_mut();
    scope.define_func::<thread>();
    scope.define_func::<dots>();
    scope.define_func::<part>();
    scope.define_func::<complain>();
    scope.define_func::<cut_legs>();
    scope.define_func::<vertical>();
    scope.define_func::<upright>();
    // `std` was taken before; layouts/lib/engine.typ looks there for what is ours.
    library.std = Binding::detached(library.global.clone());
    let styles = &mut library.styles;
    // Typst's own black is an ICC gray that a RIP turns into four inks.
    styles.set(TextElem::fill, black());
    // A glyph that no font of the chain has must be found, not replaced in silence.
    styles.set(TextElem::fallback, false);
    styles.set(TextElem::lang, Lang::CHINESE);
    styles.set(TextElem::region, "cn".parse::<Region>().ok());
    styles.set(PageElem::fill, Smart::Custom(None));
    Arc::new(LazyHash::new(library))
}

/// Black ink alone (K100).
fn black() -> Paint {
    Paint::Solid(Color::Process(ProcessColor::Cmyk(Cmyk {
        c: 0.0,
        m: 0.0,
        y: 0.0,
        k: 1.0,
    })))
}
