//! Layouts that do not do what they must.

use insta::assert_snapshot;

use crate::common::Project;
use crate::{ENDLESS, LAYOUT, refused, small};

fn with_render(body: &str) -> Project {
    let project = small();
    let layout = project.read(LAYOUT);
    let (head, _) = layout.split_once("#let render").unwrap();
    project.write(LAYOUT, format!("{head}{body}\n"));
    project
}

#[test]
fn with_an_error() {
    assert_snapshot!(refused(&with_render("#let render(page) = stroy(page, \"story\")")), @r#"
            error[layout]: unknown variable: stroy
               ┌─ layouts/test/page.typ:26:21
               │
            26 │ #let render(page) = stroy(page, "story")
               │                     ^^^^^
               │
               ┌─ .dayang/main.typ:3:3
               │
             3 │   render(json("/.dayang/page-1.json"))
               │   ------------------------------------ while calling `render`

            1 error
            exit 1
            "#);
}

#[test]
fn with_an_error_of_syntax() {
    assert_snapshot!(refused(&with_render("#let render(page) = {")), @"
            error[layout]: unclosed delimiter
               ┌─ layouts/test/page.typ:26:21
               │
            26 │ #let render(page) = {
               │                     ^

            1 error
            exit 1
            ");
}

#[test]
fn endless_when_it_is_read() {
    let project = with_render(&format!(
        "{ENDLESS}#let never = spin()\n#let render(page) = []"
    ));
    project.replace("dayang.toml", "compose_seconds = 60", "compose_seconds = 2");
    assert_snapshot!(refused(&project), @"
            error[time-limit]: composition took longer than 2 seconds
             = hint: a layout may not come to an end; look for a loop that never stops
             = hint: the limit is compose_seconds under [limits] in dayang.toml

            1 error
            exit 1
            ");
}

#[test]
fn endless_when_it_sets_the_page() {
    let project = with_render(&format!("{ENDLESS}#let render(page) = spin()"));
    project.replace("dayang.toml", "compose_seconds = 60", "compose_seconds = 2");
    assert_snapshot!(refused(&project), @"
            error[time-limit]: composition took longer than 2 seconds
             = hint: a layout may not come to an end; look for a loop that never stops
             = hint: the limit is compose_seconds under [limits] in dayang.toml

            1 error
            exit 1
            ");
}

#[test]
fn with_a_slot_of_no_lines() {
    let project = small();
    project.replace(LAYOUT, "(0, 0, 3, 20)", "(0, 0, 3, 0)");
    assert_snapshot!(refused(&project), @r#"
            error[layout]: slot `story` is 3 columns × 0 lines; expected at least 1 × 1
               ┌─ layouts/test/page.typ:19:30
               │
            19 │     story: (kind: "article", area: (0, 0, 3, 0)),
               │                              ^^^^

            1 error
            exit 1
            "#);
}

#[test]
fn that_forgets_an_article() {
    assert_snapshot!(refused(&with_render("#let render(page) = newspaper(page, [])")), @r#"
            error[text-conservation]: the body of `story.md` is not on the page (page 1)
               ┌─ issues/day/issue.toml:11:8
               │
            11 │ slot = "story"
               │        ^^^^^^^
               │
               ┌─ layouts/test/page.typ:1:1
               │
             1 │ // A small page with a slot of every kind, for tests of bad input.
               │ - the layout that should set it

            error[text-conservation]: the headline of `story.md` is not on the page (page 1)
               ┌─ issues/day/issue.toml:11:8
               │
            11 │ slot = "story"
               │        ^^^^^^^
               │
               ┌─ layouts/test/page.typ:1:1
               │
             1 │ // A small page with a slot of every kind, for tests of bad input.
               │ - the layout that should set it

            2 errors
            exit 1
            "#);
}

#[test]
fn that_sets_an_article_twice() {
    let twice =
        "#let render(page) = newspaper(page, story(page, \"story\") + story(page, \"story\"))";
    assert_snapshot!(refused(&with_render(twice)), @r#"
            error[text-conservation]: the body of `story.md` stands twice: the layout places piece 0 again (page 1)
               ┌─ issues/day/issue.toml:11:8
               │
            11 │ slot = "story"
               │        ^^^^^^^
               │
               ┌─ layouts/test/page.typ:1:1
               │
             1 │ // A small page with a slot of every kind, for tests of bad input.
               │ - the layout that should set it

            error[text-conservation]: the body of `story.md` stands twice: the layout places piece 1 again (page 1)
               ┌─ issues/day/issue.toml:11:8
               │
            11 │ slot = "story"
               │        ^^^^^^^
               │
               ┌─ layouts/test/page.typ:1:1
               │
             1 │ // A small page with a slot of every kind, for tests of bad input.
               │ - the layout that should set it

            error[text-conservation]: the body of `story.md` stands twice: the layout places piece 2 again (page 1)
               ┌─ issues/day/issue.toml:11:8
               │
            11 │ slot = "story"
               │        ^^^^^^^
               │
               ┌─ layouts/test/page.typ:1:1
               │
             1 │ // A small page with a slot of every kind, for tests of bad input.
               │ - the layout that should set it

            error[text-conservation]: the headline of `story.md` stands on the page more than once (page 1)
               ┌─ issues/day/issue.toml:11:8
               │
            11 │ slot = "story"
               │        ^^^^^^^
               │
               ┌─ layouts/test/page.typ:1:1
               │
             1 │ // A small page with a slot of every kind, for tests of bad input.
               │ - the layout that should set it

            4 errors
            exit 1
            "#);
}

/// A layout that places the pieces of a thread itself.
fn placing(pieces: &str) -> Project {
    with_render(&format!(
            "#import \"/layouts/lib/body.typ\": running, thread-block
#let render(page) = running(page, context {{
  let fill = page.slots.story.fill
  let frames = range(3).map(_ => (width: 99pt, lines: 4))
  let blocks = fill.blocks.map(b => thread-block(page, fill.id, (:), 99pt, b))
  let pieces = thread(frames, blocks, slot: \"story\", article: fill.id, pitch: 11.25pt, ascent: 7.92pt)
  part(fill.id, \"headline\", fill.headline.join())
  for piece in {pieces} {{ piece }}
}})"
        ))
}

#[test]
fn that_forgets_a_piece() {
    placing("pieces").build("issues/day");
    assert_snapshot!(refused(&placing("pieces.slice(0, 2)")), @r#"
            error[text-conservation]: the body of `story.md` is not whole: piece 2 is not placed (page 1)
               ┌─ issues/day/issue.toml:11:8
               │
            11 │ slot = "story"
               │        ^^^^^^^
               │
               ┌─ layouts/test/page.typ:1:1
               │
             1 │ // A small page with a slot of every kind, for tests of bad input.
               │ - the layout that should set it

            1 error
            exit 1
            "#);
}

#[test]
fn that_places_a_piece_twice() {
    assert_snapshot!(refused(&placing("(pieces + (pieces.at(1),))")), @r#"
            error[text-conservation]: the body of `story.md` stands twice: the layout places piece 1 again (page 1)
               ┌─ issues/day/issue.toml:11:8
               │
            11 │ slot = "story"
               │        ^^^^^^^
               │
               ┌─ layouts/test/page.typ:1:1
               │
             1 │ // A small page with a slot of every kind, for tests of bad input.
               │ - the layout that should set it

            1 error
            exit 1
            "#);
}
