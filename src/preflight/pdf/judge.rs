//! What is painted, held against the limits of newsprint. Of each rule the worst is told of a
//! page, with its place, and how many more there are.

use std::collections::BTreeMap;

use super::state::{Bounds, Inks};
use crate::diag::{Finding, Severity};
use crate::preflight::rules::{
    bleed_missing, hairline, ink_over_limit, rich_black_text, thin_reversed_type,
};

/// Pixels an inch: error below the first, warning below the second.
const PICTURE: (f64, f64) = (99.0, 149.0);
const LINE_ART: (f64, f64) = (549.0, 799.0);
/// The most ink on newsprint, in percent.
const INK: f64 = 245.0;
/// Text is this far from the trim, pt (3 mm).
const TRIM: f64 = 3.0 * 72.0 / 25.4;
/// Grounds that are kept in mind.
const GROUNDS: usize = 5_000;

pub struct Judge {
    page: usize,
    trim: Bounds,
    worst: BTreeMap<&'static str, Worst>,
    /// Coloured grounds in the order they are painted.
    grounds: Vec<(Bounds, bool)>,
}

struct Worst {
    severity: Severity,
    /// The higher the worse.
    badness: f64,
    message: String,
    at: (f64, f64),
    count: usize,
}

impl Judge {
    pub fn new(page: usize, trim: [f64; 4]) -> Self {
        Self {
            page,
            trim: Bounds(trim),
            worst: BTreeMap::new(),
            grounds: vec![],
        }
    }

    fn say(
        &mut self,
        rule: &'static str,
        severity: Severity,
        badness: f64,
        at: (f64, f64),
        message: String,
    ) {
        let new = Worst {
            severity,
            badness,
            message,
            at,
            count: 1,
        };
        match self.worst.get_mut(rule) {
            Some(worst) => {
                let count = worst.count + 1;
                if (new.severity, new.badness) > (worst.severity, worst.badness) {
                    *worst = new;
                }
                worst.count = count;
            }
            None => {
                self.worst.insert(rule, new);
            }
        }
    }

    pub fn text(&mut self, size: f64, inks: Inks, at: (f64, f64), overprint: bool) {
        if let Some(inks) = inks {
            if let Some(why) = rich_black_text::broken(size, inks) {
                self.say("pdf-rich-black", Severity::Error, -size, at, why);
            }
            if let Some(why) = thin_reversed_type::broken(size, None, inks)
                && self.ground(at).is_some()
            {
                self.say("pdf-reversed-type", Severity::Warning, -size, at, why);
            }
            let black = inks[3] > 0.99 && inks[..3].iter().all(|ink| *ink < 0.01);
            if black && !overprint && size < 12.0 && self.ground(at) == Some(true) {
                let why = format!("black type of {size:.1} pt knocks out the colour under it");
                self.say("pdf-black-overprint", Severity::Warning, -size, at, why);
            }
        }
        let near = self.distance(Bounds([at.0, at.1, at.0, at.1 + size * 0.88]));
        if near < TRIM && near > -TRIM {
            let why = format!(
                "text of {size:.1} pt stands {} from the trim",
                hairline::mm(near)
            );
            self.say("pdf-near-trim", Severity::Note, -near, at, why);
        }
    }

    pub fn line(&mut self, width: f64, at: (f64, f64)) {
        if width < hairline::THINNEST - 0.001 {
            let why = format!("a line of {width:.2} pt");
            self.say("pdf-hairline", Severity::Error, -width, at, why);
        }
    }

    pub fn fill(&mut self, area: Bounds, inks: Inks) {
        let at = (area.0[0], area.0[3]);
        let sliver = area.width().min(area.height());
        if sliver < hairline::THINNEST - 0.001 && area.width().max(area.height()) > 1.0 {
            self.line(sliver, at);
        }
        let white = inks.is_some_and(|inks| inks.iter().all(|ink| *ink < 0.01));
        if let Some(inks) = inks {
            let total = inks.iter().sum::<f64>() * 100.0;
            if total > INK + 0.5 && area.width() * area.height() >= ink_over_limit::AREA {
                let why = format!("a ground has {total:.0} % of ink; newsprint takes {INK:.0} %");
                self.say("pdf-ink", Severity::Error, total, at, why);
            }
        }
        if !white {
            self.bleed(area, "a ground");
        }
        let coloured = inks.is_none_or(|inks| inks[..3].iter().any(|ink| *ink > 0.05));
        self.paint_over(area, coloured, white);
    }

    pub fn picture(&mut self, (width, height): (f64, f64), ppi: f64, bilevel: bool, area: Bounds) {
        let at = (area.0[0], area.0[3]);
        let (fewest, enough) = if bilevel { LINE_ART } else { PICTURE };
        let kind = if bilevel {
            "black-and-white art"
        } else {
            "a picture"
        };
        let severity = match ppi + 0.01 {
            ppi if ppi < fewest => Some((Severity::Error, fewest)),
            ppi if ppi < enough => Some((Severity::Warning, enough)),
            _ => None,
        };
        // A few pixels are a pattern or a rule, not a picture.
        let large = width.min(height) > 16.0;
        if let Some((severity, limit)) = severity.filter(|_| large) {
            let why = format!(
                "{kind} of {width:.0} × {height:.0} pixels has {ppi:.0} an inch where it stands, fewer than {limit:.0}"
            );
            self.say("pdf-resolution", severity, -ppi, at, why);
        }
        self.bleed(area, "a picture");
        self.paint_over(area, true, false);
    }

    fn paint_over(&mut self, area: Bounds, coloured: bool, white: bool) {
        if self.grounds.len() < GROUNDS && area.width().min(area.height()) > 2.0 {
            // White paper over it is no ground any more.
            if white {
                self.grounds.retain(|(under, _)| under.cut(&area) != *under);
            } else {
                self.grounds.push((area, coloured));
            }
        }
    }

    /// Whether something is painted at a point, and whether it has colour.
    fn ground(&self, at: (f64, f64)) -> Option<bool> {
        let under = self.grounds.iter().rev().find(|(area, _)| area.holds(at));
        under.map(|(_, coloured)| *coloured)
    }

    /// The least distance from the trim, within it.
    fn distance(&self, area: Bounds) -> f64 {
        let (trim, area) = (self.trim.0, area.0);
        let sides = [
            area[0] - trim[0],
            area[1] - trim[1],
            trim[2] - area[2],
            trim[3] - area[3],
        ];
        sides.into_iter().fold(f64::MAX, f64::min)
    }

    fn bleed(&mut self, area: Bounds, what: &str) {
        let (trim, sides) = (self.trim.0, area.0);
        let rests = [
            sides[0] - trim[0],
            sides[1] - trim[1],
            trim[2] - sides[2],
            trim[3] - sides[3],
        ];
        let short = |rest: &f64| *rest < bleed_missing::NEAR && *rest > 0.1 - bleed_missing::LEAST;
        if rests.iter().any(short) {
            let why = format!("{what} runs to the trim without bleed");
            let size = area.width() * area.height();
            self.say("pdf-bleed", Severity::Note, size, (sides[0], sides[3]), why);
        }
    }

    /// What is to be told of the page.
    pub fn findings(self) -> Vec<Finding> {
        let (page, trim) = (self.page, self.trim.0);
        let finding = |(rule, worst): (&'static str, Worst)| {
            let more = match worst.count {
                1 => String::new(),
                count => format!(", and {} more like it", count - 1),
            };
            let (x, y) = (worst.at.0 - trim[0], trim[3] - worst.at.1);
            let message = format!("page {page}: {}{more}", worst.message);
            Finding::new(rule, worst.severity, message)
                .on(u32::try_from(page).unwrap_or(u32::MAX))
                .hint(format!(
                    "it is {} from the left and {} from the top of the trim",
                    hairline::mm(x),
                    hairline::mm(y)
                ))
        };
        self.worst.into_iter().map(finding).collect()
    }
}
