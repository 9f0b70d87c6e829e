//! Drawings (SVG, PDF) stay sharp at any size, and come out in press inks like any picture.
//!
//! An SVG knows RGB only. It is drawn as a PDF elsewhere, by the composition's own hand, and goes
//! on from there like a PDF: every paint of it is put into inks.

mod convert;
mod form;
mod function;
mod look;
mod paint;
mod picture;
mod space;

use std::path::Path;

use super::Prepared;
use super::colour::Press;
use super::report::Trouble;
use crate::diag::{Finding, Place};

/// A drawing of more bytes is a map with every tree in it, or a mistake.
const MOST_BYTES: usize = 256 << 20;
const MOST_NODES: u32 = 2_000_000;

/// Looks an SVG over before it is drawn.
pub fn svg(source: &[u8], name: &Path) -> Result<Vec<Finding>, Trouble> {
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
        .filter(|node| matches!(node.tag_name().name(), "image" | "feImage"))
    {
        let link = node
            .attributes()
            .find(|attribute| attribute.name() == "href");
        // What begins with `#` is a part of the drawing itself.
        let own = |link: &str| link.starts_with("data:") || link.starts_with('#');
        if let Some(link) = link.filter(|link| !own(link.value().trim_start())) {
            let link = crate::diag::brief(link.value());
            return Err(refused(format!("needs another file, `{link}`")));
        }
    }
    let warn = |message: &str| {
        let message = format!("the drawing `{}` {message}", name.display());
        Finding::warning("picture-vector", message).at(Place::File(name.to_path_buf()))
    };
    let mut findings = vec![];
    if has("text") {
        findings.push(
            warn("has text, which is set in the fonts of this project, not its own")
                .hint("turn text into outlines before you export it"),
        );
    }
    Ok(findings)
}

/// A PDF of one page, in inks; on a mono page in black alone.
pub fn pdf(source: &[u8], press: &Press, mono: bool) -> Result<Prepared, Trouble> {
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
    let (bytes, proportions) = convert::convert(source, press, mono)?;
    Ok(Prepared {
        bytes,
        extension: "pdf",
        width_px: 0,
        height_px: 0,
        proportions,
        ppi: None,
        ink: None,
    })
}
