"""Writes a synthetic round for the benchmarks: a folder with its own model. The same arguments give the same bytes.

    rounds.py unstructured OUT --dwellings 2000 --applicants 20000 --types 400 --seed 1

With --types dwellings are of so many types, alike in all but their id; without, all differ.

Kinds of rounds:
  unstructured  one region in which every dwelling and every applicant differs; a maximum for each group and one on
                the support of each organisation
  sharing       the same, with dwellings that singles of one group share, and a minimum for each group
  groups        the same as unstructured, with a maximum for each group and a minimum for some, and no other limit
  knotty        few dwellings under many crossing limits with small odd bounds: the linear relaxation is fractional
                in most tiers
"""

import argparse
import csv
import random
import shutil
from datetime import date, timedelta
from pathlib import Path

from models import model_of

NORMS = Path(__file__).resolve().parents[2] / "models" / "norms" / "nl"
FIRST_DAY = date(2025, 3, 1)
DISTRICTS = [f"District {number}" for number in range(1, 13)]
GROUPS = ["refugees", "shelter", "young", "care", "returning", "family"]
GROUP_SHARES = [30, 22, 16, 13, 11, 8]
ORGANISATIONS = [f"Organisation {letter}" for letter in "ABCDEFGHIJKL"]
DWELLING_COLUMNS = (
    "id,landlord,complex,district,rooms,area,rent,lowest_rent,persons_min,persons_max,places,labels,reserved_for,"
    "available_from"
).split(",")
APPLICANT_COLUMNS = (
    "id,group,organisation,adults,children,age,income,registered,urgent_until,ready_from,needs,districts,"
    "avoid_districts,avoid_complexes,shares,support,support_level"
).split(",")


def main():
    """Reads the arguments and writes the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["unstructured", "sharing", "groups", "knotty"])
    parser.add_argument("out", type=Path)
    parser.add_argument("--dwellings", type=int)
    parser.add_argument("--applicants", type=int)
    parser.add_argument("--types", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dwellings = given.dwellings or (230 if given.kind == "knotty" else 2000)
    applicants = given.applicants or (800 if given.kind == "knotty" else 20000)
    write_round(given.kind, given.out, (dwellings, given.types or dwellings, applicants), given.seed)


def write_round(kind, out, sizes, seed):
    """Writes a whole round folder with its model and norms."""
    chance = random.Random(f"{kind} {seed}")
    dwellings, types, applicants = sizes
    complexes = [f"Complex {number}" for number in range(1, max(6, types // 12) + 1)]
    homes = [dwelling(chance, number, complexes, kind) for number in range(1, types + 1)]
    homes += [{**chance.choice(homes[:types]), "id": f"D{number:05}"} for number in range(types + 1, dwellings + 1)]
    seekers = [applicant(chance, number, complexes, kind) for number in range(1, applicants + 1)]
    model = out / "model"
    model.mkdir(parents=True, exist_ok=True)
    shutil.copytree(NORMS, model / "norms" / "nl", dirs_exist_ok=True)
    (model / "model.toml").write_text(model_of(kind, chance, homes, GROUPS, GROUP_SHARES, ORGANISATIONS), "utf-8")
    (out / "round.toml").write_text(
        f'# Drawn for the benchmarks: every row is invented.\nformat = 1\n\n[round]\nid = "{kind}-{seed}"\n'
        f'month = "{FIRST_DAY:%Y-%m}"\nmodel = "model"\nseed = {seed}\n',
        "utf-8",
    )
    write_table(out / "dwellings.csv", DWELLING_COLUMNS, homes)
    write_table(out / "applicants.csv", APPLICANT_COLUMNS, seekers)


def write_table(path, columns, rows):
    """Writes rows as a file with commas."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def dwelling(chance, number, complexes, kind):
    """One dwelling."""
    rooms = chance.choices([1, 2, 3, 4, 5, 6], [16, 30, 26, 18, 7, 3])[0]
    rent = min(880, max(380, chance.gauss(600 + 26 * rooms, 75)))
    place = chance.randrange(len(complexes))
    labels = [label for label, share in (("ground-floor", 0.14), ("wheelchair", 0.04)) if chance.random() < share]
    for label, share in (("senior", 0.07), ("young", 0.06)):
        if chance.random() < share and not {"senior", "young"} & set(labels):
            labels.append(label)
    shared = kind in ("sharing", "knotty") and rooms >= 3 and chance.random() < (0.08 if kind == "knotty" else 0.15)
    names = chance.sample(GROUPS + ORGANISATIONS, chance.randint(1, 3))
    return {
        "id": f"D{number:05}",
        "landlord": f"Landlord {1 + place % 5}",
        "complex": complexes[place],
        "district": DISTRICTS[place % len(DISTRICTS)],
        "rooms": rooms,
        "area": 12 + 17 * rooms + chance.randint(0, 14),
        "rent": f"{rent:.2f}",
        "lowest_rent": f"{max(370, rent - chance.uniform(20, 90)):.2f}" if chance.random() < 0.15 else "",
        "persons_min": max(1, rooms - 1) if chance.random() < 0.06 else "",
        "persons_max": "",
        "places": min(4, rooms - 1) if shared else 1,
        "labels": "|".join(labels),
        "reserved_for": "|".join(names) if chance.random() < 0.3 else "",
        "available_from": FIRST_DAY + timedelta(days=chance.randint(-5, 33)),
    }


def applicant(chance, number, complexes, kind):
    """One household."""
    persons = chance.choices([1, 2, 3, 4, 5, 6], [52, 16, 13, 10, 6, 3])[0]
    adults = 1 if persons == 1 or chance.random() < 0.5 else 2
    age = chance.randint(18, 30) if chance.random() < 0.4 else chance.randint(25, 78)
    urgent = chance.random() < 0.2
    level = chance.choices(["none", "light", "intensive"], [35, 40, 25])[0]
    support = {"none": (0, 50), "light": (50, 75, 100, 125), "intensive": (100, 125, 150, 175, 225)}[level]
    avoided = chance.randint(1, 4) if chance.random() < 0.6 else 0
    needs = chance.choices(["", "ground-floor", "wheelchair"], [78, 17, 5])[0]
    income = chance.gauss(21500 + 3800 * (persons > 1) + 2500 * (adults > 1), 6500)
    return {
        "id": f"A{number:06}",
        "group": chance.choices(GROUPS, GROUP_SHARES)[0],
        "organisation": chance.choice(ORGANISATIONS) if chance.random() < 0.85 else "",
        "adults": adults,
        "children": persons - adults,
        "age": age,
        "income": f"{max(6000, income):.2f}" if chance.random() < 0.8 else "",
        "registered": FIRST_DAY - timedelta(days=int(chance.triangular(1, 4200, 500))),
        "urgent_until": FIRST_DAY + timedelta(days=chance.randint(-20, 260)) if urgent else "",
        "ready_from": FIRST_DAY + timedelta(days=chance.randint(-30, 36)) if chance.random() < 0.3 else "",
        "needs": needs,
        "districts": "|".join(chance.sample(DISTRICTS, chance.randint(1, 4))) if chance.random() < 0.5 else "",
        "avoid_districts": "|".join(chance.sample(DISTRICTS, avoided)),
        "avoid_complexes": "|".join(chance.sample(complexes, chance.randint(1, 3))) if chance.random() < 0.3 else "",
        "shares": "yes" if persons == 1 and kind in ("sharing", "knotty") and chance.random() < 0.25 else "no",
        "support": f"{chance.choice(support) / 100:.2f}",
        "support_level": level,
    }


if __name__ == "__main__":
    main()
