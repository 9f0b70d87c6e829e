//! Turns Typst's diagnostics, which come from layouts, into findings.

use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst::syntax::DiagSpan;
use typst::{World, WorldExt};

use crate::diag::{Finding, Place, Severity, SourceText};
use crate::world::IssueWorld;

/// The rule under which a layout's own mistakes are reported.
pub const RULE: &str = "layout";

/// Converts diagnostics, keeping places, hints and the way a call came.
pub fn findings(world: &IssueWorld, diagnostics: &[SourceDiagnostic]) -> Vec<Finding> {
    diagnostics
        .iter()
        .map(|diagnostic| finding(world, diagnostic))
        .collect()
}

fn finding(world: &IssueWorld, diagnostic: &SourceDiagnostic) -> Finding {
    let severity = match diagnostic.severity {
        TypstSeverity::Error => Severity::Error,
        TypstSeverity::Warning => Severity::Warning,
    };
    let mut finding = Finding::new(RULE, severity, diagnostic.message.to_string());
    finding.place = place(world, diagnostic.span);
    for hint in &diagnostic.hints {
        finding.hints.push(hint.v.to_string());
    }
    for point in &diagnostic.trace {
        if let Some(place) = place(world, point.span.into()) {
            finding.related.push((place, point.v.to_string()));
        }
    }
    finding
}

fn place(world: &IssueWorld, span: DiagSpan) -> Option<Place> {
    let id = span.id()?;
    let range = world.range(span)?;
    let path = id.vpath().get_without_slash().to_string();
    match world.source(id) {
        Ok(source) => Some(Place::text(&SourceText::new(path, source.text()), range)),
        Err(_) => Some(Place::File(path.into())),
    }
}
