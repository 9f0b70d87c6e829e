//! On what type stands: a ground of one colour, or a picture.

use std::collections::BTreeMap;

use crate::compose::{Item, ItemKind};
use crate::picture::inks::Inks;

/// The pictures that type stands on, each unpacked once.
pub struct Grounds<'a> {
    items: &'a [Item],
    pictures: BTreeMap<usize, Option<Inks>>,
}

impl<'a> Grounds<'a> {
    pub fn new(items: &'a [Item]) -> Self {
        Self {
            items,
            pictures: BTreeMap::new(),
        }
    }

    /// The ink under black type, with the black, in percent: of what was painted last around
    /// the item that is the nth of all. With it, what that is.
    pub fn under_black(&mut self, nth: usize) -> Option<(f64, &'static str)> {
        let item = self.items.get(nth)?;
        let before = self.items.get(..nth)?.iter().enumerate().rev();
        let under = |other: &Item| {
            other.page == item.page
                && !matches!(
                    other.kind,
                    ItemKind::Shape { fill: None, .. } | ItemKind::Text(_)
                )
                && other.area.cut(&item.area) == item.area
        };
        let (at, ground) = before.into_iter().find(|(_, other)| under(other))?;
        match &ground.kind {
            // Black of the ground counts once.
            ItemKind::Shape { fill, .. } => {
                let [c, m, y, _] = fill.flatten()?;
                Some(((c + m + y + 1.0) * 100.0, "a ground"))
            }
            ItemKind::Picture(picture) => {
                let jpeg = || picture.jpeg.as_ref();
                let inks = self.pictures.entry(at);
                let inks = inks.or_insert_with(|| Inks::of_jpeg(jpeg()?)).as_ref()?;
                let (whole, area) = (&picture.whole, &item.area);
                let (wide, high) = (whole.width(), whole.height());
                let ppi = inks.width() as f64 * 72.0 / wide.max(0.1);
                let part = [
                    (area.left - whole.left) / wide,
                    (area.top - whole.top) / high,
                    (area.right - whole.left) / wide,
                    (area.bottom - whole.top) / high,
                ];
                Some((inks.under_black(part, ppi), "a picture"))
            }
            ItemKind::Text(_) => None,
        }
    }
}
