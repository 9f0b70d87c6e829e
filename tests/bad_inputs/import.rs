//! What newsrooms send.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::row::{Op, Row, new, row};

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Cursor::new(vec![]);
    let mut writer = ZipWriter::new(&mut out);
    for (name, bytes) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap();
    out.into_inner()
}

const WORD: &str =
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";

fn source(
    name: &'static str,
    what: &'static str,
    rule: &'static str,
    file: &'static str,
    bytes: impl AsRef<[u8]>,
) -> Row {
    let path: &'static str = Box::leak(format!("in/{file}").into_boxed_str());
    let command: &'static [&'static str] =
        Box::leak(Box::new(["import", path, "--into", "issues/2022-04-12"]));
    row(name, what, 2, rule, vec![new(path, bytes)]).with(command)
}

pub fn rows() -> Vec<Row> {
    let into = &["import", "in", "--into", "issues/2022-04-12"];
    let torn = archive(&[("word/document.xml", WORD.as_bytes())]);
    vec![
        row(
            "import-missing",
            "The source is not there.",
            2,
            "import-source",
            vec![],
        )
        .with(into),
        row(
            "import-folder-empty",
            "The folder has no file.",
            2,
            "import-source",
            vec![Op::Folder("in")],
        )
        .with(into),
        source(
            "import-doc",
            "A document is of Word's old form.",
            "import-source",
            "a.doc",
            b"\xD0\xCF\x11\xE0",
        ),
        source(
            "import-docx-text",
            "A Word document is a text.",
            "import-source",
            "a.docx",
            "this is no document",
        ),
        source(
            "import-docx-torn",
            "Half of a Word document is missing.",
            "import-source",
            "a.docx",
            &torn[..torn.len() / 2],
        ),
        source(
            "import-docx-locked",
            "A Word document is locked by a password.",
            "import-source",
            "a.docx",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 locked",
        ),
        source(
            "import-docx-other",
            "A Word document has no text part.",
            "import-source",
            "a.docx",
            archive(&[("xl/workbook.xml", b"<a/>")]),
        ),
        source(
            "import-docx-xml",
            "The XML of a Word document is broken.",
            "import-source",
            "a.docx",
            archive(&[(
                "word/document.xml",
                format!("{WORD}\n<w:p></w:body>").as_bytes(),
            )]),
        ),
        source(
            "import-docx-slip",
            "A part of the archive leads out of it.",
            "import-source",
            "a.docx",
            archive(&[("../../evil", b"x"), ("word/document.xml", WORD.as_bytes())]),
        ),
        source(
            "import-xml",
            "XML is broken.",
            "import-source",
            "a.xml",
            "<nitf>\n<body>\n</nitf>\n",
        ),
        source(
            "import-xml-entity",
            "XML declares entities of its own.",
            "import-source",
            "a.xml",
            "<!DOCTYPE nitf [\n<!ENTITY x SYSTEM \"file:///etc/passwd\">\n]>\n<nitf><body>&x;</body></nitf>\n",
        ),
        source(
            "import-xml-deep",
            "XML is nested without end.",
            "import-source",
            "a.xml",
            "<p>".repeat(5000),
        ),
        source(
            "import-xml-other",
            "XML has no article.",
            "import-source",
            "a.xml",
            "<catalog><product price=\"3\"/></catalog>\n",
        ),
        source(
            "import-nitf-empty",
            "An NITF article has no text.",
            "import-source",
            "a.xml",
            "<nitf><body><body.head/></body></nitf>\n",
        ),
        source(
            "import-json",
            "JSON is broken.",
            "import-source",
            "a.json",
            "{\n  \"uri\": \"urn:a\",\n  \"headline\": \"题目\n}\n",
        ),
        source(
            "import-json-empty",
            "ninjs has no text.",
            "import-source",
            "a.json",
            "{\"uri\": \"urn:a\", \"headline\": \"题目\"}\n",
        ),
        source(
            "import-text-bytes",
            "A text's bytes are of no encoding.",
            "copy-encoding",
            "a.txt",
            b"\xe6\x98\xa5\n\xff\xff\x80 \x81",
        ),
        source(
            "import-text-empty",
            "A text is empty.",
            "import-source",
            "a.txt",
            "\n\n",
        ),
        row(
            "import-day",
            "Nobody says which day it is for.",
            2,
            "import-into",
            vec![new("in/a.txt", "题目\n\n河水清了。\n")],
        )
        .with(&["import", "in"]),
        row(
            "import-outside",
            "The issue's folder lies outside the project.",
            2,
            "import-into",
            vec![new("in/a.txt", "题目\n\n河水清了。\n")],
        )
        .with(&["import", "in", "--into", "dayang.toml/2022-04-12"]),
        row(
            "import-layout",
            "The layout's name is misspelt.",
            2,
            "unknown-layout",
            vec![new("in/a.txt", "题目\n\n河水清了。\n")],
        )
        .with(&[
            "import",
            "in",
            "--into",
            "issues/2022-04-12",
            "--layout",
            "test/pgae",
        ]),
    ]
}
