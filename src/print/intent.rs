//! The output intent: the printing condition (印刷条件) that a page is made for, with its profile.
//!
//! A profile is held as the zlib stream that a PDF embeds, so that it is packed once and not
//! once a page.

use std::borrow::Cow;

/// A printing condition and the profile that describes it.
#[derive(Debug, Clone, Hash)]
pub struct Intent {
    /// How the trade names the condition, for instance `CGATS TR 002`.
    pub identifier: String,
    /// The condition in words.
    pub condition: String,
    /// Where the identifier is registered, if it is.
    pub registry: Option<String>,
    pub profile: Profile,
}

/// The registry of characterisation data at the ICC.
const REGISTRY: &str = "http://www.color.org";

/// Newsprint conditions that the registry has, and what they are called.
const REGISTERED: [(&str, &str); 4] = [
    ("CGATS TR 002", "Coldset offset on newsprint (SNAP)"),
    (
        "IFRA26",
        "Coldset offset on newsprint, ISO 12647-3, dot gain 26 %",
    ),
    ("FOGRA42", "Coldset offset on newsprint, ISO 12647-3"),
    ("CGATS21-2-CRPC1", "Universal coldset offset on newsprint"),
];

impl Intent {
    /// The condition that is printed for unless a house says otherwise.
    pub fn newsprint() -> Self {
        Self::new("CGATS TR 002", Profile::newsprint())
    }

    /// A condition by its name; what the registry says of it is filled in.
    pub fn new(identifier: &str, profile: Profile) -> Self {
        let known = REGISTERED.iter().find(|(name, _)| *name == identifier);
        Self {
            identifier: identifier.into(),
            condition: known.map_or(identifier, |(_, condition)| condition).into(),
            registry: known.map(|_| REGISTRY.into()),
            profile,
        }
    }
}

/// A CMYK output profile (ICC 特性文件), packed.
#[derive(Debug, Clone, Hash)]
pub struct Profile {
    packed: Cow<'static, [u8]>,
}

/// Why bytes are no profile to print with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    #[error("this is not an ICC profile")]
    NotIcc,
    #[error("the profile is cut short: it has {found} of {said} bytes")]
    Short { said: usize, found: usize },
    #[error("the profile is for a device of the class `{0}`, not for a press (`prtr`)")]
    Class(String),
    #[error("the profile's colours are `{0}`, not `CMYK`")]
    Space(String),
    #[error("the profile is larger than {} MiB", Profile::LIMIT >> 20)]
    Large,
}

impl Profile {
    /// More than any press profile has; a larger file is a mistake.
    pub const LIMIT: usize = 16 << 20;

    /// The newsprint profile of profiles/README.md.
    pub const fn newsprint() -> Self {
        let packed = include_bytes!("../../profiles/newsprint-tr002.icc.zz");
        Self {
            packed: Cow::Borrowed(packed),
        }
    }

    /// A profile from a file's bytes.
    pub fn read(icc: &[u8]) -> Result<Self, ProfileError> {
        if icc.len() > Self::LIMIT {
            return Err(ProfileError::Large);
        }
        let word = |at: usize| icc.get(at..at + 4).unwrap_or_default();
        if word(36) != b"acsp" || icc.len() < 132 {
            return Err(ProfileError::NotIcc);
        }
        let said = word(0)
            .iter()
            .fold(0, |said, &byte| said << 8 | usize::from(byte));
        if said > icc.len() {
            return Err(ProfileError::Short {
                said,
                found: icc.len(),
            });
        }
        let text = |at| String::from_utf8_lossy(word(at)).trim().to_string();
        if word(12) != b"prtr" {
            return Err(ProfileError::Class(text(12)));
        }
        if word(16) != b"CMYK" {
            return Err(ProfileError::Space(text(16)));
        }
        // Bytes after the profile's own are none of it.
        let icc = icc.get(..said).unwrap_or(icc);
        Ok(Self {
            packed: Cow::Owned(miniz_oxide::deflate::compress_to_vec_zlib(icc, 9)),
        })
    }

    /// The profile as a zlib stream.
    pub fn packed(&self) -> &[u8] {
        &self.packed
    }

    /// The profile as it stands in an ICC file.
    pub fn icc(&self) -> Vec<u8> {
        // Both ways to a `Profile` pack it themselves, within the limit.
        miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&self.packed, Self::LIMIT)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_profile() {
        let icc = Profile::newsprint().icc();
        assert!(icc.len() > 100_000);
        let again = Profile::read(&icc).unwrap();
        assert_eq!(again.icc(), icc);
        let contains = |text: &[u8]| icc.windows(text.len()).any(|window| window == text);
        assert!(
            contains(b"CGATS TR 002"),
            "its terms ask for the source to be named"
        );
    }

    #[test]
    fn other_files() {
        let icc = Profile::newsprint().icc();
        let with = |at: usize, text: &[u8]| {
            let mut icc = icc.clone();
            icc[at..at + text.len()].copy_from_slice(text);
            Profile::read(&icc).err()
        };
        assert_eq!(Profile::read(b"").err(), Some(ProfileError::NotIcc));
        assert_eq!(Profile::read(b"%PDF-1.4").err(), Some(ProfileError::NotIcc));
        assert_eq!(with(36, b"xxxx"), Some(ProfileError::NotIcc));
        assert_eq!(with(12, b"mntr"), Some(ProfileError::Class("mntr".into())));
        assert_eq!(with(16, b"RGB "), Some(ProfileError::Space("RGB".into())));
        let short = Profile::read(&icc[..5000]).err();
        assert_eq!(
            short,
            Some(ProfileError::Short {
                said: icc.len(),
                found: 5000
            })
        );
    }
}
