"""Land: known places, the index against a plain count, and the file against its hash."""

from __future__ import annotations

import dataclasses
import hashlib
from importlib.resources import files

import numba
import numpy as np
import pytest

from marsad.geo.land import BANDS, COLUMNS, MIXED, Land, is_land, land
from marsad.geo.polygon import in_polygon

PLACES = 400 if numba.config.DISABLE_JIT else 20_000
LAND_PLACES = [
    (2.3, 48.8),
    (44.5, 14.5),
    (0, -90),
    (179.9, -89),
    (-175, 66.5),
    (-179.99, 66.5),
    (180, 71.2),
    (178, -17.8),
]
SEA_PLACES = [(47, 12.5), (43.3, 12.7), (-150, 0), (51, 42), (0, 89.9), (180, 30), (-180, 30), (539, 30)]


def test_known_places():
    assert is_land(*np.array(LAND_PLACES).T).all()
    assert not is_land(*np.array(SEA_PLACES).T).any()


def test_share_of_the_earth():
    rng = np.random.Generator(np.random.Philox(1))
    lon, lat = rng.uniform(-180, 180, 5 * PLACES), np.degrees(np.arcsin(rng.uniform(-1, 1, 5 * PLACES)))
    assert is_land(lon, lat).mean() == pytest.approx(0.29, abs=3 / (5 * PLACES) ** 0.5)


def test_no_place_is_no_land():
    assert not is_land([np.nan, 0, np.inf, 0], [0, np.nan, 0, 91]).any()


def test_a_longitude_of_many_turns_is_no_place():
    """What was left of one within a turn lay far off the grid, and to read there ended the process."""
    rng = np.random.Generator(np.random.Philox(3))
    far = rng.uniform(1, 10, PLACES) * 10.0 ** rng.integers(9, 308, PLACES) * rng.choice([-1, 1], PLACES)
    assert not is_land(far, rng.uniform(-90, 90, PLACES)).any()
    lon, lat = rng.uniform(-180, 180, PLACES), rng.uniform(-90, 90, PLACES)
    assert (is_land(lon + 360.0 * rng.integers(-1000, 1000, PLACES), lat) == is_land(lon, lat)).mean() > 0.999


def test_the_grid_says_what_the_coast_says():
    rng = np.random.Generator(np.random.Philox(2))
    lon, lat = rng.uniform(-180, 180, PLACES), rng.uniform(-90, 90, PLACES)
    whole = land()
    plain = dataclasses.replace(whole, grid=np.full((BANDS, COLUMNS), MIXED, np.uint8))
    assert (plain.is_land(lon, lat) == whole.is_land(lon, lat)).all()
    few = slice(0, PLACES // 100)
    assert (
        in_polygon(lon[few], lat[few], *whole.rings()[:2], whole.starts[:-1]) == whole.is_land(lon[few], lat[few])
    ).all()


def test_the_rings_stay_on_the_map():
    lon, lat, starts = land().rings()
    assert lon.min() >= -180.0000001
    assert lon.max() <= 180.0000001
    assert np.abs(lat).max() <= 90.001
    assert (np.diff(starts) >= 3).all()


def test_the_file_is_the_one_that_was_built():
    folder = files("marsad.geo") / "data"
    data = (folder / "land.bin").read_bytes()
    assert hashlib.sha256(data).hexdigest() == (folder / "land.bin.sha256").read_text().split()[0]
    assert len(data) < 3_000_000


def test_other_bytes_are_refused():
    with pytest.raises(ValueError, match="no Marsad land file"):
        Land.parse(b"PK\x03\x04" + bytes(60))
