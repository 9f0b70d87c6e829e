//! Standard output and standard error that take nothing: the run goes on, and its exit code tells.

use std::fs::{self, File};
use std::process::{Output, Stdio};

use crate::common::Project;

/// What stands where the program's output goes.
#[derive(Clone, Copy, Debug)]
enum End {
    /// Read to its end.
    Read,
    /// A device on which there is never room.
    Full,
    /// A pipe whose reader has gone.
    Gone,
}

impl End {
    fn stdio(self) -> Stdio {
        match self {
            Self::Read => Stdio::piped(),
            Self::Full => File::options()
                .write(true)
                .open("/dev/full")
                .unwrap()
                .into(),
            Self::Gone => {
                let (reader, writer) = std::io::pipe().unwrap();
                drop(reader);
                writer.into()
            }
        }
    }
}

fn run(project: &Project, arguments: &[&str], out: End, err: End) -> Output {
    let mut command = project.command(arguments);
    command.stdout(out.stdio()).stderr(err.stdio());
    command.output().unwrap()
}

/// Commands that write to either, with the code that each has where all of it is read.
const COMMANDS: [(&[&str], i32); 9] = [
    (&["check", "issues/day"], 1),
    (&["check", "issues/day", "--format", "json"], 1),
    (&["check", "issues/none", "--format", "sarif"], 2),
    (&["build", "issues/day"], 1),
    (&["fit", "issues/day"], 1),
    (&["states", "issues/day"], 0),
    (&["schema", "report"], 0),
    (&["fonts"], 0),
    (&["preflight", "none.pdf"], 2),
];

/// A small issue whose article is far too long.
fn project() -> Project {
    let project = Project::fixture("small");
    let story = project.read("issues/day/story.md");
    let more = "河水清了，岸也绿了，来看的人多了。\n\n".repeat(400);
    project.write("issues/day/story.md", format!("{story}\n\n{more}"));
    project
}

#[test]
fn nobody_listens_to_standard_error() {
    let project = project();
    for (arguments, code) in COMMANDS {
        for end in [End::Full, End::Gone] {
            if !fs::exists("/dev/full").unwrap() {
                return println!("NOT TESTED: there is no /dev/full");
            }
            let output = run(&project, arguments, End::Read, end);
            assert_eq!(output.status.code(), Some(code), "{arguments:?} {end:?}");
        }
    }
}

#[test]
fn standard_output_that_takes_nothing() {
    let project = project();
    for (arguments, code) in COMMANDS {
        // Who has read enough has what he wants.
        let output = run(&project, arguments, End::Gone, End::Read);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
        assert!(!told.contains("standard output"), "{arguments:?}: {told}");
        if !fs::exists("/dev/full").unwrap() {
            println!("NOT TESTED: there is no /dev/full");
            continue;
        }
        let output = run(&project, arguments, End::Full, End::Read);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let lost = "error[cannot-write]: cannot write to standard output: the disk is full";
        // Commands that said nothing there have lost nothing.
        let code = if told.contains(lost) { 2 } else { code };
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {told}");
        let silent = ["preflight", "build", "check", "fit"].contains(&arguments[0]);
        assert!(silent || told.contains(lost), "{arguments:?}: {told}");
        // Neither takes anything.
        let output = run(&project, arguments, End::Full, End::Full);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
}
