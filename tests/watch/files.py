"""The screen follows the files on disk."""

import shutil

from person import *


def follows(page, asked):
    """An edit on disk shows; size and scroll stay; only the page that changed is sent again."""
    shot(page, "open")
    expect(page.locator("h1")).to_have_text("样报 2022-04-16")
    # Close in on a line of the lead.
    x, y = middle(line_of(page, "看门人"))
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    for _ in range(4):
        page.mouse.wheel(0, -120)
        page.wait_for_timeout(60)
    page.keyboard.up("Control")
    page.wait_for_timeout(300)
    inside = line_of(page, "看门人")
    near = middle(inside)
    assert abs(near[0] - x) < 30 and abs(near[1] - y) < 30, (near, x, y)
    before, old = place(page), look(page)
    assert before[0] > 0 and before[1] > 0, before
    shot(page, "closer")
    until(page, "[...document.querySelectorAll('#strip img')].every((img) => img.complete)")
    asked.clear()
    edit(LEAD, "看门人", "守门人")
    until(page, "(old) => document.getElementById('page').dataset.url !== old", arg=old)
    assert place(page) == before, (place(page), before)
    assert line_of(page, "守门人") and not line_of(page, "看门人")
    sent = {url for url in asked if url.endswith("page.svg")}
    assert len(sent) == 1, sent
    # The same glyphs stand on the screen as in the page that the server has.
    drawn = page.evaluate("fetch(document.getElementById('page').src).then((a) => a.text()).then((t) => t.includes('<svg'))")
    assert drawn


def troubles(page, _):
    """What is over is red; what is broken stands over the last good page, and goes by itself."""
    page.locator("#view").focus()
    page.keyboard.press("o")
    old = look(page)
    text = LEAD.read_text(encoding="utf-8")
    LEAD.write_text(text + "\n" + "江水涨了又落，城门开了又关，人来人往。" * 8 + "\n", encoding="utf-8")
    until(page, "(old) => document.getElementById('page').dataset.url !== old", arg=old)
    expect(page.locator("#over rect.over")).to_have_count(1)
    expect(page.locator("#status")).to_contain_text("1 error")
    expect(page.locator("#strip button").first).to_contain_text("1 error")
    expect(page.locator("#findings")).to_contain_text("issues/2022-04-16/issue.toml:52")
    expect(page.locator("#trouble")).to_be_hidden()
    shot(page, "overset")
    LEAD.write_text(text, encoding="utf-8")
    expect(page.locator("#over rect.over")).to_have_count(0)
    good = look(page)
    layout = ROOT / "layouts/tabloid/front.typ"
    code = layout.read_text(encoding="utf-8")
    layout.write_text(code.replace("#let render(page)", "#let render(page"), encoding="utf-8")
    expect(page.locator("#trouble")).to_be_visible()
    expect(page.locator("#trouble .place").first).to_contain_text("layouts/tabloid/front.typ:")
    assert look(page) == good
    shot(page, "error")
    layout.write_text(code, encoding="utf-8")
    expect(page.locator("#trouble")).to_be_hidden()
    expect(page.locator("#status")).to_contain_text("no errors")
    # A picture and a layout.
    layout.write_text(code.replace("size.xiaosi", "size.wu"), encoding="utf-8")
    until(page, "(old) => document.getElementById('page').dataset.url !== old", arg=good)
    layout.write_text(code, encoding="utf-8")
    until(page, "(old) => document.getElementById('page').dataset.url === old", arg=good)
    (ISSUE / "pictures/flowers.jpg").write_bytes((ISSUE / "pictures/stream.jpg").read_bytes())
    until(page, "(old) => document.getElementById('page').dataset.url !== old", arg=good)


def material(page, _):
    """The manifest and the fonts: a font that is put in, and one that takes another's place."""
    manifest = ISSUE / "issue.toml"
    text, first = manifest.read_text(encoding="utf-8"), look(page)
    edit(manifest, "迎澜门城楼 今天重新开门", "迎澜门城楼 明天重新开门")
    turned(page, first)
    assert line_of(page, "明天重新开门")
    manifest.write_text(text, encoding="utf-8")
    until(page, "(old) => document.getElementById('page').dataset.url === old", arg=first)
    bold = ROOT / "fonts/NotoSansCJKSC-Bold.otf"
    kept = bold.read_bytes()
    bold.unlink()
    without = turned(page, first)
    shot(page, "font-gone")
    brought = ROOT / "fonts/brought.otf"
    brought.write_bytes(kept)
    again = turned(page, without)
    # The same face under another name: the page is what it was.
    assert again == first, (again, first)
    other = ROOT / "fonts/other"
    shutil.copyfile(ROOT / "fonts/NotoSansCJKSC-Black.otf", other)
    other.replace(brought)
    turned(page, first)
    expect(page.locator("#trouble")).to_be_hidden()


def ways(page, _):
    """What is over gets ways out, a while after the page; an edit does not wait for them."""
    text = LEAD.read_text(encoding="utf-8")
    old = look(page)
    LEAD.write_text(text + "\n" + "江水涨了又落，城门开了又关，人来人往。" * 4 + "\n", encoding="utf-8")
    over = turned(page, old)
    page.mouse.click(*middle(line_of(page, "看门人")))
    expect(page.locator("#panel h3")).to_have_text("lead")
    told = page.locator("#panel #ways li")
    expect(told.first).to_contain_text("cut ")
    assert look(page) == over, "the page is the same"
    shot(page, "ways")
    # Another edit: the page first, without the ways that were; then those that are.
    edit(LEAD, "看门人", "守门人")
    turned(page, over)
    expect(told.first).to_contain_text("cut ")
    LEAD.write_text(text, encoding="utf-8")
    until(page, "(old) => document.getElementById('page').dataset.url === old", arg=old)
    expect(told).to_have_count(0)


def states(page, _):
    """Mistakes in states.toml are told at their lines; what cannot be read does not pass for open."""
    first = page.locator("#strip button").first
    expect(first).to_contain_text("open 未校")
    file = ISSUE / "states.toml"
    file.write_text('[[page]]\nnumber = 1\nstate = "signd"\n', encoding="utf-8")
    expect(page.locator("#findings")).to_contain_text("issues/2022-04-16/states.toml:3")
    expect(first).to_contain_text("unknown 不明")
    shot(page, "states-broken")
    file.write_text('[[page]]\nnumber = 1\nstate = "proofed"\nby = "林一白"\nat = "2022-04-16T17:12:00Z"\n', encoding="utf-8")
    expect(first).to_contain_text("proofed 已校")
    expect(page.locator("#status")).to_contain_text("no errors")
