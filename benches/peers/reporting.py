"""What every peer has in common: its arguments, its time limit, and the one line of JSON that it prints.

The work is done in a child process that tells its parent of every tier as it is decided, so that a run that is
stopped at the time limit, wherever it then is, still reports what it had.
"""

import argparse
import json
import multiprocessing
import os
import signal
import sys
import time
import traceback


class NotApplicable(Exception):
    """The round has something that the peer cannot express."""


class Telling:
    """Tells of what is done, and keeps the time of each stage."""

    def __init__(self, pipe):
        self.pipe, self.since = pipe, time.monotonic()

    def stage(self, name):
        """The stage that ends now."""
        now = time.monotonic()
        self.pipe.send(("stage", name, now - self.since))
        self.since = now

    def tier(self, name, value):
        """A tier is decided."""
        self.pipe.send(("tier", name, int(value)))

    def note(self, key, value):
        """Anything else that belongs in the report."""
        self.pipe.send(("note", key, value))


def report(peer, work, **extra):
    """Runs `work(arguments, telling)` within the time limit and prints what became of it."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("round", help="round folder")
    parser.add_argument("--time-limit", type=float, default=600, help="seconds for the whole process")
    for name, settings in extra.items():
        parser.add_argument("--" + name, **settings)
    arguments = parser.parse_args()
    started = time.monotonic()
    ours, theirs = multiprocessing.Pipe(duplex=False)
    worker = multiprocessing.get_context("fork").Process(target=run, args=(work, arguments, theirs))
    worker.start()
    theirs.close()
    signal.signal(signal.SIGTERM, lambda *_: (stop(worker), sys.exit(1)))
    result = {"peer": peer, "status": "failed", "tiers": {}, "left_out": ["lottery"], "seconds": {}}
    while True:
        left = arguments.time_limit - (time.monotonic() - started)
        if left <= 0 or not ours.poll(left):
            result["status"] = "stopped"
            break
        try:
            kind, key, value = ours.recv()
        except EOFError:
            break
        keep(result, kind, key, value)
    stop(worker)
    if result["status"] == "stopped":
        spent = sum(result["seconds"].values())
        result["seconds"]["stopped"] = time.monotonic() - started - spent
    result["seconds"] = {stage: round(seconds, 3) for stage, seconds in result["seconds"].items()}
    print(json.dumps(result, ensure_ascii=False), flush=True)


def keep(result, kind, key, value):
    """Adds one message to the report."""
    if kind == "tier":
        result["tiers"][key] = value
    elif kind == "stage":
        result["seconds"][key] = value
    else:
        result[key] = value


def run(work, arguments, pipe):
    """The child: works, and says how it ended."""
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        status = work(arguments, Telling(pipe))
        pipe.send(("note", "status", status or "optimal"))
    except NotApplicable as reason:
        pipe.send(("note", "status", "not applicable"))
        pipe.send(("note", "reason", str(reason)))
    except Exception as error:
        traceback.print_exc()
        pipe.send(("note", "reason", f"{type(error).__name__}: {error}"))


def stop(worker):
    """Ends the child and what it started, where they are still running, and waits for it."""
    worker.join(0.5)
    if worker.is_alive():
        os.killpg(worker.pid, signal.SIGKILL)
    worker.join()
