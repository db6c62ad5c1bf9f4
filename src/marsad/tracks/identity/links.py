"""One ship under two numbers, one after the other: linked. Two ships with one identity at the same time: a conflict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.tracks.identity.evidence import Fact, instant
from marsad.tracks.identity.motion import Passage, passage
from marsad.tracks.identity.roll import Roll

OVERLAP_US = 60_000_000
"""Receivers' clocks differ: so long two numbers may be heard at once and still be one after the other."""
CROWD = 16
"""What so many vessels tell is a default, and links none of them."""
NEEDED = 3
"""Points for a link: IMO number 3, call sign 2, name 1, hull 1, taking over within an hour and ten kilometres 1;
another name takes one away."""
CALLSIGN_US = 30 * 86_400_000_000
"""A call sign without its name links within this time: call signs are given out again."""

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Judgement:
    """What two identities have in common."""

    older: int
    newer: int
    points: int
    fact: Fact
    distance_m: float


def candidates(
    roll: Roll, fresh: Ints, able: Mask, telling_call: Mask, telling_name: Mask
) -> Iterator[tuple[int, Ints]]:
    """Each of the `fresh` rows that others share a key with, and the rows of those others.

    `able` marks rows that may be linked at all; the others tell which words can tell a ship from others.
    """
    seen: dict[int, set[int]] = {}
    is_fresh = np.zeros(len(roll), np.bool_)
    is_fresh[fresh] = True
    for key in _keys(roll, able, telling_call, telling_name):
        for group in _groups(key, is_fresh):
            vessels = roll["vessel_id"][group]
            if not 1 < np.unique(vessels).size <= CROWD:
                continue
            for row in group[is_fresh[group]].tolist():
                seen.setdefault(row, set()).update(group[vessels != roll["vessel_id"][row]].tolist())
    order = sorted(seen, key=lambda row: (roll["t_from"][row], roll["vessel_id"][row], roll["episode"][row]))
    for row in order:
        others = np.array(sorted(seen[row]), np.int64)
        yield row, others[np.lexsort((roll["episode"][others], roll["vessel_id"][others]))]


def _keys(roll: Roll, able: Mask, telling_call: Mask, telling_name: Mask) -> Iterator[Ints]:
    yield np.where(able, roll["imo"], 0)
    for name, telling in (("callsign", telling_call), ("name", telling_name)):
        code = roll[name]
        good = able & (code >= 0)
        good[good] = telling[code[good]]
        key = np.where(good, code + 1, 0)
        if name == "name":  # reused far more than call signs: only of hulls of one size
            sized = good & (roll["length_m"] > 0)
            key = np.where(sized, (key << 20) | (roll["length_m"] << 8) | np.minimum(roll["beam_m"], 255), 0)
        yield key


def _groups(key: Ints, fresh: Mask) -> Iterator[Ints]:
    wanted = np.unique(key[fresh])
    some = np.flatnonzero((key > 0) & np.isin(key, wanted[wanted > 0]))
    if not some.size:
        return
    some = some[np.argsort(key[some], kind="stable")]
    start = np.flatnonzero(np.r_[True, key[some][1:] != key[some][:-1]])
    for a, b in zip(start.tolist(), [*start[1:].tolist(), some.size], strict=True):
        if b - a > 1:
            yield some[a:b]


def overlap_us(roll: Roll, a: int, b: int) -> int:
    """How long both identities were heard at once; negative where one ended before the other began."""
    ends = min(int(roll["t_until"][a]), int(roll["t_until"][b]))
    return ends - max(int(roll["t_from"][a]), int(roll["t_from"][b]))


def judge(roll: Roll, older: int, newer: int) -> Judgement | None:
    """What speaks for `newer` being the ship that was `older`; None where something speaks against it."""
    imo = int(roll["imo"][older]), int(roll["imo"][newer])
    if all(imo) and imo[0] != imo[1]:
        return None
    hull = _hull(roll, older, newer)
    if hull is False:
        return None
    way = between(roll, older, newer)
    if way is not None and not way.possible:
        return None
    gap_us = int(roll["t_from"][newer]) - int(roll["t_until"][older])
    fact: Fact = {"gap_s": round(gap_us / 1e6)}
    points = 0
    if imo[0] and imo[0] == imo[1]:
        points += 3
        fact["imo"] = imo[0]
    callsign, name = (_equal(roll, field, older, newer) for field in ("callsign", "name"))
    if callsign and (name or gap_us <= CALLSIGN_US):
        points += 2
        fact["callsign"] = roll.text("callsign", newer)
    if name is not None:
        points += 1 if name else -1
        fact["name"] = roll.text("name", newer)
        if not name:
            fact["name_before"] = roll.text("name", older)
    if hull:
        points += 1
        fact["hull_m"] = [int(roll["length_m"][newer]), int(roll["beam_m"][newer])]
    if way is not None:
        points += way.close
        fact |= told(way)
    elif points <= NEEDED:
        return None  # nothing is known of its motion: three points do not do
    if points < NEEDED:
        return None
    return Judgement(older, newer, points, fact | {"points": points}, way.distance_m if way else 0.0)


def told(way: Passage) -> Fact:
    """A passage as evidence writes it."""
    return {
        "distance_m": round(way.distance_m), "seconds": round(way.seconds), "needed_kn": round(way.needed_kn, 1),
        "limit_kn": round(way.limit_kn, 1),
    }  # fmt: skip


def between(roll: Roll, older: int, newer: int) -> Passage | None:
    """The passage from the last place of one identity to the first of another."""
    top_kn = float(np.fmax(roll["top_kn"][older], roll["top_kn"][newer]))
    return passage(roll.place("end", older), roll.place("begin", newer), top_kn)


def conflict(roll: Roll, a: int, b: int) -> Fact | None:
    """Both tell one IMO number, or one call sign and name, at the same time: the fact of it, for `a`; else None."""
    same_imo = roll["imo"][a] > 0 and roll["imo"][a] == roll["imo"][b]
    callsign, name = (_equal(roll, field, a, b) for field in ("callsign", "name"))
    if not same_imo and not (callsign and name):
        return None
    since = max(int(roll["t_from"][a]), int(roll["t_from"][b]))
    until = min(int(roll["t_until"][a]), int(roll["t_until"][b]))
    fact: Fact = {
        "what": "conflict", "with": int(roll["vessel_id"][b]), "since": instant(since), "until": instant(until),
    }  # fmt: skip
    if same_imo:
        fact["imo"] = int(roll["imo"][a])
    if callsign:
        fact["callsign"] = roll.text("callsign", a)
    if name is not None:
        fact["name"], fact["name_there"] = roll.text("name", a), roll.text("name", b)
    way = passage(roll.place("end", a), roll.place("end", b), np.nan)
    if way is not None:
        fact["distance_m"] = round(way.distance_m)
    return fact


def _equal(roll: Roll, name: str, a: int, b: int) -> bool | None:
    """Whether both tell the same; None where one of them tells nothing."""
    codes = int(roll[name][a]), int(roll[name][b])
    return None if min(codes) < 0 else codes[0] == codes[1]


def _hull(roll: Roll, a: int, b: int) -> bool | None:
    """Whether the hulls are of one size: True within 3 m and 2 m, False beyond 15 % (10 m), else None."""
    lengths = int(roll["length_m"][a]), int(roll["length_m"][b])
    beams = int(roll["beam_m"][a]), int(roll["beam_m"][b])
    if not all(lengths):
        return None
    difference = abs(lengths[0] - lengths[1])
    if difference > max(10, 0.15 * max(lengths)):
        return False
    return True if difference <= 3 and (not all(beams) or abs(beams[0] - beams[1]) <= 2) else None
