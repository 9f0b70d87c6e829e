//! Late changes: only pages that print something else are made again, and are told by their letter.

use std::fs;
use std::time::SystemTime;

use serde_json::Value;

use crate::common::Project;
use crate::{DATE, ISSUE, OUT, action, actions, change, deliver, holds, paper, press, ticket};

fn times(project: &Project) -> Vec<SystemTime> {
    let page = |page: u32| format!("{OUT}/YB-{DATE}-{page:02}.pdf");
    let time = |path: String| fs::metadata(project.path(&path)).unwrap().modified();
    (1..=4).map(|number| time(page(number)).unwrap()).collect()
}

#[test]
fn only_pages_that_differ_are_written_and_told() {
    let project = Project::sample(DATE);
    project.build(ISSUE);
    let first = times(&project);
    let report: Value = serde_json::from_str(&project.read(&format!("{OUT}/report.json"))).unwrap();
    assert_eq!(report["plates"][2]["version"], "A");
    assert_eq!(report["plates"][2]["replaces"], Value::Null);
    change(&project, 3);
    let run = project.build(ISSUE);
    assert!(
        run.stdout
            .contains("page 3: to be plated again, version B for A"),
        "{}",
        run.stdout
    );
    assert_eq!(
        run.stdout.matches("to be plated again").count(),
        1,
        "{}",
        run.stdout
    );
    let second = times(&project);
    let same: Vec<bool> = first.iter().zip(&second).map(|(a, b)| a == b).collect();
    assert_eq!(same, [true, true, false, true]);
    let report: Value = serde_json::from_str(&project.read(&format!("{OUT}/report.json"))).unwrap();
    assert_eq!(report["plates"][2]["version"], "B");
    assert_eq!(report["plates"][2]["replaces"], "A");
    // Once told, it is not told again; and the next run writes the very same report.
    let report = project.read(&format!("{OUT}/report.json"));
    let run = project.build(ISSUE);
    assert!(!run.stdout.contains("to be plated again"), "{}", run.stdout);
    assert_eq!(project.read(&format!("{OUT}/report.json")), report);
    // Another date in the file is no other page.
    let run = project
        .command(&["build", ISSUE])
        .env("SOURCE_DATE_EPOCH", "951827696")
        .output()
        .unwrap();
    assert!(run.status.success());
    assert!(!String::from_utf8_lossy(&run.stdout).contains("to be plated again"));
    assert!(times(&project).iter().zip(&second).all(|(a, b)| a != b));
}

#[test]
fn letters_wait_for_the_delivery_and_are_never_used_twice() {
    let project = paper(true);
    project.build(ISSUE);
    for _ in 0..2 {
        change(&project, 3);
        let run = project.build(ISSUE);
        assert!(!run.stdout.contains("to be plated again"), "{}", run.stdout);
    }
    let letters = |project: &Project| -> Vec<String> {
        let files = project.files(OUT).into_iter();
        files.filter(|name| name.contains("-03-")).collect()
    };
    assert_eq!(letters(&project), [format!("YB-{DATE}-03-A.pdf")]);
    deliver(&project, &[], 0);
    let old = fs::read(project.path(&format!("press/YB-{DATE}-03-A.pdf"))).unwrap();
    change(&project, 3);
    for _ in 0..2 {
        // It is told until it is delivered.
        let run = project.build(ISSUE);
        assert!(
            run.stdout
                .contains("page 3: to be plated again, version B for A"),
            "{}",
            run.stdout
        );
    }
    let run = deliver(&project, &[], 0);
    assert!(
        run.stdout
            .contains("page 3: delivered, to be plated again, version B for A"),
        "{}",
        run.stdout
    );
    let second = ticket(&project, 2);
    holds(&project, &second);
    let expected = [
        action(1, "keep", "A"),
        action(2, "keep", "A"),
        action(3, "plate-again", "B"),
        action(4, "keep", "A"),
    ];
    assert_eq!(actions(&second), expected);
    assert_eq!(
        second["pages"][2]["replaces"]["file"],
        format!("YB-{DATE}-03-A.pdf")
    );
    // The page that may be on a plate is as it was.
    assert_eq!(
        fs::read(project.path(&format!("press/YB-{DATE}-03-A.pdf"))).unwrap(),
        old
    );
    // Ledgers are deleted, and the output folder with its own: letters go on from what is seen.
    fs::remove_dir_all(project.path("out")).unwrap();
    change(&project, 3);
    project.build(ISSUE);
    assert_eq!(letters(&project), [format!("YB-{DATE}-03-C.pdf")]);
    fs::remove_dir_all(project.path("out")).unwrap();
    fs::remove_dir_all(project.path("press/.dayang")).unwrap();
    let run = deliver(&project, &[], 0);
    assert!(
        run.stdout
            .contains("page 3: delivered, to be plated again, version C"),
        "{}",
        run.stdout
    );
    assert!(press(&project).contains(&format!("YB-{DATE}-03-C.pdf")));
}

#[test]
fn without_letters_in_names_the_ticket_has_them() {
    let project = paper(false);
    deliver(&project, &[], 0);
    change(&project, 2);
    deliver(&project, &[], 0);
    let second = ticket(&project, 2);
    assert_eq!(actions(&second)[1], action(2, "plate-again", "B"));
    let page = &second["pages"][1];
    assert_eq!(page["file"], format!("YB-{DATE}-02.pdf"));
    assert_eq!(page["replaces"]["version"], "A");
    holds(&project, &second);
    // Someone put another file in its place: the page goes again.
    project.write(&format!("press/YB-{DATE}-02.pdf"), "something else");
    deliver(&project, &[], 0);
    assert_eq!(
        actions(&ticket(&project, 3))[1],
        action(2, "plate-again", "B")
    );
    holds(&project, &ticket(&project, 3));
}
