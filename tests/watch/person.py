"""What a person at the screen of `dayang watch` does and sees: shared by the cases.

Called by browser.rs with the address, the project's folder, the issue and the name of a case. With
DAYANG_SHOTS a folder gets pictures of every state.
"""

import os
import sys
import time
from pathlib import Path

from playwright.sync_api import expect  # noqa: F401, for the cases

ADDRESS, ROOT, NAME, CASE = sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4]
ISSUE = ROOT / NAME
LEAD = ISSUE / "articles/t1-lead.md"
PATIENCE = 120_000
SHOTS = os.environ.get("DAYANG_SHOTS")


def shown(page):
    """Waits until the picture of the page is there."""
    until(page, "document.getElementById('page').naturalWidth > 0 && document.getElementById('wait').hidden")
    until(page, "document.querySelectorAll('#strip button').length > 0")
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


def turned(page, old):
    """Waits until the page looks otherwise than it did, and gives its new look."""
    until(page, "(old) => document.getElementById('page').dataset.url !== old", arg=old)
    return look(page)
