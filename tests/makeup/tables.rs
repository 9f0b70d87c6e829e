//! Tables (表格) from TOML and CSV.

use crate::common::Project;
use crate::support::*;

const WEATHER: &str = r#"title = "今日天气"
note = "气温单位：℃"
source = "澜江市气象台"
columns = [{ title = "地点" }, { title = "天气", align = "center" }, { title = "气温" }, { title = "降水" }]
rows = [
  ["澜江城区", "多云", "12.5", "0.0"],
  ["柳溪", "小雨", "9.0", "3.25"],
  ["文津", "阴", "-1.5", "10"],
]
"#;

fn with_table(file: &str, contents: impl AsRef<[u8]>) -> Project {
    let project = project();
    let table = format!("[[page.table]]\nslot = \"weather\"\nfile = \"{file}\"\n");
    issue(
        &project,
        &(article("lead", "lead.md") + &table),
        &article("jump-1", "back.md"),
    );
    project.write("issues/day/lead.md", story("头条", &copy(&[100; 3])));
    project.write("issues/day/back.md", story("后版", &copy(&[101; 3])));
    project.write(&format!("issues/day/{file}"), contents);
    project
}

#[test]
fn every_cell_stands_once_in_reading_order() {
    let project = with_table("weather.toml", WEATHER);
    sound(&project);
    let text = page(&project, 1);
    let table = between(&text, "头条", "");
    assert!(
        table.contains("地点天气气温降水澜江城区多云12.50.0柳溪小雨9.03.25文津阴-1.510"),
        "{table}"
    );
    for words in ["今日天气", "气温单位：℃", "澜江市气象台"] {
        assert_eq!(text.matches(words).count(), 1, "{words}");
    }
}

#[test]
fn numbers_stand_on_their_points() {
    let project = with_table("weather.toml", WEATHER);
    sound(&project);
    let words = words_of(&project, 1);
    // A point is as far from the right of the whole part in every row.
    let end = |whole: &str| {
        let found: Vec<_> = words
            .iter()
            .filter(|word| word.top > 560.0 && word.text == whole)
            .collect();
        assert_eq!(found.len(), 1, "{whole}: {words:#?}");
        found[0].right
    };
    let start = |part: &str| {
        words
            .iter()
            .find(|word| word.top > 560.0 && word.text.ends_with(part))
    };
    if let (Some(a), Some(b)) = (start("12.5"), start("9.0")) {
        assert!((a.right - b.right).abs() < 0.1, "{a:?} {b:?}");
        let c = start("1.5").unwrap();
        assert!((a.right - c.right).abs() < 0.1, "{a:?} {c:?}");
    } else {
        assert!((end("12") - end("9")).abs() < 0.1);
        assert!((end("12") - end("-1")).abs() < 0.1);
    }
}

#[test]
fn a_spreadsheets_file_with_the_manifests_title() {
    let (bytes, ..) = encoding_rs::GB18030
        .encode("品种,今日,昨日\r\n\"白菜,一级\",1.20,1.15\r\n土豆,12.35,2\r\n");
    let project = with_table("prices.csv", bytes);
    project.replace(
        "issues/day/issue.toml",
        "file = \"prices.csv\"",
        "file = \"prices.csv\"\ntitle = \"菜价\"\nsource = \"发改委\"",
    );
    sound(&project);
    let text = page(&project, 1);
    assert!(
        text.contains("菜价品种今日昨日白菜,一级1.201.15土豆12.352发改委")
            || text.contains("菜价品种今日昨日白菜，一级1.201.15土豆12.352发改委"),
        "{text}"
    );
}

#[test]
fn rows_are_whole_body_lines() {
    let rows: String = (1..=12).map(|at| format!("{at}路,{at}:05\n")).collect();
    let project = with_table("bus.csv", format!("线路,首班\n{rows}"));
    sound(&project);
    let words = words_of(&project, 1);
    let tops: Vec<f64> = (2..=12)
        .map(|at| word(&words, &format!("{at}路")).top)
        .collect();
    for pair in tops.windows(2) {
        assert!((pair[1] - pair[0] - 11.25).abs() < 0.05, "{tops:?}");
    }
}

#[test]
fn a_long_table_stands_in_halves() {
    let rows: String = (1..=13).map(|at| format!("{at}路,{at}:05\n")).collect();
    let project = with_table("bus.csv", format!("线路,首班\n{rows}"));
    project.replace(
        "layouts/test/front.typ",
        "tables(page, \"weather\")",
        "tables(page, \"weather\", style: (halves: 2, row-lines: 1))",
    );
    sound(&project);
    let words = words_of(&project, 1);
    let (first, eighth) = (word(&words, "1路"), word(&words, "8路"));
    assert!(
        (first.top - eighth.top).abs() < 0.05,
        "{first:?} {eighth:?}"
    );
    assert!(eighth.left > first.left + 90.0);
    assert_eq!(page(&project, 1).matches("首班").count(), 2);
}

#[test]
fn a_table_that_does_not_fit() {
    let rows: String = (1..=20).map(|at| format!("{at}路,{at}:05\n")).collect();
    let project = with_table("bus.csv", format!("线路,首班\n{rows}"));
    let run = build(&project, &[]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr
            .contains("the table takes 6 lines more than the slot has"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("issue.toml:12:8"), "{}", run.stderr);

    let wide = "1234567890.12,".repeat(7);
    let project = with_table("wide.csv", format!("{}尾\n{wide}1\n", "甲,".repeat(7)));
    let run = build(&project, &[]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("mm wider than the slot"),
        "{}",
        run.stderr
    );
}

#[test]
fn mistakes_in_a_table_at_their_lines() {
    let text = WEATHER
        .replace("\"小雨\", \"9.0\"", "\"小雨\"")
        .replace("note =", "notes =");
    let run = build(&with_table("weather.toml", text), &[]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    for wanted in [
        "unknown key `notes`",
        "weather.toml:2:1",
        "row 2 has 3 cells; the table has 4 columns",
        "weather.toml:7:3",
    ] {
        assert!(run.stderr.contains(wanted), "{wanted}: {}", run.stderr);
    }
    for (name, bytes) in [
        ("a.csv", &b""[..]),
        ("b.csv", b"\xff\xfe\x00"),
        ("c.csv", b"a,b\n\x00,2\n"),
        ("d.toml", b"= ="),
        ("e.xls", b"PK"),
        ("f.csv", &[b'1'; (1 << 20) + 1]),
        ("g.toml", b"columns = []\nrows = []\n"),
    ] {
        let run = build(&with_table(name, bytes), &[]);
        assert!(
            run.code == 1 || run.code == 2,
            "{name}: {} {}",
            run.code,
            run.stderr
        );
        assert!(run.stderr.contains(name), "{name}: {}", run.stderr);
    }
}

#[test]
fn a_table_in_a_slot_of_another_kind_and_one_twice() {
    let project = with_table("weather.toml", WEATHER);
    project.replace(
        "issues/day/issue.toml",
        "slot = \"weather\"",
        "slot = \"wether\"",
    );
    let run = build(&project, &[]);
    assert!(
        run.stderr.contains("did you mean `weather`?"),
        "{}",
        run.stderr
    );

    let project = with_table("weather.toml", WEATHER);
    let twice = "[[page.table]]\nslot = \"weather\"\nfile = \"weather.toml\"\n[[page]]\nnumber = 4";
    project.replace("issues/day/issue.toml", "[[page]]\nnumber = 4", twice);
    let run = build(&project, &[]);
    assert!(
        run.stderr
            .contains("table `weather.toml` stands twice on page 1"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_layout_that_swaps_cells() {
    let project = with_table("weather.toml", WEATHER);
    project.replace(
        "layouts/lib/table.typ",
        "for (c, cell) in cells.enumerate() {",
        "for (c, cell) in cells.rev().enumerate() {",
    );
    let run = build(&project, &[]);
    assert!(
        run.stderr
            .contains("the table of `weather.toml` on page 1 is not the copy"),
        "{}",
        run.stderr
    );
}
