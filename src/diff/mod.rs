//! Page comparison (对版): which pages of two PDFs differ, where, and in which words. This is
//! how a designer sees what a change of a template did to every issue.

pub(crate) mod draw;
mod picture;
mod text;

use rayon::prelude::*;

pub use self::picture::Region;
pub use self::text::Change;

/// How pages are compared.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Pixels an inch at which they are drawn.
    pub ppi: f32,
    /// By how much a pixel may differ, of 255: what drawing leaves to chance.
    pub tolerance: u8,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ppi: 100.0,
            tolerance: 24,
        }
    }
}

/// The largest file that is compared, in bytes.
pub const MAX_BYTES: u64 = 1 << 30;

/// A page that is not as it was.
#[derive(Debug)]
pub struct PageDiff {
    /// In the PDF, from 1.
    pub page: usize,
    pub kind: Kind,
    /// Where it differs, in mm from its top left; the larger first.
    pub regions: Vec<Region>,
    /// Its words that differ.
    pub changes: Vec<Change>,
    /// The page before and after side by side, what differs framed, as PNG.
    pub picture: Vec<u8>,
}

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Changed,
    Added,
    Removed,
}

/// Compares two PDFs page by page. The pages that are the same are left out. The error says
/// which of the two cannot be read.
pub fn compare(old: &[u8], new: &[u8], settings: Settings) -> Result<Vec<PageDiff>, String> {
    if old == new {
        return Ok(vec![]);
    }
    let before = draw::Pages::open(old).map_err(|why| format!("the old file {why}"))?;
    let after = draw::Pages::open(new).map_err(|why| format!("the new file {why}"))?;
    let count = before.count.max(after.count);
    let pages: Vec<Result<Option<PageDiff>, String>> = (0..count)
        .into_par_iter()
        .map(|at| page(at, (old, &before), (new, &after), settings))
        .collect();
    let mut differing = vec![];
    for page in pages {
        differing.extend(page?);
    }
    Ok(differing)
}

/// A page of a PDF, counted from 0, as PNG.
pub fn picture_of(pdf: &[u8], at: usize, ppi: f32) -> Result<Vec<u8>, String> {
    let drawn = draw::page(pdf, at, ppi)?.ok_or_else(|| format!("has no page {}", at + 1))?;
    picture::png(drawn.width, drawn.height, &drawn.rgb)
}

fn page(
    at: usize,
    (old, before): (&[u8], &draw::Pages),
    (new, after): (&[u8], &draw::Pages),
    settings: Settings,
) -> Result<Option<PageDiff>, String> {
    let kind = match (at < before.count, at < after.count) {
        (true, true) => Kind::Changed,
        (false, _) => Kind::Added,
        (true, false) => Kind::Removed,
    };
    let one = draw::page(old, at, settings.ppi)?;
    let other = draw::page(new, at, settings.ppi)?;
    let found = picture::compare(one.as_ref(), other.as_ref(), settings);
    let changes = text::changes(&draw::words(old, at)?, &draw::words(new, at)?);
    if kind == Kind::Changed && found.is_empty() && changes.is_empty() {
        return Ok(None);
    }
    let picture = picture::show(one.as_ref(), other.as_ref(), &found)?;
    Ok(Some(PageDiff {
        page: at + 1,
        kind,
        regions: found.iter().map(|area| area.region(settings.ppi)).collect(),
        changes,
        picture,
    }))
}
