//! Pictures (图片): whatever a photographer sends becomes ink, at the size it is printed at.
//!
//! A bitmap comes out as one CMYK JPEG: cropped and scaled for its box, in the press's own
//! inks, within its ink limit, encoded once. Gray comes out on the black plate alone. Drawings
//! (SVG, PDF) stay drawings, their paints in inks. The kind is told by content, never by name.
//!
//! Nothing that a file holds makes this panic, hang or take more memory than [`limit`] allows:
//! what cannot be printed is a [`Finding`]. The same input gives the same bytes and the same
//! findings, whether the cache had them or not.

mod black;
mod cache;
mod colour;
mod decode;
mod encode;
mod geometry;
mod ink;
pub mod inks;
mod kind;
mod limit;
mod orientation;
mod report;
mod scale;
mod separator;
mod stand_in;
mod vector;

use std::path::Path;

pub use cache::clean as clean_cache;
pub use colour::Press;
pub use stand_in::stand_in;

use crate::diag::Finding;
use decode::Mode;
use kind::Kind;
use report::Made;

/// The rule that a picture with too few pixels for its box breaks.
pub const RESOLUTION: &str = "picture-resolution";

/// What the layout asks of a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wanted {
    /// The box's size on paper, in points.
    pub width: f64,
    pub height: f64,
    pub fit: Fit,
    /// What a crop keeps in the middle if it can: from the left and from the top, 0 to 1.
    pub focus: (f64, f64),
    /// Whether the page is printed in black alone.
    pub gray: bool,
    /// Pixels per inch on paper that are enough: more are scaled down, fewer stay as they are.
    pub ppi: f64,
}

/// How a picture goes into a box of other proportions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It fills the box, and what stands out is cut off.
    Cover,
    /// All of it is in the box, which may stay empty at two sides.
    Contain,
}

/// A picture that is ready for the press.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    pub bytes: Vec<u8>,
    /// The extension that says what the bytes are: `jpg` or `pdf`.
    pub extension: &'static str,
    /// Size in pixels; nothing for a drawing.
    pub width_px: u32,
    pub height_px: u32,
    /// Width by height.
    pub proportions: f64,
    /// Pixels per inch on paper, unless it is a drawing.
    pub ppi: Option<f64>,
    /// The most ink in any [`ink::AREA`], in percent, unless it is a drawing.
    pub ink: Option<f64>,
}

/// Makes a picture ready. `name` is its file as findings show it; `cache` is a folder for
/// results that may be shared and deleted at any time.
pub fn prepare(
    source: &[u8],
    name: &Path,
    wanted: &Wanted,
    press: &Press,
    cache: Option<&Path>,
) -> Result<(Prepared, Vec<Finding>), Box<Finding>> {
    let failed = |trouble: report::Trouble| Box::new(trouble.finding(name));
    let wanted = geometry::checked(wanted).map_err(failed)?;
    let kind = kind::tell(source).map_err(failed)?;
    let bitmap = match kind {
        Kind::Svg => {
            return Err(failed(report::Trouble::Drawing(
                "has not been drawn".into(),
            )));
        }
        Kind::Pdf => {
            let made = vector::pdf(source, press, wanted.gray).map_err(failed)?;
            return Ok((made, vec![]));
        }
        Kind::Bitmap(bitmap) => bitmap,
    };
    let entry = cache.map(|folder| cache::Entry::new(folder, source, &wanted, press));
    let cached = entry.as_ref().and_then(cache::Entry::read);
    let (made, bytes) = match cached {
        Some(hit) => hit,
        None => {
            let (made, bytes) = make(source, bitmap, &wanted, press).map_err(failed)?;
            if let Some(entry) = &entry {
                entry.write(&made, &bytes);
            }
            (made, bytes)
        }
    };
    let findings = report::findings(&made, name, &wanted, press);
    let prepared = Prepared {
        bytes,
        extension: "jpg",
        width_px: made.width,
        height_px: made.height,
        proportions: f64::from(made.width) / f64::from(made.height.max(1)),
        ppi: Some(geometry::ppi(&made, &wanted)),
        ink: Some(f64::from(made.ink) / 100.0),
    };
    Ok((prepared, findings))
}

/// Whether a file is a bitmap, by its first bytes.
pub fn is_bitmap(head: &[u8]) -> bool {
    matches!(kind::tell(head), Ok(Kind::Bitmap(_)))
}

/// Whether a file is an SVG, which is to be drawn as a PDF before it is prepared.
pub fn is_svg(source: &[u8]) -> bool {
    matches!(kind::tell(source), Ok(Kind::Svg))
}

/// The finding for a drawing that cannot be drawn.
pub fn cannot_draw(name: &Path, why: String) -> Finding {
    report::Trouble::Drawing(why).finding(name)
}

/// Looks an SVG over before it is drawn: it must be whole and need no other file.
pub fn look_at_svg(source: &[u8], name: &Path) -> Result<Vec<Finding>, Box<Finding>> {
    vector::svg(source, name).map_err(|trouble| Box::new(trouble.finding(name)))
}

/// Decodes, crops, scales, converts and encodes.
fn make(
    source: &[u8],
    kind: kind::Bitmap,
    wanted: &Wanted,
    press: &Press,
) -> Result<(Made, Vec<u8>), report::Trouble> {
    let decoded = decode::decode(source, kind)?;
    let cut = geometry::cut(
        decoded.pixels.width,
        decoded.pixels.height,
        decoded.orientation,
        decoded.bilevel,
        wanted,
    );
    let mut notes = vec![];
    let mut source = (decoded.pixels.width, decoded.pixels.height);
    if orientation::Turn::new(decoded.orientation).swaps() {
        source = (source.1, source.0);
    }
    let bilevel = decoded.bilevel;
    let separated = decoded.pixels.mode == Mode::Cmyk;
    let pixels = scale::extract(decoded.pixels, &cut)?;
    let pixels = orientation::turn(pixels, decoded.orientation);
    let (width, height) = (pixels.width, pixels.height);
    // Black and white are what they are by any profile.
    let profile = decoded.profile.as_deref().filter(|_| !bilevel);
    let mut inks = press.convert(pixels, profile, wanted.gray, &mut notes)?;
    let ink = ink::keep_within(&mut inks, width, wanted, &cut, press, separated, &mut notes);
    let bytes = encode::jpeg(&inks, width, height, bilevel)?;
    let made = Made {
        width,
        height,
        source,
        bilevel,
        ink,
        notes,
    };
    Ok((made, bytes))
}
