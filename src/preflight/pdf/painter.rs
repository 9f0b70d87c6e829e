//! Follows a PDF's content and tells the judge what is painted, and how large it comes out.

use lopdf::{Dictionary, Object, Stream};

use super::inks::inks_of;
use super::judge::Judge;
use super::run::Run;
use super::state::{Bounds, Matrix, Space, State};
use crate::print::check::look::{Look, dict_of};
use crate::print::check::read::{Operand, Reader};

/// How deep forms may stand in forms, and graphics states in each other.
const DEPTH: usize = 16;
const STATES: usize = 512;
/// More operators than any page has.
const OPERATORS: usize = 5_000_000;

pub struct Painter<'a, 'b> {
    look: &'b Look<'a>,
    judge: &'b mut Judge,
    left: usize,
    /// Forms that are being drawn, by where they stand in memory: none draws itself.
    open: Vec<*const Stream>,
}

impl<'a, 'b> Painter<'a, 'b> {
    pub fn new(look: &'b Look<'a>, judge: &'b mut Judge) -> Self {
        Self {
            look,
            judge,
            left: OPERATORS,
            open: vec![],
        }
    }

    pub fn page(&mut self, page: &'a Dictionary, resources: Option<&'a Dictionary>) {
        let look = self.look;
        let parts = match look.get(page, "Contents") {
            Some(Object::Array(parts)) => parts.as_slice(),
            Some(part) => std::slice::from_ref(part),
            None => &[],
        };
        let mut content = vec![];
        for part in parts.iter().take(10_000) {
            let stream = look.at(part).and_then(|part| part.as_stream().ok());
            content.extend(
                stream
                    .and_then(|stream| look.unpacked(stream))
                    .unwrap_or_default(),
            );
            content.push(b'\n');
        }
        self.content(&content, resources, State::new(), 0);
    }

    fn content(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        state: State,
        depth: usize,
    ) {
        let mut run = Run::new(state);
        let mut reader = Reader::new(content);
        while let Some(operator) = reader.operator() {
            self.left = match self.left.checked_sub(1) {
                Some(left) => left,
                None => return,
            };
            let numbers: Vec<f64> = reader.operands.iter().filter_map(number).collect();
            let name = reader
                .operands
                .iter()
                .rev()
                .find_map(|operand| match operand {
                    Operand::Name(name) => Some(name.as_slice()),
                    _ => None,
                });
            match operator {
                b"q" if run.outer.len() < STATES => run.outer.push(run.state.clone()),
                b"Q" => {
                    if let Some(state) = run.outer.pop() {
                        run.state = state;
                    }
                }
                b"gs" => self.enter(name, resources, &mut run.state),
                b"Do" => self.object(name, resources, &run.state, depth),
                b"cs" | b"CS" => self.space(operator, name, &mut run.state),
                _ if run.sets(operator, &numbers) || run.draws(operator, &numbers) => {}
                _ if run.writes(operator, &numbers) => self.text(&run),
                _ => self.paint(operator, &mut run),
            }
        }
    }

    fn space(&mut self, operator: &[u8], name: Option<&[u8]>, state: &mut State) {
        let space = match name {
            Some(b"DeviceGray" | b"G") => Space::Gray,
            Some(b"DeviceCMYK" | b"CMYK") => Space::Cmyk,
            _ => Space::Other,
        };
        let black = (space != Space::Other).then_some([0.0, 0.0, 0.0, 1.0]);
        match operator {
            b"cs" => (state.spaces.0, state.fill) = (space, black),
            _ => (state.spaces.1, state.stroke) = (space, black),
        }
    }

    fn enter(&mut self, name: Option<&[u8]>, resources: Option<&'a Dictionary>, state: &mut State) {
        let look = self.look;
        let entry = resources
            .and_then(|resources| look.dict(resources, "ExtGState"))
            .and_then(|states| states.get(name?).ok())
            .and_then(|entry| look.at(entry))
            .and_then(dict_of);
        let Some(entry) = entry else { return };
        let fills = look.get(entry, "op").or_else(|| look.get(entry, "OP"));
        if let Some(fills) = fills.and_then(|fills| fills.as_bool().ok()) {
            state.overprint = fills;
        }
        if let Some(width) = look.get(entry, "LW").and_then(|width| look.number(width)) {
            state.width = width;
        }
    }

    fn object(
        &mut self,
        name: Option<&[u8]>,
        resources: Option<&'a Dictionary>,
        state: &State,
        depth: usize,
    ) {
        let look = self.look;
        let entry = resources
            .and_then(|resources| look.dict(resources, "XObject"))
            .and_then(|objects| objects.get(name?).ok())
            .and_then(|entry| look.at(entry))
            .and_then(|entry| entry.as_stream().ok());
        let Some(stream) = entry else { return };
        match look.name(&stream.dict, "Subtype") {
            Some(b"Image") => self.picture(stream, state),
            _ if depth < DEPTH => self.form(stream, resources, state, depth),
            _ => {}
        }
    }

    fn picture(&mut self, stream: &'a Stream, state: &State) {
        let look = self.look;
        let size = |key| {
            look.get(&stream.dict, key)
                .and_then(|side| look.number(side))
        };
        let (Some(width), Some(height)) = (size("Width"), size("Height")) else {
            return;
        };
        let mask = look
            .get(&stream.dict, "ImageMask")
            .is_some_and(|mask| mask.as_bool().unwrap_or(false));
        let bilevel = mask || size("BitsPerComponent") == Some(1.0);
        let area = Bounds::of_unit(&state.matrix).cut(&state.clip);
        let (wide, high) = state.matrix.sides();
        if !area.is_empty() && wide > 0.0 && high > 0.0 {
            let ppi = (width * 72.0 / wide).min(height * 72.0 / high);
            self.judge.picture((width, height), ppi, bilevel, area);
            if let Some(inks) = inks_of(look, stream) {
                self.judge.inked(inks.most(ppi), area);
            }
        }
    }

    fn form(
        &mut self,
        stream: &'a Stream,
        outer: Option<&'a Dictionary>,
        state: &State,
        depth: usize,
    ) {
        let look = self.look;
        if self.open.iter().any(|open| std::ptr::eq(*open, stream)) {
            return;
        }
        let Some(content) = look.unpacked(stream) else {
            return;
        };
        let mut state = state.clone();
        let numbers = |key| -> Vec<f64> {
            let list = look.array(&stream.dict, key).iter();
            list.filter_map(|number| look.number(number)).collect()
        };
        if let &[a, b, c, d, e, f] = numbers("Matrix").as_slice() {
            state.matrix = Matrix([a, b, c, d, e, f]).then(&state.matrix);
        }
        if let &[a, b, c, d] = numbers("BBox").as_slice() {
            let mut bounds = Bounds::NONE;
            for (x, y) in [(a, b), (c, b), (a, d), (c, d)] {
                bounds.add(state.matrix.point(x, y));
            }
            state.clip = state.clip.cut(&bounds);
        }
        let resources = look.dict(&stream.dict, "Resources").or(outer);
        self.open.push(std::ptr::from_ref(stream));
        self.content(&content, resources, state, depth + 1);
        self.open.pop();
    }

    fn text(&mut self, run: &Run) {
        let state = &run.state;
        let matrix = run.text.then(&state.matrix);
        let at = matrix.point(0.0, 0.0);
        let size = state.size.abs() * matrix.scale();
        // Mode 3 is invisible, 7 only clips; a mode from 1 on is stroked.
        if matches!(state.mode, 3 | 7) || size <= 0.0 || !state.clip.holds(at) {
            return;
        }
        if matches!(state.mode, 1 | 2 | 5 | 6) {
            self.judge.line(state.width * state.matrix.scale(), at);
        }
        let inks = if state.mode % 4 == 1 {
            state.stroke
        } else {
            state.fill
        };
        self.judge.text(size, inks, at, state.overprint);
    }

    fn paint(&mut self, operator: &[u8], run: &mut Run) {
        let fills = matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*");
        let strokes = matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*");
        if !fills && !strokes && operator != b"n" {
            return;
        }
        let state = &mut run.state;
        let area = run.path.cut(&state.clip);
        if !area.is_empty() {
            let middle = ((area.0[0] + area.0[2]) / 2.0, (area.0[1] + area.0[3]) / 2.0);
            if strokes {
                self.judge.line(state.width * state.matrix.scale(), middle);
            }
            if fills {
                self.judge.fill(area, state.fill);
            }
        }
        if std::mem::take(&mut run.clips) {
            state.clip = state.clip.cut(&run.path);
        }
        run.path = Bounds::NONE;
    }
}

fn number(operand: &Operand) -> Option<f64> {
    match operand {
        Operand::Number(number) => Some(*number),
        _ => None,
    }
}
