"""Minimum-cost flow of OR-Tools, pair by pair: for rounds with no limits but numbers of applicants by group."""

import numpy as np

from network import Network, network_of, restricted, stages
from reading import read_round
from reporting import report


def solve(arguments, telling):
    """Solves the stages in order, each on what the last leaves open."""
    round_ = read_round(arguments.round)
    telling.stage("read")
    network, wanted = network_of(round_, with_limits=True)
    telling.note("arcs", len(network.tail))
    telling.stage("build")
    values = [0] * len(network.tiers)
    largest = (1 << 62) // (len(network.supply) + 1) // 2
    joined = stages(network.costs, int(round_.homes.sum()), largest)
    for number, (tiers, cost) in enumerate(joined):
        flow = cheapest(network, cost)
        for tier in tiers:
            values[tier] += int(network.costs[tier] @ flow)
            tell(telling, network.tiers[tier], values[tier], wanted)
        if number + 1 < len(joined):
            is_open, filled = restricted(network, cost, flow)
            for later in joined[number + 1:]:
                for tier in later[0]:
                    values[tier] += int(network.costs[tier][filled] @ network.capacity[filled])
            joined[number + 1:] = [(tiers_, cost_[is_open]) for tiers_, cost_ in joined[number + 1:]]
            network = Network(network.tail[is_open], network.head[is_open], network.capacity[is_open],
                              [one[is_open] for one in network.costs], network.supply, network.tiers, network.pairs)
    telling.stage("solve")


def cheapest(network, cost):
    """The flow of least cost on every arc."""
    from ortools.graph.python import min_cost_flow

    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(network.tail, network.head, network.capacity, cost)
    flow.set_nodes_supplies(np.arange(len(network.supply)), network.supply)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise ArithmeticError(f"the flow is not optimal: {status}")
    return np.asarray(flow.flows(arcs), dtype=np.int64)


def tell(telling, tier, cost, wanted):
    """The tier's value: the cost with its sign, and for minima what is wanted less what is met."""
    telling.tier(tier.name, wanted + cost if tier.name == "minimums" else -cost if tier.maximise else cost)


if __name__ == "__main__":
    report("ortools_flow", solve)
