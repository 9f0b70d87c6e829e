//! Sentences from patterns. In a pattern a capital stands for a word of its kind, an ASCII mark for
//! the full-width one, and all else for itself.

use std::collections::HashSet;

use super::lexicon::{
    ADJECTIVES, ADVERBS, FAMILIES, JOBS, Lexicon, NOUNS, OFFICES, PLACES, UNITS, VERBS,
};
use crate::random::Random;

/// Full-width marks by code point, so that no tool on the way can have made them half-width.
const MARKS: [(char, &str); 17] = [
    (',', "\u{FF0C}"),
    ('.', "\u{3002}"),
    ('/', "\u{3001}"),
    (':', "\u{FF1A}"),
    (';', "\u{FF1B}"),
    ('?', "\u{FF1F}"),
    ('!', "\u{FF01}"),
    ('[', "\u{201C}"),
    (']', "\u{201D}"),
    ('<', "\u{300A}"),
    ('>', "\u{300B}"),
    ('(', "\u{FF08}"),
    (')', "\u{FF09}"),
    ('~', "\u{2014}\u{2014}"),
    ('^', "\u{2026}\u{2026}"),
    ('\'', "\u{2018}"),
    ('`', "\u{2019}"),
];

/// How an article opens.
const OPENINGS: &[&str] = &[
    "本报讯(记者 R 通讯员 R)T,PODV了AN,WNQ由此DV.",
    "本报讯(记者 R)经过U个月的W,PNT正式VW,首批Q的WN已经DV.",
    "本报P专电(记者 R)T,WN在PDV,OJR到场VN.",
    "清晨H时,PJR推开窗,先听见WN,再看见WN.[我在这里V了U年N,]他说,[从没见过这样A的W.]",
];

const SENTENCES: &[&str] = &[
    "T,PO召开W会议,D部署WN与WNV工作.",
    "据O统计,Y年以来,全市共VWNQ,比上年同期增长X,其中WN占到X.",
    "[从前WN要VUQ,如今W就能VN.]JR说,[大家心里都W着呢.]",
    "JR介绍,WN总投资M,占地Q,计划于明年V,届时可WNQ.",
    "W/W和W等N,由ODV,W一律免费.",
    "在PWN,记者看到,WN正在DVN,旁边W着Q的AN.",
    "<B>一书由R所写,收入WNQ,T由W出版社印行.",
    "不仅如此,OD出台了AW办法:一是VWN,二是VWN,三是把WN与WN连在一起.",
    "这一W,源于T的一次W~当时,PWN只有Q,N几乎无法V.",
    "谁来V?怎样V?JR的回答是:[先VWN,再VN,不怕慢.]",
    "目前,P已有U个WNDV,另有Q的WN正在W之中;余下的N将分批V.",
    "N是A的,W也是A的,但WN仍要DV,不能有半点W.",
    "W久了,W远了,P的NDA起来^",
    "WN(W)立在P的WN上,A得像一本W,翻开来都是N.",
    "按照W方案,WN每年可VNQ,折合标准煤Q,减少W排放Q.",
    "T的一场W里,沿线有U多家WN受损,P的NW了U天.",
    "为了让WN少跑路,O把'W窗口`设到了P,U分钟就能VN.",
    "R从W包里取出一张W,上面记着U年来V过的每一处N:哪里W,哪里W,都有W线.",
    "他的W,她的W,还有WN门口那盏W灯,一起V着这条WP.",
    "数据显示,T全市WN均价为每平方米U元,环比下降X,同比上涨X.",
    "有人问:[WN为什么不V?]R笑着答:[等W到了,自然会V!]",
    "AWN从P运来,经W工序U道,再DV到WN手里,前后不过U天.",
    "专家认为,WNV得好不好,要看N,更要看W;N少了,W也就A了.",
    "O提醒:WN期间,市民V请避开P,如遇W,可拨打热线,由JVN.",
    "从PW到P,全长U.U公里的WN全线V,W时间由原来的U分钟缩短为U分钟.",
    "年近U岁的JR,V了大半辈子N,最放不下的还是PW那Q的AW.",
    "W在变,N在变,不变的是JR每天H时到PV的W.",
    "同一天,W县的WN也DV,来自P/P/P的U名J参加了V.",
    "说起WN,PJR打开了话匣子:[那时候N少,W也少,V一次要走U里山路.]",
    "Y年,PW被列入第U批W名录,WN随之由O负责V.",
    "如今的P,WND成荫,WN随处可见,W和W各得其所.",
    "C前,凡VWN的单位和个人,都可以到O登记,领取一份<B>.",
];

/// What fills the last line or two of an article.
const SHORT: &[&str] = &[
    "W仍在V.",
    "ND了.",
    "JR如是说.",
    "PN因此而A.",
    "WN还在D继续.",
    "他说,W会V的.",
    "PW的N,DA了.",
    "这份W,W知道,N也知道.",
    "来年,WN将再V.",
    "记者离开时,WN正DVN.",
    "P的人说,WN就该这样V.",
];

/// Draws sentences, none twice.
pub struct Grammar {
    random: Random,
    lexicon: Lexicon,
    said: HashSet<String>,
}

impl Grammar {
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let lexicon = Lexicon::new(&mut random);
        Self {
            random,
            lexicon,
            said: HashSet::new(),
        }
    }

    pub fn random(&mut self) -> &mut Random {
        &mut self.random
    }

    pub fn opening(&mut self) -> String {
        self.fresh(OPENINGS)
    }

    pub fn sentence(&mut self) -> String {
        self.fresh(SENTENCES)
    }

    /// A sentence as long as may be, within so many characters; nothing if that is too few.
    pub fn sentence_within(&mut self, most: usize) -> Option<String> {
        let mut best = String::new();
        let mut length = 0;
        // What is not taken has used up none of the rarer characters.
        let turn = self.lexicon.turn();
        let mut taken = turn;
        for attempt in 0..300 {
            let patterns = if most < 22 || attempt > 200 {
                SHORT
            } else {
                SENTENCES
            };
            let pattern = self.random.one_of(patterns);
            self.lexicon.go_on_from(turn);
            let found = self.expand(pattern);
            let count = found.chars().count();
            if count <= most && count > length && !self.said.contains(&found) {
                (best, length) = (found, count);
                taken = self.lexicon.turn();
            }
            if length + 2 >= most {
                break;
            }
        }
        self.lexicon.go_on_from(taken);
        if best.is_empty() {
            return None;
        }
        self.said.insert(best.clone());
        Some(best)
    }

    /// Words without a mark, exactly so many characters: a headline, a caption, a crosshead.
    pub fn words(&mut self, count: usize) -> String {
        let mut found: Vec<char> = vec![];
        while found.len() < count {
            let pattern = self.random.one_of(&["WN", "DVN", "AW", "VW", "W"]);
            found.extend(self.expand(pattern).chars());
        }
        found.truncate(count);
        found.into_iter().collect()
    }

    pub fn name(&mut self) -> String {
        self.expand("R")
    }

    fn fresh(&mut self, patterns: &[&str]) -> String {
        loop {
            let pattern = self.random.one_of(patterns);
            let found = self.expand(pattern);
            if self.said.insert(found.clone()) {
                return found;
            }
        }
    }

    fn expand(&mut self, pattern: &str) -> String {
        let mut text = String::new();
        // A full stop between two numbers is a decimal point.
        let marks: Vec<char> = pattern.chars().collect();
        for (at, &c) in marks.iter().enumerate() {
            let decimal = c == '.' && marks.get(at + 1) == Some(&'U');
            match MARKS.iter().find(|(mark, _)| *mark == c && !decimal) {
                Some((_, full)) => text.push_str(full),
                None if c.is_ascii_uppercase() => self.put(c, &mut text),
                None => text.push(c),
            }
        }
        text
    }

    /// Puts a word of a kind.
    fn put(&mut self, kind: char, text: &mut String) {
        let random = &mut self.random;
        match kind {
            'N' => text.push_str(random.one_of(NOUNS)),
            'V' => text.push_str(random.one_of(VERBS)),
            'A' => text.push_str(random.one_of(ADJECTIVES)),
            'D' => text.push_str(random.one_of(ADVERBS)),
            'J' => text.push_str(random.one_of(JOBS)),
            'O' => text.push_str(random.one_of(OFFICES)),
            // One word in five is of the trades, or of a dialect.
            'W' if random.below(5) == 0 => {
                text.push(self.lexicon.rare());
                text.push(self.lexicon.rare());
            }
            'W' => text.push_str(self.lexicon.word(random)),
            'B' => {
                for _ in 0..random.within(2, 3) {
                    text.push_str(self.lexicon.word(random));
                }
            }
            'R' => {
                let families: Vec<char> = FAMILIES.chars().collect();
                text.push(random.one_of(&families));
                text.push(self.lexicon.rare());
                text.push(self.lexicon.rare());
            }
            'P' => {
                text.push(self.lexicon.rare());
                text.push(self.lexicon.rare());
                text.push_str(random.one_of(PLACES));
            }
            'U' => text.push_str(&random.within(2, 99).to_string()),
            'Y' => text.push_str(&random.within(2003, 2021).to_string()),
            'C' => {
                let (month, day) = (random.within(1, 12), random.within(1, 28));
                text.push_str(&format!("{month}月{day}日"));
            }
            'H' => text.push_str(&random.within(4, 9).to_string()),
            'X' => text.push_str(&format!("{}.{}%", random.within(1, 60), random.below(10))),
            'M' => text.push_str(&format!(
                "{}.{}亿元",
                random.within(1, 90),
                random.below(10)
            )),
            'Q' => {
                let digits = random.within(1, 4) as u32;
                let number = random.within(2, 10usize.pow(digits) + 1);
                text.push_str(&format!("{number}{}", random.one_of(UNITS)));
            }
            'T' => {
                let when = [
                    "日前",
                    "昨天",
                    "今年以来",
                    "入冬以来",
                    "去年秋天",
                    "上个月",
                    "去年",
                    "前年",
                ];
                text.push_str(random.one_of(&when));
            }
            other => text.push(other),
        }
    }
}
