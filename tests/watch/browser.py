"""A person at the screen of `dayang watch`: a real browser, headless, and the files on disk.

Called by browser.rs with the address, the project's folder and the name of a case; whatever is not
as it should be ends it with an error. With DAYANG_SHOTS a folder gets pictures of every state.
"""

import os
import sys
import time
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

ADDRESS, ROOT, CASE = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
ISSUE = ROOT / "issues/2022-04-16"
LEAD = ISSUE / "articles/t1-lead.md"
PATIENCE = 120_000
SHOTS = os.environ.get("DAYANG_SHOTS")
CHROMIUM = next(
    (path for path in (os.environ.get("DAYANG_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser",
                       "/usr/bin/google-chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
                       "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
     if path and Path(path).exists()), None)
if not CHROMIUM:
    sys.exit("Chromium is needed by the tests (scripts/test installs it)")


def main():
    with sync_playwright() as playwright:
        # The sandbox of a browser wants what a container often lacks; it opens our own page only.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1500, "height": 950},
                                      permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        faults, asked = [], []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: line.type == "error" and faults.append(line.text))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(ADDRESS)
        shown(page)
        CASES[CASE](page, asked)
        assert not faults, faults
        browser.close()


def shown(page):
    """Waits until the picture of the page is there."""
    until(page, "document.getElementById('page').naturalWidth > 0 && document.getElementById('wait').hidden")
    until(page, "document.querySelectorAll('#strip button').length === 4")
    until(page, "document.querySelector('#panel section') !== null")


def until(page, expression, arg=None):
    """Waits for something on the page. It is asked from here: the page lets nobody's text run as code."""
    end = time.monotonic() + PATIENCE / 1000
    while not page.evaluate(expression, arg):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


def look(page):
    return page.get_attribute("#page", "data-url")


def shot(page, name):
    if SHOTS:
        page.wait_for_timeout(400)
        page.screenshot(path=f"{SHOTS}/{name}.png")


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def line_of(page, text):
    """A line on the page, in pixels of the screen."""
    return page.evaluate(
        """async (text) => {
            const number = Number(document.getElementById('number').value);
            const news = await (await fetch('state.json')).json();
            const over = await (await fetch('overlay/' + news.pages.find((page) => page.number === number).overlay)).json();
            const line = over.lines.find((line) => line.text.includes(text));
            if (!line) return null;
            const sheet = document.getElementById('sheet').getBoundingClientRect();
            const scale = sheet.width / over.width;
            return { ...line, left: sheet.left + line.x * scale, top: sheet.top + line.y * scale,
                     wide: line.width * scale, high: line.height * scale };
        }""", text)


def middle(line):
    return line["left"] + line["wide"] / 2, line["top"] + line["high"] / 2


def place(page):
    return page.evaluate("[document.getElementById('view').scrollLeft, document.getElementById('view').scrollTop, document.getElementById('zoom').textContent]")


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


def moves(page, _):
    """The keyboard is that of a PDF viewer."""
    number = page.locator("#number")
    view = page.locator("#view")
    view.focus()
    for key, at in [("PageDown", "2"), ("n", "3"), ("ArrowRight", "4"), ("End", "4"), ("PageUp", "3"),
                    ("Home", "1"), ("3", "3"), ("p", "2")]:
        page.keyboard.press(key)
        expect(number).to_have_value(at)
    page.keyboard.press("g")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    expect(number).to_have_value("4")
    expect(page.locator("#strip [aria-current=page] .name span").first).to_have_text("4")
    fitted = page.inner_text("#zoom")
    page.keyboard.press("+")
    assert page.inner_text("#zoom") != fitted
    page.keyboard.press("0")
    assert page.inner_text("#zoom") == fitted
    page.keyboard.press("w")
    wide = page.evaluate("document.getElementById('sheet').offsetWidth > document.getElementById('view').clientWidth * .9")
    assert wide
    top = page.evaluate("document.getElementById('view').scrollTop")
    page.keyboard.press("Space")
    until(page, "(top) => document.getElementById('view').scrollTop > top + 100", arg=top)
    # To a single character.
    for _ in range(40):
        page.keyboard.press("+")
    size = page.evaluate("document.getElementById('sheet').offsetWidth")
    assert size > 40_000, size
    shot(page, "character")
    page.keyboard.press("0")
    # Drag moves and chooses nothing.
    page.keyboard.press("w")
    page.mouse.move(600, 500)
    page.mouse.down()
    page.mouse.move(600, 300, steps=5)
    page.mouse.up()
    assert page.evaluate("document.getElementById('view').scrollTop") > 100
    expect(page.locator("#panel h2").first).to_have_text("Nothing is chosen")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    shot(page, "keys")
    page.keyboard.press("Escape")
    expect(page.locator("dialog#keys")).to_be_hidden()
    # Everything that can be pressed has a name, and shows where the keyboard is.
    nameless = page.evaluate("[...document.querySelectorAll('button, input')].filter((one) => !(one.getAttribute('aria-label') || one.innerText.trim())).length")
    assert nameless == 0, nameless
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", outline


def overlays(page, _):
    """Each overlay has a key and a button, and draws what it says."""
    page.locator("#view").focus()
    draws = {"b": ("grid", "line.base", 60), "s": ("slots", ".slot", 5), "o": ("fit", ".spare, .label", 2),
             "t": ("threads", "path.thread", 8), "h": ("heads", ".head", 5), "r": ("pictures", ".ppi", 2)}
    for key, (layer, what, least) in draws.items():
        button = page.locator(f"#layers button[aria-keyshortcuts={key}]")
        page.keyboard.press(key)
        expect(button).to_have_attribute("aria-pressed", "true")
        count = page.locator(f"#over [data-layer={layer}] :is({what})").count()
        assert count >= least, (key, count)
        shot(page, f"overlay-{layer}")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
        expect(page.locator(f"#over [data-layer={layer}]")).to_have_count(0)
    words = page.evaluate("""() => { document.querySelector('#layers button[aria-keyshortcuts=s]').click();
        return [...document.querySelectorAll('#over text')].map((one) => one.textContent) }""")
    assert any("lead · article 稿件" in word for word in words), words
    page.keyboard.press("Escape")
    page.keyboard.press("i")
    expect(page.locator("#legend")).to_contain_text("nowhere over 240 %")
    until(page, "document.getElementById('ink').naturalWidth > 100")
    shot(page, "overlay-ink")
    page.keyboard.press("i")
    page.keyboard.press("d")
    expect(page.locator("#legend")).to_contain_text("not been signed")
    page.keyboard.press("d")
    seen = set()
    for key, name in [("c", "cyan"), ("m", "magenta"), ("y", "yellow"), ("k", "black")]:
        page.keyboard.press(key)
        until(page, "(name) => document.getElementById('plate').dataset.url?.endsWith(name + '.svg') && document.getElementById('plate').naturalWidth > 0", arg=name)
        expect(page.locator("#plate")).to_be_visible()
        pressed = page.locator("#layers [aria-pressed=true]")
        expect(pressed).to_have_count(1)
        seen.add(page.evaluate("fetch(document.getElementById('plate').src).then((a) => a.text()).then((t) => t.length)"))
        shot(page, f"plate-{name}")
    assert len(seen) == 4, seen
    page.keyboard.press("k")
    expect(page.locator("#plate")).to_be_hidden()


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


def clicks(page, _):
    """A click leads to the line's file and line; the slot shows how it fits."""
    line = line_of(page, "看门人")
    page.mouse.click(*middle(line))
    expect(page.locator("#panel .quote")).to_have_text(line["text"])
    at = line["place"]["line"]
    text = LEAD.read_text(encoding="utf-8").splitlines()[at - 1]
    assert line["text"].lstrip()[:4] in text, (line, text)
    told = page.locator("#panel .place").first
    expect(told).to_have_text(f"issues/2022-04-16/articles/t1-lead.md:{at}")
    expect(page.locator("#over .chosen")).to_have_count(1)
    table = page.locator("#panel table#fit tbody tr")
    expect(table).to_have_count(4)
    expect(page.locator("#panel")).to_contain_text("lead")
    shot(page, "line")
    page.keyboard.press("l")
    until(page, "document.getElementById('said').textContent.startsWith('Copied')")
    assert page.evaluate("navigator.clipboard.readText()") == f"issues/2022-04-16/articles/t1-lead.md:{at}"
    told.click()
    # The keyboard goes from line to line.
    page.keyboard.press(".")
    expect(page.locator("#panel .quote")).not_to_have_text(line["text"])
    page.keyboard.press(",")
    expect(page.locator("#panel .quote")).to_have_text(line["text"])
    # The picture, by its own place.
    page.mouse.click(600, 380)
    expect(page.locator("#panel")).to_contain_text("pictures/flowers.jpg")
    page.keyboard.press("l")
    until(page, "document.getElementById('said').textContent.includes('issue.toml:34')")
    page.keyboard.press("]")
    expect(page.locator("#over .chosen-slot")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#over .chosen-slot")).to_have_count(0)


def foreign(page, _):
    """Another site cannot read anything, not even with the key."""
    other = page.context.browser.new_context().new_page()
    other.route("http://evil.example/*", lambda route: route.fulfill(body="<p>evil", content_type="text/html"))
    other.goto("http://evil.example/")
    for path in ("state.json", "events", "app.js"):
        got = other.evaluate("(url) => fetch(url).then((a) => a.status, () => 'refused')", ADDRESS + path)
        assert got == "refused", (path, got)
    framed = other.evaluate("""(url) => new Promise((done) => {
        const script = document.createElement('script');
        script.src = url; script.onload = () => done('ran'); script.onerror = () => done('refused');
        document.body.append(script); })""", ADDRESS + "app.js")
    assert framed == "refused", framed


CASES = {case.__name__: case for case in (follows, moves, overlays, troubles, clicks, foreign)}
main()
