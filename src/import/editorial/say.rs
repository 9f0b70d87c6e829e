//! What the simple fields say of an article, and the boxes of articles of their pages.

use std::collections::BTreeMap;

use super::Boxed;
use crate::diag::{Place, brief};
use crate::import::fields::Field;
use crate::import::{Gathered, Story, changed, lost, placed, xml};

/// A field that is a line or a few.
pub fn simple(story: &mut Story, field: Field, value: &str, place: &Place, all: &mut Gathered) {
    let text = value.trim();
    if text.is_empty() {
        return;
    }
    let lines = || text.lines().map(xml::line).filter(|line| !line.is_empty());
    let joined = || lines().collect::<Vec<_>>().join(" ");
    match field {
        Field::Page => {
            story.page = placed::page(text);
            if story.page.is_none() {
                story.section.get_or_insert(text.into());
                all.findings.push(changed(
                    place,
                    format!("page `{}` is no number", brief(text)),
                ));
            }
        }
        Field::Section => story.section = Some(joined()),
        Field::Kicker => story.kicker = Some(joined()),
        Field::Title => story.headline.extend(lines()),
        Field::Deck => story.deck.extend(lines()),
        Field::Standfirst => story.standfirst = Some(joined()),
        Field::Note => story.note = Some(joined()),
        Field::Author => story.byline = Some(joined()),
        Field::Source => story.facts.push(("来源", joined())),
        Field::Date => story.date = placed::date(text),
        Field::Number => story.number = placed::number(text),
        Field::Id => story.id = Some(joined()),
        Field::Version => story.version = Some(joined()),
        Field::Jump => {
            story.facts.push(("转版", joined()));
            let message = format!(
                "the article runs on ({}); its parts are not joined",
                brief(&joined())
            );
            all.findings.push(
                lost(place, message).hint(
                    "join them, and name all slots in the manifest: `slots = [\"…\", \"4:…\"]`",
                ),
            );
        }
        Field::Known => {}
        _ => all.warn(place, format!("`{}` is not carried over", brief(text))),
    }
}

/// Makes shares of their pages out of the boxes of articles.
pub(super) fn share(stories: &mut [Boxed]) {
    let mut sizes: BTreeMap<Option<u32>, (f64, f64)> = BTreeMap::new();
    for (story, bounds) in stories.iter() {
        if let Some((_, _, right, bottom)) = bounds {
            let size = sizes.entry(story.page).or_default();
            *size = (size.0.max(*right), size.1.max(*bottom));
        }
    }
    for (story, bounds) in stories.iter_mut() {
        let size = sizes.get(&story.page);
        if let (Some((left, top, right, bottom)), Some((width, height))) = (*bounds, size)
            && *width > 0.0
            && *height > 0.0
        {
            let share = (right - left) * (bottom - top) / (width * height);
            story.area = Some((share, top / height, left / width));
        }
    }
}
