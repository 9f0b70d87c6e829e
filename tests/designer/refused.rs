//! `dayang new`, used wrongly: what is refused, and that nothing is written then.

use crate::common::Project;
use crate::new::new_layout;

#[test]
fn a_wrong_sketch_is_told_at_its_argument_and_writes_nothing() {
    let project = Project::house();
    let before = project.files("layouts");
    let wrong = [
        "lead=0,0,5x40",
        "photo=3,20,3x30",
        "wide=0,50,9x10",
        "foo:aricle=0,0,1x1",
        "short=0,0",
        "inner=0,70,1x9@laed",
        "lead=0,90,5x10",
    ];
    let run = project.run(&new_layout("broadsheet/x", &wrong));
    assert_eq!(run.code, 2, "{}", run.stderr);
    for words in [
        "slots `lead` and `photo` overlap",
        "slot `wide` leaves the grid of 8 columns",
        "did you mean `article`?",
        "`0,0` is no rectangle of slot `short`",
        "there is no slot `laed`",
        "slot `lead` is sketched twice",
        "arguments:2:1",
        "3 │ wide=0,50,9x10",
    ] {
        assert!(run.stderr.contains(words), "{words}\n{}", run.stderr);
    }
    let run = project.run(&new_layout(
        "broadsheet/x",
        &["lead=0,0,5x40", "photo=2,10,2x10"],
    ));
    assert!(run.stderr.contains("`@lead` at its end"), "{}", run.stderr);
    // One that cannot be read is all that is told.
    let run = project.run(&new_layout("broadsheet/x", &["lead=x,0,5x40"]));
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("1 error\n"), "{}", run.stderr);
    for name in [
        "../x",
        "/x",
        "a//b",
        "lib/x",
        "layouts/x",
        "x.typ",
        "tabloid/city",
        ".x",
        "a/../b",
        "",
    ] {
        let run = project.run(&new_layout(name, &["lead=0,0,5x40"]));
        assert_eq!(run.code, 2, "{name}: {}", run.stderr);
        assert!(!run.stderr.contains("fault"), "{name}: {}", run.stderr);
    }
    for sketch in [
        "lead=0,0,0x0",
        "lead=0,0,0.001x5",
        "lead=0,0,1x1/64",
        "lead=9999,65535,9999x65535",
    ] {
        assert_eq!(project.run(&new_layout("z", &[sketch])).code, 2, "{sketch}");
    }
    assert_eq!(project.files("layouts"), before);
}

#[test]
fn no_link_leads_a_new_file_out_of_the_project() {
    let project = Project::house();
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), project.path("layouts/away")).unwrap();
    let run = project.run(&new_layout("away/x", &["lead=0,0,5x40"]));
    assert_eq!(run.code, 2, "{}", run.stderr);
    std::fs::remove_dir(project.path("issues")).unwrap();
    std::os::unix::fs::symlink(outside.path(), project.path("issues")).unwrap();
    let run = project.run(&["new", "issue", "2022-04-20", "--layouts", "tabloid/city"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(std::fs::read_dir(outside.path()).unwrap().next().is_none());
}

#[test]
fn a_wrong_day_number_or_source_is_refused_and_nothing_is_written_over() {
    let project = Project::sample("2022-04-16");
    let before = project.read("issues/2022-04-16/issue.toml");
    for (arguments, words) in [
        (vec!["2022-04-16"], "not written over"),
        (vec!["2026-02-30"], "no day of the calendar"),
        (vec!["../x"], "no day of the calendar"),
        (vec!["2022-4-17"], "no day of the calendar"),
        (vec!["2022-04-17T10:00:00"], "no day of the calendar"),
        (vec!["0001-01-01"], "no day of the calendar"),
        (vec!["2021-01-01"], "there is no issue before 2021-01-01"),
        (vec!["2021-01-01", "--from", "2022-04-16"], "`--number N`"),
        (vec!["2022-04-17", "--from", "2022-04-61"], "did you mean"),
        (vec!["2022-04-17", "--from", "/etc"], "issue.toml"),
        (
            vec!["2022-04-17", "--layouts", "fornt,tabloid/citi"],
            "did you mean `tabloid/city`?",
        ),
        (vec!["2022-04-17", "--number", "0"], "1 or more"),
    ] {
        let run = project.run(&[&["new", "issue"], arguments.as_slice()].concat());
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
    }
    assert_eq!(project.read("issues/2022-04-16/issue.toml"), before);
    let folders: Vec<_> = std::fs::read_dir(project.path("issues")).unwrap().collect();
    assert_eq!(folders.len(), 1, "{folders:?}");
    // A manifest that is wrong would make another one.
    project.replace("issues/2022-04-16/issue.toml", "section =", "sektion =");
    let run = project.run(&["new", "issue", "2022-04-17"]);
    assert!(
        run.code == 2 && run.stderr.contains("sektion"),
        "{}",
        run.stderr
    );
}
