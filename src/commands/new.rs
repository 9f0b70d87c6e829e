//! `dayang new`: a layout from a sketch or from another, the folder of a day's issue.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice, Subcommand};

use super::exit_code;
use super::findings::{FindingArgs, Format, from_here};
use crate::diag::json::IssueEntry;
use crate::diag::{Finding, terminal};
use crate::layout::Bench;
use crate::scaffold::{self, IssueWish};
use crate::show::{self, LayoutEntry};

/// Begins a layout or an issue. Nothing that is there is written over.
#[derive(Debug, Args)]
pub struct NewArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Layout(LayoutArgs),
    Issue(IssueArgs),
}

/// Makes a layout from a sketch of its slots, or from another layout.
#[derive(Debug, Args)]
#[command(
    after_help = "A sketch is NAME[:KIND]=COLUMN,LINE,COLUMNSxLINES, counted from 0:
  lead=0,0,5x40                 an article of five columns and forty lines
  photo:picture=5,0,3x20        kinds: article, picture, ad, briefs, gallery, table, teasers;
                                photo, ad, strip, briefs, gallery, table, index say theirs themselves
  second=0,41,8x20+0,61,3x20    several rectangles: an L, in reading order
  photo-2=1.5,50,2x8@second     inside `second`, whose text runs around it
  box=5,21,3x19/2               in two legs; a number for each rectangle: /5,2
  strip:ad=0,109,8x14/optional  may stay empty

  dayang new layout broadsheet/city lead=0,0,5x40 photo=5,0,3x20 side=5,21,3x19 strip=0,41,8x20"
)]
pub struct LayoutArgs {
    /// Its name as manifests use it: `broadsheet/city` is layouts/broadsheet/city.typ.
    #[arg(value_name = "NAME")]
    name: String,

    /// Its slots.
    #[arg(value_name = "SKETCH", required_unless_present = "from")]
    slots: Vec<String>,

    /// Copies this layout.
    #[arg(long, value_name = "LAYOUT", conflicts_with_all = ["slots", "grid"])]
    from: Option<String>,

    /// Sheet and grid: `broadsheet`, `tabloid`, or a layout's. Without it those of most layouts in
    /// the same folder.
    #[arg(long, value_name = "GRID")]
    grid: Option<String>,

    #[command(flatten)]
    common: Common,
}

/// Makes the folder of an issue: pages, layouts and editors of the issue before, no matter in them.
#[derive(Debug, Args)]
pub struct IssueArgs {
    /// The day of publication, as in `2022-04-11`.
    #[arg(value_name = "DATE")]
    date: String,

    /// The issue whose pages it has; without it and `--layouts`, the last one before the day.
    #[arg(long, value_name = "ISSUE", conflicts_with = "layouts")]
    from: Option<String>,

    /// Layouts, a page each: `--layouts broadsheet/front,broadsheet/inside`.
    #[arg(long, value_name = "LAYOUTS", value_delimiter = ',')]
    layouts: Vec<String>,

    /// Its number (总第N期); without it, one more than the issue before.
    #[arg(long, value_name = "N")]
    number: Option<u32>,

    #[command(flatten)]
    common: Common,
}

/// What both take.
#[derive(Debug, Args)]
struct Common {
    /// How findings and written files are told.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Format,

    /// A folder of the project.
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,
}

/// Begins what is asked for.
pub fn run(args: &NewArgs, color: ColorChoice) -> io::Result<u8> {
    let common = match &args.what {
        What::Layout(args) => &args.common,
        What::Issue(args) => &args.common,
    };
    let (bench, mut findings) = Bench::find(&common.project);
    let mut made = None;
    // With a house file that is not sound nothing could be set.
    if let (Some(bench), true) = (&bench, findings.is_empty()) {
        let done = match &args.what {
            What::Layout(args) => layout(bench, args),
            What::Issue(args) => issue(bench, args),
        };
        match done {
            Ok(done) => made = Some(done),
            Err(more) => findings.extend(more),
        }
    }
    let root = bench.as_ref().map(|bench| bench.project.root.as_path());
    give(common, made, &from_here(&findings, root), color)
}

/// What was made: its entry in the report, and what there is to say of it.
struct Made {
    entry: IssueEntry,
    words: String,
}

fn layout(bench: &Bench, args: &LayoutArgs) -> Result<Made, Vec<Finding>> {
    let path = scaffold::free_name(&bench.project, &args.name)?;
    let drafted = match &args.from {
        Some(from) => scaffold::copied(bench, &args.name, from)?,
        None => scaffold::sketched(bench, &args.name, &args.slots, args.grid.as_deref())?,
    };
    scaffold::write_layout(&bench.project, &path, &drafted.text)?;
    let (name, file) = (&args.name, shown(&path));
    let table = show::table(&LayoutEntry::new(&drafted.layout));
    Ok(Made {
        words: format!(
            "{table}\nwrote {file}\nsee it: dayang show {name} -o layout.svg\n\
             an issue of it: dayang new issue DATE --layouts {name}\n"
        ),
        entry: entry(String::new(), None, file),
    })
}

fn issue(bench: &Bench, args: &IssueArgs) -> Result<Made, Vec<Finding>> {
    let wish = IssueWish {
        date: args.date.clone(),
        from: args.from.clone(),
        layouts: args.layouts.clone(),
        number: args.number,
    };
    let begun = scaffold::begin(bench, &wish)?;
    let folder = shown(&begun.folder);
    let (number, pages) = (begun.number, begun.pages);
    let like = begun.from.map(|from| format!(" as {}", from.display()));
    let s = if pages == 1 { "" } else { "s" };
    let manifest = shown(&begun.folder.join(crate::project::ISSUE_FILE));
    Ok(Made {
        words: format!(
            "wrote {manifest}: number {number}, {pages} page{s}{}\n\
             every slot stands in it as a comment, ready to be filled\nsee it: dayang watch {folder}\n",
            like.unwrap_or_default()
        ),
        entry: entry(folder, Some(begun.date.to_string()), manifest),
    })
}

fn entry(issue: String, date: Option<String>, file: String) -> IssueEntry {
    IssueEntry {
        issue,
        date,
        files: vec![file],
        ..IssueEntry::default()
    }
}

/// A path as the user would type it.
fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    let near = here
        .ok()
        .and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned));
    near.as_deref()
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}

fn give(
    common: &Common,
    made: Option<Made>,
    findings: &[Finding],
    color: ColorChoice,
) -> io::Result<u8> {
    let form = FindingArgs {
        format: common.format,
        ..FindingArgs::default()
    };
    if form.for_people()
        && let Some(made) = &made
    {
        terminal::out().write_all(made.words.as_bytes())?;
    }
    let entries = made.into_iter().map(|made| made.entry).collect();
    form.give("new", entries, findings, color)?;
    Ok(exit_code(findings))
}
