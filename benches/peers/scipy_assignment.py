"""Sparse assignment of SciPy, pair by pair: for rounds without limits, or whose limits the answer happens to keep.

Solved without the limits; where the answer keeps them all it is the best with them too, else it does not apply.
"""

import numpy as np

from limits import limits_in_force
from network import network_of, restricted, stages
from pair_program import Amounts
from reading import read_round
from reporting import NotApplicable, report

EXACT = 1 << 52  # whole numbers up to here are exact in floating point


def solve(arguments, telling):
    """Solves the stages in order, each on what the last leaves open, then holds the answer against the limits."""
    round_ = read_round(arguments.round)
    telling.stage("read")
    if (round_.homes > 1).any():
        raise NotApplicable("some dwellings are alike: an assignment would tell them apart")
    network, _ = network_of(round_, with_limits=False)
    dwellings, applicants = round_.dwellings.rows, round_.applicants.rows
    count = len(network.pairs.applicant)
    telling.note("pairs", count)
    telling.stage("build")
    ways = slice(1 + applicants, 1 + applicants + count)
    is_open, must_place, must_let = np.ones(count, dtype=bool), np.zeros(applicants, bool), np.zeros(dwellings, bool)
    joined = stages(network.costs, dwellings, EXACT // (8 * dwellings * dwellings))
    for number, (tiers, cost) in enumerate(joined):
        chosen = heaviest(network.pairs, -cost[ways], is_open, must_place, must_let)
        if number + 1 < len(joined):
            flow = flow_of(network, chosen, ways)
            zero, filled = restricted(network, cost, flow)
            mark(zero, filled, ways, (is_open, must_place, must_let))
    keep_limits(round_, network.pairs, chosen)
    for tier, cost in zip(network.tiers, network.costs):
        value = int(cost[ways][chosen].sum())
        telling.tier(tier.name, -value if tier.maximise else value)
    telling.stage("solve")


def heaviest(pairs, worth, is_open, must_place, must_let):
    """The pairs of the heaviest assignment; every dwelling may stay free, which is worth nothing."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    dwellings, applicants = len(must_let), len(must_place)
    kept = np.flatnonzero(is_open)
    spread = int(np.abs(worth[kept]).max(initial=0)) + 1
    bonus = 2 * dwellings * spread if must_place.any() else 0
    weight = worth[kept] + spread + bonus * must_place[pairs.applicant[kept]]
    free = np.flatnonzero(~must_let)
    row = np.concatenate([pairs.dwelling[kept], free])
    column = np.concatenate([pairs.applicant[kept], applicants + free])
    data = np.concatenate([weight, np.full(len(free), spread)]).astype(float)
    graph = csr_matrix((data, (row, column)), shape=(dwellings, applicants + dwellings))
    rows, columns = min_weight_full_bipartite_matching(graph, maximize=True)
    placed = columns < applicants
    number_of = dict(zip(zip(pairs.dwelling[kept].tolist(), pairs.applicant[kept].tolist()), kept.tolist()))
    return np.array([number_of[pair] for pair in zip(rows[placed].tolist(), columns[placed].tolist())], dtype=np.int64)


def flow_of(network, chosen, ways):
    """The assignment as a flow on the network."""
    flow = np.zeros(len(network.tail), dtype=np.int64)
    flow[1 + network.pairs.applicant[chosen]] = 1
    flow[ways][chosen] = 1
    flow[ways.stop + network.pairs.dwelling[chosen]] = 1
    flow[0] = network.capacity[0] - len(chosen)
    return flow


def mark(zero, filled, ways, marks):
    """What every optimum has: pairs that stay open, applicants who are placed, dwellings that are let."""
    is_open, must_place, must_let = marks
    keeps = zero.copy()
    keeps[filled] = True
    is_open &= keeps[ways]
    must_place[filled[(filled >= 1) & (filled < ways.start)] - 1] = True
    must_let[filled[filled >= ways.stop] - ways.stop] = True


def keep_limits(round_, pairs, chosen):
    """Says that the peer does not apply where the answer breaks a maximum or misses a minimum."""
    amounts = Amounts(round_)
    applicants, homes = pairs.applicant[chosen], pairs.dwelling[chosen]
    for limit in limits_in_force(round_):
        counted = limit.applicants[applicants] & limit.dwellings[homes]
        used = int(amounts.of(limit.counts, applicants[counted], np.zeros(int(counted.sum()), dtype=bool)).sum())
        if (limit.max is not None and used > limit.max) or used < (limit.min or 0):
            raise NotApplicable(f"limit {limit.name} binds")


if __name__ == "__main__":
    report("scipy_assignment", solve)
