use super::*;

fn table(name: &str, text: impl AsRef<[u8]>) -> Result<Table, Vec<String>> {
    let told = |findings: Vec<Finding>| -> Vec<String> {
        let line = |finding: &Finding| {
            let at = finding.place.as_ref().and_then(Place::line_column);
            at.map_or(0, |(line, _)| line)
        };
        findings
            .iter()
            .map(|finding| format!("{}: {}", line(finding), finding.message))
            .collect()
    };
    read(text.as_ref(), Path::new(name))
        .map(|(table, _)| table)
        .map_err(told)
}

#[test]
fn csv_with_quotes_and_its_own_line_ends() {
    let read = table(
        "a.csv",
        "城市,\"今日, 最高\",变化\r\n澜江,12.5,+0.3\r\n\r\n\"柳\"\"溪\",9,-1\r\n",
    )
    .unwrap();
    let titles: Vec<_> = read.columns.iter().map(|column| &*column.title).collect();
    assert_eq!(titles.len(), 3);
    assert_eq!(read.rows.len(), 2);
    assert_eq!(read.rows[0], ["澜江", "12.5", "+0.3"]);
    let align: Vec<_> = read.columns.iter().map(|column| column.align).collect();
    assert_eq!(align, [Align::Left, Align::Decimal, Align::Decimal]);
}

#[test]
fn csv_in_gb18030() {
    let (bytes, ..) = encoding_rs::GB18030.encode("品种,价格\n白菜,1.20\n土豆,2.35\n");
    assert_eq!(table("a.csv", bytes).unwrap().rows[1], ["土豆", "2.35"]);
}

#[test]
fn every_mistake_of_a_csv_at_its_line() {
    let wrong = table("a.csv", "甲,乙\n1,2\n3\n4,5,6\n\"7\"x,8\n\"9,").unwrap_err();
    assert_eq!(
        wrong,
        [
            "5: text after a cell's closing quote",
            "6: a quote that is opened here is never closed",
            "3: row 2 has 1 cell; the table has 2 columns",
            "4: row 3 has 3 cells; the table has 2 columns",
            "6: row 5 has 1 cell; the table has 2 columns",
        ]
    );
}

#[test]
fn every_mistake_of_a_toml_at_its_line() {
    let wrong = table(
        "a.toml",
        "titel = \"天气\"\ncolumns = [\n { title = \"城市\" },\n { title = \"气温\", align = \"centre\", width = 0.0 },\n]\nrows = [\n [\"澜江\", \"12\"],\n [\"柳溪\", 9],\n [\"文津\"],\n]\n",
    )
    .unwrap_err();
    let lines: Vec<_> = wrong
        .iter()
        .map(|line| line.split(':').next().unwrap())
        .collect();
    assert_eq!(lines, ["1", "8", "4", "4", "9"], "{wrong:#?}");
}

#[test]
fn too_much_of_anything() {
    let rows = "1,2\n".repeat(MOST_ROWS + 1);
    assert_eq!(
        table("a.csv", format!("甲,乙\n{rows}")).unwrap_err(),
        ["0: the table has 501 rows; at most 500 can be set"]
    );
    let columns = vec!["甲"; MOST_COLUMNS + 1].join(",");
    assert!(
        table("a.csv", format!("{columns}\n{columns}\n")).unwrap_err()[0].contains("33 columns")
    );
    let cell = "长".repeat(LONGEST_CELL + 1);
    assert_eq!(
        table("a.csv", format!("甲,乙\n1,{cell}\n")).unwrap_err(),
        ["2: a cell of 201 characters; at most 200 can be set"]
    );
    assert!(table("a.csv", vec![b'1'; MAX_BYTES + 1]).unwrap_err()[0].contains("bytes"));
    assert!(table("a.csv", "").unwrap_err()[0].contains("empty"));
    assert!(table("a.xlsx", "PK").unwrap_err()[0].contains("neither"));
    assert!(table("a.csv", [0xFF, 0xFE, 0x00]).is_err());
}
