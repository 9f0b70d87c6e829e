//! `dayang show`: the same slots in a table, as data, and drawn.

use serde_json::Value;

use crate::common::{Project, tool};

fn shown(project: &Project, arguments: &[&str]) -> Value {
    let run = project.run(&[&["show", "--format", "json"], arguments].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|err| panic!("{err}: {}", run.stderr))
}

fn slot<'a>(layout: &'a Value, name: &str) -> &'a Value {
    let slots = layout["slots"].as_array().unwrap();
    slots.iter().find(|slot| slot["name"] == name).unwrap()
}

#[test]
fn data_follows_its_schema_and_counts_as_composition_does() {
    let project = Project::sample("2022-04-16");
    let all = shown(&project, &["--all"]);
    let run = project.run(&["schema", "layouts"]);
    let schema: Value = serde_json::from_str(&run.stdout).unwrap();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("layouts.json", schema).unwrap();
    let index = compiler.compile("layouts.json", &mut schemas).unwrap();
    schemas
        .validate(&all, index)
        .unwrap_or_else(|err| panic!("{err:#}"));
    assert!(all["layouts"].as_array().unwrap().len() >= 14);

    // The legs below a head's place are those that the page itself is made of.
    project.build("issues/2022-04-16");
    let report: Value = serde_json::from_str(&project.read("out/2022-04-16/report.json")).unwrap();
    let layouts = [
        "tabloid/front",
        "tabloid/city",
        "tabloid/culture",
        "tabloid/inside",
    ];
    let mut compared = 0;
    for fit in report["fit"]
        .as_array()
        .unwrap_or_else(|| panic!("{report:#}"))
    {
        let name = layouts[fit["page"].as_u64().unwrap() as usize - 1];
        let layout = all["layouts"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["name"] == name)
            .unwrap();
        let slots = layout["slots"].as_array().unwrap();
        let Some(slot) = slots
            .iter()
            .find(|slot| slot["name"] == fit["slot"] && slot["head"].is_object())
        else {
            continue;
        };
        // A quote in the text takes lines that no layout says beforehand.
        if name == "tabloid/culture" {
            continue;
        }
        let lines: u64 = slot["legs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|leg| leg["lines"].as_u64().unwrap())
            .sum();
        assert_eq!(Some(lines), fit["lines"].as_u64(), "{name} {}", fit["slot"]);
        compared += 1;
    }
    assert!(compared >= 2, "{compared}");
}

#[test]
fn a_table_says_sizes_legs_and_characters_in_columns_that_stay_aligned() {
    let project = Project::house();
    let run = project.run(&["show", "broadsheet/feature"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert!(lines[1].contains("390 × 545 mm") && lines[1].contains("8 columns of 13 characters"));
    let row = |name: &str| *lines.iter().find(|line| line.starts_with(name)).unwrap();
    assert!(
        row("feature ").contains("6 × 53 + 3 × 14 + 2 × 84") && row("feature ").contains("5988")
    );
    assert!(row("photo-2").contains("1.5, 75") && row("photo-2").ends_with("inside feature"));
    // Chinese is two cells wide: the columns after it begin at one place.
    let at = |line: &str, words: &str| {
        let before = &line[..line.find(words).unwrap_or_else(|| panic!("{line}"))];
        dayang::show::width(before)
    };
    let heading = row("slot ");
    assert_eq!(at(heading, "columns × lines"), at(row("side-2"), "5 × 13"));
    assert_eq!(at(heading, "columns × lines"), at(row("photo "), "6 × 44"));
}

#[test]
fn standing_text_is_counted_by_its_lines_and_tiers() {
    let project = Project::house();
    let layout = &shown(&project, &["supplement/vertical"])["layouts"][0];
    let lead = slot(layout, "lead");
    // 24 lines in two tiers: 474pt less a gap of 1.2 characters take 2 × 23 of 10pt.
    assert_eq!(lead["standing"]["tiers"], 2);
    assert_eq!(lead["characters"], 2 * 24 * 23);
    assert_eq!(lead["legs"].as_array().map(Vec::len), Some(0));
    // Another grid than the layout's own: nothing is said.
    let layout = &shown(&project, &["tabloid/culture"])["layouts"][0];
    assert!(slot(layout, "poem").get("standing").is_none());
}

#[test]
fn a_drawing_is_one_file_with_the_slots_where_they_are() {
    let project = Project::house();
    let run = project.run(&["show", "tabloid/front", "-o", "d/front.svg"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let svg = project.read("d/front.svg");
    let document = roxmltree::Document::parse(&svg).unwrap();
    let of = |name: &str| {
        document
            .descendants()
            .find(|node| node.has_tag_name(name))
            .unwrap()
    };
    assert_eq!(of("title").text(), Some("tabloid/front"));
    let told = of("desc").text().unwrap();
    assert!(
        told.contains("lead: article, 3 × 30, 990 characters"),
        "{told}"
    );
    // Labels are outlines: no font is asked for, and nothing is loaded from elsewhere.
    assert!(!svg.contains("<text") && !svg.contains("font-family") && !svg.contains("<image"));

    assert_eq!(
        project
            .run(&["show", "tabloid/front", "-o", "d/front.png"])
            .code,
        0
    );
    let picture = image::open(project.path("d/front.png")).unwrap().to_rgb8();
    let layout = &shown(&project, &["tabloid/front"])["layouts"][0];
    let grid = &layout["grid"];
    // Sheet and the numbers' margin of 46pt at 120 pixels an inch.
    let pixel = |column: f64, line: f64| {
        let number = |key: &str| grid[key].as_f64().unwrap();
        let step = number("characters") * number("body") + number("gutter");
        let (x, y) = (
            number("left") + column * step + 46.0,
            number("top") + line * number("pitch") + 46.0,
        );
        picture
            .get_pixel((x * 120.0 / 72.0) as u32, (y * 120.0 / 72.0) as u32)
            .0
    };
    let near = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).all(|(a, b)| a.abs_diff(b) < 14);
    assert!(
        near(pixel(4.55, 30.4), [0xf6, 0xe9, 0xcf]),
        "{:?}",
        pixel(4.55, 30.4)
    );
    assert!(
        near(pixel(5.55, 80.4), [0xe6, 0xe6, 0xe6]),
        "{:?}",
        pixel(5.55, 80.4)
    );
    assert!(
        near(pixel(2.55, 70.4), [0xe3, 0xed, 0xf9]),
        "{:?}",
        pixel(2.55, 70.4)
    );

    for (name, pages) in [("one.pdf", 1), ("all.pdf", 14)] {
        let which = if pages == 1 { "tabloid/front" } else { "--all" };
        assert_eq!(project.run(&["show", which, "-o", name]).code, 0);
        let told = tool("pdfinfo", &[project.path(name).to_str().unwrap()]);
        let told = String::from_utf8(told).unwrap();
        let count = told
            .lines()
            .find_map(|line| line.strip_prefix("Pages:"))
            .unwrap();
        assert!(count.trim().parse::<u32>().unwrap() >= pages, "{told}");
    }
}

#[test]
fn the_index_stands_alone_and_has_every_layout() {
    let project = Project::house();
    let run = project.run(&["show", "--all", "-o", "all.html"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = project.read("all.html");
    let all = shown(&project, &["--all"]);
    for layout in all["layouts"].as_array().unwrap() {
        let name = layout["name"].as_str().unwrap();
        assert!(page.contains(&format!("<h2>{name}</h2>")), "{name}");
        assert!(page.contains(&format!("<title>{name}</title>")), "{name}");
    }
    for outside in ["src=", "url(http", "href=\"http", "<script", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let (_, ids) = page.split_once("<nav").unwrap();
    for (at, _) in all["layouts"].as_array().unwrap().iter().enumerate() {
        assert!(
            ids.contains(&format!("id=\"drawing-{at}\""))
                && ids.contains(&format!("#drawing-{at}\""))
        );
    }
}

#[test]
fn wrong_use_is_told_whole_and_writes_nothing() {
    let project = Project::house();
    let run = project.run(&["show", "fornt", "tabloid/citi", "tabloid/city"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr
            .contains("did you mean `broadsheet/front` or `tabloid/front`?"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("did you mean `tabloid/city`?"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout.contains("tabloid/city"),
        "the one that is there is shown"
    );

    for (arguments, words) in [
        (
            ["show", "tabloid/city", "-o", "x.jpg"],
            "ends in .svg, .png or .pdf",
        ),
        (
            ["show", "tabloid/city", "-o", "x.html"],
            "ends in .svg, .png or .pdf",
        ),
        (["show", "--all", "-o", "x.svg"], "ends in .html or .pdf"),
        (["show", "tabloid/city", "-o", "layouts"], "ends in"),
        (
            ["show", "tabloid/city", "-o", "dayang.toml/x.svg"],
            "cannot write",
        ),
    ] {
        let run = project.run(&arguments);
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
    }
    assert!(project.files("").iter().all(|file| !file.starts_with("x.")));

    // A broken layout does not hide the others, and everything in it is told.
    project.write(
        "layouts/bad.typ",
        project
            .read("layouts/tabloid/city.typ")
            .replace("(4, 0, 2, 32)", "(4, 0, 3, 32)")
            .replace("kind: \"briefs\"", "kind: \"brief\""),
    );
    let run = project.run(&["show", "bad", "tabloid/city", "--format", "json"]);
    assert_eq!(run.code, 1);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let messages: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["message"].as_str().unwrap())
        .collect();
    assert!(
        messages.iter().any(|one| one.contains("leaves the grid")),
        "{messages:?}"
    );
    assert!(
        messages
            .iter()
            .any(|one| one.contains("unknown kind of slot")),
        "{messages:?}"
    );
    assert_eq!(report["layouts"].as_array().unwrap().len(), 1);
    assert_eq!(report["findings"][0]["place"]["file"], "layouts/bad.typ");
    assert!(slot(&report["layouts"][0], "box")["characters"].as_u64() == Some(638));
}
