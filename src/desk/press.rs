//! The press of an issue: what the house says of it, and the names of the files for it.

use super::Wish;
use crate::deliver::{Naming, Output};
use crate::diag::{Finding, Place};
use crate::makeup::PlannedPage;
use crate::manifest::Spot;
use crate::preflight::rules::Case;
use crate::print::intent::Intent;
use crate::project::Project;

/// The press that the house's `[print]` names, or what is wrong there, at its line: a profile
/// that is outside the project or not for a press, a condition without one.
pub fn intent(project: &Project) -> Result<Intent, Box<Finding>> {
    let print = &project.house.print;
    let wrong = |spot: &Option<Spot<String>>, why: String| {
        let range = spot.as_ref().map_or(0..0, Spot::range);
        let place = Place::text(&project.house_source, range);
        Box::new(Finding::unreadable("print-settings", why).at(place))
    };
    if let Some(profile) = &print.profile {
        project
            .resolve_inside(&project.root, profile)
            .map_err(|why| {
                let why = format!("cannot use the profile `{}`: {why}", profile.as_str());
                wrong(&print.profile, why)
            })?;
    }
    let at = if print.profile.is_some() {
        &print.profile
    } else {
        &print.condition
    };
    print
        .intent(&project.root)
        .map_err(|error| wrong(at, error.to_string()))
}

/// Names the finished files: the pages, then the whole issue.
pub fn outputs(
    case: &Case,
    pages: &[&PlannedPage],
    files: &[&[u8]],
    issue: Option<Vec<u8>>,
    wish: &Wish,
) -> Vec<Output> {
    let (house, plan) = (&case.project.house, case.plan);
    let edition = case.manifest.issue.issue.edition.as_ref();
    let name = |pattern: &str, page, mono| {
        let naming = Naming {
            code: &house.paper.code,
            date: plan.date,
            number: plan.number,
            edition: edition.map(|edition| edition.as_str()),
            page,
            mono,
        };
        let name = naming.fill(pattern);
        // A proof never bears the name of a page that may be printed.
        if wish.proof {
            format!("proof-{name}")
        } else {
            name
        }
    };
    let mut outputs = vec![];
    for (page, bytes) in pages.iter().zip(files) {
        outputs.push(Output {
            name: name(&house.delivery.page, Some(page.number), page.mono),
            bytes: bytes.to_vec(),
            page: Some(page.number),
            mono: page.mono,
        });
    }
    if let Some(bytes) = issue {
        let mono = plan.pages.iter().all(|page| page.mono);
        let name = name(&house.delivery.issue, None, mono);
        outputs.push(Output {
            name,
            bytes,
            page: None,
            mono,
        });
    }
    outputs
}
