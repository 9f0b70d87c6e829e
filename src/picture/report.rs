//! What is told about a picture.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::colour::Press;
use super::geometry::INCH;
use super::{Wanted, geometry, limit};
use crate::diag::{Finding, Place, Severity};

/// What is known of a picture that was made. Whole numbers only: they come back from the cache
/// exactly as they went in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Size in pixels.
    pub width: u32,
    pub height: u32,
    /// Size of the upright picture before it was cut and scaled.
    pub source: (u32, u32),
    pub bilevel: bool,
    /// The most ink of any area, in hundredths of a percent.
    pub ink: u32,
    pub notes: Vec<Note>,
}

/// Something that was noticed on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// The embedded profile was not used, and why.
    BadProfile(String),
    /// Inks of another condition, by its profile's name.
    OtherInks(String),
    /// Ink was taken away; how much there was, in hundredths of a percent.
    InkTaken { before: u32 },
}

/// Why a picture cannot be made.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    NoBytes,
    Unknown,
    /// A kind that is known and not taken.
    Refused(&'static str),
    Unsupported(String),
    Truncated,
    Damaged(String),
    Empty,
    Large {
        width: u64,
        height: u64,
    },
    Bomb {
        width: u64,
        height: u64,
        file: usize,
    },
    /// A drawing that cannot be placed.
    Drawing(String),
    /// A drawing of several pages, of which nobody said which one is meant.
    Pages(usize),
    /// The box has no size, in points.
    Box {
        width: f64,
        height: f64,
    },
    /// The press's profile cannot be used.
    Press(String),
    /// Our own fault.
    Fault(String),
}

impl From<String> for Trouble {
    fn from(why: String) -> Self {
        Self::Drawing(why)
    }
}

impl From<&str> for Trouble {
    fn from(why: &str) -> Self {
        Self::Drawing(why.into())
    }
}

const KINDS: &str = "save it as JPEG, PNG, TIFF, WebP, SVG or PDF";
const AGAIN: &str = "fetch the file again, or open it in a picture editor and save it anew";

impl Trouble {
    /// The finding for a picture.
    pub fn finding(self, name: &Path) -> Finding {
        let file = format!("the picture `{}`", name.display());
        let (rule, message, hint): (_, String, String) = match self {
            Self::NoBytes => ("picture-damaged", "is an empty file".into(), AGAIN.into()),
            Self::Unknown => (
                "picture-format",
                "is of no kind that can be printed".into(),
                KINDS.into(),
            ),
            Self::Refused(kind) => (
                "picture-format",
                format!("is a {kind} file, which is not printed from"),
                KINDS.into(),
            ),
            Self::Unsupported(why) => (
                "picture-format",
                format!("cannot be read: {why}"),
                KINDS.into(),
            ),
            Self::Truncated => ("picture-damaged", "is cut short".into(), AGAIN.into()),
            Self::Damaged(why) => (
                "picture-damaged",
                format!("is damaged: {why}"),
                AGAIN.into(),
            ),
            Self::Empty => ("picture-damaged", "has no pixels".into(), AGAIN.into()),
            Self::Large { width, height } => (
                "picture-size",
                format!("has {width} × {height} pixels, more than can be made ready"),
                format!(
                    "scale it down: at most {} million pixels",
                    limit::MOST_PIXELS / 1_000_000
                ),
            ),
            Self::Bomb {
                width,
                height,
                file,
            } => (
                "picture-size",
                format!("claims {width} × {height} pixels in {file} bytes"),
                "no photograph has so little in it; save it smaller if it is meant".into(),
            ),
            Self::Drawing(why) => (
                "picture-vector",
                why,
                "export the drawing again, with all that it uses embedded".into(),
            ),
            Self::Pages(pages) => (
                "picture-vector",
                format!("has {pages} pages; a picture takes one"),
                "export the page that is meant as a PDF of its own".into(),
            ),
            Self::Box { width, height } => {
                let message = format!("has a box of {width} × {height} pt");
                let hint = "give its slot a width and a height";
                return Finding::error("picture-box", format!("{file} {message}")).hint(hint);
            }
            Self::Press(why) | Self::Fault(why) => (
                "picture-fault",
                format!("cannot be made ready: {why}"),
                AGAIN.into(),
            ),
        };
        Finding::unreadable(rule, format!("{file} {message}"))
            .at(Place::File(name.to_path_buf()))
            .hint(hint)
    }

    /// The finding for a press.
    pub fn press_finding(self) -> Finding {
        let why = match self {
            Self::Press(why) | Self::Fault(why) => why,
            other => format!("{other:?}"),
        };
        Finding::unreadable(
            "print-profile",
            format!("the press profile cannot be used: {why}"),
        )
        .hint("expected the ICC output profile (CMYK, `prtr`) of the printing condition")
    }
}

/// Pixels an inch below which print is refused and below which it is doubted.
const FEWEST: [(f64, Severity); 2] = [(99.0, Severity::Error), (149.0, Severity::Warning)];
/// The same for art in pure black and white.
const FEWEST_LINE_ART: [(f64, Severity); 2] =
    [(549.0, Severity::Error), (799.0, Severity::Warning)];

/// What is to be told about a picture that was made.
pub fn findings(made: &Made, name: &Path, wanted: &Wanted, press: &Press) -> Vec<Finding> {
    let mut findings: Vec<_> = resolution(made, name, wanted).into_iter().collect();
    let file = format!("the picture `{}`", name.display());
    for note in &made.notes {
        findings.push(match note {
            Note::BadProfile(why) => Finding::warning(
                "picture-profile",
                format!("{file} has a profile that cannot be used: {why}; it is read as sRGB"),
            )
            .hint("save it anew with the profile that it was worked on in, or as sRGB"),
            Note::OtherInks(condition) => Finding::new(
                "picture-profile",
                Severity::Note,
                format!("{file} is separated for `{condition}`; its inks are kept as they are"),
            )
            .hint("send it as RGB to have it separated for this press"),
            Note::InkTaken { before } => Finding::warning(
                "picture-ink",
                format!(
                    "{file} had {:.0} % of ink; its colours were thinned to {:.0} %",
                    f64::from(*before) / 100.0,
                    press.ink_limit()
                ),
            )
            .hint("send it as RGB, or separated for this press"),
        });
    }
    findings
        .into_iter()
        .map(|finding| finding.at(Place::File(name.to_path_buf())))
        .collect()
}

fn resolution(made: &Made, name: &Path, wanted: &Wanted) -> Option<Finding> {
    let ppi = geometry::source_ppi(made, wanted);
    let limits = if made.bilevel {
        FEWEST_LINE_ART
    } else {
        FEWEST
    };
    // A hair less is the layout's rounding.
    let (fewest, severity) = limits
        .into_iter()
        .find(|(fewest, _)| ppi + 0.01 < *fewest)?;
    let enough = limits[1].0;
    let needed = |length: f64| (length / INCH * enough).ceil();
    let kind = if made.bilevel {
        "black-and-white art"
    } else {
        "picture"
    };
    let message = format!(
        "the {kind} `{}` has {ppi:.0} pixels an inch where it is printed, fewer than {fewest:.0}",
        name.display()
    );
    let hint = format!(
        "send it with {:.0} × {:.0} pixels or more, or print it smaller",
        needed(wanted.width),
        needed(wanted.height)
    );
    Some(Finding::new(super::RESOLUTION, severity, message).hint(hint))
}
