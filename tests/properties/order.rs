//! In whatever order a manifest names what stands on a page, the page is the same to the byte.

use dayang::desk::{Session, Wish};
use proptest::prelude::*;

use super::common::Project;
use super::{cases, runner};

const MANIFEST: &str = "issues/2022-04-11/issue.toml";

#[test]
fn any_order_of_entries_gives_the_same_pages() {
    let project = Project::sample("2022-04-11");
    // Exceptions are told with their lines, which move.
    let whole = project.read(MANIFEST);
    let whole = whole.split("\n[[page.except]]").next().unwrap();
    let mut parts = whole.split("\n[[page.");
    let head = parts.next().unwrap().to_string();
    let entries: Vec<String> = parts.map(|part| part.trim_end().to_string()).collect();
    assert!(entries.len() > 4);
    let mut session = Session::new();
    let mut built = |entries: &[String]| {
        project.write(
            MANIFEST,
            format!("{head}\n[[page.{}\n", entries.join("\n\n[[page.")),
        );
        let result = session.run(&project.path(MANIFEST), &Wish::default());
        assert!(!result.outputs.is_empty(), "{:#?}", result.findings);
        let files = result.outputs.into_iter();
        files
            .map(|file| (file.name, file.bytes))
            .collect::<Vec<_>>()
    };
    let first = built(&entries);
    let built = std::cell::RefCell::new(built);
    runner(cases() / 4)
        .run(&Just(entries).prop_shuffle(), |entries| {
            prop_assert!(built.borrow_mut()(&entries) == first, "{:?}", entries);
            Ok(())
        })
        .unwrap();
}
