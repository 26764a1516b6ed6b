"""Selectors and limits: which rows a rule or a limit is about, and the limits in force in a round."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from reading import AMOUNTS, DATES, FLAGS, LISTS, WHOLE, is_yes

SUPPORT_UNIT = 1_000_000


@dataclass
class Limit:
    """Bounds on a sum over the placements that its rows choose; support in millionths of a unit."""

    name: str
    counts: str
    applicants: np.ndarray
    dwellings: np.ndarray
    everywhere: bool
    min: int | None
    max: int | None
    weight: int


def selected(table, selector):
    """Which rows meet every condition of a selector."""
    chosen = np.ones(table.rows, dtype=bool)
    for column, wanted in selector.items():
        accepts = condition(column, wanted if isinstance(wanted, list) else [wanted])
        chosen &= np.fromiter((accepts(value) for value in table.column(column)), dtype=bool, count=table.rows)
    return chosen


def condition(column, wanted):
    """Whether a value of a column meets one of the values or ranges; an empty cell meets none."""
    if column in LISTS:
        texts = {str(value) for value in wanted}
        return lambda values: not texts.isdisjoint(values)
    if column in FLAGS:
        flags = {value if isinstance(value, bool) else is_yes(value) for value in wanted}
        return lambda value: value in flags
    if column in WHOLE or column in AMOUNTS:
        scale = 100 if column in AMOUNTS else 1
        ranges = [bounds(value, lambda text: Decimal(text) * scale) for value in wanted]
    elif column in DATES:
        ranges = [bounds(value, lambda text: date.fromisoformat(text).toordinal()) for value in wanted]
    else:
        texts = {str(value) for value in wanted}
        return lambda value: value in texts
    return lambda value: value is not None and any(
        (least is None or least <= value) and (most is None or value <= most) for least, most in ranges
    )


def bounds(value, read):
    """A value, or a range such as `2..3` or `4..`, as its two bounds; None is open."""
    text = str(value).strip()
    if ".." not in text:
        return read(text), read(text)
    least, most = (side.strip() for side in text.split("..", 1))
    return read(least) if least else None, read(most) if most else None


def limits_in_force(round_):
    """Every limit of the model, each `each` spread over the values that occur among the rows it selects."""
    found = []
    for stated in round_.settings.get("limit", []):
        applicants = selected(round_.applicants, stated.get("applicants", {}))
        dwellings = selected(round_.dwellings, stated.get("dwellings", {}))
        each = stated.get("each")
        if each is None:
            found.append(limit(stated, stated["name"], applicants, dwellings, round_.homes))
        elif each in round_.dwellings.columns:
            for value, rows in members(round_.dwellings, each, dwellings):
                found.append(limit(stated, f"{stated['name']}: {value}", applicants, rows, round_.homes))
        else:
            for value, rows in members(round_.applicants, each, applicants):
                found.append(limit(stated, f"{stated['name']}: {value}", rows, dwellings, round_.homes))
    return found


def members(table, column, chosen):
    """The chosen rows of every value of a column."""
    rows_of = {}
    for row in np.flatnonzero(chosen):
        value = table.column(column)[row]
        values = value if isinstance(value, tuple) else () if value is None else (value,)
        for one in values:
            rows_of.setdefault(one, []).append(row)
    for value in sorted(rows_of):
        rows = np.zeros(table.rows, dtype=bool)
        rows[rows_of[value]] = True
        yield value, rows


def limit(stated, name, applicants, dwellings, homes):
    """One limit with its bounds as whole numbers."""
    counts = stated.get("counts", "applicants")
    unit = SUPPORT_UNIT if counts == "support" else 1
    most = stated.get("max")
    if isinstance(most, str) and most.strip().endswith("%"):
        part = round(Decimal(most.strip()[:-1].replace(",", ".")) * 100)
        most = int(homes[dwellings].sum()) * part // 10_000 * unit
    elif most is not None:
        most = int(Decimal(str(most)) * unit)
    everywhere = bool(dwellings.all())
    return Limit(name, counts, applicants, dwellings, everywhere, stated.get("min"), most, stated.get("weight", 1))
