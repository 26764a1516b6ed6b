"""Runs programs on round folders, each as a whole process, and prints a Markdown table of what they took.

    table.py --sleutel target/release/sleutel --peers highs_pairs,pulp_cbc,cp_sat ROUND ...

A peer's tier values are compared with sleutel's, tier by tier, as far as it came; `lottery` is left out.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from measure import in_a_fresh_process

HERE = Path(__file__).resolve().parent
HEADING = "| round | program | wall time | peak MiB | tier values equal |\n| --- | --- | ---: | ---: | --- |"


def main():
    """Measures every program on every round and prints the table row by row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sleutel", default=HERE.parents[1] / "target/release/sleutel", type=Path)
    parser.add_argument("--peers", default="highs_pairs,pulp_cbc,cp_sat", help="names of scripts beside this one")
    parser.add_argument("--time-limit", type=float, default=600)
    parser.add_argument("--save", type=Path, help="also keep every run as a line of JSON in this file")
    parser.add_argument("rounds", nargs="+", type=Path)
    arguments = parser.parse_args()
    print(HEADING, flush=True)
    for folder in arguments.rounds:
        own = run_of_sleutel(arguments.sleutel, folder, arguments.time_limit)
        show(folder, own, own, arguments.save)
        for peer in filter(None, arguments.peers.split(",")):
            show(folder, run_of_peer(peer, folder, arguments.time_limit), own, arguments.save)


def run_of_sleutel(program, folder, limit):
    """One allocation from files to results, with the tier values it wrote."""
    with tempfile.TemporaryDirectory() as out:
        command = [str(program), "allocate", str(folder), "-q", "-o", out]
        run = in_a_fresh_process(command, limit)
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


def show(folder, run, own, save):
    """Prints one row, and keeps the run."""
    name = folder.resolve().name
    time = f"{run['wall']:.2f} s" if run["status"] in ("optimal", "feasible") else f"{run['status']} ({run['wall']:.0f} s)"
    print(f"| {name} | {run['peer']} | {time} | {run['peak_mib']:.0f} | {equality(run, own)} |", flush=True)
    if save:
        with save.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"round": name, **run}, ensure_ascii=False) + "\n")


def equality(run, own):
    """Whether the tier values that a run reached are those of sleutel."""
    if run is own:
        return ", ".join(f"{tier} {value}" for tier, value in own["tiers"].items())
    reached = [tier for tier in own["tiers"] if tier in run["tiers"]]
    unequal = [f"{tier} {run['tiers'][tier]}" for tier in reached if run["tiers"][tier] != own["tiers"][tier]]
    if run["status"] == "not applicable":
        return "not applicable"
    if unequal:
        return "no: " + ", ".join(unequal)
    if not reached:
        return "none reached"
    return "yes" if len(reached) == len(own["tiers"]) else f"yes, {len(reached)} of {len(own['tiers'])}: to {reached[-1]}"


if __name__ == "__main__":
    main()
