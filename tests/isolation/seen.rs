//! What the program asks the system for while it sets an issue that means harm, as `strace` sees it:
//! files of the project, its cache and its output, what every program needs to start, no network,
//! and no other program.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::common::Project;
use super::{STORY, issue};

const SVG: &str = r##"<?xml-stylesheet href="http://a.example/s.css"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="315" height="90">
<style>@import url(http://a.example/a.css); .a { fill: url(file:///etc/passwd#a); font-family: url(http://a.example/f.ttf) }</style>
<script>fetch("http://a.example")</script>
<a xlink:href="http://a.example"><rect class="a" width="90" height="60" fill="#333"/></a>
<use href="http://a.example/x.svg#a"/><use xlink:href="/etc/passwd#a"/>
<text x="9" y="40" font-family="/etc/passwd">字</text>
</svg>"##;

const COPY: &str = "# 标题\n\n#read(\"/etc/passwd\")，[网址](http://a.example)，<img src=\"file:///etc/passwd\">，正文。\n\n\
    <script>fetch(\"http://a.example\")</script>正文。\n";

/// The harm that is built, and harms that are refused.
fn projects() -> Vec<(Project, i32)> {
    let entries = format!("{STORY}[[page.picture]]\nslot = \"photo\"\nfile = \"p.svg\"\n");
    let mut all = vec![];
    for (svg, code) in [
        (SVG.to_string(), 0),
        (
            SVG.replace("<script", "<image href=\"file:///etc/passwd\"/><script"),
            2,
        ),
    ] {
        let project = issue(&entries);
        project
            .write("issues/day/p.svg", svg)
            .write("issues/day/a.md", COPY);
        all.push((project, code));
    }
    let outside = PathBuf::from("/etc/passwd");
    let project = issue(STORY);
    fs::remove_file(project.path("issues/day/a.md")).unwrap();
    std::os::unix::fs::symlink(outside, project.path("issues/day/a.md")).unwrap();
    all.push((project, 2));
    all
}

#[test]
fn nothing_but_the_project_is_read_and_nothing_else_is_reached() {
    if Command::new("strace").arg("-V").output().is_err() {
        eprintln!("NOT TESTED: strace is missing; scripts/test installs it on Linux");
        return;
    }
    for (project, code) in projects() {
        let (cache, log) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let log = log.path().join("log");
        let output = Command::new("strace")
            .args([
                "-f",
                "-qq",
                "-s",
                "4096",
                "-e",
                "trace=%file,%network,execve,fork,vfork",
                "-e",
                "signal=none",
                "-o",
            ])
            .arg(&log)
            .args([env!("CARGO_BIN_EXE_dayang"), "build", "issues/day"])
            .current_dir(project.path(""))
            .env("DAYANG_CACHE", cache.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        if said.contains("ptrace") || said.contains("PTRACE") {
            eprintln!("NOT TESTED: strace may not trace here: {said}");
            return;
        }
        assert_eq!(output.status.code(), Some(code), "{said}");
        let seen = Seen::read(&fs::read_to_string(&log).unwrap(), &project.path(""));
        assert!(seen.network.is_empty(), "{:#?}", seen.network);
        assert_eq!(seen.programs, 1, "another program was run");
        let root = project.path("").canonicalize().unwrap();
        let out = root.join("out");
        let own = [root.as_path(), cache.path()];
        // What a program needs to start, and what it is told of the machine.
        let system = [
            "/lib",
            "/usr/lib",
            "/etc/ld.so",
            "/proc/self",
            "/proc/stat",
            "/sys/fs/cgroup",
            "/sys/devices/system/cpu",
            "/usr/share/zoneinfo",
            "/etc/localtime",
            "/dev/null",
            "/proc/cgroups",
            // glibc asks it before it gives memory back.
            "/proc/sys/vm/overcommit_memory",
            "/usr/share/locale",
        ];
        let inside =
            |path: &Path, folders: &[&Path]| folders.iter().any(|folder| path.starts_with(folder));
        let foreign: Vec<_> = seen
            .read
            .iter()
            .filter(|path| {
                !inside(path, &own)
                    && !system
                        .iter()
                        .any(|start| path.to_string_lossy().starts_with(start))
            })
            .collect();
        assert!(foreign.is_empty(), "read: {foreign:#?}");
        let foreign: Vec<_> = seen
            .written
            .iter()
            .filter(|path| !inside(path, &[&out, cache.path()]))
            .collect();
        assert!(foreign.is_empty(), "written: {foreign:#?}");
        assert!(
            seen.read.iter().any(|path| path.ends_with("issue.toml")),
            "the trace is of something else"
        );
        assert!(code != 0 || seen.written.iter().any(|path| path.starts_with(&out)));
    }
}

/// What a trace shows.
#[derive(Default)]
struct Seen {
    /// Files that were opened.
    read: BTreeSet<PathBuf>,
    /// Files that were opened to write, made, renamed or taken away.
    written: BTreeSet<PathBuf>,
    network: Vec<String>,
    programs: usize,
}

impl Seen {
    fn read(log: &str, here: &Path) -> Self {
        let here = here.canonicalize().unwrap();
        let mut seen = Self::default();
        for line in log.lines() {
            let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
            let name = call.split('(').next().unwrap_or_default();
            // A call that failed gave nothing; one that was interrupted is told again.
            let failed = call.contains(" = -1 ");
            match name {
                "execve" => seen.programs += 1,
                "fork" | "vfork" => seen.programs += 1,
                "open" | "openat" | "creat" => {
                    let writes = ["O_WRONLY", "O_RDWR", "O_CREAT"]
                        .iter()
                        .any(|flag| call.contains(flag));
                    for path in paths(call, &here).into_iter().take(1).filter(|_| !failed) {
                        match writes {
                            true => seen.written.insert(path),
                            false => seen.read.insert(path),
                        };
                    }
                }
                "rename" | "renameat" | "renameat2" | "mkdir" | "mkdirat" | "unlink"
                | "unlinkat" | "link" | "linkat" | "symlink" | "symlinkat" | "chmod"
                | "fchmodat" | "truncate" | "utimensat" => {
                    // A folder that is there already is not made.
                    seen.written
                        .extend(paths(call, &here).into_iter().filter(|_| !failed));
                }
                "socket" | "connect" | "bind" | "sendto" | "sendmsg" | "listen" | "accept"
                | "accept4" => {
                    seen.network.push(line.into());
                }
                _ => {}
            }
        }
        seen
    }
}

/// The paths of a call, absolute, as they are once `..` is followed.
fn paths(call: &str, here: &Path) -> Vec<PathBuf> {
    let quoted = call.split('"').skip(1).step_by(2);
    quoted
        .map(|path| {
            let mut whole = PathBuf::new();
            for part in here.join(unescaped(path)).components() {
                match part {
                    Component::ParentDir => drop(whole.pop()),
                    part => whole.push(part),
                }
            }
            whole
        })
        .collect()
}

/// A path as strace writes it: bytes that are no ASCII in octal.
fn unescaped(text: &str) -> String {
    let mut bytes = vec![];
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        let digits = after
            .iter()
            .take(3)
            .take_while(|b| (b'0'..=b'7').contains(b))
            .count();
        if *byte == b'\\' && digits > 0 {
            let (number, after) = after.split_at(digits);
            let number = std::str::from_utf8(number).unwrap();
            bytes.push(u32::from_str_radix(number, 8).unwrap() as u8);
            rest = after;
        } else {
            bytes.push(*byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
