//! Links and paths that lead out of the project, for every kind of file that is read or written.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use tempfile::TempDir;

use super::common::Project;
use super::{HEAD, STORY, issue};

/// What must not come to light.
const SECRET: &str = "机密内容";

/// Builds; the issue is refused, tells nothing of what is outside, and leaves nothing.
#[track_caller]
fn refused(project: &Project, outside: &Path, why: &str) {
    let before = listed(outside);
    let run = project.run(&["build", "issues/day"]);
    assert!(
        matches!(run.code, 1 | 2),
        "{}: {}\n{}",
        run.code,
        run.stdout,
        run.stderr
    );
    assert!(run.stderr.contains(why), "{why}:\n{}", run.stderr);
    assert!(
        !run.stderr.contains(SECRET) && !run.stdout.contains(SECRET),
        "{}",
        run.stderr
    );
    let out = project.files("out");
    assert!(out.iter().all(|file| file.contains("/.dayang/")), "{out:?}");
    assert_eq!(listed(outside), before, "something was written outside");
}

fn listed(folder: &Path) -> Vec<(String, u64)> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            (
                entry.file_name().into_string().unwrap(),
                entry.metadata().unwrap().len(),
            )
        })
        .collect();
    found.sort();
    found
}

/// A file outside, and a link to it in the project.
fn link(project: &Project, outside: &TempDir, path: &str, contents: impl AsRef<[u8]>) {
    let there = outside.path().join(Path::new(path).file_name().unwrap());
    fs::write(&there, contents).unwrap();
    let here = project.path(path);
    fs::create_dir_all(here.parent().unwrap()).unwrap();
    let _ = fs::remove_file(&here);
    symlink(&there, here).unwrap();
}

#[test]
fn links_to_files_that_a_manifest_names() {
    let cases: [(&str, &str, &str); 5] = [
        (
            "a.md",
            "[[page.article]]\nslot = \"story\"\nfile = \"a.md\"\n",
            "it leads out of the project",
        ),
        (
            "p.svg",
            "[[page.picture]]\nslot = \"photo\"\nfile = \"p.svg\"\n",
            "it leads out of the project",
        ),
        (
            "t.csv",
            "[[page.table]]\nslot = \"tables\"\nfile = \"t.csv\"\n",
            "it leads out of the project",
        ),
        (
            "ad.pdf",
            "[[page.ad]]\nslot = \"strip\"\nfile = \"ad.pdf\"\n",
            "it leads out of the project",
        ),
        (
            "ad.svg",
            "[[page.ad]]\nslot = \"strip\"\nfile = \"ad.svg\"\n",
            "it leads out of the project",
        ),
    ];
    for (file, entry, why) in cases {
        let (project, outside) = (issue(entry), TempDir::new().unwrap());
        link(
            &project,
            &outside,
            &format!("issues/day/{file}"),
            format!("# {SECRET}\n\n{SECRET}。\n"),
        );
        refused(&project, outside.path(), why);
        // The same through a folder that is a link, and by a path that climbs out.
        fs::remove_file(project.path(&format!("issues/day/{file}"))).unwrap();
        symlink(outside.path(), project.path("issues/day/folder")).unwrap();
        let through = entry.replace(file, &format!("folder/{file}"));
        project.write("issues/day/issue.toml", format!("{HEAD}{through}"));
        refused(&project, outside.path(), why);
        let climbing = outside.path().join(file);
        let climbing = climbing.strip_prefix("/").unwrap().to_str().unwrap();
        let climbing = entry.replace(file, &format!("{}{climbing}", "../".repeat(30)));
        project.write("issues/day/issue.toml", format!("{HEAD}{climbing}"));
        refused(&project, outside.path(), why);
        let absolute = entry.replace(file, outside.path().join(file).to_str().unwrap());
        project.write("issues/day/issue.toml", format!("{HEAD}{absolute}"));
        refused(&project, outside.path(), "it is absolute");
    }
}

#[test]
fn pictures_that_an_article_names() {
    for (path, why) in [
        ("p.svg", "it leads out of the project"),
        (
            "../../../../../../../../etc/passwd",
            "it leads out of the project",
        ),
        ("/etc/passwd", "it is absolute"),
    ] {
        let (project, outside) = (issue(STORY), TempDir::new().unwrap());
        link(&project, &outside, "issues/day/p.svg", SECRET);
        project.write(
            "issues/day/a.md",
            format!("# 标题\n\n正文。\n\n![说明]({path})\n\n正文。\n"),
        );
        refused(&project, outside.path(), why);
    }
}

#[test]
fn files_of_the_house() {
    let outside = || TempDir::new().unwrap();
    // The house file itself.
    let (project, there) = (issue(STORY), outside());
    let house = project.read("dayang.toml");
    link(
        &project,
        &there,
        "dayang.toml",
        format!("{house}# {SECRET}\n"),
    );
    refused(
        &project,
        there.path(),
        "is a link that leads out of the project",
    );
    // A layout, and a module that one imports.
    let (project, there) = (issue(STORY), outside());
    link(&project, &there, "layouts/test/all.typ", super::LAYOUT);
    refused(&project, there.path(), "there is no layout `test/all`");
    let (project, there) = (issue(STORY), outside());
    link(
        &project,
        &there,
        "layouts/test/more.typ",
        format!("#let x = \"{SECRET}\""),
    );
    project.write(
        "layouts/test/all.typ",
        format!("#import \"more.typ\": x\n{}", super::LAYOUT),
    );
    refused(&project, there.path(), "access denied");
    // A font, a profile, the masthead.
    let (project, there) = (issue(STORY), outside());
    let font = fs::read(
        project
            .path("fonts")
            .join(project.files("fonts")[0].clone()),
    )
    .unwrap();
    link(&project, &there, "fonts/linked.otf", font);
    refused(&project, there.path(), "it leads out of the project");
    for (file, key) in [
        ("a.icc", "[print]\ncondition = \"Press 3\"\nprofile"),
        ("m.svg", "[paper]\nmasthead"),
    ] {
        let (project, there) = (issue(STORY), outside());
        link(&project, &there, file, SECRET);
        let house = match key.starts_with("[paper]") {
            true => house.replace("[paper]", &format!("{key} = \"{file}\"")),
            false => house.replace("[limits]", &format!("{key} = \"{file}\"\n\n[limits]")),
        };
        project.write("dayang.toml", house);
        refused(&project, there.path(), "it leads out of the project");
    }
    // The manifest, and what is said of its pages.
    let (project, there) = (issue(STORY), outside());
    link(
        &project,
        &there,
        "issues/day/issue.toml",
        format!("{HEAD}{STORY}# {SECRET}"),
    );
    refused(&project, there.path(), "outside");
    let (project, there) = (issue(STORY), outside());
    link(
        &project,
        &there,
        "issues/day/states.toml",
        format!("{SECRET} = 1"),
    );
    refused(&project, there.path(), "leads out of the project");
}

/// A pipe among the fonts would be waited for without end.
#[test]
fn a_pipe_among_the_fonts() {
    let project = issue(STORY);
    let made = std::process::Command::new("mkfifo")
        .arg(project.path("fonts/pipe.otf"))
        .status();
    assert!(made.unwrap().success());
    refused(&project, TempDir::new().unwrap().path(), "no ordinary file");
}

#[test]
fn an_output_folder_that_leads_out() {
    for path in ["out", "out/2026-11-22", "out/2026-11-22/.dayang"] {
        let (project, outside) = (issue(STORY), TempDir::new().unwrap());
        fs::create_dir_all(project.path(path).parent().unwrap()).unwrap();
        symlink(outside.path(), project.path(path)).unwrap();
        let run = project.run(&["build", "issues/day"]);
        assert_eq!(run.code, 2, "{path}: {}", run.stderr);
        assert!(
            run.stderr.contains("leads out of the project by a link"),
            "{path}: {}",
            run.stderr
        );
        assert!(listed(outside.path()).is_empty(), "{path}");
        // What a person names is his own affair.
        let named = TempDir::new().unwrap();
        let run = project.run(&["build", "issues/day", "-o", named.path().to_str().unwrap()]);
        assert_eq!(run.code, 0, "{path}: {}", run.stderr);
    }
}

/// A page that is a link is replaced, and what it points at stays as it is.
#[test]
fn a_page_that_is_a_link() {
    let (project, outside) = (issue(STORY), TempDir::new().unwrap());
    let page = "out/2026-11-22/YB-2026-11-22-01.pdf";
    link(&project, &outside, page, "precious");
    project.build("issues/day");
    let there = fs::read(outside.path().join("YB-2026-11-22-01.pdf")).unwrap();
    assert_eq!(there, b"precious");
    assert!(fs::symlink_metadata(project.path(page)).unwrap().is_file());
}
