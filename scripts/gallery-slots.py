#!/usr/bin/env python3
"""Writes the slots of every layout into docs/gallery.md, between `<!-- slots NAME -->` and `<!-- end -->`.

    scripts/gallery-slots.py            rewrites the tables
    scripts/gallery-slots.py --check    exits with 1 if one is not as the layout says, and changes nothing

A layout below layouts/ that the page does not show, and a name without a layout, are told of.
"""

import argparse
import ast
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "gallery.md"
PLACE = re.compile(r"(<!-- slots (\S+) -->\n).*?(<!-- end -->)", re.S)
SLOT = re.compile(r"([\w-]+): \(\s*kind: \"(\w+)\"")
KINDS = {
    "article": "articles",
    "briefs": "briefs",
    "picture": "pictures",
    "gallery": "picture groups",
    "table": "tables",
    "teasers": "teasers",
    "ad": "advertisements",
}


def balanced(text, start):
    """What stands in the brackets that open at `start`, without them."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return text[start + 1 : at]
    raise ValueError("a bracket is never closed")


def number(words, names):
    """A number of a layout: plain arithmetic on figures and on what the layout has named."""

    def of(node):
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            return names[node.id]
        if isinstance(node, ast.UnaryOp):
            return -of(node.operand)
        a, b = of(node.left), of(node.right)
        return {ast.Add: a + b, ast.Sub: a - b, ast.Mult: a * b, ast.Div: a / b if b else 0}[type(node.op)]

    return of(ast.parse(words.strip(), mode="eval").body)


def parts(text):
    """A Typst array's items, those in brackets whole."""
    depth, items = 0, [""]
    for c in text:
        depth += {"(": 1, ")": -1}.get(c, 0)
        if c == "," and depth == 0:
            items.append("")
        else:
            items[-1] += c
    return [item.strip() for item in items if item.strip()]


def value(entry, key):
    """What follows `key:` in a slot, or none."""
    found = re.search(rf"\b{key}:\s*", entry)
    if not found:
        return None
    if entry[found.end()] == "(":
        return "(" + balanced(entry, found.end()) + ")"
    return re.match(r"[^,\n)]+", entry[found.end() :]).group(0).strip()


def figure(n):
    return f"{n:.2f}".rstrip("0").rstrip(".")


def described(name, entry, names):
    """`lead` 5 × 30 + 2 × 20, with what else a maker-up must know."""
    area = parts(value(entry, "area")[1:-1])
    areas = [parts(item[1:-1]) for item in area] if area[0].startswith("(") else [area]
    sizes = " + ".join(
        f"{figure(number(a[2], names))} × {figure(number(a[3], names))}" for a in areas
    )
    notes = []
    legs = value(entry, "legs")
    if legs:
        each = parts(legs[1:-1]) if legs.startswith("(") else [legs]
        notes.append("legs " + " + ".join(each) if legs != "1" else "one leg")
    inside = value(entry, "inside")
    if inside:
        notes.append("in `" + inside.strip('"') + "`")
    size = value(entry, "size")
    if size:
        notes.append(" × ".join(parts(size[1:-1])))
    most = value(entry, "most")
    if most:
        notes.append("at most " + most)
    if value(entry, "optional") == "true":
        notes.append("may stay empty")
    return f"`{name}` {sizes}" + (f" ({', '.join(notes)})" if notes else "")


def table(source):
    """The slots of a layout as a table, a line for each kind."""
    source = re.sub(r"^\s*//.*$", "", source, flags=re.M)
    names = {}
    for name, words in re.findall(r"^#let ([\w-]+) = (\d[\d.+*/ -]*)$", source, flags=re.M):
        names[name] = number(words, names)
    slots = balanced(source, source.index("slots: (") + len("slots: "))
    rows = {}
    for found in SLOT.finditer(slots):
        entry = balanced(slots, slots.index("(", found.start()))
        rows.setdefault(found.group(2), []).append(described(found.group(1), entry, names))
    lines = ["| slots | columns × lines |", "|---|---|"]
    lines += [f"| {KINDS[kind]} | {', '.join(rows[kind])} |" for kind in KINDS if kind in rows]
    return "\n".join(lines) + "\n"


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--check", action="store_true", help="change nothing; exit with 1 if a table is old")
    options.add_argument("--layouts", type=pathlib.Path, default=ROOT / "layouts", help="the folder of layouts")
    args = options.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    shown, faults = set(), []

    def written(found):
        name = found.group(2)
        shown.add(name)
        layout = args.layouts / f"{name}.typ"
        if not layout.is_file():
            faults.append(f"there is no layout `{name}`")
            return found.group(0)
        return found.group(1) + table(layout.read_text(encoding="utf-8")) + found.group(3)

    new = PLACE.sub(written, page)
    for layout in sorted(args.layouts.rglob("*.typ")):
        name = layout.relative_to(args.layouts).with_suffix("").as_posix()
        if not name.startswith("lib/") and name not in shown:
            faults.append(f"layout `{name}` is not shown")
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
