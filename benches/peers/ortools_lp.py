"""Pair by pair on the simplex of OR-Tools (GLOP): the linear program only; ends where a tier is not whole."""

import numpy as np
from scipy import sparse

from pair_program import ANYTHING, NOTHING, program_of
from reading import read_round
from reporting import report


def solve(arguments, telling):
    """Solves every tier in order; a fractional answer is told and ends the run."""
    from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper, ModelSolverHelper, SolveStatus

    round_ = read_round(arguments.round)
    telling.stage("read")
    program = program_of(round_)
    telling.note("columns", program.matrix.shape[1])
    telling.stage("build")
    rows = sparse.csr_matrix(program.matrix, dtype=float)
    lower = np.where(program.row_lower == NOTHING, -np.inf, program.row_lower.astype(float))
    upper = np.where(program.row_upper == ANYTHING, np.inf, program.row_upper.astype(float))
    for tier in program.tiers:
        if not tier.worth.any():
            telling.tier(tier.name, 0)
            continue
        model, solver = ModelBuilderHelper(), ModelSolverHelper(arguments.solver)
        worth = tier.worth.astype(float)
        bounds = (program.lower.astype(float), program.upper.astype(float))
        model.fill_model_from_sparse_data(*bounds, worth, lower, upper, rows)
        model.set_maximize(tier.maximise)
        solver.solve(model)
        if solver.status() != SolveStatus.OPTIMAL:
            raise ArithmeticError(f"{tier.name}: {solver.status_string()}")
        values = np.array(solver.variable_values())
        value = int(round(solver.objective_value()))
        if np.abs(values - np.rint(values)).max() > 1e-6:
            telling.note("fractional", {tier.name: solver.objective_value()})
            telling.stage("solve")
            return "fractional"
        program.check(np.rint(values).astype(np.int64))
        telling.tier(tier.name, value)
        rows = sparse.vstack([rows, sparse.csr_matrix(worth)], format="csr")
        lower = np.append(lower, value if tier.maximise else -np.inf)
        upper = np.append(upper, np.inf if tier.maximise else value)
    telling.stage("solve")


if __name__ == "__main__":
    report("ortools_lp", solve, solver={"default": "glop", "choices": ["glop", "pdlp"]})
