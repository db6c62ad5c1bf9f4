"""The picture is the newest of each field, whatever the order in which rows come and however often."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.tracks.columns import TRAIL_POINTS, TRAIL_STEP_S
from marsad.tracks.details import details, trail
from marsad.tracks.picture import Picture
from marsad.tracks.saved import state_hash
from tests.rows import table

T0 = 1_700_000_000_000_000
NOW = T0 + 3_600_000_000

MMSI = st.sampled_from([211000001, 211000002, 970000001, 994031000, 2111000])
MOMENT = st.integers(0, 1800).map(lambda s: T0 + s * 1_000_000)
STATION = st.sampled_from([None, "north", "south"])


def with_digest(row: dict[str, Any]) -> dict[str, Any]:
    """As on air: the digest is that of the payload, whoever heard it when."""
    payload = {name: value for name, value in row.items() if name not in ("t", "t_recv", "t_fix", "station")}
    return {**row, "digest": int.from_bytes(hashlib.blake2b(repr(payload).encode(), digest_size=8).digest())}


@st.composite
def positions(draw: st.DrawFn) -> dict[str, Any]:
    t = draw(MOMENT)
    place = draw(st.booleans())
    return with_digest({
        "t": t, "t_recv": t, "mmsi": draw(MMSI), "type": draw(st.sampled_from([1, 3, 9, 18, 27])),
        "t_fix": draw(st.sampled_from([None, t, t - 2_000_000])),
        "lon_deg": draw(st.integers(-1800, 1800)) / 10 if place else None,
        "lat_deg": draw(st.integers(-900, 900)) / 10 if place else None,
        "sog_kn": draw(st.none() | st.integers(0, 300).map(lambda v: v / 10)),
        "cog_deg": draw(st.none() | st.integers(0, 3599).map(lambda v: v / 10)),
        "heading_deg": draw(st.none() | st.integers(0, 359)), "status": draw(st.none() | st.integers(0, 15)),
        "raim": draw(st.none() | st.booleans()), "station": draw(STATION), "source": "a",
    })  # fmt: skip


@st.composite
def statics(draw: st.DrawFn) -> dict[str, Any]:
    t = draw(MOMENT)
    return with_digest({
        "t": t, "t_recv": t, "mmsi": draw(MMSI), "type": draw(st.sampled_from([5, 19, 24])),
        "name": draw(st.none() | st.sampled_from(["ALPHA", "BRAVO", "ALPHA 2"])),
        "callsign": draw(st.none() | st.sampled_from(["A1", "B2"])), "imo": draw(st.none() | st.integers(0, 2**30 - 1)),
        "ship_type": draw(st.none() | st.integers(0, 255)), "to_bow_m": draw(st.none() | st.integers(0, 511)),
        "draught_m": draw(st.none() | st.integers(1, 255).map(lambda v: v / 10)), "station": draw(STATION),
        "source": "a",
    })  # fmt: skip


def filled(rows: list[tuple[str, dict[str, Any]]]) -> Picture:
    picture = Picture(capacity=100)
    for at in range(0, len(rows), 8):
        part = rows[at : at + 8]
        picture.apply({name: table(name, [r for f, r in part if f == name]) for name in {f for f, _ in part}}, NOW)
    return picture


ROWS = st.lists(
    st.tuples(st.just("position"), positions()) | st.tuples(st.just("static"), statics()), min_size=1, max_size=12
)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_any_order_and_five_copies_give_the_same_picture(rows, random):
    once = filled(rows)
    many = rows * 5
    random.shuffle(many)
    again = filled(many)
    assert state_hash(again) == state_hash(once)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_kernel_agrees_with_a_plain_dictionary(rows):
    picture = filled(rows)
    wanted: dict[int, dict[str, tuple[int, Any]]] = {}
    for family, row in rows:
        mine = wanted.setdefault(row["mmsi"], {})
        names = ("name", "callsign", "imo", "ship_type", "to_bow_m", "draught_m")
        if family == "static":
            for name in names:
                value, old = row[name], mine.get(name)
                if value is not None and (old is None or (row["t"], value) > old):
                    mine[name] = (row["t"], value)
    for mmsi, fields in wanted.items():
        slot = picture.slot_of(mmsi)
        assert slot is not None
        told = {f.name: (f.t_us, f.value) for f in details(picture, slot).fields}
        for name in ("name", "callsign", "imo", "ship_type", "to_bow_m", "draught_m"):
            assert told.get(name) == fields.get(name)


@settings(max_examples=60, deadline=None)
@given(st.lists(positions(), min_size=1, max_size=12, unique_by=lambda row: (row["mmsi"], row["t_fix"] or row["t"])))
def test_newest_row_gives_motion_and_newest_place_the_place(rows):
    picture = filled([("position", row) for row in rows])
    for mmsi in {row["mmsi"] for row in rows}:
        mine = sorted((row for row in rows if row["mmsi"] == mmsi), key=lambda row: row["t_fix"] or row["t"])
        slot = picture.slot_of(mmsi)
        assert slot is not None
        told = details(picture, slot)
        values = {f.name: f.value for f in told.fields}
        for name in ("sog_kn", "cog_deg", "heading_deg", "status", "raim"):
            assert values.get(name) == mine[-1][name], name
        placed = [row for row in mine if row["lon_deg"] is not None]
        if placed:
            assert (told.lon_deg, told.lat_deg) == (placed[-1]["lon_deg"], placed[-1]["lat_deg"])
        else:
            assert told.lon_deg is None


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 4 * 3600), min_size=1, max_size=150, unique=True), st.randoms(use_true_random=False))
def test_trail_keeps_one_point_of_each_stretch_and_the_newest_of_them(seconds, random):
    rows = [
        {"t": T0 + s * 1_000_000, "t_recv": T0 + s * 1_000_000, "mmsi": 1, "type": 1, "lon_deg": s / 1000,
         "lat_deg": 0.0, "digest": s}
        for s in seconds
    ]  # fmt: skip
    random.shuffle(rows)
    picture = Picture(capacity=2)
    for at in range(0, len(rows), 7):
        picture.apply({"position": table("position", rows[at : at + 7])}, NOW)
    first_of: dict[int, int] = {}
    start = T0 // 1_000_000
    for s in seconds:
        stretch = (start + s) // TRAIL_STEP_S
        first_of[stretch] = min(s, first_of.get(stretch, s))
    wanted = [start + first_of[stretch] for stretch in sorted(first_of)][-TRAIL_POINTS:]
    told = [point[2] for point in trail(picture, 0)]
    newest = start + max(seconds)
    assert told == (wanted if wanted[-1] == newest else [*wanted, newest])


SCRIPT = """
from tests.tracks.test_newest_wins import T0, NOW
from tests.rows import table
from marsad.tracks.picture import Picture
from marsad.tracks.saved import state_hash
rows = [{"t": T0 + i * 7_000_000, "t_recv": T0 + i * 7_000_000, "mmsi": 211000000 + i % 5, "type": 1 + i % 3,
         "lon_deg": i / 7 - 3, "lat_deg": 50 - i / 9, "sog_kn": i % 30, "cog_deg": i * 3 % 360, "digest": i * 2**55,
         "rot_deg_min": -i, "source": "a", "station": "s" + str(i % 3)} for i in range(60)]
names = [{"t": T0, "t_recv": T0, "mmsi": 211000000 + i, "type": 5, "name": "SHIP %d" % i, "imo": i} for i in range(5)]
p = Picture(capacity=4)
p.apply({"position": table("position", rows), "static": table("static", names)}, NOW)
p.refresh(NOW)
print(state_hash(p), p.changes(0).rows.tobytes().hex(), p.evicted)
"""


def test_same_picture_without_compilation(root):
    def run(disabled: str) -> str:
        environment = {
            **os.environ,
            "NUMBA_DISABLE_JIT": disabled,
            "PYTHONPATH": os.pathsep.join([*sys.path, str(root)]),
        }
        return subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, cwd=root, check=True, capture_output=True, text=True
        ).stdout

    assert run("1") == run("0") != ""
