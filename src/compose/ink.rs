//! The inks of what a layout sets: black is black ink alone, gray becomes a tint of it, RGB is
//! refused, and a mono page has no other ink.

use std::collections::BTreeSet;

use typst::visualize::{
    Cmyk, Color, ColorSpace, FixedStroke, Gradient, Paint, ProcessColor, ProcessColorSpace, Shape,
};

/// Goes over the paints of one page.
pub struct Inks {
    /// Whether the page is printed in black alone (黑白版).
    mono: bool,
    /// The most ink that the paper takes at one place (总墨量), in percent.
    most: f64,
    /// What is wrong, each once: the message.
    pub faults: BTreeSet<String>,
}

impl Inks {
    /// Inks of a page.
    pub fn new(mono: bool, most: f64) -> Self {
        Self {
            mono,
            most,
            faults: BTreeSet::new(),
        }
    }

    /// A paint in press inks.
    pub fn paint(&mut self, paint: &Paint) -> Paint {
        match paint {
            Paint::Solid(color) => Paint::Solid(self.color(color)),
            Paint::Gradient(gradient) => {
                self.gradient(gradient);
                paint.clone()
            }
            // A tiling is a small page of its own that cannot be opened here.
            Paint::Tiling(_) => {
                if self.mono {
                    self.faults
                        .insert("a tiling on a mono page may bear colour".into());
                }
                paint.clone()
            }
        }
    }

    /// A stroke in press inks.
    pub fn stroke(&mut self, stroke: &Option<FixedStroke>) -> Option<FixedStroke> {
        let stroke = stroke.as_ref()?;
        Some(FixedStroke {
            paint: self.paint(&stroke.paint),
            ..stroke.clone()
        })
    }

    /// A shape in press inks.
    pub fn shape(&mut self, shape: &Shape) -> Shape {
        Shape {
            fill: shape.fill.as_ref().map(|fill| self.paint(fill)),
            stroke: self.stroke(&shape.stroke),
            ..shape.clone()
        }
    }

    fn color(&mut self, color: &Color) -> Color {
        match color {
            // Typst's black and gray would come out of a RIP in four inks.
            Color::Process(ProcessColor::Luma(luma)) if luma.alpha >= 1.0 => black(1.0 - luma.luma),
            Color::Process(ProcessColor::Cmyk(ink)) => {
                if self.mono && (ink.c > 0.001 || ink.m > 0.001 || ink.y > 0.001) {
                    self.faults.insert(format!(
                        "a mono page bears cmyk({}, {}, {}, {}); only black ink is allowed",
                        percent(ink.c),
                        percent(ink.m),
                        percent(ink.y),
                        percent(ink.k),
                    ));
                }
                self.limit(ink);
                color.clone()
            }
            Color::Spot(_) => {
                if self.mono {
                    self.faults.insert("a mono page bears a spot colour".into());
                }
                color.clone()
            }
            Color::Process(_) => {
                let hex = color.to_hex();
                self.faults
                    .insert(format!("{hex} is not in press inks; use cmyk(…)"));
                color.clone()
            }
        }
    }

    /// Pictures are kept within the limit when they are made; a fill set by hand must be by hand.
    fn limit(&mut self, ink: &Cmyk) {
        let total = f64::from(ink.c + ink.m + ink.y + ink.k) * 100.0;
        // Colours have steps of 1/255.
        if total > self.most + 1.0 {
            self.faults.insert(format!(
                "cmyk({}, {}, {}, {}) is {total:.0} % of ink, and the paper takes {:.0} %",
                percent(ink.c),
                percent(ink.m),
                percent(ink.y),
                percent(ink.k),
                self.most,
            ));
        }
    }

    fn gradient(&mut self, gradient: &Gradient) {
        let space = gradient.space();
        if !matches!(space, ColorSpace::Process(ProcessColorSpace::Cmyk)) {
            self.faults
                .insert("a gradient is not in press inks; give it space: cmyk".into());
        }
        if matches!(gradient, Gradient::Conic(_)) {
            self.faults
                .insert("a conic gradient does not come out in press inks".into());
        }
        for (color, _) in gradient.stops_ref() {
            self.color(color);
        }
    }
}

/// A tint of black ink, from 0 to 1.
fn black(k: f32) -> Color {
    Color::Process(ProcessColor::Cmyk(Cmyk {
        c: 0.0,
        m: 0.0,
        y: 0.0,
        k: k.clamp(0.0, 1.0),
    }))
}

fn percent(part: f32) -> String {
    format!("{}%", (part * 100.0).round())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solid(inks: &mut Inks, color: Color) -> Cmyk {
        match inks.paint(&Paint::Solid(color)) {
            Paint::Solid(Color::Process(ProcessColor::Cmyk(ink))) => ink,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn gray_becomes_a_tint_of_black() {
        let mut inks = Inks::new(true, 240.0);
        let ink = solid(&mut inks, Color::BLACK);
        assert_eq!((ink.c, ink.m, ink.y, ink.k), (0.0, 0.0, 0.0, 1.0));
        assert_eq!(solid(&mut inks, Color::WHITE).k, 0.0);
        assert!(inks.faults.is_empty());
    }

    #[test]
    fn colour_is_a_fault_on_a_mono_page_only() {
        let green = Color::Process(ProcessColor::Cmyk(Cmyk {
            c: 0.5,
            m: 0.0,
            y: 1.0,
            k: 0.0,
        }));
        let mut inks = Inks::new(false, 240.0);
        solid(&mut inks, green.clone());
        assert!(inks.faults.is_empty());
        let mut inks = Inks::new(true, 240.0);
        solid(&mut inks, green);
        assert_eq!(inks.faults.len(), 1);
    }

    #[test]
    fn more_ink_than_the_paper_takes_is_a_fault() {
        let mut inks = Inks::new(false, 240.0);
        let ink = |k| {
            Color::Process(ProcessColor::Cmyk(Cmyk {
                c: 0.6,
                m: 0.4,
                y: 0.4,
                k,
            }))
        };
        solid(&mut inks, ink(1.0));
        assert!(inks.faults.is_empty(), "{:?}", inks.faults);
        solid(
            &mut inks,
            Color::Process(ProcessColor::Cmyk(Cmyk {
                c: 1.0,
                m: 1.0,
                y: 1.0,
                k: 1.0,
            })),
        );
        assert_eq!(
            inks.faults.first().map(String::as_str),
            Some("cmyk(100%, 100%, 100%, 100%) is 400 % of ink, and the paper takes 240 %")
        );
    }

    #[test]
    fn rgb_is_a_fault() {
        let mut inks = Inks::new(false, 240.0);
        inks.paint(&Paint::Solid(Color::from_u8(10, 20, 30, 255)));
        assert_eq!(
            inks.faults.first().map(String::as_str),
            Some("#0a141e is not in press inks; use cmyk(…)")
        );
    }
}
