"""A round folder in memory: its tables, and its model with the round's own settings laid over it.

Reads the plain form of the files: UTF-8, commas, English column names, decimal points, dates as 2025-03-31.
Amounts and numbers are whole hundredths, dates are day numbers, lists are tuples, empty cells are None.
"""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

WHOLE = {"rooms", "persons_min", "persons_max", "places", "adults", "children", "age", "persons"}
AMOUNTS = {"area", "rent", "lowest_rent", "income", "support"}
DATES = {"available_from", "registered", "urgent_until", "ready_from"}
LISTS = {"labels", "reserved_for", "needs", "districts", "avoid_districts", "avoid_complexes"}
FLAGS = {"shares"}
DWELLING_COLUMNS = (
    "id landlord region complex district rooms area rent lowest_rent persons_min persons_max places labels"
    " reserved_for available_from"
).split()
APPLICANT_COLUMNS = (
    "id group organisation region adults children age income registered urgent_until ready_from needs districts"
    " avoid_districts avoid_complexes shares support support_level"
).split()
DEFAULTS = {"children": 0, "places": 1, "shares": False, "support": 0}
DEFAULT_TIERS = ["minimums", "placed", "urgency", "waiting", "fit", "lottery"]


@dataclass
class Table:
    """Rows of one file, column by column."""

    columns: dict
    rows: int

    def column(self, name):
        """The values of a column, None where a cell is empty."""
        return self.columns[name]

    def numbers(self, name, empty=0):
        """A column as whole numbers, with what stands for an empty cell."""
        return np.array([empty if value is None else value for value in self.columns[name]], dtype=np.int64)

    def filled(self, name):
        """Where a column has a value."""
        return np.array([value is not None and value != () for value in self.columns[name]], dtype=bool)


@dataclass
class Round:
    """Everything that one allocation is computed from; applicants of self-search groups are left out."""

    first_day: date
    settings: dict
    norms: dict
    dwellings: Table
    applicants: Table
    decisions: list
    homes: np.ndarray  # how many dwellings each row of `dwellings` stands for

    @property
    def tiers(self):
        """The tiers in the model's order."""
        return self.settings.get("objective", {}).get("tiers", DEFAULT_TIERS)

    @property
    def sharing(self):
        """The sharing settings, or None where dwellings are not shared."""
        sharing = self.settings.get("sharing")
        return sharing if sharing is not None and sharing.get("enabled", True) else None


def read_round(folder):
    """Reads a round folder, its model and its norms."""
    folder = Path(folder)
    own = tomllib.loads((folder / "round.toml").read_text("utf-8-sig"))
    model_folder = (folder / own["round"]["model"]).resolve()
    settings = laid_over(tomllib.loads((model_folder / "model.toml").read_text("utf-8-sig")), own)
    first_day = date.fromisoformat(own["round"]["month"] + "-01")
    applicants = table(rows_of(folder / "applicants.csv"), APPLICANT_COLUMNS)
    dwellings = table(rows_of(folder / "dwellings.csv"), DWELLING_COLUMNS)
    decisions = list(rows_of(folder / "decisions.csv")) if (folder / "decisions.csv").exists() else []
    homes = np.ones(dwellings.rows, dtype=np.int64)
    if not decisions:
        dwellings, homes = alike_as_one(dwellings)
    return Round(
        first_day=first_day,
        settings=settings,
        norms=norms(model_folder / settings["model"]["norms"], first_day.year),
        dwellings=dwellings,
        applicants=mediated(with_persons(applicants), settings.get("group", [])),
        decisions=decisions,
        homes=homes,
    )


def alike_as_one(dwellings):
    """Dwellings that differ in nothing but their id, as one row each, and how many each row stands for."""
    names = [name for name in dwellings.columns if name != "id"]
    first, homes = {}, []
    for row, key in enumerate(zip(*(dwellings.column(name) for name in names))):
        number = first.setdefault(key, len(first))
        if number == len(homes):
            homes.append([row, 0])
        homes[number][1] += 1
    kept = [row for row, _ in homes]
    columns = {name: [values[row] for row in kept] for name, values in dwellings.columns.items()}
    return Table(columns, len(kept)), np.array([count for _, count in homes], dtype=np.int64)


def laid_over(settings, own):
    """The model's settings with the round's laid over them, key by key; limits and groups by name."""
    result = dict(settings)
    for key, value in own.items():
        mine = result.get(key)
        if key in ("limit", "group") and isinstance(mine, list):
            result[key] = named_over(mine, value, "name" if key == "limit" else "id")
        elif isinstance(mine, dict) and isinstance(value, dict) and key not in ("applicants", "dwellings"):
            result[key] = laid_over(mine, value)
        else:
            result[key] = value
    return result


def named_over(mine, own, name):
    """A list of named tables with another laid over it."""
    result = {entry[name]: entry for entry in mine}
    for entry in own:
        result[entry[name]] = laid_over(result.get(entry[name], {}), entry)
    return list(result.values())


def rows_of(path):
    """The rows of a file with commas, each as a dictionary."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def table(rows, names):
    """Rows as typed columns; a column that the file lacks is empty."""
    rows = list(rows)
    columns = {}
    for name in names:
        default = () if name in LISTS else DEFAULTS.get(name)
        typed = kind_of(name)
        cells = (row.get(name) for row in rows)
        columns[name] = [typed(cell.strip()) if cell and cell.strip() else default for cell in cells]
    return Table(columns, len(rows))


def kind_of(name):
    """How a cell of a column is read."""
    if name in WHOLE:
        return int
    if name in AMOUNTS:
        return hundredths
    if name in DATES:
        return lambda cell: date.fromisoformat(cell).toordinal()
    if name in LISTS:
        return lambda cell: tuple(part.strip() for part in cell.split("|") if part.strip())
    if name in FLAGS:
        return is_yes
    return str


def hundredths(cell):
    """A number of at most two decimals in whole hundredths."""
    return round(float(cell) * 100)


def is_yes(cell):
    """Whether a cell says yes."""
    return cell.lower() in ("yes", "ja", "true", "1")


def with_persons(applicants):
    """Adds the household's size, children included."""
    adults, children = applicants.column("adults"), applicants.column("children")
    applicants.columns["persons"] = [one + other for one, other in zip(adults, children)]
    return applicants


def mediated(applicants, groups):
    """Only the applicants whose group does not search for itself."""
    apart = {group["id"] for group in groups if group.get("route", "mediated") == "self-search"}
    kept = [row for row, group in enumerate(applicants.column("group")) if group not in apart]
    if len(kept) == applicants.rows:
        return applicants
    columns = {name: [values[row] for row in kept] for name, values in applicants.columns.items()}
    return Table(columns, len(kept))


def norms(folder, year):
    """The rent and income norms of a year in cents, and the size table as (persons, rooms_min, rooms_max)."""
    found = {}
    for name in ("rent.csv", "income.csv"):
        row = next(row for row in rows_of(folder / name) if int(row["year"]) == year)
        for key, cell in row.items():
            if key not in ("year", "source", "certainty"):
                found[key] = int(cell) if key == "young_age_below" else hundredths(cell)
    found["size"] = sorted(
        (int(row["persons"]), int(row["rooms_min"]), int(row["rooms_max"]) if row["rooms_max"].strip() else None)
        for row in rows_of(folder / "size.csv")
    )
    return found
