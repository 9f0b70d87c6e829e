//! What newsrooms send: text, Word documents, NITF, ninjs and the XML of editorial systems, from the
//! file as it came to an article that is proved, its tables, and now and then a whole issue.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use dayang::import::incoming::{self, Target as Into};
use dayang::import::{article, gather, write};
use dayang::table;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{Target, gather as files, told};
use crate::random::Random;
use crate::{bytes, words};

/// The first letter says what the input is: a text, Markdown, XML, JSON, a Word document as it is on disk
/// (`z`), or one by its parts (`d`), which are packed anew so that changes of their XML are read.
pub struct Import {
    folder: TempDir,
}

impl Import {
    pub fn new() -> Self {
        let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::copy(root.join("dayang.toml"), folder.path().join("dayang.toml")).unwrap();
        fs::create_dir_all(folder.path().join("layouts")).unwrap();
        fs::write(folder.path().join("layouts/roomy.typ"), LAYOUT).unwrap();
        Self { folder }
    }

    /// The input as a file.
    fn file(&self, input: &[u8]) -> PathBuf {
        let (letter, rest) = input.split_first().unwrap_or((&b't', &[]));
        let (ending, rest) = match letter {
            b'm' => ("md", rest.to_vec()),
            b'x' => ("xml", rest.to_vec()),
            b'j' => ("json", rest.to_vec()),
            b'z' => ("docx", rest.to_vec()),
            b'd' => ("docx", packed(rest)),
            _ => ("txt", rest.to_vec()),
        };
        let path = self.folder.path().join(format!("in.{ending}"));
        fs::write(&path, rest).unwrap();
        path
    }
}

impl Target for Import {
    fn seeds(&self) -> Vec<Vec<u8>> {
        let mut paths = vec![];
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/sources");
        let endings = [".txt", ".md", ".xml", ".json", ".docx"];
        files(&folder, &endings, &mut paths);
        paths.sort();
        let mut found = vec![];
        for path in paths {
            let bytes = fs::read(&path).unwrap();
            match path.extension().unwrap().to_str().unwrap() {
                "docx" => {
                    found.push([b"d", &*parts(&bytes)].concat());
                    // One with all that Word's own writer puts in is too large to be changed often.
                    if bytes.len() < 20_000 {
                        found.push([b"z", &*bytes].concat());
                    }
                }
                "xml" => found.push([b"x", &*bytes].concat()),
                "json" => found.push([b"j", &*bytes].concat()),
                _ => found.push([b"t", &*bytes].concat()),
            }
        }
        found.push(["m", MARKDOWN].concat().into());
        found.push(["x", TAGGED].concat().into());
        found.extend(super::seeds("import", &[], &[]));
        found
    }

    fn change(&self, random: &mut Random, mut input: Vec<u8>, pool: &[Vec<u8>]) -> Vec<u8> {
        let marked = matches!(input.first(), Some(b'x' | b'd'));
        match random.below(4) {
            0 => bytes::change(random, &mut input, pool),
            1 | 2 if marked => input = tags_changed(random, &input),
            _ => return words::change(random, &input, pool),
        }
        input
    }

    fn run(&self, input: &[u8]) -> String {
        let path = self.file(input);
        let mut gathered = gather(&[path]);
        let mut findings = std::mem::take(&mut gathered.findings);
        let shown = Path::new("issues/2026-11-21/articles/a.md");
        let mut said = String::new();
        for story in &gathered.stories {
            let written = article::write(story, shown, &mut findings);
            said += &format!(
                "{} {} {}/",
                written.is_some(),
                story.blocks.len().min(4),
                story.photos.len().min(2)
            );
            for sheet in &story.tables {
                let read = table::read(write::csv(sheet).as_bytes(), Path::new("a.csv"));
                findings.extend(read.map_or_else(|found| found, |(_, found)| found));
            }
        }
        // A whole issue takes longer; its layout has few slots.
        if input.len().is_multiple_of(16) {
            let into = self.folder.path().join("issues/2026-11-21");
            if let Some(into) = Into::find(Some(&into), &gathered, &mut findings) {
                incoming::prepare(&into, gathered, Some("roomy"), true, &mut findings);
            }
        }
        said + &told(&findings)
    }
}

/// The parts of a Word document that are text and not too long, each below its name.
fn parts(docx: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut out = vec![];
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let text = name.starts_with("word/") && !name.contains("theme");
        if !text || part.size() > 30_000 {
            continue;
        }
        out.extend([b"\0", name.as_bytes(), b"\n"].concat());
        part.read_to_end(&mut out).unwrap();
    }
    out
}

fn packed(parts: &[u8]) -> Vec<u8> {
    let mut out = Cursor::new(vec![]);
    let mut writer = ZipWriter::new(&mut out);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for part in parts.split(|byte| *byte == 0).skip(1) {
        let mut halves = part.splitn(2, |byte| *byte == b'\n');
        let name = String::from_utf8_lossy(halves.next().unwrap_or_default()).into_owned();
        // A name that is there already is refused by the writer.
        if writer.start_file(name, options).is_ok() {
            writer.write_all(halves.next().unwrap_or_default()).unwrap();
        }
    }
    writer.finish().unwrap();
    out.into_inner()
}

/// Elements lost, doubled, moved, nested into one another, or others put in.
fn tags_changed(random: &mut Random, input: &[u8]) -> Vec<u8> {
    let mut pieces: Vec<Vec<u8>> = vec![vec![]];
    for &byte in input {
        if byte == b'<' {
            pieces.push(vec![]);
        }
        if let Some(last) = pieces.last_mut() {
            last.push(byte);
        }
    }
    for _ in 0..=random.below(4) {
        let (at, other) = (random.below(pieces.len()), random.below(pieces.len()));
        match random.below(6) {
            0 if at > 0 => drop(pieces.remove(at)),
            1 => {
                let range = random.range(pieces.len());
                let copy = pieces[range.start..range.end.min(range.start + 60)].to_vec();
                let times = *random.pick(&[1, 1, 2, 30]);
                for _ in 0..times {
                    pieces.splice(other.max(1)..other.max(1), copy.iter().cloned());
                }
            }
            2 if at > 0 && other > 0 => pieces.swap(at, other),
            3 => {
                let element = random.pick(&ELEMENTS).as_bytes().to_vec();
                pieces.insert(at.max(1), element);
            }
            4 => {
                let (open, close) = *random.pick(&PAIRS);
                let (from, to) = (at.min(other).max(1), at.max(other).max(1));
                pieces.insert(to, close.into());
                pieces.insert(from, open.into());
            }
            _ => words_changed(random, &mut pieces[at]),
        }
        if pieces.len() > 20_000 {
            break;
        }
    }
    pieces.concat()
}

/// What stands between quotes, or after the element.
fn words_changed(random: &mut Random, piece: &mut Vec<u8>) {
    let range = random.range(piece.len());
    let word = random.pick(&WORDS).as_bytes();
    piece.splice(range, word.iter().copied());
}

const ELEMENTS: [&str; 24] = [
    "<w:p/>",
    "<w:br/>",
    "<w:br w:type=\"page\"/>",
    "<w:tab/>",
    "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "<w:tbl/>",
    "<w:footnoteReference w:id=\"1\"/>",
    "<w:footnoteReference w:id=\"-9\"/>",
    "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>",
    "<w:gridSpan w:val=\"4000000000\"/>",
    "<w:vMerge/>",
    "<w:vMerge w:val=\"restart\"/>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:fldChar w:fldCharType=\"separate\"/>",
    "<w:fldChar w:fldCharType=\"end\"/>",
    "<w:instrText>HYPERLINK \"http://a.example\"</w:instrText>",
    "<w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/>",
    "<w:pStyle w:val=\"Title\"/>",
    "<w:b/>",
    "<br/>",
    "<hl1>题</hl1>",
    "<media><media-reference source=\"xi.jpg\"/></media>",
    "<![CDATA[<p>文&amp;</p>]]>",
    "<!-- 注 -->",
];

const PAIRS: [(&str, &str); 10] = [
    ("<w:p>", "</w:p>"),
    ("<w:r><w:t>", "</w:t></w:r>"),
    ("<w:ins w:id=\"1\">", "</w:ins>"),
    ("<w:del w:id=\"1\">", "</w:del>"),
    ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ("<w:txbxContent>", "</w:txbxContent>"),
    ("<mc:AlternateContent>", "</mc:AlternateContent>"),
    ("<p>", "</p>"),
    ("<table><tr><td>", "</td></tr></table>"),
];

const WORDS: [&str; 18] = [
    "",
    "&amp;",
    "&#x4e2d;",
    "&#0;",
    "&lt;p&gt;",
    "\"",
    "=\"",
    "-1",
    "99999999999999999999",
    "0",
    "2026-11-21",
    "20261332",
    "100%",
    "0.1,0.2,0.3,0.4",
    "../../a.jpg",
    "xi.jpg",
    "（记者 甲）",
    "\u{202e}",
];

const MARKDOWN: &str = "+++\nheadline = \"题\"\n+++\n\n# 题\n\n文**黑**体。\n\n![说明](xi.jpg)\n\n| a | b |\n|---|---|\n| c | d |\n";

const TAGGED: &str = "<news><item id=\"1\"><标题>题一<br/>题二</标题><引题>引</引题><作者>记者 甲</作者><版次>2</版次>\
    <正文><![CDATA[<p>文一。</p><table><tr><td>甲</td><td>乙</td></tr></table><p>文&nbsp;二。</p>]]></正文>\
    <图片 路径=\"xi.jpg\">图 乙 摄</图片></item></news>";

const LAYOUT: &str = "#let layout = (\n  sheet: (width: 300pt, height: 400pt),\n  \
    grid: (columns: 2, characters: 11, lines: 30, body: 9pt, pitch: 11.25pt, gutter: 9pt, ascent: 7.92pt, left: 20pt, top: 20pt),\n  \
    slots: (a: (kind: \"article\", area: (0, 0, 2, 20), optional: true), t: (kind: \"table\", area: (0, 21, 2, 9), optional: true)),\n)\n\n\
    #let render(page) = []\n";
