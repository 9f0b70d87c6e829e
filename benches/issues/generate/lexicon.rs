//! The words of the generated articles: real ones that every newspaper uses, and a large
//! stock of made ones, drawn as often as words of their rank are in real text. Every
//! character of GB 2312's first level comes in turn in names, so that an issue of eight
//! pages has them all.

use crate::random::Random;

/// The commonest characters, the commonest first.
const COMMON: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也\
能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业\
本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第\
向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求\
老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保\
治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车\
例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究\
观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构\
府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红\
细引听该铁价严";

pub const NOUNS: &[&str] = &[
    "工程",
    "项目",
    "小区",
    "河道",
    "步道",
    "菜场",
    "学校",
    "医院",
    "公交",
    "路灯",
    "老楼",
    "电梯",
    "居民",
    "市民",
    "企业",
    "车间",
    "产品",
    "订单",
    "农户",
    "果园",
    "稻田",
    "水库",
    "码头",
    "桥梁",
    "隧道",
    "站点",
    "图书",
    "展览",
    "剧场",
    "乐团",
    "球队",
    "赛事",
    "课堂",
    "学生",
    "教师",
    "医生",
    "药品",
    "社区",
    "街道",
    "广场",
    "公园",
    "树木",
    "候鸟",
    "湿地",
    "空气",
    "水质",
    "垃圾",
    "管网",
    "电网",
    "煤气",
    "补贴",
    "养老金",
    "医保",
    "服务",
    "窗口",
    "流程",
    "证件",
    "规划",
    "方案",
    "标准",
    "制度",
    "条例",
    "预算",
    "资金",
    "贷款",
    "利率",
    "市场",
    "价格",
    "消费",
    "外贸",
    "港口",
    "物流",
    "快递",
    "仓库",
    "机器人",
    "芯片",
    "软件",
    "数据",
    "平台",
    "网络",
    "实验室",
    "专利",
    "成果",
    "技术",
    "设备",
    "生产线",
    "能源",
    "电池",
    "风电",
    "光伏",
    "民俗",
    "灯会",
    "茶园",
    "手艺",
    "古城",
    "城墙",
    "石桥",
    "老街",
    "牌匾",
    "家谱",
    "戏台",
    "渔船",
    "渡口",
    "山路",
    "班车",
];

pub const VERBS: &[&str] = &[
    "推进", "改造", "修缮", "开放", "启动", "完成", "安装", "检查", "清理", "疏浚", "种植", "采摘",
    "收购", "运送", "销售", "引进", "研发", "测试", "调整", "压缩", "简化", "公布", "征集", "评选",
    "培训", "招聘", "补助", "减免", "登记", "发放", "整治", "巡查", "保护", "恢复", "连通", "拓宽",
    "加固", "更换", "升级", "建成", "投用", "接入", "监测", "统计", "分析", "组织", "动员", "走访",
    "慰问", "演出", "展示", "收藏", "捐赠", "编写", "传授", "记录", "守护", "照料", "陪伴", "救助",
];

pub const ADJECTIVES: &[&str] = &[
    "崭新", "安静", "整洁", "宽敞", "明亮", "陈旧", "狭窄", "拥挤", "便捷", "平稳", "扎实", "细致",
    "热闹", "清澈", "茂密", "稀少", "完整", "复杂", "简单", "特殊", "普通", "重要", "紧迫", "漫长",
    "短暂", "温暖", "寒冷", "新鲜", "丰富", "厚重",
];

pub const ADVERBS: &[&str] = &[
    "陆续", "逐步", "全部", "集中", "率先", "提前", "按时", "免费", "统一", "重新", "连夜", "反复",
    "悄悄", "认真", "主动", "再次", "正式", "全面", "分批", "同步", "仔细", "稳步", "持续", "尽快",
    "专门", "多次", "随即", "依次", "一并", "及时",
];

pub const JOBS: &[&str] = &[
    "局长",
    "科长",
    "经理",
    "站长",
    "校长",
    "主任",
    "院长",
    "馆长",
    "队长",
    "工程师",
    "教授",
    "研究员",
    "村民",
    "居民",
    "店主",
    "司机",
    "护士",
    "教练",
    "志愿者",
    "负责人",
    "讲解员",
    "班长",
];

pub const OFFICES: &[&str] = &[
    "水务局",
    "住建局",
    "交通运输局",
    "文旅局",
    "教育局",
    "卫生健康委",
    "统计局",
    "气象台",
    "图书馆",
    "博物馆",
    "供电公司",
    "公交集团",
    "社区居委会",
    "街道办事处",
    "合作社",
    "研究所",
    "市民热线",
    "救助站",
    "行业协会",
    "园林中心",
];

pub const PLACES: &[&str] = &[
    "区",
    "县",
    "镇",
    "村",
    "街",
    "巷",
    "桥头",
    "湾",
    "渡",
    "岭",
    "洲",
    "坪",
    "门外",
    "路口",
    "社区",
    "开发区",
    "码头",
    "新城",
];

pub const UNITS: &[&str] = &[
    "公里",
    "平方米",
    "吨",
    "人次",
    "户",
    "台",
    "套",
    "册",
    "株",
    "场",
    "件",
    "亩",
    "辆",
    "间",
    "盏",
    "项",
    "名",
    "座",
    "处",
    "小时",
    "万元",
    "亿元",
    "千瓦",
    "立方米",
];

pub const FAMILIES: &str = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚\
卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

/// Words of two characters that are made, as many as a reader knows.
const MADE: usize = 6000;

/// Characters so common that they come of themselves.
const FREQUENT: usize = 1100;

pub struct Lexicon {
    made: Vec<String>,
    /// The sum of the weights up to each made word.
    sums: Vec<f64>,
    /// All rarer characters in an order of chance, and how far it has been gone through.
    rare: Vec<char>,
    at: usize,
}

impl Lexicon {
    pub fn new(random: &mut Random) -> Self {
        let common: Vec<char> = COMMON.chars().collect();
        let mut rest: Vec<char> = level(0xB0..=0xD7);
        rest.retain(|c| !common.contains(c));
        random.shuffle(&mut rest);
        let ranked: Vec<char> = common.into_iter().chain(rest).collect();
        // Those that made words have by the hundred need no turn; of the second level, which is
        // of names and places, come as many as a week's papers have.
        let mut turn: Vec<char> = ranked.iter().copied().skip(FREQUENT).collect();
        turn.extend(level(0xD8..=0xD9));
        random.shuffle(&mut turn);
        let weights = sums(ranked.len(), |rank| 1.0 / (rank as f64 + 25.0));
        let mut made = Vec::with_capacity(MADE);
        while made.len() < MADE {
            let mut one = || ranked[drawn(&weights, random)];
            let (first, second) = (one(), one());
            if first != second {
                made.push(format!("{first}{second}"));
            }
        }
        Self {
            made,
            sums: sums(MADE, |rank| 1.0 / (rank as f64 + 40.0).powf(0.9)),
            rare: turn,
            at: 0,
        }
    }

    /// A made word, often a common one.
    pub fn word(&self, random: &mut Random) -> &str {
        &self.made[drawn(&self.sums, random)]
    }

    /// How far the turn has come.
    pub fn turn(&self) -> usize {
        self.at
    }

    pub fn go_on_from(&mut self, turn: usize) {
        self.at = turn;
    }

    /// The next of the rarer characters, each in its turn.
    pub fn rare(&mut self) -> char {
        let found = self.rare[self.at];
        self.at = (self.at + 1) % self.rare.len();
        found
    }
}

/// The characters of GB 2312 with these first bytes.
fn level(rows: std::ops::RangeInclusive<u8>) -> Vec<char> {
    let mut found = vec![];
    for row in rows {
        for cell in 0xA1..=0xFEu8 {
            let pair = [row, cell];
            let (text, _, broken) = encoding_rs::GBK.decode(&pair);
            // The last five cells of the first level are empty; GBK gives them private points.
            let han = |c: &char| ('\u{4E00}'..='\u{9FFF}').contains(c);
            if !broken {
                found.extend(text.chars().next().filter(han));
            }
        }
    }
    found
}

fn sums(count: usize, weight: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut sum = 0.0;
    (0..count)
        .map(|rank| {
            sum += weight(rank);
            sum
        })
        .collect()
}

fn drawn(sums: &[f64], random: &mut Random) -> usize {
    let all = sums.last().copied().unwrap_or(1.0);
    let wanted = random.share() * all;
    sums.partition_point(|sum| *sum < wanted)
        .min(sums.len() - 1)
}
