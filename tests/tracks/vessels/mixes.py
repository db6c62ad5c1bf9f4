"""Several recorded vessels under one MMSI, moved so that they are never nearer to each other than stated."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise, permutations

import numpy as np
import numpy.typing as npt

from marsad.tracks.position_arrays import PositionArrays
from marsad.tracks.vessels import VesselState, assign
from tests.tracks.vessels.recorded import day_by_day

M_PER_DEG = 111_194.93
SHARED = 200_000_001
FEWEST_POINTS = 15
FEWEST = 10
SHARE = 0.5


@dataclass(frozen=True)
class Mix:
    """The positions under one MMSI, and which vessel each is of, in truth."""

    positions: PositionArrays
    truth: npt.NDArray[np.int64]


def usable(one: PositionArrays) -> list[PositionArrays]:
    """The vessels of a corpus with enough points."""
    starts = np.concatenate([[0], np.flatnonzero(np.diff(one.mmsi)) + 1, [len(one)]])
    each = [one.part(slice(a, b)) for a, b in pairwise(starts) if b - a >= FEWEST_POINTS]
    return [vessel for vessel in each if np.abs(vessel.lon).max() < 179]


def mix(
    vessels: list[PositionArrays], count: int, apart_m: float, rng: np.random.Generator, whole: bool = False
) -> Mix:
    """`count` vessels under one MMSI that are heard at the same time, never nearer to each other than `apart_m`.

    The first is drawn, and others of the same corpus that share at least half of the shorter time with all before. Each
    is moved on a random bearing to where its least distance from those before it is just `apart_m`. Tracks are cut to
    the time in which all are heard, unless they are to be `whole`.
    """
    for _ in range(1000):
        chosen: list[PositionArrays] = []
        for k in rng.permutation(len(vessels)):
            parts = [*chosen, vessels[k]]
            if all(_shared(*pair) for pair in combinations(parts if whole else _cut(parts), 2)):
                chosen = parts
            if len(chosen) == count:
                return _mixed(chosen if whole else _cut(chosen), apart_m, rng)
    raise ValueError("too few vessels are heard at the same time")


def _cut(vessels: list[PositionArrays]) -> list[PositionArrays]:
    """The part of each in the time in which all are heard."""
    begin, end = max(one.tk[0] for one in vessels), min(one.tk[-1] for one in vessels)
    return [one.part((one.tk >= begin) & (one.tk <= end)) for one in vessels]


def right_share(one: Mix) -> float:
    """Share of the points that were given to the right vessel, numbers being matched to vessels as well as they can be.

    A point given to none, as a fault, is wrong.
    """
    state, given = VesselState(), []
    for day in day_by_day(one.positions):
        result = assign(day, state)
        given.append(result.vessel)
        state = result.state
    # Days are disjoint in t, and a day's rows keep their order within the mix.
    days = one.positions.t // 86_400_000_000
    vessel = np.empty(len(one.positions), dtype=np.int64)
    for day, numbers in zip(np.unique(days), given, strict=True):
        vessel[days == day] = numbers
    count = int(one.truth.max()) + 1
    table = np.zeros((count, max(9, count)), dtype=np.int64)
    for number in range(8):
        for true in range(count):
            table[true, number] = np.sum((vessel == number) & (one.truth == true))
    best = max(sum(table[i, numbers[i]] for i in range(count)) for numbers in permutations(range(8), count))
    return float(best) / len(one.truth)


def _shared(one: PositionArrays, other: PositionArrays) -> bool:
    if min(len(one), len(other)) < FEWEST:
        return False
    both = min(one.tk[-1], other.tk[-1]) - max(one.tk[0], other.tk[0])
    shorter = min(one.tk[-1] - one.tk[0], other.tk[-1] - other.tk[0])
    if both <= 0 or both < SHARE * shorter:
        return False
    begin, end = max(one.tk[0], other.tk[0]), min(one.tk[-1], other.tk[-1])
    return all(np.sum((each.tk >= begin) & (each.tk <= end)) >= FEWEST for each in (one, other))


def _mixed(chosen: list[PositionArrays], apart_m: float, rng: np.random.Generator) -> Mix:
    placed = [(chosen[0].lon, chosen[0].lat)]
    for k in range(1, len(chosen)):
        bearing = rng.uniform(0, 2 * np.pi)
        along = np.array([np.sin(bearing), np.cos(bearing)])
        shift = max(_shift(chosen[k], chosen[j], placed[j], along, apart_m) for j in range(k))
        lat = chosen[k].lat + shift * along[1] / M_PER_DEG
        squeeze = np.cos(np.radians(np.median(chosen[0].lat)))
        placed.append((chosen[k].lon + shift * along[0] / M_PER_DEG / squeeze, lat))
    tk = np.concatenate([one.tk for one in chosen])
    order = np.argsort(tk, kind="stable")
    truth = np.concatenate([np.full(len(one), k) for k, one in enumerate(chosen)])[order]

    def joined(name: str) -> npt.NDArray[np.generic]:
        return np.concatenate([getattr(one, name) for one in chosen])[order]

    n = order.size
    return Mix(
        PositionArrays(
            row=np.arange(n), mmsi=np.full(n, SHARED, np.uint32), tk=tk[order], t=joined("t"),
            lon=np.concatenate([lon for lon, _ in placed])[order],
            lat=np.concatenate([lat for _, lat in placed])[order],
            sog_kn=joined("sog_kn"), cog_deg=joined("cog_deg"), heading_deg=joined("heading_deg"),
            kind=joined("kind"), type=joined("type"), repeat=joined("repeat"), flags=joined("flags"),
            digest=np.arange(n, dtype=np.uint64),
        ),
        truth,
    )  # fmt: skip


def _shift(one: PositionArrays, other: PositionArrays, place: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
           along: npt.NDArray[np.float64], apart_m: float) -> float:  # fmt: skip
    """How far to move a vessel so that it is never nearer to another than stated, and just so near once."""
    begin, end = max(one.tk[0], other.tk[0]), min(one.tk[-1], other.tk[-1])
    at = np.unique(np.concatenate([one.tk, other.tk]))
    at = at[(at >= begin) & (at <= end)]
    squeeze = np.cos(np.radians(np.median(place[1])))
    east = (np.interp(at, one.tk, one.lon) - np.interp(at, other.tk, place[0])) * M_PER_DEG * squeeze
    north = (np.interp(at, one.tk, one.lat) - np.interp(at, other.tk, place[1])) * M_PER_DEG
    forward = east * along[0] + north * along[1]
    inside = forward**2 - (east**2 + north**2) + apart_m**2
    roots = -forward[inside >= 0] + np.sqrt(inside[inside >= 0])
    # Where it passes at a greater distance whatever the shift, it is put beside the other's first place.
    return float(roots.max()) if roots.size else float(apart_m - forward[0])
