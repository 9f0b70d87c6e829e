//! `part` and `complain`: what a template tells the program by way of the finished pages.
//!
//! `part` marks what is set of an article outside its body, so that the pages can be read
//! back and compared with the copy. `complain` raises a finding about a slot, for limits
//! that only the template knows.

use typst::diag::{SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{Args, Construct, Content, NativeElement, ShowFn, Str, elem, func};
use typst::syntax::Span;

use super::thread::mark;

/// Marks a part of an article's headline group, or a caption.
///
/// ```typst
/// #part(article.id, "kicker", article.kicker)
/// ```
#[func]
pub fn part(
    span: Span,
    /// The identity of the article or picture, as it stands in the page's data.
    article: Str,
    /// Which part: `kicker`, `headline`, `deck`, `standfirst`, `byline`, `caption`, `credit`.
    role: Str,
    /// The part as it is set.
    body: Content,
) -> Content {
    PartElem::new(article, role, body)
        .pack()
        .spanned(span)
        .labelled(mark())
}

/// What `part` makes.
#[elem(Construct)]
pub struct PartElem {
    #[required]
    #[internal]
    pub article: Str,

    #[required]
    #[internal]
    pub role: Str,

    #[required]
    #[internal]
    pub body: Content,
}

impl Construct for PartElem {
    fn construct(_: &mut Engine, args: &mut Args) -> SourceResult<Content> {
        bail!(args.span, "use `part`");
    }
}

/// Raises a finding about a slot; nothing is set.
///
/// ```typst
/// #complain("photo", "the caption leaves no room for the picture")
/// ```
#[func]
pub fn complain(
    span: Span,
    /// The slot's name.
    slot: Str,
    /// What is wrong: lowercase, without a full stop.
    message: Str,
    /// Whether the page may be printed all the same.
    #[named]
    #[default]
    warning: bool,
    /// The rule that is broken, of those in docs/rules.md; without it `layout-limit`.
    #[named]
    #[default]
    rule: Str,
) -> Content {
    ComplaintElem::new(slot, message, warning, rule)
        .pack()
        .spanned(span)
        .labelled(mark())
}

/// What `complain` makes.
#[elem(Construct)]
pub struct ComplaintElem {
    #[required]
    #[internal]
    pub slot: Str,

    #[required]
    #[internal]
    pub message: Str,

    #[required]
    #[internal]
    pub warning: bool,

    #[required]
    #[internal]
    pub rule: Str,
}

impl Construct for ComplaintElem {
    fn construct(_: &mut Engine, args: &mut Args) -> SourceResult<Content> {
        bail!(args.span, "use `complain`");
    }
}

/// Shows nothing.
pub const COMPLAINT_RULE: ShowFn<ComplaintElem> = |_, _, _| Ok(Content::empty());

/// Shows the body as it is.
pub const PART_RULE: ShowFn<PartElem> = |elem, _, _| Ok(elem.body.clone());
