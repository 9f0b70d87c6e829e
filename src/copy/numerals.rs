//! Numbers written in han: short ones stay with their unit, as 十二日 and 三千人 do.
//!
//! A single numeral is let go: 一个 and 三种 stand in any sentence, and a hold on each
//! would make lines loose.

use super::units;

/// The longest number with its unit that is held together, in characters.
const LONGEST: usize = 4;

const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两几多余";

/// Calls `hold` for every place that is to be held to the character before it.
pub(super) fn hold(chars: &[char], mut hold: impl FnMut(usize)) {
    let mut start = 0;
    while start < chars.len() {
        if chars[start..].starts_with(&['百', '分', '之']) {
            (start + 1..start + 3).for_each(&mut hold);
            start += 3;
            continue;
        }
        let rest = chars[start..].iter();
        let length = rest.take_while(|c| NUMERALS.contains(**c)).count();
        if length == 0 {
            start += 1;
            continue;
        }
        let end = start + length;
        let unit = units::unit(chars.get(end..).unwrap_or_default());
        let ordinal = start > 0 && chars[start - 1] == '第';
        // 百分之 is no number and a unit.
        if length >= 2 && unit > 0 && length + unit <= LONGEST {
            (start + 1..end + unit).for_each(&mut hold);
        } else if (2..=LONGEST).contains(&length) {
            (start + 1..end).for_each(&mut hold);
        }
        if ordinal {
            hold(start);
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut held = vec![false; chars.len()];
        hold(&chars, |at| held[at] = true);
        let mark = |(&c, held): (&char, bool)| match held {
            true => format!("+{c}"),
            false => c.into(),
        };
        chars.iter().zip(held).map(mark).collect()
    }

    #[test]
    fn short_numbers_stay_whole() {
        for (text, expected) in [
            ("十二日起", "十+二+日起"),
            ("三千人", "三+千+人"),
            ("三十四年", "三+十+四+年"),
            ("二十多小时", "二+十+多小时"),
            ("百分之三十", "百+分+之三+十"),
            ("第一次", "第+一次"),
            ("一个人", "一个人"),
            ("二〇二六年", "二+〇+二+六年"),
            ("一百二十五", "一百二十五"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }
}
