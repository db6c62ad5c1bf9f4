"""From where vessels were heard: last when, and by how many receivers."""

from __future__ import annotations

import numpy as np

from marsad.tracks.heard_cells import HeardCells
from marsad.tracks.origins import Origins
from marsad.tracks.picture import Picture
from marsad.tracks.reports import reports_of
from marsad.tracks.sea_cells import Part
from tests.rows import table

T0 = 1_772_366_400_000_000
WORLD = Part(-180, -90, 180, 90)
HERE = Part(44.9, 11.9, 45.1, 12.1)


def heard(mmsi, lon, lat, t=T0, source="roof", kind=1):
    return {"t": t, "t_recv": t, "source": source, "station": "n", "type": kind, "mmsi": mmsi, "lon_deg": lon,
            "lat_deg": lat, "digest": mmsi}  # fmt: skip


def test_copies_of_another_receiver_count_although_the_picture_keeps_one():
    picture = Picture(100)
    rows = [heard(235_000_001, 45.0, 12.0), heard(235_000_001, 45.0, 12.0, source="hill"),
            heard(235_000_002, 45.05, 12.0, T0 + 60_000_000)]  # fmt: skip
    picture.apply({"position": table("position", rows)}, T0)
    found = picture.heard_from.of(HERE)
    assert found.receivers.tolist() == [2, 1]
    assert found.heard_us.tolist() == [T0, T0 + 60_000_000]
    assert found.since_us == T0


def test_what_flies_and_what_tells_no_place_says_nothing_of_the_sea():
    picture = Picture(100)
    picture.apply({"position": table("position", [heard(111_000_001, 45.0, 12.0, kind=9),
                                                  heard(235_000_002, None, None)])}, T0)  # fmt: skip
    assert len(picture.heard_from.of(WORLD).cells) == 0


def test_squares_told_as_one_have_the_newest_time_and_all_receivers():
    cells, origins = HeardCells(), Origins()
    rows = [heard(1 + n, 45.0 + n / 40, 12.0, T0 + n, source=f"feed {n}") for n in range(3)]
    cells.hear(reports_of("position", table("position", rows), origins, T0))
    near, far = cells.of(HERE), cells.of(Part(0, -60, 90, 60))
    assert len(near.cells) == 3
    assert (far.heard_us.tolist(), far.receivers.tolist()) == ([T0 + 2], [3])


def test_a_full_table_forgets_what_was_heard_longest_ago_and_says_since_when_it_is_whole():
    cells, origins = HeardCells(most=64), Origins()
    for n in range(200):
        row = heard(1 + n, -170.0 + n, 12.0, T0 + n * 1_000_000)
        cells.hear(reports_of("position", table("position", [row]), origins, T0 + n * 1_000_000))
    found = cells.of(WORLD)
    assert 10 < len(found.cells) <= 45
    assert T0 + 199_000_000 in found.heard_us
    assert found.since_us is not None
    assert np.all(found.heard_us > found.since_us)


def test_more_receivers_than_bits_are_at_least_so_many():
    cells, origins = HeardCells(), Origins()
    rows = [heard(1, 45.0, 12.0, source=f"feed {n}") for n in range(100)]
    cells.hear(reports_of("position", table("position", rows), origins, T0))
    assert cells.of(HERE).receivers.tolist() == [64]
