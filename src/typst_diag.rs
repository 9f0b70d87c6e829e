//! Turns Typst's diagnostics, which come from layouts, into findings.

use std::collections::HashMap;
use std::sync::Arc;

use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst::syntax::{DiagSpan, FileId};
use typst::{World, WorldExt};

use crate::diag::{Finding, Place, Severity, SourceText};
use crate::world::IssueWorld;

/// The rule under which a layout's own mistakes are reported.
pub const RULE: &str = "layout";

/// A module with more mistakes is no module; the rest would be more of the same.
const MOST: usize = 100;

/// The texts of the files that diagnostics point into, each once: a mistake on every line of a
/// long module must not take the module's length for each.
type Texts = HashMap<FileId, Option<Arc<SourceText>>>;

/// Converts diagnostics, keeping places, hints and the way a call came.
pub fn findings(world: &IssueWorld, diagnostics: &[SourceDiagnostic]) -> Vec<Finding> {
    let mut texts = Texts::new();
    let told = diagnostics.iter().take(MOST);
    let mut findings: Vec<Finding> = told
        .map(|diagnostic| finding(world, diagnostic, &mut texts))
        .collect();
    if let (more @ 1.., Some(last)) = (diagnostics.len().saturating_sub(MOST), findings.last_mut())
    {
        last.hints.push(format!("{more} more are not told"));
    }
    findings
}

fn finding(world: &IssueWorld, diagnostic: &SourceDiagnostic, texts: &mut Texts) -> Finding {
    let severity = match diagnostic.severity {
        TypstSeverity::Error => Severity::Error,
        TypstSeverity::Warning => Severity::Warning,
    };
    let mut finding = Finding::new(RULE, severity, diagnostic.message.to_string());
    finding.place = place(world, diagnostic.span, texts);
    for hint in &diagnostic.hints {
        finding.hints.push(hint.v.to_string());
    }
    for point in &diagnostic.trace {
        if let Some(place) = place(world, point.span.into(), texts) {
            finding.related.push((place, point.v.to_string()));
        }
    }
    finding
}

fn place(world: &IssueWorld, span: DiagSpan, texts: &mut Texts) -> Option<Place> {
    let id = span.id()?;
    let range = world.range(span)?;
    let path = id.vpath().get_without_slash();
    let text = texts.entry(id).or_insert_with(|| {
        let source = world.source(id).ok()?;
        Some(SourceText::new(path, source.text()))
    });
    Some(match text {
        Some(text) => Place::text(text, range),
        None => Place::File(path.into()),
    })
}
