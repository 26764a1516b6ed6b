"""Wall time and peak memory of a command as a whole process, with the processes that it starts and waits for.

    measure.py --timeout 630 -- COMMAND ...

prints one line of JSON: seconds, peak_mib, exit status (null where it was stopped), and the last line of its output.
Run it as a process of its own: a child's peak is never less than that of the process it is started from.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time


def measured(command, timeout):
    """Runs a command; one that outlives the timeout is asked to end and then ended, with its own children."""
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=output, start_new_session=True)
        status, usage, stopped = waited(process.pid, started + timeout)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        lines = output.read().decode("utf-8", "replace").strip().splitlines()
    return {
        "seconds": round(seconds, 3),
        "peak_mib": round(usage.ru_maxrss / 1024, 1),
        "exit": None if stopped else process.returncode,
        "last_line": lines[-1] if lines else "",
    }


def waited(pid, until):
    """Waits for the process without asking more than a thousand times a second."""
    stopped, pause = False, 0.001
    while True:
        found, status, usage = os.wait4(pid, os.WNOHANG)
        if found:
            return status, usage, stopped
        if time.monotonic() > until:
            os.killpg(pid, signal.SIGKILL if stopped else signal.SIGTERM)
            stopped, until = True, time.monotonic() + 10
        time.sleep(pause)
        pause = min(0.02, pause * 1.1)


def in_a_fresh_process(command, timeout):
    """The same, measured from a process that has done nothing else."""
    helper = [sys.executable, "-S", __file__, "--timeout", str(timeout), "--", *command]
    return json.loads(subprocess.run(helper, stdout=subprocess.PIPE, check=True).stdout)


def main():
    """Measures the command on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--timeout", type=float, default=630)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    command = arguments.command[1:] if arguments.command[:1] == ["--"] else arguments.command
    print(json.dumps(measured(command, arguments.timeout)))


if __name__ == "__main__":
    main()
