//! A signed page that would change is an error, unless it was released.

use super::{PageState, State, States};
use crate::deliver::{Output, content};
use crate::diag::{Finding, Place};

/// Holds finished pages against what was signed; `pages` are the numbers of the pages,
/// `manifest` the manifest's place.
pub fn check(
    states: &States,
    outputs: &[Output],
    pages: &[u32],
    manifest: Option<&Place>,
) -> Vec<Finding> {
    let mut findings = vec![];
    for state in &states.pages {
        if !pages.contains(&state.number) {
            findings.push(no_page(state, pages, manifest));
            continue;
        }
        if state.state != State::Signed {
            continue;
        }
        let own = outputs
            .iter()
            .find(|output| output.page == Some(state.number));
        let Some(output) = own else { continue };
        let same = content::hash(&output.bytes).ok();
        if same.is_some() && same == state.hash {
            continue;
        }
        findings.push(changed(state, manifest));
    }
    findings
}

fn changed(state: &PageState, manifest: Option<&Place>) -> Finding {
    let number = state.number;
    let by = state.by.as_deref().unwrap_or("someone");
    let at = state.at.as_deref().unwrap_or("some time");
    let message = format!("page {number} is signed, and would change");
    let mut finding = Finding::error("signed-page-changed", message).on(number);
    // The page is what changes, the signature is what forbids it.
    finding = match manifest {
        Some(page) => finding
            .at(page.clone())
            .related(state.place.clone(), format!("signed by {by}, {at}")),
        None => finding.at(state.place.clone()),
    };
    finding
        .hint(format!("signed by {by}, {at}"))
        .hint("take the change back, or release the page: `dayang release <ISSUE> --page N --by NAME`")
}

fn no_page(state: &PageState, pages: &[u32], manifest: Option<&Place>) -> Finding {
    let message = format!("the issue has no page {}", state.number);
    let list: Vec<String> = pages.iter().map(u32::to_string).collect();
    let mut finding = Finding::error("page-state", message)
        .at(state.place.clone())
        .hint(format!("it has {}", list.join(", ")));
    if let Some(manifest) = manifest {
        finding = finding.related(manifest.clone(), "the manifest");
    }
    finding
}
