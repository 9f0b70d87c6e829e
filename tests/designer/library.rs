//! The library's table in docs/layouts.md: every part is in it, with its picture.

use std::collections::BTreeSet;
use std::fs;

use crate::common::{Project, repository};

/// The files that `page.typ` brings parts from, and those that stories are made with.
fn parts() -> BTreeSet<String> {
    let library = fs::read_to_string(repository().join("layouts/lib/page.typ")).unwrap();
    let mut parts: BTreeSet<String> = (library.lines())
        .filter_map(|line| line.strip_prefix("#import \""))
        .filter_map(|rest| rest.split('"').next())
        .map(String::from)
        .collect();
    assert!(parts.len() > 20, "{parts:?}");
    parts.extend(["crosshead.typ", "filler.typ", "vertical.typ"].map(String::from));
    parts
}

#[test]
fn every_part_of_the_library_is_told_of_with_its_picture() {
    let text = fs::read_to_string(repository().join("docs/layouts.md")).unwrap();
    let rows: Vec<(&str, &str)> = (text.lines())
        .filter_map(|line| line.strip_prefix("| `")?.split_once(".typ` |"))
        .collect();
    let named: BTreeSet<String> = rows.iter().map(|(name, _)| format!("{name}.typ")).collect();
    let missing: Vec<_> = parts().difference(&named).cloned().collect();
    assert!(missing.is_empty(), "no row in docs/layouts.md: {missing:?}");
    let mut shown = BTreeSet::new();
    for (name, row) in rows {
        let picture = row
            .split("pictures/parts/")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap_or_else(|| panic!("{name}.typ has no picture"));
        let path = repository().join("docs/pictures/parts").join(picture);
        assert!(path.is_file(), "{name}.typ: no {picture}");
        assert!(
            row.contains("alt=\""),
            "{name}.typ: the picture has no words"
        );
        shown.insert(picture.to_string());
    }
    let there: BTreeSet<String> = fs::read_dir(repository().join("docs/pictures/parts"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(there, shown, "pictures that no row shows");
}

#[test]
fn the_sheets_that_pictures_are_cut_from_can_be_printed() {
    let project = Project::sample("2022-04-16").with_all_rules();
    let sheets = repository().join("scripts/part-sheets");
    for entry in fs::read_dir(&sheets).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".typ") {
            project.write(&format!("layouts/parts/{name}"), fs::read(path).unwrap());
        }
    }
    for file in ["issue.toml", "articles"] {
        let from = sheets.join(file);
        let files: Vec<_> = match fs::read_dir(&from) {
            Ok(folder) => folder.map(|entry| entry.unwrap().path()).collect(),
            Err(_) => vec![from],
        };
        for path in files {
            let name = path.strip_prefix(&sheets).unwrap().to_string_lossy();
            let to = format!("issues/part-sheets/{name}");
            project.write(&to, fs::read(&path).unwrap());
        }
    }
    let run = project.run(&["build", "issues/part-sheets"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}
