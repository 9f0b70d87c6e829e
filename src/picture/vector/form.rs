//! What a drawing is made of: forms, patterns, gradients, fonts and graphics states.

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::convert::{Converter, packed};
use super::look::{is_named, number, resolve, within};

impl Converter<'_> {
    /// A graphics state without what a press must not see. A curve that does nothing goes.
    pub fn state(&mut self, state: &Object) -> Result<Object, String> {
        let Ok(found) = resolve(&self.document, state).as_dict() else {
            return Ok(state.clone());
        };
        let mut found = found.clone();
        let curve = ["TR", "TR2"].iter().any(|key| {
            let value = found
                .get(key.as_bytes())
                .map(|value| resolve(&self.document, value));
            value.is_ok_and(|value| !matches!(value.as_name(), Ok(b"Identity" | b"Default")))
        });
        if curve {
            return Err("has a transfer curve".into());
        }
        for key in ["TR", "TR2", "HTP", "HT", "BG", "BG2", "UCR", "UCR2"] {
            found.remove(key.as_bytes());
        }
        Ok(found.into())
    }

    /// A form or a picture.
    pub fn object(
        &mut self,
        entry: &Object,
        outer: &Dictionary,
        depth: usize,
    ) -> Result<Object, String> {
        self.once(entry, |this, stream| {
            match is_named(&this.document, &stream.dict, "Subtype", b"Image") {
                true => this.picture(stream, outer),
                false => this.form(stream, outer, depth),
            }
        })
    }

    /// Makes a stream anew, once.
    fn once(
        &mut self,
        entry: &Object,
        make: impl FnOnce(&mut Self, &Stream) -> Result<Stream, String>,
    ) -> Result<Object, String> {
        let Ok(id) = entry.as_reference() else {
            return Ok(entry.clone());
        };
        if let Some(made) = self.made.get(&id) {
            return Ok((*made).into());
        }
        let Ok(stream) = resolve(&self.document, entry).as_stream().cloned() else {
            return Ok(entry.clone());
        };
        // A form that draws itself finds its place taken.
        let place = self.document.new_object_id();
        self.made.insert(id, place);
        let made = make(self, &stream)?;
        self.document.objects.insert(place, made.into());
        Ok(place.into())
    }

    fn form(
        &mut self,
        stream: &Stream,
        outer: &Dictionary,
        depth: usize,
    ) -> Result<Stream, String> {
        if stream.dict.has(b"Ref") {
            return Err("has its picture in another file".into());
        }
        let own = stream
            .dict
            .get(b"Resources")
            .map(|own| resolve(&self.document, own));
        let resources = own.and_then(Object::as_dict).unwrap_or(outer).clone();
        let content = self.unpacked(stream)?;
        let (content, resources) = self.drawing(&content, &resources, depth + 1)?;
        let mut dict = stream.dict.clone();
        dict.set("Resources", resources);
        if let Ok(group) = dict.get(b"Group") {
            let group = resolve(&self.document, group).as_dict().cloned();
            let mut group = group.unwrap_or_default();
            group.set("CS", "DeviceCMYK");
            dict.set("Group", group);
        }
        for key in ["OPI", "PieceInfo", "Metadata", "DecodeParms"] {
            dict.remove(key.as_bytes());
        }
        Ok(packed(dict, &content))
    }

    pub fn pattern(
        &mut self,
        entry: &Object,
        outer: &Dictionary,
        depth: usize,
    ) -> Result<Object, String> {
        let found = resolve(&self.document, entry).clone();
        match found {
            // An uncoloured tile takes the colour it is painted in.
            Object::Stream(tile)
                if tile.dict.get(b"PaintType").ok().and_then(number) == Some(2.0) =>
            {
                Ok(entry.clone())
            }
            Object::Stream(_) => self.once(entry, |this, tile| this.form(tile, outer, depth)),
            Object::Dictionary(mut pattern) => {
                if let Ok(shading) = pattern.get(b"Shading").cloned() {
                    let shading = self.gradient(&shading, outer)?;
                    pattern.set("Shading", shading);
                }
                Ok(self.document.add_object(pattern).into())
            }
            _ => Ok(entry.clone()),
        }
    }

    pub fn gradient(&mut self, entry: &Object, outer: &Dictionary) -> Result<Object, String> {
        let spaces = within(&self.document, outer, "ColorSpace");
        self.shading(entry, &spaces)
    }

    /// A font whose glyphs are drawings has colours too.
    pub fn font(
        &mut self,
        entry: &Object,
        outer: &Dictionary,
        depth: usize,
    ) -> Result<Object, String> {
        let Ok(font) = resolve(&self.document, entry).as_dict().cloned() else {
            return Ok(entry.clone());
        };
        if !is_named(&self.document, &font, "Subtype", b"Type3") {
            return Ok(entry.clone());
        }
        let own = font
            .get(b"Resources")
            .map(|own| resolve(&self.document, own));
        let resources = own.and_then(Object::as_dict).unwrap_or(outer).clone();
        let glyphs = within(&self.document, &font, "CharProcs");
        let (mut made, mut changed) = (font, Dictionary::new());
        for (name, glyph) in &glyphs {
            let Ok(stream) = resolve(&self.document, glyph).as_stream().cloned() else {
                continue;
            };
            let content = self.unpacked(&stream)?;
            let (content, resources) = self.drawing(&content, &resources, depth + 1)?;
            made.set("Resources", resources);
            let glyph = self.document.add_object(packed(dictionary! {}, &content));
            changed.set(name.clone(), glyph);
        }
        made.set("CharProcs", changed);
        Ok(self.document.add_object(made).into())
    }
}
