//! Turns Typst's diagnostics, which come from layouts, into findings.

use std::collections::HashMap;
use std::sync::Arc;

use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst::syntax::{DiagSpan, FileId};
use typst::{World, WorldExt};

use crate::diag::{Finding, Place, Severity, SourceText, brief, nearest};
use crate::world::{DATA, IssueWorld, file_id};

/// The rule under which a layout's own mistakes are reported.
pub const RULE: &str = "layout";

/// A module with more mistakes is no module; the rest would be more of the same.
const MOST: usize = 100;

/// The texts of the files that diagnostics point into, each once: a mistake on every line of a
/// long module must not take the module's length for each.
type Texts = HashMap<FileId, Option<Arc<SourceText>>>;

/// What helps a layout that reads a file elsewhere.
const OUTSIDE: &str = "a layout reads files of the project alone; copy the file into it";

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
        // Words for Typst's own command line help nobody here.
        let text = hint.v.to_string();
        finding.hints.push(match text {
            text if text.contains("`--root`") => continue,
            text if text.contains("project sandbox") => OUTSIDE.into(),
            text => text,
        });
    }
    for point in &diagnostic.trace {
        if let Some(place) = place(world, point.span.into(), texts) {
            finding.related.push((place, point.v.to_string()));
        }
    }
    slot(world, finding)
}

/// A part of the library that is asked for a slot that the layout has not says so in Typst's
/// words, and in the library's line. The designer is told of the slot, in the layout's own line.
fn slot(world: &IssueWorld, finding: Finding) -> Finding {
    let asked = || {
        let (_, rest) = finding
            .message
            .split_once("dictionary does not contain key \"")?;
        let (name, _) = rest.split_once('"')?;
        words(finding.place.as_ref()?)
            .contains("slots")
            .then(|| name.to_string())
    };
    let Some(name) = asked() else {
        return role(world, finding);
    };
    let places = || finding.related.iter().map(|(place, _)| place);
    let Some(slots) = places().find_map(|place| slots(world, &words(place))) else {
        return finding;
    };
    let own = |place: &&Place| is_layout(place);
    let message = format!("the layout has no slot `{}`", brief(&name));
    let mut told = Finding::error(RULE, message);
    told.place = places().find(own).or(finding.place.as_ref()).cloned();
    let names = slots.iter().map(String::as_str);
    told.hint(match nearest(&name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its slots are {}", slots.join(", ")),
    })
}

/// The same of a font role that the house has not.
fn role(world: &IssueWorld, finding: Finding) -> Finding {
    let roles = || {
        let (_, rest) = finding
            .message
            .split_once("dictionary does not contain key \"")?;
        let (name, _) = rest.split_once('"')?;
        let line = words(finding.place.as_ref()?);
        let id = file_id(&format!("{DATA}/house.json")).ok()?;
        let house: serde_json::Value = serde_json::from_slice(&world.file(id).ok()?).ok()?;
        let roles: Vec<String> = house.get("fonts")?.as_object()?.keys().cloned().collect();
        line.contains("fonts").then(|| (name.to_string(), roles))
    };
    let Some((name, roles)) = roles() else {
        return finding;
    };
    let message = format!("there is no font role `{}`", brief(&name));
    let mut told = Finding::error(RULE, message);
    let places = || finding.related.iter().map(|(place, _)| place);
    let own = |place: &&Place| is_layout(place);
    told.place = places().find(own).or(finding.place.as_ref()).cloned();
    told.hint(match nearest(&name, roles.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the roles are {}", roles.join(", ")),
    })
}

/// Whether a place is in a layout, not in the library.
fn is_layout(place: &Place) -> bool {
    let path = place.path();
    path.starts_with("layouts") && !path.starts_with("layouts/lib")
}

/// The text of a place and of the line that it stands in.
fn words(place: &Place) -> String {
    let Place::Text(source, range) = place else {
        return String::new();
    };
    let text = source.text.as_str();
    let start = text.get(..range.start).and_then(|text| text.rfind('\n'));
    let end = text.get(range.end..).and_then(|text| text.find('\n'));
    let start = start.map_or(0, |at| at + 1);
    let end = end.map_or(text.len(), |at| range.end + at);
    text.get(start..end).unwrap_or_default().to_string()
}

/// The slots of the page whose data a line reads: `render(json("/.dayang/page-1.json"))`.
fn slots(world: &IssueWorld, line: &str) -> Option<Vec<String>> {
    let (_, rest) = line.split_once(&format!("\"/{DATA}/page-"))?;
    let (number, _) = rest.split_once(".json")?;
    let id = file_id(&format!("{DATA}/page-{number}.json")).ok()?;
    let page: serde_json::Value = serde_json::from_slice(&world.file(id).ok()?).ok()?;
    let slots = page.get("slots")?.as_object()?;
    Some(slots.keys().cloned().collect())
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
