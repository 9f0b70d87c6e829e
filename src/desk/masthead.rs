//! The picture of the paper's name (报头题字), made ready for the press once an issue.

use std::path::Path;

use super::job::read;
use crate::diag::{Finding, Place};
use crate::makeup::Plan;
use crate::manifest::Spot;
use crate::picture::{self, Fit, Prepared, Press, Wanted};
use crate::project::Project;

/// A name is looked at closely, and one bitmap stands in it alone: it keeps this resolution.
const PPI: f64 = 600.0;

/// The widest a name is set, as a part of the sheet's width.
const WIDEST: f64 = 0.5;

/// Reads and prepares it; what is wrong is an error at the house file's line.
pub fn prepare(
    project: &Project,
    plan: &Plan,
    file: &Spot<String>,
    press: &Press,
    cache: Option<&Path>,
) -> Result<(Prepared, Vec<Finding>), Box<Finding>> {
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
    let (width, height) = first.map_or((600.0, 800.0), |page| {
        (page.layout.sheet.width, page.layout.sheet.height)
    });
    let wanted = Wanted {
        width: width * WIDEST,
        height: height * WIDEST,
        fit: Fit::Contain,
        focus: (0.5, 0.5),
        gray: first.is_some_and(|page| page.mono),
        ppi: PPI,
    };
    let shown = Path::new(file.as_str());
    match picture::prepare(&bytes, shown, &wanted, press, cache) {
        Ok((made, more)) => Ok((made, more.into_iter().map(at).collect())),
        Err(finding) => Err(Box::new(at(*finding))),
    }
}
