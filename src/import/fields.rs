//! The fields that Chinese editorial systems and e-papers name, in Chinese, English or pinyin:
//! one meaning, many names.

/// What a field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// 版次.
    Page,
    /// 版名.
    Section,
    /// 引题.
    Kicker,
    /// 标题.
    Title,
    /// 副题.
    Deck,
    /// 提要.
    Standfirst,
    /// 编者按.
    Note,
    /// 作者.
    Author,
    /// 来源.
    Source,
    /// 正文.
    Body,
    /// 小标题.
    Crosshead,
    /// 坐标.
    Coordinates,
    /// 转版.
    Jump,
    /// 图片: one, or the list of them.
    Image,
    /// The file of a picture.
    File,
    /// 图片说明.
    Caption,
    /// 摄影.
    Credit,
    /// 出版日期.
    Date,
    /// 总期号.
    Number,
    /// 稿件编号.
    Id,
    /// 版本.
    Version,
    /// What the paper, its plant or its archive knows without being told.
    Known,
}

#[rustfmt::skip]
const NAMES: &[(Field, &[&str])] = &[
    (Field::Page, &["版次", "版号", "版序", "page", "pageno", "pagenum", "pagenumber", "banci"]),
    (Field::Section, &["版名", "版面名称", "版面名", "pagename", "section", "sectionname", "banming"]),
    (Field::Kicker, &["引题", "肩题", "肩标题", "眉题", "introtitle", "leadtitle", "kicker", "yinti"]),
    (Field::Title, &["标题", "主题", "正题", "主标题", "题目", "title", "maintitle", "headline", "biaoti", "zhuti"]),
    (Field::Deck, &["副题", "副标题", "subtitle", "deck", "futi", "fubiaoti"]),
    (Field::Standfirst, &["提要", "导语", "摘要", "内容提要", "abstract", "summary", "tiyao"]),
    (Field::Note, &["编者按", "按语", "editornote", "bianzhean"]),
    (Field::Author, &["作者", "署名", "记者", "author", "byline", "writer", "zuozhe"]),
    (Field::Source, &["来源", "稿源", "稿件来源", "source", "laiyuan"]),
    (Field::Body, &["正文", "内容", "文章内容", "稿件内容", "content", "body", "bodytext", "text", "zhengwen", "neirong"]),
    (Field::Crosshead, &["小标题", "小题", "crosshead", "xiaobiaoti"]),
    (Field::Coordinates, &["坐标", "热区", "位置", "coords", "coordinates", "coordinate", "mapping", "area", "points", "rect", "zuobiao"]),
    (Field::Jump, &["转版", "转接", "下转", "上接", "zhuanban", "jump"]),
    (Field::Image, &["图片", "图片列表", "图片集", "附图", "image", "images", "imagelist", "picture", "pictures", "photo", "photos", "img", "tupian"]),
    (Field::File, &["文件", "文件名", "图片文件", "图片路径", "路径", "file", "filename", "src", "href", "path", "url", "imagefile", "imageurl"]),
    (Field::Caption, &["图片说明", "图说", "说明", "图注", "caption", "desc", "description", "imagedesc", "remark", "tushuo"]),
    (Field::Credit, &["摄影", "图片作者", "摄影作者", "摄", "credit", "photographer"]),
    (Field::Date, &["日期", "出版日期", "见报日期", "报纸日期", "date", "pubdate", "publishdate", "pubtime", "riqi"]),
    (Field::Number, &["期号", "总期号", "期次", "issueno", "issuenumber", "qihao"]),
    (Field::Id, &["稿件编号", "稿件号", "稿件id", "编号", "文章编号", "id", "docid", "articleid", "guid", "uid"]),
    (Field::Version, &["版本", "稿件版本", "version", "revision"]),
    (Field::Known, &["报名", "报纸名称", "报社", "字数", "paper", "papername", "words", "wordcount", "charcount", "序号", "order", "sequence", "xmlns", "encoding"]),
];

/// What a name means. Case and the signs between words do not count.
pub fn field(name: &str) -> Option<Field> {
    let plain: String = name
        .chars()
        .filter(|c| !matches!(c, '_' | '-' | ' ' | '.'))
        .flat_map(char::to_lowercase)
        .collect();
    let known = |names: &[&str]| names.contains(&plain.as_str());
    NAMES
        .iter()
        .find(|(_, names)| known(names))
        .map(|(field, _)| *field)
}
