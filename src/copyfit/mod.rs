//! Copyfit (排稿): what to do about lines too many, and lines too few.
//!
//! [`settle`] lets give way what layout and manifest allow, before anybody is asked. [`ways`] then finds
//! ways out for slots that are still over or badly under; each is tried by making up and composing its
//! pages with the manifest changed in memory, and only those that fit are told. [`apply`] writes one
//! into the manifest. Text is never changed: a cut is shown, and made by its editor.

pub mod apply;
mod cut;
mod model;
mod settle;
mod table;
mod trial;
mod ways;

pub use self::model::{Change, Cut, Cutting, Edit, Kind, Way};
pub use self::settle::{Settled, settle};
pub use self::table::table;
pub use self::trial::{Bench, Composer, Limit, Opener};
pub use self::ways::{wants_ways, ways};
