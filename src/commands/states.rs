//! `dayang states`, `proofed`, `sign` and `release`: which page is what, and who says so.
//!
//! What is signed is the page that lies in the output folder, for that is what was read: if the copy
//! has changed since, the next build says so.

mod arguments;
mod desk;

use std::io::{self, Write};
use std::path::Path;

use clap::ColorChoice;

pub use self::arguments::{Common, ProofedArgs, ReleaseArgs, SignArgs, StatesArgs, Which};
use self::desk::Desk;
use super::exit_code;
use super::findings::{entry, from_here};
use crate::deliver::send;
use crate::diag::json::{IssueEntry, Now, StateEntry};
use crate::diag::{Finding, Place, human, terminal};
use crate::print;
use crate::project::{Project, reason};
use crate::states::write::{self, Change};
use crate::states::{STATES_FILE, State, signed_page};

/// `dayang states`.
pub fn show(args: &StatesArgs, color: ColorChoice) -> io::Result<u8> {
    let nothing = |_: &Desk, _, _: &str| Ok(Step::Nothing(None));
    run("states", &args.common, None, color, nothing)
}

/// `dayang proofed`.
pub fn proofed(args: &ProofedArgs, color: ColorChoice) -> io::Result<u8> {
    let by = args.by.as_deref();
    run(
        "proofed",
        &args.common,
        Some((&args.which, by)),
        color,
        |desk, number, at| {
            if desk.states.of(number) == State::Signed {
                let why = format!("page {number} is signed");
                let finding = refused(desk, number, why).hint(release_first(&args.common, number));
                return Err(Box::new(finding));
            }
            let built = desk.built(number).ok();
            Ok(Step::Change(Change {
                number,
                state: State::Proofed,
                by: by.map(String::from),
                at: at.into(),
                hash: built.as_ref().map(|built| built.hash.clone()),
                version: built.map(|built| built.version),
                reason: None,
            }))
        },
    )
}

/// `dayang sign`.
pub fn sign(args: &SignArgs, color: ColorChoice) -> io::Result<u8> {
    let by = Some(args.by.as_str());
    run(
        "sign",
        &args.common,
        Some((&args.which, by)),
        color,
        |desk, number, at| {
            let built = desk.built(number).map_err(|why| {
                let why = format!("page {number} cannot be signed: {why}");
                let finding = refused(desk, number, why);
                Box::new(finding.hint(build_first(&args.common)))
            })?;
            if let Some(old) = desk
                .states
                .get(number)
                .filter(|old| old.state == State::Signed)
            {
                let who = old.by.as_deref().unwrap_or("someone");
                if old.hash.as_ref() == Some(&built.hash) {
                    // Nothing is left to sign; who signed first stays.
                    let said = (who != args.by.trim())
                        .then(|| format!("page {number} was signed by {who} already, which stays"));
                    return Ok(Step::Nothing(said));
                }
                let why = format!("page {number} was signed by {who} with other content");
                let finding = refused(desk, number, why)
                    .related(old.place.clone(), "the signature")
                    .hint(release_first(&args.common, number));
                return Err(Box::new(finding));
            }
            let path = signed_page(&desk.manifest.dir, number);
            write::replace(&path, &built.bytes)
                .map_err(|err| Box::new(cannot_write(desk, &path, &err)))?;
            Ok(Step::Change(Change {
                number,
                state: State::Signed,
                by: Some(args.by.trim().into()),
                at: at.into(),
                hash: Some(built.hash),
                version: Some(built.version),
                reason: None,
            }))
        },
    )
}

/// `dayang release`.
pub fn release(args: &ReleaseArgs, color: ColorChoice) -> io::Result<u8> {
    let by = Some(args.by.as_str());
    run(
        "release",
        &args.common,
        Some((&args.which, by)),
        color,
        |desk, number, at| {
            let old = desk.states.get(number);
            // What is open already needs nobody to open it.
            let Some(old) = old.filter(|old| old.state != State::Open) else {
                let said = format!("page {number} was open already; nothing is released");
                return Ok(Step::Nothing(Some(said)));
            };
            Ok(Step::Change(Change {
                number,
                state: State::Open,
                by: Some(args.by.trim().into()),
                at: at.into(),
                hash: None,
                version: old.version.clone(),
                reason: args.reason.clone(),
            }))
        },
    )
}

/// What is to be done with a page.
enum Step {
    Change(Change),
    /// It is as it should be; what there is to say of that.
    Nothing(Option<String>),
}

type Decide<'a> = &'a dyn Fn(&Desk, u32, &str) -> Result<Step, Box<Finding>>;

/// Runs one of the commands: all pages that are meant change, or none does.
fn run(
    command: &str,
    args: &Common,
    asked: Option<(&Which, Option<&str>)>,
    color: ColorChoice,
    decide: impl Fn(&Desk, u32, &str) -> Result<Step, Box<Finding>>,
) -> io::Result<u8> {
    let mut findings = args.findings.asked().check();
    let mut desk = None;
    let mut said = vec![];
    if findings.is_empty() {
        match set(args, asked, &decide, &mut said) {
            Ok(done) => desk = Some(done),
            Err(found) => findings = found,
        }
    }
    let entries: Vec<StateEntry> = desk.as_ref().map_or(vec![], Desk::entries);
    if args.findings.for_people() {
        human::print(&findings, color)?;
        table(&entries)?;
        said.iter()
            .try_for_each(|line| writeln!(terminal::out(), "{line}"))?;
    } else {
        let root = Project::find(&args.issue).value.map(|project| project.root);
        let findings = from_here(&findings, root.as_deref());
        let entry = IssueEntry {
            date: desk
                .as_ref()
                .map(|desk| desk.manifest.issue.issue.date().to_string()),
            states: entries,
            ..entry(&args.issue, &crate::desk::Result::default(), &[])
        };
        args.findings.give(command, vec![entry], &findings, color)?;
    }
    Ok(exit_code(&findings))
}

/// Makes the changes and gives what there is then.
fn set(
    args: &Common,
    asked: Option<(&Which, Option<&str>)>,
    decide: Decide,
    said: &mut Vec<String>,
) -> Result<Desk, Vec<Finding>> {
    let desk = Desk::open(args)?;
    let Some((which, by)) = asked else {
        return Ok(desk);
    };
    if by.is_some_and(|by| by.trim().is_empty()) {
        let finding = Finding::unreadable("state-refused", "`--by` names nobody");
        return Err(vec![finding.hint("give the name of who does it")]);
    }
    let at = print::now().map_err(|finding| vec![*finding])?;
    let dir = desk.manifest.dir.clone();
    let unwritten = |err: io::Error| vec![cannot_write(&desk, &dir.join(STATES_FILE), &err)];
    let _hold = write::hold(&dir).map_err(unwritten)?;
    // Someone may have written while we waited.
    let desk = Desk::open(args)?;
    let numbers = desk.numbers();
    let wanted = match which.all {
        true => numbers.clone(),
        false => which.page.clone(),
    };
    let mut findings = vec![];
    let mut changes = vec![];
    for number in wanted {
        if !numbers.contains(&number) {
            let message = format!("the issue has no page {number}");
            let list: Vec<String> = numbers.iter().map(u32::to_string).collect();
            let finding = Finding::unreadable("page", message);
            findings.push(finding.hint(format!("it has {}", list.join(", "))));
            continue;
        }
        match decide(&desk, number, &at) {
            Ok(Step::Change(change)) => changes.push(change),
            Ok(Step::Nothing(why)) => said.extend(why),
            Err(finding) => findings.push(*finding),
        }
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    if !changes.is_empty() {
        let unwritten = |err: io::Error| vec![cannot_write(&desk, &dir.join(STATES_FILE), &err)];
        write::apply(&dir, &changes).map_err(unwritten)?;
    }
    Desk::open(args)
}

fn refused(desk: &Desk, number: u32, why: String) -> Finding {
    let finding = Finding::error("state-refused", why).on(number);
    match send::place(&desk.manifest, number) {
        Some(place) => finding.at(place),
        None => finding,
    }
}

fn release_first(args: &Common, number: u32) -> String {
    let issue = args.issue.display();
    format!("release it first: `dayang release {issue} --page {number} --by NAME`")
}

fn build_first(args: &Common) -> String {
    let issue = args.issue.display();
    match &args.output {
        Some(folder) => format!("build it: `dayang build {issue} -o {}`", folder.display()),
        None => format!(
            "build it: `dayang build {issue}`; name the folder with `-o` if it is built elsewhere"
        ),
    }
}

fn cannot_write(desk: &Desk, path: &Path, err: &io::Error) -> Finding {
    let message = format!("cannot write the file: {}", reason(err));
    let shown = desk.project.display(path);
    Finding::unreadable("cannot-write", message).at(Place::File(shown))
}

/// The states, for people.
fn table(entries: &[StateEntry]) -> io::Result<()> {
    let mut out = terminal::out();
    for entry in entries {
        let state = entry.state.word();
        let now = match (entry.state, entry.now) {
            (State::Open, Now::Unbuilt) | (_, Now::Unbuilt) => "not built",
            (State::Open, _) | (_, Now::Unknown) => "",
            (_, Now::Same) => "as it was then",
            (_, Now::Changed) => "changed since",
        };
        let version = entry
            .version
            .as_ref()
            .map(|letter| format!("version {letter}"));
        let parts = [
            entry.by.as_deref().unwrap_or_default(),
            entry.at.as_deref().unwrap_or_default(),
            version.as_deref().unwrap_or_default(),
            now,
        ];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let line = format!("page {:<3} {state:8} {}", entry.page, parts.join(", "));
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
