"""Where things are, and running one program with a clock, a counter and a scale beside it."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field

ISSUE = "issues/2026-01-05"


@dataclass
class Sample:
    """Runs of one thing: seconds by the clock, seconds of all cores, peak memory in MB."""

    wall: list = field(default_factory=list)
    cpu: list = field(default_factory=list)
    peak: list = field(default_factory=list)

    def add(self, wall, cpu, peak):
        self.wall.append(wall)
        self.cpu.append(cpu)
        self.peak.append(peak)

    def medians(self):
        middle = lambda values: statistics.median(values) if values else None
        return middle(self.wall), middle(self.cpu), middle(self.peak)


def fail(message):
    sys.exit(f"bench: {message}")


def run(command, sample=None, cwd=None, env=None, expect=(0,)):
    """Runs a command to its end and adds what it took. Its words are kept for the case of a failure."""
    surroundings = dict(os.environ, **(env or {}))
    words = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"dayang-bench-{os.getpid()}.log")
    with open(words, "wb") as log:
        began = time.perf_counter()
        child = subprocess.Popen(command, cwd=cwd, env=surroundings, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        # wait4 tells what this child, and the children it waited for, have used.
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
    with open(words, errors="replace") as log:
        said = log.read()
    os.unlink(words)
    if child.returncode not in expect:
        fail(f"{' '.join(map(str, command))} ended with {child.returncode}:\n{said[-2000:]}")
    if sample is not None:
        # Linux counts kilobytes, macOS bytes.
        unit = 1024 * 1024 if sys.platform == "darwin" else 1024
        sample.add(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)
    return said


class Place:
    """The repository, the built programs, and the folder all is made in."""

    def __init__(self, program, harness):
        self.root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        target = os.environ.get("CARGO_TARGET_DIR", os.path.join(self.root, "target"))
        self.work = os.path.join(target, "bench")
        os.makedirs(self.work, exist_ok=True)
        self.program = os.path.abspath(program) if program else self.built("build", "--release", "--bin", "dayang")
        self.harness = os.path.abspath(harness) if harness else self.built("bench", "--no-run", "--bench", "issues")

    def built(self, *arguments):
        """Has cargo build one program, and says where it is."""
        print(f"cargo {' '.join(arguments)} …", file=sys.stderr, flush=True)
        command = ["cargo", *arguments, "--locked", "--message-format", "json-render-diagnostics"]
        done = subprocess.run(command, cwd=self.root, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            fail("the release build failed")
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        found = [line["executable"] for line in lines if line.get("executable")]
        return found[-1] if found else fail("cargo built no program")

    def issue(self, pages, photos=False):
        """An issue of so many pages: made once, and again when the program or the generator is another."""
        folder = os.path.join(self.work, f"{'photos' if photos else 'text'}-{pages}")
        mark = os.path.join(folder, "made-by")
        stamp = str(os.stat(self.harness).st_mtime_ns)
        try:
            with open(mark) as kept:
                fresh = kept.read() == stamp
        except OSError:
            fresh = False
        if not fresh:
            print(f"making {os.path.basename(folder)} …", file=sys.stderr, flush=True)
            command = [self.harness, "generate", "--pages", str(pages), folder]
            # Pages that fit are not set again in the next round.
            said = run(command + (["--photos"] if photos else []), env={"DAYANG_CACHE": self.empty("cache-fit")})
            print("  " + said.strip().split(": ", 1)[-1], file=sys.stderr)
            with open(mark, "w") as kept:
                kept.write(stamp)
        return folder

    def empty(self, name):
        """An empty folder."""
        folder = os.path.join(self.work, name)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        return folder

    def inside(self, what, folder, runs):
        """What the harness measures in one process."""
        env = {"DAYANG_CACHE": os.path.join(self.work, "cache-inside")}
        said = run([self.harness, what, "--runs", str(runs), folder], env=env)
        return json.loads(said.strip().splitlines()[-1])

    def keep(self, results):
        """Every single run, for who wants to look closer."""
        with open(os.path.join(self.work, "results.json"), "w") as file:
            json.dump({name: vars(sample) for name, sample in results.items()}, file, indent=1)
