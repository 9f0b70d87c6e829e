#!/usr/bin/env python3
"""Runs the example with two workers, kills one of them at work, and compares every file with a plain build.

    python3 test.py PROGRAM PROJECT ISSUE [EDITIONS]

Needs `ray` (requirements.txt); without it the test says that it is skipped, and ends with 0.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

try:
    import ray  # noqa: F401
except ImportError:
    print("SKIPPED: ray is not installed (pip install -r requirements.txt)")
    sys.exit(0)

import run as editions


def zones(project, issue, count, folder):
    """A copy of a project with so many editions of one issue; they share its articles and pictures."""
    copy = Path(folder) / "project"
    for part in ("layouts", "fonts", "profiles"):
        if (project / part).is_dir():
            (copy / part).parent.mkdir(parents=True, exist_ok=True)
            (copy / part).symlink_to(project / part) if part == "profiles" else shutil.copytree(
                project / part, copy / part, copy_function=link
            )
    house = (project / "dayang.toml").read_text(encoding="utf-8")
    for old in ("{date}-{page}", "{date}.pdf"):
        house = house.replace(old, old.replace("{date}", "{date}-{edition}"))
    (copy / "dayang.toml").write_text(house, encoding="utf-8")
    shutil.copytree(project / "issues" / issue, copy / "issues" / issue)
    manifest = (copy / "issues" / issue / "issue.toml").read_text(encoding="utf-8")
    made = []
    for zone in range(count):
        own = copy / "issues" / f"{issue}-zone-{zone:04}"
        own.mkdir()
        text = manifest.replace('file = "', f'file = "../{issue}/')
        text = text.replace("[issue]\n", f'[issue]\nedition = "zone-{zone:04}"\n', 1)
        # Every zone is another issue number, so that no two are alike.
        text = "\n".join(
            f"number = {90000 + zone}" if line.startswith("number = ") and at < 6 else line
            for at, line in enumerate(text.split("\n"))
        )
        (own / "issue.toml").write_text(text, encoding="utf-8")
        made.append(own)
    return made


def link(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def files(folder):
    """Every file below a folder, without what dayang keeps for itself."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and ".dayang" not in path.parts
    }


def main():
    program, project, issue = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve(), sys.argv[3]
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 24
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        os.environ.setdefault("DAYANG_CACHE", str(folder / "cache"))
        issues = zones(project, issue, count, folder)
        plain = folder / "plain"
        for one in issues:
            done = subprocess.run([program, "build", one, "-o", plain / one.name], capture_output=True)
            assert done.returncode == 0, done.stderr.decode()
        attempts = folder / "attempts"
        attempts.mkdir()
        killed, finished = [], set()

        def told(result, done):
            # When a quarter is done, a worker is lost that is at work. The process that builds its
            # edition is left without anyone who waits for it, and goes on beside the one that takes its place.
            finished.add(Path(result["issue"]).name)
            while done >= count // 4 and not killed:
                for log in attempts.iterdir():
                    lines = log.read_text().split()
                    if log.name not in finished and lines:
                        time.sleep(0.1)
                        os.kill(int(lines[-1]), signal.SIGKILL)
                        killed.append(int(lines[-1]))
                        break

        results = editions.run(program, issues, folder / "ray", 2, attempts=str(attempts), told=told)
        assert [result["code"] for result in results] == [0] * count, results
        begun = [line for log in attempts.iterdir() for line in log.read_text().split()]
        print(f"{count} editions, begun {len(begun)} times by {len(set(begun))} workers; killed {killed}")
        assert killed, "no worker was killed"
        assert len(begun) > count, "the lost worker had nothing to do"
        assert len(set(begun)) >= 3, "nobody took the lost worker's place"
        one, other = files(plain), files(folder / "ray")
        assert one.keys() == other.keys(), one.keys() ^ other.keys()
        different = [name for name in one if one[name] != other[name]]
        assert not different, different
        used = sum(result["cpu"] for result in results) / count
        print(f"{len(one)} files are the same bytes as in a plain build; {used:.2f} CPU seconds an edition")


if __name__ == "__main__":
    main()
