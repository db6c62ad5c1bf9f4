"""Distress: a locating device, a safety text or a ship's status tells of persons in danger.

A locating device is known by its MMSI (ITU-R M.585: 970 AIS-SART, 972 MOB, 974 EPIRB-AIS). Of such a sender every
position report is distress, but with status 15 (under test), a test; so is its text. A free-text MAYDAY comes from any
MMSI. Status 14 of any other MMSI is nearly always set by mistake: it is shown at once, as a warning and with
the doubt.

Each report of a device is an event of its own that ends at once: a burst is eight reports of which any may be all that
is heard, and nothing is remembered between them, so that nothing can go wrong. The alerts join them. A ship's status is
told in every report for hours: those with no more than ten minutes of silence are one event, which lasts to the last.
A position that is not available keeps nobody waiting: it is normal in the first bursts.

Evidence: `source` (device, text, status), `device` (SART, MOB, EPIRB), `status`, `sog_kn`, `text` and `word`; and where
something speaks against it `doubt`, one sentence a reason, beside the numbers (`sog_kn`, `inland_km`). No doubt
lowers a severity, but that of a ship's status.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt

from marsad.detectors.distress_rule.words import read
from marsad.geo.land import is_land
from marsad.geo.sphere import rhumb_destination
from marsad.plugin.detector import Detector, State
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side

DEVICES: Final = {970: "SART", 972: "MOB", 974: "EPIRB"}
_ACTIVE, _TEST = 14, 15
JOINS_US: Final = 600_000_000
"""A ship who tells the status of a device does so for hours: reports with a shorter silence are one event."""
_CLASS_A = 1


@dataclass(frozen=True)
class Distress(Parameters):
    fast_kn: float = parameter(7.0, "What drifts goes slower than this", unit="kn", low=1, high=60,
                               source="rafts drift below 5 kn (IAMSAR manual, volume II)")  # fmt: skip
    inland_km: float = parameter(5.0, "Farther inland than this nobody floats", unit="km", low=1, high=100)


def _may_matter(mmsi: npt.NDArray[np.uint32], status: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    device = (mmsi - np.uint32(970_000_000)) < np.uint32(5_000_000)
    return np.asarray(device | (status == _ACTIVE))


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(Distress, parameters)
    told: dict[tuple[str, int, int], Found] = {}
    position = rows.position
    if len(position):
        for row in position[_may_matter(position["mmsi"], position["status"])]:
            _put(told, _of_position(p, row))
    for row in rows.safety_text:
        _put(told, _of_text(row))
    return list(told.values()), state


def _put(told: dict[tuple[str, int, int], Found], one: Found | None) -> None:
    """Two reports of one sender at one instant are one event, which says what both do."""
    if one is None:
        return
    name = (one.kind, one.vessel_ids[0], one.t_start)
    before = told.get(name)
    if before is None:
        told[name] = one
        return
    place = before if before.lon_deg is not None else one
    graver = "" if "" in (before.severity, one.severity) else before.severity
    told[name] = Found(one.kind, one.vessel_ids, one.t_start, one.t_event, one.t_known, one.t_end, place.lon_deg,
                       place.lat_deg, None, {**one.evidence, **before.evidence}, graver)  # fmt: skip


def _of_position(p: Distress, row: np.void) -> Found | None:
    mmsi, status, sog = int(row["mmsi"]), int(row["status"]), float(row["sog_kn"])
    device = DEVICES.get(mmsi // 1_000_000, "")
    if not device and (mmsi // 1_000_000 in (971, 973) and status != _ACTIVE):
        return None
    lon, lat = float(row["lon_deg"]), float(row["lat_deg"])
    here = -180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0
    evidence: dict[str, Any] = {"source": "device" if device else "status", "status": status}
    doubts = []
    if not np.isnan(sog):
        evidence["sog_kn"] = round(sog, 1)
    if device:
        evidence["device"] = device
        if status not in (_ACTIVE, _TEST):
            doubts.append("it does not tell the status of a locating device")
        if mmsi // 10_000 % 100 == 0:
            doubts.append("no maker has the number")
        if int(row["type"]) != _CLASS_A:
            doubts.append("it is not the message of a locating device")
        if sog >= p.fast_kn:
            doubts.append("it moves faster than anything drifts")
        elif sog == 0.0:
            doubts.append("it does not move at all")
        if here and (inland := _inland_km(lon, lat, p.inland_km)) > 0.0:
            evidence["inland_km"] = inland
            doubts.append("it lies far inland")
    else:
        doubts.append("a ship reports the status of a locating device, probably set by mistake")
    if doubts:
        evidence["doubt"] = "; ".join(doubts)
    kind = "distress_test" if device and status == _TEST else "distress"
    return _found(kind, mmsi, int(row["t"]), lon if here else None, lat if here else None, evidence,
                  "" if device else "warning", 0 if device else JOINS_US)  # fmt: skip


def _of_text(row: np.void) -> Found | None:
    mmsi, text = int(row["mmsi"]), bytes(row["text"]).decode("utf-8", "replace")
    device = DEVICES.get(mmsi // 1_000_000, "")
    said = read(text, bool(device))
    if said is None:
        return None
    evidence: dict[str, Any] = {"source": "text", "text": text[:80], "word": said.word}
    if device:
        evidence["device"] = device
    if said.doubt:
        evidence["doubt"] = said.doubt
    return _found("distress_test" if said.test else "distress", mmsi, int(row["t"]), None, None, evidence, "")


def _inland_km(lon: float, lat: float, km: float) -> float:
    """`km` where the place and eight around it, so far away, are all land; else 0."""
    if not is_land(lon, lat):
        return 0.0
    lons, lats = rhumb_destination(np.full(8, lon), np.full(8, lat), np.arange(0.0, 360.0, 45.0), np.full(8, km * 1e3))
    return km if bool(np.all(is_land(lons, lats))) else 0.0


def _found(kind: str, mmsi: int, t: int, lon: float | None, lat: float | None, evidence: dict[str, Any],
           severity: str, joins_us: int = 0) -> Found:  # fmt: skip
    return Found(kind, (mmsi * 100,), t, t, t, t, lon, lat, None, evidence, severity, joins_us=joins_us)


DETECTOR = Detector(
    "distress", "1", ("distress", "distress_test"), "row", Distress(), _step, reads=("position", "safety_text"),
    sieve=_may_matter,
)  # fmt: skip
