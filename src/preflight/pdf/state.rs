//! The part of a PDF's graphics state that the rules look at.

/// A transformation: x' = a x + c y + e, y' = b x + d y + f.
#[derive(Debug, Clone, Copy)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    pub const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This one first, then another.
    pub fn then(&self, next: &Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, next.0);
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    pub fn point(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// By how much lengths grow, on average of all directions.
    pub fn scale(&self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }

    /// Lengths of the unit square's sides.
    pub fn sides(&self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a.hypot(b), c.hypot(d))
    }
}

/// Left, bottom, right, top on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds(pub [f64; 4]);

impl Bounds {
    pub const NONE: Self = Self([f64::MAX, f64::MAX, f64::MIN, f64::MIN]);
    pub const ALL: Self = Self([f64::MIN, f64::MIN, f64::MAX, f64::MAX]);

    pub fn add(&mut self, (x, y): (f64, f64)) {
        let [left, bottom, right, top] = self.0;
        self.0 = [left.min(x), bottom.min(y), right.max(x), top.max(y)];
    }

    pub fn cut(&self, other: &Self) -> Self {
        let (a, b) = (self.0, other.0);
        Self([
            a[0].max(b[0]),
            a[1].max(b[1]),
            a[2].min(b[2]),
            a[3].min(b[3]),
        ])
    }

    pub fn is_empty(&self) -> bool {
        self.0[0] > self.0[2] || self.0[1] > self.0[3]
    }

    pub fn width(&self) -> f64 {
        self.0[2] - self.0[0]
    }

    pub fn height(&self) -> f64 {
        self.0[3] - self.0[1]
    }

    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        let [left, bottom, right, top] = self.0;
        x >= left && x <= right && y >= bottom && y <= top
    }

    /// The area that a matrix makes of the unit square.
    pub fn of_unit(matrix: &Matrix) -> Self {
        let mut bounds = Self::NONE;
        for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
            bounds.add(matrix.point(x, y));
        }
        bounds
    }
}

/// Press inks; of RGB, spot colours and patterns nothing is known here.
pub type Inks = Option<[f64; 4]>;

#[derive(Debug, Clone)]
pub struct State {
    pub matrix: Matrix,
    pub fill: Inks,
    pub stroke: Inks,
    /// How many numbers a colour has in the space that is set, for fill and stroke.
    pub spaces: (Space, Space),
    pub width: f64,
    pub clip: Bounds,
    pub size: f64,
    pub mode: i64,
    pub overprint: bool,
}

/// What numbers of a colour mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    Gray,
    Cmyk,
    Other,
}

impl State {
    pub fn new() -> Self {
        let black = Some([0.0, 0.0, 0.0, 1.0]);
        Self {
            matrix: Matrix::ONE,
            fill: black,
            stroke: black,
            spaces: (Space::Gray, Space::Gray),
            width: 1.0,
            clip: Bounds::ALL,
            size: 0.0,
            mode: 0,
            overprint: false,
        }
    }
}
