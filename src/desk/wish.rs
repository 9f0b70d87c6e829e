//! What a run of the desk is asked for, and what becomes of an issue.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{CopyReport, PageReport};
use crate::compose::{Boxes, Finished};
use crate::deliver::Output;
use crate::diag::Finding;
use crate::makeup::Plan;
use crate::manifest::Date;
use crate::preflight::SlotFit;
use crate::preflight::rules::policy::Asked;

/// What a run asks for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Pages even if they have errors, each marked as a proof.
    pub proof: bool,
    /// Only this page.
    pub page: Option<u32>,
    /// Fonts of the system beside those of the project.
    pub system_fonts: bool,
    /// The day of a check: all rules run as far as they can, whatever is wrong before.
    pub check: Option<Date>,
    /// Rules that the command line denies and allows.
    pub asked: Asked,
    /// The result has what was composed, even if there are errors ([`Result::seen`]).
    pub keep: bool,
    /// Pages are composed and checked, and no PDF is made of them.
    pub draw_only: bool,
    /// Empty slots show a gray placeholder.
    pub placeholders: bool,
    /// Pages that are left out once the plan is made, with what is wrong on them, and all pages
    /// that share an article with them. The others are set as if these were sound.
    pub without: BTreeSet<u32>,
    /// Where ways out are looked for.
    pub ways: Ways,
}

/// The slots for which ways out are tried: each costs its page some dozens of compositions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ways {
    #[default]
    Nowhere,
    /// Where text is over. An issue whose text fits pays nothing.
    Over,
    /// Also where a slot is badly filled.
    Everywhere,
}

/// What was composed, for whoever wants to look at it and not to print it.
pub struct Seen {
    /// With `page` asked for, only the pages that it needs.
    pub plan: Plan,
    /// The pages in the order of the plan's, what stands on them and what was read from them.
    pub finished: Finished,
    /// How large each picture stands.
    pub boxes: Boxes,
}

/// What became of an issue.
#[derive(Default)]
pub struct Result {
    /// The date, if the manifest could be read.
    pub date: Option<Date>,
    /// The folder in the project that its files go to.
    pub folder: PathBuf,
    /// The project's folder, to which the paths of findings are relative.
    pub root: Option<PathBuf>,
    pub findings: Vec<Finding>,
    /// What each page is made on.
    pub sheets: Vec<PageReport>,
    /// How each article fits its slot.
    pub fits: Vec<SlotFit>,
    /// What cleaning changed, article by article.
    pub copy: Vec<CopyReport>,
    /// The finished files; empty when an error forbids them. The pages come first.
    pub outputs: Vec<Output>,
    /// The numbers of the single pages among them (版次), in order.
    pub pages: Vec<u32>,
    /// What was composed, if the wish was to keep it and it came so far.
    pub seen: Option<Seen>,
}
