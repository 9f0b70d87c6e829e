//! What a content stream paints itself: its colours, and whether white would vanish.

use lopdf::{Dictionary, Object};

use super::RGB_PICTURE;
use super::colour::{Kind, kind};
use super::look::{Look, dict_of, identity};
use super::paint::Painter;
use super::read::{Operand, Reader};

/// PDF allows 28 graphics states in each other; what goes much further is an attack.
const DEEPEST: usize = 1000;

/// The part of the graphics state that says whether white would vanish.
#[derive(Clone, Copy, Default)]
struct State {
    overprints: bool,
    mode: bool,
    /// The fill is CMYK, and it is white.
    inks: bool,
    white: bool,
    stroke_inks: bool,
}

impl<'a> Painter<'a, '_> {
    /// A content's own colours, and that nothing white overprints.
    pub fn content(&mut self, content: &[u8], resources: Option<&'a Dictionary>) {
        let look = self.look;
        let spaces = resources.and_then(|resources| look.dict(resources, "ColorSpace"));
        let (mut state, mut outer) = (State::default(), vec![]);
        let mut reader = Reader::new(content);
        while let Some(operator) = reader.operator() {
            let operands = reader.operands.as_slice();
            match operator {
                b"q" if outer.len() > DEEPEST => {
                    return self.say("nesting", "graphics states stand too deep in each other");
                }
                b"q" => outer.push(state),
                b"Q" => state = outer.pop().unwrap_or_default(),
                b"gs" => self.enter(operands, resources, &mut state),
                b"k" => {
                    (state.inks, state.white) = (true, is_white(operands));
                    self.one_ink(operands);
                }
                b"K" => self.one_ink(operands),
                b"sc" | b"scn" => {
                    state.white = state.inks && is_white(operands);
                    if state.inks {
                        self.one_ink(operands);
                    }
                }
                b"g" => (state.inks, state.white) = (false, false),
                b"rg" | b"RG" => {
                    (state.inks, state.white) = (false, false);
                    self.colour(Kind::Rgb, "a text or drawing");
                }
                b"cs" | b"CS" => {
                    if let Some(Operand::Name(name)) = operands.first() {
                        // What stands in CMYK is seen by its numbers.
                        if name != b"DeviceCMYK" {
                            self.colour(kind_of(look, name, spaces), "a text or drawing");
                        }
                        match operator {
                            b"cs" => (state.inks, state.white) = (name == b"DeviceCMYK", false),
                            _ => state.stroke_inks = name == b"DeviceCMYK",
                        }
                    }
                }
                b"SC" | b"SCN" if state.stroke_inks => self.one_ink(operands),
                b"ID" => self.inline_picture(operands, spaces),
                b"Do" => self.paints(operands, resources),
                b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"Tj" | b"TJ" | b"'"
                | b"\""
                    if state.white && state.overprints && state.mode =>
                {
                    self.say("white-overprint", "white overprints: it would vanish");
                }
                _ => {}
            }
        }
    }

    /// A drawing or a picture that the content paints.
    fn paints(&mut self, operands: &[Operand], resources: Option<&'a Dictionary>) {
        let objects = resources.and_then(|resources| self.look.dict(resources, "XObject"));
        if let Some(Operand::Name(name)) = operands.first()
            && let Some(object) = objects.and_then(|objects| objects.get(name).ok())
        {
            *self.painted.entry(identity(object)).or_default() += 1;
        }
    }

    /// On a mono page the first three of four inks are none.
    fn one_ink(&mut self, operands: &[Operand]) {
        let none = |ink: &Operand| *ink == Operand::Number(0.0);
        if self.mono && !operands.iter().take(3).all(none) {
            self.say("mono", "a text or drawing is not of black ink alone");
        }
    }

    /// A picture within the content; `operands` are its keys and values.
    fn inline_picture(&mut self, operands: &[Operand], spaces: Option<&'a Dictionary>) {
        let key = |operand: &Operand| match operand {
            Operand::Name(name) => matches!(name.as_slice(), b"CS" | b"ColorSpace"),
            _ => false,
        };
        let value = operands
            .iter()
            .position(key)
            .and_then(|at| operands.get(at + 1));
        if let Some(Operand::Name(name)) = value {
            match kind_of(self.look, name, spaces) {
                Kind::Rgb => self.say(RGB_PICTURE, "a picture in the content is in RGB"),
                other => self.colour(other, "a picture in the content"),
            }
        }
    }

    fn enter(
        &mut self,
        operands: &[Operand],
        resources: Option<&'a Dictionary>,
        state: &mut State,
    ) {
        let look = self.look;
        let states = resources.and_then(|resources| look.dict(resources, "ExtGState"));
        let entry = match (states, operands.first()) {
            (Some(states), Some(Operand::Name(name))) => states.get(name).ok(),
            _ => None,
        };
        let Some(entry) = entry.and_then(|entry| look.at(entry)).and_then(dict_of) else {
            return self.say("content", "a graphics state is named that is not there");
        };
        // Without `op`, `OP` is for fills as well.
        let fills = look.get(entry, "op").or_else(|| look.get(entry, "OP"));
        if let Some(fills) = fills.and_then(|fills| fills.as_bool().ok()) {
            state.overprints = fills;
        }
        if let Some(mode) = look.get(entry, "OPM").and_then(|mode| mode.as_i64().ok()) {
            state.mode = mode == 1;
        }
    }
}

/// No ink at all, in CMYK.
fn is_white(operands: &[Operand]) -> bool {
    operands.len() == 4 && operands.iter().all(|ink| *ink == Operand::Number(0.0))
}

/// The kind of a colour space that content names.
fn kind_of(look: &Look, name: &[u8], spaces: Option<&Dictionary>) -> Kind {
    kind(look, &Object::Name(name.to_vec()), spaces)
}
