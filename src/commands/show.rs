//! `dayang show`: layouts without an issue, as a drawing, a table or data.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice, ValueEnum};

use super::exit_code;
use super::findings::from_here;
use crate::deliver::{self, Output};
use crate::diag::{Finding, Place, human, terminal};
use crate::layout::{Bench, Layout};
use crate::project::reason;
use crate::show::{self, Kind, LayoutEntry, ShowReport};

/// Shows the slots of layouts: where they stand on the grid, how large they are and how many
/// characters go in.
#[derive(Debug, Args)]
#[command(
    after_help = "Columns and lines are counted from 0, as a layout counts them; \
docs/layouts.md explains the drawing. A project is found upward from the working folder."
)]
pub struct ShowArgs {
    /// Layouts by the names that manifests use, for instance `broadsheet/inside`.
    #[arg(required_unless_present = "all", value_name = "LAYOUT")]
    pub layouts: Vec<String>,

    /// Every layout of the project.
    #[arg(long, conflicts_with = "layouts")]
    pub all: bool,

    /// Draws into a file: `.svg`, `.png` or `.pdf` one layout; `.html` or `.pdf` an index of several.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// How the slots are told: a table, or JSON (`dayang schema layouts` prints its schema) on
    /// standard output with nothing else there.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Format,

    /// A folder of the project.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub project: PathBuf,
}

/// How slots are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table, and findings drawn with the source's lines.
    #[default]
    Human,
    /// Versioned JSON.
    Json,
}

/// Shows layouts; a broken one does not hide the others.
pub fn run(args: &ShowArgs, color: ColorChoice) -> io::Result<u8> {
    let (bench, mut findings) = Bench::find(&args.project);
    let mut entries = vec![];
    let mut written = None;
    if let Some(bench) = &bench {
        let names = match args.all {
            true => bench.names(),
            false => args.layouts.clone(),
        };
        if names.is_empty() {
            findings.push(no_layouts());
        }
        let (layouts, more) = bench.layouts(&names);
        findings.extend(more);
        entries = layouts.iter().map(LayoutEntry::new).collect();
        if let Some(path) = &args.output {
            match draw(bench, &layouts, &entries, names.len(), args.all, path) {
                Ok(()) => written = Some(path.clone()),
                Err(more) => findings.extend(more),
            }
        }
    }
    let root = bench.as_ref().map(|bench| bench.project.root.as_path());
    let findings = from_here(&findings, root);
    let mut out = terminal::out();
    match args.format {
        Format::Json => {
            let files = written
                .iter()
                .map(|path| path.to_string_lossy().into_owned());
            let report = ShowReport::new(entries, files.collect(), &findings);
            out.write_all(report.text()?.as_bytes())?;
        }
        Format::Human => {
            for (at, entry) in entries.iter().enumerate() {
                let gap = if at > 0 { "\n" } else { "" };
                write!(out, "{gap}{}", show::table(entry))?;
            }
            if let Some(path) = &written {
                writeln!(out, "\nwrote {}", path.display())?;
            }
            human::print(&findings, color)?;
        }
    }
    Ok(exit_code(&findings))
}

fn no_layouts() -> Finding {
    Finding::unreadable("unknown-layout", "there are no modules below layouts/")
        .hint("`dayang new layout NAME lead=0,0,5x40 …` makes one")
}

/// Draws into a file, which appears whole or not at all. Several layouts are drawn as far as
/// they could be read; nothing is drawn of a single one that could not.
fn draw(
    bench: &Bench,
    layouts: &[Layout],
    entries: &[LayoutEntry],
    asked: usize,
    all: bool,
    path: &Path,
) -> Result<(), Vec<Finding>> {
    let kind = Kind::of(path);
    let index = all || asked > 1;
    let wanted = match (kind, index) {
        (Some(kind @ (Kind::Html | Kind::Pdf)), true) => kind,
        (Some(kind @ (Kind::Svg | Kind::Png | Kind::Pdf)), false) => kind,
        _ => return Err(vec![wrong_ending(path, index)]),
    };
    let bytes = match (wanted, layouts) {
        (_, []) => return Err(vec![]),
        (Kind::Html, _) => {
            let drawings = show::drawings(bench, layouts)?;
            let paper = &bench.project.house.paper.name;
            show::web(paper, entries, &drawings).into_bytes()
        }
        (Kind::Pdf, _) if index => show::document(bench, layouts)?,
        (kind, [layout, ..]) => show::drawing(bench, layout, kind)?,
    };
    write(path, bytes).map_err(|error| {
        let message = format!("cannot write the drawing: {}", reason(&error));
        vec![Finding::unreadable("cannot-write", message).at(Place::File(path.to_owned()))]
    })
}

fn wrong_ending(path: &Path, index: bool) -> Finding {
    let expected = match index {
        true => "an index of several layouts is a file that ends in .html or .pdf",
        false => "a drawing is a file that ends in .svg, .png or .pdf",
    };
    Finding::unreadable("cannot-write", expected).at(Place::File(path.to_owned()))
}

fn write(path: &Path, bytes: Vec<u8>) -> io::Result<()> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(io::Error::other("it is not the name of a file"));
    };
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let output = Output {
        name: name.to_string_lossy().into_owned(),
        bytes,
        page: None,
        mono: false,
    };
    deliver::deliver(folder, &[output]).map(drop)
}
