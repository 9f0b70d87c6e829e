//! `part`: marks what a template sets of an article outside its body, so that the
//! finished pages can be read back and compared with the copy.

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

/// Shows the body as it is.
pub const PART_RULE: ShowFn<PartElem> = |elem, _, _| Ok(elem.body.clone());
