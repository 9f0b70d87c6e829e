//! Each form of copy, from the source to the finished page: its words, all of them, in order.

use dayang::manifest::Lines;

use crate::common::{squeeze, text};
use crate::{body, head, import, with};

const ISSUE: &str = "issues/2026-11-21";

const LIUXI: [&str; 3] = [
    "本报讯　清晨6时，南桥街道槐荫社区的邱素珍推开北窗，先听见水声，再看见水。“我嫁到这条街的时候，窗下就是柳溪。”71岁的她说。",
    "昨日，澜江市柳溪暗渠复明工程一期通过验收。从钟鼓巷到迎澜门，1.6公里的水泥盖板全部揭除。",
    "柳溪发源于城北青屏山，穿老城而过，在迎澜门外汇入澜江。上世纪八十年代，沿岸人口增多，生活污水直排入溪，水质一年不如一年。",
];

/// Builds the issue; the text of its pages.
fn pages(project: &crate::common::Project) -> String {
    project.build(ISSUE);
    text(&project.path("out/2026-11-21/YB-2026-11-21.pdf"))
}

fn says(article: &str, lines: &[&str]) {
    let expected: Vec<String> = lines.iter().map(|line| squeeze(line)).collect();
    let found: Vec<String> = article.lines().map(squeeze).collect();
    assert_eq!(found, expected);
}

#[test]
fn plain_text_in_three_encodings_comes_to_the_page_whole() {
    let project = with("text");
    let told = import(&project, "in", ISSUE);
    says(
        &body(&project, "issues/2026-11-21/articles/liuxi.md"),
        &LIUXI,
    );
    let group = head(&project, "issues/2026-11-21/articles/liuxi.md");
    assert_eq!(group.kicker.as_deref(), Some("柳溪暗渠复明工程一期完工"));
    assert_eq!(
        group.headline,
        Some(Lines::One("盖了三十四年的水泥板揭开".into()))
    );
    assert_eq!(
        group.deck,
        Some(Lines::One("——柳溪回到老城人的窗下".into()))
    );
    assert_eq!(group.byline.as_deref(), Some("本报记者 沈未央"));
    assert!(
        told.iter()
            .any(|(rule, message)| rule == "import-changed" && message.contains("headline group")),
        "{told:?}"
    );
    // GB 18030, CRLF.
    let bus = [
        "本报讯（记者 韩砚）下周一起，3路、11路公交车首班时间由6时提前至5时30分。末班时间和票价不变。",
        "沿途站点没有调整，电子站牌已同步更新，运行一个月后再作优化。",
    ];
    says(
        &body(&project, "issues/2026-11-21/articles/gongjiao.md"),
        &bus,
    );
    // UTF-16 with labelled fields.
    let lift = [
        "槐荫社区12幢的电梯昨日投入使用，这是柳桥区为老楼加装的第100部电梯。",
        "今年区里还将加装60部，补助标准不变。",
    ];
    says(
        &body(&project, "issues/2026-11-21/articles/jiati.md"),
        &lift,
    );
    let manifest = project.read("issues/2026-11-21/issue.toml");
    assert!(
        manifest.contains("number = 2\nsection = \"城事\""),
        "{manifest}"
    );
    // The short text beside a picture of its name is its caption, and the photographer stands apart.
    assert!(
        manifest
            .contains("caption = \"揭盖之后的柳溪，清晨有人沿步道慢跑。\"\ncredit = \"沈未央 摄\""),
        "{manifest}"
    );
    let page = pages(&project);
    for part in [&LIUXI[..], &bus, &lift].concat() {
        assert!(
            page.contains(&squeeze(part)),
            "{part} is not on the pages: {page}"
        );
    }
}

#[test]
fn our_own_articles_come_word_for_word() {
    let project = with("text");
    let own = "+++\nheadline = \"柳溪\"\n+++\n\n**清晨**，先听见水声。\n\n## 后来\n\n再看见水。\n";
    project.write("in/own.md", own);
    import(&project, "in/own.md", ISSUE);
    assert_eq!(project.read("issues/2026-11-21/articles/own.md"), own);
}

#[test]
fn nitf_comes_to_the_page_whole() {
    let project = with("nitf");
    let told = import(&project, "in/story.xml", ISSUE);
    let article = "issues/2026-11-21/articles/story.md";
    says(
        &body(&project, article),
        &[
            "本报澜江11月21日电 昨日，澜江市水务局说，柳溪暗渠复明工程一期通过验收。",
            "从钟鼓巷到迎澜门，1.6公里的水泥盖板全部揭除。",
            "最难的一步在地下",
            "溪两岸的9个小区，雨水、污水共用一根管子。详见专题。",
        ],
    );
    assert!(project.read(article).contains("复明工程**一期**通过"));
    let group = head(&project, article);
    assert_eq!(group.kicker.as_deref(), Some("柳溪暗渠复明工程一期完工"));
    assert_eq!(
        group.deck,
        Some(Lines::One("1.6公里溪岸步道今日开放".into()))
    );
    assert_eq!(
        group.standfirst.as_deref(),
        Some("盖了三十四年的水泥板揭开，溪水重新流过老城人的窗下。")
    );
    let manifest = project.read("issues/2026-11-21/issue.toml");
    assert!(
        manifest.contains("number = 12571\n") && manifest.contains("section = \"要闻\""),
        "{manifest}"
    );
    assert!(
        manifest.contains(
            "file = \"pictures/xi.jpg\"\ncaption = \"揭盖之后的柳溪。\"\ncredit = \"沈未央 摄\""
        ),
        "{manifest}"
    );
    assert_eq!(
        project.read("issues/2026-11-21/tables/story-1.csv"),
        "路段,长度\n钟鼓巷—书院街,0.9公里\n"
    );
    for lost in [
        "the address of a link",
        "`tagline` is not carried over: 编辑 温一禾",
    ] {
        assert!(
            told.iter().any(|(_, message)| message.contains(lost)),
            "{lost}: {told:?}"
        );
    }
    let page = pages(&project);
    assert!(
        page.contains("最难的一步在地下溪两岸的9个小区") && page.contains("揭盖之后的柳溪。"),
        "{page}"
    );
}

#[test]
fn ninjs_of_every_version_is_read_alike() {
    let project = with("ninjs");
    let told = import(&project, "in", ISSUE);
    says(
        &body(&project, "issues/2026-11-21/articles/one.md"),
        &[
            "昨日，柳溪暗渠复明工程一期通过验收。",
            "从钟鼓巷到迎澜门，1.6公里的水泥盖板全部揭除。",
        ],
    );
    assert!(
        project
            .read("issues/2026-11-21/articles/one.md")
            .contains("**一期**")
    );
    says(
        &body(&project, "issues/2026-11-21/articles/two.md"),
        &[
            "槐荫社区12幢的电梯昨日投入使用。",
            "一楼怎么办",
            "一楼住户的采光和噪声问题，由街道组织协商。",
            "补助标准不变。",
        ],
    );
    assert_eq!(
        head(&project, "issues/2026-11-21/articles/two.md").deck,
        Some(Lines::One("今年还将加装60部".into()))
    );
    says(
        &body(&project, "issues/2026-11-21/articles/three-01.md"),
        &[
            "下周一起，3路、11路公交车首班时间由6时提前至5时30分。",
            "末班时间和票价不变。",
        ],
    );
    // What its sender has called back does not come in, and nothing is fetched.
    assert!(
        !project
            .path("issues/2026-11-21/articles/three-02.md")
            .exists()
    );
    for said in [
        "`canceled`",
        "it is an address, and nothing is fetched",
        "facts about the article are not kept: language, urgency",
    ] {
        assert!(
            told.iter().any(|(_, message)| message.contains(said)),
            "{said}: {told:?}"
        );
    }
    let manifest = project.read("issues/2026-11-21/issue.toml");
    assert!(
        manifest.contains("caption = \"揭盖之后的柳溪。\"\ncredit = \"沈未央 摄\""),
        "{manifest}"
    );
    assert!(pages(&project).contains("一楼住户的采光和噪声问题，由街道组织协商。"));
}

#[test]
fn an_editorial_system_says_page_section_and_place() {
    let project = with("editorial");
    let told = import(&project, "in/issue.xml", ISSUE);
    let manifest = project.read("issues/2026-11-21/issue.toml");
    assert!(
        manifest.contains("date = 2026-11-21\nnumber = 12571\n"),
        "{manifest}"
    );
    assert!(
        manifest.contains("number = 1\nsection = \"要闻\"")
            && manifest.contains("number = 2\nsection = \"城事\""),
        "{manifest}"
    );
    let article = "issues/2026-11-21/articles/issue-01.md";
    let lines = Lines::Many(vec![
        "盖了三十四年的水泥板揭开".into(),
        "柳溪回到老城人的窗下".into(),
    ]);
    assert_eq!(head(&project, article).headline, Some(lines));
    assert_eq!(
        head(&project, article).byline.as_deref(),
        Some("本报记者 沈未央")
    );
    says(
        &body(&project, article),
        &[
            "本报讯　昨日，澜江市柳溪暗渠复明工程一期通过验收。",
            "从钟鼓巷到迎澜门，1.6公里的水泥盖板全部揭除，溪岸步道今日起向市民免费开放。",
            "工程去年3月动工，最难的一步不在溪上，而在地下。",
        ],
    );
    // The desk's words stay as comments; a field without a meaning is told with its line.
    assert!(project.read(article).contains("# 来源: 本报\n"));
    for said in [
        "field `情感倾向` is not carried over",
        "the article runs on (下转第4版)",
    ] {
        assert!(
            told.iter().any(|(_, message)| message.contains(said)),
            "{said}: {told:?}"
        );
    }
    // A story without words is a picture.
    assert!(
        manifest.contains("caption = \"装好电梯的12幢。\"\ncredit = \"温一禾 摄\""),
        "{manifest}"
    );
    let page = pages(&project);
    assert!(
        page.contains("溪岸步道今日起向市民免费开放。") && page.contains("装好电梯的12幢。"),
        "{page}"
    );
}

#[test]
fn an_e_paper_has_html_within_its_xml() {
    let project = with("editorial");
    let run = project.run(&["import", "in/epaper.xml", "--layout", "roomy"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    // The folder's name is the day that the paper names.
    let first = "issues/2026-11-22/articles/epaper-01.md";
    says(
        &body(&project, first),
        &[
            "市图书馆三楼最里间，桌上铺着一册虫蛀的县志。",
            "“纸也有脾气。”修复师说，天潮的时候，浆要调得稀一些。",
        ],
    );
    assert!(project.read(first).contains("一册**虫蛀**的县志"));
    assert_eq!(head(&project, first).kicker.as_deref(), Some("老城记忆"));
    let second = "issues/2026-11-22/articles/epaper-02.md";
    says(
        &body(&project, second),
        &[
            "巷子叫钟鼓巷，",
            "其实没有钟，也没有鼓。",
            "老人说，名字比房子长寿。",
        ],
    );
    assert!(
        project
            .read("issues/2026-11-22/issue.toml")
            .contains("number = 3\nsection = \"副刊\"")
    );
}
