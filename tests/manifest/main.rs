//! Every mistake a manifest or a house file can hold, as the user sees it.

mod drawing;
mod files;
mod hostile;
mod house;
mod pages;
mod project;
mod schema;
mod slots;
mod structure;
mod support;
mod syntax;
mod values;
