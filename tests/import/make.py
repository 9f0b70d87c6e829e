"""Makes the binary fixtures of tests/import/sources: texts in old encodings, pictures, and Word
documents, some by python-docx and one by hand with what Word can say and an article cannot.
`word/dukou.docx` is LibreOffice's own, of dukou.fodt:
`soffice --headless --convert-to docx:"MS Word 2007 XML" dukou.fodt`.
Run with python-docx and Pillow installed; the results are committed."""

import io
import zipfile
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from PIL import Image

HERE = Path(__file__).parent / "sources"


def picture(size, colour, form):
    out = io.BytesIO()
    image = Image.new("RGB", size, colour)
    for x in range(0, size[0], 60):
        for y in range(size[1]):
            image.putpixel((x, y), (40, 60 + y % 120, 90))
    image.save(out, form, **({"quality": 70} if form == "JPEG" else {}))
    return out.getvalue()


def texts():
    folder = HERE / "text"
    lead = (folder / "liuxi.txt").read_text("utf-8")
    other = "公交首班提前\n\n　　本报讯（记者 韩砚）下周一起，3路、11路公交车首班时间由6时提前至5时30分。末班时间和票价不变。\n\n　　沿途站点没有调整，电子站牌已同步更新，运行一个月后再作优化。\n"
    (folder / "gongjiao.txt").write_bytes(other.replace("\n", "\r\n").encode("gb18030"))
    third = "标题：老楼加梯满百部\n作者：本报记者 温一禾\n版次：第2版\n版名：城事\n正文：\n槐荫社区12幢的电梯昨日投入使用，这是柳桥区为老楼加装的第100部电梯。\n今年区里还将加装60部，补助标准不变。\n"
    (folder / "jiati.txt").write_bytes(b"\xff\xfe" + third.encode("utf-16-le"))
    (folder / "xi.jpg").write_bytes(picture((1000, 650), (120, 160, 140), "JPEG"))
    (folder / "xi.txt").write_text("揭盖之后的柳溪，清晨有人沿步道慢跑。沈未央 摄\n", "utf-8")
    assert lead


def by_package():
    document = docx.Document()
    document.add_paragraph("柳溪暗渠复明工程一期完工", style="Subtitle")
    document.add_paragraph("柳溪回到老城", style="Title")
    document.add_paragraph("本报记者 沈未央")
    first = document.add_paragraph("本报讯　昨日，澜江市")
    first.add_run("柳溪暗渠复明工程").bold = True
    first.add_run("一期通过验收。从钟鼓巷到迎澜门，1.6公里的水泥盖板全部揭除，溪岸步道今日起向市民免费开放。")
    document.add_heading("最难的一步在地下", level=2)
    second = document.add_paragraph("工程去年3月动工，最难的一步不在溪上，而在")
    second.add_run("地下").italic = True
    second.add_run("。溪两岸的9个小区大多建于三十年前，雨水、污水共用一根管子。")
    document.add_picture(io.BytesIO(picture((900, 600), (150, 150, 120), "PNG")))
    document.add_paragraph("图为揭盖后的柳溪。韩砚 摄", style="Caption")
    bold = document.add_paragraph()
    bold.add_run("议事亭里改图纸").bold = True
    document.add_paragraph("社区在巷口搭起一间议事亭，图纸挂上墙，前后开了31场会，改了47处。")
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate([["路段", "长度", "开放"], ["钟鼓巷—书院街", "0.9公里", "今日"], ["书院街—迎澜门", "0.7公里", "今日"]]):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    document.add_paragraph("二期工程计划年底动工，市水务局说，到时仍分段施工。")
    document.save(HERE / "word" / "liuxi.docx")

    look = docx.Document()
    head = look.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run("补书的人不怕慢")
    run.bold, run.font.size = True, Pt(22)
    look.add_paragraph("——市图书馆古籍修复室见闻")
    look.add_paragraph("记者 殷雪鸢")
    look.add_paragraph("　　市图书馆三楼最里间，桌上铺着一册虫蛀的县志。一年修四十册，一册要看几百回。")
    look.add_paragraph("　　“纸也有脾气。”修复师说，天潮的时候，浆要调得稀一些。")
    look.save(HERE / "word" / "bushu.docx")


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ALL = (W + ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
       ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
       ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
       ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
       ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
       ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"')
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def par(inner, look=""):
    return f"<w:p><w:pPr>{look}</w:pPr>{inner}</w:p>"


BODY = [
    par(run("市民中心下周起延时服务"), '<w:pStyle w:val="1"/>'),
    par(run("本报讯　市民中心下周起")
        + '<w:ins w:id="1" w:author="编辑"><w:r><w:t>每周三</w:t></w:r></w:ins>'
        + '<w:del w:id="2" w:author="编辑"><w:r><w:delText>每天</w:delText></w:r></w:del>'
        + run("延时两小时。") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
    par(run("办事指南见") + '<w:hyperlink r:id="rId9">' + run("中心网站") + "</w:hyperlink>" + run("，电话")
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF phone \\h</w:instrText></w:r>'
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("000-00000000")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("。请务必") + run("提前预约", '<w:em w:val="dot"/>') + run("。")),
    par(run("医保、社保、") + '<w:r><w:t>公</w:t><w:softHyphen/><w:t>积金</w:t></w:r>' + run("三个窗口都开。第一行")
        + "<w:r><w:br/></w:r>" + run("第二行另起。")),
    par(run("周三照常", '<w:vanish/>') + run("带证件原件，") + run("复印件", '<w:strike/>') + run("不收。面积单位是m")
        + run("2", '<w:vertAlign w:val="superscript"/>') + run("。")
        + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'),
    par('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        "<wps:wsp><wps:txbx><w:txbxContent>" + par(run("延伸阅读：去年共办件12万件。")) + "</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + par(run("延伸阅读：去年共办件12万件。")) + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        + run("窗口设在一楼东厅。")),
    par(run("带好身份证"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    par('<w:r><w:ruby><w:rt><w:r><w:t>lán</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>澜</w:t></w:r></w:rubyBase></w:ruby></w:r>'
        + run("江市民可凭码取号。") + '<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>'),
    "<w:tbl>" + "".join(
        "<w:tr>" + "".join(f"<w:tc><w:tcPr>{span}</w:tcPr>{par(run(cell))}</w:tc>" for cell, span in row) + "</w:tr>"
        for row in [[("窗口", ""), ("时间", "")], [("全部", '<w:gridSpan w:val="2"/>')], [("医保", ""), ("17时至19时", "")]]) + "</w:tbl>",
    par(run("（以上由全媒体记者 韩砚 整理）")),
]

PARTS = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + f'<Relationship Id="rId1" Type="{R}styles" Target="styles.xml"/><Relationship Id="rId2" Type="{R}footnotes" Target="footnotes.xml"/>'
        + f'<Relationship Id="rId3" Type="{R}header" Target="header1.xml"/>'
        + f'<Relationship Id="rId9" Type="{R}hyperlink" Target="https://yangbao.example/" TargetMode="External"/></Relationships>',
    "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>',
    "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>以中心公告为准。</w:t></w:r></w:p></w:footnote></w:footnotes>',
    "word/header1.xml": f'<w:hdr {W}><w:p><w:r><w:t>样报社内部稿签</w:t></w:r></w:p></w:hdr>',
    "word/document.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {ALL}><w:body>{"".join(BODY)}<w:sectPr/></w:body></w:document>',
}


def archive(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in parts.items():
            out.writestr(zipfile.ZipInfo(name, (2026, 11, 21, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)


def pictures():
    for folder in ["nitf", "ninjs", "editorial"]:
        (HERE / folder / "xi.jpg").write_bytes(picture((1000, 660), (100, 140, 160), "JPEG"))
    (HERE / "editorial" / "lou.png").write_bytes(picture((700, 980), (160, 150, 110), "PNG"))


texts()
by_package()
archive(HERE / "word" / "yanshi.docx", PARTS)
pictures()
