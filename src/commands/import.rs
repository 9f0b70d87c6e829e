//! `dayang import`: what newsrooms send becomes articles and the skeleton of a manifest.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ColorChoice};

use super::exit_code;
use super::findings::FindingArgs;
use crate::diag::json::IssueEntry;
use crate::diag::{Finding, Place, has_errors, terminal};
use crate::import::incoming::{self, Incoming, Target};
use crate::import::write::{self, Over, State};
use crate::project::{ISSUE_FILE, reason};

/// Makes articles and the skeleton of a manifest of what newsrooms send.
///
/// Sources are files or folders of them: plain text, Markdown and Word documents (.docx), NITF,
/// ninjs, and the XML of editorial systems. What has no place in an article is told.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Files, or folders of them.
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,

    /// The issue's folder in a project; it need not be there yet. Without it, `issues/<date>` by
    /// the date that the sources name.
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,

    /// The layout of all pages; without it, for each page the one that fits its articles best.
    #[arg(long, value_name = "NAME")]
    pub layout: Option<String>,

    /// Writes corrections over articles that nobody has edited since they were imported.
    #[arg(long)]
    pub update: bool,

    /// Writes over whatever stands there, the manifest too.
    #[arg(long, conflicts_with = "update")]
    pub force: bool,

    /// Imports what can be read though some sources cannot.
    #[arg(long)]
    pub keep_going: bool,

    /// Writes nothing, and says what would be written.
    #[arg(long)]
    pub dry_run: bool,

    #[command(flatten)]
    pub findings: FindingArgs,
}

/// Imports the sources.
pub fn run(args: &ImportArgs, color: ColorChoice) -> io::Result<u8> {
    let mut findings = args.findings.asked().check();
    let mut done = None;
    if findings.is_empty() {
        done = import(args, &mut findings);
    }
    args.findings.asked().apply(&mut findings);
    let (shown, entry) = match &done {
        Some(done) => (Some(done), vec![done.entry()]),
        None => (None, vec![]),
    };
    args.findings.give("import", entry, &findings, color)?;
    if args.findings.for_people() {
        say(args, shown)?;
    }
    Ok(exit_code(&findings))
}

/// What was done.
struct Done {
    /// The issue's folder as it is shown.
    folder: PathBuf,
    date: String,
    names: Vec<String>,
    states: Vec<State>,
}

impl Done {
    fn of(&self, wanted: &[State]) -> impl Iterator<Item = &String> {
        let pairs = self.names.iter().zip(&self.states);
        pairs
            .filter(|(_, state)| wanted.contains(state))
            .map(|(name, _)| name)
    }

    fn written(&self) -> Vec<PathBuf> {
        self.of(&[State::New, State::Replaced])
            .map(|name| self.folder.join(name))
            .collect()
    }

    fn entry(&self) -> IssueEntry {
        let shown = |path: PathBuf| path.to_string_lossy().replace('\\', "/");
        IssueEntry {
            issue: shown(self.folder.clone()),
            date: Some(self.date.clone()),
            files: self.written().into_iter().map(shown).collect(),
            ..IssueEntry::default()
        }
    }
}

fn import(args: &ImportArgs, findings: &mut Vec<Finding>) -> Option<Done> {
    let mut gathered = crate::import::gather(&args.sources);
    let failed = has_errors(&gathered.findings);
    findings.append(&mut gathered.findings);
    if failed && !args.keep_going {
        return None;
    }
    if gathered.stories.is_empty() && gathered.photos.is_empty() {
        return None;
    }
    let into = Target::find(args.into.as_deref(), &gathered, findings)?;
    let Incoming { files, .. } = incoming::prepare(
        &into,
        gathered,
        args.layout.as_deref(),
        args.keep_going,
        findings,
    )?;
    let over = match () {
        () if args.force => Over::All,
        () if args.update => Over::Untouched,
        () => Over::Nothing,
    };
    let mut told = vec![];
    let states = write::settle(&into.folder, &into.shown, &files, over, &mut told);
    incoming::manifest_kept(&into, &files, &states, &mut told);
    let blocked = told.iter().any(|finding| finding.unreadable);
    findings.append(&mut told);
    if blocked {
        return None;
    }
    if !args.dry_run
        && let Err((path, error)) = write::write(&into.folder, &files, &states)
    {
        let shown = path
            .strip_prefix(&into.folder)
            .map_or(path.clone(), |name| into.shown.join(name));
        findings.push(cannot_write(&shown, &error));
        return None;
    }
    Some(Done {
        folder: into.shown,
        date: into.date.to_string(),
        names: files.into_iter().map(|file| file.name).collect(),
        states,
    })
}

fn cannot_write(path: &Path, error: &io::Error) -> Finding {
    let why = match error.kind() {
        io::ErrorKind::AlreadyExists => "another file has come to stand there".into(),
        io::ErrorKind::StorageFull => "the disk is full".into(),
        _ => reason(error),
    };
    Finding::unreadable("cannot-write", format!("cannot write the file: {why}"))
        .at(Place::File(path.to_path_buf()))
}

fn say(args: &ImportArgs, done: Option<&Done>) -> io::Result<()> {
    let mut out = terminal::out();
    let Some(done) = done else {
        return writeln!(out, "nothing imported");
    };
    let (wrote, over) = match args.dry_run {
        true => ("would write", "would write over"),
        false => ("wrote", "wrote over"),
    };
    for (state, word) in [
        (State::New, wrote),
        (State::Replaced, over),
        (State::Kept, "kept, with what was edited here,"),
        (State::Differs, "kept, though other copy came,"),
    ] {
        for name in done.of(&[state]) {
            // A manifest that is there is the editor's own, not other copy.
            let word = match (state, name.as_str()) {
                (State::Differs, ISSUE_FILE) => "kept",
                _ => word,
            };
            writeln!(out, "{word} {}", done.folder.join(name).display())?;
        }
    }
    let same = done.of(&[State::Same]).count();
    if same > 0 {
        writeln!(
            out,
            "{same} file{} as before",
            if same == 1 { " is" } else { "s are" }
        )?;
    }
    if !done.written().is_empty() && !args.dry_run {
        writeln!(out, "next: dayang check {}", done.folder.display())?;
    }
    Ok(())
}
