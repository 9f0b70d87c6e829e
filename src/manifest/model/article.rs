//! What an issue manifest can say of an article, and an article of itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::manifest::fit::{Elastic, Fit};
use crate::manifest::spot::Spot;

/// An article (稿件) and the slot or slots it runs through.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The slot the article fills (稿位). Either this or `slots`.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub slot: Option<Spot<String>>,
    /// The slots it runs through, in order (转版); `"4:jump-1"` is a slot of page 4. The page
    /// numbers in the jump lines follow from this.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub slots: Option<Spot<Vec<Spot<String>>>>,
    /// The article's file, relative to the manifest: Markdown (`.md`) or plain text (`.txt`).
    #[schemars(length(min = 1))]
    pub file: Spot<String>,
    // The fields of [`Head`], repeated: a flattened field would lose the places of all
    // others and let unknown keys pass.
    /// Kicker, above the headline (引题). Wins over the article's front matter.
    #[serde(default)]
    pub kicker: Option<String>,
    /// Main headline, a string or one string a line (主题). Wins over the front matter.
    #[serde(default)]
    pub headline: Option<Lines>,
    /// Deck, below the headline, a string or one string a line (副题). Wins over the front matter.
    #[serde(default)]
    pub deck: Option<Lines>,
    /// Standfirst (提要). Wins over the article's front matter.
    #[serde(default)]
    pub standfirst: Option<String>,
    /// Byline (署名). Wins over the article's front matter.
    #[serde(default)]
    pub byline: Option<String>,
    /// Editor's note (编者按). Wins over the article's front matter.
    #[serde(default)]
    pub note: Option<String>,
    /// The headline's short form in jump lines (短题). Wins over the front matter.
    #[serde(default)]
    pub short: Option<String>,
    /// Pull quote, one sentence out of the article (引语). Wins over the front matter.
    #[serde(default)]
    pub quote: Option<String>,
    /// Parts of the article that are left out if the text is over (可撤): `kicker`, `deck`, `standfirst`,
    /// `byline`, `note`, `quote`, in the order in which they go.
    #[serde(default)]
    pub optional: Vec<Spot<String>>,
    /// What may give way so that the text ends on the slot's last line (弹性).
    #[serde(default)]
    pub elastic: Option<Elastic>,
    /// How the article was made to fit (排稿).
    #[serde(default)]
    pub fit: Option<Fit>,
}

impl Article {
    /// The headline group as the manifest has it; what is set wins over the front matter.
    pub fn head(&self) -> Head {
        Head {
            kicker: self.kicker.clone(),
            headline: self.headline.clone(),
            deck: self.deck.clone(),
            standfirst: self.standfirst.clone(),
            byline: self.byline.clone(),
            note: self.note.clone(),
            short: self.short.clone(),
            quote: self.quote.clone(),
        }
    }

    /// The slots the article runs through, in order, however they were written.
    pub fn slots(&self) -> impl Iterator<Item = &Spot<String>> {
        let many = self.slots.iter().flat_map(|slots| slots.iter());
        self.slot.iter().chain(many)
    }
}

/// A headline group (标题) as written in the manifest or in an article's front matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Head {
    /// Kicker, above the headline (引题).
    pub kicker: Option<String>,
    /// Main headline, a string or one string a line (主题).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Lines>,
    /// Deck, below the headline, a string or one string a line (副题).
    pub deck: Option<Lines>,
    /// Standfirst (提要).
    pub standfirst: Option<String>,
    /// Byline (署名).
    pub byline: Option<String>,
    /// Editor's note, between headline and text (编者按).
    pub note: Option<String>,
    /// The headline's short form in jump lines (短题); it is not printed by itself.
    pub short: Option<String>,
    /// Pull quote, one sentence out of the article (引语).
    pub quote: Option<String>,
}

/// One line or several.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Lines {
    /// One line.
    One(String),
    /// A line each.
    Many(Vec<String>),
}

impl Lines {
    /// The lines, in order.
    pub fn lines(&self) -> Vec<&str> {
        match self {
            Self::One(line) => vec![line],
            Self::Many(lines) => lines.iter().map(String::as_str).collect(),
        }
    }
}
