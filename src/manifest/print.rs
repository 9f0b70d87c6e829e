//! What a house says of its press: the `[print]` table of `dayang.toml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::spot::Spot;

/// How pages are made for the press (印刷).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Print {
    /// The printing condition (印刷条件) as the trade names it, for instance `CGATS TR 002` or
    /// `IFRA26`. It must be named when the profile is the house's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 200))]
    pub condition: Option<Spot<String>>,
    /// The press's CMYK profile (ICC 特性文件), a file of the project, for instance
    /// `profiles/press.icc`. Without it the newsprint profile that comes with the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub profile: Option<Spot<String>>,
    /// The most ink that the paper takes at one place (总墨量), in percent of one ink's full
    /// cover. Pictures are made to stay below it.
    #[schemars(range(min = 100, max = 400))]
    pub ink_limit: Spot<f64>,
    /// Bleed beyond the trimmed page on each side, in mm (出血).
    #[schemars(range(min = 0, max = 20))]
    pub bleed: Spot<f64>,
    /// Crop and registration marks and a colour bar around the page (裁切线、套准线、色标).
    pub marks: bool,
    /// Whether the files are already trapped (陷印); if not, the plate-setter may do it.
    pub trapped: bool,
}

impl Default for Print {
    fn default() -> Self {
        Self {
            condition: None,
            profile: None,
            ink_limit: Spot::unplaced(240.0),
            bleed: Spot::unplaced(0.0),
            marks: false,
            trapped: false,
        }
    }
}
