"""Runs programs on round folders, each as a whole process, and prints a Markdown table of what they took.

    table.py --peers highs_pairs,pulp_cbc,cp_sat "WORK=ROUND" ...

WORK is what the first column calls the round in the folder ROUND. A peer's tier values are compared with sleutel's,
tier by tier, as far as it came; `lottery` is left out.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from measure import in_a_fresh_process

HERE = Path(__file__).resolve().parent
HEADING = "| work | program | wall time | peak memory | goals |\n| --- | --- | ---: | ---: | --- |"
PROGRAMS = {
    "sleutel": "sleutel, all goals, reasons, certificate, check",
    "pulp_cbc": "PuLP with CBC",
    "highs_pairs": "HiGHS, pair by pair",
    "cp_sat": "OR-Tools CP-SAT",
    "ortools_lp": "OR-Tools linear programs",
    "ortools_flow": "OR-Tools min-cost flow",
    "scipy_assignment": "SciPy sparse assignment",
}
COUNTS = ["none", "one", "two", "three", "four", "five", "six", "seven"]


def main():
    """Measures every program on every round and prints the table row by row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sleutel", default=HERE.parents[1] / "target/release/sleutel", type=Path)
    parser.add_argument("--peers", default="highs_pairs,pulp_cbc,cp_sat", help="names of scripts beside this one")
    parser.add_argument("--time-limit", type=float, default=600)
    parser.add_argument("--save", type=Path, help="also keep every run as a line of JSON in this file")
    parser.add_argument("--no-heading", action="store_true", help="rows that go on with a table")
    parser.add_argument("rounds", nargs="+")
    arguments = parser.parse_args()
    if not arguments.no_heading:
        print(HEADING, flush=True)
    for round in arguments.rounds:
        work, _, folder = round.rpartition("=")
        folder = Path(folder)
        own = run_of_sleutel(arguments.sleutel, folder, arguments.time_limit)
        show(work or folder.resolve().name, own, own, arguments.save)
        for peer in filter(None, arguments.peers.split(",")):
            show("", run_of_peer(peer, folder, arguments.time_limit), own, arguments.save)


def run_of_sleutel(program, folder, limit):
    """One allocation from files to results, with the tier values it wrote: in time, the best so far."""
    with tempfile.TemporaryDirectory() as out:
        command = [str(program), "allocate", str(folder), "-q", "-o", out, "--time-limit", f"{limit:.0f}s"]
        run = in_a_fresh_process(command, 2 * limit + 60)
        summary = Path(out) / "summary.json"
        written = json.loads(summary.read_text("utf-8")) if summary.exists() else {"status": "failed", "tiers": []}
    status = written["status"] if run["exit"] is not None else "stopped"
    tiers = {tier["tier"]: tier["value"] for tier in written["tiers"] if tier["tier"] != "lottery"}
    return {"peer": "sleutel", "status": status, "tiers": tiers, **taken(run)}


def run_of_peer(peer, folder, limit):
    """One run of a peer, with the tier values it printed."""
    command = [sys.executable, str(HERE / f"{peer}.py"), str(folder), "--time-limit", str(limit)]
    run = in_a_fresh_process(command, limit + 60)
    try:
        result = json.loads(run["last_line"])
    except json.JSONDecodeError:
        result = {"peer": peer, "status": "failed", "tiers": {}}
    return {**result, **taken(run)}


def taken(run):
    """Wall time and peak memory of a run."""
    return {"wall": run["seconds"], "peak_mib": run["peak_mib"]}


def show(work, run, own, save):
    """Prints one row, and keeps the run."""
    done = run["status"] in ("optimal", "feasible")
    time = figures(run["wall"]) if done else f"{run['status']} after {figures(run['wall'])}"
    cells = [work, PROGRAMS.get(run["peer"], run["peer"]), time, f"{run['peak_mib']:.0f} MiB", goals(run, own)]
    print("|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|", flush=True)
    if save:
        with save.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"work": work, **run}, ensure_ascii=False) + "\n")


def figures(seconds):
    """Seconds in three figures: 0.482 s, 3.15 s, 54.7 s, 612 s."""
    decimals = 0 if seconds >= 100 else 1 if seconds >= 10 else 2 if seconds >= 1 else 3
    return f"{seconds:.{decimals}f} s"


def goals(run, own):
    """How many goals a run reached, and whether their values are those of sleutel, where it reached them all."""
    if run is own:
        return f"all {COUNTS[len(own['tiers']) + 1]}" if run["status"] == "optimal" else "the best so far, with a gap"
    reached = [tier for tier in own["tiers"] if tier in run["tiers"]]
    unequal = [f"{tier} {run['tiers'][tier]}" for tier in reached if run["tiers"][tier] != own["tiers"][tier]]
    if run["status"] == "not applicable":
        return "not applicable"
    if own["status"] != "optimal":
        return f"the first {COUNTS[len(run['tiers'])]}" if run["tiers"] else "none"
    if unequal:
        return "unequal: " + ", ".join(unequal)
    return f"the first {COUNTS[len(reached)]}, equal" if reached else "none"


if __name__ == "__main__":
    main()
