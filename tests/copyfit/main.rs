//! Copyfit: ways out that are offered do fit, what is written keeps the manifest's comments, and what
//! is elastic gives way within its limits. Each test is a small issue of its own.

#[path = "../common/mod.rs"]
mod common;

mod apply;
mod elastic;
mod support;
mod ways;
