//! `--apply` writes one way into the manifest, and nothing else.

use crate::support::{MANIFEST, build, fit, page};

const OVER: &[(&str, &[usize])] = &[("side", &[60, 60, 60, 60, 20])];

#[test]
fn comments_and_order_stay() {
    for (way, from, to) in [
        (
            "side:space",
            "file = \"side.md\"\n",
            "file = \"side.md\"\nfit = { space = -1 }\n",
        ),
        ("side:crop", "# as it came\n", "# as it came\nlines = 15\n"),
        (
            "1:side:4",
            "file = \"side.md\"\n",
            "file = \"side.md\"\nfit = { headline_lines = 1 }\n",
        ),
    ] {
        let project = page(OVER);
        let run = project.run(&["fit", "issues/day", "--apply", way]);
        assert_eq!(run.code, 0, "{way}: {}", run.stderr);
        assert_eq!(
            project.read("issues/day/issue.toml"),
            MANIFEST.replace(from, to),
            "{way}"
        );
        assert!(
            run.stdout.contains("into issues/day/issue.toml"),
            "{}",
            run.stdout
        );
        // Nothing else was written, and nothing is left behind.
        assert_eq!(
            project
                .files("issues/day")
                .iter()
                .filter(|file| file.contains("issue"))
                .count(),
            1
        );
    }
}

#[test]
fn the_best_way_goes_until_all_fits() {
    let project = page(&[("side", &[60, 60, 60, 60, 20]), ("box", &[60, 60, 105])]);
    let articles = [
        project.read("issues/day/side.md"),
        project.read("issues/day/box.md"),
    ];
    let run = project.run(&["fit", "issues/day", "--apply", "best"]);
    assert_eq!(run.code, 0, "{}\n{}", run.stdout, run.stderr);
    assert_eq!(run.stdout.matches("wrote").count(), 2, "{}", run.stdout);
    assert_eq!(build(&project).code, 0);
    assert_eq!(
        articles,
        [
            project.read("issues/day/side.md"),
            project.read("issues/day/box.md")
        ]
    );
}

#[test]
fn a_cut_is_the_editors() {
    let project = page(OVER);
    let text = project.read("issues/day/side.md");
    let run = project.run(&["fit", "issues/day", "--apply", "side:cut"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("a cut is made in the article, `side.md`, by its editor"),
        "{}",
        run.stderr
    );
    assert_eq!(project.read("issues/day/side.md"), text);
    assert_eq!(project.read("issues/day/issue.toml"), MANIFEST);
}

#[test]
fn a_way_that_is_not_there_is_told() {
    let project = page(OVER);
    for (asked, told) in [
        ("side:17", "it has 1 space, 2 crop"),
        ("sied:1", "did you mean `side`?"),
        (
            "large",
            "slot `large` of page 1 needs no way out, or has none",
        ),
        ("1:2:3:4", "names no way"),
    ] {
        let run = project.run(&["fit", "issues/day", "--apply", asked]);
        assert_eq!(run.code, 2, "{asked}");
        assert!(run.stderr.contains(told), "{asked}: {}", run.stderr);
    }
    assert_eq!(project.read("issues/day/issue.toml"), MANIFEST);
}

#[test]
fn what_is_asked_for_by_hand_is_held_against_the_page() {
    let project = page(&[]);
    for (from, to, told) in [
        (
            "file = \"side.md\"",
            "file = \"side.md\"\nfit = { drop = [\"headlines\"] }",
            "an article has no part `headlines`",
        ),
        (
            "# as it came\n",
            "\nlines = 33\n",
            "slot `photo` cannot have 33 lines: it would leave slot `side` no lines",
        ),
        (
            "# as it came\n",
            "\nedge = \"left\"\n",
            "`left` is no edge; expected `top` or `bottom`",
        ),
        (
            "# as it came\n",
            "\nheight = { min = 9, max = 3 }\n",
            "found 9 and 3",
        ),
    ] {
        project.write("issues/day/issue.toml", MANIFEST.replace(from, to));
        let run = build(&project);
        assert_eq!(run.code, 1, "{to}: {}", run.stderr);
        assert!(
            run.stderr.contains("error[copyfit]") && run.stderr.contains(told),
            "{to}: {}",
            run.stderr
        );
    }
}

#[test]
fn the_json_says_what_would_be_written() {
    let project = page(OVER);
    let fit = fit(&project, "side");
    assert_eq!(fit["capacity"], 264);
    let crop = &fit["ways"][1];
    assert_eq!(
        (crop["number"].as_u64(), crop["kind"].as_str()),
        (Some(2), Some("crop"))
    );
    let expected = serde_json::json!({
        "change": "set", "page": 1, "entry": "picture", "file": "pictures/stream.jpg", "key": "lines", "value": 15,
    });
    assert_eq!(crop["edits"], serde_json::json!([expected]));
}
