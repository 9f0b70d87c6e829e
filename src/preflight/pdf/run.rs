//! What the operators of one content stream set: graphics state, path, and where text stands.

use super::state::{Bounds, Matrix, Space, State};

/// What belongs to one content stream.
pub struct Run {
    pub state: State,
    pub outer: Vec<State>,
    pub path: Bounds,
    pub clips: bool,
    pub text: Matrix,
    pub line: Matrix,
    pub leading: f64,
}

impl Run {
    pub fn new(state: State) -> Self {
        Self {
            state,
            outer: vec![],
            path: Bounds::NONE,
            clips: false,
            text: Matrix::ONE,
            line: Matrix::ONE,
            leading: 0.0,
        }
    }

    /// Operators that set the graphics state.
    pub fn sets(&mut self, operator: &[u8], numbers: &[f64]) -> bool {
        let state = &mut self.state;
        match (operator, numbers) {
            (b"cm", &[a, b, c, d, e, f]) => {
                state.matrix = Matrix([a, b, c, d, e, f]).then(&state.matrix);
            }
            (b"w", &[width]) => state.width = width,
            (b"k", &[c, m, y, k]) => {
                (state.spaces.0, state.fill) = (Space::Cmyk, Some([c, m, y, k]))
            }
            (b"K", &[c, m, y, k]) => {
                (state.spaces.1, state.stroke) = (Space::Cmyk, Some([c, m, y, k]))
            }
            (b"g", &[gray]) => {
                (state.spaces.0, state.fill) = (Space::Gray, Some([0.0, 0.0, 0.0, 1.0 - gray]))
            }
            (b"G", &[gray]) => {
                (state.spaces.1, state.stroke) = (Space::Gray, Some([0.0, 0.0, 0.0, 1.0 - gray]))
            }
            (b"rg", _) => (state.spaces.0, state.fill) = (Space::Other, None),
            (b"RG", _) => (state.spaces.1, state.stroke) = (Space::Other, None),
            (b"sc" | b"scn", _) => state.fill = inks(state.spaces.0, numbers),
            (b"SC" | b"SCN", _) => state.stroke = inks(state.spaces.1, numbers),
            _ => return false,
        }
        true
    }

    /// Operators that draw a path.
    pub fn draws(&mut self, operator: &[u8], numbers: &[f64]) -> bool {
        let matrix = self.state.matrix;
        match (operator, numbers) {
            (b"m" | b"l", &[x, y]) => self.path.add(matrix.point(x, y)),
            (b"c" | b"v" | b"y", points) => {
                for point in points.chunks_exact(2) {
                    self.path.add(matrix.point(point[0], point[1]));
                }
            }
            (b"re", &[x, y, width, height]) => {
                for (x, y) in [
                    (x, y),
                    (x + width, y),
                    (x, y + height),
                    (x + width, y + height),
                ] {
                    self.path.add(matrix.point(x, y));
                }
            }
            (b"h", _) => {}
            (b"W" | b"W*", _) => self.clips = true,
            _ => return false,
        }
        true
    }

    /// Operators of text; whether something is written.
    pub fn writes(&mut self, operator: &[u8], numbers: &[f64]) -> bool {
        let state = &mut self.state;
        let mut next = |x: f64, y: f64| {
            self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.line);
            self.text = self.line;
        };
        match (operator, numbers) {
            (b"BT", _) => (self.text, self.line) = (Matrix::ONE, Matrix::ONE),
            (b"Tf", &[size]) => state.size = size,
            (b"Tr", &[mode]) => state.mode = mode as i64,
            (b"TL", &[leading]) => self.leading = leading,
            (b"Td", &[x, y]) => next(x, y),
            (b"TD", &[x, y]) => {
                next(x, y);
                self.leading = -y;
            }
            (b"Tm", &[a, b, c, d, e, f]) => {
                self.line = Matrix([a, b, c, d, e, f]);
                self.text = self.line;
            }
            (b"T*", _) => next(0.0, -self.leading),
            (b"'" | b"\"", _) => {
                next(0.0, -self.leading);
                return true;
            }
            (b"Tj" | b"TJ", _) => return true,
            _ => {}
        }
        false
    }
}

fn inks(space: Space, numbers: &[f64]) -> Option<[f64; 4]> {
    match (space, numbers) {
        (Space::Gray, &[gray]) => Some([0.0, 0.0, 0.0, 1.0 - gray]),
        (Space::Cmyk, &[c, m, y, k]) => Some([c, m, y, k]),
        _ => None,
    }
}
