//! What the `[print]` table of `dayang.toml` comes to: an output intent and a bleed.

use std::path::{Path, PathBuf};

use super::intent::{Intent, Profile, ProfileError};
pub use crate::manifest::Print as Settings;
use crate::project::{Unread, read_limited};

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("the profile `{path}` cannot be read: {source}")]
    Unreadable {
        path: String,
        source: std::io::Error,
    },
    #[error("the profile `{path}` is not for this: {source}")]
    Profile { path: String, source: ProfileError },
    #[error("a profile of the house's own needs the name of its printing condition")]
    Unnamed,
    #[error("the profile that comes with the program is for `{known}`, not for `{asked}`")]
    NoProfile { known: String, asked: String },
    #[error("a bleed is between 0 and 20 mm")]
    Bleed,
}

impl Settings {
    /// The bleed in PDF units.
    pub fn bleed_pt(&self) -> Result<f32, SettingsError> {
        match *self.bleed {
            bleed if (0.0..=20.0).contains(&bleed) => Ok((bleed * 72.0 / 25.4) as f32),
            _ => Err(SettingsError::Bleed),
        }
    }

    /// The output intent; `root` is the project's folder.
    pub fn intent(&self, root: &Path) -> Result<Intent, SettingsError> {
        let shipped = Intent::newsprint();
        let condition = self.condition.as_ref().map(|condition| condition.trim());
        match (
            &self.profile,
            condition.filter(|condition| !condition.is_empty()),
        ) {
            (Some(path), Some(condition)) => Ok(Intent::new(condition, read(root, path)?)),
            (Some(_), None) => Err(SettingsError::Unnamed),
            (None, Some(asked)) if asked != shipped.identifier => Err(SettingsError::NoProfile {
                known: shipped.identifier,
                asked: asked.into(),
            }),
            (None, _) => Ok(shipped),
        }
    }
}

fn read(root: &Path, path: &str) -> Result<Profile, SettingsError> {
    let file: PathBuf = root.join(path);
    let unreadable = |source| SettingsError::Unreadable {
        path: path.into(),
        source,
    };
    let profile = match read_limited(&file, Profile::LIMIT as u64) {
        Ok(bytes) => Profile::read(&bytes),
        Err(Unread::TooLarge) => Err(ProfileError::Large),
        Err(Unread::Io(error)) => return Err(unreadable(error)),
    };
    profile.map_err(|source| SettingsError::Profile {
        path: path.into(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Settings {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn without_a_word() {
        let intent = settings("").intent(Path::new("/nowhere")).unwrap();
        assert_eq!(intent.identifier, "CGATS TR 002");
        assert_eq!(settings("").bleed_pt().unwrap(), 0.0);
    }

    #[test]
    fn a_profile_of_ones_own() {
        let root = tempfile::TempDir::new().unwrap();
        std::fs::write(root.path().join("press.icc"), Profile::newsprint().icc()).unwrap();
        std::fs::write(root.path().join("no.icc"), "no").unwrap();
        let tried = |text: &str| settings(text).intent(root.path());
        let intent = tried("condition = 'Press 3'\nprofile = 'press.icc'").unwrap();
        assert_eq!((&*intent.identifier, intent.registry), ("Press 3", None));
        let intent = tried("condition = 'IFRA26'\nprofile = 'press.icc'").unwrap();
        assert!(intent.registry.is_some());
        for (text, wanted) in [
            ("profile = 'press.icc'", "needs the name"),
            (
                "condition = 'IFRA26'",
                "is for `CGATS TR 002`, not for `IFRA26`",
            ),
            ("condition = 'x'\nprofile = 'none.icc'", "cannot be read"),
            ("condition = 'x'\nprofile = 'no.icc'", "not an ICC profile"),
        ] {
            let error = tried(text).unwrap_err().to_string();
            assert!(error.contains(wanted), "{error}");
        }
    }

    #[test]
    fn bleeds() {
        assert!((settings("bleed = 3.0").bleed_pt().unwrap() - 8.504).abs() < 0.001);
        for bleed in ["-1.0", "21.0", "nan"] {
            assert!(settings(&format!("bleed = {bleed}")).bleed_pt().is_err());
        }
    }
}
