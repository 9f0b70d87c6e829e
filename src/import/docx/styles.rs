//! Styles of a Word document: which are headings, titles and captions, and which are bold.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::body::Role;

/// The styles by their ids.
#[derive(Debug, Default)]
pub struct Styles(BTreeMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    bold: Option<bool>,
}

/// An attribute by its name, whatever its namespace's prefix.
pub fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == name)
        .map(|attribute| attribute.value())
}

pub fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children()
        .find(|child| child.is_element() && child.tag_name().name() == name)
}

/// A property that is on if it is there and does not say that it is off.
pub fn is_on(node: Node, name: &str) -> Option<bool> {
    let property = child(node, name)?;
    Some(!matches!(
        attribute(property, "val"),
        Some("0" | "false" | "off" | "none")
    ))
}

impl Styles {
    pub fn read(root: Node) -> Self {
        let mut styles = BTreeMap::new();
        for node in root
            .children()
            .filter(|node| node.tag_name().name() == "style")
        {
            let Some(id) = attribute(node, "styleId") else {
                continue;
            };
            let said = |name| {
                child(node, name)
                    .and_then(|child| attribute(child, "val"))
                    .map(str::to_string)
            };
            let paragraph = child(node, "pPr");
            let outline = paragraph
                .and_then(|p| child(p, "outlineLvl"))
                .and_then(|o| attribute(o, "val"));
            let style = Style {
                name: said("name").unwrap_or_default().to_lowercase(),
                based_on: said("basedOn"),
                outline: outline.and_then(|level| level.parse().ok()),
                bold: child(node, "rPr").and_then(|run| is_on(run, "b")),
            };
            styles.insert(id.to_string(), style);
        }
        Self(styles)
    }

    /// A style and those it is based on, nearest first.
    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        let mut next = self.0.get(id);
        // A ring of styles is not walked for ever.
        std::iter::from_fn(move || {
            let style = next?;
            next = style.based_on.as_ref().and_then(|id| self.0.get(id));
            Some(style)
        })
        .take(16)
    }

    /// What a paragraph of the style is.
    pub fn role(&self, id: &str) -> Role {
        for style in self.chain(id) {
            let name = style.name.as_str();
            let level = ["heading ", "标题 "]
                .iter()
                .find_map(|head| name.strip_prefix(head))
                .and_then(|n| n.parse().ok());
            match name {
                "title" | "标题" => return Role::Title,
                "subtitle" | "副标题" => return Role::Subtitle,
                "caption" | "题注" | "图注" | "图片说明" => return Role::Caption,
                _ => {}
            }
            if let Some(level) = level.or(style
                .outline
                .filter(|level| *level < 9)
                .map(|level| level + 1))
            {
                return Role::Heading(level);
            }
        }
        Role::Text
    }

    pub fn bold(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.bold).unwrap_or(false)
    }
}
