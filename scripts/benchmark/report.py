"""Tables of what was measured, and the budgets with their verdicts."""

import os
import platform
import re
import subprocess
import sys

import rivals

BEGIN = "<!-- scripts/bench writes from here -->"
END = "<!-- to here -->"

# What is named for the reader in place of a sample's name.
TITLES = {
    "photos first": "build of 8 pages with 16 photographs, first time",
    "photos second": "the same again, pictures in the cache",
    "text beside photos": "build of 8 pages of text, beside them",
    "pictures alone": "16 photographs: decode, convert, encode",
    "edit to picture": "one article changed, warm: the page's new picture",
    "warm rebuild": "one article changed, warm: all files anew",
    "cold beside edit": "build of 8 pages, cold, beside the rebuilds",
    "rebuild changed": "one article changed, cold process with caches",
    "rebuild unchanged": "nothing changed, cold process with caches",
    "check 8": "`check` of 8 pages",
    "print alone": "print pass of 8 pages: 9 files of PDF/X-4",
    "syntax error": "to the first error: a quotation mark missing",
    "unknown key": "to the first error: a key misspelt",
    "syntax error, no cache": "the same with nothing in the cache: a quotation mark missing",
    "unknown key, no cache": "the same with nothing in the cache: a key misspelt",
}


def pick(results, name):
    """Medians of wall, CPU and peak; nothing for what was not measured."""
    sample = results.get(name)
    return sample.medians() if sample and sample.wall else (None, None, None)


def seconds(value):
    if value is None:
        return ""
    return f"{value * 1000:.0f} ms" if value < 0.9995 else f"{value:.2f} s"


def megabytes(value):
    return "" if value is None else f"{value:.0f}"


def row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def tables(results, plan):
    parts = [machine(plan)]
    for draw in (beside, all_of_it, budgets):
        text = draw(results)
        if text:
            parts.append(text)
    return "\n\n".join(parts) + "\n"


def machine(plan):
    cores = os.cpu_count() or 1
    words = {1: "one core", 2: "two cores", 4: "four cores", 8: "eight cores"}.get(cores, f"{cores} cores")
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "?"
    revision = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=plan.place.root, capture_output=True, text=True)
    found = ", ".join(rivals.versions().values())
    return (
        f"Measured on {words} ({platform.machine()}, {platform.system()}) at commit {revision.stdout.strip() or '?'}, medians of up to "
        f"{plan.runs} runs side by side; the machine's load at the end was {load}. Beside it: {found or 'nothing else'}."
    )


def beside(results):
    """dayang and the rest as multiples of stock Typst."""
    sizes = [pages for pages in (1, 8, 32, 128) if pick(results, f"{rivals.TYPST} {pages}")[0]]
    if not sizes:
        return ""
    lines = ["### Beside stock Typst", ""]
    lines.append("Wall time × that of stock Typst in the same run (first its own time); CPU; peak memory in MB.\n")
    lines.append(row("program", *(f"{pages} page{'s' if pages > 1 else ''}" for pages in sizes)))
    lines.append(row(*["---"] * (len(sizes) + 1)))
    for shown, name in [("**dayang build**", "build")] + [(name, name) for name in rivals.NAMES]:
        cells = []
        for pages in sizes:
            base = pick(results, f"{rivals.TYPST} {pages}")[0]
            wall, cpu, peak = pick(results, f"{name} {pages}")
            if wall is None:
                cells.append("–")
            elif name == rivals.TYPST:
                cells.append(f"1 ({seconds(wall)}); {seconds(cpu)}; {megabytes(peak)}")
            else:
                cells.append(f"{wall / base:.2f}; {seconds(cpu)}; {megabytes(peak)}")
        if any(cell != "–" for cell in cells):
            lines.append(row(shown, *cells))
    return "\n".join(lines)


def all_of_it(results):
    lines = ["### Everything measured", "", row("what", "wall", "CPU", "peak MB"), row("---", "---", "---", "---")]
    for name, sample in results.items():
        kind, _, pages = name.rpartition(" ")
        title = TITLES.get(name)
        if title is None and kind == "build":
            title = f"build of {pages} page{'s' if pages != '1' else ''} of text, cold"
        if title is None:
            continue
        wall, cpu, peak = sample.medians()
        lines.append(row(title, seconds(wall), seconds(cpu), megabytes(peak)))
    return "\n".join(lines) if len(lines) > 4 else ""


def budgets(results):
    wall = lambda name: pick(results, name)[0]
    cpu = lambda name: pick(results, name)[1]
    peak = lambda name: pick(results, name)[2]
    verdicts = []

    def ratio(title, above, below, most):
        if above is not None and below:
            value = above / below
            verdicts.append((title, f"{value:.2f}", f"≤ {most}", value <= most))

    ratio("cold build of 8 pages × stock Typst, wall", wall("build 8"), wall(f"{rivals.TYPST} 8"), 1.5)
    ratio("cold build of 8 pages × XeLaTeX, wall", wall("build 8"), wall("XeLaTeX 8"), 1)
    ratio("with 16 photographs, first time × pictures alone, wall", wall("photos first"), wall("pictures alone"), 1.2)
    ratio("with 16 photographs, second time × text issue, wall", wall("photos second"), wall("text beside photos"), 1.2)
    ratio("one article changed, warm: new picture × cold build", wall("edit to picture"), wall("cold beside edit"), 0.25)
    ratio("one article changed, cold with caches × cold build", wall("rebuild changed"), wall("cold beside edit"), 0.6)
    if cpu("build 128") and cpu("build 8"):
        ratio("CPU a page at 128 pages × at 8", cpu("build 128") / 128, cpu("build 8") / 8, 1.1)
    for pages in (8, 32, 128):
        if peak(f"build {pages}"):
            most = 200 + 6 * pages
            used = peak(f"build {pages}")
            verdicts.append((f"peak memory at {pages} pages, MB", f"{used:.0f}", f"≤ {most}", used <= most))
    for name in ("syntax error", "unknown key"):
        if cpu(name) is not None:
            verdicts.append((f"CPU {TITLES[name]}", seconds(cpu(name)), "≤ 50 ms", cpu(name) <= 0.05))
    if not verdicts:
        return ""
    lines = ["### Budgets", "", row("budget", "measured", "allowed", ""), row("---", "---", "---", "---")]
    lines += [row(title, value, allowed, "met" if met else "**missed**") for title, value, allowed, met in verdicts]
    return "\n".join(lines)


def into_docs(text, path):
    """Puts the tables between the two marks of the page."""
    with open(path, encoding="utf-8") as file:
        page = file.read()
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.S)
    if not pattern.search(page):
        sys.exit(f"bench: {path} has no place for the tables")
    page = pattern.sub(lambda _: f"{BEGIN}\n\n{text}\n{END}", page)
    with open(path, "w", encoding="utf-8") as file:
        file.write(page)
    print(f"wrote {path}", file=sys.stderr)
