//! Which article best fits which slot, by a reckoning of lines. It is a proposal: the press's
//! own count comes with `check`.

use crate::copy::{Article, BlockKind};
use crate::layout::{Slot, SlotKind};

/// What an article asks of a slot.
#[derive(Debug, Clone)]
pub struct Want {
    /// Characters of each paragraph.
    paragraphs: Vec<usize>,
    crossheads: usize,
    /// Body lines that its headline group takes, about.
    head: usize,
    pub characters: usize,
    /// How important it is, from 0: by its share of the page it came from, or its order.
    pub rank: f64,
}

impl Want {
    pub fn of(article: &Article, rank: f64) -> Self {
        let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let mut paragraphs = vec![];
        let mut crossheads = 0;
        for block in &article.blocks {
            match &block.kind {
                BlockKind::Crosshead(_) => crossheads += 1,
                BlockKind::Picture { .. } => {}
                _ => paragraphs.push(count(&block.plain_text())),
            }
        }
        let lines = |lines: &Option<crate::manifest::Lines>| {
            lines.as_ref().map_or(0, |lines| lines.lines().len())
        };
        let head = &article.head;
        let small = [&head.kicker, &head.byline]
            .into_iter()
            .filter(|text| text.is_some())
            .count();
        // Three lines are the air above and below and what a large size takes.
        let head = 3
            + lines(&head.headline) * 4
            + lines(&head.deck) * 2
            + small * 2
            + usize::from(head.standfirst.is_some()) * 3;
        Self {
            paragraphs,
            crossheads,
            head,
            characters: article.characters(),
            rank,
        }
    }

    /// Lines over (above 0) or spare (below), of all lines of the slot's legs.
    fn over(&self, slot: &Slot) -> (f64, f64) {
        let lines: usize = slot.legs.iter().map(|leg| leg.lines).sum();
        let measure = (slot.capacity() as f64 / lines.max(1) as f64).max(1.0);
        let text: f64 = self
            .paragraphs
            .iter()
            .map(|count| ((*count + 2) as f64 / measure).ceil())
            .sum();
        let top = slot.legs.iter().map(|leg| leg.line).min().unwrap_or(0);
        let under_head = slot.legs.iter().filter(|leg| leg.line == top).count();
        let need = text + (self.crossheads * 2) as f64 + (self.head * under_head) as f64;
        (need - lines as f64, lines as f64)
    }

    /// How ill it fits: what is over must be cut, what is spare can be filled.
    fn cost(&self, slot: &Slot, rank: f64) -> f64 {
        let (over, lines) = self.over(slot);
        let share = over / lines.max(1.0);
        let misfit = if share > 0.0 { share * 2.0 } else { -share };
        misfit.min(4.0) + (self.rank - rank).abs() * 0.2
    }
}

/// Articles in slots, by their places in the lists, and what it costs.
#[derive(Debug, Clone, Default)]
pub struct Assigned {
    pub pairs: Vec<(usize, usize)>,
    pub cost: f64,
}

/// Gives each slot the article that fits it best, over all of them together. Slots that may
/// stay empty come after those that may not.
pub fn assign(wants: &[&Want], slots: &[&Slot]) -> Assigned {
    let mut ranked: Vec<usize> = (0..slots.len()).collect();
    let size = |at: &usize| slots.get(*at).map_or(0, |slot| slot.capacity());
    ranked.sort_by_key(|at| std::cmp::Reverse(size(at)));
    let rank = |slot: usize| {
        let at = ranked.iter().position(|own| *own == slot).unwrap_or(0);
        at as f64 / slots.len().max(1) as f64
    };
    let cost = |want: usize, slot: usize| match (wants.get(want), slots.get(slot)) {
        (Some(want), Some(own)) => {
            want.cost(own, rank(slot)) + if own.optional { 0.5 } else { 0.0 }
        }
        _ => f64::MAX,
    };
    let mut pairs: Vec<(usize, usize, f64)> = (0..wants.len())
        .flat_map(|want| (0..slots.len()).map(move |slot| (want, slot)))
        .map(|(want, slot)| (want, slot, cost(want, slot)))
        .collect();
    pairs.sort_by(|a, b| a.2.total_cmp(&b.2).then(a.0.cmp(&b.0)).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<(usize, usize)> = vec![];
    for (want, slot, _) in pairs {
        if chosen
            .iter()
            .all(|(own, other)| *own != want && *other != slot)
        {
            chosen.push((want, slot));
        }
    }
    improve(&mut chosen, wants.len(), &cost);
    chosen.sort_by_key(|(_, slot)| *slot);
    let cost = chosen.iter().map(|(want, slot)| cost(*want, *slot)).sum();
    Assigned {
        pairs: chosen,
        cost,
    }
}

/// Exchanges articles between slots, and with those that have none, as long as that helps.
fn improve(chosen: &mut [(usize, usize)], wants: usize, cost: &dyn Fn(usize, usize) -> f64) {
    for _ in 0..chosen.len() * 4 {
        let mut better = false;
        for a in 0..chosen.len() {
            for b in a + 1..chosen.len() {
                let (Some(&(x, s)), Some(&(y, t))) = (chosen.get(a), chosen.get(b)) else {
                    continue;
                };
                if cost(y, s) + cost(x, t) + 1e-9 < cost(x, s) + cost(y, t) {
                    chosen[a].0 = y;
                    chosen[b].0 = x;
                    better = true;
                }
            }
            for free in 0..wants {
                let Some(&(x, s)) = chosen.get(a) else {
                    continue;
                };
                let taken = chosen.iter().any(|(own, _)| *own == free);
                if !taken && cost(free, s) + 1e-9 < cost(x, s) {
                    chosen[a].0 = free;
                    better = true;
                }
            }
        }
        if !better {
            return;
        }
    }
}

/// The shortest articles that together fit a slot of briefs.
pub fn briefs(wants: &[(usize, &Want)], slot: &Slot) -> Vec<usize> {
    let most = slot.most.unwrap_or(12);
    let mut order: Vec<&(usize, &Want)> = wants
        .iter()
        .filter(|(_, want)| want.characters <= 400)
        .collect();
    order.sort_by_key(|(at, want)| (want.characters, *at));
    let mut room = slot.capacity();
    let mut taken = vec![];
    for (at, want) in order {
        // A headline and the line above it take some.
        let need = want.characters + want.characters / 8 + 40;
        if taken.len() < most && need <= room {
            room -= need;
            taken.push(*at);
        }
    }
    taken.sort_unstable();
    taken
}

/// The slots of a layout that take one article each.
pub fn article_slots(slots: &std::collections::BTreeMap<String, Slot>) -> Vec<&Slot> {
    slots
        .values()
        .filter(|slot| slot.kind == SlotKind::Article)
        .collect()
}
