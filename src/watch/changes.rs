//! What became of a page since it was last signed (签样后的改动): it is printed as a build would
//! print it, and compared with the file that was kept when it was signed.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use lopdf::Document;
use serde_json::{Value, json};
use typst::foundations::Datetime;
use typst::model::DocumentInfo;

use super::desk::Sheet;
use super::page;
use crate::diff;
use crate::print;
use crate::project::{Project, read_limited};
use crate::states::{State, States, signed_page};

/// Compares pages with what was signed. What was compared once is known.
pub struct Changes {
    /// The folder.
    folder: PathBuf,
    known: Mutex<HashMap<Key, Value>>,
}

/// A look of a page, and the time of the file it is compared with.
type Key = (String, Option<SystemTime>);

/// Comparisons that are kept.
const KEPT: usize = 200;

impl Changes {
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            known: Mutex::default(),
        }
    }

    /// What differs from the page as it was signed.
    pub fn of(&self, sheet: &Sheet) -> Value {
        let signed = signed_page(&self.folder, sheet.number);
        let time = fs::metadata(&signed).and_then(|data| data.modified()).ok();
        let key = (page::name(&sheet.page), time);
        let known = |key: &Key| self.known().get(key).cloned();
        if let Some(found) = known(&key) {
            return found;
        }
        let found = match time {
            None => said("this page has not been signed yet 尚未签样".into()),
            Some(_) => self
                .compared(sheet, &signed)
                .unwrap_or_else(|why| said(format!("cannot compare with the signed page: {why}"))),
        };
        let mut all = self.known();
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(key, found.clone());
        found
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Value>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn compared(&self, sheet: &Sheet, signed: &Path) -> Result<Value, String> {
        let project = Project::find(&self.folder).value.ok_or("no project")?;
        let old = read_limited(signed, diff::MAX_BYTES).map_err(|_| "it cannot be read")?;
        let new = printed(sheet, &project)?;
        let found = diff::compare(&old, &new, diff::Settings::default())?;
        let (left, top) = trim(&new).unwrap_or_default();
        let pt = |mm: f32| f64::from(mm) * 72.0 / 25.4;
        let regions: Vec<Value> = (found.iter().flat_map(|page| &page.regions))
            .map(|region| {
                json!({
                    "x": pt(region.left) - left,
                    "y": pt(region.top) - top,
                    "width": pt(region.width),
                    "height": pt(region.height),
                })
            })
            .collect();
        let words: Vec<Value> = (found.iter().flat_map(|page| &page.changes))
            .map(|word| {
                json!({
                    "lead": word.lead,
                    "before": word.before,
                    "after": word.after,
                    "tail": word.tail,
                })
            })
            .collect();
        let by = self.signature(&project, sheet.number);
        let what = match (regions.len(), words.len()) {
            (0, 0) => format!("as it was {by} 与签样一致"),
            (places, words) => {
                let s = |count: usize| if count == 1 { "" } else { "s" };
                format!(
                    "{places} place{} and {words} passage{} differ from the page {by} 与签样不同",
                    s(places),
                    s(words)
                )
            }
        };
        Ok(json!({ "said": what, "regions": regions, "words": words }))
    }

    /// Who signed a page, in words.
    fn signature(&self, project: &Project, number: u32) -> String {
        let states = States::read(project, &self.folder)
            .value
            .unwrap_or_default();
        let state = states.get(number);
        match state.map(|state| (state.state, &state.by, &state.at)) {
            Some((State::Signed, Some(by), Some(at))) => format!("that {by} signed at {at}"),
            _ => "last signed".into(),
        }
    }
}

fn said(words: String) -> Value {
    json!({ "said": words, "regions": [], "words": [] })
}

/// A page as a build would print it, but for its dates and names.
fn printed(sheet: &Sheet, project: &Project) -> Result<Vec<u8>, String> {
    let settings = &project.house.print;
    let intent = settings
        .intent(&project.root)
        .map_err(|error| error.to_string())?;
    let job = print::Job {
        ident: "watch",
        title: "watch",
        time: Datetime::from_ymd(2000, 1, 1).ok_or("no time")?,
        proof: false,
    };
    let info = DocumentInfo::default();
    print::page(&sheet.page, &info, sheet.number, &job, settings, &intent).map_err(|findings| {
        let first = findings.into_iter().next();
        first.map_or("it cannot be printed".into(), |finding| finding.message)
    })
}

/// How far the trim lies from the left and the top of what is drawn of a page, pt.
fn trim(pdf: &[u8]) -> Option<(f64, f64)> {
    let document = Document::load_mem(pdf).ok()?;
    let page = document.page_iter().next()?;
    let page = document.get_dictionary(page).ok()?;
    let area = |key: &[u8]| -> Option<[f64; 4]> {
        let edges = page.get(key).ok()?.as_array().ok()?;
        let edges: Vec<f64> = (edges.iter())
            .map(|edge| edge.as_float().map(f64::from))
            .collect::<Result<_, _>>()
            .ok()?;
        edges.first_chunk().copied()
    };
    let drawn = area(b"CropBox").or_else(|| area(b"MediaBox"))?;
    let trim = area(b"TrimBox").unwrap_or(drawn);
    Some((trim[0] - drawn[0], drawn[3] - trim[3]))
}
