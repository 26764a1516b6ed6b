"""Pair by pair on OR-Tools CP-SAT with two workers, tier after tier, each value fixed as a constraint."""

import numpy as np

from pair_program import ANYTHING, NOTHING, program_of
from reading import read_round
from reporting import report


def solve(arguments, telling):
    """Solves every tier in order; the answer of one is the hint of the next."""
    from ortools.sat.python import cp_model

    round_ = read_round(arguments.round)
    telling.stage("read")
    program = program_of(round_)
    telling.note("columns", program.matrix.shape[1])
    model, columns = written(cp_model, program)
    telling.stage("build")
    for tier in program.tiers:
        if not tier.worth.any():
            telling.tier(tier.name, 0)
            continue
        used = np.flatnonzero(tier.worth)
        worth = cp_model.LinearExpr.weighted_sum([columns[one] for one in used], tier.worth[used].tolist())
        model.maximize(worth) if tier.maximise else model.minimize(worth)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = arguments.workers
        status = solver.solve(model)
        if status != cp_model.OPTIMAL:
            raise ArithmeticError(f"{tier.name}: {solver.status_name(status)}")
        values = np.array([solver.value(column) for column in columns], dtype=np.int64)
        program.check(values)
        value = int(tier.worth @ values)
        telling.tier(tier.name, value)
        model.add(worth >= value if tier.maximise else worth <= value)
        model.clear_hints()
        for column, hint in zip(columns, values.tolist()):
            model.add_hint(column, hint)
    telling.stage("solve")


def written(cp_model, program):
    """The program as a constraint model; rows that are `at most one` are said so."""
    model = cp_model.CpModel()
    bounds = zip(program.lower.tolist(), program.upper.tolist())
    columns = [model.new_bool_var("") if (low, high) == (0, 1) else model.new_int_var(low, high, "") for low, high in bounds]
    matrix, domain = program.matrix, cp_model.Domain
    for row in range(matrix.shape[0]):
        entries = slice(matrix.indptr[row], matrix.indptr[row + 1])
        terms = [columns[one] for one in matrix.indices[entries]]
        low, high = int(program.row_lower[row]), int(program.row_upper[row])
        if not terms and low <= 0 <= high:
            continue
        if high == 1 and low in (0, 1, NOTHING) and (matrix.data[entries] == 1).all():
            model.add_exactly_one(terms) if low == 1 else model.add_at_most_one(terms)
            continue
        low = cp_model.INT32_MIN if low == NOTHING else low
        high = cp_model.INT32_MAX if high == ANYTHING else high
        total = cp_model.LinearExpr.weighted_sum(terms, matrix.data[entries].tolist())
        model.add_linear_expression_in_domain(total, domain(low, high))
    return model, columns


if __name__ == "__main__":
    report("cp_sat", solve, workers={"type": int, "default": 2, "help": "search workers"})
