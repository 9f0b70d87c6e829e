"""The programs that a user would pick instead, each set to lay out the same text in eight columns of the
same paper with the same font files, and to write a PDF. None of them does any of the rest."""

import json
import os
import shutil
import subprocess
import sys

import documents
from work import Sample, fail, run

TYPST = "Typst"
NAMES = (TYPST, "Typst, no tags", "XeLaTeX", "WeasyPrint", "Chromium", "Scribus")


def cases(place, folder, only=NAMES):
    """A case for each program that is installed, for one issue's text."""
    with open(os.path.join(folder, "plain.json"), encoding="utf-8") as file:
        pages = json.load(file)["pages"]
    below = os.path.join(folder, "rivals")
    os.makedirs(below, exist_ok=True)
    fonts = os.path.join(folder, "fonts")
    found = []
    for name in NAMES:
        if name not in only or name not in PROGRAMS:
            continue
        command, document = PROGRAMS[name](below, fonts)
        if command is None:
            continue
        path, text = document(pages, fonts)
        with open(os.path.join(below, path), "w", encoding="utf-8") as file:
            file.write(text)
        start = [command[0], "-c", "import typst"] if command[1] == "-c" else None
        found.append((name, case(command, below, start)))
    return found


def case(command, below, start=None):
    """Runs a program. `start` is a command that only starts it: what that takes is taken off."""
    output = os.path.join(below, "out.pdf")

    def once(sample, _turn):
        if os.path.exists(output):
            os.unlink(output)
        whole, idle = Sample(), Sample()
        run(command, whole, cwd=below, env={"HOME": below})
        if start:
            run(start, idle, cwd=below)
        off = lambda all, some: all[0] - (some[0] if some else 0)
        sample.add(off(whole.wall, idle.wall), off(whole.cpu, idle.cpu), whole.peak[0])
        if not os.path.exists(output) or os.path.getsize(output) < 10_000:
            fail(f"{command[0]} wrote no PDF")

    return once


def typst(tags):
    """Stock Typst, no fonts but those of the issue: the command line if it is installed, else the same
    compiler in the Python package, Python's own start taken off."""

    def found(below, fonts):
        program = shutil.which("typst")
        if program:
            command = [program, "compile", "--ignore-system-fonts", "--font-path", fonts]
            return command + ([] if tags else ["--no-pdf-tags"]) + ["columns.typ", "out.pdf"], documents.typst
        own = python()
        if not own:
            return None, None
        script = (
            f"import typst; c = typst.Compiler('columns.typ', font_paths=[{fonts!r}], ignore_system_fonts=True)\n"
            f"c.compile(output='out.pdf', format='pdf', pdf_tags={tags})"
        )
        return [own, "-c", script], documents.typst

    return found


def python():
    """A Python that has the package: the one of scripts/bench-tools, or this."""
    for own in (installed("python"), sys.executable):
        if own and subprocess.run([own, "-c", "import typst"], capture_output=True).returncode == 0:
            return own
    return None


def installed(name):
    """A program that scripts/bench-tools has put beside the benches."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    path = os.path.join(os.environ.get("CARGO_TARGET_DIR", os.path.join(root, "target")), "bench/venv/bin", name)
    return path if os.path.exists(path) else None


def xelatex(below, fonts):
    program = shutil.which("xelatex")
    if not program:
        return None, None
    return [program, "-interaction=batchmode", "-halt-on-error", "-jobname=out", "columns.tex"], documents.latex


def weasyprint(below, fonts):
    own = shutil.which("weasyprint") or installed("weasyprint")
    return ([own, "columns.html", "out.pdf"] if own else None), documents.html


def chromium(below, fonts):
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next((path for path in map(shutil.which, names) if path), None)
    if not program:
        return None, None
    page = "file://" + os.path.join(below, "columns.html")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer"]
    profile = "--user-data-dir=" + os.path.join(below, "chromium")
    return [program, *flags, profile, "--print-to-pdf=out.pdf", page], documents.html


def scribus(below, fonts):
    program, screen = shutil.which("scribus"), shutil.which("xvfb-run")
    if not program or not screen:
        return None, None
    # It knows the fonts that fontconfig shows it, and no others.
    own = os.path.join(below, ".fonts")
    if not os.path.exists(own):
        os.symlink(fonts, own)
    return [screen, "-a", program, "-g", "-ns", "-py", "columns.py"], documents.scribus


PROGRAMS = {
    TYPST: typst(True),
    "Typst, no tags": typst(False),
    "XeLaTeX": xelatex,
    "WeasyPrint": weasyprint,
    "Chromium": chromium,
    "Scribus": scribus,
}


def versions():
    """What is installed, by name and version."""
    found = {}
    ask = lambda *command: subprocess.run(command, capture_output=True, text=True).stdout.strip().splitlines()[:1]
    first = lambda lines: lines[0] if lines else "?"
    if shutil.which("typst"):
        found[TYPST] = first(ask("typst", "--version"))
    else:
        own, code = python(), "import typst; print('typst', typst.__version__, '(Python package)')"
        if own:
            found[TYPST] = first(ask(own, "-c", code))
    own = shutil.which("weasyprint") or installed("weasyprint") or "weasyprint"
    for name, command in (
        ("XeLaTeX", ("xelatex", "--version")),
        ("WeasyPrint", (own, "--version")),
        ("Chromium", ("chromium", "--version")),
        ("Scribus", ("dpkg-query", "-W", "-f", "scribus ${Version}", "scribus")),
    ):
        if shutil.which(command[0]):
            found[name] = first(ask(*command))
    return {name: words for name, words in found.items() if words != "?"}
