//! Addresses and HTML entities, whose points are part of them.

/// Marks the characters inside web addresses, e-mail addresses and HTML entities.
pub fn protected(chars: &[char]) -> Vec<bool> {
    let mut marks = vec![false; chars.len()];
    let mut start = 0;
    while start < chars.len() {
        if !chars[start].is_ascii_graphic() {
            start += 1;
            continue;
        }
        let end = run(chars, start, |c| c.is_ascii_graphic());
        addresses(&chars[start..end], &mut marks[start..end]);
        start = end;
    }
    marks
}

/// The end of the run of characters that begins at a place.
fn run(chars: &[char], start: usize, holds: impl Fn(char) -> bool) -> usize {
    chars[start..]
        .iter()
        .position(|&c| !holds(c))
        .map_or(chars.len(), |n| start + n)
}

/// Marks the addresses in a run of ASCII without spaces.
fn addresses(word: &[char], marks: &mut [bool]) {
    let mut at = 0;
    // Where the part of the word that may yet belong to an address begins.
    let mut free = 0;
    while at < word.len() {
        let found = match word[at] {
            ':' if word[at..].starts_with(&[':', '/', '/']) => {
                let from = back(word, free, at, |c| c.is_ascii_alphabetic());
                (from < at).then(|| (from, url_end(word, at + 3)))
            }
            'w' | 'W' if is_www(&word[at..]) => Some((at, url_end(word, at + 4))),
            '@' => mail(word, free, at),
            '&' => entity(word, at),
            _ => None,
        };
        if let Some((from, to)) = found {
            marks[from..to].fill(true);
            (at, free) = (to, to);
        } else {
            at += 1;
        }
    }
}

fn back(word: &[char], free: usize, at: usize, holds: impl Fn(char) -> bool) -> usize {
    word[free..at]
        .iter()
        .rposition(|&c| !holds(c))
        .map_or(free, |n| free + n + 1)
}

fn is_www(word: &[char]) -> bool {
    word.len() > 4
        && word[..3].iter().all(|c| c.eq_ignore_ascii_case(&'w'))
        && word[3] == '.'
        && word[4].is_ascii_alphanumeric()
}

/// An address ends before the points and brackets that belong to the sentence.
fn url_end(word: &[char], from: usize) -> usize {
    let from = from.min(word.len());
    let mut end = run(word, from, |c| {
        !matches!(c, '"' | '\'' | '<' | '>' | '(' | ')')
    });
    while end > from && matches!(word[end - 1], ',' | '.' | ':' | ';' | '?' | '!') {
        end -= 1;
    }
    end
}

fn mail(word: &[char], free: usize, at: usize) -> Option<(usize, usize)> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let from = back(word, free, at, part);
    let mut end = run(word, at + 1, part);
    while end > at + 1 && matches!(word[end - 1], '.' | '_' | '-' | '+') {
        end -= 1;
    }
    (from < at && word[at + 1..end].contains(&'.')).then_some((from, end))
}

/// The longest entity that HTML knows has 33 characters.
fn entity(word: &[char], at: usize) -> Option<(usize, usize)> {
    let near = &word[at + 1..word.len().min(at + 34)];
    let length = near
        .iter()
        .position(|&c| !(c.is_ascii_alphanumeric() || c == '#'))?;
    (length > 0 && near[length] == ';').then_some((at, at + length + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> String {
        let chars: Vec<_> = text.chars().collect();
        let marks = protected(&chars);
        chars
            .iter()
            .zip(marks)
            .map(|(&c, kept)| if kept { c } else { '_' })
            .collect()
    }

    #[test]
    fn addresses_are_kept_without_the_sentence_around_them() {
        for (text, expected) in [
            ("见http://a.cn:80/b,c,请", "_http://a.cn:80/b,c__"),
            ("(https://a.cn/?q=1),", "_https://a.cn/?q=1__"),
            ("www.a.cn.", "www.a.cn_"),
            ("信箱:a.b@c.com.cn,a@b", "___a.b@c.com.cn____"),
            ("&nbsp;中&;&x", "&nbsp;_____"),
            ("://a:b", "______"),
            ("wwww", "____"),
        ] {
            assert_eq!(kept(text), expected, "{text}");
        }
    }
}
