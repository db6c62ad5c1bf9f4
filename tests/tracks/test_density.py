"""Where vessels were: counted once a minute, whatever they report, in squares that suit the view."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.tracks.density import HOUR_US, MINUTE_US, Density
from marsad.tracks.picture import Picture
from marsad.tracks.sea_cells import PER_DEGREE, Part, cells_of
from tests.rows import table

T0 = 1_772_366_400_000_000
"""2026-03-01T12:00:00Z: the beginning of an hour."""
HERE = Part(44.9, 11.9, 45.1, 12.1)


def picture_of(*places, kind=1, t=T0):
    picture = Picture(100)
    rows = [{"t": t, "t_recv": t, "source": "roof", "type": kind, "mmsi": 235_000_001 + n, "lon_deg": lon,
             "lat_deg": lat, "digest": n} for n, (lon, lat) in enumerate(places)]  # fmt: skip
    picture.apply({"position": table("position", rows)}, t)
    picture.refresh(t)
    return picture


def test_two_ships_in_one_square_are_two_at_a_time_however_often_they_are_counted():
    density, picture = Density(), picture_of((45.001, 12.001), (45.002, 12.002), (45.05, 12.05))
    for second in range(0, 600, 10):
        density.count(picture, T0 + second * 1_000_000)
    found = density.of(HERE, T0 - HOUR_US)
    assert (found.minutes, found.since_us, found.until_us) == (10, T0, T0 + 10 * MINUTE_US)
    assert sorted((found.counts / found.minutes).tolist()) == [1.0, 2.0]
    assert int(found.cells[found.counts.argmax()]) == int(cells_of(np.array([45.001]), np.array([12.001]))[0])


def test_aircraft_and_lost_vessels_are_not_counted():
    density = Density()
    density.count(picture_of((45.0, 12.0), kind=9), T0)
    lost = picture_of((45.0, 12.0))
    lost.refresh(T0 + 4 * HOUR_US)
    density.count(lost, T0 + 4 * HOUR_US)
    found = density.of(HERE, T0 - HOUR_US)
    assert (found.minutes, len(found.cells)) == (2, 0)


def test_older_hours_are_asked_for_and_a_day_is_kept():
    density, picture = Density(), picture_of((45.0, 12.0))
    for minute in range(0, 30 * 60, 5):
        picture.slots.state[:] = 0
        density.count(picture, T0 + minute * MINUTE_US)
    now = T0 + 30 * HOUR_US
    hour, day = (density.of(HERE, now - hours * HOUR_US) for hours in (1, 24))
    assert (hour.minutes, hour.counts.tolist()) == (12, [12])
    assert (day.minutes, day.counts.tolist()) == (24 * 12, [24 * 12])
    assert density.of(HERE, 0).since_us == T0 + 4 * HOUR_US, "what is older than 25 hours went"


def test_a_clock_that_was_set_back_begins_anew():
    density, picture = Density(), picture_of((45.0, 12.0))
    density.count(picture, T0 + HOUR_US)
    density.count(picture, T0)
    assert density.of(HERE, 0).until_us == T0 + MINUTE_US


def test_nothing_was_counted_yet():
    found = Density().of(HERE, 0)
    assert (found.since_us, found.minutes, len(found.cells)) == (None, 0, 0)


@pytest.mark.parametrize(("west", "east"), [(179.0, -179.0), (179.0, 181.0), (-181.0, -179.0)])
def test_a_view_over_the_date_line_has_both_sides(west, east):
    density = Density()
    density.count(picture_of((179.9, 12.0), (-179.9, 12.0), (170.0, 12.0)), T0)
    assert density.of(Part(west, 11, east, 13), 0).counts.sum() == 2


@given(lon=st.floats(-180, 180), lat=st.floats(-85, 85), west=st.floats(-180, 180), wide=st.floats(0, 360),
       south=st.floats(-90, 89), high=st.floats(0, 179))  # fmt: skip
def test_a_place_inside_a_view_is_inside_its_squares_and_big_views_have_few(lon, lat, west, wide, south, high):
    part = Part(west, south, west + wide, min(90.0, south + high))
    cell = cells_of(np.array([lon]), np.array([lat]))
    if (lon - west) % 360 <= wide and south <= lat <= part.north:
        assert part.inside(cell).all()
    assert part.told(cell)[0] >= 0
    assert max(wide, part.north - south) * PER_DEGREE / part.step <= 226
