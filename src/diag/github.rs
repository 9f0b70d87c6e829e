//! Findings as annotations of GitHub Actions: a line each, shown beside the file's own line
//! in a pull request.

use super::{Finding, Severity, in_order};

/// The annotations, in order and each once.
pub fn text(findings: &[Finding]) -> String {
    in_order(findings).into_iter().map(annotation).collect()
}

fn annotation(finding: &Finding) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = vec![];
    if let Some(place) = &finding.place {
        let path = place.path().to_string_lossy().replace('\\', "/");
        properties.push(format!("file={}", property(&path)));
        if let Some(((line, column), (end_line, end_column))) = place.region() {
            properties.push(format!("line={line}"));
            properties.push(format!("endLine={end_line}"));
            // Columns are shown only where a place is within one line; the end is part of it.
            if line == end_line {
                let last = end_column.saturating_sub(1).max(column);
                properties.push(format!("col={column}"));
                properties.push(format!("endColumn={last}"));
            }
        }
    }
    properties.push(format!("title={}", property(finding.rule)));
    let mut message = finding.message.clone();
    for hint in &finding.hints {
        message.push_str(&format!("\nhint: {hint}"));
    }
    format!("::{command} {}::{}\n", properties.join(","), data(&message))
}

/// A message: what would end it or begin an escape is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property's value, in which colons and commas part as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Place, SourceText};

    #[test]
    fn what_parts_is_escaped() {
        let source = SourceText::new("a:b,c%.toml", "一二三\n四五六\n");
        let finding = Finding::warning("overset", "50% over:\nall, of it")
            .at(Place::text(&source, 13..16))
            .hint("cut");
        assert_eq!(
            text(&[finding]),
            "::warning file=a%3Ab%2Cc%25.toml,line=2,endLine=2,col=2,endColumn=2,title=overset\
             ::50%25 over:%0Aall, of it%0Ahint: cut\n"
        );
    }

    #[test]
    fn without_a_place() {
        let finding = Finding::new("page", Severity::Note, "no page");
        assert_eq!(text(&[finding]), "::notice title=page::no page\n");
    }
}
