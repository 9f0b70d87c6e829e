//! What a layout lets give way so that text ends on its slot's last line (弹性): `elastic` of a slot
//! for text, `height` of one for a picture.

use typst::foundations::{Array, Dict, Value};

use super::dict::{Reader, RemoveValue};
use super::model::{Area, SlotKind};

/// What may give way in a slot for text. By default, nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Elastic {
    /// Lines that the space above and below the headline group may lose and gain.
    pub head: (i32, i32),
    /// Lines that the space at each crosshead may gain.
    pub crosshead: usize,
    /// From how many to how many lines pictures in the text may be high.
    pub picture: Option<(usize, usize)>,
    /// Whether a gap at the text's end may be filled with a short piece (补白).
    pub filler: bool,
}

impl Elastic {
    /// Whether nothing may give way.
    pub fn is_stiff(&self) -> bool {
        *self == Self::default()
    }
}

/// More lines than a head or a crosshead may gain.
const MOST_SPACE: i32 = 40;

impl Reader<'_> {
    /// `elastic: (head: (-1, 2), crosshead: 1, picture: (8, 14), filler: true)`.
    pub fn elastic(&mut self, dict: &mut Dict, name: &str, kind: Option<SlotKind>) -> Elastic {
        let path = ["slots", name, "elastic"];
        let Some(value) = dict.remove_value("elastic") else {
            return Elastic::default();
        };
        if kind.is_some_and(|kind| kind != SlotKind::Article) {
            let message = "`elastic` is for slots of articles";
            self.error(&path, message.into());
            return Elastic::default();
        }
        let Some(mut dict) = self.dict(&value, &path, "elastic") else {
            return Elastic::default();
        };
        let mut elastic = Elastic::default();
        if let Some(value) = dict.remove_value("head") {
            match pair(&value) {
                Some((least, most)) if (-MOST_SPACE..=0).contains(&least) && (0..=MOST_SPACE).contains(&most) => {
                    elastic.head = (least, most);
                }
                _ => self.error(&["slots", name, "elastic", "head"], format!(
                    "expected head: (-1, 2), lines that its space may lose (to -{MOST_SPACE}) and gain (to {MOST_SPACE})"
                )),
            }
        }
        if let Some(value) = dict.remove_value("crosshead") {
            match value {
                Value::Int(lines @ 0..=4) => elastic.crosshead = lines as usize,
                _ => self.error(
                    &["slots", name, "elastic", "crosshead"],
                    "`crosshead` must be a whole number between 0 and 4".into(),
                ),
            }
        }
        if let Some(value) = dict.remove_value("picture") {
            elastic.picture = self.lines(&value, &["slots", name, "elastic", "picture"]);
        }
        if let Some(value) = dict.remove_value("filler") {
            match value {
                Value::Bool(filler) => elastic.filler = filler,
                _ => self.error(
                    &["slots", name, "elastic", "filler"],
                    "`filler` is neither true nor false".into(),
                ),
            }
        }
        self.rest(&dict, &path, &["head", "crosshead", "picture", "filler"]);
        elastic
    }

    /// `height: (12, 20)` of a picture, which must take in the lines of its area.
    pub fn height(
        &mut self,
        dict: &mut Dict,
        name: &str,
        kind: Option<SlotKind>,
        areas: Option<&Vec<Area>>,
    ) -> Option<(usize, usize)> {
        let path = ["slots", name, "height"];
        let value = dict.remove_value("height")?;
        if kind.is_some_and(|kind| kind != SlotKind::Picture) {
            self.error(&path, "`height` is for slots of pictures".into());
            return None;
        }
        let (least, most) = self.lines(&value, &path)?;
        let own = areas
            .and_then(|areas| areas.first())
            .map_or(least, |area| area.lines);
        if !(least..=most).contains(&own) {
            let message = format!("`height` is ({least}, {most}), and the slot has {own} lines");
            self.error(&path, message);
        }
        Some((least, most))
    }

    fn lines(&mut self, value: &Value, path: &[&str]) -> Option<(usize, usize)> {
        match pair(value) {
            Some((least, most)) if 1 <= least && least <= most && most <= 1000 => {
                Some((least as usize, most as usize))
            }
            _ => {
                let key = path.last().copied().unwrap_or_default();
                self.error(
                    path,
                    format!("expected {key}: (12, 20), the fewest lines and the most"),
                );
                None
            }
        }
    }
}

/// Two whole numbers.
fn pair(value: &Value) -> Option<(i32, i32)> {
    let Value::Array(array) = value else {
        return None;
    };
    let numbers = |array: &Array| -> Option<Vec<i32>> {
        let whole = array.iter().map(|item| match item {
            Value::Int(number) => i32::try_from(*number).ok(),
            _ => None,
        });
        whole.collect()
    };
    match numbers(array)?.as_slice() {
        &[least, most] => Some((least, most)),
        _ => None,
    }
}
