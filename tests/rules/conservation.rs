//! Conservation of text fails when one character is removed, doubled or moved in the composed
//! pages, and says where they first differ from the copy.

use crate::support::{Found, Issue, check, page, project};

/// A layout that does something to the story's words.
fn showing(name: &'static str, rule: &str) -> Issue {
    let layout = page().replace(
        "  story(page, \"story\")\n",
        &format!("  {rule}\n  story(page, \"story\")\n"),
    );
    assert_ne!(layout, page());
    Issue::sound(name).layout(layout)
}

fn setting(name: &'static str, code: &str) -> Issue {
    Issue::sound(name).layout(page().replace("  story(page, \"story\")\n", code))
}

#[test]
fn a_character_removed_doubled_or_moved_is_an_error() {
    let issues = [
        showing("removed", "show \"财政\": \"财\""),
        showing("doubled", "show \"财政\": \"财财政\""),
        showing("moved", "show \"财政\": \"政财\""),
        showing("changed", "show \"财政\": \"财致\""),
        showing("headline", "show \"一则\": \"则\""),
        setting("dropped", ""),
        setting(
            "twice",
            "  story(page, \"story\")\n  story(page, \"story\")\n",
        ),
        showing("kept", "show \"财政\": \"财政\""),
    ];
    let project = project(&issues);
    let names: Vec<&str> = issues.iter().map(|issue| issue.name).collect();
    let findings = check(&project, &names, &[]);
    let of = |name: &str| -> Vec<&Found> {
        let below = format!("issues/{name}/");
        let own = findings.iter().filter(|one| one.file.starts_with(&below));
        own.filter(|one| one.rule == "text-conservation").collect()
    };
    assert!(of("kept").is_empty());
    for (name, words) in [
        ("removed", "goes on with “政补贴"),
        ("doubled", "the page with “财政补贴"),
        ("moved", "goes on with “财政补贴"),
        ("changed", "the page with “致补贴"),
        ("headline", "goes on with “一则消息”"),
        ("dropped", "is not on the page"),
        ("twice", "stands twice"),
    ] {
        let found = of(name);
        assert!(
            found.iter().any(|one| one.message.contains(words)
                && one.line == Some(11)
                && one.severity == "error"),
            "{name}: {found:#?}"
        );
        // Of the body, also where the copy goes on: the last paragraph, line 11.
        if !["headline", "dropped", "twice"].contains(&name) {
            let told = found.iter().any(|one| {
                one.related
                    .contains(&("the copy goes on here".into(), Some(11)))
            });
            assert!(told, "{name}: {found:#?}");
        }
    }
}
