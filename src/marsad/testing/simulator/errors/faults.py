"""The faults of one vessel, each as the effects that bring it about.

How they look is taken from what feeds show: default numbers that were never changed, two digits that changed places,
two ships of one owner under one number, a status that nobody touched for months, receivers that lose their fix for
minutes, repeaters that say a report again tens of seconds late, latitudes whose sign comes and goes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from marsad.testing.simulator.draw import Draw
from marsad.testing.simulator.records import EFFECT, PAPER, Kind, Records, Station

DEFAULT_MMSI = (1_193_046, 123_456_789, 0, 1, 111_111_111, 999_999_999, 987_654_321, 200_000_000)
"""Numbers that units are delivered with, or that people type to get on; 1193046 is the most common."""
_MINUTE_US = 60_000_000
_HOUR_US = 60 * _MINUTE_US
_AT_ANCHOR, _MOORED, _SART, _UNDEFINED = 1, 5, 14, 15
_SHIPS = (Station.CLASS_A, Station.CLASS_B_SO, Station.CLASS_B_CS)


@dataclass
class Faults:
    """Collects the effects of a fleet's faults, and the papers that they name, whose rows begin at `first_paper`."""

    vessels: Records
    papers: Records
    t0_us: int
    t1_us: int
    first_paper: int
    effects: list[Records] = field(default_factory=list)
    told: list[Records] = field(default_factory=list)

    def add(self, who: int, kind: Kind, t0_us: int | None = None, t1_us: int | None = None, **numbers: float) -> None:
        """One effect; without times it holds throughout."""
        row = np.zeros(1, EFFECT)
        row["vessel"], row["kind"] = who, kind
        row["t0"] = self.t0_us if t0_us is None else t0_us
        row["t1"] = self.t1_us if t1_us is None else t1_us
        for name, value in numbers.items():
            row[name] = value
        self.effects.append(row)

    def tell(self, who: int, t0_us: int | None = None, **words: object) -> None:
        """Other papers than her own from `t0_us` on."""
        row = self.papers[who : who + 1].astype(PAPER)
        for name, value in words.items():
            row[name] = value
        self.add(who, Kind.STATIC, t0_us, a=self.first_paper + len(self.told))
        self.told.append(row)


def default_mmsi(faults: Faults, who: int, draw: Draw) -> None:
    """The number that the unit was delivered with."""
    faults.add(who, Kind.MMSI, a=draw.weighted(DEFAULT_MMSI, (8, 4, 2, 1, 1, 1, 1, 1)))


def mistyped_mmsi(faults: Faults, who: int, draw: Draw) -> None:
    """Two digits changed places, or one is another; sometimes one is missing."""
    digits = list(f"{int(faults.vessels['mmsi'][who]):09d}")
    at = draw.whole(3, 7)
    how = draw.whole(0, 4)
    if how < 2 and digits[at] != digits[at + 1]:
        digits[at], digits[at + 1] = digits[at + 1], digits[at]
    elif how < 4:
        digits[at] = str((int(digits[at]) + draw.whole(1, 9)) % 10)
    else:
        del digits[at]
    faults.add(who, Kind.MMSI, a=int("".join(digits)))


def shared_mmsi(faults: Faults, who: int, draw: Draw) -> None:
    """The number of another vessel of her class, who tells it too."""
    alike = np.flatnonzero(faults.vessels["station"] == faults.vessels["station"][who])
    other = int(alike[draw.whole(0, alike.size - 1)])
    if other == who:
        other = int(alike[(int(np.searchsorted(alike, who)) + 1) % alike.size])
    if other != who:
        faults.add(who, Kind.MMSI, a=int(faults.vessels["mmsi"][other]))


def name_change(faults: Faults, who: int, draw: Draw) -> None:
    """Sold or renamed: another name from some instant on, often with another call sign."""
    name = bytes(faults.papers["name"][who]).decode("ascii", "replace")
    words = name.split() or ["NEW"]
    new = " ".join([draw.pick(("NEW", "STAR", "BLUE", "GRAND", "PACIFIC", "OCEAN")), *words[:1]])[:20]
    when = faults.t0_us + int(draw.share() * (faults.t1_us - faults.t0_us))
    if draw.share() < 0.5:
        sign = bytes(faults.papers["callsign"][who]).decode("ascii", "replace")
        faults.tell(who, when, name=new.encode(), callsign=(sign[:-1] + "Z").encode())
    else:
        faults.tell(who, when, name=new.encode())


def wrong_status(faults: Faults, who: int, draw: Draw) -> None:
    """Never set (15), still "moored" under way, or "at anchor" long after she weighed."""
    share = draw.share()
    if share < 0.6:
        faults.add(who, Kind.STATUS, a=_UNDEFINED)
        return
    status = _MOORED if share < 0.8 else _AT_ANCHOR
    first = faults.t0_us + int(draw.share() * 0.7 * (faults.t1_us - faults.t0_us))
    last = min(first + int(draw.between(2.0, 12.0) * _HOUR_US), faults.t1_us)
    faults.add(who, Kind.STATUS, first, last, a=status)


def mis_set_sart(faults: Faults, who: int, draw: Draw) -> None:
    """Status 14 on a ship that is in no distress; seldom for long."""
    first = faults.t0_us + int(draw.share() * 0.8 * (faults.t1_us - faults.t0_us))
    last = min(first + int(draw.between(0.2, 3.0) * _HOUR_US), faults.t1_us)
    faults.add(who, Kind.STATUS, first, last, a=_SART if draw.share() < 0.8 else _UNDEFINED)


def sentinel(faults: Faults, who: int, draw: Draw) -> None:
    """A sensor that is not connected, or papers that nobody entered."""
    share = draw.share()
    if share < 0.7:
        faults.add(who, Kind.SENTINEL, a=8)  # no heading
    elif share < 0.8:
        faults.add(who, Kind.SENTINEL, a=6)  # no speed and course
    elif share < 0.85:
        first = faults.t0_us + int(draw.share() * (faults.t1_us - faults.t0_us))
        last = min(first + int(draw.between(2.0, 40.0) * _MINUTE_US), faults.t1_us)
        faults.add(who, Kind.SENTINEL, first, last, a=15)
    else:
        faults.tell(
            who, name=b"" if draw.share() < 0.6 else faults.papers["name"][who], callsign=b"", imo=0, ship_type=0,
            destination=b"", to_bow_m=0, to_stern_m=0, to_port_m=0, to_starboard_m=0, draught_m=0.0,
        )  # fmt: skip


def gnss_drift(faults: Faults, who: int, draw: Draw) -> None:
    """A weak receiver: every few hours its places wander by tens to hundreds of metres, or it has none."""
    at = faults.t0_us + int(draw.share() * 4 * _HOUR_US)
    while at < faults.t1_us:
        end = min(at + int(draw.between(4.0, 40.0) * _MINUTE_US), faults.t1_us)
        if draw.share() < 0.7:
            faults.add(who, Kind.NOISE, at, end, a=draw.between(20.0, 250.0))
        else:
            faults.add(who, Kind.NO_FIX, at, end, a=draw.between(0.0, 120.0))
        at = end + int(draw.between(0.5, 8.0) * _HOUR_US)


def echo(faults: Faults, who: int, draw: Draw) -> None:
    """A repeater that hears her says some of it again."""
    faults.add(who, Kind.ECHO, a=draw.between(0.02, 0.2), b=draw.between(2.0, 45.0))


def sign_flip(faults: Faults, who: int, draw: Draw) -> None:
    """Latitudes whose sign is wrong now and then."""
    faults.add(who, Kind.SIGN_FLIP, a=draw.between(0.02, 0.3))


@dataclass(frozen=True)
class Fault:
    """One kind: what brings it about, and on which stations it is found."""

    bring: Callable[[Faults, int, Draw], None]
    stations: tuple[Station, ...]


FAULTS = {
    "default_mmsi": Fault(default_mmsi, _SHIPS),
    "mistyped_mmsi": Fault(mistyped_mmsi, _SHIPS),
    "shared_mmsi": Fault(shared_mmsi, _SHIPS),
    "name_change": Fault(name_change, _SHIPS),
    "wrong_status": Fault(wrong_status, (Station.CLASS_A,)),
    "sentinel": Fault(sentinel, _SHIPS),
    "gnss_drift": Fault(gnss_drift, _SHIPS),
    "echo": Fault(echo, _SHIPS),
    "sign_flip": Fault(sign_flip, _SHIPS),
    "mis_set_sart": Fault(mis_set_sart, (Station.CLASS_A,)),
}
"""By the name of its rate (scenario_format.ErrorRates). The order is part of what a seed means."""
