"""Rows of made fleets, for detectors that are tried without a simulator."""

import numpy as np

from marsad.plugin.rows import FAMILIES, POSITION, RECEPTION, Rows, ordered
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import last_of

T0 = 1_772_359_200_000_000
MINUTE = 60_000_000
FIRST_MMSI = 211_000_100


def reports(number, minutes, lon, lat, knots, course, every_s=10.0, silent=(), type_=1, status=0, ship_type=70):
    """Position reports of a ship who sails straight on, but for (from, to) minutes in which she is silent."""
    t = np.arange(minutes[0] * 60.0, minutes[1] * 60.0, every_s)
    for since, until in silent:
        t = t[(t < since * 60.0) | (t >= until * 60.0)]
    rows = np.zeros(t.size, POSITION)
    way = knots * 0.514444 * (t - minutes[0] * 60.0)
    rows["t"] = T0 + np.round(t * 1e6).astype(np.int64) + number * 1_000
    rows["t_fix"] = rows["t"]
    rows["mmsi"], rows["vessel"] = FIRST_MMSI + number, (FIRST_MMSI + number) * 100
    rows["digest"] = np.arange(t.size) + 100_000 * number
    rows["lat_deg"] = lat + way * np.cos(np.radians(course)) / 111_195.0
    east = way * np.sin(np.radians(course)) / (111_195.0 * np.cos(np.radians(lat)))
    rows["lon_deg"] = (lon + east + 180.0) % 360.0 - 180.0
    rows["sog_kn"], rows["cog_deg"], rows["heading_deg"] = knots, course, course
    rows["type"], rows["status"], rows["ship_type"] = type_, status, ship_type
    rows["length_m"], rows["beam_m"] = 100.0, 20.0
    return rows


def heard_by(rows, receiver):
    """That a receiver heard each of these."""
    heard = np.zeros(len(rows), RECEPTION)
    for name in ("t", "vessel", "mmsi", "digest"):
        heard[name] = rows[name]
    heard["receiver"], heard["signal_dbm"] = receiver, np.nan
    return heard


def sea(tracks, receptions=()):
    """All of it as rows of a feed."""
    made = {family: np.zeros(0, dtype) for family, dtype in FAMILIES.items()}
    made["position"] = ordered(np.concatenate([made["position"], *tracks]))
    made["reception"] = ordered(np.concatenate([made["reception"], *receptions]))
    return Rows(**made)


def led(detector, rows, minutes, side=None):
    """What a detector says in the end of rows, up to so many minutes."""
    advance = Advance((detector,), side, start_us=T0 - 1)
    advance.take(rows)
    events = last_of([advance.to(T0 + minutes * MINUTE)])
    assert not advance.faults, advance.faults[0].sentence
    return events
