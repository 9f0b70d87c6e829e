//! Beginnings: a layout from a sketch of its slots or from another layout, and the folder of an
//! issue from yesterday's or from a list of layouts. Nothing that is there is ever written over.

mod calls;
mod issue;
mod layout;
mod manifest;
mod paper;
mod place;
mod sketch;

pub use self::issue::{Begun, IssueWish, begin};
pub use self::layout::{Drafted, copied, sketched};
pub use self::place::{free_name, write_layout};
pub use self::sketch::{Arguments, Sketch};
