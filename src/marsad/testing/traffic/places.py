"""The sea of the demo: Gulf of Aden, Bab el-Mandeb and the southern Red Sea.

Lanes follow the recommended transit corridor and the strait's traffic separation roughly; they are scenery, not charts.
Waypoints are (longitude, latitude, half the distance between the two ways, half the width of a way, both in metres).
"""

from __future__ import annotations

from typing import NamedTuple

Waypoint = tuple[float, float, float, float]


class Port(NamedTuple):
    """A port: its place at sea, its roadstead, how far its ships lie apart, and its UN/LOCODE."""

    name: str
    locode: str
    lon: float
    lat: float
    road_lon: float
    road_lat: float
    road_m: float
    busy: float


PORTS = (
    Port("ADEN", "YEADE", 44.975, 12.797, 45.07, 12.715, 5500, 5),
    Port("DJIBOUTI", "DJJIB", 43.125, 11.612, 43.215, 11.665, 5500, 6),
    Port("BERBERA", "SOBBO", 44.985, 10.447, 45.02, 10.505, 4000, 3),
    Port("BOSASO", "SOBSA", 49.185, 11.302, 49.20, 11.375, 3500, 2),
    Port("MUKALLA", "YEMKX", 49.135, 14.508, 49.16, 14.44, 4500, 2),
    Port("ASSAB", "ERASA", 42.765, 13.005, 42.84, 13.035, 3500, 1),
    Port("MOKHA", "YEMOK", 43.215, 13.315, 43.15, 13.315, 3000, 1),
)

TRANSIT: tuple[Waypoint, ...] = (
    (54.5, 14.87, 7000, 4000),
    (53.0, 14.40, 6480, 4000),
    (45.0, 11.90, 6480, 4000),
    (44.2, 12.08, 4500, 2500),
    (43.72, 12.34, 2600, 1000),
    (43.44, 12.545, 1500, 500),
    (43.29, 12.665, 1500, 500),
    (43.13, 12.88, 2000, 900),
    (42.85, 13.17, 2400, 1000),
    (42.52, 13.44, 2400, 1000),
    (42.25, 13.78, 2600, 1000),
    (41.90, 14.35, 3500, 2000),
    (41.45, 15.20, 5000, 3000),
    (41.10, 15.70, 5000, 3000),
)
"""From the Arabian Sea along the corridor through the strait into the Red Sea."""

COASTAL: tuple[tuple[Waypoint, ...], ...] = (
    ((44.95, 12.66, 700, 500), (43.9, 12.02, 900, 600), (43.34, 11.72, 500, 300)),
    ((43.34, 11.68, 500, 300), (44.2, 11.15, 900, 600), (44.98, 10.60, 500, 300)),
    ((45.15, 12.62, 700, 500), (47.0, 13.05, 1500, 900), (48.75, 13.82, 1500, 900), (49.15, 14.33, 700, 500)),
    ((49.2, 11.50, 600, 400), (49.25, 13.0, 1500, 900), (49.2, 14.30, 600, 400)),
    ((45.0, 10.64, 600, 400), (45.05, 12.58, 600, 400)),
    ((49.1, 11.50, 600, 400), (47.2, 12.0, 1500, 900), (45.2, 12.58, 600, 400)),
    ((42.90, 13.06, 400, 250), (43.10, 13.27, 400, 250)),
    ((49.35, 14.38, 900, 600), (51.0, 15.0, 1500, 900), (53.0, 15.75, 1200, 600)),
)
"""Coasters and dhows between the ports."""

PATROL: tuple[Waypoint, ...] = ((46.4, 12.34, 1200, 500), (51.6, 13.96, 1200, 500))
"""Between the two lanes of the corridor, where warships keep watch."""

GROUNDS = (
    (46.4, 13.15, 12_000),
    (47.9, 13.75, 12_000),
    (44.35, 12.42, 9_000),
    (43.05, 13.62, 6_000),
    (50.6, 12.05, 14_000),
    (47.3, 11.42, 10_000),
    (51.3, 15.03, 9_000),
    (44.0, 11.0, 7_000),
    (42.45, 14.35, 8_000),
)
"""Fishing grounds: longitude, latitude, radius in metres."""

SEARCH_AREA = (44.2, 11.75, 15_000)
"""Where the rescue helicopter flies its pattern."""

AIDS = (
    # name, aid type, longitude, latitude, virtual
    ("STRAIT SEPARATION N", 1, 43.20, 12.77, True),
    ("STRAIT SEPARATION S", 1, 43.60, 12.43, True),
    ("CORRIDOR WEST END", 1, 45.0, 11.90, True),
    ("CORRIDOR EAST END", 1, 53.0, 14.40, True),
    ("WRECK MARKER 3", 24, 45.35, 12.55, True),
    ("ADEN FAIRWAY", 30, 45.02, 12.735, False),
    ("ADEN NO 2", 25, 44.985, 12.775, False),
    ("DJIBOUTI FAIRWAY", 30, 43.19, 11.635, False),
    ("DJIBOUTI NO 5", 24, 43.145, 11.622, False),
    ("BERBERA LANDFALL", 30, 45.0, 10.49, False),
    ("MUKALLA ROAD WEST", 23, 49.11, 14.47, False),
    ("BOSASO LANDFALL", 30, 49.18, 11.345, False),
)

STATIONS = (
    # base station name, country digits, longitude, latitude
    ("ADEN", 473, 45.03, 12.79),
    ("DJIBOUTI", 621, 43.15, 11.60),
    ("BERBERA", 666, 45.02, 10.44),
    ("BOSASO", 666, 49.18, 11.28),
    ("MUKALLA", 473, 49.13, 14.53),
)

SART_TEST = (45.12, 12.66)

FAR_PORTS = (
    "EGSUZ",
    "SAJED",
    "SAKAC",
    "INNSA",
    "INMUN",
    "PKKHI",
    "LKCMB",
    "SGSIN",
    "AEJEA",
    "OMSLL",
    "KEMBA",
    "GRPIR",
    "NLRTM",
)
