//! The press of an issue: what the house says of it, and the files for it with their names.

use std::sync::Arc;

use super::pages::{Files, Printing};
use super::{Result, Wish};
use crate::compose::{Before, Composed};
use crate::deliver::{Naming, Output};
use crate::diag::{Finding, Place};
use crate::makeup::PlannedPage;
use crate::manifest::Spot;
use crate::preflight;
use crate::preflight::rules::Case;
use crate::print::{self, intent::Intent};
use crate::project::Project;
use crate::world::ProjectFiles;

/// The press that the house's `[print]` names, or what is wrong there, at its line: a profile
/// that is outside the project or not for a press, a condition without one.
pub fn intent(project: &Project) -> std::result::Result<Intent, Box<Finding>> {
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
    files: impl Iterator<Item = Vec<u8>>,
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
        outputs.push(Output {
            name: name(&house.delivery.issue, None, mono),
            bytes,
            page: None,
            mono,
        });
    }
    outputs
}

/// What composed pages are printed by.
pub struct Press<'a> {
    pub case: &'a Case<'a>,
    pub intent: &'a Intent,
    pub files: &'a ProjectFiles,
    pub known: &'a mut Files,
}

impl Press<'_> {
    /// Makes the files, or says why there are none.
    pub fn print(
        self,
        composed: &mut Composed,
        before: &mut Before,
        wish: &Wish,
        result: &mut Result,
    ) {
        if let Err(findings) = self.try_print(composed, before, wish, result) {
            result.findings.extend(findings);
        }
    }

    fn try_print(
        self,
        composed: &mut Composed,
        before: &mut Before,
        wish: &Wish,
        result: &mut Result,
    ) -> std::result::Result<(), Vec<Finding>> {
        let (project, plan) = (self.case.project, self.case.plan);
        let house = &project.house;
        let code = &**house.paper.code;
        let job = print::Job {
            ident: &format!("{code}/{}/{}", plan.date, plan.number),
            title: &format!("{} {}", house.paper.name, plan.date),
            time: print::timestamp(plan.date).map_err(|finding| vec![*finding])?,
            proof: wish.proof,
        };
        // Pages that were set only for the sake of an article that runs on are not printed.
        let asked: Vec<(usize, &PlannedPage)> = (plan.pages.iter().enumerate())
            .filter(|(_, page)| wish.page.is_none_or(|number| page.number == number))
            .collect();
        let printing = Printing {
            job: &job,
            settings: &house.print,
            intent: self.intent,
            project: self.files,
            seconds: house.limits.compose_seconds,
        };
        let ready = printing.pages(&asked, composed, self.known, before)?;
        for ((_, page), ready) in asked.iter().zip(&ready) {
            let findings = preflight::press::findings(page, &ready.violations);
            result.findings.extend(findings);
        }
        let bytes: Vec<&[u8]> = ready.iter().map(|ready| &*ready.bytes).collect();
        let issue = match wish.page {
            None if wish.without.is_empty() => {
                Some(print::issue(&bytes, &job, &house.print, self.intent)?)
            }
            _ => None,
        };
        let pages: Vec<&PlannedPage> = asked.iter().map(|(_, page)| *page).collect();
        result.pages = pages.iter().map(|page| page.number).collect();
        drop(bytes);
        // What nobody keeps is given away and not copied.
        let files = ready.into_iter().map(|ready| match Arc::try_unwrap(ready) {
            Ok(ready) => ready.bytes,
            Err(kept) => kept.bytes.clone(),
        });
        result.outputs = outputs(self.case, &pages, files, issue, wish);
        Ok(())
    }
}
