//! Disks that are full, and folders that cannot be written: nothing changes that cannot be whole.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::Project;
use crate::{ISSUE, change, contents, deliver, holds, paper, ticket};

/// A file system that is mounted as long as it lives.
struct Mount(PathBuf);

impl Mount {
    /// Needs the rights of root.
    fn new(folder: &Path, options: &str) -> Option<Self> {
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(folder)
            .output()
            .ok()?;
        done.status.success().then(|| Self(folder.to_owned()))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// A folder that nobody can write, root neither.
pub struct ReadOnly {
    _mount: Option<Mount>,
}

impl ReadOnly {
    pub fn new(folder: &Path) -> Option<Self> {
        use std::os::unix::fs::PermissionsExt;
        let rights = std::fs::Permissions::from_mode(0o555);
        std::fs::set_permissions(folder, rights).unwrap();
        if std::fs::write(folder.join("try"), "").is_err() {
            return Some(Self { _mount: None });
        }
        std::fs::remove_file(folder.join("try")).unwrap();
        let mount = Mount::new(folder, "ro,size=1m")?;
        Some(Self {
            _mount: Some(mount),
        })
    }
}

/// Delivers with a change into a folder, with a limit of some kind that grows until it is enough.
fn until_it_goes(project: &Project, limits: &[u64], run: impl Fn(u64) -> bool) {
    let press = project.path("press");
    change(project, 2);
    change(project, 3);
    // The output folder is filled without a limit: here it is about the delivery.
    project.build(ISSUE);
    let old = contents(&press);
    let mut failed = 0;
    for limit in limits {
        match run(*limit) {
            true => break,
            false => failed += 1,
        }
        assert_eq!(
            contents(&press).keys().collect::<Vec<_>>(),
            old.keys().collect::<Vec<_>>()
        );
        assert!(contents(&press) == old, "something changed at {limit}");
    }
    assert!(failed > 3, "the limits were none");
    assert!(failed < limits.len(), "no limit was enough");
    holds(project, &ticket(project, 2));
}

#[test]
fn a_limit_on_files_leaves_everything_as_it_was() {
    let project = paper(false);
    deliver(&project, &[], 0);
    // In blocks of 512 bytes; a page has about a thousand.
    let limits: Vec<u64> = (0..14).map(|step| 1 << step).collect();
    until_it_goes(&project, &limits, |limit| {
        let program = env!("CARGO_BIN_EXE_dayang");
        let script = format!("ulimit -f {limit}; exec {program} deliver {ISSUE}");
        let plain = project.command(&[]);
        let mut command = Command::new("sh");
        command.args(["-c", &script]).current_dir(project.path(""));
        for (key, value) in plain.get_envs() {
            if let Some(value) = value {
                command.env(key, value);
            }
        }
        command.output().unwrap().status.success()
    });
}

#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let project = paper(false);
    let folder = project.path("press");
    let Some(_mount) = Mount::new(&folder, "size=8m") else {
        eprintln!(
            "SKIPPED: a small disk can be mounted by root only; the limit on files is tested"
        );
        return;
    };
    deliver(&project, &[], 0);
    // A file takes all room but some.
    let used: u64 = contents(&folder)
        .values()
        .map(|bytes| bytes.len() as u64)
        .sum();
    let room = (8 << 20) - used;
    let limits: Vec<u64> = [
        0, 1, 2, 4, 8, 16, 24, 32, 64, 100, 150, 200, 250, 260, 280, 300, 400, 512,
    ]
    .iter()
    .map(|blocks| blocks * 4096)
    .collect();
    until_it_goes(&project, &limits, |limit| {
        let filler = folder.join(".dayang/filler");
        let most = vec![0; room.saturating_sub(limit + (96 << 10)) as usize];
        let _ = std::fs::write(&filler, most);
        let done = project.run(&["deliver", ISSUE]);
        std::fs::remove_file(filler).unwrap();
        if done.code != 0 {
            assert_eq!(done.code, 1, "{}", done.stderr);
            assert!(
                done.stderr.contains("cannot deliver the pages"),
                "{}",
                done.stderr
            );
        }
        done.code == 0
    });
}
