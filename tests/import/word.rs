//! Word documents: what of them an article holds, and that all else is told.

use dayang::manifest::Lines;

use crate::{body, head, import, with};

const ISSUE: &str = "issues/2026-11-21";

#[test]
fn styles_pictures_captions_and_tables_are_taken() {
    let project = with("word");
    import(&project, "in/liuxi.docx", ISSUE);
    let article = "issues/2026-11-21/articles/liuxi.md";
    let group = head(&project, article);
    assert_eq!(group.kicker.as_deref(), Some("柳溪暗渠复明工程一期完工"));
    assert_eq!(group.headline, Some(Lines::One("柳溪回到老城".into())));
    assert_eq!(group.byline.as_deref(), Some("本报记者 沈未央"));
    let text = project.read(article);
    let (_, body) = text.split_once("+++\n\n").unwrap();
    assert_eq!(
        body,
        "本报讯\u{3000}昨日，澜江市**柳溪暗渠复明工程**一期通过验收。从钟鼓巷到迎澜门，1.6公里的水泥盖板全部揭除，溪岸步道今日起向市民免费开放。\n\n\
         ## 最难的一步在地下\n\n\
         工程去年3月动工，最难的一步不在溪上，而在地下。溪两岸的9个小区大多建于三十年前，雨水、污水共用一根管子。\n\n\
         ## 议事亭里改图纸\n\n\
         社区在巷口搭起一间议事亭，图纸挂上墙，前后开了31场会，改了47处。\n\n\
         二期工程计划年底动工，市水务局说，到时仍分段施工。\n"
    );
    let manifest = project.read("issues/2026-11-21/issue.toml");
    assert!(manifest.contains("file = \"pictures/liuxi-1.png\"\ncaption = \"图为揭盖后的柳溪。\"\ncredit = \"韩砚 摄\""), "{manifest}");
    assert_eq!(
        project.read("issues/2026-11-21/tables/liuxi-1.csv"),
        "路段,长度,开放\n钟鼓巷—书院街,0.9公里,今日\n书院街—迎澜门,0.7公里,今日\n"
    );
    project.build(ISSUE);
}

#[test]
fn without_styles_the_short_lines_at_the_head_are_the_headline_group() {
    let project = with("word");
    let told = import(&project, "in/bushu.docx", ISSUE);
    let group = head(&project, "issues/2026-11-21/articles/bushu.md");
    assert_eq!(group.headline, Some(Lines::One("补书的人不怕慢".into())));
    assert_eq!(
        group.deck,
        Some(Lines::One("——市图书馆古籍修复室见闻".into()))
    );
    assert_eq!(group.byline.as_deref(), Some("记者 殷雪鸢"));
    assert!(
        told.iter().any(|(rule, _)| rule == "import-changed"),
        "{told:?}"
    );
}

#[test]
fn all_that_word_can_say_is_carried_over_or_told() {
    let project = with("word");
    let told = import(&project, "in/yanshi.docx", ISSUE);
    assert_eq!(
        body(&project, "issues/2026-11-21/articles/yanshi.md"),
        "本报讯 市民中心下周起每周三延时两小时。\n\
         办事指南见中心网站，电话000-00000000。请务必提前预约。\n\
         医保、社保、公积金三个窗口都开。第一行\n\
         第二行另起。\n\
         带证件原件，复印件不收。面积单位是m2。\n\
         窗口设在一楼东厅。\n\
         延伸阅读：去年共办件12万件。\n\
         带好身份证\n\
         澜江市民可凭码取号。\n\
         （以上由全媒体记者 韩砚 整理）"
    );
    assert!(
        project
            .read("issues/2026-11-21/articles/yanshi.md")
            .contains("请务必*提前预约*。")
    );
    let expected = [
        (
            "import-lost",
            "in paragraph 2: a footnote: 以中心公告为准。",
        ),
        (
            "import-lost",
            "in paragraph 2: deleted text, by the tracked changes: 每天",
        ),
        ("import-lost", "in paragraph 3: the address of a link"),
        (
            "import-lost",
            "in paragraph 5: a sign of the font Wingdings (F0FC)",
        ),
        ("import-lost", "in paragraph 5: hidden text: 周三照常"),
        ("import-lost", "in paragraph 5: raised type"),
        ("import-lost", "in paragraph 5: striking through"),
        (
            "import-lost",
            "in paragraph 8: a number or bullet that Word draws before a list's item",
        ),
        ("import-lost", "a formula: x=1"),
        ("import-lost", "cells joined over several columns or rows"),
        ("import-lost", "what stands small over characters: lán"),
        (
            "import-lost",
            "the page's header is not carried over: 样报社内部稿签",
        ),
        (
            "import-changed",
            "a broken line became a paragraph, in paragraph 4",
        ),
        (
            "import-changed",
            "a field became the text that it last showed, in paragraph 3",
        ),
        (
            "import-changed",
            "a soft hyphen was taken out, in paragraph 4",
        ),
        (
            "import-changed",
            "a text box became paragraphs after the one it is fixed to, in paragraph 6",
        ),
        (
            "import-changed",
            "text that was inserted by a tracked change is taken as accepted, in paragraph 2",
        ),
    ];
    for (rule, words) in expected {
        assert!(
            told.iter()
                .any(|(own, message)| own == rule && message.contains(words)),
            "{rule} {words}: {told:#?}"
        );
    }
}

/// As LibreOffice writes it: runs cut at every change of script, pictures in two forms of which one
/// counts, notes numbered from 2.
#[test]
fn a_document_of_libreoffice() {
    let project = with("word");
    let told = import(&project, "in/dukou.docx", ISSUE);
    let article = "issues/2026-11-21/articles/dukou.md";
    let group = head(&project, article);
    assert_eq!(group.headline, Some(Lines::One("渡口书屋今晚亮灯".into())));
    assert_eq!(
        group.deck,
        Some(Lines::One("——澜江市第二十家社区书屋开门迎客".into()))
    );
    assert_eq!(group.byline.as_deref(), Some("本报记者 温一禾"));
    let text = project.read(article);
    let (_, body) = text.split_once("+++\n\n").unwrap();
    assert_eq!(
        body,
        "本报讯\u{3000}昨晚7时，**渡口书屋**在澜江北岸亮灯，首批四百名读者领到借书证。\n\n\
         ## 老候船室换新颜\n\n\
         书屋上下两层，藏书两万册，每日开放至22时。\n\n\
         周一闭馆整理，还书箱全天可用。\n"
    );
    assert_eq!(
        project.read("issues/2026-11-21/tables/dukou-1.csv"),
        "楼层,开放时间\n一层,9时至22时\n二层,9时至18时\n"
    );
    assert_eq!(project.files("issues/2026-11-21/pictures"), ["dukou-1.png"]);
    let says = |word: &str| told.iter().any(|(_, message)| message.contains(word));
    assert!(says("书屋原为渡口候船室。"), "{told:#?}");
    assert!(says("约有三百名"), "{told:#?}");
    project.build(ISSUE);
}
