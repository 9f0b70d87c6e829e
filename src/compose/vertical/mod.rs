//! `vertical` (直排): a body set in lines that stand upright and run from right to left.
//!
//! Typst sets the body in horizontal lines as long as the vertical ones will be, so that kinsoku,
//! squeeze and justification are its own; then every glyph is moved to its place in a
//! standing line. `upright` keeps a picture or a horizontal piece upright within it.
//!
//! ```typst
//! #vertical(height: 120pt, text(size: 9pt)[秋天的後半夜，月亮下去了。])
//! ```

mod cell;
mod glyph;
mod run;
mod transpose;

pub use self::transpose::transposed;

use typst::diag::{SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{
    Args, Construct, Content, Label, NativeElement, Packed, ShowFn, Smart, Str, StyleChain, Styles,
    Value, elem, func,
};
use typst::introspection::Locator;
use typst::layout::{Abs, Axes, BlockElem, Frame, FrameItem, GroupItem, Length, Point, Region};
use typst::layout::{Size, Transform};
use typst::syntax::Span;
use typst::text::{FontFeatures, TextElem};
use typst::utils::PicoStr;
use typst_layout::layout_frame;

/// Sets a body in vertical lines, the first at the right.
///
/// What comes out is as high as `height` and as wide as its lines need.
#[func]
pub fn vertical(
    span: Span,
    /// The length of a line; `auto` for one line as long as its text.
    #[named]
    #[default]
    height: Smart<Length>,
    /// What is set.
    body: Content,
) -> Content {
    VerticalElem::new(height, body).pack().spanned(span)
}

/// What `vertical` makes.
#[elem(Construct)]
pub struct VerticalElem {
    #[required]
    #[internal]
    pub height: Smart<Length>,

    #[required]
    #[internal]
    pub body: Content,
}

impl Construct for VerticalElem {
    fn construct(_: &mut Engine, args: &mut Args) -> SourceResult<Content> {
        bail!(args.span, "use `vertical`");
    }
}

/// Shows a vertical body as an unbreakable block of its own size.
pub const VERTICAL_RULE: ShowFn<VerticalElem> =
    |elem, _, _| Ok(BlockElem::single_layouter(elem.clone(), layout_vertical).pack());

fn layout_vertical(
    elem: &Packed<VerticalElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    _: Region,
) -> SourceResult<Frame> {
    use typst::foundations::Resolve;
    let local = self::styles()?;
    let styles = styles.chain(&local);
    let (length, fixed) = match elem.height {
        Smart::Auto => (Abs::inf(), false),
        Smart::Custom(height) => (height.resolve(styles), true),
    };
    if fixed && (length <= Abs::zero() || !length.to_pt().is_finite()) {
        bail!(
            elem.span(),
            "the height of vertical lines must be greater than zero"
        );
    }
    let region = Region::new(Size::new(length, Abs::inf()), Axes::new(fixed, false));
    let frame = layout_frame(engine, &elem.body, locator, styles, region)?;
    Ok(transposed(&frame))
}

/// Keeps something upright within vertical type: a picture, or lines that run across.
///
/// It takes `height` of the vertical line and `width` of the room across the lines; without them, all
/// there is. In a vertical thread it is the body of a fixed block.
#[func]
pub fn upright(
    span: Span,
    /// Its height on the page: how much of the vertical line it takes.
    #[named]
    #[default]
    height: Smart<Length>,
    /// Its width on the page: across the lines.
    #[named]
    #[default]
    width: Smart<Length>,
    /// What is set, horizontally.
    body: Content,
) -> Content {
    UprightElem::new(height, width, body).pack().spanned(span)
}

/// What `upright` makes.
#[elem(Construct)]
pub struct UprightElem {
    #[required]
    #[internal]
    pub height: Smart<Length>,

    #[required]
    #[internal]
    pub width: Smart<Length>,

    #[required]
    #[internal]
    pub body: Content,
}

impl Construct for UprightElem {
    fn construct(_: &mut Engine, args: &mut Args) -> SourceResult<Content> {
        bail!(args.span, "use `upright`");
    }
}

/// Shows what is kept upright as an unbreakable block.
pub const UPRIGHT_RULE: ShowFn<UprightElem> =
    |elem, _, _| Ok(BlockElem::single_layouter(elem.clone(), layout_upright).pack());

fn layout_upright(
    elem: &Packed<UprightElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    region: Region,
) -> SourceResult<Frame> {
    use typst::foundations::Resolve;
    // The vertical line runs along the region's width, and so does the height on the page.
    let size = |given: Smart<Length>, room: Abs| match given {
        Smart::Auto => room,
        Smart::Custom(length) => length.resolve(styles),
    };
    let page = Size::new(
        size(elem.width, region.size.y),
        size(elem.height, region.size.x),
    );
    let expand = page.map(|length| length.to_pt().is_finite());
    let frame = layout_frame(
        engine,
        &elem.body,
        locator,
        styles,
        Region::new(page, expand),
    )?;
    let (across, along) = (frame.width(), frame.height());
    let mut group = GroupItem::new(frame);
    group.label = upright_label();
    // Without `vertical` around it, it lies on its side, as a frame of the vertical line would.
    group.transform = Transform::translate(Abs::zero(), across)
        .pre_concat(Transform::rotate(typst::layout::Angle::deg(-90.0)));
    let mut out = Frame::hard(Size::new(along, across));
    out.push(Point::zero(), FrameItem::Group(group));
    Ok(out)
}

/// The label by which the transposer knows what stays upright.
fn upright_label() -> Option<Label> {
    Label::new(PicoStr::constant("upright"))
}

/// The styles in which a body is set before it is transposed: vertical forms of marks, and figures
/// that take one cell.
pub fn styles() -> SourceResult<Styles> {
    let mut styles = Styles::new();
    styles.set(TextElem::features, features(&[("vert", 1)]));
    styles.push(cell::recipe()?);
    styles.push(glyph::dashes()?);
    Ok(styles)
}

/// OpenType features with their values.
fn features(tags: &[(&str, i64)]) -> FontFeatures {
    use typst::foundations::{Dict, FromValue};
    let tags = tags
        .iter()
        .map(|&(tag, value)| (Str::from(tag), Value::Int(value)));
    // The tags are ours and well formed.
    FontFeatures::from_value(Value::Dict(tags.collect::<Dict>())).unwrap_or_default()
}
