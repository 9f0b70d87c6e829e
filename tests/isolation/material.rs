//! Articles, pictures and advertisements that try to be more than that.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::common::make::pdf::{Pdf, sheet};
use super::common::{squeeze, text};
use super::{STORY, issue};

/// Typst code, markup, links and paths in an article are its text, to the letter.
#[test]
fn code_in_an_article_is_text() {
    let code = [
        "#read(\"/etc/passwd\")",
        "#import \"@preview/x:1.0.0\"",
        "#eval(\"1 + 1\")",
        "$ sum_(k=0)^n $",
        "\\u{4e2d}",
    ];
    let body = code.map(|code| format!("一段{code}末。")).join("\n\n");
    let project = issue(STORY);
    project.write("issues/day/a.txt", &body);
    project.replace("issues/day/issue.toml", "a.md", "a.txt");
    project.replace(
        "issues/day/issue.toml",
        "file = ",
        "headline = \"#panic() *标题*\"\nfile = ",
    );
    project.build("issues/day");
    let page = text(&project.path("out/2026-11-22/YB-2026-11-22-01.pdf"));
    assert!(!page.contains("root:"), "{page}");
    // Quotation marks become the trade's; all else stands as it was written.
    let plain = |text: &str| squeeze(text).replace(['"', '“', '”'], "");
    let page = plain(&page);
    for code in code {
        assert!(page.contains(&plain(code)), "{code}: {page}");
    }
    assert!(page.contains("#panic()*标题*"), "{page}");
}

#[test]
fn drawings_that_reach_out_are_refused_or_draw_nothing_from_there() {
    let svg = |inner: &str, head: &str| {
        format!(
            "{head}<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"90\" height=\"30\"><rect width=\"9\" height=\"9\" fill=\"#000\"/>{inner}</svg>"
        )
    };
    let entry = format!("{STORY}[[page.picture]]\nslot = \"photo\"\nfile = \"p.svg\"\n");
    for (inner, head) in [
        (
            "<image href=\"http://a.example/x.png\" width=\"9\" height=\"9\"/>",
            "",
        ),
        (
            "<image xlink:href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/>",
            "",
        ),
        (
            "<image href=\"../../dayang.toml\" width=\"9\" height=\"9\"/>",
            "",
        ),
        (
            "<filter id=\"f\"><feImage href=\"http://a.example/x.png\"/></filter>",
            "",
        ),
        (
            "&x;",
            "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        ),
    ] {
        let project = issue(&entry);
        project.write("issues/day/p.svg", svg(inner, head));
        let run = project.run(&["build", "issues/day"]);
        assert_eq!(run.code, 2, "{inner}: {}", run.stderr);
        assert!(
            run.stderr.contains("[picture-vector]"),
            "{inner}: {}",
            run.stderr
        );
        assert!(!run.stderr.contains("root:"), "{}", run.stderr);
    }
}

/// A page of the strip's size, with something in its catalog or on its page.
fn advert(change: impl Fn(&mut Document, &mut Dictionary, &mut Dictionary)) -> Vec<u8> {
    let page = dictionary! { "Resources" => dictionary! {}, "MediaBox" => sheet((315.0, 31.5)) };
    let content = "0 0 0 1 k 0 0 9 9 re f";
    let mut made = Pdf::new(Document::with_version("1.7"), 1, content, page);
    let (mut catalog, mut page) = (made.catalog().clone(), made.page().clone());
    change(&mut made.document, &mut catalog, &mut page);
    (*made.catalog(), *made.page()) = (catalog, page);
    made.saved()
}

fn action(kind: &str) -> Dictionary {
    dictionary! { "S" => kind, "JS" => Object::string_literal("app.launchURL('http://a.example')"), "F" => Object::string_literal("/bin/sh") }
}

#[test]
fn advertisements_that_act_are_refused() {
    let entry = format!("{STORY}[[page.ad]]\nslot = \"strip\"\nfile = \"ad.pdf\"\n");
    type Change = Box<dyn Fn(&mut Document, &mut Dictionary, &mut Dictionary)>;
    let cases: Vec<(&str, Change)> = vec![
        (
            "JavaScript",
            Box::new(|_, catalog, _| catalog.set("OpenAction", action("JavaScript"))),
        ),
        (
            "leaves the file",
            Box::new(|_, _, page| {
                let launch =
                    dictionary! { "S" => "Launch", "F" => Object::string_literal("/bin/sh") };
                page.set("AA", dictionary! { "O" => launch });
            }),
        ),
        (
            "files attached",
            Box::new(|document, catalog, _| {
                let file = document.add_object(Stream::new(
                    dictionary! { "Type" => "EmbeddedFile" },
                    b"x".to_vec(),
                ));
                let spec =
                    dictionary! { "Type" => "Filespec", "EF" => dictionary! { "F" => file } };
                let names = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![Object::string_literal("a"), spec.into()] } };
                catalog.set("Names", names);
            }),
        ),
        (
            "another file",
            Box::new(|document, _, page| {
                let elsewhere = dictionary! { "F" => Object::string_literal("/etc/passwd") };
                let content = document.add_object(Stream::new(elsewhere, vec![]));
                page.set("Contents", content);
            }),
        ),
        (
            "form to fill in",
            Box::new(|_, catalog, _| catalog.set("AcroForm", dictionary! {})),
        ),
    ];
    for (why, change) in cases {
        let project = issue(&entry);
        project.write("issues/day/ad.pdf", advert(change));
        let run = project.run(&["build", "issues/day"]);
        assert_eq!(run.code, 2, "{why}: {}", run.stderr);
        assert!(run.stderr.contains(why), "{why}: {}", run.stderr);
        assert!(
            project
                .files("out")
                .iter()
                .all(|file| file.contains(".dayang/"))
        );
    }
    // A link stands over the page; it is left out, and nothing of it reaches ours.
    let project = issue(&entry);
    project.write(
        "issues/day/ad.pdf",
        advert(|_, _, page| {
            let uri =
                dictionary! { "S" => "URI", "URI" => Object::string_literal("http://a.example") };
            let link = dictionary! {
                "Type" => "Annot", "Subtype" => "Link", "A" => uri,
                "Rect" => vec![0.into(), 0.into(), 99.into(), 20.into()],
            };
            page.set("Annots", vec![link.into()]);
        }),
    );
    project.build("issues/day");
    let page = std::fs::read(project.path("out/2026-11-22/YB-2026-11-22-01.pdf")).unwrap();
    let page = Document::load_mem(&page).unwrap();
    for object in page.objects.values() {
        assert!(!format!("{object:?}").contains("a.example"));
    }
}
