//! What manifests say wrongly.

use super::{Edit, Row, edit, new};

const TOML: &str = "issue.toml";

pub fn rows() -> Vec<Row> {
    vec![
        Row::manifest(
            "unknown-key",
            "section = \"综合\"",
            "secton = \"综合\"",
            "secton",
        ),
        Row::manifest(
            "missing-key",
            "[[page.picture]]\nslot = \"photo\"\n",
            "[[page.picture]] # bare\n",
            "# bare",
        ),
        Row::manifest(
            "wrong-type",
            "number = 100",
            "number = \"100\"",
            "number = \"100\"",
        ),
        Row::manifest(
            "empty-value",
            "file = \"b1.md\"",
            "file = \"\"",
            "file = \"\"",
        ),
        Row::manifest(
            "number-out-of-range",
            "number = 2\n",
            "number = -2\n",
            "number = -2",
        ),
        Row::manifest("wrong-date", "2022-04-11", "2022-04-11T09:00:00", "T09"),
        Row::manifest("date-out-of-range", "2022-04-11", "1822-04-11", "1822"),
        Row::manifest(
            "page-number-twice",
            "number = 2\n",
            "number = 1 # 2\n",
            "# 2",
        ),
        Row::manifest(
            "slot-missing",
            "slot = \"news\"\nfile = \"b2.md\"",
            "file = \"b2.md\"",
            "b2.md",
        ),
        Row::manifest(
            "slot-and-slots",
            "slots = [\"lead\"",
            "slot = \"lead\"\nslots = [\"lead\"",
            "slots =",
        ),
        Row::manifest("slot-reference", "2:jump", "two:jump", "two:jump"),
        Row::manifest(
            "slot-used-twice",
            "slot = \"rest\"",
            "slot = \"jump\"",
            "slot = \"jump\"",
        ),
        Row::manifest("unknown-page", "2:jump", "9:jump", "9:jump"),
        Row::manifest("file-missing", "b2.md", "b9.md", "b9.md"),
        Row::manifest(
            "file-outside-project",
            "b2.md",
            "../../../b2.md",
            "../b2.md",
        ),
        Row::manifest(
            "picture-focus",
            "caption =",
            "focus = [2, 0.5]\ncaption =",
            "focus",
        ),
        Row::manifest(
            "headline",
            "file = \"b3.md\"",
            "file = \"b4.md\"\nkicker = \"引题\"",
            "b4.md",
        )
        .with(new("b4.md", "短讯一条，没有标题。")),
        Row::manifest("unknown-layout", "rules/back", "rules/bakc", "rules/bakc"),
        Row::manifest(
            "unknown-slot",
            "slot = \"photo\"",
            "slot = \"foto\"",
            "foto",
        ),
        Row::manifest(
            "slot-kind",
            "slot = \"photo\"",
            "slot = \"row\"",
            "slot = \"row\"",
        ),
        Row::manifest("placed-twice", "g2.png", "g1.png", "# the second"),
        Row::manifest(
            "teaser",
            "slot = \"index\"\nfile = \"back.md\"",
            "slot = \"index\"\nfile = \"late.md\"",
            "late.md",
        )
        .with(new("late.md", "没有排上的稿件。")),
        Row::manifest(
            "ad-empty",
            "slot = \"strip\"\nfile = \"ad.pdf\"",
            "slot = \"strip\"",
            "strip",
        ),
        Row::manifest(
            "ad-mark",
            "file = \"ad.pdf\"",
            "file = \"ad.pdf\"\nmark = \"专题\"",
            "专题",
        ),
        Row::manifest(
            "unused-exception",
            "[[page.ad]]",
            "[[page.except]]\nrule = \"runt\"\nreason = \"人名\"\n\n[[page.ad]]",
            "rule = \"runt\"",
        ),
        Row::manifest(
            "copyfit",
            "slot = \"rest\"\nfile = \"back.md\"\n",
            "slot = \"rest\"\nfile = \"back.md\"\noptional = [\"decks\"]\n",
            "\"decks\"",
        ),
        Row {
            name: "three-parts",
            edits: vec![
                edit(TOML, "\"2:jump\"]", "\"2:jump\", \"1:spare\"]"),
                Edit::Front(
                    "    index: (",
                    "    spare: (kind: \"article\", area: (2, 45, 2, 15), optional: true),\n    index: (",
                ),
            ],
            told: vec![("jump", TOML, "1:spare")],
        },
        Row {
            name: "no-pages",
            edits: vec![new(TOML, "[issue]\ndate = 2022-04-11\nnumber = 1\n")],
            told: vec![("no-pages", TOML, "")],
        },
        Row {
            name: "no-manifest",
            edits: vec![new(TOML, " \n\n")],
            told: vec![("manifest-empty", TOML, "")],
        },
        Row {
            name: "large",
            edits: vec![new(TOML, vec![b'#'; (1 << 20) + 1])],
            told: vec![("manifest-too-large", TOML, "")],
        },
        Row {
            name: "bytes",
            edits: vec![new(TOML, b"[issue]\n# \xd1\xf9\n")],
            told: vec![("manifest-not-utf8", TOML, "# ")],
        },
        Row::manifest(
            "toml-syntax",
            "date = 2022-04-11",
            "date = = 2022",
            "date = =",
        ),
    ]
}

impl Row {
    pub fn with(mut self, edit: Edit) -> Self {
        self.edits.push(edit);
        self
    }
}
