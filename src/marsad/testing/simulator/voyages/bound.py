"""What merchant ships enter as destination and time of arrival when a simulation begins.

They enter where they truly go, as UN/LOCODE, as the port's name, or with the sign for "to"; one in five never does.
Nobody changes it on the next voyage: on real receivers, too, many are out of date.
"""

from __future__ import annotations

from datetime import UTC, datetime

from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.records import Records, Station
from marsad.testing.simulator.voyages.sailor import AT_GATE
from marsad.testing.simulator.voyages.voyages import Voyages

EMPTY = 0.2
"""Share of those who enter nothing."""
_NTH = 1 << 40
_TEN_MIN_US = 600_000_000
_LETTERS = 20


def enter_destinations(voyages: Voyages, vessels: Records, papers: Records, seed: int) -> None:
    """Fill destination and ETA of the papers of class A merchants who are on a voyage or lie where one ended."""
    sea = voyages.waters.sea
    for number, where, place, arrives_us in voyages.bound():
        if vessels["station"][number] != Station.CLASS_A:
            continue
        draw = Draw(seed, Purpose.FLEET, number, _NTH)
        if draw.share() < EMPTY:
            continue
        if where == AT_GATE:
            code, name = sea.gates[place].destination, sea.gates[place].name
        else:
            code, name = sea.ports[place].locode, sea.ports[place].name
        style = draw.share()
        text = name if style < 0.25 or not code else f">{code}" if style < 0.4 else code
        papers["destination"][number] = text.upper()[:_LETTERS].encode("ascii", "replace")
        eta = datetime.fromtimestamp(-(-arrives_us // _TEN_MIN_US) * 600, UTC)
        for field, value in (("month", eta.month), ("day", eta.day), ("hour", eta.hour), ("minute", eta.minute)):
            papers[f"eta_{field}"][number] = value
