//! What a rule is given.

use crate::compose::{Finished, Item, Mark};
use crate::diag::Place;
use crate::makeup::{Fill, Plan, PlannedPage};
use crate::manifest::{Date, IssueManifest};
use crate::preflight::SlotFit;
use crate::project::Project;

/// An issue as it was read and planned.
pub struct Case<'a> {
    pub project: &'a Project,
    pub manifest: &'a IssueManifest,
    pub plan: &'a Plan,
    /// The day of the check; none in a build, which must not depend on the clock.
    pub today: Option<Date>,
}

/// Its composed pages.
pub struct Composed<'a> {
    pub finished: &'a Finished,
    pub fits: &'a [SlotFit],
    /// Families that come from outside fonts/ and are set in somewhere.
    pub outside: &'a [String],
}

impl Case<'_> {
    /// The page of the document that an item stands on.
    pub fn page(&self, item: &Item) -> Option<&PlannedPage> {
        self.plan.pages.get(item.page)
    }

    /// The slot and the fill that an item belongs to: by its mark, else by where it stands.
    pub fn fill(&self, item: &Item) -> Option<(&str, &Fill)> {
        let page = self.page(item)?;
        let id = match item.mark.as_deref() {
            Some(Mark::Part(article, _)) => Some(article.as_str()),
            Some(Mark::Piece(info)) => Some(info.article.as_str()),
            _ => None,
        };
        let of = |(name, fill): (&String, &Fill)| id == Some(fill.id.as_str()) && !name.is_empty();
        let mut fills = page.fills.iter();
        match fills.find(|(name, fill)| of((name, fill))) {
            Some((name, fill)) => Some((name, fill)),
            None => self.standing(page, item),
        }
    }

    fn standing<'b>(&self, page: &'b PlannedPage, item: &Item) -> Option<(&'b str, &'b Fill)> {
        let (x, y) = item.area.middle();
        let grid = &page.layout.grid;
        page.fills.iter().find_map(|(name, fill)| {
            let area = &page.layout.slots.get(name)?.area;
            let (left, top) = (grid.x(area.column), grid.y(area.line));
            let inside = x >= left
                && x <= left + grid.width(area.columns)
                && y >= top
                && y <= top + area.lines as f64 * grid.pitch;
            inside.then_some((name.as_str(), fill))
        })
    }

    /// Where the manifest says what an item is, or its page.
    pub fn place(&self, item: &Item) -> Option<Place> {
        let page = self.page(item)?;
        let fill = self.fill(item);
        Some(fill.map_or_else(|| page.place.clone(), |(_, fill)| fill.place.clone()))
    }
}
