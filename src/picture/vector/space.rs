//! What the numbers of a colour space mean, and the inks they become.

use std::rc::Rc;

use lopdf::{Dictionary, Object, Stream, StringFormat, dictionary};

use super::convert::Converter;
use super::function::Function;
use super::look::{number, numbers, resolve};
use crate::picture::limit;
use crate::picture::separator::Separator;

/// How deep colour spaces may stand in each other.
const DEEPEST: usize = 6;

#[derive(Clone)]
pub enum Space {
    /// Black ink by its name, or a spot colour: it stays.
    Kept,
    /// A spot colour whose look was given in RGB: the space that takes its place.
    Spot(Object),
    /// Inks, whatever profile they name.
    Inks,
    /// Gray by a profile.
    Gray,
    Rgb(Rc<Separator>),
    /// Lab, by way of sRGB.
    Lab(Rc<Separator>),
    /// A table of colours, in inks.
    Table(Rc<Vec<[f64; 4]>>),
    /// A pattern, and what an uncoloured one is coloured in.
    Pattern(Option<Box<Space>>),
}

impl Converter<'_> {
    /// The kind of a space; names are looked up in `spaces`.
    pub fn space(
        &mut self,
        object: &Object,
        spaces: &Dictionary,
        depth: usize,
    ) -> Result<Space, String> {
        let object = resolve(&self.document, object).clone();
        if depth > DEEPEST {
            return Err("has colour spaces too deep in each other".into());
        }
        if let Ok(name) = object.as_name() {
            return match name {
                // Short names are a device's only where nothing else bears them.
                b"G" | b"CMYK" | b"RGB" if spaces.has(name) => {
                    let space = spaces.get(name).cloned().unwrap_or(Object::Null);
                    self.space(&space, &Dictionary::new(), depth + 1)
                }
                b"DeviceGray" | b"G" => Ok(Space::Kept),
                b"DeviceCMYK" | b"CMYK" => Ok(Space::Inks),
                b"DeviceRGB" | b"RGB" => match spaces.get(b"DefaultRGB") {
                    Ok(space) => self.space(&space.clone(), &Dictionary::new(), depth + 1),
                    Err(_) => Ok(Space::Rgb(self.srgb.clone())),
                },
                b"Pattern" => Ok(Space::Pattern(None)),
                _ => match spaces.get(name) {
                    Ok(space) => self.space(&space.clone(), &Dictionary::new(), depth + 1),
                    Err(_) => Err("names a colour space that is not there".into()),
                },
            };
        }
        let parts = object.as_array().cloned().unwrap_or_default();
        let part = |at: usize| parts.get(at).unwrap_or(&Object::Null);
        let kind = resolve(&self.document, part(0))
            .as_name()
            .unwrap_or_default();
        match kind {
            b"ICCBased" => self.by_profile(part(1)),
            b"CalGray" => Ok(Space::Gray),
            b"Lab" => Ok(Space::Lab(self.srgb.clone())),
            b"CalRGB" => Err("has colours in calibrated RGB (CalRGB)".into()),
            b"Indexed" | b"I" => self.table(part(1), part(3), spaces, depth),
            b"Separation" | b"DeviceN" => self.spot(&parts, spaces, depth),
            b"Pattern" => match parts.get(1) {
                Some(base) => {
                    let base = self.space(base, spaces, depth + 1)?;
                    Ok(Space::Pattern(Some(Box::new(base))))
                }
                None => Ok(Space::Pattern(None)),
            },
            _ if parts.len() == 1 => self.space(part(0), spaces, depth + 1),
            _ => Err("has a colour space of no known kind".into()),
        }
    }

    fn by_profile(&mut self, profile: &Object) -> Result<Space, String> {
        let stream = resolve(&self.document, profile).as_stream();
        let stream = stream.map_err(|_| "has a colour profile that is not there")?;
        match stream.dict.get(b"N").ok().and_then(number).unwrap_or(0.0) as i64 {
            1 => Ok(Space::Gray),
            4 => Ok(Space::Inks),
            3 => {
                let bytes = stream
                    .get_plain_content_with_limit(limit::MOST_PROFILE)
                    .map_err(|_| "has a colour profile that cannot be read")?;
                Ok(Space::Rgb(self.separator(&bytes)?))
            }
            _ => Err("has a colour profile for no kind of colour that is known".into()),
        }
    }

    /// Reads a table of colours, each a byte a component.
    fn table(
        &mut self,
        base: &Object,
        table: &Object,
        spaces: &Dictionary,
        depth: usize,
    ) -> Result<Space, String> {
        let base = self.space(base, spaces, depth + 1)?;
        let channels = match &base {
            Space::Rgb(_) => 3,
            Space::Gray => 1,
            Space::Inks => 4,
            Space::Kept | Space::Spot(_) => return Ok(Space::Kept),
            _ => return Err("has a table of colours of no kind that is known".into()),
        };
        let bytes = match resolve(&self.document, table) {
            Object::String(bytes, _) => bytes.clone(),
            Object::Stream(stream) => stream
                .get_plain_content_with_limit(1 << 16)
                .map_err(|_| "has a table of colours that cannot be read")?,
            _ => return Err("has a table of colours that is not there".into()),
        };
        let mut inks = vec![];
        for colour in bytes.chunks_exact(channels).take(256) {
            let values: Vec<f64> = colour.iter().map(|byte| f64::from(*byte) / 255.0).collect();
            inks.push(self.inks(&base, &values, true)?);
        }
        Ok(Space::Table(Rc::new(inks)))
    }

    /// A spot colour stays what it is; what it looks like without its own plate is said in inks.
    fn spot(
        &mut self,
        parts: &[Object],
        spaces: &Dictionary,
        depth: usize,
    ) -> Result<Space, String> {
        let name = parts.get(1).map(|name| resolve(&self.document, name));
        let is = |names: &[&[u8]]| match name {
            Some(Object::Name(name)) => names.contains(&name.as_slice()),
            Some(Object::Array(all)) => all
                .iter()
                .all(|one| one.as_name().is_ok_and(|name| names.contains(&name))),
            _ => false,
        };
        if self.mono && !is(&[b"Black", b"None"]) {
            return Err("has a spot colour, and the page is printed in black alone".into());
        }
        let (Some(alternate), Some(tint)) = (parts.get(2), parts.get(3)) else {
            return Err("has a spot colour without a look".into());
        };
        let look = self.space(alternate, spaces, depth + 1)?;
        let device = |object: &Object| object.as_name().is_ok();
        let mut parts = parts.to_vec();
        match &look {
            Space::Kept | Space::Inks if device(resolve(&self.document, alternate)) => {
                return Ok(Space::Kept);
            }
            Space::Inks => {}
            Space::Rgb(_) | Space::Gray | Space::Lab(_) => {
                let function = Function::read(&self.document, tint, 0)?;
                let (press, mono) = (self.press, self.mono);
                let mut inks = |values: &[f64]| {
                    super::convert::inks(press, mono, &look, values, true).map(bytes)
                };
                let function = function.in_inks(&mut self.document, false, &mut inks)?;
                if let Some(part) = parts.get_mut(3) {
                    *part = function;
                }
            }
            _ => return Err("has a spot colour that looks like no known kind".into()),
        }
        if let Some(part) = parts.get_mut(2) {
            *part = "DeviceCMYK".into();
        }
        Ok(Space::Spot(Object::Array(parts)))
    }

    /// A gradient in inks.
    pub fn shading(&mut self, object: &Object, spaces: &Dictionary) -> Result<Object, String> {
        let object = resolve(&self.document, object).clone();
        let mut dict = match &object {
            Object::Dictionary(dict) => dict.clone(),
            Object::Stream(stream) => stream.dict.clone(),
            _ => return Err("has a gradient that is not there".into()),
        };
        let space = dict.get(b"ColorSpace").cloned().unwrap_or(Object::Null);
        let space = self.space(&space, spaces, 0)?;
        match space {
            Space::Kept => return Ok(object),
            Space::Spot(space) => dict.set("ColorSpace", space),
            Space::Inks if !self.mono => dict.set("ColorSpace", "DeviceCMYK"),
            Space::Pattern(_) | Space::Table(_) => {
                return Err("has a gradient in a colour space that gradients do not have".into());
            }
            space => {
                let kind = dict.get(b"ShadingType").ok().and_then(number);
                if kind.unwrap_or_default() < 2.0 {
                    return Err("has a gradient over two directions in RGB".into());
                }
                let Ok(function) = dict.get(b"Function") else {
                    return Err("has a gradient mesh in RGB".into());
                };
                let function = Function::read(&self.document, function, 0)?;
                let gray = function
                    .places()
                    .into_iter()
                    .all(|at| is_gray(&function.at(at)));
                let (press, mono) = (self.press, self.mono);
                let mut inks = |values: &[f64]| {
                    super::convert::inks(press, mono, &space, values, gray).map(bytes)
                };
                let function = function.in_inks(&mut self.document, mono, &mut inks)?;
                dict.set("Function", function);
                // Black alone is seen to be so where there are no other inks.
                dict.set("ColorSpace", if mono { "DeviceGray" } else { "DeviceCMYK" });
                if let Some(ground) = numbers(&self.document, &dict, "Background") {
                    let ground = self.inks(&space, &ground, true)?;
                    let real = |ink: f64| Object::Real(ink as f32);
                    let ground = match mono {
                        true => vec![real(1.0 - ground[3])],
                        false => ground.map(real).to_vec(),
                    };
                    dict.set("Background", ground);
                }
            }
        }
        Ok(match object {
            Object::Stream(stream) => {
                let stream = Stream { dict, ..stream };
                self.document.add_object(stream).into()
            }
            _ => dict.into(),
        })
    }
}

impl Space {
    /// The object for a table of inks; with `black`, of grays in black ink alone.
    pub fn in_table(inks: &[[f64; 4]], black: bool) -> Object {
        let inks_of = inks.iter().map(|inks| bytes(*inks));
        let bytes: Vec<u8> = match black {
            true => inks_of.map(|inks| 255 - inks[3]).collect(),
            false => inks_of.flatten().collect(),
        };
        let base = if black { "DeviceGray" } else { "DeviceCMYK" };
        let last = inks.len().saturating_sub(1) as i64;
        vec![
            "Indexed".into(),
            base.into(),
            last.into(),
            Object::String(bytes, StringFormat::Hexadecimal),
        ]
        .into()
    }
}

/// Inks as bytes, 255 being full ink.
pub fn bytes(inks: [f64; 4]) -> [u8; 4] {
    inks.map(|ink| (ink.clamp(0.0, 1.0) * 255.0).round() as u8)
}

/// Whether a colour's parts are equal.
fn is_gray(values: &[f64]) -> bool {
    let byte = |value: &f64| (value * 255.0).round();
    values
        .windows(2)
        .all(|pair| byte(&pair[0]) == byte(&pair[1]))
}

/// A group that blends in inks.
pub fn group() -> Dictionary {
    dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" }
}
