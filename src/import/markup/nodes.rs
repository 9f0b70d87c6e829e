//! Elements of XML, handed on one after another.

use roxmltree::Node;

use super::Markup;

/// Hands the elements within a node on.
pub fn feed(node: Node, into: &mut Markup) {
    walk(node, into, &mut |_| false);
}

pub fn walk(node: Node, into: &mut Markup, apart: &mut dyn FnMut(Node) -> bool) {
    for child in node.children() {
        if child.is_text() {
            into.text(child.text().unwrap_or_default());
        } else if child.is_element() && !apart(child) {
            let name = child.tag_name().name().to_ascii_lowercase();
            into.open(&name, &|wanted| child.attribute(wanted).map(Into::into));
            walk(child, into, apart);
            into.close(&name);
        }
    }
}
