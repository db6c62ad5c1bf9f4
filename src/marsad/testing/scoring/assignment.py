"""Who goes with whom: the one-to-one choice of the greatest gain, exact, and the same whatever the order of asking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping


def assign(gains: Mapping[tuple[int, int], int]) -> dict[int, int]:
    """Pairs (a, b) with a gain above zero that together gain the most, no a and no b twice: b by a.

    Gains are whole numbers of any size, so that nothing is rounded. Of several best choices one that depends on the
    numbers of a and b alone. Cubic in the size of the largest group of pairs that hang together.
    """
    chosen: dict[int, int] = {}
    for rows, columns in _groups(gains):
        if len(rows) == 1:
            # min: of equal gains the lowest number
            chosen[rows[0]] = min(columns, key=lambda b: (-gains[rows[0], b], b))
        elif len(columns) == 1:
            chosen[min(rows, key=lambda a: (-gains[a, columns[0]], a))] = columns[0]
        else:
            chosen.update(_dense(rows, columns, gains))
    return chosen


def _groups(gains: Mapping[tuple[int, int], int]) -> list[tuple[list[int], list[int]]]:
    """Pairs taken apart into those that share nobody."""
    of_a: dict[int, list[int]] = defaultdict(list)
    of_b: dict[int, list[int]] = defaultdict(list)
    for (a, b), gain in sorted(gains.items()):
        if gain > 0:
            of_a[a].append(b)
            of_b[b].append(a)
    seen: set[int] = set()
    found = []
    for first in of_a:
        if first in seen:
            continue
        rows, columns, waiting = {first}, set[int](), [first]
        while waiting:
            for b in of_a[waiting.pop()]:
                if b not in columns:
                    columns.add(b)
                    fresh = [a for a in of_b[b] if a not in rows]
                    rows.update(fresh)
                    waiting += fresh
        seen |= rows
        found.append((sorted(rows), sorted(columns)))
    return found


def _dense(rows: list[int], columns: list[int], gains: Mapping[tuple[int, int], int]) -> dict[int, int]:
    """Shortest augmenting paths (Kuhn 1955, Munkres 1957) on the gains of a group, missing pairs gaining nothing."""
    turned = len(rows) > len(columns)
    few, many = (columns, rows) if turned else (rows, columns)
    cost = [[-max(0, gains.get((b, a) if turned else (a, b), 0)) for b in many] for a in few]
    n, m = len(few), len(many)
    above, below = [0] * (n + 1), [0] * (m + 1)
    owner, way = [0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        owner[0], column = row, 0
        least: list[int | None] = [None] * (m + 1)
        done = [False] * (m + 1)
        while True:
            done[column] = True
            here, step, after = owner[column], None, 0
            for other in range(1, m + 1):
                if done[other]:
                    continue
                slack = cost[here - 1][other - 1] - above[here] - below[other]
                known = least[other]
                if known is None or slack < known:
                    least[other], way[other], known = slack, column, slack
                if step is None or known < step:
                    step, after = known, other
            moved = step or 0
            for other in range(m + 1):
                if done[other]:
                    above[owner[other]] += moved
                    below[other] -= moved
                else:
                    known = least[other]
                    least[other] = None if known is None else known - moved
            column = after
            if owner[column] == 0:
                break
        while column:
            owner[column] = owner[way[column]]
            column = way[column]
    pairs = [(few[owner[at] - 1], many[at - 1]) for at in range(1, m + 1) if owner[at]]
    chosen = ((b, a) if turned else (a, b) for a, b in pairs)
    return {a: b for a, b in chosen if gains.get((a, b), 0) > 0}
