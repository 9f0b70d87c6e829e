//! Slot references: `lead`, or `4:jump-1` for a slot of page 4.

/// A slot as an article names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SlotRef<'a> {
    /// The page it is on, if that is not the article's own.
    pub page: Option<u32>,
    /// The slot's name in the page's layout.
    pub slot: &'a str,
}

impl<'a> SlotRef<'a> {
    /// Reads `slot` or `page:slot`. The error says what is wrong with it.
    pub fn parse(text: &'a str) -> Result<Self, &'static str> {
        let Some((page, slot)) = text.split_once(':') else {
            return Ok(Self {
                page: None,
                slot: slot_name(text)?,
            });
        };
        if page.is_empty() || !page.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("what stands before the colon is not a page number");
        }
        match page.parse() {
            Ok(0) => Err("pages are numbered from 1"),
            Ok(page) => Ok(Self {
                page: Some(page),
                slot: slot_name(slot)?,
            }),
            Err(_) => Err("the page number is too large"),
        }
    }
}

fn slot_name(name: &str) -> Result<&str, &'static str> {
    if name.is_empty() {
        Err("it names no slot")
    } else if name.contains(':') {
        Err("it has more than one colon")
    } else if name.contains(|c: char| c.is_whitespace() || c.is_control()) {
        Err("a slot's name has no spaces")
    } else {
        Ok(name)
    }
}
