"""What a simulation is made of: a sea, how many sail on it, who listens, what goes wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from marsad.testing.simulator.records import Role

SIZES = ("small", "medium", "large")


@dataclass(frozen=True)
class Receiver:
    """A shore station that listens."""

    name: str
    """Begins with SIM: all that it hears is marked as simulated."""
    lon: float
    lat: float
    antenna_m: float = 60.0
    """Height of the antenna above the sea."""
    clock_ms: float = 0.0
    """How far its clock is ahead of true time."""
    outages: tuple[tuple[float, float], ...] = ()
    """When it hears nothing: from and to, in hours since the start."""


@dataclass(frozen=True)
class SatelliteSpec:
    """A satellite on a circular orbit that hears AIS, or one whose radar sees ships whether they transmit or not."""

    name: str
    """Begins with SIM."""
    sensor: str = "ais"
    """"ais" or "radar"."""
    altitude_km: float = 600.0
    inclination_deg: float = 97.8
    node_deg: float = 0.0
    """Longitude over which it crosses the equator northward at or just before the start."""
    phase_deg: float = 0.0
    """How far along its orbit it is at the start, from that crossing."""
    delay_s: float = 3600.0
    """Mean time from hearing to delivery."""


@dataclass(frozen=True)
class ErrorRates:
    """How common each fault is: a share of the vessels that could have it, unless it says otherwise."""

    default_mmsi: float = 0.0
    mistyped_mmsi: float = 0.0
    shared_mmsi: float = 0.0
    name_change: float = 0.0
    wrong_status: float = 0.0
    sentinel: float = 0.0
    gnss_drift: float = 0.0
    echo: float = 0.0
    sign_flip: float = 0.0
    mis_set_sart: float = 0.0
    """Ships that tell status 14 or 15 by mistake."""
    garbage: float = 0.0
    """Share of the collisions over a satellite that it takes for a message, with a right checksum."""


@dataclass(frozen=True)
class Stage:
    """Where an incident world plays: far from the next one, so that nothing there has to do with anything here."""

    name: str
    lon: float
    lat: float
    radius_m: float


@dataclass(frozen=True)
class Scenario:
    """All that a seed is applied to."""

    name: str
    title: str
    area: tuple[float, float, float, float]
    """West, south, east, north; east is beyond 180 where the area crosses the antimeridian."""
    start_us: int
    size: str
    """small, medium or large."""
    hours: float
    vessels: int
    """How many of all kinds but aids, base stations and aircraft."""
    sizes: Mapping[str, tuple[int, float]]
    """Vessels and hours of every size."""
    mix: Mapping[Role, float]
    """Shares of the roles among the vessels; they sum to 1."""
    receivers: tuple[Receiver, ...] = ()
    satellites: tuple[SatelliteSpec, ...] = ()
    seas: tuple[str, ...] = ()
    """Names of files of geography (sea/data)."""
    errors: ErrorRates = field(default_factory=ErrorRates)
    incidents: Mapping[str, float] = field(default_factory=dict)
    """How many of each kind happen in 1,000 vessel-days; of an incident world how many there are."""
    look_alikes: Mapping[str, float] = field(default_factory=dict)
    """The same of what only looks like it, by the kind it looks like."""
    kind: str = "sea"
    """"sea", "plain" (no incidents) or "incidents" (an incident world)."""
    stages: tuple[Stage, ...] = ()
    """Of an incident world: where each incident or look-alike plays."""

    @property
    def end_us(self) -> int:
        """When it is over."""
        return self.start_us + round(self.hours * 3_600_000_000)
