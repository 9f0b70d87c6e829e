//! Pictures, read back by decoders that did not write them. No Typst is needed here.

mod cache;
mod colours;
mod fixtures;
mod geometry;
mod hostile;
mod kinds;
#[allow(dead_code)]
#[path = "../common/make/mod.rs"]
mod make;
mod press;
