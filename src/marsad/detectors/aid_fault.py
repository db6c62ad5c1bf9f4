"""Aid to navigation at fault: off its place, its light or RACON failed, its health bad, or no longer heard.

A floating aid tells itself that it is off its place (message 21, with a UTC second that holds). A buoy swings on its
chain, so what it tells of its place counts only outside a circle about the mean of its first places. The status bits
come in pages (IALA A-126): page 7 tells of RACON, light and health. Silence is a fault of the aid only where others
near it are heard all the while, else the receiver is to blame, and only of an aid that was heard without such holes
before. Where hearings tell receivers apart, it has to be one of those who heard the aid last who hears the others.
A virtual aid floats nowhere.

Evidence: `why` (off position, moved, light, racon, health, silent) and the numbers: `reports` that told so, `off_m`
from the mean of its first places, `status` bits; `silent_min`, `longest_gap_min` before, `others_heard`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt

from marsad.detectors.aid_rule.heard_kernel import hear, keep
from marsad.geo.sphere import distance_m
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import Found
from marsad.plugin.frame import ticks
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Records, Rows
from marsad.plugin.side import Side

WHY: Final = ("", "off position", "moved", "light", "racon", "health", "silent")
_SILENT: Final = 6
_MINUTE_US: Final = 60_000_000
_MOBILE: Final = (31, 32, 35, 36)
_LEARNT: Final = 10
_HOLE_US: Final = 10 * _MINUTE_US
_ERA_US: Final = 6 * _MINUTE_US
"""Who is heard at all, though at anchor, is heard in each of these,"""
_ERAS: Final = 8
"""of which so many are remembered."""

AID = np.dtype(
    [("t", "i8"), ("run", "i8"), ("lon_deg", "f8"), ("lat_deg", "f8"),
     ("era", "i8"), ("ears", "u8", (_ERAS,)), ("aid", "?"), ("reports", "i4"), ("longest_us", "i8"),
     ("home_lon", "f8"), ("home_lat", "f8"), ("homes", "i4"),
     ("why", "i1"), ("times", "i4"), ("since", "i8"), ("open", "?"),
     ("t_event", "i8"), ("ev_lon", "f8"), ("ev_lat", "f8"), ("a", "f8"), ("b", "f8"), ("c", "f8")]
)  # fmt: skip
"""Of every station when and where it was heard last; of an aid its place, and what is wrong with it since when."""


@dataclass(frozen=True)
class AidFault(Parameters):
    reports: int = parameter(3, "Reports that tell of a fault", low=1, high=100)
    moved_m: float = parameter(300.0, "A buoy swings within this circle", unit="m", low=20, high=5000)
    silent_minutes: float = parameter(20.0, "Not heard for so long", unit="min", low=6, high=1440)
    holes: float = parameter(3.0, "And so many times its longest hole before", low=1, high=20)
    known: int = parameter(20, "Heard so often before", low=3, high=1000)
    others: int = parameter(2, "While so many others near it were heard", low=1, high=100)
    near_m: float = parameter(20_000.0, "Near is within", unit="m", low=500, high=60_000)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(AidFault, parameters)
    known, given, done = state.vessels, list[Found](), prev
    aids = bool(known["aid"].any()) or bool(len(rows.aton))
    for now in ticks(prev, w, _MINUTE_US) if aids else ():
        _take(p, state, rows.within(done, now), given)
        done = now
        _silences(p, state, now, given)
    _take(p, state, rows.within(done, w), given)
    return given, state


def _take(p: AidFault, state: State, rows: Rows, given: list[Found]) -> None:
    """What was heard: every station's last place, and what each aid tells."""
    known = state.vessels
    for row in rows.aton:
        _told(p, known[int(row["slot"])], int(state.ids[row["slot"]]), row, given)
    keep(rows.position, known, _HOLE_US)
    hear(rows.reception, known, _ERA_US)


def _told(p: AidFault, aid: np.void, vessel: int, row: np.void, given: list[Found]) -> None:
    t, lon, lat = int(row["t"]), float(row["lon_deg"]), float(row["lat_deg"])
    if np.isnan(lon) or np.isnan(lat) or row["virtual"] == 1:
        return
    if aid["aid"]:
        if aid["open"] and aid["why"] == _SILENT:
            _end(aid, vessel, t, given)
        elif aid["reports"] < 10_000_000:
            aid["longest_us"] = max(int(aid["longest_us"]), t - int(aid["t"]))
    if not aid["aid"] or t - int(aid["t"]) > _HOLE_US:
        aid["run"] = t
    aid["aid"], aid["t"], aid["lon_deg"], aid["lat_deg"] = True, t, lon, lat
    aid["reports"] += 1
    number = int(aid["reports"])
    if number == 1:
        aid["home_lon"], aid["home_lat"], aid["homes"] = lon, lat, 1
    elif number <= _LEARNT and row["off_position"] != 1:
        aid["homes"] += 1
        turned = (lon - float(aid["home_lon"]) + 180.0) % 360.0 - 180.0
        aid["home_lon"] = (float(aid["home_lon"]) + turned / int(aid["homes"]) + 180.0) % 360.0 - 180.0
        aid["home_lat"] += (lat - float(aid["home_lat"])) / int(aid["homes"])
    off = float(distance_m(float(aid["home_lon"]), float(aid["home_lat"]), lon, lat))
    why = _fault(p, row, off, number)
    if why != int(aid["why"]):
        if aid["open"]:
            _end(aid, vessel, t, given)
        aid["why"], aid["times"], aid["since"] = why, 0, t
    aid["times"] += 1
    if why and not aid["open"] and aid["times"] >= p.reports:
        aid["a"], aid["b"], aid["c"] = float(aid["times"]), off, float(row["aton_status"])
        _begin(aid, vessel, t, given)


def _fault(p: AidFault, row: np.void, off_m: float, number: int) -> int:
    """What a report tells to be wrong, 0 nothing: the gravest."""
    floating = 20 <= row["aid_type"] <= 30 or row["aid_type"] in (0, 4)
    if row["off_position"] == 1:
        return 1
    if floating and number > _LEARNT and off_m > p.moved_m and row["aid_type"] not in _MOBILE:
        return 2
    status = int(row["aton_status"])
    if status >= 0 and status >> 5 == 7:
        if status >> 1 & 3 == 3:
            return 3
        if status >> 3 & 3 == 3:
            return 4
        if status & 1:
            return 5
    return 0


def _silences(p: AidFault, state: State, now: int, given: list[Found]) -> None:
    known = state.vessels
    least = round(p.silent_minutes * _MINUTE_US)
    late = known["aid"] & (known["reports"] >= p.known) & (now - known["t"] >= least)
    late &= ~(known["open"] & (known["why"] == _SILENT))
    late &= now - known["t"] >= p.holes * known["longest_us"]
    late &= now - known["t"] <= 4 * np.maximum(least, p.holes * known["longest_us"])
    for slot in np.flatnonzero(late):
        aid = known[slot]
        # Others that were heard all the time count: in the last minutes, and by the same ears.
        others = _heard(known, aid, now, p.near_m) - 1
        if others < p.others:
            continue
        vessel = int(state.ids[slot])
        if aid["open"]:
            _end(aid, vessel, now, given)
        aid["why"], aid["times"], aid["since"] = _SILENT, 1, int(aid["t"])
        aid["a"], aid["b"], aid["c"] = (now - int(aid["t"])) / _MINUTE_US, int(aid["longest_us"]) / _MINUTE_US, others
        _begin(aid, vessel, now, given)


def _heard(known: Records, aid: np.void, now: int, near_m: float) -> int:
    """How many stations within `near_m` of an aid were heard all the while that it was not, the aid counted as one.

    What is heard again after a hole says that the receiver was out, and so does what other receivers alone hear.
    """
    fresh = known[(now - known["t"] <= _ERA_US) & (known["t"] != 0) & (known["run"] <= aid["t"])]
    fresh = fresh[_same_ears(fresh, aid, now)]
    if not len(fresh):
        return 1
    away = distance_m(float(aid["lon_deg"]), float(aid["lat_deg"]), fresh["lon_deg"], fresh["lat_deg"])
    return 1 + int(np.count_nonzero(away <= near_m))


def _same_ears(fresh: Records, aid: np.void, now: int) -> npt.NDArray[np.bool_]:
    """Who was heard, in each whole era since, by a receiver that heard the aid last; all where receivers are untold."""
    last, same = int(aid["t"]) // _ERA_US, np.ones(len(fresh), np.bool_)
    if int(aid["era"]) != last:
        return same
    ours = aid["ears"][last % _ERAS] | aid["ears"][(last - 1) % _ERAS]
    for era in range(max(last + 1, now // _ERA_US - _ERAS + 1), now // _ERA_US):
        told = (fresh["era"] >= era) & (fresh["era"] - _ERAS < era)
        same &= told & ((fresh["ears"][:, era % _ERAS] & ours) != 0)
    return same


def _begin(aid: np.void, vessel: int, t: int, given: list[Found]) -> None:
    aid["open"], aid["t_event"], aid["ev_lon"], aid["ev_lat"] = True, t, aid["lon_deg"], aid["lat_deg"]
    given.append(_found(aid, vessel, t, None))


def _end(aid: np.void, vessel: int, t: int, given: list[Found]) -> None:
    given.append(_found(aid, vessel, t, t))
    aid["open"], aid["why"], aid["times"] = False, 0, 0


def _found(aid: np.void, vessel: int, t: int, end: int | None) -> Found:
    why = int(aid["why"])
    told: dict[str, Any] = {"why": WHY[why]}
    if why == _SILENT:
        told |= {"silent_min": float(aid["a"]), "longest_gap_min": float(aid["b"]), "others_heard": int(aid["c"])}
    else:
        told |= {"reports": int(aid["a"]), "off_m": round(float(aid["b"])), "status": int(aid["c"])}
    return Found("aid_fault", (vessel // 100 * 100,), int(aid["since"]), int(aid["t_event"]), t, end,
                 float(aid["ev_lon"]), float(aid["ev_lat"]), None, told)  # fmt: skip


DETECTOR = Detector(
    "aid-fault", "3", ("aid_fault",), "cell", AidFault(), _step, StateSchema(AID),
    reads=("position", "aton", "reception"), halo_m=20_000.0,
)  # fmt: skip
