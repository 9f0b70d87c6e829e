"""The same text as a document of each program: headlines bold, paragraphs justified, eight columns."""

import html as web
import os

# The sheet and the margins of a broadsheet page, and its type, in points.
SHEET = (1105.51, 1544.88)
LEFT, TOP, FOOT = 53.2, 98, 60
COLUMNS, GUTTER, BODY, PITCH = 8, 9, 9, 11.25
SONG, BOLD = "NotoSerifCJKSC-Regular.otf", "NotoSerifCJKSC-Bold.otf"
FAMILY = "Noto Serif CJK SC"


def typst(pages, _fonts):
    head = f"""#set page(width: {SHEET[0]}pt, height: {SHEET[1]}pt, margin: (x: {LEFT}pt, top: {TOP}pt, bottom: {FOOT}pt), columns: {COLUMNS})
#set columns(gutter: {GUTTER}pt)
#set text(font: "{FAMILY}", size: {BODY}pt, lang: "zh", region: "cn", top-edge: 7.92pt, bottom-edge: -1.08pt)
#set par(justify: true, leading: 2.25pt, spacing: 2.25pt, first-line-indent: (amount: 2em, all: true))
"""
    body = []
    for page in pages:
        for article in page:
            body.append(f"#text(size: 14pt, weight: \"bold\")[{article['headline']}]")
            body.extend(article["paragraphs"])
    return "columns.typ", head + "\n\n".join(body) + "\n"


def latex(pages, fonts):
    escape = lambda text: text.replace("%", "\\%")
    head = f"""\\documentclass{{article}}
\\usepackage[paperwidth={SHEET[0]}bp,paperheight={SHEET[1]}bp,left={LEFT}bp,right={LEFT}bp,top={TOP}bp,bottom={FOOT}bp]{{geometry}}
\\usepackage{{xeCJK,multicol}}
\\setCJKmainfont[Path={fonts}/,BoldFont={BOLD}]{{{SONG}}}
\\setmainfont[Path={fonts}/,BoldFont={BOLD}]{{{SONG}}}
\\setlength{{\\columnsep}}{{{GUTTER}bp}}\\setlength{{\\parindent}}{{18bp}}\\setlength{{\\parskip}}{{0pt}}
\\setlength{{\\multicolsep}}{{0pt}}\\pagestyle{{empty}}\\tolerance=2000\\hbadness=10000\\vbadness=10000
\\begin{{document}}\\fontsize{{{BODY}bp}}{{{PITCH}bp}}\\selectfont
\\begin{{multicols*}}{{{COLUMNS}}}
"""
    body = []
    for page in pages:
        for article in page:
            body.append(f"{{\\bfseries\\fontsize{{14bp}}{{18bp}}\\selectfont {article['headline']}\\par}}")
            body.extend(escape(text) for text in article["paragraphs"])
    return "columns.tex", head + "\n\n".join(body) + "\n\\end{multicols*}\n\\end{document}\n"


def html(pages, fonts):
    face = lambda file, weight: (
        f'@font-face {{ font-family: "Song"; font-weight: {weight}; src: url("file://{os.path.join(fonts, file)}"); }}'
    )
    head = f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>columns</title><style>
{face(SONG, 400)}
{face(BOLD, 700)}
@page {{ size: {SHEET[0]}pt {SHEET[1]}pt; margin: {TOP}pt {LEFT}pt {FOOT}pt; }}
body {{ margin: 0; font: {BODY}pt/{PITCH}pt "Song"; column-count: {COLUMNS}; column-gap: {GUTTER}pt;
  column-fill: auto; text-align: justify; widows: 1; orphans: 1; }}
h2 {{ font-size: 14pt; line-height: 18pt; margin: 0; text-align: left; }}
p {{ margin: 0; text-indent: 2em; }}
</style></head><body>
"""
    body = []
    for page in pages:
        for article in page:
            body.append(f"<h2>{web.escape(article['headline'])}</h2>")
            body.extend(f"<p>{web.escape(text)}</p>" for text in article["paragraphs"])
    return "columns.html", head + "\n".join(body) + "\n</body></html>\n"


def scribus(pages, _fonts):
    """A script: frames linked in a chain, eight a page, over as many pages as the text needs."""
    text = "\r".join(
        line for page in pages for article in page for line in [article["headline"], *article["paragraphs"]]
    )
    width = (SHEET[0] - 2 * LEFT - (COLUMNS - 1) * GUTTER) / COLUMNS
    height = SHEET[1] - TOP - FOOT
    return "columns.py", f"""import scribus
scribus.newDocument(({SHEET[0]}, {SHEET[1]}), ({LEFT}, {LEFT}, {TOP}, {FOOT}), scribus.PORTRAIT, 1, scribus.UNIT_POINTS,
                    scribus.PAGE_1, 0, {len(pages) + 1})
scribus.createParagraphStyle(name="body", linespacingmode=0, linespacing={PITCH}, alignment=3, firstindent=18)
before = None
for page in range({len(pages) + 1}):
    scribus.gotoPage(page + 1)
    for column in range({COLUMNS}):
        left = {LEFT} + column * ({width} + {GUTTER})
        frame = scribus.createText(left, {TOP}, {width}, {height})
        if before is None:
            scribus.setText({text!r}, frame)
            scribus.setStyle("body", frame)
            scribus.setFont("{FAMILY} Regular", frame)
            scribus.setFontSize({BODY}, frame)
        else:
            scribus.linkTextFrames(before, frame)
        before = frame
pdf = scribus.PDFfile()
pdf.file = "out.pdf"
# Embedding a CFF font whole crashes Scribus 1.5.8.
pdf.subsetList = list(pdf.fonts)
pdf.fonts = []
pdf.save()
scribus.closeDoc()
"""
