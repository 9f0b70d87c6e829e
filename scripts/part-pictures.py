#!/usr/bin/env python3
"""Makes docs/pictures/parts/: each part of the page library, cut from a page of the sample issues.

    scripts/part-pictures.py

Where a part stands is asked of `dayang show`, so that a layout may change. Parts that no sample page shows well have a
small sheet of their own in scripts/part-sheets/; in a copy of the project those are an issue like any other. A picture
that would be the same is not touched. Needs poppler. DAYANG names a program that is built already; without it, cargo
builds one.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures" / "parts"
SHEETS = ROOT / "scripts" / "part-sheets"
PPI = 96
AIR = 8  # pt around a slot
MOST = 60  # lines of a slot that are shown

# A part, its page, and the slot it stands in; or a place on the grid: column, line, columns, lines.
PARTS = {
    "story": ("2026-11-22", 3, "third"),
    "headline": ("2022-04-16", 4, (0, 0, 6, 12)),
    "headline-vertical": ("2026-11-22", 1, "third"),
    "boxed": ("2026-11-22", 1, "comment"),
    "briefs": ("2026-11-22", 1, "news"),
    "notices": ("2026-11-22", 7, (0, 0, 4, 40)),
    "picture": ("2022-04-16", 4, "photo"),
    "table": ("2026-11-22", 7, "tables"),
    "teasers": ("2026-11-22", 1, "index"),
    "band": ("2022-04-16", 4, "service"),
    "quote": ("2022-04-16", 3, (2.9, 10, 2.2, 14)),
    "folio": ("2022-04-16", 2, (0, -3.8, 6, 2.9)),
    "masthead": ("2026-11-22", 1, (0, -0.5, 4, 17)),
    "ear": ("2022-04-16", 1, (3.5, 0.8, 2.5, 7)),
    "imprint": ("2022-04-16", 2, (0, 70.6, 2, 15.4)),
    "ad": ("2022-04-16", 4, "notice"),
    "vertical": ("2022-04-16", 3, "poem"),
    "jump": ("2026-11-22", 4, "jump-1"),
    "note": ("2026-11-22", 6, (4, 46, 2, 6)),
}
# The issue of the sheets in the project's copy: each of its pages is one part's.
OWN = "part-sheets"


def program():
    if "DAYANG" in os.environ:
        return str(pathlib.Path(os.environ["DAYANG"]).resolve())
    subprocess.run(["cargo", "build", "--locked", "--quiet"], cwd=ROOT, check=True)
    return str(pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug" / "dayang")


def run(*words, cwd=ROOT):
    done = subprocess.run(words, cwd=cwd, capture_output=True)
    if done.returncode:
        sys.exit(f"error: {' '.join(words)}\n{done.stderr.decode()}")
    return done.stdout


def copy_of_project(into):
    """The project with the sheets of scripts/part-sheets/ as layouts, and their issue."""
    shutil.copy(ROOT / "dayang.toml", into)
    for folder in ("fonts", "layouts", "issues"):
        shutil.copytree(ROOT / folder, into / folder)
    shutil.copytree(SHEETS, into / "layouts" / "parts", ignore=lambda _, names: [n for n in names if not n.endswith(".typ")])
    shutil.copytree(SHEETS, into / "issues" / OWN, ignore=lambda _, names: [n for n in names if n.endswith(".typ")])
    return into


def manifest_of(project, issue):
    return tomllib.loads((project / "issues" / issue / "issue.toml").read_text(encoding="utf-8"))


def place(layout, where):
    """Left, top, width and height on the sheet in pt."""
    grid = layout["grid"]
    step = grid["characters"] * grid["body"] + grid["gutter"]
    if isinstance(where, str):
        slots = [slot for slot in layout["slots"] if slot["name"] == where]
        if not slots:
            sys.exit(f"error: layout {layout['name']} has no slot `{where}`; mend PARTS in {__file__}")
        areas = slots[0]["areas"]
        left = min(area["column"] for area in areas)
        top = min(area["line"] for area in areas)
        columns = max(area["column"] + area["columns"] for area in areas) - left
        lines = min(MOST, max(area["line"] + area["lines"] for area in areas) - top)
    else:
        left, top, columns, lines = where
    return (
        grid["left"] + left * step - AIR,
        grid["top"] + top * grid["pitch"] - AIR,
        columns * step - grid["gutter"] + 2 * AIR,
        lines * grid["pitch"] + 2 * AIR,
    )


def trim(pdf):
    """The upper left corner of the trimmed page in its PDF, which has a bleed around it."""
    boxes = {}
    for line in run("pdfinfo", "-box", str(pdf)).decode().splitlines():
        name, _, numbers = line.partition(":")
        if name.endswith("Box"):
            boxes[name] = [float(number) for number in numbers.split()]
    media, own = boxes["MediaBox"], boxes.get("TrimBox", boxes["MediaBox"])
    return own[0] - media[0], media[3] - own[3]


def cut(pdf, layout, where, made):
    """A place on a page, or the whole page, as a JPEG."""
    sheet = [layout["sheet"][side] * 72 / 25.4 for side in ("width", "height")]
    box = (0, 0, *sheet) if where is None else place(layout, where)
    x, y = trim(pdf)
    pixels = [str(round(points * PPI / 72)) for points in (box[0] + x, box[1] + y, *box[2:])]
    flags = [word for pair in zip(("-x", "-y", "-W", "-H"), pixels) for word in pair]
    run(
        "pdftoppm", "-jpeg", "-jpegopt", "quality=82,optimize=y", "-r", str(PPI), *flags,
        "-singlefile", str(pdf), str(made.with_suffix("")),
    )


def keep(made):
    kept = PICTURES / made.name
    if not kept.exists() or kept.read_bytes() != made.read_bytes():
        kept.write_bytes(made.read_bytes())
        print(f"wrote {kept.relative_to(ROOT)}")


def main():
    dayang = program()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        (work / "project").mkdir()
        project = copy_of_project(work / "project")
        parts = dict(PARTS)
        for page in manifest_of(project, OWN)["page"]:
            parts[page["layout"].removeprefix("parts/")] = (OWN, page["number"], None)
        issues = sorted({issue for issue, _, _ in parts.values()})
        names = sorted({page["layout"] for issue in issues for page in manifest_of(project, issue)["page"]})
        shown = json.loads(run(dayang, "show", *names, "--format", "json", cwd=project))
        layouts = {layout["name"]: layout for layout in shown["layouts"]}
        for issue in issues:
            run(dayang, "build", f"issues/{issue}", "-o", str(work / issue), cwd=project)
        for name, (issue, number, where) in parts.items():
            page = next(page for page in manifest_of(project, issue)["page"] if page["number"] == number)
            pdf = next((work / issue).glob(f"*-[0-9][0-9]-{number:02}.pdf"))
            cut(pdf, layouts[page["layout"]], where, work / f"{name}.jpg")
            keep(work / f"{name}.jpg")
    for kept in PICTURES.glob("*.jpg"):
        if kept.stem not in parts:
            kept.unlink()
            print(f"removed {kept.relative_to(ROOT)}")


main()
