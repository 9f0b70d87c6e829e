//! Which files are written, and what they are called.

use std::fs;

use crate::common::press::{Paper, issues};
use crate::common::{Project, copy_folder, repository};

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
