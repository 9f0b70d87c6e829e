//! From what was gathered to the files of an issue: names, articles, pictures, tables, manifest.

mod target;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs;

pub use self::target::Target;
use super::skeleton::{self, Extra, Piece, Wishes};
use super::write::{self, Names, Outgoing, State, slug};
use super::{Gathered, Photo, article, lost};
use crate::diag::{Finding, Place, has_errors};
use crate::project::ISSUE_FILE;
use crate::table;

/// What is to be written.
pub struct Incoming {
    pub files: Vec<Outgoing>,
}

/// Makes the files.
pub fn prepare(
    into: &Target,
    gathered: Gathered,
    layout: Option<&str>,
    keep_going: bool,
    findings: &mut Vec<Finding>,
) -> Option<Incoming> {
    let before = findings.len();
    let known = write::known(&into.folder);
    let stories = write::latest(gathered.stories, findings);
    let numbers: Vec<u32> = stories.iter().filter_map(|story| story.number).collect();
    let mut desk = Desk {
        into,
        names: Names::default(),
        files: vec![],
        pieces: vec![],
        pictures: vec![],
        tables: vec![],
    };
    known
        .values()
        .for_each(|name| desk.names.hold(&format!("articles/{name}")));
    let ranks = ranks(&stories);
    for (story, rank) in stories.into_iter().zip(ranks) {
        if story.blocks.is_empty() && story.own.is_none() {
            desk.picture_story(story, findings);
            continue;
        }
        let own = story.id.as_ref().and_then(|id| known.get(id));
        let name = match own {
            Some(name) => format!("articles/{name}"),
            None => desk.names.take("articles", &slug(&story.stem), "md"),
        };
        let shown = into.shown.join(&name);
        let Some(written) = article::write(&story, &shown, findings) else {
            continue;
        };
        let mut piece = Piece::new(name.clone(), &written.article, rank, story.from.clone());
        (piece.page, piece.section) = (story.page, story.section.clone());
        desk.pieces.push(piece);
        for photo in story.photos {
            desk.photo(photo, Some(&name));
        }
        for (at, sheet) in story.tables.iter().enumerate() {
            desk.table(sheet, at, &name, story.page, findings);
        }
        desk.files.push(Outgoing {
            name,
            bytes: written.text.into_bytes(),
            from: story.from,
        });
    }
    gathered
        .photos
        .into_iter()
        .for_each(|photo| desk.photo(photo, None));
    if has_errors(findings.get(before..).unwrap_or_default()) && !keep_going {
        return None;
    }
    let wishes = Wishes {
        shown: into.shown.join(ISSUE_FILE),
        date: into.date,
        number: numbers.first().copied(),
        pieces: desk.pieces,
        pictures: desk.pictures,
        tables: desk.tables,
        layout,
    };
    let manifest = skeleton::make(&into.project, wishes, findings)?;
    desk.files.push(Outgoing {
        name: ISSUE_FILE.into(),
        bytes: manifest.into_bytes(),
        from: Place::File(into.shown.clone()),
    });
    Some(Incoming { files: desk.files })
}

/// From 0 for the most important article of its page to 1: by its share of the page it came
/// from, else by its order.
fn ranks(stories: &[super::Story]) -> Vec<f64> {
    /// Share, top, left, and its place among all.
    type Key = (f64, f64, f64, usize);
    let mut pages: BTreeMap<Option<u32>, Vec<Key>> = BTreeMap::new();
    for (at, story) in stories.iter().enumerate() {
        let (share, top, left) = story.area.unwrap_or_default();
        let page = pages.entry(story.page).or_default();
        page.push((0.0 - share, top, left, at));
    }
    let mut ranks = vec![0.0; stories.len()];
    for mut page in pages.into_values() {
        let all = page.len() as f64;
        page.sort_by(|a, b| {
            let parts = [(a.0, b.0), (a.1, b.1), (a.2, b.2)].into_iter();
            let order = parts.map(|(a, b)| a.total_cmp(&b));
            order
                .fold(Ordering::Equal, Ordering::then)
                .then(a.3.cmp(&b.3))
        });
        for (before, (.., at)) in page.into_iter().enumerate() {
            if let Some(rank) = ranks.get_mut(at) {
                *rank = before as f64 / all;
            }
        }
    }
    ranks
}

struct Desk<'a> {
    into: &'a Target,
    names: Names,
    files: Vec<Outgoing>,
    pieces: Vec<Piece>,
    pictures: Vec<Extra>,
    tables: Vec<Extra>,
}

impl Desk<'_> {
    /// A story without a text is its pictures.
    fn picture_story(&mut self, story: super::Story, findings: &mut Vec<Finding>) {
        let title = story.headline.join(" ");
        let mut used = story.photos.is_empty();
        for mut photo in story.photos {
            if photo.caption.is_none() && !title.is_empty() {
                photo.caption = Some(title.clone());
                used = true;
            }
            self.photo(photo, None);
        }
        let message = match (used, title.is_empty()) {
            (_, true) => "an article without a text became its pictures".to_string(),
            (true, false) => format!(
                "an article without a text became its pictures, its headline their caption: {title}"
            ),
            (false, false) => format!(
                "an article without a text became its pictures; its headline is not carried over: {title}"
            ),
        };
        findings.push(lost(&story.from, message));
    }

    fn photo(&mut self, photo: Photo, of: Option<&str>) {
        // Two articles may name one picture.
        let same = self
            .files
            .iter()
            .find(|file| file.name.starts_with("pictures/") && file.bytes == photo.bytes);
        if same.is_some() {
            return;
        }
        let name = write::photo(&mut self.names, &photo);
        self.pictures.push(Extra {
            file: name.clone(),
            caption: photo.caption,
            credit: photo.credit,
            page: photo.page,
            of: of.map(str::to_string),
            from: photo.from.clone(),
        });
        self.files.push(Outgoing {
            name,
            bytes: photo.bytes,
            from: photo.from,
        });
    }

    fn table(
        &mut self,
        sheet: &super::Sheet,
        at: usize,
        article: &str,
        page: Option<u32>,
        findings: &mut Vec<Finding>,
    ) {
        let stem = article
            .trim_start_matches("articles/")
            .trim_end_matches(".md");
        let name = self
            .names
            .take("tables", &format!("{stem}-{}", at + 1), "csv");
        let text = write::csv(sheet);
        let shown = self.into.shown.join(&name);
        match table::read(text.as_bytes(), &shown) {
            Ok((_, found)) => findings.extend(found),
            Err(_) => {
                let rows: Vec<String> = sheet.rows.iter().map(|row| row.join(" ")).collect();
                findings.push(lost(
                    &sheet.from,
                    format!(
                        "a table has a form that cannot be set; its words are: {}",
                        rows.join("／")
                    ),
                ));
                return;
            }
        }
        findings.push(super::changed(
            &sheet.from,
            format!("a table became {name}"),
        ));
        self.tables.push(Extra {
            file: name.clone(),
            caption: sheet.title.clone(),
            credit: None,
            page,
            of: Some(article.to_string()),
            from: sheet.from.clone(),
        });
        self.files.push(Outgoing {
            name,
            bytes: text.into_bytes(),
            from: sheet.from.clone(),
        });
    }
}

/// A manifest that is there is the editor's: it stays, and what it does not name is told instead
/// of the difference.
pub fn manifest_kept(
    into: &Target,
    files: &[Outgoing],
    states: &[State],
    findings: &mut Vec<Finding>,
) {
    let kept = files
        .iter()
        .zip(states)
        .any(|(file, state)| file.name == ISSUE_FILE && *state == State::Differs);
    if !kept {
        return;
    }
    let place = into.shown.join(ISSUE_FILE);
    findings.retain(|finding| {
        finding.place.as_ref().map(Place::path) != Some(place.as_path()) || finding.unreadable
    });
    let there = fs::read_to_string(into.folder.join(ISSUE_FILE)).unwrap_or_default();
    let missing: Vec<&str> = files
        .iter()
        .map(|file| file.name.as_str())
        .filter(|name| *name != ISSUE_FILE && !there.contains(&article::quoted(name)))
        .collect();
    if missing.is_empty() {
        return;
    }
    let message = format!(
        "the manifest is there and is kept; it does not name {} of the files that came",
        missing.len()
    );
    let mut finding = Finding::warning("import-left-over", message).at(Place::File(place));
    finding.hints.extend(
        missing
            .iter()
            .map(|name| format!("file = {}", article::quoted(name))),
    );
    findings.push(finding.hint("give each an entry and a slot; `--force` makes the manifest anew"));
}
