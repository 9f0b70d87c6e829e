//! Where it is written: into a project's issue, whole or not at all.

use crate::with;

#[test]
fn a_day_is_needed_and_the_folder_stands_in_the_project() {
    let project = with("text");
    for (into, said) in [
        (&[][..], "no source says which day it is for"),
        (
            &["--into", "issues/morgen"],
            "neither the folder's name nor a source says which day it is for",
        ),
        (
            &["--into", "/2026-11-21"],
            "no `dayang.toml` here or in any folder above",
        ),
        (
            &["--into", "dayang.toml/2026-11-21"],
            "the folder cannot be made",
        ),
        (&["--into", "in/liuxi.txt"], "neither the folder's name"),
    ] {
        let run = project.run(&[&["import", "in"][..], into].concat());
        assert_eq!(run.code, 2, "{into:?}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{into:?}: {}", run.stderr);
        assert!(run.stdout.contains("nothing imported") && project.files("issues").is_empty());
    }
}

#[test]
#[cfg(unix)]
fn no_link_leads_what_is_written_out_of_the_issue() {
    let project = with("text");
    let outside = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(project.path("issues/2026-11-21")).unwrap();
    std::os::unix::fs::symlink(outside.path(), project.path("issues/2026-11-21/articles")).unwrap();
    let run = project.run(&["import", "in", "--into", "issues/2026-11-21"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("`articles` in it is no folder of its own"),
        "{}",
        run.stderr
    );
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[test]
fn a_dry_run_writes_nothing() {
    let project = with("nitf");
    let run = project.run(&["import", "in", "--dry-run"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout
            .contains("would write issues/2026-11-21/articles/story.md"),
        "{}",
        run.stdout
    );
    assert!(project.files("issues").is_empty());
}

#[test]
fn one_broken_source_stops_all_unless_asked_otherwise() {
    let project = with("text");
    project.write("in/broken.docx", b"PK\x03\x04 torn");
    let arguments = [
        "import",
        "in",
        "--into",
        "issues/2026-11-21",
        "--layout",
        "roomy",
    ];
    let run = project.run(&arguments);
    assert_eq!(
        (run.code, project.files("issues").len()),
        (2, 0),
        "{}",
        run.stderr
    );
    let run = project.run(&[&arguments[..], &["--keep-going"]].concat());
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("in/broken.docx")
            && project
                .path("issues/2026-11-21/articles/liuxi.md")
                .is_file()
    );
}
