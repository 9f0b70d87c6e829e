//! Rectangles on the sheet.

use serde::{Deserialize, Serialize};
use typst::layout::{Point, Size, Transform};

/// A rectangle on the sheet, in pt from its top left.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Box2 {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Box2 {
    /// Nothing yet.
    pub const EMPTY: Self = Self {
        left: f64::MAX,
        top: f64::MAX,
        right: f64::MIN,
        bottom: f64::MIN,
    };

    pub fn middle(&self) -> (f64, f64) {
        (
            (self.left + self.right) / 2.0,
            (self.top + self.bottom) / 2.0,
        )
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The rectangle around both.
    pub fn union(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The part of it within another.
    pub fn cut(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.left >= self.right && self.top >= self.bottom
            || self.left > self.right
            || self.top > self.bottom
    }

    pub fn around(ts: Transform, at: Point, size: Size) -> Self {
        let corners = [
            at,
            at + Point::with_x(size.x),
            at + Point::with_y(size.y),
            at + size.to_point(),
        ];
        corners.into_iter().fold(Self::EMPTY, |all, corner| {
            let corner = corner.transform(ts);
            let (x, y) = (corner.x.to_pt(), corner.y.to_pt());
            all.union(&Self {
                left: x,
                top: y,
                right: x,
                bottom: y,
            })
        })
    }
}
