//! Dayang (大样) sets a print newspaper.
//!
//! An issue goes one way: manifest → copy → layout → make-up → composition → print →
//! preflight → delivery. Each part is a folder or file here; none reaches back.

pub mod diag;
