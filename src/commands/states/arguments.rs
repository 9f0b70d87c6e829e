//! What is asked of the commands about states.

use std::path::PathBuf;

use clap::Args;

use crate::commands::findings::FindingArgs;

/// What every command about states is given.
#[derive(Debug, Args)]
pub struct Common {
    /// The issue's folder, or its `issue.toml`.
    #[arg(value_name = "ISSUE")]
    pub issue: PathBuf,

    /// The folder that the pages were built into; without it, `out/<date>/` in the project.
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub findings: FindingArgs,
}

/// The pages that are meant.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct Which {
    /// The page's number; several with commas between.
    #[arg(long, value_name = "N", value_delimiter = ',')]
    pub page: Vec<u32>,

    /// All pages of the issue.
    #[arg(long)]
    pub all: bool,
}

/// Shows what each page of an issue is: open, proofed (校毕) or signed (签发), by whom and when.
#[derive(Debug, Args)]
pub struct StatesArgs {
    #[command(flatten)]
    pub common: Common,
}

/// Notes that pages have been read (校毕); they may still change.
#[derive(Debug, Args)]
pub struct ProofedArgs {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub which: Which,
    /// Who read them.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// Signs pages for the press (签发) as they were built last. A signed page that would change is an
/// error from then on, until it is released.
#[derive(Debug, Args)]
pub struct SignArgs {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub which: Which,
    /// Who signs.
    #[arg(long, value_name = "NAME")]
    pub by: String,
}

/// Releases signed pages (撤签), so that they may change; also opens proofed ones again.
#[derive(Debug, Args)]
pub struct ReleaseArgs {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub which: Which,
    /// Who releases them.
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}
