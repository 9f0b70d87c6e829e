use super::*;
use crate::copy::cell::Kind;

pub fn cleaned(text: &str, setting: Setting) -> (String, Vec<Cell>, Vec<Trouble>) {
    let mut cells = cells(text, 0);
    let troubles = clean(&mut cells, setting);
    (super::text(&cells), cells, troubles)
}

fn body(text: &str) -> String {
    cleaned(text, Setting::Body).0
}

/// Cases that change, each to what it should; what comes out must stay as it is.
fn assert_changes(setting: Setting, cases: &[(&str, &str)]) {
    for &(given, expected) in cases {
        // Guards the table itself: an editor may narrow the full-width marks in it.
        assert_ne!(given, expected, "the case changes nothing");
        assert_eq!(cleaned(given, setting).0, expected, "{given:?}");
        assert_eq!(cleaned(expected, setting).0, expected, "not stable");
    }
}

fn assert_kept(cases: &[&str]) {
    for case in cases {
        assert_eq!(body(case), *case);
    }
}

#[test]
fn points_between_chinese_become_full_width() {
    assert_changes(
        Setting::Body,
        &[
            ("4月9日,省委", "4月9日\u{FF0C}省委"),
            (
                "分析:一;二?三!",
                "分析\u{FF1A}一\u{FF1B}二\u{FF1F}三\u{FF01}",
            ),
            ("高达33℃,使人", "高达33℃\u{FF0C}使人"),
            ("9℃~19℃;12日夜间", "9℃~19℃\u{FF1B}12日夜间"),
            ("保证50%,45%人员", "保证50%\u{FF0C}45%人员"),
            ("动态清零.坚持", "动态清零\u{3002}坚持"),
            ("他说“好.”", "他说“好\u{3002}”"),
            ("使用Windows, 然后", "使用Windows\u{FF0C}然后"),
            ("你去过WTO?", "你去过WTO\u{FF1F}"),
            (
                "《Nature》,《Science》等",
                "《Nature》\u{FF0C}《Science》等",
            ),
            (
                "(见http://a.cn/b,c),请",
                "\u{FF08}见http://a.cn/b,c\u{FF09}\u{FF0C}请",
            ),
            ("时间:2:30", "时间\u{FF1A}2:30"),
        ],
    );
}

#[test]
fn numbers_latin_and_addresses_keep_theirs() {
    assert_kept(&[
        "共1,234.5人",
        "比分3:2获胜",
        "晚上2:30开始",
        "歌曲Hello, world走红",
        "文件a.pdf丢失",
        "文件.pdf丢失",
        "Growth was 5%, he said!",
        "1.加强领导",
        "见http://a.cn:80/b,c?d",
        "来信a.b@c.com",
        "他说“Hello, world!”后",
        "版本为v1.2.3",
        "相对路径../a与./b",
        "This, too: stays.",
        "A: B (C) ... D -- E",
        "&nbsp;中",
    ]);
}

#[test]
fn brackets_are_decided_as_a_pair() {
    assert_changes(
        Setting::Body,
        &[
            ("县(市、区)委", "县\u{FF08}市、区\u{FF09}委"),
            ("世卫组织(WHO)称", "世卫组织\u{FF08}WHO\u{FF09}称"),
            ("WTO(世界贸易组织)", "WTO\u{FF08}世界贸易组织\u{FF09}"),
            ("(1)加强", "\u{FF08}1\u{FF09}加强"),
            ("\u{FF08}甲)乙", "\u{FF08}甲\u{FF09}乙"),
            ("A\u{FF08}x)", "A\u{FF08}x\u{FF09}"),
            ("(甲(WHO)乙)", "\u{FF08}甲\u{FF08}WHO\u{FF09}乙\u{FF09}"),
            ("1)加强", "1\u{FF09}加强"),
        ],
    );
    assert_kept(&["函数f(x)的值", "调用g(f(x),y)即可"]);
}

#[test]
fn straight_quotes_are_paired() {
    assert_changes(
        Setting::Body,
        &[
            ("坚持\"外防\"与\"内防\"", "坚持“外防”与“内防”"),
            ("\"甲'乙'丙\"", "“甲‘乙’丙”"),
            ("唱I'm fine时", "唱I’m fine时"),
            ("“甲\"乙", "“甲”乙"),
            ("\"甲”乙", "“甲”乙"),
            ("\"动态清零\",坚决", "“动态清零”\u{FF0C}坚决"),
            ("<a title=\"中\">", "<a title=“中”>"),
        ],
    );
    assert_kept(&[
        "#read(\"/etc/passwd\")",
        "<a href=\"x\">中",
        "the boys' and girls' 合唱",
    ]);
}

#[test]
fn marks_without_a_partner_are_reported() {
    for (text, mark, at) in [
        ("他说\"好", '"', 6),
        ("他说好”", '”', 9),
        ("他'说", '\'', 3),
        ("甲“乙", '“', 3),
        ("县(市", '\u{FF08}', 3),
        ("县市)区", '\u{FF09}', 6),
    ] {
        let (_, _, troubles) = cleaned(text, Setting::Body);
        assert_eq!(troubles, [Trouble { mark, at }], "{text}");
    }
    // A quotation that runs on, a list, feet and inches, the possessive.
    for text in [
        "“甲乙",
        "1)甲",
        "一)甲",
        "高5\"",
        "the boys' 合唱",
        "甲“乙”丙",
    ] {
        assert_eq!(cleaned(text, Setting::Body).2, [], "{text}");
    }
}

#[test]
fn dashes_and_ellipses_take_two_cells() {
    assert_changes(
        Setting::Body,
        &[
            ("前进--记某地", "前进——记某地"),
            ("前进\u{FF0D}\u{FF0D}记", "前进——记"),
            ("前进\u{2500}\u{2500}记", "前进——记"),
            ("--记某地", "——记某地"),
            ("等等...", "等等……"),
            ("等等......好", "等等……好"),
            ("等等。。。好", "等等……好"),
            ("等等…好", "等等……好"),
            ("等等………好", "等等…………好"),
        ],
    );
    assert_kept(&[
        "北京—上海",
        "好——好……",
        "选项a--b无",
        "wait...what了",
        "|---|---|中",
        "5-10人",
    ]);
}

#[test]
fn spaces_that_set_nothing_apart_go() {
    assert_changes(
        Setting::Body,
        &[
            ("\u{3000}\u{3000}本报讯 ", "本报讯"),
            ("\t本报讯", "本报讯"),
            ("殷雪鸢  梁涛", "殷雪鸢 梁涛"),
            ("殷雪鸢\u{3000}梁涛", "殷雪鸢 梁涛"),
            ("殷雪鸢\u{A0}梁涛", "殷雪鸢 梁涛"),
            ("甲\u{FF0C} 乙", "甲\u{FF0C}乙"),
            ("甲, 乙", "甲\u{FF0C}乙"),
            ("“ 甲 ” 乙", "“甲”乙"),
            ("甲 —— 乙", "甲——乙"),
            ("卡尔 · 马克思", "卡尔·马克思"),
            ("2022 年 4 月 9 日", "2022年4月9日"),
            ("使用 Windows 系统", "使用Windows系统"),
            ("最高 33 ℃", "最高33℃"),
            ("4 月", "4月"),
        ],
    );
    assert_kept(&[
        "记者 殷雪鸢 梁涛",
        "歌手 Tom",
        "歌曲 New York 走红",
        "得票 10 第一",
        "Say “yes” now 吧",
        "rock ’n’ roll之夜",
    ]);
}

#[test]
fn a_headline_keeps_the_spaces_that_part_it() {
    assert_changes(
        Setting::Line,
        &[
            (
                "以快制快\u{3000}坚决阻断  沉着应对",
                "以快制快 坚决阻断 沉着应对",
            ),
            (" 甲, 乙", "甲\u{FF0C}乙"),
        ],
    );
    for kept in [
        "坚持“外防” 守好阵地",
        "阵地 “外防”",
        "全民 5G 时代",
        "第 4 次",
    ] {
        assert_eq!(cleaned(kept, Setting::Line).0, kept);
    }
}

#[test]
fn a_wrapped_line_goes_on_with_a_space_only_between_latin() {
    assert_changes(
        Setting::Body,
        &[
            ("电力现\n货交易", "电力现货交易"),
            ("甲\u{FF0C}\n乙", "甲\u{FF0C}乙"),
            ("New \n  York", "New York"),
            ("甲\nB", "甲B"),
            ("“甲”\n乙", "“甲”乙"),
        ],
    );
}

#[test]
fn what_cannot_be_seen_goes() {
    assert_changes(
        Setting::Body,
        &[
            ("甲\u{FEFF}乙\u{200B}丙\u{AD}丁\u{200D}", "甲乙丙丁"),
            ("\u{202E}甲\u{2066}", "甲"),
            ("\u{FF21}\u{FF11}\u{FF0E}\u{FF12}甲", "A1.2甲"),
        ],
    );
    // Rare and variant characters, an editor's joiner, a composed sign.
    assert_kept(&[
        "㙍𠮷\u{F9D3}葛\u{E0100}",
        "张\u{2060}三",
        "\u{1F468}\u{200D}\u{1F469}",
    ]);
}

#[test]
fn every_change_is_recorded_with_its_line() {
    let text = "本报讯(记者 甲)\n4月9日,省委";
    let (_, cells, _) = cleaned(text, Setting::Body);
    let mut changes = vec![];
    record(
        &cells,
        |at| 1 + text[..at].matches('\n').count(),
        &mut changes,
    );
    let shown: Vec<_> = changes
        .iter()
        .map(|c| (c.kind, c.line, c.before.as_str(), c.after.as_str()))
        .collect();
    // Four characters on either side.
    assert_eq!(
        shown,
        [
            (
                "full-width-brackets",
                1,
                "本报讯(记者 甲)\n4月9",
                "本报讯\u{FF08}记者 甲\u{FF09}4月9"
            ),
            ("line-break", 1, "者 甲)\n4月9日", "者 甲\u{FF09}4月9日"),
            (
                "full-width-punctuation",
                2,
                "4月9日,省委",
                "4月9日\u{FF0C}省委"
            ),
        ]
    );
}

#[test]
fn a_line_by_itself_is_cleaned_as_a_headline() {
    let (line, changes) = clean_line(" 延长供暖,时间");
    assert_eq!(line, "延长供暖\u{FF0C}时间");
    assert_eq!(
        changes.iter().map(|c| c.kind).collect::<Vec<_>>(),
        ["indent", "full-width-punctuation"]
    );
}

#[test]
fn kinds_have_a_name_each() {
    let mut names: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Kind::ALL.len());
    assert!(
        Kind::ALL
            .iter()
            .enumerate()
            .all(|(at, kind)| *kind as usize == at)
    );
}
