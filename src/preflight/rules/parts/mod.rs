//! Rules that other parts check, part by part.

mod adverts;
mod copy;
mod import;
mod layout;
mod makeup;
mod manifest;
mod pages;
mod pdf;
mod pictures;
mod project;

use super::Rule;

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        project::RULES,
        manifest::RULES,
        copy::RULES,
        import::RULES,
        layout::RULES,
        pictures::RULES,
        adverts::RULES,
        makeup::RULES,
        pages::RULES,
        pdf::RULES,
    ]
    .into_iter()
    .flatten()
}
