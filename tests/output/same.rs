//! The same bytes from the same input, whatever else is another.

use std::fs::{self, File};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::common::{Project, tool};
use crate::{Files, ISSUE, OUT, PAGE, SAMPLE, assert_same, built, files, sound};

#[test]
fn the_same_input_gives_the_same_bytes_again_and_elsewhere() {
    let project = Project::sample(SAMPLE);
    let first = built(&project);
    fs::remove_dir_all(project.path("out")).unwrap();
    // Another second, another zone, another language, another working folder.
    thread::sleep(Duration::from_millis(1100));
    let mut command = project.command(&["build", "."]);
    command.current_dir(project.path(ISSUE)).envs([
        ("TZ", "Asia/Shanghai"),
        ("LANG", "zh_CN.UTF-8"),
        ("RAYON_NUM_THREADS", "1"),
    ]);
    assert!(command.output().unwrap().status.success());
    assert_same(&first, &files(&project, OUT));
    assert_same(&first, &sound());
    project.run(&["build", ISSUE, "-o", "elsewhere/deep"]);
    assert_same(&first, &files(&project, "elsewhere/deep"));
}

#[test]
fn times_of_files_do_not_matter() {
    let project = Project::sample(SAMPLE);
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * 365);
    for file in project.files("") {
        if !file.starts_with("fonts/") {
            File::options()
                .append(true)
                .open(project.path(&file))
                .unwrap()
                .set_modified(then)
                .unwrap();
        }
    }
    assert_same(&built(&project), &sound());
}

#[test]
fn the_order_of_articles_in_the_manifest_does_not_matter() {
    let project = Project::sample(SAMPLE);
    let path = format!("{ISSUE}/issue.toml");
    // Exceptions are reported with their lines, which move.
    let whole = project.read(&path);
    let manifest = whole.split("\n[[page.except]]").next().unwrap();
    project.write(&path, manifest);
    let first = built(&project);
    let parts: Vec<&str> = manifest.split("\n[[page.").collect();
    assert!(parts.len() > 4);
    let turned: Vec<&str> = parts[..1]
        .iter()
        .chain(parts[1..].iter().rev())
        .copied()
        .collect();
    project.write(
        &path,
        turned
            .iter()
            .map(|part| part.trim_end())
            .collect::<Vec<_>>()
            .join("\n\n[[page."),
    );
    assert_ne!(project.read(&path), manifest);
    assert_same(&built(&project), &first);
}

#[test]
fn the_date_in_the_files_is_the_manifests_or_the_given_one() {
    let project = Project::sample(SAMPLE);
    let created = |project: &Project| {
        let info = tool(
            "pdfinfo",
            &["-isodates", project.path(OUT).join(PAGE).to_str().unwrap()],
        );
        let info = String::from_utf8(info).unwrap();
        let date = |key| {
            info.lines()
                .find_map(|line| line.strip_prefix(key))
                .unwrap()
                .trim()
                .to_string()
        };
        (date("CreationDate:"), date("ModDate:"))
    };
    let both = |date: &str| (date.to_string(), date.to_string());
    project.build(ISSUE);
    assert_eq!(created(&project), both("2022-04-11T00:00:00Z"));
    let run = |epoch: &str| {
        project
            .command(&["build", ISSUE])
            .env("SOURCE_DATE_EPOCH", epoch)
            .output()
            .unwrap()
    };
    assert!(run("951827696").status.success());
    assert_eq!(created(&project), both("2000-02-29T12:34:56Z"));
    let before = files(&project, OUT);
    for wrong in [
        "yesterday",
        "",
        "1.5",
        "99999999999999999999",
        "9223372036854775807",
    ] {
        let output = run(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("SOURCE_DATE_EPOCH"),
            "{wrong:?}"
        );
        assert_same(&files(&project, OUT), &before);
    }
}

#[test]
fn copy_in_gb_18030_with_crlf_gives_the_same_pages() {
    let project = Project::sample(SAMPLE);
    for file in project.files(&format!("{ISSUE}/articles")) {
        let path = format!("{ISSUE}/articles/{file}");
        let text = project.read(&path).replace('\n', "\r\n");
        let (bytes, _, lost) = encoding_rs::GB18030.encode(&text);
        assert!(!lost && std::str::from_utf8(&bytes).is_err());
        project.write(&path, bytes);
    }
    let pdfs = |files: Files| {
        files
            .into_iter()
            .filter(|(name, _)| name.ends_with(".pdf"))
            .collect()
    };
    assert_same(&pdfs(built(&project)), &pdfs(sound()));
}

#[test]
fn one_page_alone_is_the_same_page_and_no_issue() {
    let project = Project::sample(SAMPLE);
    let run = project.run(&["build", ISSUE, "--page", "2"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(project.files(OUT), [PAGE, "report.json"]);
    let page = fs::read(project.path(OUT).join(PAGE)).unwrap();
    let whole = sound();
    assert!(
        whole
            .iter()
            .any(|(name, bytes)| name == PAGE && *bytes == page),
        "the page differs when it is built alone"
    );
}
