//! Word documents (.docx): a zip archive of XML parts, of which the body, the styles, the notes
//! and the pictures are read. What Word can say and an article cannot is told.

mod body;
mod boxes;
mod package;
mod run;
mod styles;
mod words;

use self::body::{Item, Paragraph, Role};
use self::package::Package;
use super::source::{LARGEST, Source, picture_ending};
use super::{Block, Gathered, Photo, Span, Story, changed, group, lost, refused};
use crate::diag::{Place, brief};

/// Reads a document.
pub fn read(file: &Source, all: &mut Gathered) {
    let bytes = match file.bytes(LARGEST) {
        Ok(bytes) => bytes,
        Err(finding) => return all.findings.push(*finding),
    };
    let mut package = match Package::open(bytes, &file.place) {
        Ok(package) => package,
        Err(finding) => return all.findings.push(*finding),
    };
    let items = match body::read(&mut package, &file.place, &mut all.findings) {
        Ok(items) => items,
        Err(finding) => return all.findings.push(*finding),
    };
    let mut story = Story::new(file.stem(), file.place.clone());
    Maker {
        file,
        package: &mut package,
        all,
        story: &mut story,
    }
    .make(items);
    if story.blocks.is_empty()
        && story.photos.is_empty()
        && story.tables.is_empty()
        && story.headline.is_empty()
    {
        all.findings
            .push(refused(&file.place, "the document has no text"));
        return;
    }
    all.stories.push(story);
}

struct Maker<'a> {
    file: &'a Source,
    package: &'a mut Package,
    all: &'a mut Gathered,
    story: &'a mut Story,
}

impl Maker<'_> {
    fn make(&mut self, items: Vec<Item>) {
        let mut guess = true;
        let mut items = items.into_iter().peekable();
        while let Some(item) = items.next() {
            match item {
                Item::Picture(part, words) => {
                    // A caption stands below its picture.
                    let below = items.next_if(|next| match next {
                        Item::Paragraph(next) => {
                            next.role == Role::Caption || group::is_caption(&next.text())
                        }
                        _ => false,
                    });
                    let caption = match below {
                        Some(Item::Paragraph(next)) => Some(next.text()),
                        _ => None,
                    };
                    self.picture(&part, words, caption);
                }
                Item::Table(sheet) => self.story.tables.push(super::Sheet {
                    rows: sheet,
                    title: None,
                    from: self.file.place.clone(),
                }),
                Item::Paragraph(paragraph) => guess &= self.paragraph(paragraph),
            }
        }
        if guess {
            group::take(self.story, &mut self.all.findings);
        }
        self.bold_lines();
    }

    /// Whether the headline may still be told by its look alone.
    fn paragraph(&mut self, paragraph: Paragraph) -> bool {
        let text = paragraph.text();
        let lines = || {
            text.lines()
                .map(|line| line.trim().to_string())
                .filter(|line| !line.is_empty())
        };
        let at_head = self.story.blocks.is_empty();
        match paragraph.role {
            Role::Title if at_head => {
                self.story.headline.extend(lines());
                return false;
            }
            Role::Subtitle if at_head && self.story.headline.is_empty() => {
                self.story.kicker = Some(lines().collect::<Vec<_>>().join(" "))
            }
            Role::Subtitle if at_head => self.story.deck.extend(lines()),
            Role::Heading(1) if at_head && self.story.headline.is_empty() => {
                self.story.headline.extend(lines());
                return false;
            }
            Role::Heading(_) | Role::Title | Role::Subtitle => {
                let text: Vec<_> = lines().collect();
                self.story
                    .blocks
                    .push(Block::Crosshead(vec![Span::plain(text.join(" "))]));
            }
            Role::Caption => {
                let (caption, credit) = group::credit(&text);
                match self
                    .story
                    .photos
                    .last_mut()
                    .filter(|photo| photo.caption.is_none())
                {
                    Some(photo) => (photo.caption, photo.credit) = (Some(caption), credit),
                    None => self.story.blocks.push(Block::Paragraph(paragraph.spans)),
                }
            }
            Role::Text
                if at_head
                    && !self.story.headline.is_empty()
                    && self.story.byline.is_none()
                    && group::is_byline(&text) =>
            {
                self.story.byline = Some(text.trim().into());
            }
            Role::Text => self.story.blocks.push(Block::Paragraph(paragraph.spans)),
        }
        true
    }

    /// A short line that is bold all through is a crosshead, as Word users make them.
    fn bold_lines(&mut self) {
        let last = self.story.blocks.len().saturating_sub(1);
        let mut count = 0;
        for (at, block) in self.story.blocks.iter_mut().enumerate() {
            let Block::Paragraph(spans) = block else {
                continue;
            };
            let text = super::markup::plain(spans);
            let bold = spans
                .iter()
                .all(|span| span.strong || span.text.trim().is_empty());
            let short = text.trim().chars().count() <= 24
                && !text
                    .trim()
                    .ends_with(['。', '！', '？', '；', '：', '，', '”', '）']);
            if bold && short && at < last {
                *block = Block::Crosshead(vec![Span::plain(text.trim())]);
                count += 1;
            }
        }
        if count > 0 {
            let times = super::markup::times(count);
            self.all.findings.push(changed(
                &self.file.place,
                format!("a short bold line became a crosshead{times}"),
            ));
        }
    }

    fn picture(&mut self, part: &str, words: Option<String>, caption: Option<String>) {
        let number = self.story.photos.len() + 1;
        let place = &self.file.place;
        let fail = |why: String| {
            lost(
                place,
                format!("picture {number} (`{}`) is not taken: {why}", brief(part)),
            )
        };
        let named = |finding: crate::diag::Finding| match &caption {
            Some(caption) => finding.hint(format!("its caption is: {caption}")),
            None => finding,
        };
        if part.contains("://") {
            let why = "it is an address, and nothing is fetched";
            return self.all.findings.push(named(fail(why.into())));
        }
        let bytes = match self.package.picture(part) {
            Ok(bytes) => bytes,
            Err(why) => return self.all.findings.push(named(fail(why))),
        };
        let Some(ending) = picture_ending(&bytes).filter(|ending| *ending != "pdf") else {
            let why = "it is neither JPEG, PNG, TIFF nor WebP; save it as one of these and import it beside the document";
            return self.all.findings.push(named(fail(why.into())));
        };
        if let Some(words) = words {
            self.all
                .findings
                .push(changed(place, format!("picture {number}: {words}")));
        }
        let (caption, credit) = super::editorial::captioned(caption);
        self.story.photos.push(Photo {
            name: format!("{}-{number}.{ending}", self.file.stem()),
            bytes,
            caption,
            credit,
            path: None,
            page: None,
            from: Place::File(place.path().to_path_buf()),
        });
    }
}
