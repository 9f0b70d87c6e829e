//! The names of persons in an article, where its words show that they are names: those of writers,
//! and of persons with an office or with words of their own.

use super::passage::is_han;

/// After these a name stands, or several with spaces between.
const BEFORE: [&str; 12] = [
    "全媒体记者",
    "实习记者",
    "本报记者",
    "记者",
    "通讯员",
    "实习生",
    "特约记者",
    "摄影",
    "供图",
    "文/",
    "图/",
    "整理",
];
/// A name ends before these, where no space parts it.
const AFTER: [&str; 12] = [
    "报道", "摄影", "报", "摄", "整理", "供图", "综合", "文", "图", "从", "在", "对",
];

/// Offices and callings that stand before a name or after it.
const OFFICES: [&str; 33] = [
    "局长",
    "市长",
    "县长",
    "区长",
    "镇长",
    "村长",
    "校长",
    "院长",
    "所长",
    "处长",
    "科长",
    "队长",
    "站长",
    "厂长",
    "会长",
    "社长",
    "董事长",
    "书记",
    "主任",
    "主席",
    "经理",
    "总裁",
    "教授",
    "研究员",
    "工程师",
    "医生",
    "护士",
    "老师",
    "村民",
    "居民",
    "市民",
    "职工",
    "负责人",
];
/// What a person does in a report, after the name.
const DOES: [&str; 17] = [
    "说", "介绍", "表示", "告诉", "指出", "认为", "坦言", "回忆", "强调", "带领", "率队", "出席",
    "主持", "解释", "透露", "笑道", "在",
];
/// The commonest surnames of one character: they bear nine names in ten.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢骆岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边";

/// The names of persons in a text; each may stand several times.
pub fn named(text: &str, byline: bool) -> Vec<String> {
    let mut names = writers(text, byline);
    let chars: Vec<char> = text.chars().collect();
    for at in 0..chars.len() {
        names.extend(person(&chars, at));
    }
    names
}

/// A name of three characters that begins at a place: an office before it or nothing, and an
/// office, a deed or nothing after it, and not nothing on both sides.
fn person(chars: &[char], at: usize) -> Option<String> {
    let (before, rest) = chars.split_at_checked(at)?;
    let (name, after) = rest.split_at_checked(3)?;
    if !name.iter().all(|c| is_han(*c)) || !SURNAMES.contains(*name.first()?) {
        return None;
    }
    let (before, after) = (nearest(before, true), nearest(after, false));
    let office = OFFICES.iter().any(|office| before.ends_with(office));
    let title = OFFICES.iter().any(|office| after.starts_with(office));
    let does = DOES.iter().any(|does| after.starts_with(does));
    let free = |side: &str| !side.chars().next().is_some_and(is_han);
    let opens = !before.chars().next_back().is_some_and(is_han);
    let stands = (office && (does || free(&after))) || (opens && (title || does));
    stands.then(|| name.iter().collect())
}

/// The few characters at the end of a text, or at its head.
fn nearest(chars: &[char], end: bool) -> String {
    const FEW: usize = 3;
    let skip = if end {
        chars.len().saturating_sub(FEW)
    } else {
        0
    };
    chars.iter().skip(skip).take(FEW).collect()
}

/// The names of writers in a text.
fn writers(text: &str, byline: bool) -> Vec<String> {
    let mut names = vec![];
    for before in BEFORE {
        for (at, found) in text.match_indices(before) {
            let rest = &text[at + found.len()..];
            list(rest, &mut names);
        }
    }
    if byline {
        list(text, &mut names);
    }
    names
}

/// Names at the head of a text, parted by spaces or points.
fn list(text: &str, names: &mut Vec<String>) {
    let end = text
        .find(|c: char| !is_han(c) && !matches!(c, ' ' | '、' | '\u{3000}'))
        .unwrap_or(text.len());
    for word in text[..end].split([' ', '、', '\u{3000}']) {
        let mut word = word;
        for before in BEFORE {
            word = word.strip_prefix(before).unwrap_or(word);
        }
        for after in AFTER {
            word = word.strip_suffix(after).unwrap_or(word);
        }
        match word.chars().count() {
            // Of two characters, brothers' names are one apart.
            3 | 4 if names.iter().any(|known| known == word) => {}
            3 | 4 => names.push(word.to_string()),
            0 | 2 => {}
            _ => break,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_writers() {
        let of = |text| writers(text, false);
        assert_eq!(
            of("本报讯（记者 张秀丽 通讯员 李大明）为"),
            ["张秀丽", "李大明"]
        );
        assert_eq!(of("记者从市气象局获悉"), [""; 0]);
    }

    #[test]
    fn names_of_persons() {
        let of = |text| named(text, false);
        assert_eq!(of("市水务局局长周海明介绍，工程已完工。"), ["周海明"]);
        assert_eq!(of("工程已完工。周海民说，“明年再修。”"), ["周海民"]);
        assert_eq!(
            of("周海明局长在现场。居民钱小燕（左一）很高兴"),
            ["周海明", "钱小燕"]
        );
        // No names: words that begin like one, or stand in the midst of others.
        assert_eq!(of("村民们高兴地说，黄河水来了。"), [""; 0]);
        assert_eq!(of("市民向记者介绍，黄河边的人多了。"), [""; 0]);
    }
}
