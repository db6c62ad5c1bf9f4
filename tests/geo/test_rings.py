"""Rings in one frame, against another geometry where the earth is flat and against plain statements elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from marsad.geo.area_kernel import edge_m, inside
from marsad.geo.rings import RingError, crosses_itself, framed, unrolled_ring
from marsad.plugin.areas import Area, Drawn, tables_of

BOX = [(10, 0), (12, 0), (12, 2), (10, 2)]


def tables(*parts):
    made = tables_of(Drawn([Area("a", list(parts))]))
    return made["zones"][0], made["zone_points"]


def holds(lon, lat, *parts):
    zone, points = tables(*parts)
    return bool(inside(float(lon), float(lat), zone, points))


def test_a_hole_is_outside():
    hole = [(10.5, 0.5), (11, 0.5), (11, 1), (10.5, 1)]
    assert holds(11.5, 1.5, [BOX, hole])
    assert not holds(10.75, 0.75, [BOX, hole])


@pytest.mark.parametrize("ring", [[(179, 0), (-179, 0), (-179, 2), (179, 2)], [(179, 0), (181, 0), (181, 2), (179, 2)],
                                  [(-181, 0), (-179, 0), (-179, 2), (-181, 2)]])  # fmt: skip
@pytest.mark.parametrize(("lon", "there"), [(179.5, True), (-179.5, True), (180, True), (-180, True), (178.5, False),
                                            (-178.5, False), (0, False)])  # fmt: skip
def test_over_the_date_line(ring, lon, there):
    assert holds(lon, 1, [ring]) is there


def test_two_parts_that_meet_at_the_date_line_are_one_area_without_an_edge_there():
    east = [(179, 0), (180, 0), (180, 2), (179, 2)]
    west = [(-180, 0), (-179, 0), (-179, 2), (-180, 2)]
    for lon in (180, -180, 179.9999, -179.9999):
        assert holds(lon, 1, [east], [west])
        assert edge_m(float(lon), 1.0, *tables([east], [west])) == pytest.approx(111_195, rel=0.01)


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize("pole", [1, -1])
def test_a_ring_around_a_pole_holds_it(turn, pole):
    ring = [(float(lon), 80.0 * pole) for lon in np.arange(-170, 190, 20)[::turn]]
    for lon in range(-180, 181, 30):
        assert holds(lon, 81 * pole, [ring])
        assert holds(lon, 90 * pole, [ring])
        assert not holds(lon, 79 * pole, [ring])
        assert not holds(lon, -81 * pole, [ring])
        assert edge_m(float(lon), 80.5 * pole, *tables([ring])) == pytest.approx(55_597, rel=0.01)


def test_a_cap_whose_ring_goes_by_the_pole():
    ring = [*[(lon, 85) for lon in range(-180, 181, 30)], (180, 90), (-180, 90), (-180, 85)]
    assert holds(37, 86, [ring])
    assert holds(-180, 89.9999, [ring])
    assert holds(12, 90, [ring])
    assert not holds(37, 84, [ring])


@given(st.lists(st.tuples(st.integers(1, 20), st.integers(0, 360)), min_size=3, max_size=9, unique_by=lambda p: p[1]),
       st.floats(-25, 25), st.floats(-25, 25), st.sampled_from([0.0, 100.0, 180.0, -179.0]))  # fmt: skip
def test_it_agrees_with_another_geometry(spokes, x, y, turned):
    shapely = pytest.importorskip("shapely")
    ring = [
        (far * np.cos(np.radians(at)), far * np.sin(np.radians(at)) * 0.5)
        for far, at in sorted(spokes, key=lambda p: p[1])
    ]
    other = shapely.Polygon(ring)
    assume(other.is_valid and other.area > 0)
    point = shapely.Point(x, y / 2)
    assume(other.boundary.distance(point) > 1e-6)
    moved = [((lon + turned + 180) % 360 - 180, lat) for lon, lat in ring]
    assert holds((x + turned + 180) % 360 - 180, y / 2, [moved]) == other.contains(point)


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=3, max_size=7, unique=True))
def test_what_crosses_itself_is_what_another_geometry_calls_invalid(points):
    shapely = pytest.importorskip("shapely")
    other = shapely.Polygon(points)
    assume(other.area > 0)
    lon, lat = unrolled_ring(points)
    assume(all((b - a) @ [[0, 1], [-1, 0]] @ (c - b) != 0 for a, b, c in
               zip(*(np.roll(np.column_stack([lon, lat]), -by, axis=0) for by in range(3)), strict=True)))  # fmt: skip
    assert crosses_itself(lon, lat) == (not other.is_valid)


@pytest.mark.parametrize(("parts", "why"), [([], "is empty"), ([[[(0, 0), (1, 1)]]], "fewer than three"),
                                            ([[[(0, 0), (1, 1), (0, 0)]]], "fewer than three"),
                                            ([[[(500_000, 4_000_000), (500_100, 4_000_000), (500_100, 4_000_100)]]], "degrees"),
                                            ([[[(0, 0), (1, "x"), (0, 1)]]], "corner"),
                                            ([[[(0, 0), (1, float("nan")), (0, 1)]]], "without a place")])  # fmt: skip
def test_what_is_no_ring_is_said(parts, why):
    with pytest.raises(RingError, match=why):
        framed(parts)
