"""What the screen does by itself: keys, overlays, clicks, and whom it answers."""

from person import *


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
    # The keyboard stays at its button when the page is set anew.
    page.mouse.click(*middle(line_of(page, "看门人")))
    told.focus()
    old = look(page)
    edit(LEAD, "看门人", "守门人")
    turned(page, old)
    expect(page.locator("#panel .quote")).to_contain_text("守门人")
    expect(told).to_be_focused()
    page.keyboard.press("Enter")
    until(page, "document.getElementById('said').textContent.includes('t1-lead.md')")


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


def threads(page, _):
    """Legs in reading order, with arrows; to another page and from it, and the panel leads there."""
    page.locator("#view").focus()
    page.keyboard.press("t")
    out = page.locator("#over .label.jump text")
    expect(out).to_have_text(["→ page 4 jump-1 下转"])
    shot(page, "threads-out")
    # A label's ground is as wide as its words.
    for label in page.locator("#over .label").all():
        ground, words = (label.locator(part).bounding_box() for part in ("rect", "text"))
        assert ground["x"] <= words["x"] and ground["x"] + ground["width"] >= words["x"] + words["width"], (ground, words)
    line = page.evaluate("""async () => {
        const news = await (await fetch('state.json')).json();
        const over = await (await fetch('overlay/' + news.pages[0].overlay)).json();
        return over.lines.find((line) => line.slot === 'lead' && line.role === 'body').text; }""")
    page.mouse.click(*middle(line_of(page, line)))
    page.locator("#panel button", has_text="page 4 jump-1").click()
    expect(page.locator("#number")).to_have_value("4")
    expect(out).to_have_text(["page 1 lead 上接 →"])
    shot(page, "threads-in")


def ink(page, _):
    """Where there is more ink than the paper takes, and no plate but black has the text."""
    page.locator("#view").focus()
    page.keyboard.press("i")
    expect(page.locator("#legend")).to_contain_text("up to 200 %")
    expect(page.locator("#legend")).to_contain_text("over 180 % (pink)")
    until(page, "document.getElementById('ink').naturalWidth > 100")
    shot(page, "ink-over")
    # The masthead's red is over; the text is not.
    pink = """([left, top, right, bottom]) => {
        const image = document.getElementById('ink'), canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
        const draw = canvas.getContext('2d');
        draw.drawImage(image, 0, 0);
        const x = left * canvas.width, y = top * canvas.height;
        const { data } = draw.getImageData(x, y, (right - left) * canvas.width, (bottom - top) * canvas.height);
        return data.some((part, at) => at % 4 === 3 && part > 0); }"""
    assert page.evaluate(pink, [0, 0, 1, .2])
    assert not page.evaluate(pink, [0, .62, 1, .8])


READABLE = """() => {
    const numbers = (colour) => { const n = colour.match(/[\\d.]+/g).map(Number); return { rgb: n.slice(0, 3), a: n[3] ?? 1 }; };
    const over = (front, back) => front.rgb.map((part, at) => part * front.a + back[at] * (1 - front.a));
    const light = (rgb) => { const [r, g, b] = rgb.map((p) => (p /= 255) <= .04045 ? p / 12.92 : ((p + .055) / 1.055) ** 2.4);
        return .2126 * r + .7152 * g + .0722 * b; };
    const ground = (element) => {
        if (!element) return [255, 255, 255];
        const rect = element.matches('#over .label') ? element.querySelector('rect') : null;
        const own = numbers(rect ? getComputedStyle(rect).fill : getComputedStyle(element).backgroundColor);
        return own.a === 1 ? own.rgb : over(own, ground(element.parentElement));
    };
    const weak = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const element = walk.currentNode.parentElement, text = walk.currentNode.textContent.trim();
        if (!text || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const look = getComputedStyle(element), back = ground(element);
        const ink = numbers(element instanceof SVGElement ? look.fill : look.color);
        for (let e = element; e; e = e.parentElement) ink.a *= Number(getComputedStyle(e).opacity);
        const [a, b] = [light(over(ink, back)), light(back)].sort((x, y) => y - x);
        const ratio = (a + .05) / (b + .05);
        if (ratio < 4.5) weak.push(`${ratio.toFixed(2)} ${text.slice(0, 30)} <${element.tagName} ${element.className.baseVal ?? element.className}>`);
    }
    return weak; }"""


def readable(page, _):
    """Every word on the screen has the contrast of WCAG AA, in light and dark; nothing moves for who wants it still."""
    def all_is():
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            weak = page.evaluate(READABLE)
            assert not weak, (scheme, weak)
    page.locator("#view").focus()
    all_is()
    for key in "bsothr":
        page.keyboard.press(key)
    page.mouse.click(*middle(line_of(page, "看门人")))
    all_is()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    all_is()
    page.keyboard.press("Escape")
    # Errors, over the pages and in the lists.
    LEAD.write_text(LEAD.read_text(encoding="utf-8") + "\n" + "江水涨了又落，城门开了又关，人来人往。" * 8 + "\n", encoding="utf-8")
    expect(page.locator("#strip .bad")).to_have_count(1)
    page.keyboard.press("o")
    all_is()
    edit(ROOT / "layouts/tabloid/front.typ", "#let render(page)", "#let render(page")
    expect(page.locator("#trouble")).to_be_visible()
    all_is()
    shot(page, "dark")
    # In a window of 320 pixels, which is one of 1280 with letters four times as large, nothing goes out at the side.
    page.set_viewport_size({"width": 320, "height": 640})
    until(page, "document.getElementById('sheet').offsetWidth < 320")
    out = page.evaluate("document.scrollingElement.scrollWidth > innerWidth || [...document.querySelectorAll('header *, #panel *')].some((e) => e.getBoundingClientRect().right > innerWidth + 1)")
    assert not out
    shot(page, "narrow")
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate("[...document.querySelectorAll('*')].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0 || getComputedStyle(e).animationName !== 'none').length")
    assert moving == 0, moving
