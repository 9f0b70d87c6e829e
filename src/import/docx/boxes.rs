//! What stands in boxes: tables, and text that is fixed to a paragraph.

use roxmltree::Node;

use super::body::{Item, Reader};
use super::styles::child;
use super::words::words;

impl Reader<'_> {
    /// The paragraphs of a text box follow the paragraph that it is fixed to.
    pub fn text_box(&mut self, content: Node) {
        if words(content).is_empty() {
            return;
        }
        self.change("a text box became paragraphs after the one it is fixed to");
        let items = std::mem::take(&mut self.items);
        let (spans, after, bold) = (
            std::mem::take(&mut self.spans),
            std::mem::take(&mut self.after),
            self.bold,
        );
        let fields = std::mem::take(&mut self.fields);
        self.blocks(content);
        let boxed = std::mem::replace(&mut self.items, items);
        (self.spans, self.after, self.bold, self.fields) = (spans, after, bold, fields);
        self.after.extend(boxed);
    }

    /// A table of one column is text; any other is a table.
    pub fn table(&mut self, node: Node) {
        // Rows and cells may stand in content controls; those of a table in a cell are not its own.
        let rows: Vec<Vec<Node>> = own(node, "tr", "tbl")
            .map(|row| own(row, "tc", "tr").collect())
            .collect();
        let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
        if widest <= 1 {
            for cell in rows.into_iter().flatten() {
                self.blocks(cell);
            }
            return;
        }
        let mut sheet = vec![];
        for cells in rows {
            let mut line = vec![];
            for cell in cells {
                let properties = child(cell, "tcPr");
                let joined = |name| properties.and_then(|p| child(p, name)).is_some();
                if joined("gridSpan") || joined("vMerge") {
                    self.lose("cells joined over several columns or rows");
                }
                if cell
                    .descendants()
                    .any(|part| part.tag_name().name() == "blip")
                {
                    self.lose("a picture in a table's cell");
                }
                line.push(words(cell));
            }
            sheet.push(line);
        }
        self.items.push(Item::Table(sheet));
    }
}

/// The parts of a name in a node whose nearest kind of whole is the node itself.
fn own<'a, 'input: 'a>(
    node: Node<'a, 'input>,
    part: &'static str,
    whole: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    node.descendants().filter(move |found| {
        found.tag_name().name() == part && nearest(*found, whole) == Some(node)
    })
}

/// The nearest element of a name around a node.
fn nearest<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.ancestors()
        .skip(1)
        .find(|around| around.tag_name().name() == name)
}
