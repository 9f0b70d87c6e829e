//! Which pages an issue has, and what each of their slots takes.

use super::article::HeadShape;

/// What stands in a slot.
#[derive(Clone, Copy)]
pub enum Kind {
    Story(HeadShape),
    /// So many short articles.
    Briefs(usize),
    Photo,
    /// A sample issue's advertisement.
    Ad(&'static str),
}

pub struct Shape {
    /// The layout's name in the project.
    pub layout: &'static str,
    pub section: &'static str,
    pub slots: &'static [(&'static str, Kind)],
}

impl Shape {
    pub fn has(&self, slot: &str) -> bool {
        self.slots.iter().any(|(name, _)| *name == slot)
    }

    /// Whether its lead is an article, which may run on to another page.
    pub fn leads(&self) -> bool {
        (self.slots.iter()).any(|(name, kind)| *name == "lead" && matches!(kind, Kind::Story(_)))
    }
}

const fn story(headline: &'static [usize]) -> HeadShape {
    HeadShape {
        kicker: 0,
        headline,
        deck: 0,
        byline: false,
        crossheads: false,
    }
}

const fn with_deck(deck: usize, headline: &'static [usize]) -> Kind {
    Kind::Story(HeadShape {
        deck,
        ..story(headline)
    })
}

const fn with_kicker(kicker: usize, headline: &'static [usize]) -> Kind {
    Kind::Story(HeadShape {
        kicker,
        ..story(headline)
    })
}

const fn lead(kicker: usize, deck: usize, headline: &'static [usize]) -> Kind {
    Kind::Story(HeadShape {
        kicker,
        deck,
        crossheads: true,
        ..story(headline)
    })
}

const FRONT: Shape = Shape {
    layout: "bench/text-front",
    section: "要闻",
    slots: &[
        ("ear", Kind::Story(story(&[8]))),
        ("lead", lead(16, 22, &[12])),
        ("side", with_deck(18, &[12])),
        ("third", with_deck(12, &[7, 7])),
        ("second", with_deck(22, &[14])),
        ("comment", with_kicker(4, &[10])),
        ("news", Kind::Briefs(4)),
        ("fourth", Kind::Story(story(&[14]))),
        ("fifth", with_deck(10, &[5, 5])),
    ],
};

const NEWS: Shape = Shape {
    layout: "bench/text-news",
    section: "综合",
    slots: &[
        ("lead", lead(16, 22, &[12])),
        ("side", with_deck(18, &[14])),
        ("jump-1", Kind::Story(story(&[14]))),
        ("second", with_deck(22, &[15])),
        ("box", with_kicker(6, &[11])),
        ("third", with_deck(12, &[8])),
        (
            "roundup",
            Kind::Story(HeadShape {
                kicker: 8,
                crossheads: true,
                ..story(&[8])
            }),
        ),
        ("fourth", with_deck(0, &[13])),
    ],
};

const COMMENT: Shape = Shape {
    layout: "bench/text-comment",
    section: "言论",
    slots: &[
        ("lead", lead(16, 0, &[10, 10])),
        ("second", with_deck(18, &[10])),
        ("corner", with_kicker(4, &[6])),
        ("fourth", with_deck(9, &[5, 5])),
        ("third", with_deck(18, &[13])),
        (
            "review",
            Kind::Story(HeadShape {
                kicker: 6,
                byline: true,
                ..story(&[13])
            }),
        ),
        ("fifth", lead(0, 20, &[14])),
        ("sixth", Kind::Story(story(&[14]))),
    ],
};

const LIFE: Shape = Shape {
    layout: "bench/text-life",
    section: "民生",
    slots: &[
        ("lead", lead(8, 14, &[9, 9])),
        ("second", with_deck(20, &[12])),
        ("third", with_deck(12, &[10])),
        ("news", Kind::Briefs(6)),
        (
            "qa",
            Kind::Story(HeadShape {
                kicker: 6,
                byline: true,
                crossheads: true,
                ..story(&[13])
            }),
        ),
        ("fourth", lead(14, 22, &[13])),
        ("fifth", Kind::Story(story(&[13]))),
    ],
};

const PICTURES: Shape = Shape {
    layout: "broadsheet/pictures",
    section: "图片新闻",
    slots: &[
        ("lead", Kind::Photo),
        ("photo", Kind::Photo),
        ("photo-2", Kind::Photo),
        ("photo-3", Kind::Photo),
        ("photo-4", Kind::Photo),
        ("photo-5", Kind::Photo),
        ("photo-6", Kind::Photo),
        ("photo-7", Kind::Photo),
        ("essay", lead(4, 14, &[8])),
        ("notice", with_kicker(6, &[10])),
    ],
};

const JUMP: Shape = Shape {
    layout: "broadsheet/inside-jump",
    section: "综合",
    slots: &[
        ("photo-lead", Kind::Photo),
        ("photo", Kind::Photo),
        ("photo-second", Kind::Photo),
        ("lead", lead(14, 22, &[13])),
        ("side", with_deck(18, &[14])),
        ("jump-1", Kind::Story(story(&[12]))),
        ("sidebar", Kind::Story(story(&[14]))),
        ("box", with_kicker(6, &[12])),
        ("service", Kind::Story(story(&[4]))),
        ("second", with_deck(22, &[14])),
        ("strip", Kind::Ad("low.pdf")),
    ],
};

const PHOTO_STORY: Shape = Shape {
    layout: "bench/photo-story",
    section: "纪事",
    slots: &[
        ("photo", Kind::Photo),
        ("photo-2", Kind::Photo),
        ("photo-3", Kind::Photo),
        ("photo-4", Kind::Photo),
        ("photo-5", Kind::Photo),
        ("lead", lead(14, 18, &[11])),
        ("second", Kind::Story(story(&[13]))),
        ("third", lead(0, 22, &[14])),
        ("fourth", with_deck(12, &[8])),
    ],
};

/// The pages of an issue, in order. With photographs every third page has some: sixteen on
/// eight pages.
pub fn pages(count: usize, photos: bool) -> Vec<&'static Shape> {
    let mut text = [&COMMENT, &LIFE, &NEWS].into_iter().cycle();
    let mut shown = [&PICTURES, &JUMP, &PHOTO_STORY].into_iter().cycle();
    (1..=count)
        .map(|number| match number {
            1 if photos && count == 1 => &JUMP,
            1 => &FRONT,
            _ if photos && number % 3 == 2 => shown.next().unwrap_or(&JUMP),
            _ => text.next().unwrap_or(&NEWS),
        })
        .collect()
}

/// The head of a brief.
pub const BRIEF: HeadShape = story(&[9]);
