//! Groups of pictures (组图), and captions beside a picture.

use crate::common::{Project, repository, tool};
use crate::support::*;

const FILES: [&str; 4] = [
    "2022-04-16/pictures/brushes.jpg",
    "2022-04-16/pictures/stream.jpg",
    "2022-04-11/pictures/dandelions.jpg",
    "2022-04-11/pictures/apple-blossom.jpg",
];

fn with_pictures(count: usize, captions: &[&str]) -> Project {
    let project = project();
    let mut front = article("lead", "lead.md");
    for (at, from) in FILES.iter().take(count).enumerate() {
        front += &format!("[[page.picture]]\nslot = \"group\"\nfile = \"p{at}.jpg\"\n");
        if let Some(caption) = captions.get(at).filter(|caption| !caption.is_empty()) {
            front += &format!("caption = \"{caption}\"\n");
        }
        project.write(
            &format!("issues/day/p{at}.jpg"),
            std::fs::read(repository().join("issues").join(from)).unwrap(),
        );
    }
    issue(&project, &front, &article("jump-1", "back.md"));
    project.write("issues/day/lead.md", story("头条", &copy(&[100; 3])));
    project.write("issues/day/back.md", story("后版", &copy(&[101; 3])));
    project
}

/// Pixels and resolution of each picture of page 1: across, down, ppi across.
fn pictures(project: &Project) -> Vec<(f64, f64, f64)> {
    let list = tool("pdfimages", &["-list", file(project, 1).to_str().unwrap()]);
    let list = String::from_utf8(list).unwrap();
    let line = |line: &str| {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let number = |at: usize| parts[at].parse().unwrap();
        (number(3), number(4), number(12))
    };
    list.lines().skip(2).map(line).collect()
}

#[test]
fn each_picture_is_made_for_its_own_cell() {
    let project = with_pictures(3, &["画室。", "溪水。", "蒲公英。"]);
    sound(&project);
    let made = pictures(&project);
    assert_eq!(made.len(), 3);
    for &(_, _, ppi) in &made {
        assert!((150.0..=205.0).contains(&ppi), "{made:?}");
    }
    // One large, two small beside it.
    assert!(
        made[0].0 > 1.6 * made[1].0 && (made[1].0 - made[2].0).abs() <= 2.0,
        "{made:?}"
    );
    let text = page(&project, 1);
    for caption in ["画室。", "溪水。", "蒲公英。"] {
        assert_eq!(text.matches(caption).count(), 1);
    }
}

#[test]
fn one_caption_for_all() {
    let project = with_pictures(4, &["", "四月的城郊。"]);
    sound(&project);
    let words = words_of(&project, 1);
    let caption = word(&words, "四月的城郊");
    // At the slot's left edge, on its last line.
    assert!((caption.left - 266.0).abs() < 1.0, "{caption:?}");
    assert!(
        (caption.bottom - (60.0 + 43.0 * 11.25 + 9.0)).abs() < 1.0,
        "{caption:?}"
    );
}

#[test]
fn every_arrangement_stays_in_its_slot() {
    for arrangement in ["row", "column", "grid", "left", "top"] {
        for count in 1..=4 {
            let project = with_pictures(count, &[]);
            let kind = "kind: \"gallery\"";
            project.replace(
                "layouts/test/front.typ",
                kind,
                &format!("{kind}, arrangement: \"{arrangement}\""),
            );
            sound(&project);
            assert_eq!(pictures(&project).len(), count, "{arrangement} {count}");
        }
    }
}

#[test]
fn groups_that_cannot_be() {
    let project = with_pictures(2, &[]);
    project.replace("issues/day/issue.toml", "p1.jpg", "p0.jpg");
    let run = build(&project, &[]);
    assert!(
        run.stderr
            .contains("picture `p0.jpg` stands twice on page 1"),
        "{}",
        run.stderr
    );

    let project = with_pictures(2, &[]);
    project.replace(
        "layouts/test/front.typ",
        "kind: \"gallery\"",
        "kind: \"gallery\", arrangement: \"rwo\"",
    );
    let run = build(&project, &[]);
    assert!(
        run.stderr.contains("unknown arrangement \"rwo\"")
            && run.stderr.contains("did you mean \"row\"?"),
        "{}",
        run.stderr
    );

    let project = with_pictures(2, &[]);
    project.replace(
        "layouts/test/front.typ",
        "(0, 0, 3, 29)",
        "(0, 0, 3, 29), most: 2",
    );
    let run = build(&project, &[]);
    assert!(
        run.stderr
            .contains("`most` is for a slot that takes several things"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_caption_at_the_pictures_side() {
    let project = with_pictures(1, &[]);
    let photo = "[[page.picture]]\nslot = \"photo\"\nfile = \"p0.jpg\"\ncaption = \"画室里的笔一字排开。\"\ncredit = \"温一禾 摄\"\n";
    let manifest = project.read("issues/day/issue.toml") + photo;
    project.write("issues/day/issue.toml", manifest);
    sound(&project);
    let words = words_of(&project, 4);
    let caption = word(&words, "画室里的笔");
    // The slot is 210pt wide from 266pt on; the caption takes its last 81.
    assert!((caption.left - 395.0).abs() < 1.5, "{caption:?}");
    assert!(word(&words, "温一禾").bottom < 60.0 + 50.0 * 11.25);
}
