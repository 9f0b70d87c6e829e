//! Drawings (SVG, PDF) pass as they are: Typst places them, and they stay sharp at any size.

use std::path::Path;

use super::Prepared;
use super::report::Trouble;
use crate::diag::{Finding, Place};

/// A drawing of more bytes is a map with every tree in it, or a mistake.
const MOST_BYTES: usize = 256 << 20;
const MOST_NODES: u32 = 2_000_000;

type Outcome = Result<(Prepared, Vec<Finding>), Trouble>;

fn drawing(source: &[u8], extension: &'static str, findings: Vec<Finding>) -> Outcome {
    let bytes = source.to_vec();
    let size = (0, 0);
    let (width_px, height_px) = size;
    Ok((
        Prepared {
            bytes,
            extension,
            width_px,
            height_px,
            ppi: None,
            ink: None,
        },
        findings,
    ))
}

/// An SVG.
pub fn svg(source: &[u8], name: &Path) -> Outcome {
    let refused = |why: String| Trouble::Drawing(why);
    let text = std::str::from_utf8(source).map_err(|_| refused("is not UTF-8".into()))?;
    if source.len() > MOST_BYTES {
        return Err(refused("is too large".into()));
    }
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..Default::default()
    };
    let text = text.trim_start_matches('\u{feff}');
    let document = roxmltree::Document::parse_with_options(text, options)
        .map_err(|error| refused(format!("is damaged: {error}")))?;
    if document.root_element().tag_name().name() != "svg" {
        return Err(refused("is XML, and not SVG".into()));
    }
    let has = |name: &str| {
        document
            .descendants()
            .any(|node| node.tag_name().name() == name)
    };
    for node in document
        .descendants()
        .filter(|node| node.tag_name().name() == "image")
    {
        let link = node
            .attributes()
            .find(|attribute| attribute.name() == "href");
        if let Some(link) = link.filter(|link| !link.value().trim_start().starts_with("data:")) {
            let link = crate::diag::brief(link.value());
            return Err(refused(format!("needs another file, `{link}`")));
        }
    }
    let warn = |message: &str| {
        let message = format!("the drawing `{}` {message}", name.display());
        Finding::warning("picture-vector", message).at(Place::File(name.to_path_buf()))
    };
    let mut findings = vec![
        warn("is SVG, which knows RGB only: nothing here turns it into inks")
            .hint("send it as PDF in CMYK, with black as black ink alone"),
    ];
    if has("text") {
        findings.push(
            warn("has text, which is set in the fonts of this project, not its own")
                .hint("turn text into outlines before you export it"),
        );
    }
    drawing(source, "svg", findings)
}

/// A PDF. Its first page is placed.
pub fn pdf(source: &[u8], _name: &Path) -> Outcome {
    // A PDF's last lines say where everything is.
    let tail = source
        .get(source.len().saturating_sub(2048)..)
        .unwrap_or(source);
    if !tail.windows(5).any(|window| window == b"%%EOF") {
        return Err(Trouble::Truncated);
    }
    if source.len() > MOST_BYTES {
        return Err(Trouble::Drawing("is too large".into()));
    }
    if source.windows(8).any(|window| window == b"/Encrypt") {
        return Err(Trouble::Drawing("is encrypted".into()));
    }
    drawing(source, "pdf", vec![])
}
