"""Rounds that are a flow: applicants to dwellings, with a maximum and a minimum for groups that do not overlap.

Tiers stay strict and exact: as many as fit in whole numbers are weighed together, and between two such stages only
what every optimum of the last leaves open stays open (arcs with a reduced cost are closed or filled).
"""

from dataclasses import dataclass

import numpy as np

from eligibility import pairs_of
from limits import limits_in_force
from pair_program import tiers_of
from reporting import NotApplicable


@dataclass
class Network:
    """Arcs with capacities and a cost for each tier (less is better); supplies and demands at the nodes."""

    tail: np.ndarray
    head: np.ndarray
    capacity: np.ndarray
    costs: list
    supply: np.ndarray
    tiers: list
    pairs: object


def network_of(round_, with_limits):
    """The network of a round: source, groups, applicants, dwellings, sink, and a way round for what stays free."""
    pairs = pairs_of(round_)
    if pairs.shared.any():
        raise NotApplicable("dwellings are shared")
    if pairs.fixed:
        raise NotApplicable("pairs are fixed")
    limits = group_limits(round_) if with_limits else []
    applicants, dwellings = round_.applicants.rows, round_.dwellings.rows
    first_applicant, first_dwelling = 1 + len(limits), 1 + len(limits) + applicants
    sink = first_dwelling + dwellings
    parent = np.zeros(applicants, dtype=np.int64)
    wanted, spare = [], []
    for number, limit in enumerate(limits):
        parent[limit.applicants] = 1 + number
        least, most = limit.min or 0, applicants if limit.max is None else limit.max
        wanted.append((1 + number, least, limit.weight))
        spare.append((1 + number, most - least, 0))
    groups = np.array(wanted + spare, dtype=np.int64).reshape(-1, 3)
    everyone, homes = np.arange(applicants), np.arange(dwellings)
    count = len(pairs.applicant)
    tail = [[0], np.zeros(len(groups)), parent, first_applicant + pairs.applicant, first_dwelling + homes]
    head = [[sink], groups[:, 0], first_applicant + everyone, first_dwelling + pairs.dwelling, np.full(dwellings, sink)]
    capacity = [[round_.homes.sum()], groups[:, 1], np.ones(applicants + count), round_.homes]
    whole = [np.concatenate([np.asarray(part, dtype=np.int64) for part in parts]) for parts in (tail, head, capacity)]
    start = 1 + len(groups) + applicants
    tiers = tiers_of(round_, pairs, count, [])
    costs = []
    for tier in tiers:
        cost = np.zeros(len(whole[0]), dtype=np.int64)
        if tier.name == "minimums":
            cost[1:1 + len(groups)] = -groups[:, 2]
        else:
            cost[start:start + count] = -tier.worth if tier.maximise else tier.worth
        costs.append(cost)
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[0], supply[sink] = round_.homes.sum(), -round_.homes.sum()
    return Network(*whole, costs, supply, tiers, pairs), sum(least * weight for _, least, weight in wanted)


def group_limits(round_):
    """The limits, where each counts applicants wherever they are placed and none overlaps another."""
    limits = [limit for limit in limits_in_force(round_) if limit.max is not None or limit.min]
    counted = np.zeros(round_.applicants.rows, dtype=np.int64)
    for limit in limits:
        if limit.counts != "applicants" or not limit.everywhere:
            raise NotApplicable(f"limit {limit.name} is more than a number of applicants")
        counted += limit.applicants
    if (counted > 1).any():
        raise NotApplicable("limits overlap")
    return limits


def stages(costs, most_used, largest):
    """Joins tiers, in order, as long as the joint cost of one unit stays below `largest`: lists of tiers and costs."""
    found = []
    for number, cost in enumerate(costs):
        spread = most_used * int(cost.max() - cost.min() if len(cost) else 0) + 1
        if found and spread * (int(np.abs(found[-1][1]).max(initial=0)) + 1) < largest:
            found[-1] = (found[-1][0] + [number], found[-1][1] * spread + cost)
        else:
            found.append(([number], cost.copy()))
    return found


def restricted(network, cost, flow):
    """Closes the arcs that no optimum uses and fills those that every optimum fills; returns which are open."""
    potential = potentials(network, cost, flow)
    reduced = cost + potential[network.tail] - potential[network.head]
    filled = np.flatnonzero((reduced < 0) & (network.capacity > 0))
    np.subtract.at(network.supply, network.tail[filled], network.capacity[filled])
    np.add.at(network.supply, network.head[filled], network.capacity[filled])
    return reduced == 0, filled


def potentials(network, cost, flow):
    """Least distances in what the flow leaves: with them, no arc with room has a negative reduced cost."""
    room, used = np.flatnonzero(flow < network.capacity), np.flatnonzero(flow > 0)
    tail = np.concatenate([network.tail[room], network.head[used]])
    head = np.concatenate([network.head[room], network.tail[used]])
    length = np.concatenate([cost[room], -cost[used]])
    order = np.argsort(head, kind="stable")
    tail, head, length = tail[order], head[order], length[order]
    heads, starts = np.unique(head, return_index=True)
    distance = np.zeros(len(network.supply), dtype=np.int64)
    for _ in range(4 * len(distance)):
        nearer = np.minimum(distance[heads], np.minimum.reduceat(distance[tail] + length, starts))
        if (nearer == distance[heads]).all():
            return distance
        distance[heads] = nearer
    raise ArithmeticError("the flow is not optimal")
