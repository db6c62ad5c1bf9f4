"""What lies in a sea. Positions are approximate and of our own making: scenery for a simulation, not for navigation.

Longitudes and latitudes in degrees, lengths in metres. All of it is in water by the base map (`Sea.is_water`), but
ports' names, aids on piers, base stations and the landfalls of cables, which may stand on land.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.testing.simulator.records import Floats


@dataclass(frozen=True)
class Berth:
    """A place at a quay or jetty."""

    lon: float
    lat: float
    heading_deg: float
    """How a ship lies there: along the coast."""
    port: int
    """Row of its port; -1 none."""


@dataclass(frozen=True)
class Anchorage:
    """Where ships wait at anchor."""

    name: str
    lon: float
    lat: float
    radius_m: float
    port: int = -1
    """Row of the port it belongs to; -1 none."""


@dataclass(frozen=True)
class Port:
    """A port with the place off it where a voyage begins and ends."""

    name: str
    locode: str
    lon: float
    lat: float
    weight: float
    """How busy it is, against the other ports of its sea."""
    roads_lon: float
    roads_lat: float
    """In free water off the port: routes to it lead through here."""
    berths: tuple[Berth, ...] = ()
    anchorages: tuple[int, ...] = ()
    """Rows of its anchorages."""
    traffic: tuple[str, ...] = ()
    """Roles (names of Role) that call here; empty: all."""


@dataclass(frozen=True)
class Gate:
    """Where the traffic of the rest of the world comes into a sea and leaves it."""

    name: str
    lon: float
    lat: float
    width_m: float
    """How wide the stream is across its way."""
    weight: float
    """Against the other gates and ports."""
    destination: str = ""
    """What a ship that leaves here tells as her destination (UN/LOCODE)."""


@dataclass(frozen=True)
class Lane:
    """One direction of a way: from the first point to the last."""

    name: str
    lon: Floats
    lat: Floats
    width_m: float
    scheme: int = -1
    """Row of the traffic separation scheme it is a lane of; -1 a recommended or usual way."""


@dataclass(frozen=True)
class Scheme:
    """A traffic separation scheme: lanes on both sides of a line or zone."""

    name: str
    lon: Floats
    lat: Floats
    """The middle of its separation zone."""
    zone_m: float
    """Width of the zone; 0 a line."""
    lane_m: float
    """Width of each lane."""


@dataclass(frozen=True)
class Disc:
    """A round area: fishing ground, pilot station, naval area, precautionary area."""

    name: str
    lon: float
    lat: float
    radius_m: float
    port: int = -1
    """Row of the port it belongs to; -1 none."""


@dataclass(frozen=True)
class FerryLine:
    """Where ferries go to and fro."""

    name: str
    from_port: int
    to_port: int
    ferries: int
    """How many serve it at once."""
    knots: float
    from_berth: Berth
    to_berth: Berth


@dataclass(frozen=True)
class Cable:
    """A cable or pipeline on the sea bed."""

    name: str
    what: str
    """"cable" or "pipeline"."""
    lon: Floats
    lat: Floats


@dataclass(frozen=True)
class Aid:
    """An aid to navigation with AIS."""

    name: str
    lon: float
    lat: float
    aid_type: int
    """Type of aid as in message 21."""
    virtual: bool = False


@dataclass(frozen=True)
class BaseStation:
    """A shore station that transmits."""

    name: str
    lon: float
    lat: float
    country: int
    """Its maritime identification digits."""
    antenna_m: float = 60.0


@dataclass(frozen=True)
class Canal:
    """A canal or river that is land by the base map, and sailed all the same: within `half_width_m` of its line."""

    name: str
    lon: Floats
    lat: Floats
    half_width_m: float


@dataclass(frozen=True)
class Geography:
    """All that lies in a sea, as its data say and fitted to the base map."""

    ports: tuple[Port, ...] = ()
    gates: tuple[Gate, ...] = ()
    anchorages: tuple[Anchorage, ...] = ()
    lanes: tuple[Lane, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    precautionary: tuple[Disc, ...] = ()
    ferry_lines: tuple[FerryLine, ...] = ()
    fishing_grounds: tuple[Disc, ...] = ()
    pilot_stations: tuple[Disc, ...] = ()
    naval_areas: tuple[Disc, ...] = ()
    cables: tuple[Cable, ...] = ()
    aids: tuple[Aid, ...] = ()
    base_stations: tuple[BaseStation, ...] = ()
    canals: tuple[Canal, ...] = field(default_factory=tuple)
