//! Standard output and standard error. One that is closed or full is no fault of the program: the
//! run goes on, its exit code stays that of what it found, and what could not be written is told.

use std::fmt::Display;
use std::io::{self, ErrorKind, StdoutLock, Write};
use std::sync::OnceLock;

use super::Finding;
use crate::project::reason;

/// Why standard output took no more, once it did not.
static GONE: OnceLock<ErrorKind> = OnceLock::new();

/// Standard output, which takes everything; what became of it is asked of [`lost`] at the end.
pub struct Out(StdoutLock<'static>);

/// Standard output.
pub fn out() -> Out {
    Out(io::stdout().lock())
}

/// Says a line on standard error. If it cannot be said there, there is nobody to tell.
pub fn say(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// That standard output did not take all of it, unless its reader had read enough.
pub fn lost() -> Option<Finding> {
    // Part of a line may still wait.
    let _ = out().flush();
    let kind = GONE.get()?;
    if *kind == ErrorKind::BrokenPipe {
        return None;
    }
    let why = reason(&io::Error::from(*kind));
    let message = format!("cannot write to standard output: {why}");
    Some(Finding::unreadable("cannot-write", message))
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match GONE.get() {
            None => swallow(self.0.write(bytes), bytes.len()),
            Some(_) => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match GONE.get() {
            None => swallow(self.0.flush(), ()),
            Some(_) => Ok(()),
        }
    }
}

/// Takes a failing for done, and notes it.
fn swallow<T>(written: io::Result<T>, done: T) -> io::Result<T> {
    match written {
        // Whoever calls tries again.
        Err(err) if err.kind() == ErrorKind::Interrupted => Err(err),
        Err(err) => {
            GONE.get_or_init(|| err.kind());
            Ok(done)
        }
        written => written,
    }
}
