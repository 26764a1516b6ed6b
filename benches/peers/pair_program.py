"""The pair-by-pair program of a round: a column for every pair that fits, in whole numbers throughout.

Dwellings that differ in nothing but their id are one with room for as many, where nothing is decided yet.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import sparse

from eligibility import pairs_of
from limits import limits_in_force

LEFT_OUT = ("lottery", "unchanged")


@dataclass
class Tier:
    """One objective over the columns: at most or at least, as `maximise` says."""

    name: str
    maximise: bool
    worth: np.ndarray


@dataclass
class Program:
    """Columns within bounds, rows within bounds, and the tiers; every value is a whole number."""

    lower: np.ndarray
    upper: np.ndarray
    matrix: sparse.csr_matrix
    row_lower: np.ndarray
    row_upper: np.ndarray
    tiers: list

    def check(self, values):
        """Raises where whole-number values break a bound."""
        activity = self.matrix @ values
        within = (self.row_lower <= activity) & (activity <= self.row_upper)
        if not within.all() or (values < self.lower).any() or (values > self.upper).any():
            raise ArithmeticError(f"the answer breaks {int((~within).sum())} rows after rounding")


NOTHING, ANYTHING = -(1 << 40), 1 << 40  # bounds that do not bind


class Sheet:
    """Rows and their entries as they are written."""

    def __init__(self):
        self.rows, self.columns, self.values = [], [], []
        self.lower, self.upper = [], []

    def add(self, columns, values, lower, upper):
        """Writes one row: `lower ≤ Σ values · columns ≤ upper`."""
        columns = np.asarray(columns, dtype=np.int64)
        self.rows.append(np.full(len(columns), len(self.lower), dtype=np.int64))
        self.columns.append(columns)
        self.values.append(np.broadcast_to(np.asarray(values, dtype=np.int64), columns.shape))
        self.lower.append(lower)
        self.upper.append(upper)

    def add_each(self, rows, columns, values, count, lower, upper):
        """Writes many rows at once; `rows` numbers them from 0."""
        self.rows.append(rows + len(self.lower))
        self.columns.append(columns)
        self.values.append(np.broadcast_to(np.asarray(values, dtype=np.int64), columns.shape))
        self.lower.extend(np.broadcast_to(lower, count).tolist())
        self.upper.extend(np.broadcast_to(upper, count).tolist())


def program_of(round_, pairs=None):
    """Writes a round pair by pair, with sharing, limits and all tiers but the lottery."""
    pairs = pairs or pairs_of(round_)
    limits = limits_in_force(round_)
    classes, class_of = sharing_classes(round_)
    shared = np.flatnonzero(pairs.shared)
    code = pairs.dwelling[shared].astype(np.int64) * max(1, len(classes)) + class_of[pairs.applicant[shared]]
    dwellings_shared, which = np.unique(code, return_inverse=True)
    count = len(pairs.applicant)
    z_dwelling, z_class = np.divmod(dwellings_shared, max(1, len(classes)))
    sheet = Sheet()
    add_places(sheet, round_, pairs, shared, which, z_dwelling)
    short = add_limits(sheet, round_, pairs, limits, (count, z_dwelling, z_class, class_of))
    columns = count + len(z_dwelling) + len(short)
    upper = np.ones(columns, dtype=np.int64)
    upper[count:count + len(z_dwelling)] = round_.homes[z_dwelling]
    upper[columns - len(short):] = [limit.min for limit in short]
    shape = (len(sheet.lower), columns)
    entries = (np.concatenate(sheet.values), (np.concatenate(sheet.rows), np.concatenate(sheet.columns)))
    return Program(
        lower=np.zeros(columns, dtype=np.int64),
        upper=upper,
        matrix=sparse.csr_matrix(entries, shape=shape, dtype=np.int64),
        row_lower=np.array(sheet.lower, dtype=np.int64),
        row_upper=np.array(sheet.upper, dtype=np.int64),
        tiers=tiers_of(round_, pairs, columns, short),
    )


def sharing_classes(round_):
    """The sharing classes and the class of every applicant: equal values in the columns of `same`."""
    same = round_.sharing.get("same", []) if round_.sharing else []
    keys = list(zip(*(round_.applicants.column(name) for name in same))) or [()] * round_.applicants.rows
    numbers = {}
    class_of = np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
    return numbers, class_of


def add_places(sheet, round_, pairs, shared, which, z_dwelling):
    """Applicants take one place at most; dwellings are let whole, or shared by one class, or not."""
    count = len(pairs.applicant)
    columns = np.arange(count)
    applicants = round_.applicants.rows
    least = np.isin(np.arange(applicants), list(pairs.fixed)).astype(np.int64)
    sheet.add_each(pairs.applicant.astype(np.int64), columns, 1, applicants, least, 1)
    whole = columns[~pairs.shared]
    rows = np.concatenate([pairs.dwelling[whole].astype(np.int64), z_dwelling])
    both = np.concatenate([whole, count + np.arange(len(z_dwelling))])
    sheet.add_each(rows, both, 1, round_.dwellings.rows, NOTHING, round_.homes)
    if not len(z_dwelling):
        return
    places = round_.dwellings.numbers("places")[z_dwelling]
    least = max(2, round_.sharing.get("min", 2))
    rows = np.concatenate([which, np.arange(len(z_dwelling))])
    both = np.concatenate([shared, count + np.arange(len(z_dwelling))])
    one = np.ones(len(shared), dtype=np.int64)
    sheet.add_each(rows, both, np.concatenate([one, -places]), len(z_dwelling), NOTHING, 0)
    sheet.add_each(rows, both, np.concatenate([one, np.full(len(z_dwelling), -least)]), len(z_dwelling), 0, ANYTHING)


def add_limits(sheet, round_, pairs, limits, sharing):
    """Maxima and minima; returns the limits that have a shortfall column, in the order of those columns."""
    count, z_dwelling, z_class, class_of = sharing
    starts = np.searchsorted(pairs.dwelling, np.arange(round_.dwellings.rows + 1))
    amounts = Amounts(round_)
    used_by_fixed = fixed_use(round_, pairs, amounts)
    short = []
    for limit in limits:
        chosen = chosen_pairs(pairs, limit, starts)
        values = amounts.of(limit.counts, pairs.applicant[chosen], pairs.shared[chosen])
        if limit.counts == "dwellings":
            classes = np.unique(class_of[limit.applicants])
            used = np.flatnonzero(limit.dwellings[z_dwelling] & np.isin(z_class, classes))
            chosen = np.concatenate([chosen, count + used])
            values = np.concatenate([values, np.ones(len(used), dtype=np.int64)])
        chosen, values = chosen[values != 0], values[values != 0]
        divisor = int(np.gcd.reduce(values)) if len(values) else 1
        if limit.max is not None:
            most = max(limit.max, used_by_fixed(limit))
            if int(values.sum()) > most:
                sheet.add(chosen, values // divisor, NOTHING, most // divisor)
        if limit.min:
            short_column = count + len(z_dwelling) + len(short)
            sheet.add(np.append(chosen, short_column), np.append(values, 1), limit.min, ANYTHING)
            short.append(limit)
    return short


def chosen_pairs(pairs, limit, starts):
    """The pairs that a limit counts; only those of its dwellings are looked at."""
    if limit.everywhere:
        return np.flatnonzero(limit.applicants[pairs.applicant])
    ranges = [np.arange(starts[row], starts[row + 1]) for row in np.flatnonzero(limit.dwellings)]
    near = np.concatenate(ranges) if ranges else np.zeros(0, dtype=np.int64)
    return near[limit.applicants[pairs.applicant[near]]]


class Amounts:
    """What one placement adds to a limit."""

    def __init__(self, round_):
        factor = round((round_.sharing or {}).get("support_factor", 1) * 10_000)
        support = round_.applicants.numbers("support")
        self.support = {False: support * 10_000, True: support * factor}
        self.persons = round_.applicants.numbers("persons")

    def of(self, counts, applicants, shared):
        """The amounts of pairs; a shared dwelling counts through its own column where dwellings count."""
        if counts == "persons":
            return self.persons[applicants]
        if counts == "support":
            return np.where(shared, self.support[True][applicants], self.support[False][applicants])
        if counts == "dwellings":
            return (~shared).astype(np.int64)
        return np.ones(len(applicants), dtype=np.int64)


def fixed_use(round_, pairs, amounts):
    """What the fixed pairs use of a limit by themselves: whole where one alone fits so, else shared."""
    sharers = {}
    for applicant, dwelling in pairs.fixed.items():
        sharers.setdefault(dwelling, []).append(applicant)
    whole = set(zip(pairs.applicant[~pairs.shared].tolist(), pairs.dwelling[~pairs.shared].tolist()))

    def used(limit):
        total = 0
        for dwelling, applicants in sharers.items():
            shared = len(applicants) > 1 or (applicants[0], dwelling) not in whole
            counted = [one for one in applicants if limit.applicants[one] and limit.dwellings[dwelling]]
            if counted and limit.counts == "dwellings":
                total += 1
            elif counted:
                total += int(amounts.of(limit.counts, np.array(counted), np.full(len(counted), shared)).sum())
        return total

    return used


def tiers_of(round_, pairs, columns, short):
    """The tiers in the model's order, without those that are left out."""
    count = len(pairs.applicant)
    worth_of = {
        "placed": np.ones(round_.applicants.rows, dtype=np.int64),
        "urgency": urgency(round_),
        "waiting": round_.first_day.toordinal() - round_.applicants.numbers("registered"),
    }
    tiers = []
    for name in round_.tiers:
        worth = np.zeros(columns, dtype=np.int64)
        if name in LEFT_OUT:
            continue
        if name == "minimums":
            worth[columns - len(short):] = [limit.weight for limit in short]
        else:
            worth[:count] = pairs.misfit if name == "fit" else worth_of[name][pairs.applicant]
        tiers.append(Tier(name, name not in ("minimums", "fit"), worth))
    return tiers


def urgency(round_):
    """Urgency points: 7 in the round's month or before, one less for each month later, at least 1."""
    day = round_.first_day
    points = []
    for until in round_.applicants.column("urgent_until"):
        if until is None:
            points.append(0)
            continue
        until = date.fromordinal(until)
        months = max(0, (until.year - day.year) * 12 + until.month - day.month)
        points.append(max(1, 7 - months))
    return np.array(points, dtype=np.int64)
