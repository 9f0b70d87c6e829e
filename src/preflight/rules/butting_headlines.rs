//! `butting-headlines` (碰题): headlines of one size stand side by side on one level.

use super::{Case, Check, Composed, Rule};
use crate::compose::{Box2, ItemKind, Mark};
use crate::diag::{Finding, Severity};

pub const RULE: Rule = Rule::new(
    "butting-headlines",
    Severity::Warning,
    "headlines of one size stand side by side (碰题)",
    Check::Pages(check),
);

/// A headline as it stands.
struct Headline<'a> {
    page: usize,
    article: &'a str,
    area: Box2,
    size: f64,
    weight: u16,
    family: &'a str,
}

fn check(case: &Case, composed: &Composed, findings: &mut Vec<Finding>) {
    let headlines = headlines(composed);
    for (at, right) in headlines.iter().enumerate() {
        for left in &headlines[..at] {
            if left.page == right.page && butt(case, left, right) {
                say(case, left, right, findings);
            }
        }
    }
}

fn headlines<'a>(composed: &'a Composed) -> Vec<Headline<'a>> {
    let mut headlines: Vec<Headline> = vec![];
    for item in &composed.finished.items {
        let (ItemKind::Text(run), Some(Mark::Part(article, role))) =
            (&item.kind, item.mark.as_deref())
        else {
            continue;
        };
        if role != "headline" {
            continue;
        }
        let same = |one: &&mut Headline| one.page == item.page && one.article == article;
        match headlines.iter_mut().find(same) {
            Some(one) => {
                one.area = one.area.union(&item.area);
                one.size = one.size.max(run.size);
            }
            None => headlines.push(Headline {
                page: item.page,
                article,
                area: item.area,
                size: run.size,
                weight: run.weight,
                family: &run.family,
            }),
        }
    }
    headlines
}

/// Two sizes are one if they differ by less, pt.
const SIZE: f64 = 0.5;

/// Whether two headlines are alike, at one height, and so near that they read as one line: a
/// gutter and one of their own characters apart.
fn butt(case: &Case, a: &Headline, b: &Headline) -> bool {
    let alike = (a.size - b.size).abs() <= SIZE && a.family == b.family && a.weight == b.weight;
    let shared = a.area.bottom.min(b.area.bottom) - a.area.top.max(b.area.top);
    let level = shared > 0.5 * a.size.min(b.size);
    let apart = a.area.left.max(b.area.left) - a.area.right.min(b.area.right);
    let gutter = case
        .plan
        .pages
        .get(a.page)
        .map(|page| page.layout.grid.gutter);
    let reach = gutter.unwrap_or_default() + a.size.max(b.size);
    alike && level && (-0.1..=reach).contains(&apart)
}

fn say(case: &Case, a: &Headline, b: &Headline, findings: &mut Vec<Finding>) {
    let (left, right) = match a.area.left <= b.area.left {
        true => (a, b),
        false => (b, a),
    };
    let Some(page) = case.plan.pages.get(left.page) else {
        return;
    };
    let fill = |id: &str| page.fills.iter().find(|(_, fill)| fill.id == id);
    let (Some((slot, right_fill)), Some((other, left_fill))) =
        (fill(right.article), fill(left.article))
    else {
        return;
    };
    // Briefs of one slot stand under one band, and their heads are meant to be alike.
    if slot == other {
        return;
    }
    let message = format!(
        "the headlines of `{}` and `{}` butt: both of {:.1} pt, side by side on page {}",
        left.article, right.article, right.size, page.number
    );
    findings.push(
        RULE.finding(message)
            .at(right_fill.place.clone())
            .related(left_fill.place.clone(), "the other headline")
            .in_slot(page.number, slot)
            .hint("give one another size, face or number of lines, or move it up or down"),
    );
}
