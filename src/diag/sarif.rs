//! Findings as SARIF 2.1.0, which code hosts and editors read: rules with their help,
//! results with level, region and what belongs to them.

use serde_json::{Map, Value, json};

use super::{Finding, Place, RuleHelp, Severity, in_order};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log of a run; `help` knows the rules.
pub fn log(findings: &[Finding], help: &dyn Fn(&str) -> Option<RuleHelp>) -> Value {
    let findings = in_order(findings);
    let mut ids: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    ids.sort_unstable();
    ids.dedup();
    let rules: Vec<Value> = ids.iter().map(|id| rule(id, help(id))).collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            result(
                finding,
                ids.binary_search(&finding.rule).unwrap_or_default(),
            )
        })
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "dayang",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(id: &str, help: Option<RuleHelp>) -> Value {
    let Some(help) = help else {
        return json!({ "id": id, "shortDescription": { "text": id } });
    };
    json!({
        "id": id,
        "shortDescription": { "text": help.line },
        "help": { "text": help.help, "markdown": help.help },
        "defaultConfiguration": { "level": help.severity.word() },
    })
}

fn result(finding: &Finding, index: usize) -> Value {
    let mut text = finding.message.clone();
    for hint in &finding.hints {
        text.push_str(&format!("\nhint: {hint}"));
    }
    let mut result = Map::new();
    result.insert("ruleId".into(), json!(finding.rule));
    result.insert("ruleIndex".into(), json!(index));
    result.insert("level".into(), json!(level(finding.severity)));
    result.insert("message".into(), json!({ "text": text }));
    if let Some(place) = &finding.place {
        result.insert(
            "locations".into(),
            json!([{ "physicalLocation": physical(place) }]),
        );
    }
    if !finding.related.is_empty() {
        let related: Vec<Value> = finding
            .related
            .iter()
            .enumerate()
            .map(|(id, (place, words))| {
                json!({
                    "id": id,
                    "message": { "text": words },
                    "physicalLocation": physical(place),
                })
            })
            .collect();
        result.insert("relatedLocations".into(), json!(related));
    }
    let mut properties = Map::new();
    if let Some(page) = finding.page {
        properties.insert("page".into(), json!(page));
    }
    if let Some(slot) = &finding.slot {
        properties.insert("slot".into(), json!(slot));
    }
    if !properties.is_empty() {
        result.insert("properties".into(), json!(properties));
    }
    Value::Object(result)
}

fn level(severity: Severity) -> &'static str {
    severity.word()
}

fn physical(place: &Place) -> Value {
    let mut physical = Map::new();
    let uri = uri(&place.path().to_string_lossy());
    physical.insert("artifactLocation".into(), json!({ "uri": uri }));
    if let Some(((line, column), (end_line, end_column))) = place.region() {
        let region = json!({
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
        });
        physical.insert("region".into(), region);
    }
    Value::Object(physical)
}

/// A path as a relative reference: slashes stay, what a URI cannot hold is written in hex.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_as_references() {
        assert_eq!(uri("issues/a b.md"), "issues/a%20b.md");
        assert_eq!(uri("稿.md"), "%E7%A8%BF.md");
    }
}
