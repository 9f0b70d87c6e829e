//! Layouts and copy, read, and the plan that they make.

use std::sync::Arc;

use super::files::DeskFiles;
use super::{Layouts, Result, Wish, report};
use crate::compose::{self, Stage};
use crate::diag::{Finding, Place};
use crate::layout;
use crate::makeup::{self, Plan};
use crate::manifest::IssueManifest;
use crate::project::Project;
use crate::world::ProjectFiles;

/// Reads layouts and copy and makes the plan.
pub fn plan(
    project: &Project,
    manifest: &IssueManifest,
    stage: &Stage,
    files: &Arc<ProjectFiles>,
    wish: &Wish,
    result: &mut Result,
) -> Option<(Plan, Layouts)> {
    let date = manifest.issue.issue.date();
    let world = match compose::world(stage, files, &project.house, date) {
        Ok(world) => world,
        Err(findings) => {
            result.findings.extend(findings);
            return None;
        }
    };
    let asked: Vec<(String, Place)> = (manifest.issue.pages.iter())
        .filter(|page| page.layout.is_placed())
        .map(|page| (page.layout.to_string(), manifest.place(&page.layout)))
        .collect();
    let root = project.root.clone();
    let seconds = project.house.limits.compose_seconds;
    let read = compose::limited(seconds, move || {
        layout::load_all(
            &world,
            &root,
            asked.iter().map(|(name, at)| (&**name, at.clone())),
        )
    });
    let Some((layouts, findings)) = read else {
        result.findings.push(compose::too_long(seconds));
        return None;
    };
    result.findings.extend(findings);
    let mut files = DeskFiles::new(project, manifest);
    let (mut plan, findings) = makeup::plan(manifest, &layouts, &mut files);
    result.findings.extend(files.findings);
    result.findings.extend(findings);
    result.copy = report::copy(&plan);
    for page in &mut plan.pages {
        page.placeholders = wish.placeholders;
    }
    result.sheets = report::pages(&plan);
    if let Some(number) = wish.page {
        if !plan.pages.iter().any(|page| page.number == number) {
            let message = format!("the issue has no page {number}");
            result.findings.push(Finding::unreadable("page", message));
        }
        plan.retain(number);
    }
    plan.leave_out(&wish.without);
    Some((plan, layouts))
}
