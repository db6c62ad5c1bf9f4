"""Positions for the tests of ways: made by Hypothesis, or laid out from plain lists."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from hypothesis import strategies as st

from marsad.tracks.position_arrays import PositionArrays

DAY_US = 86_400_000_000
NOON = 1_600_000_000_000_000 // DAY_US * DAY_US + DAY_US // 2


def laid_out(rows: list[dict]) -> tuple[PositionArrays, np.ndarray, np.ndarray]:
    """Rows in order, with their vessel numbers and outcomes. Absent values are null."""

    def column(name, null, dtype):
        return np.array([row.get(name, null) for row in rows], dtype=dtype)

    n = len(rows)
    arrays = {
        "row": np.arange(n), "mmsi": column("mmsi", 235000001, np.uint32), "tk": column("tk", 0, np.int64),
        "t": column("tk", 0, np.int64), "lon": column("lon", np.nan, np.float64),
        "lat": column("lat", np.nan, np.float64),
        "sog_kn": column("sog_kn", np.nan, np.float32), "cog_deg": column("cog_deg", np.nan, np.float32),
        "heading_deg": column("heading_deg", np.nan, np.float32), "kind": column("kind", 1, np.uint8),
        "type": column("type", 1, np.uint8), "repeat": column("repeat", 0, np.uint8),
        "flags": column("flags", 0, np.uint32),
        "digest": np.arange(n, dtype=np.uint64),
    }  # fmt: skip
    number, outcome = column("number", 0, np.uint8), column("outcome", 0, np.uint8)
    positions = PositionArrays(**{f.name: arrays[f.name] for f in fields(PositionArrays)})
    order = np.lexsort((positions.digest, positions.tk, positions.mmsi))
    return positions.part(order), number[order], outcome[order]


steps_s = st.one_of(
    st.sampled_from([0.0, 0.0, 2.0, 10.0, 60.0, 180.0, 3599.0, 3601.0, 50000.0]), st.floats(0, 400, width=32)
)
moves = st.one_of(st.just(0.0), st.floats(-40, 40), st.floats(-3000, 3000), st.floats(-2e5, 2e5))
starts = st.one_of(
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
    st.sampled_from([(180.0, 0.0), (-180.0, 52.0), (179.9999, -16.0), (0.0, 90.0), (10.0, -90.0), (-30.0, 89.9999)]),
)


@st.composite
def ways(draw, most=60, begin_us=NOON, vessels=2):
    """Rows of a few vessels under one or two MMSIs that move, rest, jump, fall silent or report twice at an instant."""
    rows = []
    for vessel in range(draw(st.integers(1, vessels))):
        mmsi, number = 235000001 + draw(st.integers(0, 1)), vessel
        lon, lat = draw(starts)
        tk = begin_us + draw(st.integers(0, 3_600_000_000))
        east, north = 0.0, 0.0
        for _ in range(draw(st.integers(1, most // 2))):
            dt = draw(steps_s)
            if draw(st.integers(0, 3)) == 0:
                east, north = draw(st.floats(-15, 15)), draw(st.floats(-15, 15))
            tk += int(dt * 1e6)
            lat = lat + (north * dt + draw(moves)) / 111_000.0
            lon = lon + (east * dt + draw(moves)) / (111_000.0 * max(np.cos(np.radians(lat)), 1e-3))
            if abs(lat) > 90.0:  # over the pole and down the other side
                lat, lon = np.sign(lat) * 180.0 - lat, lon + 180.0
            lat = float(np.clip(lat, -90.0, 90.0))
            lon = float(lon if abs(lon) <= 180.0 else (lon + 180.0) % 360.0 - 180.0)
            rows.append(
                {
                    "mmsi": mmsi, "number": number, "tk": tk, "lon": lon, "lat": lat,
                    "sog_kn": draw(st.sampled_from([np.nan, 0.0, 0.9, 1.5, 12.0])),
                    "kind": draw(st.sampled_from([1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 0])),
                    "type": draw(st.sampled_from([1, 1, 1, 1, 27])),
                    "outcome": draw(st.sampled_from([0] * 9 + [3])),
                }
            )  # fmt: skip
    return rows
