//! Print: finished pages become PDF files for the press, PDF/X-4 by our checks.

pub mod check;
pub mod intent;
pub mod settings;
mod time;
pub mod x4;

use rayon::prelude::*;
use typst::foundations::{Datetime, Smart};
use typst::layout::PageRanges;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use self::intent::Intent;
pub use self::settings::Settings;
pub use self::time::{now, timestamp, today};
use self::x4::{Boxes, Meta, Moment};
use crate::diag::Finding;

/// The files of an issue: one a page, in order, and the whole.
pub struct Printed {
    pub pages: Vec<Vec<u8>>,
    pub issue: Vec<u8>,
}

/// What the files of an issue say of themselves.
pub struct Job<'a> {
    /// Names the issue stably, for instance `YB/2022-04-11/12345`.
    pub ident: &'a str,
    /// The title a person reads, for instance `样报 2022-04-11`.
    pub title: &'a str,
    /// The numbers of the document's pages (版次), in order.
    pub numbers: &'a [u32],
    pub time: Datetime,
    /// Proofs are not for the press and do not claim to be PDF/X.
    pub proof: bool,
}

const CREATOR: &str = concat!("dayang ", env!("CARGO_PKG_VERSION"));

/// Exports every page and the whole issue, side by side, and finishes them for the press.
/// `intent` is the press they are made for.
pub fn print(
    document: &PagedDocument,
    job: &Job,
    settings: &Settings,
    intent: &Intent,
) -> Result<Printed, Vec<Finding>> {
    let wrong = |error: settings::SettingsError| {
        vec![Finding::unreadable("print-settings", error.to_string())]
    };
    let boxes = Boxes {
        bleed: settings.bleed_pt().map_err(wrong)?,
        marks: settings.marks,
    };
    let count = document.pages().len();
    // The whole issue is the longest piece of work, so it starts first.
    let jobs: Vec<Option<usize>> = std::iter::once(None).chain((0..count).map(Some)).collect();
    let files: Result<Vec<Vec<u8>>, Vec<Finding>> = jobs
        .par_iter()
        .map(|&page| {
            let meta = meta(job, page, settings);
            let raw = export(document, &meta, job.time, page)?;
            finish(&raw, intent, boxes, &meta)
        })
        .collect();
    let mut files = files?;
    let issue = files.remove(0);
    Ok(Printed {
        pages: files,
        issue,
    })
}

/// What the whole issue, or one page of it, says of itself.
fn meta(job: &Job, page: Option<usize>, settings: &Settings) -> Meta {
    let time = job.time;
    let number = page.map(|at| job.numbers.get(at).copied().unwrap_or(at as u32 + 1));
    Meta {
        title: match number {
            Some(number) => format!("{} 第{number}版", job.title),
            None => job.title.into(),
        },
        creator: CREATOR.into(),
        ident: match number {
            Some(number) => format!("{}/{number}", job.ident),
            None => job.ident.into(),
        },
        time: Moment {
            year: time.year().unwrap_or(1970),
            month: time.month().unwrap_or(1),
            day: time.day().unwrap_or(1),
            hour: time.hour().unwrap_or(0),
            minute: time.minute().unwrap_or(0),
            second: time.second().unwrap_or(0),
        },
        trapped: settings.trapped,
        proof: job.proof,
    }
}

fn export(
    document: &PagedDocument,
    meta: &Meta,
    time: Datetime,
    page: Option<usize>,
) -> Result<Vec<u8>, Vec<Finding>> {
    let number = page.and_then(|at| std::num::NonZeroUsize::new(at + 1));
    let options = PdfOptions {
        ident: Smart::Custom(meta.ident.clone()),
        creator: Smart::Custom(Some(CREATOR.into())),
        timestamp: Some(Timestamp::new_utc(time)),
        page_ranges: number.map(|number| PageRanges::new(vec![Some(number)..=Some(number)])),
        // Tags would point at links, and print has none.
        tagged: false,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| {
        let finding = |message: String| Finding::error("pdf", message);
        errors
            .iter()
            .map(|error| finding(error.message.to_string()))
            .collect()
    })
}

fn finish(raw: &[u8], intent: &Intent, boxes: Boxes, meta: &Meta) -> Result<Vec<u8>, Vec<Finding>> {
    match x4::finish(raw, intent, boxes, meta) {
        Ok((bytes, _)) => Ok(bytes),
        Err(error) => Err(vec![Finding::error("pdf-x", error.to_string())]),
    }
}
