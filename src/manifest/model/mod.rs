//! What an issue manifest and the house file can say, as types.
//!
//! Each type derives its JSON Schema, so the schema that `dayang schema` prints, the
//! check that names every unknown key, and the reader can never disagree.

mod article;
mod house;
mod issue;

pub use article::{Article, Head, Lines};
pub use house::{Delivery, FontRoles, House, Limits, Paper};
pub use issue::{Ad, Issue, IssueHead, Page, Picture, Table, Teaser};
