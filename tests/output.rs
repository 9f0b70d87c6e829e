//! What is written: the same bytes from the same input, whole files or none, and a report.

mod common;

use std::fs::{self, File};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use common::press::{Paper, issues};
use common::{Project, copy_folder, repository, tool};
use serde_json::Value;

const SAMPLE: &str = "2022-04-11";
const ISSUE: &str = "issues/2022-04-11";
const OUT: &str = "out/2022-04-11";
const PAGE: &str = "YB-2022-04-11-02.pdf";

/// Names and bytes of all files in a folder, hidden ones too.
type Files = Vec<(String, Vec<u8>)>;

fn files(project: &Project, folder: &str) -> Files {
    let names = project.files(folder);
    names
        .into_iter()
        .map(|name| {
            (
                name.clone(),
                fs::read(project.path(&format!("{folder}/{name}"))).unwrap(),
            )
        })
        .collect()
}

/// What a sound build of the sample writes.
fn sound() -> Files {
    built(&Project::sample(SAMPLE))
}

fn built(project: &Project) -> Files {
    project.build(ISSUE);
    files(project, OUT)
}

/// Insists that two builds are the same, without printing megabytes.
fn assert_same(a: &Files, b: &Files) {
    let names = |files: &Files| {
        files
            .iter()
            .map(|(name, _)| name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(a), names(b));
    for ((name, a), (_, b)) in a.iter().zip(b) {
        let at = a.iter().zip(b).position(|(a, b)| a != b);
        assert!(
            a == b,
            "{name} differs, lengths {} and {}, first at {at:?}",
            a.len(),
            b.len()
        );
    }
}

#[test]
fn every_sample_gives_a_pdf_a_page_one_of_all_and_a_report() {
    for name in issues() {
        let paper = Paper::sample(&name);
        let mut names: Vec<String> = (paper.sheets.iter())
            .map(|sheet| format!("YB-{name}-{:02}.pdf", sheet.number))
            .chain([format!("YB-{name}.pdf"), "report.json".into()])
            .collect();
        names.sort();
        assert_eq!(
            paper.project.files("out"),
            names
                .iter()
                .map(|file| format!("{name}/{file}"))
                .collect::<Vec<_>>()
        );
    }
}

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
fn a_build_that_is_killed_leaves_only_whole_files() {
    const TRIES: u32 = 20;
    let project = Project::sample(SAMPLE);
    let start = Instant::now();
    let whole = built(&project);
    let once = start.elapsed();
    let mut killed = 0;
    for attempt in 0..TRIES {
        // Every other time an older page stands where the new one will.
        let old = b"an older page".as_slice();
        fs::remove_dir_all(project.path("out")).unwrap();
        if attempt % 2 == 1 {
            project.write(&format!("{OUT}/{PAGE}"), old);
        }
        fs::create_dir_all(project.path(OUT)).unwrap();
        let mut child = project
            .command(&["build", ISSUE])
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Spread over the second half of a build, in which files are written.
        thread::sleep(once / 2 + once / 2 * attempt / TRIES);
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
        for (name, bytes) in files(&project, OUT) {
            // It tells which version took the place of the older page.
            if name == "report.json" {
                serde_json::from_slice::<Value>(&bytes).unwrap();
                continue;
            }
            let expected = whole.iter().find(|(known, _)| *known == name);
            match expected {
                Some((_, expected)) => {
                    assert!(bytes == *expected || bytes == old, "{name} is not whole")
                }
                None => assert!(name.starts_with(".dayang-"), "{name} was left behind"),
            }
            if name.ends_with(".pdf") && bytes != old {
                tool(
                    "qpdf",
                    &["--check", project.path(OUT).join(&name).to_str().unwrap()],
                );
            }
        }
    }
    assert!(killed > 0, "every build was done before it could be killed");
    // What was left behind does not disturb the next build.
    let next = built(&project);
    assert_same(
        &next
            .into_iter()
            .filter(|(name, _)| name.ends_with(".pdf"))
            .collect(),
        &whole
            .into_iter()
            .filter(|(name, _)| name.ends_with(".pdf"))
            .collect(),
    );
}

#[test]
fn a_failed_build_leaves_the_last_sound_one_as_it_is() {
    let project = Project::sample(SAMPLE);
    let before = built(&project);
    project.write(&format!("{ISSUE}/articles/weather.md"), "");
    assert_ne!(project.run(&["build", ISSUE]).code, 0);
    assert_same(&files(&project, OUT), &before);
}

#[test]
fn the_report_tells_the_fit_and_every_change() {
    let paper = Paper::sample(SAMPLE);
    let report = &paper.report;
    assert_eq!(report["version"], 1);
    assert_eq!(report["date"], SAMPLE);
    assert_eq!(
        report["files"],
        serde_json::json!([PAGE, "YB-2022-04-11.pdf"])
    );
    let fits = report["fit"].as_array().unwrap();
    let mut slots: Vec<&str> = fits
        .iter()
        .map(|fit| fit["slot"].as_str().unwrap())
        .collect();
    let mut expected: Vec<String> = paper.sheets[0]
        .items("article")
        .into_iter()
        .map(|item| item.slot)
        .collect();
    slots.sort_unstable();
    expected.sort();
    assert_eq!(slots, expected);
    for fit in fits {
        let number = |key: &str| fit[key].as_u64().unwrap();
        let sum = |key: &str| {
            fit["legs"]
                .as_array()
                .unwrap()
                .iter()
                .map(|leg| leg[key].as_u64().unwrap())
                .sum::<u64>()
        };
        assert_eq!(number("lines"), sum("lines"), "{fit}");
        assert!(
            number("over_lines") == 0 && number("over_characters") == 0,
            "{fit}"
        );
        assert!(
            sum("filled") + number("spare_lines") <= number("lines"),
            "{fit}"
        );
        let bytes = fs::read(paper.file(fit["article"].as_str().unwrap())).unwrap();
        let (article, _) = dayang::copy::read(&bytes, Path::new("x.md")).unwrap();
        let characters = article
            .plain_text()
            .chars()
            .filter(|c| !c.is_whitespace())
            .count();
        assert_eq!(number("characters"), characters as u64);
    }
    let verbose = paper.project.run(&["build", "-v", ISSUE]).stdout;
    let changes = changes(report, "articles/meeting.md");
    assert!(changes.len() > 30);
    for change in changes {
        let (line, before, after) = (&change["line"], &change["before"], &change["after"]);
        let shown = format!(
            "articles/meeting.md:{line}: {}: “{}” → “{}”",
            text(&change["kind"]),
            text(before),
            text(after)
        );
        assert!(verbose.contains(&shown), "{shown}");
    }
    assert!(verbose.contains("  leg 1: "));
    assert!(!paper.project.run(&["build", ISSUE]).stdout.contains('→'));
}

fn changes<'a>(report: &'a Value, article: &str) -> &'a [Value] {
    let copy = report["copy"].as_array().unwrap();
    copy.iter().find(|copy| copy["article"] == article).unwrap()["changes"]
        .as_array()
        .unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
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

#[test]
fn a_broken_issue_does_not_stop_another() {
    let project = Project::sample(SAMPLE);
    project.write("issues/broken/issue.toml", "");
    let run = project.run(&["build", "issues/broken", ISSUE]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_same(&files(&project, OUT), &sound());
}

#[test]
fn several_issues_go_to_a_folder_each() {
    let project = Project::sample("2022-04-11");
    copy_folder(
        &repository().join("issues/2022-04-16"),
        &project.path("issues/2022-04-16"),
    );
    let issues = ["issues/2022-04-11", "issues/2022-04-16"];
    let run = project.run(&["build", issues[0], issues[1], "-o", "press"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let names = [
        "2022-04-11/YB-2022-04-11-02.pdf",
        "2022-04-11/YB-2022-04-11.pdf",
        "2022-04-11/report.json",
        "2022-04-16/YB-2022-04-16-01.pdf",
        "2022-04-16/YB-2022-04-16-02.pdf",
        "2022-04-16/YB-2022-04-16-03.pdf",
        "2022-04-16/YB-2022-04-16-04.pdf",
        "2022-04-16/YB-2022-04-16.pdf",
        "2022-04-16/report.json",
    ];
    assert_eq!(project.files("press"), names);
}

#[test]
fn a_replacement_page_takes_the_next_version() {
    let project = Project::sample("2022-04-11");
    project.replace(
        "dayang.toml",
        "{code}-{date}-{page}.pdf",
        "{code}-{page}-{color}-{version}.pdf",
    );
    let pages = || {
        let files = project.files("out/2022-04-11").into_iter();
        files
            .filter(|name| name.starts_with("YB-02"))
            .collect::<Vec<_>>()
    };
    project.build("issues/2022-04-11");
    project.build("issues/2022-04-11");
    assert_eq!(pages(), ["YB-02-C-A.pdf"]);
    let first = fs::read(project.path("out/2022-04-11/YB-02-C-A.pdf")).unwrap();
    project.replace("issues/2022-04-11/articles/weather.md", "小雨", "中雨");
    project.build("issues/2022-04-11");
    assert_eq!(pages(), ["YB-02-C-A.pdf", "YB-02-C-B.pdf"]);
    let kept = fs::read(project.path("out/2022-04-11/YB-02-C-A.pdf")).unwrap();
    assert!(first == kept);
    assert!(
        project
            .read("out/2022-04-11/report.json")
            .contains("YB-02-C-B.pdf")
    );
}

/// Every key of a delivery pattern, for pages in colour and in black, and for the whole.
#[test]
fn a_delivery_pattern_names_all_that_it_can() {
    let project = Project::sample("2022-04-16");
    project
        .replace(
            "dayang.toml",
            "{code}-{date}-{page}.pdf",
            "{date}_{code}_{number}_{page}_{color}_{version}.pdf",
        )
        .replace(
            "dayang.toml",
            "{code}-{date}.pdf",
            "{code}{number}-{color}-{version}.pdf",
        );
    let issue = "issues/2022-04-16/issue.toml";
    let number = project.read(issue).parse::<toml::Table>().unwrap()["issue"]["number"].to_string();
    project.build("issues/2022-04-16");
    project.last_page_in_mono(issue);
    project.build("issues/2022-04-16");
    let mut files: Vec<String> = ["01", "02", "03", "04"]
        .map(|page| format!("2022-04-16_YB_{number}_{page}_C_A.pdf"))
        .into();
    // The page in black takes the place of the one in colour.
    files.push(format!("2022-04-16_YB_{number}_04_K_B.pdf"));
    files.push(format!("YB{number}-C-A.pdf"));
    files.push(format!("YB{number}-K-B.pdf"));
    files.push("report.json".into());
    assert_eq!(project.files("out/2022-04-16"), files);
}
