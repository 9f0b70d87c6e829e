//! A drawing's PDF in press inks: every paint of its content, its forms, patterns and gradients.
//!
//! The bytes of the content that set no colour are copied as they are. Masks keep their colours:
//! their lightness counts, and ink has another. What cannot be put into inks is refused by name.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream, dictionary};

use super::look::{inherited, number, resolve, within};
use super::space::{Space, bytes, group};
use crate::pdf::numbers;
use crate::picture::colour::Press;
use crate::picture::report::Trouble;
use crate::picture::separator::Separator;

/// More than any drawing has when it is unpacked.
pub const LIMIT: usize = 256 << 20;
/// How deep drawings may stand in drawings.
const DEEPEST: usize = 28;

/// A drawing on its way into inks.
pub struct Converter<'a> {
    pub press: &'a Press,
    /// The page is printed in black alone.
    pub mono: bool,
    pub document: Document,
    pub srgb: Rc<Separator>,
    separators: HashMap<blake3::Hash, Rc<Separator>>,
    /// What has become of forms, pictures and patterns.
    pub made: HashMap<ObjectId, ObjectId>,
    /// What inks become on a mono page.
    blacks: RefCell<HashMap<[u8; 4], [f64; 4]>>,
    left: usize,
}

/// The only page of a PDF in inks, as a PDF, and its width by its height.
pub fn convert(pdf: &[u8], press: &Press, mono: bool) -> Result<(Vec<u8>, f64), Trouble> {
    let options = LoadOptions::with_max_decompressed_size(LIMIT);
    let document =
        Document::load_mem_with_options(pdf, options).map_err(|_| "cannot be read as a PDF")?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err("is encrypted".into());
    }
    if !numbers::sound(&document) {
        return Err("has numbers or depths that no PDF can have".into());
    }
    let mut pages = document.page_iter();
    let page = pages.next().ok_or("has no page")?;
    let more = pages.count();
    if more > 0 {
        return Err(Trouble::Pages(more + 1));
    }
    let srgb = press
        .separator(None, mono)
        .map_err(|_| "cannot be put into inks")?;
    let mut converter = Converter {
        press,
        mono,
        document,
        srgb: Rc::new(srgb),
        separators: HashMap::new(),
        made: HashMap::new(),
        blacks: RefCell::default(),
        left: LIMIT,
    };
    let proportions = converter.proportions(page).ok_or("has a page of no size")?;
    converter.page(page)?;
    let mut document = converter.document;
    document.prune_objects();
    document.renumber_objects();
    let mut out = vec![];
    document
        .save_to(&mut out)
        .map_err(|_| "cannot be written again")?;
    Ok((out, proportions))
}

/// Some colour in inks, 1 being full ink.
pub fn inks(
    press: &Press,
    mono: bool,
    space: &Space,
    values: &[f64],
    neutral: bool,
) -> Result<[f64; 4], String> {
    let part = |at: usize| values.get(at).copied().unwrap_or_default();
    let byte = |at: usize| (part(at).clamp(0.0, 1.0) * 255.0).round() as u8;
    let parts = |inks: [u8; 4]| inks.map(|ink| f64::from(ink) / 255.0);
    match space {
        Space::Inks if mono => {
            let inks = [part(0), part(1), part(2), part(3)];
            match inks[..3] == [0.0; 3] {
                true => Ok(inks),
                false => (press.black_of_inks(bytes(inks)).map(parts))
                    .map_err(|_| "has inks that cannot be made black".into()),
            }
        }
        Space::Inks => Ok([part(0), part(1), part(2), part(3)]),
        Space::Gray => Ok(parts([0, 0, 0, press.grays()[usize::from(byte(0))]])),
        Space::Rgb(separator) => Ok(parts(
            separator.colour([byte(0), byte(1), byte(2)], neutral),
        )),
        Space::Lab(srgb) => {
            let rgb = press.rgb_of_lab([part(0), part(1), part(2)]);
            let rgb = rgb.ok_or("has a colour in Lab that cannot be read")?;
            Ok(parts(srgb.colour(rgb, neutral)))
        }
        Space::Table(table) => {
            let inks = table.get(part(0).max(0.0) as usize);
            inks.copied()
                .ok_or("has a colour that is in no table".into())
        }
        Space::Kept | Space::Spot(_) | Space::Pattern(_) => Err("has a colour of no kind".into()),
    }
}

impl Converter<'_> {
    pub fn inks(&self, space: &Space, values: &[f64], neutral: bool) -> Result<[f64; 4], String> {
        if !(self.mono && matches!(space, Space::Inks)) {
            return inks(self.press, self.mono, space, values, neutral);
        }
        // Finding black for inks opens the press's profile: each colour is looked for once.
        let part = |at: usize| values.get(at).copied().unwrap_or_default();
        let key = bytes([part(0), part(1), part(2), part(3)]);
        if let Some(found) = self.blacks.borrow().get(&key) {
            return Ok(*found);
        }
        let found = inks(self.press, true, space, values, neutral)?;
        self.blacks.borrow_mut().insert(key, found);
        Ok(found)
    }

    /// What separates by a profile; each is opened once.
    pub fn separator(&mut self, profile: &[u8]) -> Result<Rc<Separator>, String> {
        let id = blake3::hash(profile);
        if let Some(found) = self.separators.get(&id) {
            return Ok(found.clone());
        }
        let made = (self.press.separator(Some(profile), self.mono))
            .map_err(|_| "has a colour profile that cannot be used")?;
        let made = Rc::new(made);
        self.separators.insert(id, made.clone());
        Ok(made)
    }

    /// Unpacks a stream, all of them together within bounds.
    pub fn unpacked(&mut self, stream: &Stream) -> Result<Vec<u8>, String> {
        let bytes = stream.get_plain_content_with_limit(self.left);
        let bytes = bytes.map_err(|_| "has a part that cannot be unpacked")?;
        self.left = self.left.saturating_sub(bytes.len());
        Ok(bytes)
    }

    /// Width by height of a page as it is placed.
    fn proportions(&self, id: ObjectId) -> Option<f64> {
        let page = self.document.get_dictionary(id).ok()?;
        let area = ["CropBox", "MediaBox"].into_iter().find_map(|key| {
            let found = inherited(&self.document, page, key.as_bytes())?;
            let edges = found.as_array().ok()?.iter();
            let edge = |edge: &Object| number(resolve(&self.document, edge));
            let edges: Vec<f64> = edges.map(edge).collect::<Option<_>>()?;
            edges.first_chunk::<4>().copied()
        })?;
        let (width, height) = ((area[2] - area[0]).abs(), (area[3] - area[1]).abs());
        let turned = inherited(&self.document, page, b"Rotate").and_then(|turn| number(&turn));
        let upright = (turned.unwrap_or_default() as i64).rem_euclid(180) == 0;
        let proportions = if upright {
            width / height
        } else {
            height / width
        };
        (proportions.is_finite() && proportions > 0.0).then_some(proportions)
    }

    fn page(&mut self, id: ObjectId) -> Result<(), String> {
        let broken = |_| "has a page that cannot be read".to_string();
        let content = self
            .document
            .get_page_content_with_limit(id, LIMIT)
            .map_err(broken)?;
        let page = self.document.get_dictionary(id).map_err(broken)?.clone();
        let resources = inherited(&self.document, &page, b"Resources");
        let resources = resources.and_then(|found| found.as_dict().ok().cloned());
        let (content, resources) = self.drawing(&content, &resources.unwrap_or_default(), 0)?;
        let content = self.document.add_object(packed(dictionary! {}, &content));
        let page = self.document.get_dictionary_mut(id).map_err(broken)?;
        page.set("Contents", content);
        page.set("Resources", resources);
        if page.has(b"Group") {
            page.set("Group", group());
        }
        for key in ["Annots", "AA", "Metadata", "PieceInfo", "Thumb"] {
            page.remove(key.as_bytes());
        }
        Ok(())
    }

    /// A content with its resources.
    pub fn drawing(
        &mut self,
        content: &[u8],
        resources: &Dictionary,
        depth: usize,
    ) -> Result<(Vec<u8>, Dictionary), String> {
        if depth > DEEPEST {
            return Err("has drawings too deep in each other".into());
        }
        let spaces = within(&self.document, resources, "ColorSpace");
        let mut made = resources.clone();
        let mut kept = Dictionary::new();
        let mut known = HashMap::new();
        for (name, space) in &spaces {
            if name.starts_with(b"Default") {
                continue;
            }
            let kind = self.space(space, &spaces, 0)?;
            match &kind {
                Space::Kept => kept.set(name.clone(), space.clone()),
                Space::Spot(space) => kept.set(name.clone(), space.clone()),
                Space::Pattern(Some(base)) => {
                    let base: Object = match &**base {
                        Space::Kept => "DeviceGray".into(),
                        Space::Spot(space) => space.clone(),
                        _ => "DeviceCMYK".into(),
                    };
                    let own = matches!(kind, Space::Pattern(Some(ref base)) if matches!(**base, Space::Kept));
                    kept.set(
                        name.clone(),
                        match own {
                            true => space.clone(),
                            false => vec!["Pattern".into(), base].into(),
                        },
                    );
                }
                _ => {}
            }
            known.insert(name.clone(), kind);
        }
        made.set("ColorSpace", kept);
        for key in ["XObject", "Pattern", "Shading", "Font"] {
            let entries = within(&self.document, resources, key);
            let mut changed = Dictionary::new();
            for (name, entry) in &entries {
                let entry = match key {
                    "XObject" => self.object(entry, resources, depth)?,
                    "Pattern" => self.pattern(entry, resources, depth)?,
                    "Shading" => self.gradient(entry, resources)?,
                    _ => self.font(entry, resources, depth)?,
                };
                changed.set(name.clone(), entry);
            }
            if !changed.is_empty() {
                made.set(key, changed);
            }
        }
        let states = within(&self.document, resources, "ExtGState");
        if !states.is_empty() {
            let mut changed = Dictionary::new();
            for (name, state) in &states {
                changed.set(name.clone(), self.state(state)?);
            }
            made.set("ExtGState", changed);
        }
        let content = super::paint::content(self, content, &known, &spaces)?;
        Ok((content, made))
    }
}

/// A stream, packed.
pub fn packed(mut dict: Dictionary, content: &[u8]) -> Stream {
    dict.set("Filter", "FlateDecode");
    let bytes = miniz_oxide::deflate::compress_to_vec_zlib(content, 6);
    Stream::new(dict, bytes)
}
