//! Pages on their way to the plate-setter: versions, tickets and checksums, what never goes, and
//! what a folder holds when a run is killed or a disk is full.

#[path = "../common/mod.rs"]
mod common;

mod disk;
mod editions;
mod kill;
mod late;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::{Project, Run};
use dayang::deliver::content::sha256;
use dayang::deliver::look;
use serde_json::Value;

pub const DATE: &str = "2022-04-16";
pub const ISSUE: &str = "issues/2022-04-16";
const OUT: &str = "out/2022-04-16";

/// A paper that delivers to `press/`, with versions in the names of pages if asked.
pub fn paper(versions: bool) -> Project {
    let project = Project::sample(DATE);
    let page = match versions {
        true => "page = \"{code}-{date}-{page}-{version}.pdf\"\nfolder = \"press\"",
        false => "page = \"{code}-{date}-{page}.pdf\"\nfolder = \"press\"",
    };
    project.replace("dayang.toml", "page = \"{code}-{date}-{page}.pdf\"", page);
    fs::create_dir(project.path("press")).unwrap();
    project
}

/// Changes a page by one sign, back and forth: 2 or 3.
pub fn change(project: &Project, page: u32) {
    let file = match page {
        2 => "t2-third.md",
        3 => "t3-lead.md",
        _ => panic!("no such page"),
    };
    let path = format!("{ISSUE}/articles/{file}");
    let text = project.read(&path);
    let at = text.find(['。', '！']).unwrap();
    let (head, tail) = text.split_at(at);
    let (sign, rest) = tail.split_at('。'.len_utf8());
    let other = if sign == "。" { "！" } else { "。" };
    project.write(&path, format!("{head}{other}{rest}"));
}

/// Delivers and insists on the exit code.
pub fn deliver(project: &Project, more: &[&str], code: i32) -> Run {
    let run = project.run(&[&["deliver", ISSUE], more].concat());
    assert_eq!(run.code, code, "{}\n{}", run.stdout, run.stderr);
    run
}

/// What lies in the delivery folder.
pub fn press(project: &Project) -> Vec<String> {
    project.files("press")
}

/// The ticket of a delivery.
pub fn ticket(project: &Project, number: u32) -> Value {
    let text = project.read(&format!("press/YB-{DATE}-ticket-{number}.json"));
    serde_json::from_str(&text).unwrap()
}

/// What a ticket says is to be done with each page, and its version.
pub fn actions(ticket: &Value) -> Vec<(u64, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_string();
    let pages = ticket["pages"].as_array().unwrap().iter();
    pages
        .map(|page| {
            let number = page["page"].as_u64().unwrap();
            (number, text(&page["action"]), text(&page["version"]))
        })
        .collect()
}

fn action(page: u64, action: &str, version: &str) -> (u64, String, String) {
    (page, action.into(), version.into())
}

/// Insists that every page of a ticket lies in the folder, and is what the ticket says.
pub fn holds(project: &Project, ticket: &Value) {
    for page in ticket["pages"].as_array().unwrap() {
        let file = page["file"].as_str().unwrap();
        let bytes = fs::read(project.path("press").join(file)).unwrap();
        assert_eq!(page["sha256"], sha256(&bytes), "{file}");
        assert_eq!(page["bytes"], bytes.len(), "{file}");
    }
}

/// `sha256sum -c`, as the plate-setter's people run it.
pub fn checksums(folder: &Path, list: &str) {
    let done = std::process::Command::new("sha256sum")
        .args(["--check", "--strict", "--quiet", list])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
}

#[test]
fn pages_checksums_and_a_ticket_that_keeps_to_its_schema() {
    let project = paper(false);
    project.last_page_in_mono(&format!("{ISSUE}/issue.toml"));
    let run = deliver(&project, &[], 0);
    assert!(
        run.stdout.contains("page 4: delivered, version A"),
        "{}",
        run.stdout
    );
    let names = ["-04.pdf", "-ticket-1.json", "-ticket-1.sha256"];
    let names: Vec<String> = names.map(|name| format!("YB-{DATE}{name}")).into();
    assert_eq!(press(&project), names);
    checksums(&project.path("press"), &names[2]);
    let ticket = ticket(&project, 1);
    holds(&project, &ticket);
    let page = &ticket["pages"][0];
    assert_eq!(
        (&page["width"], &page["height"]),
        (&275.0.into(), &390.0.into())
    );
    assert_eq!((&page["bleed"], &page["color"]), (&0.0.into(), &"K".into()));
    assert_eq!(page["plates"], serde_json::json!(["K"]));
    assert_eq!(page["condition"], "CGATS TR 002");
    assert_eq!(
        (&ticket["complete"], &ticket["delivery"]),
        (&true.into(), &1.into())
    );
    let schema: Value = serde_json::from_str(&project.run(&["schema", "ticket"]).stdout).unwrap();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("ticket.json", schema).unwrap();
    let index = compiler.compile("ticket.json", &mut schemas).unwrap();
    schemas.validate(&ticket, index).unwrap();
    let mut broken = ticket.clone();
    broken["pages"][0]["action"] = "melt".into();
    assert!(schemas.validate(&broken, index).is_err());
}

#[test]
fn what_a_hot_folder_took_is_not_sent_again_unless_asked() {
    let project = paper(true);
    deliver(&project, &[], 0);
    for file in press(&project) {
        fs::remove_file(project.path("press").join(file)).unwrap();
    }
    let run = deliver(&project, &[], 0);
    assert!(run.stdout.contains("nothing to deliver"), "{}", run.stdout);
    assert_eq!(press(&project), [""; 0]);
    // A plate was spoilt: the page goes once more, with its own letter.
    deliver(&project, &["--page", "3", "--again"], 0);
    let page = format!("YB-{DATE}-03-A.pdf");
    let list = format!("YB-{DATE}-ticket-2.sha256");
    let all = [page, format!("YB-{DATE}-ticket-2.json"), list.clone()];
    assert_eq!(press(&project), all);
    checksums(&project.path("press"), &list);
    let actions = actions(&ticket(&project, 2));
    assert_eq!(actions[2], action(3, "plate-again", "A"));
    assert_eq!(actions[1], action(2, "keep", "A"));
}

#[test]
fn a_page_with_an_error_stays_and_the_sound_ones_go() {
    let project = paper(true);
    let article = format!("{ISSUE}/articles/t3-second.md");
    let long = "河水清了，岸也绿了，岸上的人也多了。".repeat(60);
    project.write(&article, format!("{}\n\n{long}\n", project.read(&article)));
    let run = deliver(&project, &[], 1);
    assert!(
        run.stdout.contains("page 3: not delivered: overset"),
        "{}",
        run.stdout
    );
    let first = ticket(&project, 1);
    let sent: Vec<u64> = actions(&first).into_iter().map(|(page, ..)| page).collect();
    assert_eq!(sent, [1, 2, 4]);
    assert_eq!(first["complete"], false);
    assert_eq!(first["missing"][0]["page"], 3);
    assert!(press(&project).iter().all(|name| !name.contains("-03-")));
    assert!(!project.path(OUT).join(format!("YB-{DATE}.pdf")).exists());
    holds(&project, &first);
    // A picture that is not there keeps its page alone; nothing else is new.
    let photo = project.path(&format!("{ISSUE}/pictures/flowers.jpg"));
    fs::remove_file(photo).unwrap();
    let run = deliver(&project, &[], 2);
    assert!(
        run.stdout.contains("page 1: not delivered: file-missing"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("nothing to deliver"), "{}", run.stdout);
    assert_eq!(press(&project).len(), 5);
    // What is of no page stops all.
    let manifest = format!("{ISSUE}/issue.toml");
    project.write(&manifest, project.read(&manifest) + "\nx = [\n");
    let run = deliver(&project, &[], 2);
    assert!(run.stdout.contains("nothing written"), "{}", run.stdout);
}

#[test]
fn a_proof_is_refused_by_its_own_looks() {
    let project = paper(false);
    let run = project.run(&["build", ISSUE, "--proof"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    deliver(&project, &[], 0);
    let name = format!("YB-{DATE}-01.pdf");
    let page = fs::read(project.path(OUT).join(&name)).unwrap();
    let proof = fs::read(project.path(OUT).join(format!("proof-{name}"))).unwrap();
    assert!(look::page(&page, false).is_ok());
    // By whatever name it comes.
    let why = look::page(&proof, false).unwrap_err();
    assert!(why.contains("proof"), "{why}");
    // A proof that says that it is none is still no press file in XMP.
    let lie = String::from_utf8_lossy(&proof).contains("RenditionClass>proof<");
    assert!(lie);
    let mut lying = proof.clone();
    let at = find(&lying, b"RenditionClass>proof<");
    lying[at..at + 21].copy_from_slice(b"RenditionClass>plate<");
    assert!(look::page(&lying, false).is_err());
    // Nothing else gets by: a page of two, a cut one, one in colour for a black page.
    let whole = fs::read(project.path(OUT).join(format!("YB-{DATE}.pdf"))).unwrap();
    assert!(look::page(&whole, false).unwrap_err().contains("one page"));
    assert!(look::page(&page[..page.len() / 2], false).is_err());
    assert!(look::page(&page, true).is_err());
}

fn find(bytes: &[u8], words: &[u8]) -> usize {
    bytes
        .windows(words.len())
        .position(|part| part == words)
        .unwrap()
}

#[test]
fn folders_that_are_not_there_are_not_made() {
    let project = paper(false);
    fs::remove_dir(project.path("press")).unwrap();
    let run = deliver(&project, &[], 2);
    assert!(run.stderr.contains("delivery-folder"), "{}", run.stderr);
    assert!(!project.path("press").exists());
    let run = deliver(&project, &["--to", "dayang.toml"], 2);
    assert!(run.stderr.contains("is no folder"), "{}", run.stderr);
    project.replace("dayang.toml", "folder = \"press\"\n", "");
    let run = deliver(&project, &[], 2);
    assert!(
        run.stderr.contains("no folder to deliver to"),
        "{}",
        run.stderr
    );
    // A stage elsewhere; on another file system it would not do.
    fs::create_dir(project.path("press")).unwrap();
    let stage = |path: &str| {
        let with = format!(
            "page = \"{{code}}-{{date}}-{{page}}.pdf\"\nfolder = \"press\"\nstage = \"{path}\""
        );
        project.replace("dayang.toml", "page = \"{code}-{date}-{page}.pdf\"", &with);
    };
    stage("waiting/room");
    deliver(&project, &[], 0);
    assert!(!project.path("press/.dayang").exists());
    assert!(project.path("waiting/room/stage").is_dir());
    let shm = PathBuf::from("/dev/shm");
    if shm.is_dir() {
        let other = tempfile::tempdir_in(shm).unwrap();
        project.replace(
            "dayang.toml",
            "waiting/room",
            other.path().to_str().unwrap(),
        );
        let before = press(&project);
        let run = deliver(&project, &["--again"], 1);
        assert!(run.stderr.contains("another file system"), "{}", run.stderr);
        assert_eq!(press(&project), before);
    } else {
        eprintln!("SKIPPED: there is no other file system to try");
    }
}

#[test]
fn a_folder_that_cannot_be_written() {
    let project = paper(false);
    let folder = disk::ReadOnly::new(&project.path("press"));
    let Some(_folder) = folder else {
        eprintln!("SKIPPED: no folder can be made read-only here");
        return;
    };
    let run = deliver(&project, &[], 1);
    assert!(
        run.stderr.contains("cannot deliver the pages"),
        "{}",
        run.stderr
    );
    assert_eq!(press(&project), [""; 0]);
}

#[test]
fn two_deliveries_at_once_are_one() {
    let project = paper(false);
    let start = || {
        project
            .command(&["deliver", ISSUE])
            .stdout(std::process::Stdio::piped())
            .spawn()
    };
    let runs = [start().unwrap(), start().unwrap()];
    let told = runs.map(|run| {
        let output = run.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    });
    let nothing = told
        .iter()
        .filter(|told| told.contains("nothing to deliver"));
    assert_eq!(nothing.count(), 1, "{told:?}");
    assert_eq!(press(&project).len(), 6);
    holds(&project, &ticket(&project, 1));
}

/// Every file below a folder with its bytes, by name.
pub fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut contents = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_file() {
            contents.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    contents
}
