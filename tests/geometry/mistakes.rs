//! What is said of slots that cannot be: each mistake at its line, with what mends it.

use insta::assert_snapshot;

use super::project;

/// What is said of a layout with these slots, without the drawing of the source.
fn said(slots: &str) -> String {
    let project = project(slots, "story(page, \"story\")", "", 100);
    let run = project.run(&["build", "issues/day"]);
    assert_eq!(run.code, 1, "{}\n{}", run.stdout, run.stderr);
    let told = |line: &&str| {
        ["error", "┌─", "= hint"]
            .iter()
            .any(|mark| line.contains(mark))
    };
    let lines: Vec<_> = run.stderr.lines().filter(told).map(str::trim).collect();
    lines.join("\n")
}

/// The same of one story with this `area` and more.
fn area(rest: &str) -> String {
    said(&format!("story: (kind: \"article\", area: {rest})"))
}

/// The same of a picture beside a story of four columns and 24 lines.
fn photo(rest: &str) -> String {
    said(&format!(
        "story: (kind: \"article\", area: (0, 0, 4, 24)),\n    \
         photo: (kind: \"picture\", area: {rest})"
    ))
}

#[test]
fn rectangles_that_overlap() {
    assert_snapshot!(area("((0, 0, 3, 10), (2, 8, 1, 10))"), @r#"
    error[layout]: rectangles 1 and 2 of slot `story` overlap
    ┌─ layouts/test/page.typ:7:30
    1 error
    "#);
}

#[test]
fn rectangles_apart() {
    assert_snapshot!(area("((0, 0, 3, 10), (2, 11, 1, 10))"), @r#"
    error[layout]: rectangle 2 of slot `story` does not touch those before it
    ┌─ layouts/test/page.typ:7:30
    = hint: rectangles touch where they share an edge, with no blank line between
    1 error
    "#);
}

#[test]
fn rectangles_out_of_order() {
    assert_snapshot!(area("((2, 0, 1, 20), (0, 0, 2, 10))"), @r#"
    error[layout]: the rectangles of slot `story` are not in reading order: 2 is read before 1
    ┌─ layouts/test/page.typ:7:30
    = hint: give them from left to right, and from the top down
    1 error
    "#);
}

#[test]
fn a_rectangle_that_leaves_the_grid() {
    assert_snapshot!(area("((0, 0, 3, 10), (2, 10, 1, 60))"), @r#"
    error[layout]: rectangle 2 of slot `story` leaves the grid of 6 columns × 60 lines
    ┌─ layouts/test/page.typ:7:30
    1 error
    "#);
}

#[test]
fn a_rectangle_of_three_numbers() {
    assert_snapshot!(area("((0, 0, 3, 10), (2, 10, 1))"), @r#"
    error[layout]: expected area: (column, line, columns, lines), four whole numbers for rectangle 2 of slot `story`
    ┌─ layouts/test/page.typ:7:30
    1 error
    "#);
}

#[test]
fn legs_for_more_rectangles_than_there_are() {
    assert_snapshot!(area("((0, 0, 3, 10), (2, 10, 1, 5)), legs: (2, 2, 1)"), @r#"
    error[layout]: `legs` has 3 numbers for 2 rectangles of slot `story`
    ┌─ layouts/test/page.typ:7:68
    1 error
    "#);
}

#[test]
fn legs_too_narrow_in_one_rectangle() {
    assert_snapshot!(area("((0, 0, 3, 10), (2, 10, 1, 5)), legs: (2, 3)"), @r#"
    error[layout]: 3 legs of rectangle 2 leave fewer than 4 characters a line
    ┌─ layouts/test/page.typ:7:68
    1 error
    "#);
}

#[test]
fn legs_in_words() {
    assert_snapshot!(area("(0, 0, 2, 10), legs: (2, \"two\")"), @r#"
    error[layout]: `legs` must be whole numbers between 1 and 64
    ┌─ layouts/test/page.typ:7:51
    1 error
    "#);
}

#[test]
fn text_on_fractions_of_columns() {
    assert_snapshot!(area("(0.5, 0, 2, 10)"), @r#"
    error[layout]: slot `story` stands on fractions of columns
    ┌─ layouts/test/page.typ:7:30
    = hint: say with `legs` how many legs of text it has
    1 error
    "#);
}

#[test]
fn a_picture_of_two_rectangles() {
    assert_snapshot!(photo("((4, 0, 1, 5), (5, 0, 1, 8))"), @r#"
    error[layout]: slot `photo` has 2 rectangles; only text can run through more than one
    ┌─ layouts/test/page.typ:8:30
    = hint: give the picture one `area`
    1 error
    "#);
}

#[test]
fn a_picture_in_a_text_that_does_not_say_so() {
    assert_snapshot!(photo("(1, 4, 2, 8)"), @r#"
    error[layout]: slots `photo` and `story` overlap
    ┌─ layouts/test/page.typ:7:5
    = hint: if the text of `story` shall run around `photo`, give `photo` `inside: "story"`
    1 error
    "#);
}

#[test]
fn inside_a_slot_that_is_not_there() {
    assert_snapshot!(photo("(1, 4, 2, 8), inside: \"stroy\""), @r#"
    error[layout]: there is no slot `stroy` for `photo` to stand in
    ┌─ layouts/test/page.typ:8:50
    = hint: did you mean `story`?
    1 error
    "#);
}

#[test]
fn inside_itself() {
    assert_snapshot!(photo("(1, 4, 2, 8), inside: \"photo\""), @r#"
    error[layout]: slot `photo` stands inside itself
    ┌─ layouts/test/page.typ:8:50
    1 error
    "#);
}

#[test]
fn inside_and_out_of_it() {
    assert_snapshot!(photo("(3.5, 4, 2, 8), inside: \"story\""), @r#"
    error[layout]: slot `photo` does not lie within slot `story`
    ┌─ layouts/test/page.typ:8:52
    1 error
    "#);
}

#[test]
fn inside_and_all_over_it() {
    assert_snapshot!(photo("(0, 0, 4, 24), inside: \"story\""), @r#"
    error[layout]: what stands inside slot `story` leaves no room for its text
    ┌─ layouts/test/page.typ:7:5
    1 error
    "#);
}

#[test]
fn inside_a_number() {
    assert_snapshot!(photo("(1, 4, 2, 8), inside: 3"), @r#"
    error[layout]: `inside` is not a string: the name of the slot that it stands in
    ┌─ layouts/test/page.typ:8:50
    1 error
    "#);
}

#[test]
fn inside_an_advertisement() {
    assert_snapshot!(photo("(1, 32, 2, 4), inside: \"strip\"), strip: (kind: \"ad\", area: (0, 30, 4, 9)"), @r#"
    error[layout]: slot `strip` takes no text that could run around `photo`: its kind is "ad"
    ┌─ layouts/test/page.typ:8:51
    1 error
    "#);
}
