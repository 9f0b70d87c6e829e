//! Which elements are paragraphs and headings, which are passed over, and what the others mean.

pub fn heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl2")
}

pub fn block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "blockquote"
            | "bq"
            | "block"
            | "li"
            | "dd"
            | "dt"
            | "dl"
            | "ol"
            | "ul"
            | "pre"
            | "center"
            | "figure"
            | "body"
            | "address"
            | "header"
            | "footer"
            | "hr"
            | "note"
            | "credit"
    )
}

pub fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "del"
            | "script"
            | "style"
            | "head"
            | "svg"
            | "math"
            | "object"
            | "iframe"
            | "video"
            | "audio"
            | "noscript"
            | "template"
    )
}

/// What an element means that an article has no way to say.
pub fn unset(name: &str) -> Option<&'static str> {
    Some(match name {
        "a" => "the address of a link",
        "sup" => "raised type",
        "sub" => "lowered type",
        "u" => "underlining",
        "s" | "strike" => "striking through",
        "del" => "deleted text",
        "hr" => "a rule",
        "ol" => "the numbers of a list",
        "ul" => "the bullets of a list",
        "script" => "a script",
        "svg" => "a drawing in the text",
        "math" => "a formula",
        "object" | "iframe" | "video" | "audio" => "an embedded object",
        "form" | "input" | "button" | "select" => "a form",
        _ => return None,
    })
}
