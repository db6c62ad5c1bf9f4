"""What the rooms of the simulator hand to one another: rows of NumPy arrays.

Times are int64 microseconds UTC, places degrees, everything else as its suffix says. A *vessel* here is whatever moves
or transmits: ship, craft, aircraft, aid, base station, locating device. Its number is its row in the fleet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import numpy.typing as npt

Records = npt.NDArray[np.void]
Floats = npt.NDArray[np.float64]


class Station(IntEnum):
    """What transmits. NONE is seen by radar satellites and in the truth, and never heard."""

    NONE = 0
    CLASS_A = 1
    CLASS_B_SO = 2
    CLASS_B_CS = 3
    BASE = 4
    ATON = 5
    SAR_AIRCRAFT = 6
    LOCATING_DEVICE = 7


class Role(IntEnum):
    """What a vessel is there for; decides how she moves."""

    CARGO = 1
    TANKER = 2
    CONTAINER = 3
    PASSENGER = 4
    FERRY = 5
    HIGH_SPEED = 6
    FISHING = 7
    TRAWLER = 8
    TUG = 9
    PILOT = 10
    PLEASURE = 11
    SAILING = 12
    NAVAL = 13
    PATROL = 14
    BUNKER = 15
    DREDGER = 16
    SERVICE = 17
    BASE_STATION = 18
    AID = 19
    VIRTUAL_AID = 20
    AIRCRAFT = 21
    DEVICE = 22
    NET_MARKER = 23


VESSEL = np.dtype(
    [
        ("mmsi", "u4"),
        ("station", "u1"),  # Station
        ("role", "u1"),  # Role
        ("ship_type", "u1"),  # as in message 5; of an AtoN the type of aid
        ("imo", "u4"),  # 0 none
        ("name", "S20"),
        ("callsign", "S7"),
        ("destination", "S20"),
        ("length_m", "f4"),
        ("beam_m", "f4"),
        ("to_bow_m", "u2"),
        ("to_stern_m", "u2"),
        ("to_port_m", "u1"),
        ("to_starboard_m", "u1"),
        ("draught_m", "f4"),
        ("antenna_m", "f4"),  # height of the VHF antenna above the sea
        ("cruise_kn", "f4"),
        ("top_kn", "f4"),
        ("turn_deg_min", "f4"),  # the most she turns
        ("accel_mps2", "f4"),  # the most she speeds up or slows down
        ("noise_m", "f4"),  # of her GNSS, one sigma
        ("gyro", "?"),  # tells her heading
        ("turn_indicator", "?"),
        ("accuracy", "?"),  # the flag she sends
    ]
)


class Mode(IntEnum):
    """How a vessel moves during a leg."""

    ABSENT = 0
    PATH = 1
    ANCHOR = 2  # swings about (lon, lat) with the wind and tide of the place, `radius_m` of chain
    FIXED = 3  # at a berth, or an aid or base station


class Bow(IntEnum):
    """Where the bow points during a leg along a path."""

    COURSE = 0  # along the way, a little yaw aside
    HEADING = 1  # `heading_deg` whatever the course: she drifts
    ANGLE = 2  # course + `heading_deg`: she sets with a current or crabs


LEG = np.dtype(
    [
        ("vessel", "i4"),
        ("t0", "i8"),  # from, included
        ("t1", "i8"),  # to, excluded; legs of a vessel follow one another without a gap
        ("mode", "u1"),  # Mode
        ("first", "i8"),  # PATH: first of its points
        ("count", "i4"),  # PATH: how many
        ("s0_m", "f8"),  # PATH: distance along the path at t0
        ("v0_mps", "f8"),  # PATH: speed at t0
        ("accel_mps2", "f8"),  # PATH: s = s0 + v0 T + accel T^2 / 2
        ("bow", "u1"),  # Bow
        ("heading_deg", "f4"),  # of FIXED: the bow's
        ("swing_deg", "f4"),  # by how much the bow at t0 is to the right of where the leg wants it; 0 not at all
        ("swing_s", "f4"),  # within which time she comes round
        ("aside", "f4"),  # PATH: which share of the room to starboard (1) or port (-1) of the way she keeps off it
        ("lon", "f8"),  # of ANCHOR and FIXED
        ("lat", "f8"),
        ("radius_m", "f4"),
        ("status", "u1"),  # navigational status that is true of the leg
    ]
)


@dataclass(frozen=True)
class Course:
    """Legs in the order of (vessel, t0), and the points of their paths.

    Points are so dense and smooth that straight lines between them are the way: corners are rounded with a radius that
    the vessel can turn with at the leg's speed. Longitudes of one path run on beyond 180. `along_m` begins with 0 at
    each path's first point. Ships share paths: `room_m` is how far a ship may keep aside of each point; where it is
    empty, none keeps aside. Legs are whole, and may begin before and end after what was asked for.
    """

    legs: Records
    lon: Floats
    lat: Floats
    along_m: Floats
    room_m: Floats = field(default_factory=lambda: np.zeros(0))


class Kind(IntEnum):
    """What an effect or an area does to what is transmitted or told. Numbers a to d are named in the comments."""

    SILENT = 1  # the transmitter is off
    OFFSET = 2  # a: m, b: deg: the place told lies so far off
    CIRCLE = 3  # a, b: lon, lat of the centre, c: radius m, d: period s: the place told runs in a circle
    RELOCATE = 4  # a, b: lon, lat, c: m of scatter: the place told
    DRAG_OFF = 5  # a: m/s, b: deg: the place told leaves the true one so fast, from t0 on
    NO_FIX = 6  # position not available, accuracy 0, UTC second 63 (dead reckoning before: a s of 62)
    NOISE = 7  # a: m sigma: GNSS error grows
    STATUS = 8  # a: navigational status told
    MMSI = 9  # a: MMSI told
    STATIC = 10  # a: row of `papers` told instead (name, call sign, IMO, destination ...)
    SIGN_FLIP = 11  # a: share of reports whose latitude has the wrong sign
    ECHO = 12  # a: share of reports sent again by a repeater, b: s later
    SENTINEL = 13  # a: which of position 1, SOG 2, COG 4, heading 8 is sent as not available, as a sum
    SPEED = 14  # a: kn told whatever the true speed
    TEXT = 15  # a: row of `texts`, b: s between them: safety text, message 14
    VIRTUAL = 16  # a false vessel: only told, not there (no radar echo, no truth)
    RESERVE = 17  # base station: a: slots reserved with message 20 each minute
    OUTAGE = 18  # receiver: a: share of what it loses; area: share that no receiver hears of what is sent inside
    REPLAY = 19  # receiver: a: s: it tells again what it heard so long ago as if it were now
    DARKEN = 20  # area: those within go silent with the share a, each for the whole time


EFFECT = np.dtype(
    [
        ("vessel", "i4"),  # or number of the receiver, for OUTAGE and REPLAY
        ("t0", "i8"),
        ("t1", "i8"),
        ("kind", "u1"),
        ("a", "f8"),
        ("b", "f8"),
        ("c", "f8"),
        ("d", "f8"),
    ]
)
"""One vessel's own, from t0 to before t1."""

AREA = np.dtype(
    [
        ("t0", "i8"),
        ("t1", "i8"),
        ("kind", "u1"),  # NO_FIX, NOISE, CIRCLE, RELOCATE, DRAG_OFF, OFFSET, OUTAGE, DARKEN
        ("lon", "f8"),  # of the centre at t0
        ("lat", "f8"),
        ("radius_m", "f8"),
        ("east_mps", "f4"),  # how the centre moves
        ("north_mps", "f4"),
        ("share", "f4"),  # of the vessels within that it touches
        ("a", "f8"),
        ("b", "f8"),
        ("c", "f8"),
        ("d", "f8"),
    ]
)
"""Whoever truly is within is touched."""

STATE = np.dtype(
    [
        ("present", "?"),
        ("lon", "f8"),
        ("lat", "f8"),
        ("sog_kn", "f4"),
        ("cog_deg", "f4"),
        ("heading_deg", "f4"),
        ("rot_deg_min", "f4"),
        ("status", "u1"),
    ]
)
"""Where a vessel truly is at an instant, and how she moves."""

TX = np.dtype(
    [
        ("t", "i8"),  # start of the slot
        ("vessel", "i4"),
        ("channel", "u1"),  # 0 A, 1 B, 2 channel 75, 3 channel 76
        ("slot", "u2"),
        ("slots", "u1"),  # how many it fills
        ("type", "u1"),  # message number
        ("part", "u1"),  # message 24: 0 A, 1 B
        ("repeat", "u1"),
        ("mmsi", "u4"),
        ("status", "u1"),
        ("rot_raw", "i1"),
        ("sog_raw", "u2"),  # as on the wire, in the unit of the message
        ("lon_raw", "i4"),  # 1/10000 min; message 27 1/10 min
        ("lat_raw", "i4"),
        ("cog_raw", "u2"),
        ("heading_raw", "u2"),
        ("second", "u1"),
        ("accuracy", "?"),
        ("raim", "?"),
        ("off_position", "?"),  # message 21
        ("radio", "u4"),  # comm state with its selector, as on the wire; message 20: its 30 bits of block 1
        ("words", "i4"),  # messages 5, 19, 21, 24: row of `papers`; 14: row of `texts`; -1 none
        ("area", "i2"),  # row of the area that touched it; -1 none
        ("effect", "i4"),  # row of the effect that touched it; -1 none
        ("true_lon", "f8"),  # where the antenna is
        ("true_lat", "f8"),
        ("antenna_m", "f4"),
    ]
)
"""One transmission."""

RX = np.dtype(
    [
        ("tx", "i8"),  # row of the hour's transmissions
        ("t", "i8"),  # heard, by the receiver's own clock, whole milliseconds
        ("t_deliver", "i8"),  # when a listener at its output gets it, true time
        ("signal_dbm", "f4"),
        ("repeat", "u1"),  # repeat indicator as heard: 1 where a repeater sent it again
    ]
)
"""One transmission as one receiver heard it."""

PAPER = np.dtype(
    [
        ("name", "S20"),
        ("callsign", "S7"),
        ("imo", "u4"),
        ("ship_type", "u1"),
        ("destination", "S20"),
        ("to_bow_m", "u2"),
        ("to_stern_m", "u2"),
        ("to_port_m", "u1"),
        ("to_starboard_m", "u1"),
        ("draught_m", "f4"),
        ("eta_month", "u1"),
        ("eta_day", "u1"),
        ("eta_hour", "u1"),
        ("eta_minute", "u1"),
        ("mothership_mmsi", "u4"),  # of a craft 98MIDxxxx; 0 none
    ]
)
"""What a vessel says of herself in static messages. Row n is vessel n's own; rows that effects name come after."""


@dataclass(frozen=True)
class TrueEvent:
    """An incident as it happened, or a look-alike that must not alert."""

    kind: str
    """Of schema/kinds; of a look-alike the kind that a poor detector would raise."""
    vessels: tuple[int, ...]
    """Vessel numbers; of an area event empty, those that it touched are counted when it is over."""
    t_start: int
    t_end: int
    lon: float
    lat: float
    radius_m: float = 0.0
    t_due: int = 0
    """By when an alert is due."""
    doubt: str = ""
    """Why a real alert should carry a mark of doubt: "test" or "forged"."""
    look_alike: str = ""
    """What it is, of a look-alike; empty for an incident."""
    area: int = -1
    """Row of the area, of an area event; -1 none."""


@dataclass(frozen=True)
class Cast:
    """What one incident or look-alike brings to the sea: vessels, how they move, what is wrong, and what is true.

    Vessel numbers, rows of papers, texts and areas are the cast's own from 0 on; who puts casts together shifts them.
    """

    vessels: Records
    course: Course
    effects: Records
    areas: Records
    papers: Records
    """Only those beyond the vessels' own, for effects of kind STATIC; `a` counts them from 0."""
    texts: tuple[str, ...]
    events: tuple[TrueEvent, ...]
    broadcasts: tuple[str, ...] = ()
    """NAVTEX texts that announce it."""
    zones: tuple[str, ...] = ()
    """GeoJSON features that a watch room would have: closed areas, cables, lanes, ports, anchorages, shoals."""
    watched: tuple[str, ...] = ()
    """Lines of a watch list: mmsi,imo,name,source,since,until."""
