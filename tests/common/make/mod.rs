//! Files made for tests: pictures and PDFs, sound ones and broken ones.

pub mod bitmap;
pub mod broken;
pub mod pdf;
