"""Kernel that decides, when a day is over, which runs of an MMSI are which vessel, and which are faults."""

from __future__ import annotations

import numpy as np
from numba import njit

from marsad.tracks.vessels.fault_kernel import fault_of, is_flipped
from marsad.tracks.vessels.nodes_kernel import (
    exchange,
    guess_speeds,
    join,
    join_chains,
    learn_speeds,
    move_strain,
    number_chains,
    relocate,
    told_speeds,
)
from marsad.tracks.vessels.records import CROWD, MOST_VESSELS, NO_VESSEL, SIGN_FLIP, TRACK
from marsad.tracks.vessels.turns_kernel import TOLD, are_two, needed_kn, turns

SHORT = 3
"""A chain of fewer instants makes no vessel of its own."""
MOST_RUNS = 100_000
PLAIN_STRAIN = 1.5
LONGEST_LIST = 64
ROUNDS = 2
"""Times that runs are joined anew with the velocities that the chains before tell."""


@njit(cache=True, nogil=True)
def decide(nodes, lanes, vessel, outcome, splits):
    """Fill the vessel number and outcome of each node; returns the number of rows written to `splits`.

    `nodes` are those of one MMSI in the order of time, of which the first `lanes` are last fixes of vessels before the
    day, whose numbers stand in `vessel` already.
    """
    n = nodes.size
    outcome[:] = TRACK
    if n == lanes:
        return 0
    if n - lanes > MOST_RUNS:
        vessel[lanes:] = NO_VESSEL
        outcome[lanes:] = CROWD
        return 0
    if lanes <= 1 and _is_plain(nodes, lanes):
        vessel[lanes:] = vessel[0] if lanes == 1 else 0
        return 0
    speeds = np.empty((n, 4), np.float64)
    told_speeds(nodes, speeds)
    after, before = np.empty(n, np.int64), np.empty(n, np.int64)
    learns = _learns(speeds)
    if learns:
        guess_speeds(nodes, speeds)
    join(nodes, lanes, speeds, after, before)
    for _ in range(ROUNDS if learns else 0):
        told_speeds(nodes, speeds)
        learn_speeds(nodes, after, speeds)
        join(nodes, lanes, speeds, after, before)
    join_chains(nodes, lanes, speeds, after, before)
    exchange(nodes, speeds, after, before)
    relocate(nodes, lanes, speeds, after, before)
    exchange(nodes, speeds, after, before)
    _make_chains_of_vessels(nodes, lanes, speeds, before, vessel, outcome)
    return _tell_splits(nodes, lanes, speeds, vessel, splits)


@njit(cache=True, nogil=True)
def _is_plain(nodes, lanes):
    """Whether the runs follow one another as those of one vessel that hides nothing."""
    n = nodes.size
    if n - lanes == 1:
        return True
    speeds = np.empty((n, 4), np.float64)
    told_speeds(nodes, speeds)
    after = np.arange(1, n + 1)
    after[n - 1] = -1
    learn_speeds(nodes, after, speeds)
    for i in range(lanes, n - 1):
        if move_strain(nodes, speeds, i, i + 1) > PLAIN_STRAIN:
            return False
    return True


@njit(cache=True, nogil=True)
def _learns(speeds):
    for i in range(speeds.shape[0]):
        if speeds[i, 0] != speeds[i, 0] or speeds[i, 2] != speeds[i, 2]:
            return True
    return False


@njit(cache=True, nogil=True)
def _make_chains_of_vessels(nodes, lanes, speeds, before, vessel, outcome):
    n = nodes.size
    chain = np.empty(n, np.int64)
    count = number_chains(before, chain)
    fixes = np.zeros(count, np.int64)
    known = np.full(count, -1, np.int64)
    first = np.full(count, n, np.int64)
    for i in range(n):
        if i < lanes:
            known[chain[i]] = vessel[i]
        else:
            fixes[chain[i]] += nodes[i]["instants"]
            first[chain[i]] = min(first[chain[i]], i)
    # `of` holds the group of each node: groups are vessels before they get numbers, -1 is none yet.
    of = np.full(n, -1, np.int64)
    number = np.full(MOST_VESSELS, NO_VESSEL, np.int64)
    groups = 0
    for c in range(count):
        if known[c] >= 0:
            for i in range(n):
                if chain[i] == c:
                    of[i] = groups
            number[groups] = known[c]
            groups += 1
    order = np.argsort(-fixes, kind="mergesort")
    for place in range(count):
        c = order[place]
        if known[c] >= 0 or fixes[c] == 0:
            continue
        if groups > 0 and (fixes[c] < SHORT or place >= LONGEST_LIST):
            break
        groups = _place_chain(nodes, speeds, chain, c, of, groups, outcome)
    _place_rest(nodes, lanes, speeds, chain, order, of, groups, outcome)
    _give_numbers(lanes, of, number, groups)
    for i in range(lanes, n):
        vessel[i] = number[of[i]] if outcome[i] == TRACK else NO_VESSEL


@njit(cache=True, nogil=True)
def _place_chain(nodes, speeds, chain, c, of, groups, outcome):
    """Give a chain to the vessel that it does not take turns with, else make it one; returns how many there are."""
    n = nodes.size
    found = np.empty(TOLD, np.float64)
    best, best_switches, best_cost = -1, np.inf, np.inf
    start, end = -1, -1
    for i in range(n):
        if chain[i] == c:
            of[i] = MOST_VESSELS
            if start < 0:
                start = i
            end = i
    for group in range(groups):
        turns(nodes, speeds, of, MOST_VESSELS, group, found)
        if found[0] > 1.0 and is_flipped(nodes, of, group, start, False) and is_flipped(nodes, of, group, end, True):
            _set(chain, c, of, -1, outcome, SIGN_FLIP)
            return groups
        if are_two(found):
            continue
        if found[0] < best_switches or (found[0] == best_switches and found[7] < best_cost):
            best, best_switches, best_cost = group, found[0], found[7]
    if best >= 0:
        _set(chain, c, of, best, outcome, TRACK)
    elif groups < MOST_VESSELS:
        _set(chain, c, of, groups, outcome, TRACK)
        groups += 1
    else:
        _set(chain, c, of, -1, outcome, CROWD)
    return groups


@njit(cache=True, nogil=True)
def _set(chain, c, of, group, outcome, value):
    for i in range(chain.size):
        if chain[i] == c:
            of[i] = group
            outcome[i] = value


@njit(cache=True, nogil=True)
def _place_rest(nodes, lanes, speeds, chain, order, of, groups, outcome):
    """Short chains: part of the vessel that can have been there on its way, else faults."""
    n = nodes.size
    # The nearest node of each vessel before and after each node: looked up once, so that it costs no more than a pass.
    previous = np.full((n, groups), -1, np.int64)
    following = np.full((n, groups), -1, np.int64)
    for i in range(n):
        for group in range(groups):
            if i > 0:
                previous[i, group] = i - 1 if of[i - 1] == group else previous[i - 1, group]
    for i in range(n - 1, -1, -1):
        for group in range(groups):
            if i < n - 1:
                following[i, group] = i + 1 if of[i + 1] == group else following[i + 1, group]
    for i in range(lanes, n):
        if of[i] >= 0 or outcome[i] != TRACK:
            continue
        best, least = -1, np.inf
        nearest, nearest_us = 0, np.int64(9223372036854775807)
        for group in range(groups):
            p, q = previous[i, group], following[i, group]
            into = move_strain(nodes, speeds, p, i) if p >= 0 else 0.0
            out = move_strain(nodes, speeds, i, q) if q >= 0 else 0.0
            if p >= 0 or q >= 0:
                value = max(into, out)
                if value < least:
                    best, least = group, value
                away = nodes[i]["t0"] - nodes[p]["t1"] if p >= 0 else nodes[q]["t0"] - nodes[i]["t1"]
                if away < nearest_us:
                    nearest, nearest_us = group, away
        if best >= 0:
            of[i] = best
        else:
            outcome[i] = fault_of(nodes, of, nearest, i)


@njit(cache=True, nogil=True)
def _give_numbers(lanes, of, number, groups):
    """Vessels that are new get the lowest free numbers in the order of their first fixes."""
    for i in range(lanes, of.size):
        group = of[i]
        if group < 0 or number[group] != NO_VESSEL:
            continue
        free = 0
        taken = True
        while taken:
            taken = False
            for other in range(groups):
                if number[other] == free:
                    taken = True
                    free += 1
                    break
        number[group] = free


@njit(cache=True, nogil=True)
def _tell_splits(nodes, lanes, speeds, vessel, splits):
    """For each vessel but the lowest, how it takes turns with the one that it takes turns with most."""
    found, most = np.empty(TOLD, np.float64), np.empty(TOLD, np.float64)
    heard = np.zeros(256, np.int64)
    for i in range(lanes, nodes.size):
        heard[vessel[i]] += 1
    of = np.full(nodes.size, -1, np.int64)
    for i in range(lanes, nodes.size):
        of[i] = vessel[i]
    count = 0
    lowest = True
    for one in range(NO_VESSEL):
        if heard[one] == 0:
            continue
        if lowest:
            lowest = False
            continue
        other = -1
        most[0] = 0.0
        for two in range(NO_VESSEL):
            if two != one and heard[two] > 0:
                turns(nodes, speeds, of, one, two, found)
                if found[0] > most[0]:
                    most[:] = found
                    other = two
        if other >= 0 and most[0] > 1.0 and count < splits.size:
            splits[count]["mmsi"] = nodes[0]["mmsi"]
            splits[count]["vessel"] = one
            splits[count]["other"] = other
            splits[count]["switches"] = np.uint32(most[0])
            splits[count]["impossible"] = np.uint32(most[1])
            splits[count]["mean_km"] = most[3] / 1000.0
            splits[count]["top_kn"] = needed_kn(most)
            splits[count]["t_first"] = np.int64(most[5])
            splits[count]["t_last"] = np.int64(most[6])
            count += 1
    return count
