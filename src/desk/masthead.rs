//! The picture of the paper's name (报头题字), made ready for the press once an issue.

use std::path::Path;

use super::job::{Desk, read};
use crate::diag::{Finding, Place};
use crate::makeup::Plan;
use crate::manifest::Spot;
use crate::picture::{self, Fit, Prepared, Press, Wanted};

/// A name is looked at closely, and one bitmap stands in it alone: it keeps this resolution.
const PPI: f64 = 600.0;

/// The widest a name is set, as a part of the sheet's width.
const WIDEST: f64 = 0.5;

/// Reads and prepares it for the box in which it stands, once that is known: until then for the
/// widest, and nothing is said of its resolution. What is wrong is an error at the house file's line.
pub fn prepare(
    desk: &Desk,
    press: &Press,
    plan: &Plan,
    file: &Spot<String>,
    found: Option<(f64, f64)>,
) -> Result<(Prepared, Vec<Finding>), Box<Finding>> {
    let project = desk.project;
    let place = Place::text(&project.house_source, file.range());
    let at = |finding: Finding| Finding {
        place: Some(place.clone()),
        ..finding
    };
    let wrong = |why: String| {
        let message = format!("cannot use the masthead `{}`: {why}", file.as_str());
        Box::new(at(Finding::unreadable("masthead", message)))
    };
    let path = project
        .resolve_inside(&project.root, file)
        .map_err(|why| wrong(why.to_string()))?;
    let bytes = read(&path).map_err(wrong)?;
    let first = plan.pages.first();
    let widest = first.map_or((600.0, 800.0), |page| {
        let sheet = page.layout.sheet;
        (sheet.width * WIDEST, sheet.height * WIDEST)
    });
    let (width, height) = found.unwrap_or(widest);
    let wanted = Wanted {
        width,
        height,
        fit: Fit::Contain,
        focus: (0.5, 0.5),
        gray: first.is_some_and(|page| page.mono),
        ppi: PPI,
    };
    let name = Path::new(file.as_str());
    let made = desk.drawn(bytes, name).and_then(|(bytes, said)| {
        let (made, more) = picture::prepare(&bytes, name, &wanted, press, desk.cache.as_deref())?;
        Ok((made, [said, more].concat()))
    });
    let (made, mut said) = made.map_err(|finding| Box::new(at(*finding)))?;
    if found.is_none() {
        said.retain(|finding| finding.rule != picture::RESOLUTION);
    }
    Ok((made, said.into_iter().map(at).collect()))
}
