//! Finds the bytes of a key of a layout's dictionary in its module, for findings.

use std::ops::Range;

use typst::syntax::{LinkedNode, Source, SyntaxKind};

/// The bytes of a key, found by following the keys down the syntax tree; the last one
/// that is there when the path leads further than the module says.
pub fn locate(source: &Source, path: &[&str]) -> Range<usize> {
    let root = LinkedNode::new(source.root());
    let Some(mut node) = find_layout(&root) else {
        return 0..0;
    };
    // Without a key: the words `let layout`.
    let mut range = node.range();
    range.end = range.end.min(range.start + "let layout".len());
    for key in path {
        let Some(named) = find_key(&node, key) else {
            break;
        };
        range = named
            .children()
            .next()
            .map_or(named.range(), |name| name.range());
        node = named;
    }
    range
}

/// The `let layout = …` of a module.
fn find_layout<'a>(node: &LinkedNode<'a>) -> Option<LinkedNode<'a>> {
    node.children().find_map(|child| {
        let named = child.kind() == SyntaxKind::LetBinding
            && child
                .children()
                .any(|name| name.get().full_text() == "layout");
        if named {
            Some(child)
        } else {
            find_layout(&child)
        }
    })
}

/// The first `key: …` below a node, not looking into other keys' values first.
fn find_key<'a>(node: &LinkedNode<'a>, key: &str) -> Option<LinkedNode<'a>> {
    let mut level = vec![node.clone()];
    while !level.is_empty() {
        let mut below = vec![];
        for child in level.iter().flat_map(|node| node.children()) {
            let named = matches!(child.kind(), SyntaxKind::Named | SyntaxKind::Keyed);
            if named
                && child
                    .children()
                    .next()
                    .is_some_and(|n| n.get().full_text().trim_matches('"') == key)
            {
                return Some(child);
            }
            below.push(child);
        }
        level = below;
    }
    None
}
