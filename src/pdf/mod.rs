//! Content streams of PDFs, read by their bytes and edited in place: what pictures and print share.

pub mod edits;
pub mod numbers;
pub mod scan;
