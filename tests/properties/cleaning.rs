//! Cleaning is done once and for all, and changes no han character, letter or digit.

use std::path::Path;

use dayang::copy::{self, BlockKind, clean_line};
use proptest::prelude::*;

use super::runner;

/// Text as it comes off a wire: han, letters, digits, and marks of either width.
fn copy_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[\u{4e00}-\u{4fff}]{1,12}",
        1 => "[\u{3400}-\u{3410}\u{20000}-\u{20010}\u{f900}-\u{f910}]",
        1 => "[A-Za-z]{1,8}",
        1 => "[0-9]{1,6}",
        1 => "[\u{ff10}-\u{ff19}\u{ff21}-\u{ff3a}]{1,4}",
        3 => "[,.;:?!()\"'~%&@/#=<>*_`+-]{1,3}",
        3 => "[，。、；：？！（）《》〈〉【】“”‘’…—～·]{1,2}",
        1 => "[ \u{3000}\u{a0}\t]{1,3}",
        1 => "[\u{200b}\u{200d}\u{2060}\u{fe0f}\u{1f600}]",
        1 => Just("2022-04-11".to_string()),
        1 => Just("www.yangbao.example/a?b=c".to_string()),
        1 => Just("3.14%".to_string()),
    ];
    prop::collection::vec(piece, 1..24).prop_map(|pieces| pieces.concat())
}

/// Letters and digits, full-width Latin as what it is.
fn kept(text: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap(),
        c => c,
    };
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .map(half)
        .collect()
}

#[test]
fn a_line_is_cleaned_once_and_for_all() {
    runner(4000)
        .run(&copy_text(), |text| {
            let once = clean_line(&text).0;
            prop_assert_eq!(&clean_line(&once).0, &once, "{:?}", text);
            prop_assert_eq!(kept(&once), kept(&text), "{:?}", text);
            Ok(())
        })
        .unwrap();
}

fn body(article: &copy::Article) -> String {
    let blocks = article.blocks.iter().map(|block| match &block.kind {
        BlockKind::Paragraph(runs) | BlockKind::Crosshead(runs) | BlockKind::Credit(runs) => {
            runs.iter().map(|run| run.text.as_str()).collect::<String>()
        }
        BlockKind::Picture { caption, .. } => caption.clone(),
    });
    blocks.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn an_article_keeps_every_letter_and_needs_no_second_cleaning() {
    let article = prop::collection::vec(copy_text(), 1..8);
    runner(1500)
        .run(&article, |paragraphs| {
            let text = format!("{}\n", paragraphs.join("\n\n"));
            let read = |text: &str| copy::read(text.as_bytes(), Path::new("a.txt"));
            // A paragraph of nothing but what cannot be seen is none; an article of such is refused.
            let Ok((article, _)) = read(&text) else {
                return Ok(());
            };
            let once = body(&article);
            prop_assert_eq!(kept(&once), kept(&text), "{:?}", text);
            let (again, _) = read(&format!("{once}\n")).expect("clean copy is read");
            prop_assert_eq!(body(&again), once, "{:?}", text);
            Ok(())
        })
        .unwrap();
}
