"""How long city months take: drawn from the model of Utrecht with one seed after the other, ten seconds each at most.

    python3 benches/knotty.py [FIRST..LAST] [SECONDS]
"""

import json
import subprocess
import sys
import time
from pathlib import Path

SLEUTEL = Path("target/release/sleutel")
ROUNDS = Path("target/rounds/knotty")
DRAWN = ["models/utrecht-2025", "--month", "2025-03", "--dwellings", "230", "--applicants", "800", "-q"]


def drawn(seed):
    """The folder of the round of a seed."""
    folder = ROUNDS / str(seed)
    if not (folder / "round.toml").exists():
        subprocess.run([SLEUTEL, "generate", *DRAWN, "--seed", str(seed), "-o", folder], check=True)
    return folder


def allocated(folder, seconds):
    """Wall time of the whole process, and the summary it writes."""
    begin = time.monotonic()
    run = subprocess.run(
        [SLEUTEL, "allocate", folder, "-q", "--time-limit", f"{seconds}s"], capture_output=True, text=True
    )
    took = time.monotonic() - begin
    if run.returncode not in (0, 3):
        raise SystemExit(f"{folder}: status {run.returncode}\n{run.stderr}")
    return took, json.loads((folder / "out" / "summary.json").read_text())


def at(times, percent):
    """The time within which so many percent are done."""
    return sorted(times)[max(0, -(-len(times) * percent // 100) - 1)]


def main(seeds="1..100", seconds="10"):
    first, last = (int(bound) for bound in seeds.split(".."))
    times, over, open_rounds = [], [], []
    for seed in range(first, last + 1):
        took, summary = allocated(drawn(seed), float(seconds))
        unproven = [tier["tier"] for tier in summary["tiers"] if tier["proof"] == "none"]
        print(f"{seed:>4} {took:7.2f} s  {'not proven: ' + ', '.join(unproven) if unproven else 'proven'}", flush=True)
        times.append(took)
        over += [seed] if summary["seconds"]["solve"] > 1.1 * float(seconds) else []
        open_rounds += [seed] if unproven else []
    shares = ", ".join(f"{percent} % within {at(times, percent):.2f} s" for percent in (50, 75, 90, 95, 99))
    print(f"{len(times)} rounds: {shares}, the longest {max(times):.2f} s")
    print(f"not proven in {seconds} s: {len(open_rounds)}, seeds {open_rounds}")
    print(f"solved for more than a tenth longer than the limit: {over}")


if __name__ == "__main__":
    main(*sys.argv[1:])
