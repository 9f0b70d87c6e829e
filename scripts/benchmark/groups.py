"""What is measured, group by group. A group gives samples by name."""

import os
import shutil
import time

import rivals
from work import ISSUE, Sample, fail, run


class Plan:
    def __init__(self, place, runs, quick):
        self.place = place
        self.runs = runs
        self.quick = quick


def side_by_side(runs, cases):
    """Runs every case once, then every case again. A case is a name and what to do with its sample."""
    samples = {name: Sample() for name, _ in cases}
    for turn in range(runs):
        for name, case in cases:
            case(samples[name], turn)
    return samples


def build(place, folder, cache, output="out"):
    """A build of an issue. `cache` names a cache that is kept; without it each run finds an empty one."""

    def case(sample, _turn):
        kept = os.path.join(place.work, cache) if cache else place.empty("cache-empty")
        goal = os.path.join(place.work, output) if cache else place.empty(output)
        run([place.program, "build", ISSUE, "-o", goal], sample, cwd=folder, env={"DAYANG_CACHE": kept})

    return case


def text(plan):
    """Cold builds of text beside the programs that a user would pick instead."""
    place, found = plan.place, {}
    for pages in (1, 8):
        folder = place.issue(pages)
        cases = [(f"build {pages}", build(place, folder, None))]
        cases += [(f"{name} {pages}", case) for name, case in rivals.cases(place, folder)]
        # One unmeasured run of each warms the disk's cache for all alike.
        for _, case in cases:
            case(Sample(), 0)
        found.update(side_by_side(plan.runs, cases))
    return found


def growth(plan):
    """Larger issues, beside plain columns in Typst."""
    place, found = plan.place, {}
    for pages, runs in ((32, 3), (128, 3)):
        if plan.quick and pages > 32:
            continue
        folder = place.issue(pages)
        cases = [(f"build {pages}", build(place, folder, None))]
        cases += [(f"{name} {pages}", case) for name, case in rivals.cases(place, folder, only=(rivals.TYPST,))]
        found.update(side_by_side(min(runs, plan.runs), cases))
    return found


def photos(plan):
    """Sixteen photographs of 12 megapixels on eight pages: the first time and the second, and alone."""
    place = plan.place
    folder = place.issue(8, photos=True)
    runs = max(1, plan.runs - 2)
    second = build(place, folder, "cache-photos", "out-photos")
    second(Sample(), 0)
    alone = Sample()

    def harness(_sample, _turn):
        alone.wall.extend(place.inside("pictures", folder, 1)["pictures"])

    cases = [
        ("photos first", build(place, folder, None)),
        ("photos second", second),
        ("text beside photos", build(place, place.issue(8), None)),
        ("pictures alone", harness),
    ]
    found = side_by_side(runs, cases)
    found["pictures alone"] = alone
    return found


def edit(plan):
    """One article changed: in a process that is warm, and in a cold one with the caches of the last build."""
    place = plan.place
    folder = place.issue(8)
    warm = place.inside("edit", folder, plan.runs)
    found = {"edit to picture": Sample(warm["picture"]), "warm rebuild": Sample(warm["rebuild"])}
    path = os.path.join(folder, ISSUE, "articles/003-second.md")
    with open(path, encoding="utf-8") as file:
        original = file.read()
    place.empty("cache-edit")
    place.empty("out-edit")
    again = build(place, folder, "cache-edit", "out-edit")
    again(Sample(), 0)

    def changed(sample, turn):
        with open(path, "w", encoding="utf-8") as file:
            file.write(swapped(original, turn))
        again(sample, turn)

    def unchanged(sample, turn):
        again(sample, turn)

    try:
        cases = [
            ("cold beside edit", build(place, folder, None)),
            ("rebuild changed", changed),
            ("rebuild unchanged", unchanged),
        ]
        found.update(side_by_side(plan.runs, cases))
    finally:
        with open(path, "w", encoding="utf-8") as file:
            file.write(original)
    return found


def swapped(text, turn):
    """The text with two neighbours of the body changed for each other, others in each turn."""
    han = lambda c: "\u4e00" <= c <= "\u9fff"
    places = [at for at in range(len(text) // 2, len(text) - 1)
              if han(text[at]) and han(text[at + 1]) and text[at] != text[at + 1]]
    at = places[(turn * 5 + 1) % len(places)]
    return text[:at] + text[at + 1] + text[at] + text[at + 2:]


def parts(plan):
    """Single parts: `check`, the print pass, the start up to the first error."""
    place = plan.place
    folder = place.issue(8)
    broken = place.empty("broken")
    # Links out of a project are refused.
    shutil.copy(os.path.join(folder, "dayang.toml"), broken)
    for name in ("layouts", "fonts"):
        shutil.copytree(os.path.join(folder, name), os.path.join(broken, name), copy_function=os.link)
    with open(os.path.join(folder, ISSUE, "issue.toml"), encoding="utf-8") as file:
        manifest = file.read()
    # A desk's caches are those of what it built before. A font file younger than two seconds is never kept.
    time.sleep(3)
    sound = os.path.join(broken, "issues", "sound")
    shutil.copytree(os.path.join(folder, ISSUE), sound)
    kept = {"DAYANG_CACHE": os.path.join(place.work, "cache-start")}
    run([place.program, "build", sound, "-o", os.path.join(broken, "out")], Sample(), env=kept)
    cases = [("check 8", checked(place, folder))]
    # What a desk gets wrong most: a mark left out, a key misspelt.
    for name, wrong in (
        ("syntax error", manifest.replace('slot = "', 'slot = ', 1)),
        ("unknown key", manifest.replace("section = ", "secton = ", 1)),
    ):
        below = os.path.join(broken, "issues", name.split()[0])
        shutil.copytree(os.path.join(folder, ISSUE), below)
        with open(os.path.join(below, "issue.toml"), "w", encoding="utf-8") as file:
            file.write(wrong)
        cases.append((name, refused(place, below, "cache-start")))
        cases.append((f"{name}, no cache", refused(place, below, None)))
        refused(place, below, "cache-start")(Sample(), 0)
    found = side_by_side(plan.runs, cases)
    found["print alone"] = Sample(place.inside("print", folder, plan.runs)["print"])
    return found


def checked(place, folder):
    def case(sample, _turn):
        run([place.program, "check", ISSUE], sample, cwd=folder, env={"DAYANG_CACHE": place.empty("cache-empty")})

    return case


def refused(place, issue, cache):
    def case(sample, _turn):
        kept = os.path.join(place.work, cache) if cache else place.empty("cache-empty")
        said = run([place.program, "build", issue], sample, env={"DAYANG_CACHE": kept}, expect=(1, 2))
        if "issue.toml" not in said:
            fail(f"the broken manifest was not named:\n{said}")

    return case


GROUPS = {"text": text, "growth": growth, "photos": photos, "edit": edit, "parts": parts}
