"""The kernels of places say what the rules say in plain words, on any made track."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.detectors import port_visit
from marsad.plugin.areas import Area, Drawn, tables_of
from tests.detectors.made import T0, rows_of
from tests.detectors.plain_ports import M, visits
from tests.detectors.ships import found, spells

HOUR = 3_600_000_000
LEGS = st.lists(
    st.tuples(st.integers(1, 40), st.sampled_from([0.0, 0.2, 0.4, 0.6, 2.0, 5.0, 12.0]), st.integers(0, 7),
              st.sampled_from([1, 1, 1, 5, 130, 250, 500])), min_size=1, max_size=9)  # fmt: skip
"""Reports, knots, eighth of the compass, minutes between reports."""


def way(legs, start, seed, lon=179.99, lat=12.0):
    """A ship from so many metres off a place, with some speeds not told and some fixes that cleaning refuses."""
    rng = np.random.default_rng(seed)
    told, t = [], 0
    east, north = start
    for many, knots, course, minutes in legs:
        for _ in range(many):
            x = (lon + east / M / np.cos(np.radians(lat)) + 180.0) % 360.0 - 180.0
            told.append((t, x, lat + north / M, knots))
            t += 60 * minutes
            step = knots * 0.514444 * 60 * min(minutes, 5)
            east, north = east + step * np.sin(course * np.pi / 4), north + step * np.cos(course * np.pi / 4)
    rows = rows_of(told)
    rows["made_kn"] = rows["sog_kn"]
    rows["sog_kn"][rng.random(len(rows)) < 0.1] = np.nan
    rows["outcome"][rng.random(len(rows)) < 0.03] = 3
    rows["status"][rng.random(len(rows)) < 0.05] = 1
    return rows


@settings(max_examples=150, deadline=None)
@given(LEGS, st.tuples(st.integers(-4000, 4000), st.integers(-4000, 4000)), st.integers(0, 99), st.booleans(),
       st.integers(1, 5))  # fmt: skip
def test_a_port_visit_is_what_the_rule_says(legs, start, seed, drawn, steps):
    rows = way(legs, start, seed)
    box = (179.98, 11.99, -179.985, 12.012)
    ring = [(box[0], box[1]), (box[2] + 360, box[1]), (box[2] + 360, box[3]), (box[0], box[3])]
    tables = tables_of(Drawn([Area("P", [[ring]], "port", holds=(T0 - 1, T0 + 40 * HOUR))]))
    port = tables["ports"][0]
    plain = {"lon": float(port["lon_deg"]), "lat": float(port["lat_deg"]), "radius": float(port["radius_m"]),
             "from": T0 - 1, "to": T0 + 40 * HOUR}  # fmt: skip
    if drawn:
        plain["box"] = box
    else:
        tables = {"ports": tables["ports"]}
    p, w = port_visit.DETECTOR.parameters, int(rows["t"][-1]) + 3 * HOUR
    some = found(port_visit.DETECTOR, rows, side=side_of(tables), steps=steps)
    assert spells(some) == visits(rows, [plain], p, w)


def side_of(tables):
    from marsad.plugin.side import Side

    return Side(tables)
