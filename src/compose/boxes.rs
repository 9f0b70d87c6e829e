//! How large each picture stands on the page, read from the finished frames: only the layout
//! knows what a caption leaves of a slot.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem};
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

/// Boxes in pt by the picture's bytes.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Boxes(BTreeMap<u128, Vec<(f64, f64)>>);

impl Boxes {
    pub fn of(document: &PagedDocument) -> Self {
        let mut boxes = Self::default();
        for page in document.pages() {
            boxes.frame(&page.frame, false);
        }
        boxes
    }

    /// Adds those of other pages.
    pub fn add(&mut self, others: &Self) {
        for (place, boxes) in &others.0 {
            self.0.entry(*place).or_default().extend(boxes);
        }
    }

    /// The box of a picture that stands on the pages once, or in boxes of one size.
    pub fn get(&self, bytes: &Bytes) -> Option<(f64, f64)> {
        let found = self.0.get(&place(bytes))?;
        let first = *found.first()?;
        let same = |other: &(f64, f64)| near(first, *other);
        found.iter().all(same).then_some(first)
    }

    /// A picture that covers its box is cut by a group as large as the box.
    fn frame(&mut self, frame: &Frame, cut: bool) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, group.clip.is_some()),
                FrameItem::Image(image, size, _) => {
                    let ImageKind::Raster(raster) = image.kind() else {
                        continue;
                    };
                    let alone = cut && frame.items().len() == 1;
                    let size = if alone { frame.size() } else { *size };
                    let area = (size.x.to_pt(), size.y.to_pt());
                    self.0.entry(place(raster.data())).or_default().push(area);
                }
                _ => {}
            }
        }
    }
}

/// Whether two boxes are one but for rounding, in pt.
pub fn near(a: (f64, f64), b: (f64, f64)) -> bool {
    (a.0 - b.0).abs() < 0.05 && (a.1 - b.1).abs() < 0.05
}

fn place(bytes: &Bytes) -> u128 {
    typst::utils::hash128(bytes)
}
