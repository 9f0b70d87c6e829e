//! Where a source says that something stands: page numbers, dates, numbers of issues and
//! coordinates, as people write them.

use crate::manifest::Date;

/// The number of a page: `1`, `01`, `第1版`, `A01`. Pages of other series (`B02`) have none
/// of ours.
pub fn page(label: &str) -> Option<u32> {
    let text = label.trim().trim_start_matches('第').trim_end_matches('版');
    let text = text.strip_prefix(['A', 'a', 'Ａ']).unwrap_or(text);
    let number = digits(text)?.parse().ok()?;
    (1..=999).contains(&number).then_some(number)
}

/// A number that has nothing beside it but the words around issue numbers: `总第12350期`.
pub fn number(text: &str) -> Option<u32> {
    let text = text
        .trim()
        .trim_start_matches(['总', '第', '：', ':'])
        .trim_end_matches('期');
    digits(text)?.parse().ok().filter(|number| *number > 0)
}

/// A text that is digits alone, full-width ones too.
fn digits(text: &str) -> Option<String> {
    let plain: Option<String> = text
        .trim()
        .chars()
        .map(|c| match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
            _ => None,
        })
        .collect();
    plain.filter(|text| !text.is_empty())
}

/// A day: `2026-11-21`, `2026/11/21`, `20261121`, `2026年11月21日`, with or without a time after it.
pub fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let head: String = text.chars().take(8).collect();
    let numbers: Vec<u32> = match head.len() == 8 && head.bytes().all(|b| b.is_ascii_digit()) {
        true => vec![
            head[..4].parse().ok()?,
            head[4..6].parse().ok()?,
            head[6..].parse().ok()?,
        ],
        false => text
            .split(|c: char| !c.is_ascii_digit())
            .filter(|part| !part.is_empty())
            .take(3)
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?,
    };
    let [year, month, day] = numbers.as_slice() else {
        return None;
    };
    let written = format!("{year:04}-{month:02}-{day:02}");
    let date: toml::value::Datetime = written.parse().ok()?;
    date.try_into().ok()
}

/// The box around coordinates: left, top, right, bottom. Rectangles are four numbers, outlines
/// more; a `%` and other signs part them.
pub fn bounds(text: &str) -> Option<(f64, f64, f64, f64)> {
    let numbers: Vec<f64> = text
        .split(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok().filter(|n: &f64| n.is_finite()))
        .collect::<Option<_>>()?;
    if numbers.len() < 4 || numbers.len() % 2 == 1 {
        return None;
    }
    let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    for pair in numbers.chunks_exact(2) {
        let &[x, y] = pair else { continue };
        (left, top, right, bottom) = (left.min(x), top.min(y), right.max(x), bottom.max(y));
    }
    (right > left && bottom > top).then_some((left, top, right, bottom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_numbers() {
        for (label, expected) in [
            ("1", Some(1)),
            ("01", Some(1)),
            ("第12版", Some(12)),
            ("A03", Some(3)),
            ("Ａ０３", Some(3)),
            ("B02", None),
            ("要闻", None),
            ("0", None),
            ("", None),
        ] {
            assert_eq!(page(label), expected, "{label}");
        }
        assert_eq!(number("总第12350期"), Some(12350));
        assert_eq!(number("x"), None);
    }

    #[test]
    fn days() {
        for text in [
            "2026-11-21",
            "2026/11/21 08:00",
            "20261121",
            "20261121T080000Z",
            "2026年11月21日 星期六",
            "2026-11-21T08:00:00+08:00",
        ] {
            assert_eq!(
                date(text).map(|date| date.to_string()).as_deref(),
                Some("2026-11-21"),
                "{text}"
            );
        }
        assert!(date("2026-13-01").is_none() && date("明天").is_none());
    }

    #[test]
    fn boxes() {
        assert_eq!(bounds("10,20,110,220"), Some((10.0, 20.0, 110.0, 220.0)));
        assert_eq!(
            bounds("0%,0% 50%,0% 50%,30% 0%,30%"),
            Some((0.0, 0.0, 50.0, 30.0))
        );
        assert_eq!(bounds("1,2,3"), None);
        assert_eq!(bounds("9,9,9,9"), None);
    }
}
