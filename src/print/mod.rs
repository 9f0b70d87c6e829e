//! Print: finished pages become PDF files for the press, PDF/X-4 by our checks.

pub mod check;
pub mod intent;
pub mod settings;
mod time;
pub mod x4;

use typst::foundations::{Datetime, Smart};
use typst::model::DocumentInfo;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, Timestamp};

use self::intent::Intent;
pub use self::settings::Settings;
pub use self::time::{now, timestamp, today};
use self::x4::{Boxes, Meta, Moment};
use crate::diag::Finding;
use crate::shelf::Parts;

/// What the files of an issue say of themselves.
pub struct Job<'a> {
    /// Names the issue stably, for instance `YB/2022-04-11/12345`.
    pub ident: &'a str,
    /// The title a person reads, for instance `样报 2022-04-11`.
    pub title: &'a str,
    pub time: Datetime,
    /// Proofs are not for the press and do not claim to be PDF/X.
    pub proof: bool,
}

const CREATOR: &str = concat!("dayang ", env!("CARGO_PKG_VERSION"));

impl Job<'_> {
    /// All that a page's file comes from, beside the page itself.
    pub fn add_to(&self, parts: &mut Parts, settings: &Settings, intent: &Intent) {
        for text in [
            self.ident,
            self.title,
            CREATOR,
            &intent.identifier,
            &intent.condition,
        ] {
            parts.add(text.as_bytes());
        }
        parts.add(format!("{:?} {:?}", self.time, *settings.bleed).as_bytes());
        parts.add(intent.registry.as_deref().unwrap_or_default().as_bytes());
        parts.add(intent.profile.packed());
        parts.add(&[settings.marks, settings.trapped, self.proof].map(u8::from));
    }
}

/// A page's file: exported and finished for the press that is meant. `number` is its own (版次).
pub fn page(
    page: &Page,
    info: &DocumentInfo,
    number: u32,
    job: &Job,
    settings: &Settings,
    intent: &Intent,
) -> Result<Vec<u8>, Vec<Finding>> {
    let document = PagedDocument::new([page.clone()].into_iter().collect(), info.clone());
    let meta = meta(job, Some(number), settings);
    let raw = export(&document, &meta, job.time)?;
    x4::finish(&raw, intent, boxes(settings)?, &meta)
        .map(|(bytes, _)| bytes)
        .map_err(not_finished)
}

/// The file of the whole issue, of the files of its pages.
pub fn issue(
    pages: &[&[u8]],
    job: &Job,
    settings: &Settings,
    intent: &Intent,
) -> Result<Vec<u8>, Vec<Finding>> {
    let meta = meta(job, None, settings);
    x4::join(pages, intent, boxes(settings)?, &meta).map_err(not_finished)
}

fn boxes(settings: &Settings) -> Result<Boxes, Vec<Finding>> {
    let wrong = |error: settings::SettingsError| {
        vec![Finding::unreadable("print-settings", error.to_string())]
    };
    Ok(Boxes {
        bleed: settings.bleed_pt().map_err(wrong)?,
        marks: settings.marks,
    })
}

fn not_finished(error: x4::FinishError) -> Vec<Finding> {
    vec![Finding::error("pdf-x", error.to_string())]
}

/// What the whole issue, or one page of it, says of itself.
fn meta(job: &Job, number: Option<u32>, settings: &Settings) -> Meta {
    let time = job.time;
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

fn export(document: &PagedDocument, meta: &Meta, time: Datetime) -> Result<Vec<u8>, Vec<Finding>> {
    let options = PdfOptions {
        ident: Smart::Custom(meta.ident.clone()),
        creator: Smart::Custom(Some(CREATOR.into())),
        timestamp: Some(Timestamp::new_utc(time)),
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
