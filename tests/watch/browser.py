"""A person at the screen of `dayang watch`: a real browser, headless, and the files on disk.

Runs one case, that browser.rs names; whatever is not as it should be ends it with an error.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

import files
import screen
import touch
from person import ADDRESS, CASE, PATIENCE, shown

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
        context = browser.new_context(viewport={"width": 1500, "height": 950}, has_touch=CASE == "pinch",
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
        case = next(getattr(part, CASE) for part in (files, screen, touch) if hasattr(part, CASE))
        case(page, asked)
        assert not faults, faults
        browser.close()


main()
