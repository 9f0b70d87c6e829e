//! Sources made to do harm: each is refused, with its place, and nothing is written.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::common::Project;
use crate::{import, with};

/// What is said of a source. Insists that nothing is written and that it takes no time.
fn refused(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let project = Project::house();
    project.write(&format!("in/{name}"), bytes);
    let run = project.run(&[
        "import",
        &format!("in/{name}"),
        "--into",
        "issues/2026-11-21",
    ]);
    assert_eq!(run.code, 2, "{name}: {}\n{}", run.stdout, run.stderr);
    assert!(
        project.files("issues").is_empty(),
        "{name}: {:?}",
        project.files("issues")
    );
    run.stderr
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Cursor::new(vec![]);
    let mut writer = ZipWriter::new(&mut out);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
    out.into_inner()
}

const WORD: &str =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";

#[test]
fn entities_are_not_read() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE nitf [\n <!ENTITY a \"aaaaaaaaaa\">\n <!ENTITY b \"&a;&a;&a;&a;\">\n]>\n<nitf><body>&b;</body></nitf>";
    let said = refused("bomb.xml", bomb);
    assert!(
        said.contains("in/bomb.xml:3:2") && said.contains("declares entities of its own"),
        "{said}"
    );
    let outside = "<!DOCTYPE nitf [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<nitf><body>&x;</body></nitf>";
    assert!(refused("outside.xml", outside).contains("declares entities of its own"));
    let unknown = "<nitf>\n<body>&x;</body></nitf>";
    let said = refused("unknown.xml", unknown);
    assert!(
        said.contains("in/unknown.xml:2:") && said.contains("numbers such as &#160;"),
        "{said}"
    );
}

#[test]
fn depth_has_a_limit() {
    let deep = format!(
        "<nitf>{}{}</nitf>",
        "<p>".repeat(200_000),
        "</p>".repeat(200_000)
    );
    assert!(refused("deep.xml", deep).contains("more than 200 deep"));
    let sly = format!(
        "<nitf>{}{}</nitf>",
        "<p a=\"/>\">".repeat(200_000),
        "</p>".repeat(200_000)
    );
    assert!(refused("sly.xml", sly).contains("more than 200 deep"));
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(refused("deep.json", deep).contains("not sound JSON: recursion limit exceeded"));
    let deep = format!(
        "{WORD}{}{}</w:body></w:document>",
        "<w:sdt><w:sdtContent>".repeat(5000),
        "</w:sdtContent></w:sdt>".repeat(5000)
    );
    assert!(
        refused(
            "deep.docx",
            archive(&[("word/document.xml", deep.as_bytes())])
        )
        .contains("more than 200 deep")
    );
}

#[test]
fn archives_have_limits() {
    let large = vec![b' '; 40 << 20];
    let said = refused("bomb.docx", archive(&[("word/document.xml", &large)]));
    assert!(
        said.contains("`word/document.xml` unpacks to more than 32 MB"),
        "{said}"
    );
    let said = refused(
        "slip.docx",
        archive(&[
            ("../../evil.xml", b"x"),
            ("word/document.xml", WORD.as_bytes()),
        ]),
    );
    assert!(
        said.contains("a part that leads out of it: `../../evil.xml`"),
        "{said}"
    );
    let many: Vec<String> = (0..5000).map(|n| format!("word/{n}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    assert!(refused("many.docx", archive(&many)).contains("5000 parts"));
    let whole = archive(&[(
        "word/document.xml",
        format!("{WORD}</w:body></w:document>").as_bytes(),
    )]);
    let said = refused("torn.docx", &whole[..whole.len() / 2]);
    assert!(said.contains("not a Word document"), "{said}");
    assert!(refused("empty.docx", &whole).contains("the document has no text"));
    let broken = archive(&[(
        "word/document.xml",
        format!("{WORD}\n<w:p></w:body></w:document>").as_bytes(),
    )]);
    let said = refused("broken.docx", broken);
    assert!(
        said.contains("broken.docx!word/document.xml:2:") && said.contains("not sound XML"),
        "{said}"
    );
}

#[test]
fn pictures_come_from_the_source_folder_alone() {
    let project = with("nitf");
    project.write("secret.jpg", b"\xff\xd8\xff secret");
    let story = project.read("in/story.xml");
    for (name, why) in [
        ("../secret.jpg", "it leads out of the source's folder"),
        ("/etc/passwd", "it leads out of the source's folder"),
        ("https://pictures.example/a.jpg", "nothing is fetched"),
        ("file:///etc/passwd", "nothing is fetched"),
        ("none.jpg", "there is no such file beside the source"),
        ("story.xml", "it is no picture"),
    ] {
        project.write(
            "in/story.xml",
            story.replace("source=\"xi.jpg\"", &format!("source=\"{name}\"")),
        );
        let told = import(&project, "in/story.xml", "issues/2026-11-21");
        let said: Vec<_> = told
            .iter()
            .filter(|(rule, message)| rule == "import-lost" && message.starts_with("picture"))
            .collect();
        assert_eq!(said.len(), 1, "{name}: {told:?}");
        let fits =
            said[0].1.contains(why) || (name == "story.xml" && said[0].1.contains("no picture"));
        assert!(fits, "{name}: {said:?}");
        assert!(
            !project.path("issues/2026-11-21/pictures").exists(),
            "{name}"
        );
        std::fs::remove_dir_all(project.path("issues/2026-11-21")).unwrap();
    }
}

#[test]
#[cfg(unix)]
fn links_in_a_folder_are_not_followed() {
    let project = with("text");
    std::os::unix::fs::symlink("/etc/passwd", project.path("in/link.txt")).unwrap();
    std::os::unix::fs::symlink("/etc", project.path("in/folder")).unwrap();
    let told = import(&project, "in", "issues/2026-11-21");
    assert_eq!(
        told.iter()
            .filter(|(_, message)| message.starts_with("a link is not followed"))
            .count(),
        2,
        "{told:?}"
    );
}

#[test]
fn random_bytes_are_refused_or_read_and_never_a_fault() {
    let sample = with("word");
    let whole = std::fs::read(sample.path("in/yanshi.docx")).unwrap();
    let xml = std::fs::read(with("nitf").path("in/story.xml")).unwrap();
    let json = std::fs::read(with("ninjs").path("in/one.json")).unwrap();
    let mut state = 3u64;
    let mut next = |most: usize| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) as usize % most
    };
    let project = Project::house();
    for round in 0..90 {
        let (name, base) = [("a.docx", &whole), ("a.xml", &xml), ("a.json", &json)][round % 3];
        let mut bytes = base.clone();
        for _ in 0..1 + next(6) {
            let at = next(bytes.len());
            match next(3) {
                0 => bytes[at] = next(256) as u8,
                1 => drop(bytes.drain(at..(at + next(40)).min(bytes.len()))),
                _ => bytes.insert(at, b"<>&\"{}[]\0"[next(9)]),
            }
        }
        project.write(&format!("in/{name}"), &bytes);
        let run = project.run(&[
            "import",
            &format!("in/{name}"),
            "--into",
            "issues/2026-11-21",
            "--dry-run",
        ]);
        assert!(
            (0..=2).contains(&run.code),
            "round {round}: {}\n{}",
            run.code,
            run.stderr
        );
    }
}

/// Nothing is refused here, and nothing may be lost: rows and cells in content controls, tables in cells.
#[test]
fn tables_of_other_hands_keep_their_words() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let held = |inner: &str| format!("<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>");
    let row = |cells: &str| format!("<w:tr>{cells}</w:tr>");
    let table = |rows: &str| format!("<w:tbl>{rows}</w:tbl>");
    let second = row(&(cell("丙") + &cell("丁")));
    let inner = table(&row(&(cell("内甲") + &cell("内乙"))));
    let outer = format!("<w:tc><w:p><w:r><w:t>外甲</w:t></w:r></w:p>{inner}</w:tc>");
    let body = format!(
        "<w:p><w:r><w:t>题</w:t></w:r></w:p><w:p><w:r><w:t>本报讯 河水清了。</w:t></w:r></w:p>{}{}{}",
        table(&(row(&held(&cell("独栏一。"))) + &held(&row(&cell("独栏二。"))))),
        table(&(row(&(held(&cell("甲")) + &cell("乙"))) + &second)),
        table(&(row(&(outer + &cell("外乙"))) + &second)),
    );
    let project = with("word");
    let document = format!("{WORD}{body}</w:body></w:document>");
    project.write(
        "in/tables.docx",
        archive(&[("word/document.xml", document.as_bytes())]),
    );
    import(&project, "in/tables.docx", "issues/2026-11-21");
    let folder = "issues/2026-11-21";
    let article = project.read(&format!("{folder}/articles/tables.md"));
    assert!(article.contains("独栏一。\n\n独栏二。"), "{article}");
    assert_eq!(
        project.read(&format!("{folder}/tables/tables-1.csv")),
        "甲,乙\n丙,丁\n"
    );
    let nested = project.read(&format!("{folder}/tables/tables-2.csv"));
    for words in ["外甲", "内甲", "内乙", "外乙"] {
        assert_eq!(nested.matches(words).count(), 1, "{nested}");
    }
}
