//! What a colour space comes to on a press.

use lopdf::{Dictionary, Object};

use super::look::{Look, dict_of};

/// What becomes of a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Black ink alone; or nothing yet, as with patterns, which have colours of their own.
    Black,
    /// CMYK, or spot colours.
    Ink,
    /// Gray by a profile: four inks on a press.
    CalibratedGray,
    /// RGB, Lab, or by a profile of such.
    Rgb,
    /// Not known; what cannot be read is no ink.
    Unknown,
}

impl Kind {
    /// Whether a press can print it as it is.
    pub fn is_press(self) -> bool {
        matches!(self, Self::Black | Self::Ink)
    }
}

/// The kind of a colour space; names are looked up in `spaces`, a page's own.
pub fn kind(look: &Look, space: &Object, spaces: Option<&Dictionary>) -> Kind {
    kind_within(look, space, spaces, 0)
}

fn kind_within(look: &Look, space: &Object, spaces: Option<&Dictionary>, depth: usize) -> Kind {
    let Some(space) = look.at(space).filter(|_| depth < 8) else {
        return Kind::Unknown;
    };
    if let Ok(name) = space.as_name() {
        let own = spaces.and_then(|spaces| spaces.get(name).ok());
        return match name {
            b"DeviceGray" | b"Pattern" => Kind::Black,
            b"DeviceCMYK" => Kind::Ink,
            b"DeviceRGB" => Kind::Rgb,
            // Short names are a device's only where nothing else bears them.
            b"G" if own.is_none() => Kind::Black,
            b"CMYK" if own.is_none() => Kind::Ink,
            b"RGB" if own.is_none() => Kind::Rgb,
            _ => match own {
                Some(space) => kind_within(look, space, spaces, depth + 1),
                None => Kind::Unknown,
            },
        };
    }
    let Ok(parts) = space.as_array() else {
        return Kind::Unknown;
    };
    let part = |at: usize| parts.get(at).and_then(|part| look.at(part));
    let inner = |at: usize| match parts.get(at) {
        Some(space) => kind_within(look, space, spaces, depth + 1),
        None => Kind::Unknown,
    };
    match part(0)
        .and_then(|name| name.as_name().ok())
        .unwrap_or_default()
    {
        b"ICCBased" => {
            let profile = part(1).and_then(dict_of);
            let count = profile.and_then(|dict| look.get(dict, "N")?.as_i64().ok());
            match count {
                Some(4) => Kind::Ink,
                Some(1) => Kind::CalibratedGray,
                Some(3) => Kind::Rgb,
                _ => Kind::Unknown,
            }
        }
        b"CalGray" => Kind::CalibratedGray,
        b"CalRGB" | b"Lab" => Kind::Rgb,
        // A spot colour is ink, but where it is not on the press its alternate is printed.
        b"Indexed" | b"I" => inner(1),
        // The black plate by its own name.
        b"Separation" if part(1).and_then(|ink| ink.as_name().ok()) == Some(b"Black") => {
            match inner(2) {
                Kind::Ink => Kind::Black,
                other => other,
            }
        }
        b"Separation" | b"DeviceN" => match inner(2) {
            Kind::Black => Kind::Ink,
            other => other,
        },
        b"Pattern" if parts.len() > 1 => inner(1),
        _ if parts.len() == 1 => inner(0),
        b"Pattern" => Kind::Black,
        _ => Kind::Unknown,
    }
}
