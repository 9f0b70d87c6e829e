//! What a content stream paints itself: its colours, and whether white would vanish.

use lopdf::content::Content;
use lopdf::{Dictionary, Object};

use super::colour::{Kind, kind};
use super::look::{Look, dict_of};
use super::paint::Painter;

/// The part of the graphics state that says whether white would vanish.
#[derive(Clone, Copy, Default)]
struct State {
    overprints: bool,
    mode: bool,
    white: bool,
}

impl<'a> Painter<'a, '_> {
    /// A content's own colours, and that nothing white overprints.
    pub fn content(&mut self, content: &[u8], resources: Option<&'a Dictionary>) {
        let look = self.look;
        let Ok(content) = Content::decode(content) else {
            return self.say("content", "a content cannot be read");
        };
        let spaces = resources.and_then(|resources| look.dict(resources, "ColorSpace"));
        let (mut state, mut outer) = (State::default(), vec![]);
        for operation in &content.operations {
            let operands = operation.operands.as_slice();
            match operation.operator.as_str() {
                "q" => outer.push(state),
                "Q" => state = outer.pop().unwrap_or_default(),
                "gs" => self.enter(operands, resources, &mut state),
                "k" => {
                    state.white = operands.iter().all(|ink| ink.as_float().ok() == Some(0.0));
                }
                "g" | "sc" | "scn" => state.white = false,
                "rg" | "RG" => {
                    state.white = false;
                    self.colour(Kind::Rgb, "a text or drawing");
                }
                "cs" | "CS" => {
                    if let Some(Object::Name(name)) = operands.first() {
                        let kind = kind_of(look, name, spaces);
                        self.colour(kind, "a text or drawing");
                    }
                }
                "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "Tj" | "TJ" | "'" | "\""
                    if state.white && state.overprints && state.mode =>
                {
                    self.say("white-overprint", "white overprints: it would vanish");
                }
                _ => {}
            }
        }
    }

    fn enter(&mut self, operands: &[Object], resources: Option<&'a Dictionary>, state: &mut State) {
        let look = self.look;
        let named = operands.first().and_then(|name| name.as_name().ok());
        let states = resources.and_then(|resources| look.dict(resources, "ExtGState"));
        let entry = states
            .zip(named)
            .and_then(|(states, name)| states.get(name).ok());
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

/// The kind of a colour space that content names.
fn kind_of(look: &Look, name: &[u8], spaces: Option<&Dictionary>) -> Kind {
    match name {
        b"DeviceCMYK" | b"DeviceGray" | b"Pattern" => Kind::Ink,
        b"DeviceRGB" => Kind::Rgb,
        _ => match spaces.and_then(|spaces| spaces.get(name).ok()) {
            Some(space) => kind(look, space, spaces),
            None => Kind::Unknown,
        },
    }
}
