"""Pair by pair with PuLP on CBC: one mixed-integer program, tier after tier, each value fixed as a row; gap 0."""

import numpy as np

from pair_program import ANYTHING, NOTHING, program_of
from reading import read_round
from reporting import report


def solve(arguments, telling):
    """Solves every tier in order."""
    import pulp

    round_ = read_round(arguments.round)
    telling.stage("read")
    program = program_of(round_)
    telling.note("columns", program.matrix.shape[1])
    problem, columns = written(pulp, program)
    telling.stage("build")
    solver = pulp.PULP_CBC_CMD(msg=False, gapRel=0, gapAbs=0, threads=2, warmStart=arguments.start == "warm")
    for number, tier in enumerate(program.tiers):
        if not tier.worth.any():
            telling.tier(tier.name, 0)
            continue
        used = np.flatnonzero(tier.worth)
        worth = pulp.LpAffineExpression(list(zip([columns[one] for one in used], tier.worth[used].tolist())))
        problem.sense = pulp.LpMaximize if tier.maximise else pulp.LpMinimize
        problem.setObjective(worth)
        status = problem.solve(solver)
        if pulp.LpStatus[status] != "Optimal":
            raise ArithmeticError(f"{tier.name}: {pulp.LpStatus[status]}")
        values = np.array([round(column.varValue or 0) for column in columns], dtype=np.int64)
        program.check(values)
        value = int(tier.worth @ values)
        telling.tier(tier.name, value)
        problem.addConstraint(worth >= value if tier.maximise else worth <= value, f"tier{number}")
    telling.stage("solve")


def written(pulp, program):
    """The program in PuLP's own words."""
    bounds = zip(program.lower.tolist(), program.upper.tolist())
    columns = [pulp.LpVariable(f"x{number}", low, high, "Integer") for number, (low, high) in enumerate(bounds)]
    problem = pulp.LpProblem("round", pulp.LpMaximize)
    matrix = program.matrix
    for row in range(matrix.shape[0]):
        entries = slice(matrix.indptr[row], matrix.indptr[row + 1])
        terms = list(zip([columns[one] for one in matrix.indices[entries]], matrix.data[entries].tolist()))
        low, high = int(program.row_lower[row]), int(program.row_upper[row])
        if not terms and low <= 0 <= high:
            continue
        if low == high:
            problem.addConstraint(pulp.LpConstraint(pulp.LpAffineExpression(terms), pulp.LpConstraintEQ, rhs=low))
            continue
        if high != ANYTHING:
            problem.addConstraint(pulp.LpConstraint(pulp.LpAffineExpression(terms), pulp.LpConstraintLE, rhs=high))
        if low not in (NOTHING, 0) or (low == 0 and matrix.data[entries].min() < 0):
            problem.addConstraint(pulp.LpConstraint(pulp.LpAffineExpression(terms), pulp.LpConstraintGE, rhs=low))
    return problem, columns


if __name__ == "__main__":
    report("pulp_cbc", solve, start={"choices": ["warm", "cold"], "default": "cold"})
