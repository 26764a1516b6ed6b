"""Pair by pair on HiGHS: one mixed-integer program, tier after tier, each value fixed as a row; gaps 0.

Without presolve, which takes longer than it saves on these programs.
"""

import numpy as np

from pair_program import ANYTHING, NOTHING, program_of
from reading import read_round
from reporting import report


def solve(arguments, telling):
    """Solves every tier in order."""
    import highspy

    round_ = read_round(arguments.round)
    telling.stage("read")
    program = program_of(round_)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.0)
    highs.setOptionValue("presolve", arguments.presolve)
    telling.note("presolve", arguments.presolve)
    telling.note("columns", program.matrix.shape[1])
    highs.passModel(model(highspy, program))
    telling.stage("build")
    every = np.arange(program.matrix.shape[1], dtype=np.int32)
    for tier in program.tiers:
        if not tier.worth.any():
            telling.tier(tier.name, 0)
            continue
        sign = -1.0 if tier.maximise else 1.0
        highs.changeColsCost(len(every), every, sign * tier.worth)
        highs.run()
        status = highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"{tier.name}: {highs.modelStatusToString(status)}")
        values = np.rint(np.array(highs.getSolution().col_value)).astype(np.int64)
        program.check(values)
        value = int(tier.worth @ values)
        telling.tier(tier.name, value)
        used = np.flatnonzero(tier.worth).astype(np.int32)
        least, most = (value, highspy.kHighsInf) if tier.maximise else (-highspy.kHighsInf, value)
        highs.addRow(least, most, len(used), used, tier.worth[used].astype(float))
    telling.stage("solve")


def model(highspy, program):
    """The program in the form that HiGHS takes."""
    by_column = program.matrix.tocsc()
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = program.matrix.shape
    lp.col_lower_, lp.col_upper_ = program.lower.astype(float), program.upper.astype(float)
    lp.col_cost_ = np.zeros(lp.num_col_)
    infinity = highspy.kHighsInf
    lp.row_lower_ = np.where(program.row_lower == NOTHING, -infinity, program.row_lower.astype(float))
    lp.row_upper_ = np.where(program.row_upper == ANYTHING, infinity, program.row_upper.astype(float))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = by_column.indptr, by_column.indices
    lp.a_matrix_.value_ = by_column.data.astype(float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
    return lp


if __name__ == "__main__":
    report("highs_pairs", solve, presolve={"choices": ["on", "off"], "default": "off"})
