"""Fingers on the screen."""

from person import *


def pinch(page, _):
    """Two fingers make the page larger where they are, and move it; one finger's tap chooses, its drag moves."""
    hand = page.context.new_cdp_session(page)

    def fingers(kind, *points):
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]})
        page.wait_for_timeout(30)

    def size():
        return page.evaluate("document.getElementById('sheet').offsetWidth")

    line = line_of(page, "看门人")
    x, y = middle(line)
    before = size()
    fingers("touchStart", (x - 40, y), (x + 40, y))
    for step in range(1, 9):
        fingers("touchMove", (x - 40 - 15 * step, y), (x + 40 + 15 * step, y))
    fingers("touchEnd")
    page.wait_for_timeout(200)
    assert 3.5 < size() / before < 4.5, (size(), before)
    near = middle(line_of(page, "看门人"))
    assert abs(near[0] - x) < 20 and abs(near[1] - y) < 20, (near, x, y)
    assert page.evaluate("visualViewport.scale") == 1, "the browser has left it to us"
    expect(page.locator("#panel h2").first).to_have_text("Nothing is chosen")
    shot(page, "pinched")
    # Together, two fingers move it.
    fingers("touchStart", (x - 40, y), (x + 40, y))
    for step in range(1, 7):
        fingers("touchMove", (x - 40, y + 10 * step), (x + 40, y + 10 * step))
    fingers("touchEnd")
    moved = middle(line_of(page, "看门人"))
    assert abs(moved[1] - near[1] - 60) < 15 and abs(moved[0] - near[0]) < 15, (moved, near)
    # One finger moves it as well; where it only taps, it chooses.
    fingers("touchStart", (x, y))
    for step in range(1, 9):
        fingers("touchMove", (x, y - 15 * step))
    fingers("touchEnd")
    page.wait_for_timeout(300)
    dragged = middle(line_of(page, "看门人"))
    assert dragged[1] < moved[1] - 60, (dragged, moved)
    expect(page.locator("#panel h2").first).to_have_text("Nothing is chosen")
    fingers("touchStart", dragged)
    fingers("touchEnd")
    expect(page.locator("#panel .quote")).to_have_text(line["text"])
