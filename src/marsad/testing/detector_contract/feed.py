"""The feed that every detector is tried on: stages far apart at sea, each with something that some rule finds.

All lie on 38 N in the open North Pacific, 2 degrees from one another: no stage knows of another within 100 km.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

import numpy as np

from marsad.geo.sphere import rhumb_destination
from marsad.plugin.areas import Area, Drawn, Wire, tables_of
from marsad.plugin.rows import ATON, SAFETY_TEXT, STATIC, Records, Rows, no_rows, ordered
from marsad.plugin.side import ALWAYS, DWELL, ENTER, FAST, LANE, LEAVE, POINT, WATCHED, Side, places
from marsad.testing.detector_contract.tracks import Leg, Ship, later, made_good, moved, sail, statements

START_US: Final = 1_772_359_200_000_000
"""2026-03-01T10:00:00Z: the feed goes on beyond midnight."""
HOURS: Final = 20.0
END_US: Final = START_US + round(HOURS * 3.6e9)
LAT: Final = 38.0
_LON: Final = -166.0
_APART: Final = 2.0


@dataclass(frozen=True)
class Stage:
    """Some vessels and what they do, about one longitude; `drawn` are zones and cables there."""

    name: str
    lon_deg: float
    rows: Rows
    port: tuple[float, float] | None = None
    drawn: Drawn = field(default_factory=Drawn)
    lane_deg: float | None = None
    """The way of a lane about the middle."""

    def at(self, lon_deg: float) -> Stage:
        """The same stage elsewhere on the same latitude."""
        by = lon_deg - self.lon_deg
        rows = replace(self.rows, position=moved(self.rows.position, by), aton=moved(self.rows.aton, by))
        port = None if self.port is None else ((self.port[0] + by + 180.0) % 360.0 - 180.0, self.port[1])
        areas = [replace(one, parts=[[[(x + by, y) for x, y in ring] for ring in part] for part in one.parts])
                 for one in self.drawn.areas]  # fmt: skip
        wires = [replace(one, lines=[[(x + by, y) for x, y in line] for line in one.lines]) for one in self.drawn.wires]
        return Stage(self.name, lon_deg, rows, port, Drawn(areas, wires), self.lane_deg)


def _stage(name: str, number: int, tracks: list[tuple[Ship, Records]], texts: Records | None = None,
           port: tuple[float, float] | None = None, drawn: Drawn | None = None,
           lane_deg: float | None = None) -> Stage:  # fmt: skip
    position = ordered(np.concatenate([track for _, track in tracks]))
    static = ordered(np.concatenate([np.zeros(0, STATIC), *(statements(ship, START_US, HOURS) for ship, _ in tracks)]))
    rows = replace(no_rows(), position=position, static=static)
    if texts is not None:
        rows = replace(rows, safety_text=texts)
    return Stage(name, _lon(number), rows, port, Drawn() if drawn is None else drawn, lane_deg)


def _closed(number: int) -> Drawn:
    """An area with a hole across the way of the stage's ship, and one that is closed for two hours, overlapping it."""
    west, from_us = _lon(number), START_US + round(3.6e9)
    ring = [(west - 0.1, LAT - 0.2), (west + 0.2, LAT - 0.2), (west + 0.2, LAT + 0.2), (west - 0.1, LAT + 0.2)]
    hole = [(west + 0.05, LAT - 0.05), (west + 0.1, LAT - 0.05), (west + 0.1, LAT + 0.05), (west + 0.05, LAT + 0.05)]
    wide = [(west - 0.3, LAT - 0.1), (west + 0.3, LAT - 0.1), (west, LAT + 0.4)]
    watched = ENTER | LEAVE | DWELL | FAST
    return Drawn([Area("CLOSED", [[ring, hole]], "area", watched, dwell_s=3600.0, speed_max_kn=5.0),
                  Area("FIRING", [[wide]], "area", ENTER, holds=(from_us, from_us + round(7.2e9)))])  # fmt: skip


def _cabled(number: int) -> Drawn:
    """A cable across the way of the stage's ship."""
    east = _lon(number) + 38_000.0 / (111_195.0 * float(np.cos(np.radians(LAT))))
    return Drawn(wires=[Wire("CABLE", [[(east, LAT - 0.3), (east, LAT + 0.3)]])])


def _lane(lon_deg: float, course_deg: float | None) -> dict[str, Records]:
    """A lane of a quarter of a degree about the middle of a stage, and its corners."""
    if course_deg is None:
        return {"lanes": np.zeros(0, LANE), "lane_points": np.zeros(0, POINT)}
    west, east = ((lon_deg + by + 180.0) % 360.0 - 180.0 for by in (-0.125, 0.125))
    south, north = LAT - 0.05, LAT + 0.05
    corners = [(west, south), (east, south), (east, north), (west, north)]
    lane = (round(lon_deg * 8.0), 0, 4, course_deg, west, east, south, north, *ALWAYS, b"")
    return {"lanes": np.array([lane], LANE), "lane_points": np.array(corners, POINT)}


def _lon(number: int) -> float:
    return _LON + _APART * number


def _one(stage: int, mmsi: int, legs: list[Leg], east_m: float = 0.0, north_m: float = 0.0, **told: float
         ) -> tuple[Ship, Records]:  # fmt: skip
    ship = Ship(mmsi, **told)  # type: ignore[arg-type]
    lon, lat = rhumb_destination(_lon(stage), LAT, 90.0, east_m)
    lat = lat + north_m / 111_195.0
    return ship, sail(ship, START_US, float(lon), float(lat), legs)


@cache
def stages() -> tuple[Stage, ...]:
    """Every stage of the feed."""
    return (
        _stage("transit", 0, [_one(0, 211_000_001, [Leg(8, 6.0, 90.0), Leg(12, 6.0, 275.0)], -50_000)],
               drawn=_closed(0)),
        _stage("meeting", 1, [
            _one(1, 211_000_011, [Leg(2, 8.0, 90.0), Leg(4, 0.6, 80.0), Leg(3, 8.0, 90.0), Leg(11, 3.0, 270.0)],
                 -29_632),
            _one(1, 412_000_012, [Leg(2, 8.0, 270.0), Leg(4, 0.6, 80.0), Leg(3, 8.0, 270.0), Leg(11, 3.0, 90.0)],
                 29_632, 40.0),
        ]),
        _stage("loitering", 2, [
            _one(2, 211_000_021, [Leg(2.3, 8.0, 90.0), *(Leg(0.5, 1.1, 45.0 * n) for n in range(15)),
                                  Leg(10.2, 8.0, 270.0)], -20_000),
        ]),
        _stage("silence", 3, [
            _one(3, 211_000_031, [Leg(3, 4.0, 90.0), Leg(14, 4.0, 90.0, every_s=0), Leg(3, 4.0, 90.0)], -60_000),
            _one(3, 211_000_032, [Leg(20, 3.0, 90.0)], -60_000, 30_000),
            _one(3, 211_000_033, [Leg(20, 4.0, 90.0)], -64_000, 900),
        ]),
        _stage("drift", 4, [
            _one(4, 211_000_041, [Leg(3.1, 10.0, 90.0), Leg(1.7, 2.5, 90.0, 0.0), Leg(15.2, 4.0, 270.0)], -20_000),
        ], drawn=_cabled(4)),
        _stage("stop", 5, [_one(5, 211_000_051, [Leg(1.5, 14.0, 90.0, every_s=10), Leg(0.5, 0.3, 90.0, every_s=10),
                                                 Leg(18, 4.0, 270.0)], -20_000)]),
        _stage("head-on", 6, [
            _one(6, 211_000_061, [Leg(3, 12.0, 90.0, every_s=10), Leg(17, 2.5, 0.0)], -33_336),
            _one(6, 412_000_062, [Leg(3, 12.0, 270.0, every_s=10), Leg(17, 2.5, 180.0)], 33_336, 45.0),
        ]),
        _stage("harbour", 7, [
            _one(7, 211_000_071, [Leg(1, 8.0, 90.0), Leg(3.2, 0.1, 90.0, 90.0, 180.0, 5), Leg(2, 8.0, 270.0),
                                  Leg(13.8, 3.0, 0.0)], -14_816),
        ], port=(_lon(7), LAT)),
        _stage("shared", 8, [_one(8, 211_000_081, [Leg(20, 3.0, 90.0)], -40_000),
                             _one(8, 211_000_081, [Leg(5, 9.0, 0.0), Leg(15, 3.0, 180.0)], 35_000, number=1)]),
        _stage("jump", 9, [_jumping(9, 211_000_091)]),
        _stage("status", 10, [_one(10, 211_000_101, [Leg(2, 5.0, 0.0), Leg(0.1, 5.0, 0.0, status=14), Leg(1, 5.0, 0.0),
                                                     Leg(0.1, 5.0, 0.0, status=14), Leg(16.8, 5.0, 180.0)])],
               _texts(10)),
        _stage("lane", 11, [_one(11, 211_000_111, [Leg(8, 6.0, 90.0), Leg(12, 6.0, 270.0)], -40_000)], lane_deg=270.0),
        _stage("anchorage", 12, [
            _one(12, 211_000_121, [Leg(2, 0.0, 0.0, 10.0, 180, 1), Leg(1, 0.0, 0.0, 20.0, 180, 1),
                                   Leg(1.2, 0.9, 198.0, 20.0, 180, 1), Leg(2, 0.0, 0.0, 20.0, 180, 1),
                                   Leg(13.8, 4.0, 270.0)]),
        ]),
        _stage("shoal", 13, [
            _one(13, 211_000_131, [Leg(1, 12.0, 90.0, every_s=10), Leg(0.01, 7.0, 90.0, every_s=10),
                                   Leg(2.99, 0.0, 90.0), Leg(16, 4.0, 270.0)], -20_000),
            _one(13, 412_000_132, [Leg(1.2, 10.0, 90.0), Leg(0.1, 3.0, 90.0), Leg(2, 0.3, 0.0, 90.0),
                                   Leg(16.7, 4.0, 270.0)], -24_000),
        ]),
        _stage("ghost", 15, [_one(15, 211_000_151, [Leg(2, 10.0, 90.0), Leg(1, 29.0, 90.0), Leg(17, 3.0, 270.0)])]),
        _stage("exchange", 16, _exchanging(16, 211_000_161, 412_000_162)),
        _buoyed(17, 992_111_234),
        _stage("renumbered", 14, _going_on(14, 211_000_141, 412_000_142)),
    )  # fmt: skip


def _buoyed(number: int, mmsi: int) -> Stage:
    """A buoy that leaves its place for an hour and tells so."""
    stage = _stage("buoy", number, [_one(number, 211_000_171, [Leg(20, 3.0, 90.0)], 5_000)])
    rows = np.zeros(400, ATON)
    rows["t"] = START_US + np.arange(400) * 180_000_000 + 7
    rows["mmsi"], rows["vessel"], rows["digest"] = mmsi, mmsi * 100, np.arange(400) + 77
    rows["lon_deg"], rows["lat_deg"], rows["aid_type"], rows["second"] = stage.lon_deg, LAT, 24, 10
    rows["off_position"][100:120], rows["lat_deg"][100:120] = 1, LAT + 0.01
    return replace(stage, rows=replace(stage.rows, aton=rows))


def _exchanging(number: int, first: int, second: int) -> list[tuple[Ship, Records]]:
    """Two ships two kilometres apart who each tell the other's number from an instant on."""
    at = START_US + round(2.5 * 3.6e9)
    tracks = [
        _one(number, first, [Leg(5, 8.0, 90.0)], -37_000),
        _one(number, second, [Leg(5, 8.0, 270.0)], 37_000, 2_000.0),
    ]
    parts = []
    for nth, (ship, rows) in enumerate(tracks):
        other = tracks[1 - nth][0]
        for told, some in ((ship, rows[rows["t"] < at]), (other, rows[rows["t"] >= at])):
            some = some.copy()
            some["mmsi"], some["vessel"] = told.mmsi, told.vessel
            parts.append((told, some))
    return parts


def _going_on(number: int, first: int, second: int) -> list[tuple[Ship, Records]]:
    """A ship, heard each 20 s, who goes on under another number after ten minutes of silence."""
    ship, rows = _one(number, first, [Leg(3, 9.0, 90.0, every_s=20)])
    t = START_US + round(1.5 * 3.6e9)
    later_rows = rows[rows["t"] >= t + 600_000_000].copy()
    later_rows["mmsi"], later_rows["vessel"] = second, second * 100
    return [(ship, rows[rows["t"] < t]), (Ship(second), made_good(later_rows))]


def _jumping(number: int, mmsi: int) -> tuple[Ship, Records]:
    ship, rows = _one(number, mmsi, [Leg(20, 4.0, 90.0)], -50_000)
    away = slice(200, 230)
    rows["lat_deg"][away] += 0.3
    return ship, made_good(rows)


def _texts(number: int) -> Records:
    rows = np.zeros(2, SAFETY_TEXT)
    rows["t"] = START_US + np.array([2.01, 2.05]) * 3.6e9
    rows["mmsi"], rows["vessel"], rows["type"], rows["text"] = 970_123_456, 97_012_345_600, 14, b"SART ACTIVE"
    rows["digest"] = np.arange(1, 3) + number
    return rows


@dataclass(frozen=True)
class Feed:
    """Rows in order from `start_us` (nothing was heard before) to `end_us`."""

    rows: Rows
    side: Side
    start_us: int = START_US - 1
    end_us: int = END_US


def _watched() -> Records:
    """A list that names the ships of two stages, one by her name."""
    rows = np.zeros(2, WATCHED)
    rows["id"], rows["mmsi"], rows["source"] = [0, 1], [211_000_031, 0], b"KIT"
    rows["name"][1] = b"SIM 211000051"
    rows["t_from"], rows["t_to"] = ALWAYS
    return rows


def feed_of(some: tuple[Stage, ...]) -> Feed:
    """Stages together."""
    from marsad.plugin.rows import join

    ports = [stage.port for stage in some if stage.port is not None]
    drawn = tables_of(sum((stage.drawn for stage in some), Drawn()))
    laid = [_lane(stage.lon_deg, stage.lane_deg) for stage in some]
    lanes, points = (np.concatenate([one[name] for one in laid]) for name in ("lanes", "lane_points"))
    lanes["first"] = np.cumsum(lanes["count"]) - lanes["count"]
    discs = places([lon for lon, _ in ports], [lat for _, lat in ports])
    side = Side({**drawn, "watch_list": _watched(), "ports": discs, "lanes": lanes, "lane_points": points})
    return Feed(join([stage.rows for stage in some]), side)


@cache
def whole() -> Feed:
    """All stages together."""
    return feed_of(stages())


@cache
def calm() -> Feed:
    """Lone ships under way at steady speed on steady courses, far apart: nothing for any detector."""
    tracks = [
        _one(3 * n, 211_000_200 + n, [Leg(6, 12.0, course)]) for n, course in enumerate((45.0, 135.0, 250.0, 0.0))
    ]
    return replace(feed_of((_stage("calm", 0, tracks),)), end_us=START_US + round(6 * 3.6e9) - 1)


def repeated(feed: Feed, times: int) -> Feed:
    """The same again and again, each time later by its length."""
    from marsad.plugin.rows import join

    length = feed.end_us - feed.start_us
    rows = [Rows(*(later(feed.rows.of(family), n * length) for family in feed.rows.__dataclass_fields__))
            for n in range(times)]  # fmt: skip
    return replace(feed, rows=join(rows), end_us=feed.end_us + (times - 1) * length)


def renumbered(feed: Feed, by: int) -> Feed:
    """The same feed with every ship under another MMSI, so much higher."""
    rows = {}
    for family in feed.rows.__dataclass_fields__:
        rows[family] = feed.rows.of(family).copy()
        ships = rows[family]["mmsi"] < 800_000_000
        rows[family]["mmsi"][ships] += by
        rows[family]["vessel"][ships] += by * 100
    return replace(feed, rows=Rows(**rows))
