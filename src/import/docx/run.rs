//! Runs of a Word document: text with its styles, and what is set among it: fields, notes,
//! pictures, text boxes, breaks.

use roxmltree::Node;

use super::body::{Item, Reader};
use super::styles::{attribute, child, is_on};
use super::words::{deleted, words};
use crate::diag::brief;
use crate::import::Span;

/// How a run's text looks.
#[derive(Clone, Copy, Default)]
struct Look {
    strong: bool,
    dots: bool,
}

impl Reader<'_> {
    /// What stands in a paragraph.
    pub fn inline(&mut self, node: Node) {
        for part in node.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "r" => self.run(part),
                "hyperlink" => {
                    if attribute(part, "id").is_some() {
                        self.lose("the address of a link");
                    }
                    self.inline(part);
                }
                "ins" | "moveTo" => {
                    self.change("text that was inserted by a tracked change is taken as accepted");
                    self.inline(part);
                }
                "del" | "moveFrom" => {
                    let text = deleted(part);
                    if !text.is_empty() {
                        self.lose(format!("deleted text, by the tracked changes: {text}"));
                    }
                }
                "fldSimple" | "smartTag" | "customXml" | "dir" | "bdo" => self.inline(part),
                "sdt" => {
                    if let Some(content) = child(part, "sdtContent") {
                        self.inline(content);
                    }
                }
                "ruby" => self.ruby(part),
                "oMath" | "oMathPara" => self.formula(part),
                "AlternateContent" => self.alternate(part),
                _ => {}
            }
        }
    }

    fn formula(&mut self, node: Node) {
        let text = words(node);
        self.lose(format!("a formula: {}", brief(&text)));
    }

    /// Of the forms that Word gives a thing in, the first is the newest; they say the same.
    fn alternate(&mut self, node: Node) {
        if let Some(choice) = child(node, "Choice").or_else(|| child(node, "Fallback")) {
            self.content(choice, Look::default());
        }
    }

    /// Pinyin over text is not kept; the text is.
    fn ruby(&mut self, node: Node) {
        if let Some(above) = child(node, "rt") {
            self.lose(format!(
                "what stands small over characters: {}",
                brief(&words(above))
            ));
        }
        if let Some(base) = child(node, "rubyBase") {
            self.inline(base);
        }
    }

    fn run(&mut self, run: Node) {
        let properties = child(run, "rPr");
        let on = |name| properties.and_then(|p| is_on(p, name));
        if on("vanish") == Some(true) {
            let text = words(run);
            if !text.is_empty() {
                self.lose(format!("hidden text: {}", brief(&text)));
            }
            return;
        }
        let look = Look {
            strong: on("b").unwrap_or(self.bold),
            dots: on("em") == Some(true),
        };
        if !words(run).trim().is_empty() {
            let told = [
                ("i", "italics"),
                ("u", "underlining"),
                ("strike", "striking through"),
                ("dstrike", "striking through"),
                ("highlight", "coloured highlighting"),
            ];
            for (name, what) in told {
                if on(name) == Some(true) {
                    self.lose(what);
                }
            }
            let raised = properties
                .and_then(|p| child(p, "vertAlign"))
                .and_then(|v| attribute(v, "val"));
            match raised {
                Some("superscript") => self.lose("raised type"),
                Some("subscript") => self.lose("lowered type"),
                _ => {}
            }
        }
        self.content(run, look);
    }

    /// Whether text belongs to a field's instruction, which no reader sees.
    fn is_instruction(&self) -> bool {
        self.fields.iter().any(|shown| !shown)
    }

    fn content(&mut self, run: Node, look: Look) {
        for part in run.children().filter(Node::is_element) {
            match part.tag_name().name() {
                "t" if !self.is_instruction() => self.push(part.text().unwrap_or_default(), look),
                "tab" | "ptab" if !self.is_instruction() => self.push("\t", look),
                "br" => match attribute(part, "type") {
                    Some("page" | "column") => {}
                    _ => self.push("\n", look),
                },
                "cr" => self.push("\n", look),
                "noBreakHyphen" => self.push("-", look),
                "softHyphen" => self.change("a soft hyphen was taken out"),
                "sym" => {
                    let font = attribute(part, "font").unwrap_or("a symbol font");
                    let code = attribute(part, "char").unwrap_or("?");
                    self.lose(format!("a sign of the font {} ({code})", brief(font)));
                }
                "fldChar" => self.field(part),
                "footnoteReference" | "endnoteReference" | "commentReference" => self.note(part),
                "drawing" | "pict" | "object" => self.drawing(part),
                "ruby" => self.ruby(part),
                "oMath" => self.formula(part),
                "AlternateContent" => self.alternate(part),
                // A choice of forms holds runs of its own.
                "r" => self.run(part),
                "delText" => self.lose(format!(
                    "deleted text, by the tracked changes: {}",
                    deleted(run)
                )),
                _ => {}
            }
        }
    }

    fn push(&mut self, text: &str, look: Look) {
        let text: String = text.chars().filter(|c| *c != '\u{AD}').collect();
        match self.spans.last_mut() {
            Some(span) if span.strong == look.strong && span.dots == look.dots => {
                span.text.push_str(&text)
            }
            _ => self.spans.push(Span {
                text,
                strong: look.strong,
                dots: look.dots,
            }),
        }
    }

    /// A complex field: its instruction up to `separate`, then its result as Word last saw it.
    fn field(&mut self, part: Node) {
        match attribute(part, "fldCharType") {
            Some("begin") => {
                self.fields.push(false);
                self.change("a field became the text that it last showed");
            }
            Some("separate") => {
                if let Some(shown) = self.fields.last_mut() {
                    *shown = true;
                }
            }
            _ => drop(self.fields.pop()),
        }
    }

    fn note(&mut self, part: Node) {
        let (kind, name) = match part.tag_name().name() {
            "footnoteReference" => ("footnote", "a footnote"),
            "endnoteReference" => ("endnote", "an endnote"),
            _ => ("comment", "a comment"),
        };
        let id = attribute(part, "id").unwrap_or_default().to_string();
        let text = self.notes.remove(&(kind, id)).unwrap_or_default();
        self.lose(format!("{name}: {text}"));
    }

    /// Pictures and text boxes within a drawing, new form or old.
    fn drawing(&mut self, drawing: Node) {
        let mut known = false;
        for part in drawing.descendants().filter(Node::is_element) {
            match part.tag_name().name() {
                "blip" => {
                    known |= self.picture(part, attribute(part, "embed"), attribute(part, "link"))
                }
                "imagedata" => {
                    known |= self.picture(part, attribute(part, "id"), attribute(part, "href"))
                }
                // A box within a box comes with the outer one.
                "txbxContent"
                    if !part
                        .ancestors()
                        .skip(1)
                        .take_while(|a| *a != drawing)
                        .any(|a| a.tag_name().name() == "txbxContent") =>
                {
                    known = true;
                    self.text_box(part);
                }
                "chart" => {
                    known = true;
                    self.lose("a chart");
                }
                "relIds" => {
                    known = true;
                    self.lose("a diagram (SmartArt)");
                }
                "OLEObject" => self.lose("an embedded object"),
                _ => {}
            }
        }
        if !known {
            self.lose("a drawn shape");
        }
    }

    fn picture(&mut self, part: Node, embedded: Option<&str>, linked: Option<&str>) -> bool {
        // What stands in a text box is found when its paragraphs are read.
        let boxed = part
            .ancestors()
            .skip(1)
            .take_while(|a| !matches!(a.tag_name().name(), "drawing" | "pict" | "object"));
        if boxed
            .into_iter()
            .any(|a| a.tag_name().name() == "txbxContent")
        {
            return true;
        }
        let relation = embedded
            .or(linked)
            .and_then(|id| self.relations.get(id))
            .cloned();
        let Some(relation) = relation else {
            self.lose("a picture that the document does not have");
            return true;
        };
        let fill = part.parent();
        let crop = fill
            .and_then(|fill| child(fill, "srcRect"))
            .is_some_and(|crop| {
                crop.attributes()
                    .any(|side| side.value().parse::<f64>().is_ok_and(|n| n > 0.0))
            });
        let words = crop.then(|| "it was cropped in Word and is taken whole".to_string());
        let target = match relation.outside && !relation.target.contains("://") {
            true => format!("file://{}", relation.target),
            false => relation.target,
        };
        self.after.push(Item::Picture(target, words));
        true
    }
}
