"""Measures sleutel on ever larger rounds, each as a whole process, and draws what it took as docs/growth.svg.

    growth.py [--time-limit 20] [--out docs/growth.svg]
    growth.py --measured target/growth.json     draws again what was measured before

The rounds are drawn from the model of Utrecht, three of each size, because how hard a round is depends on its month. A
run that its time limit ended has a result with a gap; it is drawn hollow, because its time is not that of the whole work.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from growth_picture import draw
from measure import in_a_fresh_process

ROOT = Path(__file__).resolve().parents[2]
DWELLINGS, APPLICANTS = [29, 58, 115, 230, 460], [200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600]
FIXED_APPLICANTS, FIXED_DWELLINGS = 800, 230
SEEDS = [1, 2, 3]
STOPPED = 3  # the exit status of a run whose search the time limit ended


def main():
    """Measures, unless that was done before, and draws."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sleutel", default=ROOT / "target/release/sleutel", type=Path)
    parser.add_argument("--time-limit", type=int, default=20, help="seconds of search for each round")
    parser.add_argument("--measured", type=Path, help="draw these runs instead of measuring")
    parser.add_argument("--save", type=Path, default=ROOT / "target/growth.json", help="where the runs are kept")
    parser.add_argument("--out", type=Path, default=ROOT / "docs/growth.svg")
    arguments = parser.parse_args()
    if arguments.measured:
        kept = json.loads(arguments.measured.read_text("utf-8"))
    else:
        runs = [run_of(arguments, *size, seed) for size in sizes() for seed in SEEDS]
        kept = {"time_limit": arguments.time_limit, "runs": runs}
        arguments.save.write_text(json.dumps(kept, indent=1), "utf-8")
    runs = kept["runs"]
    others = {"dwellings": f"{FIXED_APPLICANTS:,} applicants", "applicants": f"{FIXED_DWELLINGS:,} dwellings"}
    draw({what: series(runs, what) for what in others}, others, arguments.out, kept["time_limit"])
    print(f"{arguments.out}: {len(runs)} runs, {sum(run['stopped'] for run in runs)} stopped at their time limit")


def sizes():
    """Every size of a round, the one that both series have once."""
    by_dwellings = [(number, FIXED_APPLICANTS) for number in DWELLINGS]
    return list(dict.fromkeys(by_dwellings + [(FIXED_DWELLINGS, number) for number in APPLICANTS]))


def run_of(arguments, dwellings, applicants, seed):
    """One allocation of a drawn round, from files to results."""
    folder = ROOT / f"target/rounds/growth-{dwellings}-{applicants}-{seed}"
    if not folder.exists():
        generate(arguments.sleutel, folder, dwellings, applicants, seed)
    with tempfile.TemporaryDirectory() as out:
        limit = f"{arguments.time_limit}s"
        command = [str(arguments.sleutel), "allocate", str(folder), "-q", "--time-limit", limit, "-o", out]
        run = in_a_fresh_process(command, 10 * arguments.time_limit)
    if run["exit"] not in (0, STOPPED):
        raise SystemExit(f"{folder} ended with exit status {run['exit']}")
    stopped = run["exit"] == STOPPED
    told = ", stopped at its time limit" if stopped else ""
    taken = {"seconds": run["seconds"], "mib": run["peak_mib"]}
    size = f"{dwellings:6} dwellings {applicants:7,} applicants"
    print(f"{size}, seed {seed}: {taken['seconds']:6.2f} s {taken['mib']:5.0f} MiB{told}", flush=True)
    return {"dwellings": dwellings, "applicants": applicants, "seed": seed, "stopped": stopped, **taken}


def generate(sleutel, folder, dwellings, applicants, seed):
    """Draws a round beside its place and moves it there, so that no half of one is measured."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    size = ["--dwellings", str(dwellings), "--applicants", str(applicants), "--seed", str(seed)]
    model = [str(ROOT / "models/utrecht-2025"), "--month", "2025-03"]
    subprocess.run([str(sleutel), "generate", *model, *size, "-q", "-o", str(unfinished)], check=True)
    unfinished.rename(folder)


def series(runs, along):
    """The runs of one series by size: those in which the other size is the fixed one."""
    other, fixed = ("applicants", FIXED_APPLICANTS) if along == "dwellings" else ("dwellings", FIXED_DWELLINGS)
    chosen = [run for run in runs if run[other] == fixed]
    return {size: [run for run in chosen if run[along] == size] for size in sorted({run[along] for run in chosen})}


if __name__ == "__main__":
    main()
