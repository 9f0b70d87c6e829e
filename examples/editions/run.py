#!/usr/bin/env python3
"""Builds many editions on a Ray cluster, one stateless process an edition.

    python3 run.py --workers 2 -o press issues/2026-11-22 issues/2026-11-22-east …

Everything that an edition needs lies in the project, and nothing is kept between two of them but the
cache of pictures, which any process may fill. So an edition whose worker is lost is simply built again, on
whatever worker is free; its files appear whole or not at all, and are the same bytes wherever they
were made.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import ray

# What dayang's exit code says: done, findings, unreadable input. These are answers; trying again
# would give the same. Anything else is a fault or a kill, and is tried again.
ANSWERS = (0, 1, 2)


class Fault(Exception):
    """The program failed, or was killed."""


@ray.remote(num_cpus=1, max_retries=5, retry_exceptions=[Fault])
def build(program, issue, output, attempts=None):
    """Builds one edition into its own folder and says what came of it."""
    if attempts:
        # Where a test counts how often each was begun, and by whom.
        with open(Path(attempts) / Path(issue).name, "a", encoding="utf-8") as log:
            log.write(f"{os.getpid()}\n")
    command = [program, "build", issue, "-o", str(Path(output) / Path(issue).name), "--format", "json"]
    # An edition has one core: the next one uses the other.
    environment = {**os.environ, "RAYON_NUM_THREADS": "1"}
    start = time.monotonic()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        code = process.returncode = os.waitstatus_to_exitcode(status)
        if code not in ANSWERS:
            raise Fault(f"{issue}: dayang ended with {code}")
        out.seek(0)
        summary = json.load(out)["summary"]
    return {
        "issue": issue,
        "code": code,
        "errors": summary["errors"],
        "seconds": time.monotonic() - start,
        "cpu": used.ru_utime + used.ru_stime,
        "worker": os.getpid(),
    }


def run(program, issues, output, workers=None, address=None, attempts=None, told=None):
    """Builds all editions and gives what came of each, in the order in which they were named."""
    if not ray.is_initialized():
        own = {} if address else {"num_cpus": workers, "include_dashboard": False}
        ray.init(address=address, log_to_driver=False, **own)
    tasks = [build.remote(program, str(issue), str(output), attempts) for issue in issues]
    waiting, results = list(tasks), {}
    while waiting:
        done, waiting = ray.wait(waiting)
        for task in done:
            try:
                results[task] = ray.get(task)
            except (Fault, ray.exceptions.RayError) as error:
                # One edition that cannot be built stops none of the others.
                issue = str(issues[tasks.index(task)])
                results[task] = {"issue": issue, "code": 3, "errors": 1, "why": str(error)}
            if told:
                told(results[task], len(results))
    return [results[task] for task in tasks]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("issues", nargs="+", metavar="ISSUE")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="a folder each edition in it")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="on this machine")
    parser.add_argument("--address", help="of a cluster that runs; its machines share project and output")
    parser.add_argument("--dayang", default="dayang", metavar="PROGRAM")
    args = parser.parse_args()
    start = time.monotonic()
    results = run(args.dayang, args.issues, args.output, args.workers, args.address)
    seconds = time.monotonic() - start
    for result in results:
        if result["code"]:
            print(f"{result['issue']}: {result['errors']} errors {result.get('why', '')}".rstrip())
    wrong = sum(result["code"] != 0 for result in results)
    used = [result["cpu"] for result in results if "cpu" in result]
    print(f"{len(results)} editions, {wrong} with errors, {seconds:.1f} seconds")
    if used:
        print(f"{len(results) / seconds * 3600:.0f} editions an hour; {sum(used) / len(used):.2f} CPU seconds an edition")
    sys.exit(max((result["code"] for result in results), default=0))


if __name__ == "__main__":
    main()
