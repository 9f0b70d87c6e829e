//! What is painted: colours, fonts, pictures, forms and graphics states, on the page and in
//! everything that is drawn on it.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Object, Stream};

use super::burden::{self, Burden, DEPTH, Identity};
use super::colour::{Kind, kind};
use super::jpeg::black_jpeg;
use super::look::{Look, dict_of, identity};
use super::{Found, RGB_PICTURE};

/// Reads all that a page paints; what several pages share is read once.
pub struct Painter<'a, 'b> {
    pub look: &'b Look<'a>,
    /// The page's number, from 1.
    pub number: usize,
    /// Nothing but black ink may stand on the page.
    pub mono: bool,
    pub seen: &'b mut HashSet<Identity>,
    pub burden: &'b mut Burden,
    pub found: &'b mut Found,
    /// What the content that is being read paints, and how often.
    pub painted: HashMap<Identity, u64>,
}

impl<'a> Painter<'a, '_> {
    pub fn say(&mut self, rule: &'static str, message: impl std::fmt::Display) {
        self.found
            .say(rule, format!("page {}: {message}", self.number));
    }

    pub fn page(&mut self, page: &'a Dictionary) {
        let look = self.look;
        let resources = look.inherited(page, "Resources").and_then(dict_of);
        let mut content = vec![];
        let parts = match look.get(page, "Contents") {
            Some(Object::Array(parts)) => parts.as_slice(),
            Some(part) => std::slice::from_ref(part),
            None => &[],
        };
        for part in parts {
            let stream = look.at(part).and_then(|part| part.as_stream().ok());
            match stream.and_then(|stream| look.unpacked(stream)) {
                Some(bytes) => content.extend(bytes),
                None => self.say("content", "its content cannot be read"),
            }
            content.push(b'\n');
        }
        let here = (None, std::ptr::from_ref(page).addr());
        self.content(&content, resources);
        self.burden.put(here, std::mem::take(&mut self.painted));
        if let Some(resources) = resources {
            self.resources(resources, 0);
        }
        if let Some(why) = self.burden.trouble(here) {
            self.say("nesting", why);
        }
    }

    /// Everything that resources name, whether or not the content uses it: a plate-setter
    /// counts it all.
    fn resources(&mut self, resources: &'a Dictionary, depth: usize) {
        let look = self.look;
        if depth > DEPTH {
            return self.say("nesting", "drawings stand too deep in each other");
        }
        for (_, font) in look.entries(resources, "Font") {
            if self.is_new(font) {
                self.font(font, depth);
            }
        }
        for (_, state) in look.entries(resources, "ExtGState") {
            if self.is_new(state) {
                self.graphics_state(state, depth);
            }
        }
        for (_, object) in look.entries(resources, "XObject") {
            let Some(stream) = look.at(object).and_then(|object| object.as_stream().ok()) else {
                continue;
            };
            if self.is_new(object) {
                match look.name(&stream.dict, "Subtype") {
                    Some(b"Image") => self.picture(stream, resources),
                    _ => self.form(identity(object), stream, resources, depth),
                }
            }
        }
        for (_, pattern) in look.entries(resources, "Pattern") {
            if self.is_new(pattern) {
                self.pattern(pattern, resources, depth);
            }
        }
        for (_, shading) in look.entries(resources, "Shading") {
            self.shading(shading, resources);
        }
    }

    fn is_new(&mut self, object: &'a Object) -> bool {
        self.seen.insert(identity(object))
    }

    fn form(&mut self, here: Identity, stream: &'a Stream, outer: &'a Dictionary, depth: usize) {
        let look = self.look;
        let resources = look.dict(&stream.dict, "Resources").unwrap_or(outer);
        let group = look.dict(&stream.dict, "Group");
        let space = group.and_then(|group| group.get(b"CS").ok());
        let spaces = look.dict(resources, "ColorSpace");
        if space.is_some_and(|space| !kind(look, space, spaces).is_press()) {
            self.say("group-colour", "a group does not blend in CMYK");
        }
        match look.unpacked(stream) {
            Some(content) => self.content(&content, Some(resources)),
            None => self.say("content", "a form's content cannot be read"),
        }
        self.burden.put(here, std::mem::take(&mut self.painted));
        self.resources(resources, depth + 1);
    }

    fn pattern(&mut self, pattern: &'a Object, outer: &'a Dictionary, depth: usize) {
        let look = self.look;
        match look.at(pattern) {
            Some(Object::Stream(tile)) => self.form(identity(pattern), tile, outer, depth),
            Some(Object::Dictionary(pattern)) => {
                if let Ok(shading) = pattern.get(b"Shading") {
                    self.shading(shading, outer);
                }
            }
            _ => {}
        }
    }

    fn shading(&mut self, shading: &'a Object, resources: &'a Dictionary) {
        let look = self.look;
        let space = look
            .at(shading)
            .and_then(dict_of)
            .and_then(|dict| dict.get(b"ColorSpace").ok());
        if let Some(space) = space {
            self.colour(
                kind(look, space, look.dict(resources, "ColorSpace")),
                "a gradient",
            );
        }
    }

    pub fn colour(&mut self, kind: Kind, what: &str) {
        match kind {
            Kind::Ink if self.mono => {
                self.say("mono", format_args!("{what} is not of black ink alone"));
            }
            Kind::Ink | Kind::Black => {}
            Kind::Rgb => self.say("rgb", format_args!("{what} is in RGB")),
            Kind::CalibratedGray => {
                self.say(
                    "gray-profile",
                    format_args!("{what} is gray by a profile, not black ink"),
                );
            }
            Kind::Unknown => {
                self.say(
                    "colour-space",
                    format_args!("{what} has a colour space nobody knows"),
                );
            }
        }
    }

    fn picture(&mut self, stream: &'a Stream, resources: &'a Dictionary) {
        let (look, picture) = (self.look, &stream.dict);
        let size = |key| {
            look.get(picture, key)
                .and_then(|side| side.as_i64().ok())
                .unwrap_or(0)
        };
        let what = format!("a picture of {} × {} pixels", size("Width"), size("Height"));
        let mask = look.get(picture, "ImageMask").is_some();
        let depth = if mask {
            1
        } else {
            size("BitsPerComponent").max(1)
        };
        let inks = match picture.get(b"ColorSpace") {
            Ok(space) => match kind(look, space, look.dict(resources, "ColorSpace")) {
                Kind::Ink => 4,
                Kind::Rgb => 3,
                _ => 1,
            },
            Err(_) => 1,
        };
        let bits = [size("Width"), size("Height"), depth, inks]
            .into_iter()
            .fold(1_u64, |bits, side| bits.saturating_mul(side.unsigned_abs()));
        if let Some(why) = burden::picture(bits, stream.content.len()) {
            self.say("picture-size", format_args!("{what} {why}"));
        }
        if let Ok(space) = picture.get(b"ColorSpace") {
            match kind(look, space, look.dict(resources, "ColorSpace")) {
                Kind::Rgb => self.say(RGB_PICTURE, format_args!("{what} is in RGB")),
                // Four plates of which three are empty are black ink alone.
                Kind::Ink if self.mono && black_jpeg(look, stream) => {}
                other => self.colour(other, &what),
            }
        }
        let filters = look.get(picture, "Filter");
        let jpx = filters.is_some_and(|filter| format!("{filter:?}").contains("JPXDecode"));
        if jpx && picture.get(b"ColorSpace").is_err() {
            self.say(
                "colour-space",
                format_args!("{what} is JPEG 2000 of unknown colours"),
            );
        }
    }

    fn font(&mut self, font: &'a Object, depth: usize) {
        let look = self.look;
        let Some(font) = look.at(font).and_then(dict_of) else {
            return;
        };
        let name = String::from_utf8_lossy(look.name(font, "BaseFont").unwrap_or(b"?"));
        let holder = match look.name(font, "Subtype") {
            Some(b"Type3") => return self.drawn_font(font, depth),
            Some(b"Type0") => look.array(font, "DescendantFonts").first(),
            _ => None,
        };
        let holder = holder
            .and_then(|holder| look.at(holder))
            .and_then(dict_of)
            .unwrap_or(font);
        let embedded = look
            .dict(holder, "FontDescriptor")
            .is_some_and(|descriptor| {
                ["FontFile", "FontFile2", "FontFile3"]
                    .iter()
                    .any(|key| look.stream(descriptor, key).is_some())
            });
        if !embedded {
            self.say("font", format_args!("the font {name} is not embedded"));
        }
    }

    /// A font whose glyphs are drawings.
    fn drawn_font(&mut self, font: &'a Dictionary, depth: usize) {
        let look = self.look;
        let resources = look.dict(font, "Resources");
        for (_, glyph) in look.entries(font, "CharProcs") {
            let stream = look.at(glyph).and_then(|glyph| glyph.as_stream().ok());
            if let Some(content) = stream.and_then(|stream| look.unpacked(stream)) {
                self.content(&content, resources);
            }
        }
        if let Some(resources) = resources {
            self.resources(resources, depth + 1);
        }
    }

    fn graphics_state(&mut self, state: &'a Object, depth: usize) {
        let look = self.look;
        let Some(state) = look.at(state).and_then(dict_of) else {
            return;
        };
        let curve = look.get(state, "TR").is_some()
            || look
                .get(state, "TR2")
                .is_some_and(|curve| curve.as_name().ok() != Some(b"Default"));
        if curve {
            self.say("transfer-curve", "a graphics state has a transfer curve");
        }
        if look.get(state, "HTP").is_some() {
            self.say("transfer-curve", "a graphics state has a halftone phase");
        }
        // A mask paints nothing itself, so its colours are free; its fonts are not.
        let mask = look
            .dict(state, "SMask")
            .and_then(|mask| look.stream(mask, "G"));
        if let Some(resources) = mask.and_then(|mask| look.dict(&mask.dict, "Resources")) {
            for (_, font) in look.entries(resources, "Font") {
                self.font(font, depth + 1);
            }
        }
    }
}
