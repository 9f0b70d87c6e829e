//! Transposes a frame: what ran from left to right runs from top to bottom, what stood below stands at the
//! left, in the order of reading.

use std::collections::BTreeMap;

use typst::layout::{Abs, Angle, Axes, Frame, FrameItem, GroupItem, Point, Ratio, Size, Transform};
use typst::text::TextItem;
use typst::visualize::{Curve, CurveItem, Geometry, Shape};

use super::run::{MIDDLE, Piece, pieces};
use super::upright_label;

/// The frame in vertical lines: as wide as it was high.
pub fn transposed(frame: &Frame) -> Frame {
    let mut out = Frame::new(swapped(frame.size()), frame.kind());
    let axes = Axis::of(frame);
    for (pos, item) in frame.items() {
        match item {
            FrameItem::Text(run) => text(&mut out, *pos, run, &axes),
            FrameItem::Group(group) => self::group(&mut out, *pos, group),
            FrameItem::Shape(shape, span) => {
                let (pos, shape) = self::shape(&out, *pos, shape);
                out.push(pos, FrameItem::Shape(shape, *span));
            }
            FrameItem::Image(image, size, span) => {
                let (pos, size) = upright_within(&out, *pos, *size);
                out.push(pos, FrameItem::Image(image.clone(), size, *span));
            }
            FrameItem::Link(target, size) => {
                let pos = corner(&out, *pos, *size);
                out.push(pos, FrameItem::Link(target.clone(), swapped(*size)));
            }
            FrameItem::Tag(tag) => {
                let pos = point(&out, *pos);
                out.push(pos, FrameItem::Tag(tag.clone()));
            }
        }
    }
    out
}

fn swapped(size: Size) -> Size {
    Axes::new(size.y, size.x)
}

/// A direction turned by 90° clockwise.
fn turned(point: Point) -> Point {
    Point::new(-point.y, point.x)
}

/// A place of the horizontal frame in the vertical one.
fn point(out: &Frame, pos: Point) -> Point {
    Point::with_x(out.width()) + turned(pos)
}

/// The upper left corner of a rectangle of the horizontal frame in the vertical one.
fn corner(out: &Frame, pos: Point, size: Size) -> Point {
    Point::new(out.width() - pos.y - size.y, pos.x)
}

/// A picture keeps upright: as large as its turned room allows, in the middle of it.
fn upright_within(out: &Frame, pos: Point, size: Size) -> (Point, Size) {
    let room = swapped(size);
    let scale = (room.x / size.x).min(room.y / size.y);
    let fitted = Size::new(size.x * scale, size.y * scale);
    let corner = corner(out, pos, size);
    let rest = (room - fitted) / 2.0;
    (corner + rest.to_point(), fitted)
}

/// The axes of the lines of a frame: runs of several sizes on one baseline are centred on the axis of the
/// size that most of the line has.
struct Axis(BTreeMap<Abs, Abs>);

impl Axis {
    fn of(frame: &Frame) -> Self {
        let mut lines: BTreeMap<Abs, BTreeMap<Abs, usize>> = BTreeMap::new();
        for (pos, item) in frame.items() {
            if let FrameItem::Text(run) = item {
                let sizes = lines.entry(pos.y).or_default();
                *sizes.entry(run.size).or_default() += run.glyphs.len();
            }
        }
        let axis = |(y, sizes): (Abs, BTreeMap<Abs, usize>)| {
            let most = sizes.into_iter().max_by_key(|&(size, count)| (count, size));
            let size = most.map_or(Abs::zero(), |(size, _)| size);
            (y, y - MIDDLE.at(size))
        };
        Self(lines.into_iter().map(axis).collect())
    }

    /// The height of the axis in the horizontal frame.
    fn at(&self, baseline: Abs, size: Abs) -> Abs {
        let axis = self.0.get(&baseline).copied();
        axis.unwrap_or(baseline - MIDDLE.at(size))
    }
}

/// A run on its axis.
fn text(out: &mut Frame, pos: Point, run: &TextItem, axes: &Axis) {
    let axis = axes.at(pos.y, run.size);
    for piece in pieces(run) {
        match piece {
            Piece::Upright { at, item } => {
                let pos = point(out, Point::new(pos.x + at, axis));
                out.push(pos, FrameItem::Text(item));
            }
            Piece::Cell {
                at,
                item,
                width,
                narrow,
            } => {
                let middle = point(out, Point::new(pos.x + at, axis));
                let origin = Point::new(-width * narrow / 2.0, MIDDLE.at(item.size));
                let scale = Transform::scale(Ratio::new(narrow), Ratio::one());
                place(out, middle + origin, item, scale);
            }
            Piece::Turned { at, item } => {
                let baseline = axis + MIDDLE.at(item.size);
                let pos = point(out, Point::new(pos.x + at, baseline));
                place(out, pos, item, Transform::rotate(Angle::deg(90.0)));
            }
        }
    }
}

/// Pushes a run whose origin is at a place, transformed.
fn place(out: &mut Frame, pos: Point, item: TextItem, transform: Transform) {
    if transform.is_identity() {
        out.push(pos, FrameItem::Text(item));
        return;
    }
    let mut frame = Frame::soft(Size::new(item.width(), item.size));
    frame.push(Point::zero(), FrameItem::Text(item));
    let mut group = GroupItem::new(frame);
    group.transform = transform;
    out.push(pos, FrameItem::Group(group));
}

/// A group, its own transformation turned with it; what is kept upright, as it is.
fn group(out: &mut Frame, pos: Point, group: &GroupItem) {
    let upright = group.label.is_some() && group.label == upright_label();
    if upright {
        // It was laid on its side to be turned up here.
        let size = group.frame.size();
        let pos = corner(out, pos, swapped(size));
        let mut group = group.clone();
        group.transform = Transform::identity();
        group.label = None;
        out.push(pos, FrameItem::Group(group));
        return;
    }
    let height = group.frame.height();
    let frame = transposed(&group.frame);
    let clip = group.clip.as_ref().map(|clip| {
        let at = |point: Point| Point::with_x(height) + turned(point);
        curve(clip, at)
    });
    let turn = Transform::rotate(Angle::deg(90.0));
    let back = Transform::rotate(Angle::deg(-90.0));
    let (pos, transform) = match group.transform.is_identity() {
        true => (corner(out, pos, group.frame.size()), Transform::identity()),
        false => (
            point(out, pos),
            turn.pre_concat(group.transform)
                .pre_concat(back)
                .pre_concat(Transform::translate(-height, Abs::zero())),
        ),
    };
    let group = GroupItem {
        frame,
        transform,
        clip,
        ..group.clone()
    };
    out.push(pos, FrameItem::Group(group));
}

/// A shape, turned.
fn shape(out: &Frame, pos: Point, shape: &Shape) -> (Point, Shape) {
    let (pos, geometry) = match &shape.geometry {
        Geometry::Line(to) => (point(out, pos), Geometry::Line(turned(*to))),
        Geometry::Rect(size) => (corner(out, pos, *size), Geometry::Rect(swapped(*size))),
        Geometry::Curve(path) => (point(out, pos), Geometry::Curve(curve(path, turned))),
    };
    let shape = Shape {
        geometry,
        ..shape.clone()
    };
    (pos, shape)
}

fn curve(path: &Curve, at: impl Fn(Point) -> Point) -> Curve {
    let item = |item: &CurveItem| match item {
        CurveItem::Move(to) => CurveItem::Move(at(*to)),
        CurveItem::Line(to) => CurveItem::Line(at(*to)),
        CurveItem::Cubic(a, b, to) => CurveItem::Cubic(at(*a), at(*b), at(*to)),
        CurveItem::Close => CurveItem::Close,
    };
    Curve(path.0.iter().map(item).collect())
}

#[cfg(test)]
mod tests {
    use typst::syntax::Span;
    use typst::visualize::{Color, Paint};

    use super::*;

    fn at(x: f64, y: f64) -> Point {
        Point::new(Abs::pt(x), Abs::pt(y))
    }

    fn size(x: f64, y: f64) -> Size {
        Size::new(Abs::pt(x), Abs::pt(y))
    }

    /// A frame of 100 × 50 with one item.
    fn frame(pos: Point, item: FrameItem) -> Frame {
        let mut frame = Frame::hard(size(100.0, 50.0));
        frame.push(pos, item);
        frame
    }

    fn only(frame: &Frame) -> (Point, FrameItem) {
        let items: Vec<_> = frame.items().cloned().collect();
        assert_eq!(items.len(), 1);
        items[0].clone()
    }

    fn shaped(geometry: Geometry) -> FrameItem {
        let paint = Paint::Solid(Color::BLACK);
        FrameItem::Shape(geometry.filled(paint), Span::detached())
    }

    #[test]
    fn the_first_line_is_the_rightmost() {
        let horizontal = frame(at(10.0, 4.0), shaped(Geometry::Rect(size(30.0, 6.0))));
        let vertical = transposed(&horizontal);
        assert_eq!(vertical.size(), size(50.0, 100.0));
        let (pos, item) = only(&vertical);
        assert_eq!(pos, at(40.0, 10.0));
        let FrameItem::Shape(shape, _) = item else {
            panic!("{item:?}")
        };
        assert_eq!(shape.geometry, Geometry::Rect(size(6.0, 30.0)));
    }

    #[test]
    fn a_rule_across_stands() {
        let horizontal = frame(at(0.0, 20.0), shaped(Geometry::Line(at(100.0, 0.0))));
        let (pos, item) = only(&transposed(&horizontal));
        assert_eq!(pos, at(30.0, 0.0));
        let FrameItem::Shape(shape, _) = item else {
            panic!("{item:?}")
        };
        assert_eq!(shape.geometry, Geometry::Line(at(0.0, 100.0)));
    }

    #[test]
    fn a_transformation_turns_with_its_group() {
        let mut inner = Frame::hard(size(20.0, 10.0));
        inner.push(Point::zero(), shaped(Geometry::Rect(size(20.0, 10.0))));
        let mut group = GroupItem::new(inner);
        // Half as long along the line.
        group.transform = Transform::scale(Ratio::new(0.5), Ratio::one());
        let (pos, item) = only(&transposed(&frame(at(5.0, 0.0), FrameItem::Group(group))));
        let FrameItem::Group(group) = item else {
            panic!("{item:?}")
        };
        let corner = at(0.0, 20.0).transform(group.transform) + pos;
        assert_eq!(corner, at(40.0, 15.0));
        let corner = at(10.0, 0.0).transform(group.transform) + pos;
        assert_eq!(corner, at(50.0, 5.0));
    }

    #[test]
    fn what_is_upright_stays_so() {
        let mut group = GroupItem::new(Frame::hard(size(10.0, 40.0)));
        group.label = upright_label();
        let (pos, item) = only(&transposed(&frame(at(5.0, 20.0), FrameItem::Group(group))));
        let FrameItem::Group(group) = item else {
            panic!("{item:?}")
        };
        assert!(group.transform.is_identity());
        assert_eq!(group.frame.size(), size(10.0, 40.0));
        assert_eq!(pos, at(20.0, 5.0));
    }
}
