"""Who fits where: every rule for one dwelling against all applicants at once."""

from dataclasses import dataclass

import numpy as np

from limits import selected

PENSION_AGE = 67
SCARCE_LABELS = ("ground-floor", "wheelchair")
AGES = {"ground-floor": {}, "wheelchair": {}, "senior": {"age_min": 55}, "young": {"age_min": 18, "age_max": 27}}
DAYS = 31


@dataclass
class Pairs:
    """The pairs that fit, dwelling by dwelling: one entry for each mode, with its misfit."""

    applicant: np.ndarray
    dwelling: np.ndarray
    shared: np.ndarray
    misfit: np.ndarray
    fixed: dict  # applicant → dwelling


def pairs_of(round_):
    """Every pair that the rules and the decisions leave, and the fixed pairs."""
    sight = Sight(round_)
    fixed, overridden, excluded = decided(round_)
    free = np.ones(round_.applicants.rows, dtype=bool)
    free[list(fixed)] = False
    found = []
    for dwelling in range(round_.dwellings.rows):
        candidates = sight.candidates(dwelling)
        whole, shared = sight.verdicts(dwelling, candidates)
        allowed = free[candidates]
        if dwelling in excluded:
            allowed &= ~np.isin(candidates, excluded[dwelling])
        found.extend(entries(sight, dwelling, candidates, whole & allowed, shared & allowed))
        for applicant in (one for one, its in fixed.items() if its == dwelling):
            alone = np.array([applicant])
            whole, shared = sight.verdicts(dwelling, alone)
            if applicant in overridden and not (whole[0] or shared[0]):
                whole[0] = True
            found.extend(entries(sight, dwelling, alone, whole, shared))
    columns = [np.concatenate(parts) for parts in zip(*found)] if found else [np.zeros(0, dtype=np.int32)] * 4
    return Pairs(columns[0], columns[1], columns[2].astype(bool), columns[3], fixed)


def entries(sight, dwelling, candidates, whole, shared):
    """The entries of one dwelling in both modes."""
    for mode, fits in ((False, whole), (True, shared)):
        rows = candidates[fits].astype(np.int32)
        if len(rows):
            misfit = sight.misfit(dwelling, rows, mode).astype(np.int32)
            yield rows, np.full(len(rows), dwelling, dtype=np.int32), np.full(len(rows), mode), misfit


def decided(round_):
    """Fixed pairs, the applicants among them that an override concerns, and the pairs that are excluded."""
    applicant_of = {name: row for row, name in enumerate(round_.applicants.column("id"))}
    dwelling_of = {name: row for row, name in enumerate(round_.dwellings.column("id"))}
    fixed, overridden, excluded = {}, set(), {}
    for decision in round_.decisions:
        applicant, dwelling = applicant_of[decision["applicant"]], dwelling_of[decision["dwelling"]]
        if decision["decision"] == "fixed":
            fixed[applicant] = dwelling
            if (decision.get("override") or "").lower() in ("yes", "ja", "true", "1"):
                overridden.add(applicant)
        else:
            excluded.setdefault(dwelling, []).append(applicant)
    return fixed, overridden, excluded


class Sight:
    """What the rules see of applicants and dwellings."""

    def __init__(self, round_):
        rules = round_.settings.get("rules", {})
        self.dwellings, self.norms = round_.dwellings.columns, round_.norms
        self.rules = {name: rules.get(name, True) is not False for name in
                      ("size", "rent", "labels", "reserved", "liveability", "places", "region", "dates")}
        applicants = round_.applicants
        self.rows = applicants.rows
        self.persons, self.age = applicants.numbers("persons"), applicants.numbers("age")
        self.size_table(round_.norms["size"])
        margin = rules["rent"].get("margin", 0) if isinstance(rules.get("rent"), dict) else 0
        self.most_rent = self.rent_caps(applicants) + round(margin * 100)
        labels = rules.get("labels")
        self.ages = {**AGES, **(labels if isinstance(labels, dict) else {})}
        self.needing = masks(applicants, "needs")
        self.regions = {value: rows_of_value(applicants, "region", value) for value in set(self.dwellings["region"])}
        self.all = np.arange(self.rows)
        self.group, self.organisation = masks(applicants, "group"), masks(applicants, "organisation")
        self.preferring = {name: np.flatnonzero(mask) for name, mask in masks(applicants, "districts").items()}
        self.with_preference = applicants.filled("districts")
        self.avoiding = {column: rows_by_value(applicants, column) for column in ("avoid_districts", "avoid_complexes")}
        self.exclusions = [
            (selected(round_.dwellings, one.get("dwellings", {})), selected(applicants, one.get("applicants", {})))
            for one in round_.settings.get("liveability", [])
            if one.get("until") is None or round_.first_day.isoformat() <= str(one["until"])
        ]
        days = rules["dates"].get("days", DAYS) if isinstance(rules.get("dates"), dict) else DAYS
        self.last_day = round_.first_day.toordinal() + days
        self.ready = applicants.numbers("ready_from") <= self.last_day
        self.sharing_min = max(2, round_.sharing.get("min", 2)) if round_.sharing else None
        self.single_sharer = applicants.numbers("shares", False).astype(bool) & (self.persons == 1)

    def size_table(self, sizes):
        """Rooms that each household needs at least and may have at most."""
        largest = 10_000
        rows = np.clip(np.searchsorted([size[0] for size in sizes], self.persons, side="right") - 1, 0, None)
        self.rooms_min = np.array([size[1] for size in sizes])[rows]
        self.rooms_max = np.array([largest if size[2] is None else size[2] for size in sizes])[rows]

    def rent_caps(self, applicants):
        """The rent cap of each household in cents."""
        norms, pension = self.norms, self.age >= PENSION_AGE
        single = np.where(pension, norms["single_pension"], norms["single"])
        multi = np.where(pension, norms["multi_pension"], norms["multi"])
        within = applicants.numbers("income") <= np.where(self.persons > 1, multi, single)
        young = (applicants.numbers("children") == 0) & (self.age < norms["young_age_below"])
        by_size = np.where(self.persons <= 2, norms["low_cap"], norms["high_cap"])
        return np.where(within, np.where(young, norms["quality_discount_limit"], by_size), norms["social_rent_limit"])

    def candidates(self, dwelling):
        """The applicants whose region does not rule the dwelling out."""
        return self.regions[self.dwellings["region"][dwelling]] if self.rules["region"] else self.all

    def verdicts(self, dwelling, rows):
        """Which applicants may have the dwelling whole, and which may take a place in it."""
        column = {name: values[dwelling] for name, values in self.dwellings.items()}
        both = np.ones(len(rows), dtype=bool)
        if self.rules["dates"]:
            both &= self.ready[rows] & ((column["available_from"] or 0) <= self.last_day)
        if self.rules["labels"]:
            self.hold_labels(column["labels"], rows, both)
        if self.rules["reserved"] and column["reserved_for"]:
            both &= self.named(column["reserved_for"])[rows]
        if self.rules["liveability"]:
            for dwellings, applicants in self.exclusions:
                if dwellings[dwelling]:
                    both &= ~applicants[rows]
        if self.rules["places"]:
            for kind, place in (("avoid_districts", "district"), ("avoid_complexes", "complex")):
                if column[place] in self.avoiding[kind]:
                    both &= ~np.isin(rows, self.avoiding[kind][column[place]])
        if self.rules["region"]:
            both &= np.isin(rows, self.regions[column["region"]]) if len(rows) == 1 else True
        return both & self.whole(column, rows), both & self.shared(column, rows)

    def hold_labels(self, labels, rows, both):
        """Ages that the labels ask, and labels that the household needs."""
        for label in labels:
            ages = self.ages.get(label, {})
            both &= (self.age[rows] >= ages.get("age_min", 0)) & (self.age[rows] <= ages.get("age_max", 999))
        served = set(labels) | ({"ground-floor"} if "wheelchair" in labels else set())
        for need, needing in self.needing.items():
            if need not in served:
                both &= ~needing[rows]

    def named(self, names):
        """The applicants whose group or organisation is among the names."""
        found = np.zeros(self.rows, dtype=bool)
        for name in names:
            for masks_by_name in (self.group, self.organisation):
                if name in masks_by_name:
                    found |= masks_by_name[name]
        return found

    def whole(self, column, rows):
        """Size and rent of a dwelling that one household has alone."""
        fits = np.ones(len(rows), dtype=bool)
        if self.rules["size"]:
            if column["persons_min"] is None and column["persons_max"] is None:
                fits &= (self.rooms_min[rows] <= column["rooms"]) & (column["rooms"] <= self.rooms_max[rows])
            else:
                fits &= self.persons[rows] >= (column["persons_min"] or 0)
                fits &= self.persons[rows] <= (column["persons_max"] or 10_000)
        if self.rules["rent"]:
            lowest = column["rent"] if column["lowest_rent"] is None else min(column["rent"], column["lowest_rent"])
            fits &= lowest <= self.most_rent[rows]
        return fits

    def shared(self, column, rows):
        """Consent, places and the rent of one place."""
        if self.sharing_min is None or column["places"] < self.sharing_min:
            return np.zeros(len(rows), dtype=bool)
        fits = self.single_sharer[rows]
        if self.rules["rent"]:
            fits = fits & (-(-column["rent"] // column["places"]) <= self.most_rent[rows])
        return fits

    def misfit(self, dwelling, rows, shared):
        """Rooms too many, scarce labels not needed, and a district that is not preferred."""
        rooms, labels = self.dwellings["rooms"][dwelling], self.dwellings["labels"][dwelling]
        found = np.zeros(len(rows), dtype=np.int64) if shared else np.maximum(0, rooms - self.rooms_min[rows])
        for label in SCARCE_LABELS:
            if label in labels:
                found += 1 - self.needing[label][rows] if label in self.needing else 1
        elsewhere = self.with_preference.copy()
        elsewhere[self.preferring.get(self.dwellings["district"][dwelling], [])] = False
        return found + elsewhere[rows]


def rows_by_value(table, column):
    """The rows of every value of a text or list column."""
    found = {}
    for row, value in enumerate(table.column(column)):
        for one in value if isinstance(value, tuple) else (value,):
            found.setdefault(one, []).append(row)
    found.pop(None, None)
    return {value: np.array(rows) for value, rows in found.items()}


def masks(table, column):
    """For every value of a column, which rows have it."""
    found = {}
    for value, rows in rows_by_value(table, column).items():
        found[value] = np.zeros(table.rows, dtype=bool)
        found[value][rows] = True
    return found


def rows_of_value(table, column, value):
    """The rows with this value, or with none."""
    return np.flatnonzero([one is None or one == value for one in table.column(column)])
