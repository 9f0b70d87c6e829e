//! Layouts shown without an issue: their slots on the grid as a drawing, a table and data.

mod draw;
mod entry;
mod head;
mod index;
mod report;
mod standing;
mod table;

pub use self::draw::{Kind, document, drawing, drawings};
pub use self::entry::{LayoutEntry, SlotEntry, round};
pub use self::index::web;
pub use self::report::ShowReport;
pub use self::table::{aligned, table, width};
