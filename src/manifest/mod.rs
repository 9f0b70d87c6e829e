//! The issue manifest and the house file: what a person wrote, as types with places.
//!
//! Reading reports every mistake at its line, all in one run. [`IssueManifest::read`] and
//! [`House::read`] check the syntax, then the structure against the JSON Schema of the
//! types in [`model`], then what the structure cannot say: pages and slots used twice,
//! files that are missing. Slots and layouts are known only to make-up, which checks them.

mod check;
mod date;
mod expect;
mod fit;
mod house;
mod material;
mod model;
mod print;
mod read;
mod rules;
mod slot;
mod slots;
mod spot;
mod structure;
mod syntax;

pub use date::Date;
pub use fit::{Elastic, Filler, Fit, PARTS, Span};
pub use model::{
    Ad, Article, Delivery, FontRoles, Head, House, Issue, IssueHead, Limits, Lines, Page, Paper,
    Picture, Table, Teaser,
};
pub use print::Print;
pub use read::{IssueManifest, Reading, SIZE_LIMIT, load_text, read_file, read_head, read_house};
pub use rules::{Check, Except, Level, Rules};
pub use slot::SlotRef;
pub use spot::Spot;
