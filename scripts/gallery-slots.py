#!/usr/bin/env python3
"""Writes the slots of every layout into docs/gallery.md, between `<!-- slots NAME -->` and `<!-- end -->`.

    scripts/gallery-slots.py            rewrites the tables
    scripts/gallery-slots.py --check    exits with 1 if one is not as the layout says, and changes nothing

What a layout says is asked of `dayang show`. A layout that the page does not show, and a name without a layout, are
told of. DAYANG names a program that is built already; without it, cargo builds one.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "gallery.md"
PLACE = re.compile(r"(<!-- slots (\S+) -->\n).*?(<!-- end -->)", re.S)
KINDS = {
    "article": "articles",
    "briefs": "briefs",
    "picture": "pictures",
    "gallery": "picture groups",
    "table": "tables",
    "teasers": "teasers",
    "ad": "advertisements",
}


def layouts():
    """Every layout by its name, as `dayang show` tells of it."""
    program = os.environ.get("DAYANG")
    if not program:
        subprocess.run(["cargo", "build", "--locked", "--quiet"], cwd=ROOT, check=True)
        program = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug" / "dayang"
    words = [str(program), "show", "--all", "--format", "json", "--project", str(ROOT)]
    shown = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    return {layout["name"]: layout for layout in shown["layouts"]}


def figure(n):
    return f"{n:.2f}".rstrip("0").rstrip(".")


def legs(slot, usual):
    """Legs of another measure than the grid's, `3 × 17` for three of seventeen characters."""
    counts = {}
    for leg in slot["legs"]:
        counts[leg["characters"]] = counts.get(leg["characters"], 0) + 1
    if not counts or list(counts) == [usual]:
        return []
    return ["legs " + " + ".join(f"{count} × {characters}" for characters, count in counts.items())]


def described(slot, grid):
    """`lead` 5 × 30 + 2 × 20, with what else a maker-up must know."""
    sizes = " + ".join(f"{figure(area['columns'])} × {area['lines']}" for area in slot["areas"])
    notes = legs(slot, grid["characters"])
    if "characters" in slot:
        notes.append(f"{slot['characters']:,} characters")
    if "head" in slot:
        notes.append(f"{slot['head']['characters']:,} below its head")
    if "inside" in slot:
        notes.append(f"in `{slot['inside']}`")
    if "most" in slot:
        notes.append(f"at most {slot['most']}")
    if slot["kind"] == "ad":
        notes.append(f"{figure(slot['size']['width'])} × {figure(slot['size']['height'])} mm")
    if slot["optional"]:
        notes.append("may stay empty")
    return f"`{slot['name']}` {sizes}" + (f" ({', '.join(notes)})" if notes else "")


def table(layout):
    """The slots of a layout as a table, a line for each kind."""
    rows = {}
    for slot in layout["slots"]:
        rows.setdefault(slot["kind"], []).append(described(slot, layout["grid"]))
    lines = ["| slots | columns × lines |", "|---|---|"]
    lines += [f"| {KINDS[kind]} | {', '.join(rows[kind])} |" for kind in KINDS if kind in rows]
    return "\n".join(lines) + "\n"


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--check", action="store_true", help="change nothing; exit with 1 if a table is old")
    args = options.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    known = layouts()
    shown, faults = set(), []

    def written(found):
        name = found.group(2)
        shown.add(name)
        if name not in known:
            faults.append(f"there is no layout `{name}`")
            return found.group(0)
        return found.group(1) + table(known[name]) + found.group(3)

    new = PLACE.sub(written, page)
    faults += [f"layout `{name}` is not shown" for name in known if name not in shown]
    for fault in faults:
        print(f"warning: {PAGE.relative_to(ROOT)}: {fault}", file=sys.stderr)
    if new != page:
        if args.check:
            print(f"error: the slots in {PAGE.relative_to(ROOT)} are old; run scripts/gallery-slots.py", file=sys.stderr)
            return 1
        PAGE.write_text(new, encoding="utf-8")
        print(f"wrote {PAGE.relative_to(ROOT)}")
    return 1 if args.check and faults else 0


sys.exit(main())
