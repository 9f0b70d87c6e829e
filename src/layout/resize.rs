//! A layout with a picture higher, lower or gone: what it loses goes to the text that stands right
//! below it, above it or around it, and what it gains comes from there.

use super::legs;
use super::model::{Area, Grid, Layout, Slot};
use super::shape;

/// Which edge of a picture's slot gives way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    Top,
    Bottom,
}

impl Edge {
    pub fn word(self) -> &'static str {
        match self {
            Self::Top => "top",
            Self::Bottom => "bottom",
        }
    }

    /// The edge of a word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Top, Self::Bottom]
            .into_iter()
            .find(|edge| edge.word() == word)
    }
}

/// Rectangles of slots for text, each as slot and place, and the blank lines before them.
struct Takers {
    edge: Edge,
    areas: Vec<(String, usize)>,
    blank: usize,
}

impl Layout {
    /// The same layout with a slot of so many lines; with none of them, the slot is gone and what
    /// stood between it and the text too.
    pub fn resized(&self, name: &str, lines: usize, edge: Option<Edge>) -> Result<Self, String> {
        let slot = self.slots.get(name).ok_or("the layout has no such slot")?;
        let mut layout = self.clone();
        match &slot.inside {
            Some(host) => layout.resize_inside(slot, host, lines, edge),
            None => {
                let takers = self
                    .takers(slot, edge)
                    .ok_or("no text stands right below or above it, as wide as it is")?;
                layout.give(slot, lines, &takers)?;
            }
        }
        let grid = layout.grid;
        for slot in layout.slots.values_mut() {
            slot.settle(&grid);
        }
        let names: Vec<String> = layout.slots.keys().cloned().collect();
        for name in names {
            let legs = layout
                .slots
                .get(&name)
                .map(|slot| layout.legs(slot, &|_| true));
            if let (Some(slot), Some(legs)) = (layout.slots.get_mut(&name), legs) {
                slot.legs = legs;
            }
        }
        Ok(layout)
    }

    /// The slots for text that would take a slot's lines, in reading order.
    pub fn takers_of(&self, name: &str, edge: Option<Edge>) -> Vec<String> {
        let Some(slot) = self.slots.get(name) else {
            return vec![];
        };
        if let Some(host) = &slot.inside {
            return vec![host.clone()];
        }
        let takers = self.takers(slot, edge);
        takers.map_or(vec![], |takers| {
            takers.areas.into_iter().map(|(name, _)| name).collect()
        })
    }

    /// A picture in a text keeps the edge that stands at the text's own.
    fn resize_inside(&mut self, slot: &Slot, host: &str, lines: usize, edge: Option<Edge>) {
        let foot = self.slots.get(host).map_or(0, |host| host.area.bottom());
        let at_foot = slot.area.bottom() == foot;
        let edge = edge.unwrap_or(if at_foot { Edge::Top } else { Edge::Bottom });
        let line = match edge {
            Edge::Bottom => slot.area.line,
            Edge::Top => (slot.area.line + slot.area.lines).saturating_sub(lines),
        };
        self.set_area(
            &slot.name,
            0,
            Area {
                line,
                lines: lines.max(1),
                ..slot.area
            },
        );
    }

    /// The text that stands at an edge over the whole width of a slot.
    fn takers(&self, slot: &Slot, edge: Option<Edge>) -> Option<Takers> {
        match edge {
            Some(edge) => self.takers_at(slot, edge),
            None => self
                .takers_at(slot, Edge::Bottom)
                .or_else(|| self.takers_at(slot, Edge::Top)),
        }
    }

    fn takers_at(&self, slot: &Slot, edge: Edge) -> Option<Takers> {
        let own = slot.area;
        (0..=1).find_map(|blank| {
            let mut areas = vec![];
            let mut wide = 0.0;
            for other in self
                .slots
                .values()
                .filter(|other| other.kind.has_legs() && other.inside.is_none())
            {
                for (at, area) in other.areas.iter().enumerate() {
                    let meets = match edge {
                        Edge::Bottom => area.line == own.bottom() + blank,
                        Edge::Top => area.bottom() + blank == own.line,
                    };
                    let within = area.column > own.column - shape::SAME
                        && area.right() < own.right() + shape::SAME;
                    if meets && within {
                        areas.push((other.name.clone(), at));
                        wide += area.columns;
                    }
                }
            }
            let whole = (wide - own.columns).abs() < shape::SAME;
            whole.then_some(Takers { edge, areas, blank })
        })
    }

    fn give(&mut self, slot: &Slot, lines: usize, takers: &Takers) -> Result<(), String> {
        let own = slot.area;
        let more = match lines {
            0 => (own.lines + takers.blank) as i64,
            lines => own.lines as i64 - lines as i64,
        };
        for (name, at) in &takers.areas {
            let Some(area) = self
                .slots
                .get(name)
                .and_then(|slot| slot.areas.get(*at))
                .copied()
            else {
                continue;
            };
            let left = area.lines as i64 + more;
            if left < 2 {
                return Err(format!("it would leave slot `{name}` no lines"));
            }
            let line = match takers.edge {
                Edge::Bottom => area.line as i64 - more,
                Edge::Top => area.line as i64,
            };
            let area = Area {
                line: line.max(0) as usize,
                lines: left as usize,
                ..area
            };
            self.set_area(name, *at, area);
        }
        let line = match takers.edge {
            Edge::Bottom => own.line as i64,
            Edge::Top => own.line as i64 + own.lines as i64 - lines as i64,
        };
        let area = Area {
            line: line.max(0) as usize,
            lines: lines.max(1),
            ..own
        };
        self.set_area(&slot.name, 0, area);
        Ok(())
    }

    fn set_area(&mut self, name: &str, at: usize, area: Area) {
        if let Some(place) = self
            .slots
            .get_mut(name)
            .and_then(|slot| slot.areas.get_mut(at))
        {
            *place = area;
        }
    }
}

impl Slot {
    /// Works out anew what follows from the slot's rectangles.
    fn settle(&mut self, grid: &Grid) {
        let Some(area) = shape::around(&self.areas) else {
            return;
        };
        if area == self.area && !self.kind.has_legs() {
            return;
        }
        if area.lines != self.area.lines {
            // The blank below a slot's last line belongs to the line after it.
            self.size.1 = area.lines as f64 * grid.pitch - (grid.pitch - grid.body);
        }
        self.area = area;
        if self.kind.has_legs() {
            self.whole = self.divided.legs(grid, &self.areas);
        }
    }
}

impl super::area::Divided {
    /// The legs of some rectangles.
    pub fn legs(&self, grid: &Grid, areas: &[Area]) -> Vec<super::Leg> {
        let Some(all) = shape::around(areas) else {
            return vec![];
        };
        let each = areas.iter().enumerate();
        let legs =
            each.flat_map(|(at, area)| legs::of_area(grid, &all, area, self.count(at, area)));
        legs::joined(legs.collect())
    }
}
