//! The program's subcommands, a file each.

mod batch;
pub mod build;
pub mod check;
pub mod deliver;
pub mod diff;
pub mod findings;
pub mod fonts;
pub mod preflight;
mod progress;
pub mod schema;
pub mod states;
mod summary;
pub mod watch;
mod work;

/// How the program ends.
pub mod exit {
    /// Everything was done.
    pub const DONE: u8 = 0;
    /// There are findings at error level.
    pub const FINDINGS: u8 = 1;
    /// The program was used wrongly, or input could not be read.
    pub const UNREADABLE: u8 = 2;
    /// The program itself is at fault.
    pub const FAULT: u8 = 3;
}

/// The exit code that findings ask for.
pub fn exit_code(findings: &[crate::diag::Finding]) -> u8 {
    if findings.iter().any(|finding| finding.rule == "fault") {
        exit::FAULT
    } else if findings.iter().any(|finding| finding.unreadable) {
        exit::UNREADABLE
    } else if crate::diag::has_errors(findings) {
        exit::FINDINGS
    } else {
        exit::DONE
    }
}
