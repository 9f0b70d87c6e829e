//! A report's lead (电头): 本报讯（记者 …）, 新华社北京11月21日电（记者 …）, 本报记者 ….
//!
//! It stands at the head of an article's first paragraph, and of the first paragraph below
//! a crosshead, where a brief begins. It becomes runs of its own, which a template sets in
//! other type; not a character of the text is changed.

use super::clean::is_han;
use super::{Block, BlockKind, Role, Run};

/// The longest lead before its bracket, in characters: 新华社 + a far city + a date + 电.
const LONGEST: usize = 30;
/// The longest bracket that names reporters.
const LONGEST_NAMES: usize = 60;
/// The longest Chinese name that stands between spaces.
const NAME: usize = 4;

/// Marks the leads of an article.
pub(super) fn mark(blocks: &mut [Block]) {
    let mut first = true;
    for block in blocks {
        match &mut block.kind {
            BlockKind::Paragraph(runs) => {
                if std::mem::replace(&mut first, false) {
                    mark_runs(runs);
                }
            }
            BlockKind::Crosshead(_) => first = true,
            BlockKind::Credit(_) | BlockKind::Picture { .. } => {}
        }
    }
}

/// Gives the characters of a paragraph's lead their roles.
fn mark_runs(runs: &mut Vec<Run>) {
    let chars: Vec<char> = runs.iter().flat_map(|run| run.text.chars()).collect();
    let Some(Lead { words, names }) = lead(&chars) else {
        return;
    };
    let mut marked: Vec<Run> = vec![];
    let mut at = 0;
    for run in std::mem::take(runs) {
        for c in run.text.chars() {
            let role = match at {
                at if at < words => Role::Lead,
                // The brackets stay with the text, so that marks beside them are squeezed.
                at if at > words && at + 1 < names => Role::Reporter,
                _ => run.role,
            };
            let strong = run.strong && !matches!(role, Role::Lead | Role::Reporter);
            match marked.last_mut() {
                Some(last) if last.role == role && last.strong == strong => last.text.push(c),
                _ => marked.push(Run {
                    text: c.into(),
                    strong,
                    role,
                }),
            }
            at += 1;
        }
    }
    *runs = marked;
}

/// How far a lead reaches, in characters.
#[derive(Debug, PartialEq, Eq)]
struct Lead {
    /// The end of its words.
    words: usize,
    /// The end of the bracket behind them, or that of the words.
    names: usize,
}

fn lead(chars: &[char]) -> Option<Lead> {
    let mark = usize::from(chars.first().is_some_and(|c| "■□◎○●◆◇▲△".contains(*c)));
    let rest = &chars[mark..];
    if starts(rest, "本报记者") {
        let words = mark + names(rest)?;
        return Some(Lead {
            words,
            names: words,
        });
    }
    let words = mark + source(rest)?;
    Some(Lead {
        words,
        names: words + bracket(&chars[words..]),
    })
}

/// The end of 本报讯, 本报某地4月10日讯, 新华社某地4月10日电, 据新华社电.
fn source(chars: &[char]) -> Option<usize> {
    const SOURCES: [&str; 7] = [
        "本报",
        "本刊",
        "新华社",
        "中新社",
        "中新网",
        "人民网",
        "新华网",
    ];
    let from = usize::from(starts(chars, "据"));
    let source = SOURCES
        .iter()
        .find(|source| starts(&chars[from..], source))?;
    let after = from + source.chars().count();
    let near = &chars[after..chars.len().min(LONGEST)];
    let length = near.iter().position(|&c| matches!(c, '讯' | '电'))?;
    let place: String = near[..length].iter().collect();
    let plain = place
        .chars()
        .all(|c| is_han(c) || c.is_ascii_digit() || matches!(c, ' ' | '/' | '／' | '·'));
    // Either nothing stands between, or the day: 本报通讯员 and 本报电话 are no leads.
    let dated = place.ends_with('日') && place.contains('月') || place.trim().is_empty();
    let end = after + length + 1;
    // 本报讯息 is a word, and so is 新华社电视台; a lead is followed by its bracket or
    // a space, or the day stands before it.
    let closed = match chars.get(end) {
        Some('（' | ' ' | '：' | '，') | None => true,
        Some(&c) => !place.trim().is_empty() && c != '视' && c != '话' && c != '息',
    };
    (plain && dated && closed).then_some(end)
}

/// The end of a bracket that names who reports.
fn bracket(chars: &[char]) -> usize {
    // Between the words and the bracket an editor may have a space.
    if chars.first() != Some(&'（') {
        return 0;
    }
    let near = &chars[..chars.len().min(LONGEST_NAMES)];
    let Some(end) = near.iter().position(|&c| c == '）') else {
        return 0;
    };
    let inner: String = near[..end].iter().collect();
    const WORDS: [&str; 6] = ["记者", "通讯员", "实习生", "作者", "文/", "摄影"];
    match WORDS.iter().any(|word| inner.contains(word)) {
        true => end + 1,
        false => 0,
    }
}

/// The end of 本报记者 and the names after it; each stands between spaces.
fn names(chars: &[char]) -> Option<usize> {
    let near = &chars[..chars.len().min(LONGEST_NAMES)];
    let mut end = None;
    let mut start = 0;
    while let Some(length) = near[start..].iter().position(|&c| c == ' ') {
        let word = &near[start..start + length];
        let head = if start == 0 {
            "本报记者".chars().count()
        } else {
            0
        };
        if word.len() > head + NAME || !word.iter().all(|&c| is_han(c)) {
            break;
        }
        // A lone 本报记者 is not yet a name.
        if start > 0 || word.len() > head {
            end = Some(start + length);
        }
        start += length + 1;
    }
    end
}

fn starts(chars: &[char], with: &str) -> bool {
    let mut chars = chars.iter();
    with.chars().all(|c| chars.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text with ‹› about its lead's words and «» about its reporters.
    fn shown(text: &str) -> String {
        let mut runs = vec![Run {
            text: text.into(),
            ..Run::default()
        }];
        mark_runs(&mut runs);
        let shown = |run: &Run| match run.role {
            Role::Lead => format!("‹{}›", run.text),
            Role::Reporter => format!("«{}»", run.text),
            _ => run.text.clone(),
        };
        runs.iter().map(shown).collect()
    }

    #[test]
    fn leads_are_known_by_their_words() {
        for expected in [
            "‹本报讯›（«记者 沈未央»）清晨6时，",
            "‹本报讯›（«记者 沈未央 通讯员 李一»）清晨",
            "‹本报讯› 清晨6时，",
            "‹本报北京4月10日讯›（«记者 沈未央»）清晨",
            "‹新华社北京11月21日电›（«记者 沈未央»）国务院",
            "‹据新华社北京11月21日电›国务院",
            "‹据新华社电›（«记者 沈未央»）国务院",
            "‹■本报记者 沈未央 通讯员 李一› 清晨六点钟",
            "‹本报记者沈未央› 清晨六点钟",
            // And what is none.
            "本报记者昨日走进社区，看见",
            "本报讯息中心昨日成立",
            "本报电话 12345",
            "据新华社报道，国务院",
            "新华社电视台昨日开播",
            "本报通讯员队伍",
            "据气象台消息，4月10日有雷电",
        ] {
            let text: String = expected.chars().filter(|c| !"‹›«»".contains(*c)).collect();
            assert_eq!(shown(&text), *expected);
        }
    }

    #[test]
    fn bold_copy_does_not_part_a_lead() {
        let run = |text: &str, strong| Run {
            text: text.into(),
            strong,
            role: Role::Text,
        };
        let mut runs = vec![run("本报讯", true), run("（记者 沈未央）清晨", false)];
        mark_runs(&mut runs);
        let roles: Vec<_> = runs.iter().map(|run| (run.role, run.strong)).collect();
        use Role::{Lead, Reporter, Text};
        assert_eq!(
            roles,
            [
                (Lead, false),
                (Text, false),
                (Reporter, false),
                (Text, false)
            ]
        );
    }
}
