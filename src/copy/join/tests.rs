use super::loosen::{WIDEST, width};
use super::*;

/// The joined text with | for a joiner, + for a weak hold and / for a break.
fn shown(text: &str) -> String {
    let text = join(text).replace("\u{2060}\u{2060}", "+");
    text.replace(JOINER, "|").replace(BREAK, "/")
}

#[test]
fn holds_what_print_does_not_part() {
    // Every row of the table of what Typst lets through, then a line for each rule.
    for (text, expected) in [
        // What must not open a line.
        ("甲——乙", "甲|——乙"),
        ("甲—乙", "甲|—乙"),
        ("卡尔·马克思", "卡尔|·马克思"),
        ("甲～乙", "甲|～乙"),
        ("甲／乙", "甲|／乙"),
        // A number and its unit.
        ("4月12日起", "4|月12|日起"),
        ("24小时内", "24|小|时内"),
        ("8300万人", "8300|万+人"),
        ("3.5亿", "3.5|亿"),
        ("100平方米", "100|平|方|米"),
        ("8300万平方米", "8300|万+平|方|米"),
        ("2026年度", "2026|年|度"),
        ("第4次", "第|4|次"),
        ("第110次会议", "第|110|次会议"),
        ("总第12345期", "总第|12345|期"),
        ("5个多月的", "5|个|多|月的"),
        ("100多名", "100|多+名"),
        ("5个百分点", "5|个|百|分|点"),
        ("50％人员", "50％人员"),
        ("\u{FF12}\u{FF10}年", "\u{FF12}|\u{FF10}|年"),
        // One letter that is no word.
        ("A股上涨", "A|股上涨"),
        ("短袖T恤", "短袖T|恤"),
        ("提升GDP增速", "提升GDP增速"),
        // Numbers linked to each other.
        ("9℃～19℃", "9℃|～|19℃"),
        ("2：30", "2：|30"),
        ("2025—2026年", "2025|—|2026|年"),
        ("甲：30人", "甲：30|人"),
        // Single quotation marks, and the apostrophe, which is none.
        ("甲‘乙’丙", "甲/‘乙’/丙"),
        ("“‘甲’乙”", "“‘甲’/乙”"),
        ("‘甲’，‘乙’", "‘甲’，/‘乙’"),
        ("唱I’m时", "唱I’m时"),
        // What Typst has right already, and what is no unit.
        (
            "33℃, 43%, 9℃~19℃, 2:30, C919",
            "33℃, 43%, 9℃~19℃, 2:30, C919",
        ),
        ("12345热线", "12345热线"),
        ("好……", "好……"),
        // An editor's own joiner.
        ("张\u{2060}三—李", "张|三|—李"),
        ("\u{2060}张三\u{2060}", "张三"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
        assert_eq!(plain(&join(text)), plain(text), "{text}");
        assert_eq!(shown(&join(text)), expected, "joining twice: {text}");
    }
}

#[test]
fn a_number_holds_across_the_borders_of_runs() {
    let run = |text: &str, strong| Run {
        text: text.into(),
        strong,
        role: Role::Text,
    };
    let joined = join_runs(&[
        run("", false),
        run("到4", true),
        run("月", false),
        run("", true),
    ]);
    let texts: Vec<_> = joined.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(texts, ["到4\u{2060}", "月"]);
    assert!(joined[0].strong && !joined[1].strong);
}

/// The widths in half ems of the pieces that joiners hold.
fn pieces(text: &str) -> Vec<usize> {
    let chars: Vec<_> = join(text).chars().collect();
    let mut pieces = vec![];
    let mut wide = 0;
    for (at, &c) in chars.iter().enumerate() {
        let held =
            c == JOINER || (at > 0 && (chars[at - 1] == JOINER || holds_anyway(chars[at - 1], c)));
        if !held {
            pieces.push(wide);
            wide = 0;
        }
        wide += if c == JOINER { 0 } else { width(c) };
    }
    pieces.push(wide);
    pieces
}

#[test]
fn no_piece_is_wider_than_a_narrow_column_takes() {
    for text in [
        "2025年—2026年—2027年—2028年",
        "12345678901234万平方公里",
        "甲·乙·丙·丁·戊·己·庚·辛·壬·癸",
        "\u{FF11}".repeat(40).as_str(),
        "100平方米—200平方米—300平方米",
    ] {
        assert!(
            pieces(text).iter().all(|&wide| wide <= WIDEST),
            "{text}: {:?}",
            pieces(text)
        );
        assert!(join(text).contains(JOINER), "{text}");
        assert_eq!(plain(&join(text)), text);
    }
    // The unit goes before the number is let go of, the order before that.
    assert_eq!(shown("123456789万平方公里"), "123456789|万平|方|公|里");
    assert_eq!(
        shown("12345678901234万平方公里"),
        "12345678901234|万平|方|公|里"
    );
}

#[test]
fn hostile_text_takes_no_longer_than_its_length() {
    for unit in [
        "1", "1年", "—", "·", "‘", "’", "a", "1万", "第1", "\u{2060}", "：1", "(",
    ] {
        crate::copy::effort::grows_with_length(unit, |text| {
            assert_eq!(plain(&join(text)), plain(text));
        });
    }
}
