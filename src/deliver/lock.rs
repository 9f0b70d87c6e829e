//! One run at a time in a folder. The system lets go of the lock when the process ends, however
//! it ends, so that nothing has to be cleared away.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long a run waits for another.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(50);

/// Held as long as it lives.
#[derive(Debug)]
pub struct Lock {
    /// `None` where the file system knows no locks: a lock is a help there and no need.
    _file: Option<File>,
}

/// Why there is no lock.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    #[error("another run has been writing there for {} seconds", .0.as_secs())]
    Busy(Duration),
    #[error("{}", crate::project::reason(.0))]
    Io(#[from] io::Error),
}

/// Waits for the lock in a work folder, which is made if it is not there; `waiting` is called once if
/// there is something to wait for.
pub fn take(work: &Path, waiting: impl FnOnce()) -> Result<Lock, LockError> {
    take_for(work, PATIENCE, waiting)
}

fn take_for(work: &Path, patience: Duration, waiting: impl FnOnce()) -> Result<Lock, LockError> {
    fs::create_dir_all(work)?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(work.join("lock"))?;
    let start = Instant::now();
    let mut waiting = Some(waiting);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: Some(file) }),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(err)) if err.kind() == io::ErrorKind::Unsupported => {
                return Ok(Lock { _file: None });
            }
            Err(TryLockError::Error(err)) => return Err(err.into()),
        }
        if start.elapsed() >= patience {
            return Err(LockError::Busy(patience));
        }
        if let Some(waiting) = waiting.take() {
            waiting();
        }
        thread::sleep(PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let first = take(folder.path(), || panic!("nobody is there")).unwrap();
        let mut told = false;
        let second = take_for(folder.path(), Duration::from_millis(120), || told = true);
        assert!(matches!(second, Err(LockError::Busy(_))) && told);
        drop(first);
        take(folder.path(), || {}).unwrap();
    }
}
