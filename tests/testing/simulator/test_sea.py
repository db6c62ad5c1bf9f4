"""Every sea that is shipped: what lies in it lies in water, and every way between is over water."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from marsad.geo.land import is_land
from marsad.geo.sphere import bearing_deg, distance_m
from marsad.schema.refusal import Refusal
from marsad.testing.simulator import scenario
from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.sea import data
from marsad.testing.simulator.sea.coast_kernel import METRES
from marsad.testing.simulator.sea.sea import Sea

SEAS = data.names()


@cache
def _sea(name):
    return Sea.of(scenario.load(name))


@pytest.fixture(params=SEAS)
def sea(request):
    return _sea(request.param)


def _rounded(lon, lat, cut_m=1500.0):
    """Corners replaced by quadratic curves, as a ship that turns; half a stretch is the most that is cut."""
    x, y = [lon[:1]], [lat[:1]]
    share = np.linspace(0.0, 1.0, 9)
    for k in range(1, lon.size - 1):
        a = min(0.5, cut_m / max(1.0, distance_m(lon[k - 1], lat[k - 1], lon[k], lat[k])))
        b = min(0.5, cut_m / max(1.0, distance_m(lon[k], lat[k], lon[k + 1], lat[k + 1])))
        for out, here in ((x, lon), (y, lat)):
            p, q = here[k] + a * (here[k - 1] - here[k]), here[k] + b * (here[k + 1] - here[k])
            out.append((1 - share) ** 2 * p + 2 * share * (1 - share) * here[k] + share**2 * q)
    return np.concatenate([*x, lon[-1:]]), np.concatenate([*y, lat[-1:]])


def _dense(lon, lat, every_m=90.0):
    scale = np.cos(np.radians(lat[:-1]))
    far = np.hypot(np.diff(lon) * scale, np.diff(lat)) * METRES
    pieces = np.maximum(1, np.ceil(far / every_m)).astype(int)
    at = np.concatenate([k + np.arange(n) / n for k, n in enumerate(pieces)] + [[lon.size - 1.0]])
    return np.interp(at, np.arange(lon.size), lon), np.interp(at, np.arange(lon.size), lat)


def _over_water(sea, lon, lat):
    """The base map says water, or a canal that is listed."""
    x, y = _dense(lon, lat)
    land = is_land(x, y)
    return not land.any() or bool(sea.is_water(x[land], y[land]).all() and sea.canals)


def _ends(sea):
    berths = [(port.berths[n].lon, port.berths[n].lat) for port in sea.ports for n in (0, -1)]
    return berths + [(gate.lon, gate.lat) for gate in sea.gates] * 3


def _pairs(sea, seed, count):
    draw = Draw(seed, Purpose.VOYAGE, 1)
    ends = _ends(sea)
    found = [(draw.pick(ends), draw.pick(ends)) for _ in range(count)]
    return [(a, b) for a, b in found if a != b], draw


@pytest.mark.parametrize("kind", ["lane", "direct"])
def test_every_way_and_its_rounding_is_over_water(sea, kind):
    pairs, draw = _pairs(sea, 7, 250)
    for start, goal in pairs:
        lon, lat = sea.route(*start, *goal, draw, kind)
        assert (lon[0], lat[0]) == pytest.approx(start)
        assert ((lon[-1] - goal[0] + 180) % 360 - 180, lat[-1] - goal[1]) == pytest.approx((0.0, 0.0), abs=1e-9)
        assert np.abs(np.diff(lon)).max() < 180.0
        assert _over_water(sea, lon, lat), (start, goal)
        assert _over_water(sea, *_rounded(lon, lat)), (start, goal)


def test_all_that_is_drawn_lies_in_water(sea):
    for port in sea.ports:
        assert port.berths, port.name
        assert port.anchorages, port.name
    discs = (*sea.anchorages, *sea.fishing_grounds, *sea.pilot_stations, *sea.naval_areas)
    for disc in discs:
        x, y = _circle(disc)
        assert not is_land(x, y).any(), disc.name
    assert not is_land([b.lon for b in sea.berths], [b.lat for b in sea.berths]).any()
    assert sea.is_water([b.lon for b in sea.berths], [b.lat for b in sea.berths], 25.0).all()
    for lane in sea.lanes:
        assert sea.is_clear(lane.lon, lane.lat, 150.0), lane.name


def _circle(disc):
    angle = np.linspace(0.0, 2.0 * np.pi, 37)
    share = np.repeat([0.3, 0.6, 1.0], angle.size)
    angle = np.tile(angle, 3)
    x = disc.lon + share * disc.radius_m * np.sin(angle) / METRES / np.cos(np.radians(disc.lat))
    return x, disc.lat + share * disc.radius_m * np.cos(angle) / METRES


def test_berths_and_waters_of_every_port_can_be_reached(sea):
    for number, port in enumerate(sea.ports):
        discs = [sea.anchorages[row] for row in port.anchorages]
        discs += [disc for disc in sea.pilot_stations if disc.port == number]
        for berth in port.berths:
            lon, lat = sea.route(discs[0].lon, discs[0].lat, berth.lon, berth.lat, None, "direct")
            assert _over_water(sea, lon, lat), (port.name, berth)
        for disc in discs[1:]:
            lon, lat = sea.route(disc.lon, disc.lat, port.roads_lon, port.roads_lat, None, "direct")
            assert _over_water(sea, lon, lat), disc.name
    for disc in (*sea.fishing_grounds, *sea.naval_areas):
        port = min(sea.ports, key=lambda one: distance_m(one.roads_lon, one.roads_lat, disc.lon, disc.lat))
        lon, lat = sea.route(port.berths[0].lon, port.berths[0].lat, disc.lon, disc.lat, None, "direct")
        assert _over_water(sea, lon, lat), disc.name


def test_ferries_have_a_way(sea):
    for ferry in sea.ferry_lines:
        lon, lat = sea.route(
            ferry.from_berth.lon, ferry.from_berth.lat, ferry.to_berth.lon, ferry.to_berth.lat, None, "direct"
        )
        assert _over_water(sea, lon, lat), ferry.name


def test_a_way_is_not_much_longer_than_the_line(sea):
    pairs, draw = _pairs(sea, 11, 60)
    for start, goal in pairs:
        lon, lat = sea.route(*start, *goal, draw, "direct")
        ways = [distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:]).sum()]
        lon, lat = sea.route(*goal, *start, draw, "direct")
        ways.append(distance_m(lon[:-1], lat[:-1], lon[1:], lat[1:]).sum())
        # There and back differ by what each ship keeps aside, not by another choice of way.
        assert min(ways) > 0.93 * max(ways) - 4000.0, (start, goal, ways)


def test_open_water_is_open(sea):
    draw = Draw(3, Purpose.INCIDENT, 4)
    first = sea.open_water(draw, 3000.0)
    for _ in range(20):
        lon, lat = sea.open_water(draw, 3000.0, away_from=[first], away_m=20_000.0)
        assert sea.is_water(lon, lat, 2999.0)
        assert distance_m(lon, lat, *first) >= 19_900.0
        near = sea.open_water(draw, 1000.0, within=(lon, lat, 2000.0))
        assert distance_m(lon, lat, *near) <= 2010.0
    with pytest.raises(Refusal):
        sea.open_water(draw, 1e9)


def test_clearance_is_the_distance_of_the_coast(sea):
    rng = np.random.default_rng(5)
    west, south, east, north = sea.area
    lon, lat = rng.uniform(west, east, 3000), rng.uniform(south, north, 3000)
    free = sea.clearance_m(lon, lat)
    land = is_land(lon, lat)
    assert (free[land] <= 0.0).mean() > 0.999  # canals
    assert (free[~land] > 0.0).all()
    near = np.flatnonzero((free > 0.0) & (free < 3000.0))
    for k in near[:40]:
        angle = np.linspace(0.0, 2.0 * np.pi, 720, endpoint=False)
        x = lon[k] + 0.97 * free[k] * np.sin(angle) / METRES / np.cos(np.radians(lat[k]))
        assert not is_land(x, lat[k] + 0.97 * free[k] * np.cos(angle) / METRES).any()


def test_the_same_draw_gives_the_same_way_whatever_was_asked_before(sea):
    if sea is _sea("world"):
        pytest.skip("the same code as in the smaller seas, and twenty seconds to set up")
    pairs, _ = _pairs(sea, 13, 12)
    before = [sea.route(*a, *b, Draw(1, Purpose.VOYAGE, 9)) for a, b in pairs]
    fresh = _fresh(sea)
    for (a, b), (lon, lat) in reversed(list(zip(pairs, before, strict=True))):
        again = fresh.route(*a, *b, Draw(1, Purpose.VOYAGE, 9))
        np.testing.assert_array_equal(again[0], lon)
        np.testing.assert_array_equal(again[1], lat)


def _fresh(sea):
    from marsad.testing.simulator.sea.fitting import fitted

    name = next(one for one in SEAS if _sea(one) is sea)
    return Sea(fitted((name,)))


def test_lanes_keep_to_starboard():
    sea = _sea("gulf-of-aden")
    inbound = next(gate for gate in sea.gates if gate.name == "ARABIAN SEA")
    north = next(gate for gate in sea.gates if gate.name == "RED SEA NORTH")
    draw = Draw(2, Purpose.VOYAGE, 3)
    for a, b in ((inbound, north), (north, inbound)):
        for _ in range(5):
            lon, lat = sea.route(a.lon, a.lat, b.lon, b.lat, draw)
            for scheme in sea.schemes:
                ahead = bearing_deg(scheme.lon[0], scheme.lat[0], scheme.lon[-1], scheme.lat[-1])
                middle_lon, middle_lat = 0.5 * (scheme.lon[0] + scheme.lon[1]), 0.5 * (scheme.lat[0] + scheme.lat[1])
                x, y = _dense(lon, lat, 500.0)
                nearest = int(distance_m(x, y, middle_lon, middle_lat).argmin())
                off = bearing_deg(middle_lon, middle_lat, x[nearest], y[nearest])
                course = bearing_deg(x[nearest - 1], y[nearest - 1], x[nearest + 1], y[nearest + 1])
                along = np.cos(np.radians(course - ahead)) > 0
                starboard = np.sin(np.radians(off - ahead)) > 0
                assert along == starboard, scheme.name
                assert distance_m(x[nearest], y[nearest], middle_lon, middle_lat) > 0.5 * scheme.zone_m
