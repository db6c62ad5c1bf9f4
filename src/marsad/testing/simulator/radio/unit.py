"""What a transmitter remembers from one transmission to the next, and a transmission before it is told in full.

Slots are counted from 1970: slot k begins at k * 80,000 / 3 us, and k // 2250 is the minute, the frame.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.testing.simulator.records import Records

SLOTS = 2250
NEVER = 1 << 60
REPORTS = 30
"""The most slots that a station keeps in a frame: 2 s between reports."""
NO_SLOT = 255
"""Life of a report in the frame that has no slot yet."""

UNIT = np.dtype(
    [
        ("base", "i8"),  # nominal slot of report 0 of this frame (at 180 s: of the report of chain 0)
        ("regular", "i8"),  # when the next position is due; all that follow are slots, or NEVER
        ("extra", "i8", 2),  # positions between, while she turns
        ("left", "i8", 2),  # slots that were told and are no longer needed: used once more
        ("static_at", "i8"),  # when the static message should go
        ("static", "i8"),  # when it goes
        ("long", "i8"),  # message 27
        ("text", "i8"),
        ("poll", "i8"),  # when she looks whether something changed
        ("echo", "i8"),  # when a repeater says it again
        ("reserve", "i8"),  # message 20
        ("round", "i8"),  # slot of the first message 20 of this minute
        ("until", "i8"),  # her transmitter is busy before
        ("mark", "i8"),  # frame in which she was last counted in her cells
        ("born", "i8"),  # when she was switched on
        ("drawn", "i8"),
        ("leg", "i8"),  # first of her legs that may still matter
        ("last_leg", "i8"),  # one after her last
        ("effect0", "i8"),  # first of her effects
        ("effect1", "i8"),  # one after the last
        ("host", "i8"),  # the base station that speaks for a virtual aid, else -1
        ("mmsi", "u4"),
        ("station", "u1"),
        ("due", "i8", REPORTS),  # next slot of each report of the frame
        ("life", "u1", REPORTS),  # frames that it keeps the slot; NO_SLOT none
        ("near", "i4", 9),  # rows of the cells that hear her, her own first
        ("chart_lon", "f8"),  # where an aid belongs
        ("chart_lat", "f8"),
        ("words", "i4"),  # papers last told
        ("text_row", "i4"),
        ("mode", "u1"),
        ("rate", "u1"),  # reports in a frame
        ("want", "u1"),  # what they should be; 0 is one in 180 s
        ("closing", "u1"),  # reports left in the old slots before the rate changes
        ("n", "u1"),  # which report of the frame is next
        ("parity", "u1"),  # channel of report 0
        ("extra_channel", "u1", 2),
        ("left_channel", "u1", 2),
        ("static_channel", "u1"),
        ("long_channel", "u1"),
        ("part", "u1"),  # message 24: which is next
        ("tries", "u1"),
        ("cells", "u1"),  # how many hear her
        ("burst", "u1"),  # time-out of a locating device
        ("reserved", "u1"),  # messages 20 left in this round
        ("steady", "?"),  # message 2: she is under assignment
    ],
    align=True,
)
"""State of one transmitter."""

OFF, ORGANISED, CHAIN, SENSING, AID, DEVICE = range(6)
"""Modes: silent; slots kept in every frame; one report in 180 s; carrier sense; aid to navigation; locating device."""

SENT = np.dtype(
    [
        ("k", "i8"),  # slot
        ("told", "i8"),  # slot for which it was made up: another for a repeater's copy
        ("fix", "i8"),  # instant of the state
        ("vessel", "i4"),
        ("words", "i4"),
        ("radio", "u4"),
        ("channel", "u1"),
        ("slots", "u1"),
        ("type", "u1"),
        ("part", "u1"),
        ("repeat", "u1"),
        ("status", "u1"),
        ("lon", "f8"),
        ("lat", "f8"),
        ("sog_kn", "f4"),
        ("cog_deg", "f4"),
        ("heading_deg", "f4"),
        ("rot_deg_min", "f4"),
    ],
    align=True,
)
"""One transmission: what the schedule knows of it."""


CELL = np.dtype(
    [
        ("frame", "i8"),  # it was brought up to
        ("based", "i8"),  # frame in which a base station was last heard
        ("stations", "i8", 2),  # heard in the last frame, and in this one
        ("used", "i8", 2),  # slots, the same
        ("load", "f8"),  # share of the slots used, over four frames
        ("taken", "u2", (2, SLOTS)),  # channel x slot: bit (frame % 16) is set where it is spoken for in that frame
    ],
    align=True,
)
"""The data link as it is heard in one cell of a degree or so: which slots are spoken for, how many speak."""


class Link(NamedTuple):
    """The data link everywhere."""

    row_of: npt.NDArray[np.int32]
    """Row of each cell (band of latitude x column), -1 where nothing was ever heard."""
    rows: npt.NDArray[np.int64]
    """How many rows there are."""
    cells: Records
    blocked: npt.NDArray[np.uint8]
    """Row x channel x slot: frame % 255 + 1 of the last frame that a base station keeps it for itself; 0 none."""


class Context(NamedTuple):
    """All that the schedule reads and carries. Few arrays: they are handed from kernel to kernel."""

    seed: int
    start: int
    """First slot of the simulation: who transmits then has done so before."""
    device_texts: int
    """First of six rows of `texts` that locating devices tell: active and test of SART, MOB and EPIRB."""
    units: Records
    effects: Records
    areas: Records
    lengths: npt.NDArray[np.int64]
    """Characters of each text."""
    old_units: float
    """Share of the class B units that keep slots and tell message 19."""
    echoes: Records
    """What a repeater has yet to say again, of each vessel (SENT)."""
    link: Link


class Words(NamedTuple):
    """All that telling reads."""

    seed: int
    vessels: Records
    units: Records
    effects: Records
    areas: Records


class Wheel(NamedTuple):
    """Who wakes in which slot."""

    head: npt.NDArray[np.int32]
    """The first vessel of each slot, counted round; -1 none."""
    after: npt.NDArray[np.int32]
    """The next vessel of the same slot."""


class Way(NamedTuple):
    """A Course, opened up."""

    legs: Records
    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    along_m: npt.NDArray[np.float64]
    room_m: npt.NDArray[np.float64]
