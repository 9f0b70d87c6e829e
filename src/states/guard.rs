//! A signed page that would change is an error, unless it was released.

use super::{PageState, State, States};
use crate::deliver::send::place;
use crate::deliver::{Output, content};
use crate::diag::{Finding, Place};
use crate::manifest::IssueManifest;

/// Holds finished pages against what was signed.
pub fn check(states: &States, outputs: &[Output], manifest: &IssueManifest) -> Vec<Finding> {
    let pages: Vec<u32> = (manifest.issue.pages.iter())
        .map(|page| *page.number)
        .collect();
    let mut findings = vec![];
    for state in &states.pages {
        if !pages.contains(&state.number) {
            findings.push(no_page(state, &pages, manifest));
            continue;
        }
        let own = outputs
            .iter()
            .find(|output| output.page == Some(state.number));
        let Some(output) = own.filter(|_| state.state == State::Signed) else {
            continue;
        };
        let now = content::hash(&output.bytes).ok();
        if now.is_none() || now != state.hash {
            findings.push(changed(state, manifest));
        }
    }
    findings
}

fn changed(state: &PageState, manifest: &IssueManifest) -> Finding {
    let number = state.number;
    let by = state.by.as_deref().unwrap_or("someone");
    let at = state.at.as_deref().unwrap_or("some time");
    let signed = format!("signed by {by}, {at}");
    let message = format!("page {number} is signed and would change");
    let finding = Finding::error("signed-page-changed", message).on(number);
    // The page is what changes; the signature is what forbids it.
    let finding = match place(manifest, number) {
        Some(page) => finding.at(page).related(state.place.clone(), signed),
        None => finding.at(state.place.clone()).hint(signed),
    };
    finding.hint(format!(
        "take the change back, or release the page: `dayang release {} --page {number} --by NAME`",
        folder(manifest).display()
    ))
}

/// A state of a page that is not there: the file as a whole cannot be trusted then, so this is of
/// no page.
fn no_page(state: &PageState, pages: &[u32], manifest: &IssueManifest) -> Finding {
    let list: Vec<String> = pages.iter().map(u32::to_string).collect();
    let message = format!("the issue has no page {}", state.number);
    Finding::error("page-state", message)
        .at(state.place.clone())
        .hint(format!("it has {}", list.join(", ")))
        .related(Place::text(&manifest.source, 0..0), "the manifest")
}

/// The issue's folder as findings show it.
fn folder(manifest: &IssueManifest) -> &std::path::Path {
    let path = &manifest.source.path;
    path.parent().unwrap_or(path)
}
