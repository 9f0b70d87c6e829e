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
        let rows: Vec<Node> = node
            .descendants()
            .filter(|row| row.tag_name().name() == "tr" && nearest(*row, "tbl") == Some(node))
            .collect();
        let cells = |row: &Node| -> Vec<usize> {
            row.descendants()
                .filter(|cell| cell.tag_name().name() == "tc" && nearest(*cell, "tr") == Some(*row))
                .map(|cell| cell.range().start)
                .collect()
        };
        let widest = rows.iter().map(|row| cells(row).len()).max().unwrap_or(0);
        if widest <= 1 {
            for row in rows {
                for cell in row.children().filter(|cell| cell.tag_name().name() == "tc") {
                    self.blocks(cell);
                }
            }
            return;
        }
        let mut sheet = vec![];
        for row in &rows {
            let mut line = vec![];
            for cell in row.descendants().filter(|cell| {
                cells(row).contains(&cell.range().start) && cell.tag_name().name() == "tc"
            }) {
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

/// The nearest element of a name around a node.
fn nearest<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.ancestors()
        .skip(1)
        .find(|around| around.tag_name().name() == name)
}
