//! The words below an element.

use roxmltree::Node;

use super::styles::attribute;
use crate::diag::brief;

/// The texts of notes by their ids; the rules above them are notes without text.
pub fn notes(root: Node, name: &str) -> Vec<(String, String)> {
    root.children()
        .filter(|node| node.tag_name().name() == name)
        .filter_map(|node| {
            let text = words(node);
            Some((attribute(node, "id")?.to_string(), text))
        })
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// All words below a node, paragraphs parted by a space.
pub fn words(node: Node) -> String {
    let mut text = String::new();
    for part in node.descendants().filter(Node::is_element) {
        match part.tag_name().name() {
            "t" => text.push_str(part.text().unwrap_or_default()),
            "p" | "tab" | "br" if !text.is_empty() => text.push(' '),
            _ => {}
        }
    }
    text.trim().to_string()
}

/// The words that a tracked deletion took out.
pub fn deleted(node: Node) -> String {
    let parts = node
        .descendants()
        .filter(|part| matches!(part.tag_name().name(), "delText" | "t"));
    let text: String = parts.filter_map(|part| part.text()).collect();
    brief(text.trim()).into_owned()
}
