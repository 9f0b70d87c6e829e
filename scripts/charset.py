#!/usr/bin/python3
"""Print the code points a face of fonts/ is to carry, one U+XXXX a line.

    charset.py wide   GB 18030-2022 at implementation level 2, or a little more
    charset.py full   GBK and the 8,105 characters of the 通用规范汉字表

The standard characters come from Unihan's kTGH field; the GB sets from Python's codecs.
Code points a font does not map are left out by the subsetter.
"""

import bz2
import sys

UNIHAN = "/usr/share/unicode/Unihan_OtherMappings.txt.bz2"

# Every face carries these besides its han characters: what a page's copy may hold.
SIGNS = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1, Latin Extended-A
    (0x018F, 0x01DC),  # pinyin vowels and neighbours
    (0x01F8, 0x01F9),  # ǹ
    (0x0251, 0x0251),  # ɑ
    (0x0261, 0x0261),  # ɡ
    (0x02C6, 0x02DD),  # tone marks, modifiers
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x1E3E, 0x1E3F),  # ḿ
    (0x2000, 0x206F),  # general punctuation: ‐ – — ‘ ’ “ ” • … ‰ ′ ″ ※, ZWSP, word joiner
    (0x2070, 0x209F),  # superscripts, subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x218F),  # ℃ № ™ Ⅰ ⅰ ⅓
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2300, 0x23FF),  # technical
    (0x2460, 0x24FF),  # ① ⑴ ⒈
    (0x2500, 0x257F),  # box drawing
    (0x2580, 0x259F),  # blocks
    (0x25A0, 0x25FF),  # ■ □ ▲ △ ◆ ◇ ○ ●
    (0x2600, 0x267F),  # ★ ☆ ☎ ♀ ♂
    (0x2700, 0x27BF),  # ✓ ❶
    (0x2E3A, 0x2E3B),  # the long dashes
    (0x2E80, 0x2FDF),  # radicals
    (0x2FF0, 0x303F),  # 、。〇《》「」【】〓
    (0x3041, 0x30FF),  # kana
    (0x3105, 0x312F),  # bopomofo
    (0x3200, 0x32FF),  # ㈠ ㊣
    (0x3300, 0x33FF),  # ㎏ ㎡ ㎎
    (0xFE10, 0xFE19),  # vertical forms
    (0xFE30, 0xFE4F),  # vertical forms
    (0xFE50, 0xFE6B),  # small forms
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE5),  # ￥
    (0x1F100, 0x1F10A),  # 🄀 ⒈'s kin
]

URO = range(0x4E00, 0xA000)
URO_ADDED = range(0x9FA6, 0xA000)  # decoders of today give some GBK bytes these
EXTENSION_A = range(0x3400, 0x4DC0)


def standard():
    """The 8,105 characters of the 通用规范汉字表 (2013)."""
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as lines:
        fields = (line.split("\t") for line in lines if "\tkTGH\t" in line)
        found = {int(code[2:], 16) for code, _, _ in fields}
    if len(found) != 8105:
        sys.exit(f"charset.py: {UNIHAN} lists {len(found)} standard characters, not 8105")
    return found


def two_byte(codec):
    """What a double-byte GB codec can write, without private-use code points."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                text = bytes((lead, trail)).decode(codec)
            except UnicodeDecodeError:
                continue
            found.update(ord(c) for c in text if not 0xE000 <= ord(c) <= 0xF8FF)
    return found


def characters(name):
    signs = {c for first, last in SIGNS for c in range(first, last + 1)}
    if name == "wide":
        return signs | standard() | two_byte("gb18030") | set(URO) | set(EXTENSION_A)
    if name == "full":
        return signs | standard() | two_byte("gbk") | two_byte("gb18030") | set(URO_ADDED)
    sys.exit(f"charset.py: no set is called {name!r}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print("\n".join(f"U+{c:04X}" for c in sorted(characters(sys.argv[1]))))
