//! The XML of Chinese editorial systems and e-papers. Each system has names of its own; what
//! they mean is told by `fields`. An element with a body or a title of its own is an article;
//! those around it say which page it is on.

mod matter;
mod say;

use std::collections::BTreeMap;
use std::sync::Arc;

use roxmltree::Node;

pub use self::matter::{captioned, tell_entities};
use self::say::share;
pub use self::say::simple;
use super::fields::{Field, field};
use super::markup::times;
use super::source::Source;
use super::{Block, Gathered, Span, Story, changed, group, lost, placed, refused, xml};
use crate::diag::{Place, SourceText, brief};

/// What holds for everything within an element.
#[derive(Clone, Default)]
struct Around {
    page: Option<u32>,
    section: Option<String>,
    date: Option<crate::manifest::Date>,
    number: Option<u32>,
}

/// An article and the box on its page that it has.
type Boxed = (Story, Option<(f64, f64, f64, f64)>);

struct Reader<'a> {
    file: &'a Source,
    source: &'a Arc<SourceText>,
    all: &'a mut Gathered,
    stories: Vec<Boxed>,
    /// Names without a meaning: how often, and where first.
    unknown: BTreeMap<String, (usize, Place)>,
}

/// Reads a document.
pub fn read(file: &Source, source: &Arc<SourceText>, root: Node, all: &mut Gathered) {
    let mut reader = Reader {
        file,
        source,
        all,
        stories: vec![],
        unknown: BTreeMap::new(),
    };
    reader.walk(root, &Around::default());
    let Reader {
        all,
        mut stories,
        unknown,
        ..
    } = reader;
    if stories.is_empty() {
        let place = xml::place(source, root);
        let name = root.tag_name().name();
        all.findings.push(
            refused(
                &place,
                format!("no article was found in the XML of `{}`", brief(name)),
            )
            .hint(
                "an article has a title (标题, Title) and a body (正文, Content); NITF has `nitf`",
            ),
        );
        return;
    }
    for (name, (count, place)) in unknown {
        let message = format!(
            "field `{}` is not carried over{}",
            brief(&name),
            times(count)
        );
        all.findings.push(lost(&place, message));
    }
    share(&mut stories);
    all.stories
        .extend(stories.into_iter().map(|(story, _)| story));
}

fn meaning(node: Node) -> Option<Field> {
    field(node.tag_name().name())
}

fn is_leaf(node: Node) -> bool {
    !node.children().any(|child| child.is_element())
}

impl Reader<'_> {
    fn walk(&mut self, node: Node, around: &Around) {
        let mut around = around.clone();
        self.surroundings(node, &mut around);
        if is_article(node) {
            self.article(node, &around);
            return;
        }
        for child in node.children().filter(Node::is_element) {
            match meaning(child) {
                Some(field) if is_leaf(child) => self.leaf(child, field),
                None if is_leaf(child)
                    && xml::text(child).is_empty()
                    && child.attributes().len() == 0 => {}
                None if is_leaf(child) && !is_article(child) => self.unknown(child),
                _ => self.walk(child, &around),
            }
        }
    }

    /// A field outside any article that speaks of no page and no issue.
    fn leaf(&mut self, node: Node, field: Field) {
        let around = [
            Field::Page,
            Field::Section,
            Field::Date,
            Field::Number,
            Field::Known,
            Field::Id,
            Field::Title,
        ];
        let says = !xml::text(node).is_empty() || node.attributes().len() > 0;
        if says && !around.contains(&field) {
            self.unknown(node);
        }
    }

    fn unknown(&mut self, node: Node) {
        let place = xml::place(self.source, node);
        let name = node.tag_name().name().to_string();
        self.unknown.entry(name).or_insert((0, place)).0 += 1;
    }

    /// What an element's attributes and simple children say of all within it.
    fn surroundings(&mut self, node: Node, around: &mut Around) {
        let attributes = node
            .attributes()
            .map(|a| (a.name().to_string(), a.value().to_string()));
        let children = node
            .children()
            .filter(|child| child.is_element() && is_leaf(*child));
        let children =
            children.map(|child| (child.tag_name().name().to_string(), xml::text(child)));
        let all: Vec<_> = attributes.chain(children).collect();
        for (name, value) in all {
            if value.trim().is_empty() {
                continue;
            }
            match field(&name) {
                Some(Field::Page) => {
                    around.page = placed::page(&value);
                    if around.page.is_none() {
                        let place = xml::place(self.source, node);
                        let message = format!(
                            "page `{}` is no number; its articles go together on the next free one",
                            brief(&value)
                        );
                        self.all
                            .findings
                            .push(changed(&place, message).hint("number it in the manifest"));
                        around.section.get_or_insert(value);
                    }
                }
                Some(Field::Section) => around.section = Some(value.trim().into()),
                Some(Field::Date) => around.date = placed::date(&value).or(around.date),
                Some(Field::Number) => around.number = placed::number(&value).or(around.number),
                _ => {}
            }
        }
    }

    fn article(&mut self, node: Node, around: &Around) {
        let place = xml::place(self.source, node);
        let count = self.stories.len() + 1;
        let mut story = Story::new(format!("{}-{count:02}", self.file.stem()), place);
        (story.page, story.section) = (around.page, around.section.clone());
        (story.date, story.number) = (around.date, around.number);
        let mut bounds = None;
        for attribute in node.attributes() {
            let at = xml::place(self.source, node);
            match field(attribute.name()) {
                Some(Field::Coordinates) => bounds = placed::bounds(attribute.value()),
                Some(Field::Page | Field::Section | Field::Date | Field::Number) => {}
                Some(field) => simple(&mut story, field, attribute.value(), &at, self.all),
                None => self.attribute(attribute.name(), attribute.value(), node),
            }
        }
        self.parts(node, &mut story, &mut bounds);
        if story.blocks.is_empty() && story.photos.is_empty() && story.tables.is_empty() {
            let message = "the article has neither text nor pictures";
            self.all.findings.push(lost(&story.from, message));
            return;
        }
        if let Some(page) = story.page {
            story
                .photos
                .iter_mut()
                .for_each(|photo| photo.page = Some(page));
        }
        if story.headline.is_empty() {
            group::take(&mut story, &mut self.all.findings);
        }
        self.stories.push((story, bounds));
    }

    fn attribute(&mut self, name: &str, value: &str, node: Node) {
        if !value.trim().is_empty() {
            let place = xml::place(self.source, node);
            self.unknown.entry(name.into()).or_insert((0, place)).0 += 1;
        }
    }

    /// The fields of an article; groups of fields (`标题组`) are looked into.
    fn parts(&mut self, node: Node, story: &mut Story, bounds: &mut Option<(f64, f64, f64, f64)>) {
        for child in node.children().filter(Node::is_element) {
            let place = xml::place(self.source, child);
            match meaning(child) {
                Some(Field::Body) => self.body(child, story),
                Some(Field::Image) => self.images(child, story),
                Some(Field::Crosshead) => {
                    let text = xml::text(child);
                    if !text.is_empty() {
                        story.blocks.push(Block::Crosshead(vec![Span::plain(text)]));
                    }
                }
                Some(Field::Coordinates) => {
                    let text = xml::text(child);
                    *bounds = placed::bounds(&text);
                    if bounds.is_none() && !text.is_empty() {
                        let message =
                            format!("coordinates `{}` are no box of numbers", brief(&text));
                        self.all.findings.push(lost(&place, message));
                    }
                }
                Some(field @ (Field::Title | Field::Deck)) if !is_leaf(child) => {
                    self.lines(child, field, story);
                }
                Some(Field::Page | Field::Section | Field::Date | Field::Number) => {}
                Some(field) => simple(story, field, &xml::lines(child), &place, self.all),
                None if !is_leaf(child) => self.parts(child, story, bounds),
                None => {
                    if !xml::text(child).is_empty() {
                        self.unknown(child);
                    }
                }
            }
        }
    }

    /// A headline with a part of its own for each line, or for kicker and deck.
    fn lines(&mut self, node: Node, whole: Field, story: &mut Story) {
        for child in node.children() {
            if !child.is_element() {
                let text = xml::line(child.text().unwrap_or_default());
                simple(
                    story,
                    whole,
                    &text,
                    &xml::place(self.source, node),
                    self.all,
                );
                continue;
            }
            let place = xml::place(self.source, child);
            let field = meaning(child).unwrap_or(whole);
            simple(story, field, &xml::text(child), &place, self.all);
        }
    }
}

/// An article has a body of its own, or a title and pictures.
fn is_article(node: Node) -> bool {
    let has = |wanted: Field| {
        node.children()
            .any(|child| child.is_element() && meaning(child) == Some(wanted))
    };
    let titled = || {
        has(Field::Title)
            || node
                .attributes()
                .any(|a| field(a.name()) == Some(Field::Title))
    };
    let leaf_body = node.children().any(|child| {
        child.is_element() && meaning(child) == Some(Field::Body) && !holds_articles(child)
    });
    leaf_body || (titled() && has(Field::Image))
}

/// Whether a body is a mere wrapper, as `content` often is, of elements that are articles.
fn holds_articles(node: Node) -> bool {
    node.children()
        .any(|child| child.is_element() && (is_article(child) || holds_articles(child)))
}
