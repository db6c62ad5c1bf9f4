"""The cells of gpsjam.org's days of spring 2022: its rule as it is written, and places whose days are known.

    python benchmarks/interference_cells.py

Places were drawn before anything was tuned, around what was reported of them (`FACTS`, section 4); days up to 31 March
gave the defaults of the rule, April and May are held out. Recall is of cells and days with an aircraft that was bad,
inside places and days that are known to be disturbed; the false share is of all cells and days of Germany, Japan, the
Middle West and Great Britain.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import date

import numpy as np

import machine
from decode import CORPORA
from marsad.detectors.interference_rule.cell_value import HIGH, LOW, MEDIUM, levels_of, values_of
from marsad.detectors.interference_rule.cell_watch import RED, YELLOW
from marsad.runtime.interference.daily_file import read_days
from marsad.runtime.interference.judged_cells import Judged, judge

FILE = "interference/adsb-daily-h3r4-2022-02-14_05-31.parquet"
HELD_OUT = date(2022, 4, 1)
_EPOCH = date(1970, 1, 1).toordinal()
_ALL = ((date(2022, 2, 14), date(2022, 5, 31)),)


@dataclass(frozen=True)
class Place:
    """A box and its days, the last included."""

    name: str
    west: float
    south: float
    east: float
    north: float
    days: tuple[tuple[date, date], ...] = _ALL

    def rows(self, judged: Judged) -> np.ndarray:
        lon, lat, day = judged.lon_deg, judged.lat_deg, judged.counts.window
        inside = (lon >= self.west) & (lon <= self.east) & (lat >= self.south) & (lat <= self.north)
        known = np.zeros(len(day), np.bool_)
        for first, last in self.days:
            known |= (day >= first.toordinal() - _EPOCH) & (day <= last.toordinal() - _EPOCH)
        return inside & known


def _march(*days: tuple[int, int]) -> tuple[tuple[date, date], ...]:
    return tuple((date(2022, 3, first), date(2022, 3, last)) for first, last in days)


POSITIVE = (
    Place("Kaliningrad and northern Poland", 18.0, 52.5, 23.0, 56.0, _march((4, 6), (11, 15))),
    Place("eastern Finland", 26.0, 60.5, 31.5, 64.0, _march((6, 8))),
    Place("White Sands, New Mexico", -108.5, 31.5, -104.5, 35.0, _march((7, 11))),
    Place("eastern Mediterranean", 31.0, 31.0, 36.5, 36.5),
)
NEGATIVE = (
    Place("Germany", 6.5, 47.8, 14.5, 54.5),
    Place("Japan", 130.0, 31.0, 145.0, 44.0),
    Place("Middle West of the United States", -98.0, 37.0, -83.0, 47.0),
)
BRITAIN = Place("United Kingdom", -7.5, 50.0, 2.0, 59.0)


def plain(good: list[int], bad: list[int]) -> tuple[list[float], list[int]]:
    """The rule as it is written, one cell after the other."""
    values = [(b - 1) / (b + g) for g, b in zip(good, bad, strict=True)]
    return values, [LOW if value < 0.02 else MEDIUM if value < 0.10 else HIGH for value in values]


def the_rule(judged: Judged) -> bool:
    """Value and level of all rows against the plain statement; whether they are equal within the time."""
    good, bad = judged.counts.good, judged.counts.bad
    times = []
    for _ in range(5):
        began = time.perf_counter()
        value = values_of(good, bad)
        level = levels_of(value)
        times.append(time.perf_counter() - began)
    began = time.perf_counter()
    values, levels = plain(good.tolist(), bad.tolist())
    slow_s = time.perf_counter() - began
    equal = bool((value == np.array(values)).all() and (level == np.array(levels)).all())
    took = float(np.median(times))
    print(f"value and level of {len(value):,} rows: {'equal to' if equal else 'NOT EQUAL TO'} the plain statement, "
          f"{took:.2f} s (plain Python {slow_s:.1f} s; must 10 s)")  # fmt: skip
    return equal and took < 10.0


def places(judged: Judged) -> bool:
    """The known places, as a table; whether all musts are met."""
    level, gps, day = judged.judged["level"], judged.value_level, judged.counts.window
    met = True
    print(f"\n{'place':34s} {'rows':>8s} | {'yellow':>7s} {'red':>6s} {'days found':>11s} | gpsjam medium, high, days")
    for place in (*POSITIVE, *NEGATIVE, BRITAIN):
        rows = place.rows(judged)
        days, found = np.unique(day[rows]), np.unique(day[rows & (level >= YELLOW)])
        theirs = np.unique(day[rows & (gps >= MEDIUM)])
        many = [int((level[rows] == one).sum()) for one in (YELLOW, RED)]
        them = [int((gps[rows] == one).sum()) for one in (MEDIUM, HIGH)]
        print(f"{place.name:34s} {rows.sum():8,} | {many[0]:7,} {many[1]:6,} {len(found):5} of {len(days):3} | "
              f"{them[0]:6,} {them[1]:6,} {len(theirs):4}")  # fmt: skip
        if place in POSITIVE:
            met &= len(found) == len(days) > 0
        elif place in NEGATIVE:
            met &= many[1] == 0 and many[0] <= rows.sum() / 10_000
        else:
            met &= sum(many) * 10 <= sum(them)
    return met


def at_equal_false_share(judged: Judged, held_out: bool) -> None:
    """Precision and recall when both rules tell of as many undisturbed cells and days."""
    later = judged.counts.window >= HELD_OUT.toordinal() - _EPOCH
    part = later if held_out else np.ones(len(later), np.bool_)
    hit = np.logical_or.reduce([place.rows(judged) for place in POSITIVE]) & part & (judged.counts.bad > 0)
    miss = np.logical_or.reduce([place.rows(judged) for place in (*NEGATIVE, BRITAIN)]) & part
    ours = -np.log10(np.maximum(judged.judged["q"], 1e-300))
    print(f"\n{'April and May, held out' if held_out else 'all days'}: {hit.sum():,} cells and days to be found, "
          f"{miss.sum():,} that are undisturbed")  # fmt: skip
    print(
        f"{'false share':>12s} | {'Marsad recall':>14s} {'precision':>10s} | {'gpsjam recall':>14s} {'precision':>10s}"
    )
    for share in (0.0, 1e-5, 1e-4, 1e-3):
        told = [f"{share:12g}"]
        for score in (ours, judged.value):
            wrong = np.sort(score[miss])[::-1]
            least = wrong[int(share * miss.sum())]
            found, false = int((score[hit] > least).sum()), int((wrong > least).sum())
            told.append(f"{found / hit.sum():14.3f} {found / max(1, found + false):10.4f}")
        print(" | ".join(told))


def main() -> int:
    file = CORPORA / FILE
    print(f"{machine.banner()}\n")
    began = time.perf_counter()
    counts = read_days([file])
    read_s = time.perf_counter() - began
    judge(counts)  # compiles what is not compiled yet
    began = time.perf_counter()
    judged = judge(counts)
    print(f"read in {read_s:.1f} s, judged in {time.perf_counter() - began:.1f} s")
    met = the_rule(judged)
    met &= places(judged)
    for held_out in (False, True):
        at_equal_false_share(judged, held_out)
    print(f"\nmusts {'met' if met else 'MISSED'}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
