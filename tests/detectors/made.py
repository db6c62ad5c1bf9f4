"""Rows of one ship or several, made by hand, and what a detector says of them."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from marsad.plugin.rows import POSITION, no_rows, ordered
from marsad.plugin.side import Side
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import last_of

T0 = 1_772_359_200_000_000
"""2026-03-01T10:00:00Z."""


def rows_of(told, mmsi=211_000_001, **more):
    """Positions from (seconds, longitude, latitude, speed); further fields as they are, for every row."""
    rows = np.zeros(len(told), POSITION)
    for name in ("heading_deg", "cog_deg", "made_kn", "made_deg", "step_m", "turn_deg_min", "rot_deg_min", "length_m",
                 "beam_m"):  # fmt: skip
        rows[name] = np.nan
    rows["accuracy"] = rows["raim"] = rows["second"] = rows["ship_type"] = -1
    rows["type"], rows["mmsi"], rows["vessel"] = 1, mmsi, mmsi * 100
    if len(told):
        seconds, lon, lat, sog = np.array(told, np.float64).T
        rows["t"] = rows["t_fix"] = T0 + np.round(seconds * 1e6).astype(np.int64)
        rows["lon_deg"], rows["lat_deg"], rows["sog_kn"] = lon, lat, sog
    rows["digest"] = np.arange(1, len(rows) + 1)
    for name, value in more.items():
        rows[name] = value
    return rows


def events_of(detector, tables, *some, until_s=None, every_s=None):
    """The events that hold in the end, in the order of their starts; times in seconds since T0."""
    position = ordered(np.concatenate(some))
    until = int(position["t"][-1]) if until_s is None else T0 + round(until_s * 1e6)
    leading = Advance((detector,), Side(tables), start_us=T0 - 1)
    given, prev = [], T0 - 1
    steps = [until] if every_s is None else [*range(T0, until, round(every_s * 1e6)), until]
    for w in steps:
        leading.take(replace(no_rows(), position=position).within(prev, w))
        given.append(leading.to(w))
        prev = w
    assert not leading.faults, leading.faults
    events = [replace(event, evidence=json.loads(event.evidence)) for event in last_of(given)
              if event.status != "withdrawn"]  # fmt: skip
    return sorted(events, key=lambda event: (event.t_start, event.id))


def seconds(t):
    """An instant of an event in seconds since T0; None stays."""
    return None if t is None else (t - T0) / 1e6
