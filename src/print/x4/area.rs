//! The boxes of a page.

use lopdf::{Document, Object, ObjectId};

use super::resources::{deref, inherited};

/// A box of a page, in pt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub left: f32,
    pub bottom: f32,
    pub right: f32,
    pub top: f32,
}

impl Area {
    /// A page's box, its own or inherited, if it is one.
    pub fn of(document: &Document, page: ObjectId, key: &[u8]) -> Option<Self> {
        let value = inherited(document, page, key)?;
        let side = |at: usize| {
            deref(document, value.as_array().ok()?.get(at)?)
                .as_float()
                .ok()
        };
        let (x0, y0, x1, y1) = (side(0)?, side(1)?, side(2)?, side(3)?);
        let area = Self {
            left: x0.min(x1),
            bottom: y0.min(y1),
            right: x0.max(x1),
            top: y0.max(y1),
        };
        let sides = [area.left, area.bottom, area.right, area.top];
        let sound = sides.iter().all(|side| side.is_finite());
        (sound && area.left < area.right && area.bottom < area.top).then_some(area)
    }

    pub fn grown(self, by: f32) -> Self {
        Self {
            left: self.left - by,
            bottom: self.bottom - by,
            right: self.right + by,
            top: self.top + by,
        }
    }

    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }
}

impl From<Area> for Object {
    fn from(area: Area) -> Self {
        vec![
            area.left.into(),
            area.bottom.into(),
            area.right.into(),
            area.top.into(),
        ]
        .into()
    }
}
