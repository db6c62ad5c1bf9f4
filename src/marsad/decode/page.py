"""The memory that the scanner works in: one page of found messages, and what a stream must remember between pages.

A page is a workspace, used again for every scan; what leaves the decoder is copied out of it into Arrow tables. The
kernels are handed plain arrays, few and wide: a tuple of many arrays costs them more than the work itself.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import config
from numpy.typing import NDArray

from marsad.wire.nmea_kernel import NO_TIME

MESSAGES = 1 << 18
WORDS = MESSAGES * 5
REJECTS = 1 << 15
LINES = 1 << 13
NAMES = 1 << 12
NAME_BYTES = 64
NAME_TABLE = NAMES * 2

SETS, WAYS = 64, 16
SLOTS = SETS * WAYS
PARTS = 9
PAYLOAD = 640  # characters: somewhat more than nine sentences carry
GROUPS = 1 << 11

# cells of Page.tally: how much of the page is full, the accounting of the input by lines and bytes, what is told
(N_MESSAGES, N_WORDS, N_REJECTS, N_LINES, USED_LINES, USED_BYTES, REJECT_LINES, REJECT_BYTES, OTHER_LINES, OTHER_BYTES,
 BLANK_LINES, BLANK_BYTES, TOLD, TALLY) = range(14)  # fmt: skip
# bits of Page.tally[TOLD]: what any message of the page tells of its reception; most feeds tell nothing
T_TOLD, RECV_TOLD, SOURCE_TOLD, STATION_TOLD, GROUP_TOLD, SIGNAL_TOLD, SLOT_TOLD = (1 << n for n in range(7))
# cells of Stream.now. One stream holds several feeds where it is a raw log: what hangs on the order of sentences is
# kept apart for each, so that a replay gives the rows that the feeds gave.
FEEDS = 1 << 12
ORDINAL, GATEHOUSE_TIME, GATEHOUSE_PENDING, NOW = 0, FEEDS, 2 * FEEDS, 2 * FEEDS + 1
# layers of Stream.parts
OFFSET, BYTES, AT, LENGTH, FILL, LAYERS = range(6)
# states of a slot
EMPTY, WAITING, COMPLETE = range(3)

MESSAGE = np.dtype([
    ("t", "i8"), ("recv", "i8"), ("offset", "i8"), ("group", "i8"), ("start", "i4"), ("bits", "i4"), ("station", "i4"),
    ("source", "i4"), ("signal", "i4"), ("slot", "i4"), ("quality", "u4"), ("number", "u1"), ("channel", "u1"),
    ("sentences", "u1"), ("spare", "u1"),
])  # fmt: skip
REJECT = np.dtype([
    ("t", "i8"), ("recv", "i8"), ("offset", "i8"), ("length", "i8"), ("source", "i4"), ("reason", "i4"),
])  # fmt: skip
LINE = np.dtype([
    ("begin", "i8"), ("at", "i8"), ("end", "i8"), ("t", "i8"), ("recv", "i8"), ("station", "i4"), ("source", "i4"),
])  # fmt: skip
SLOT = np.dtype([
    ("state", "i8"), ("key", "i8"), ("group", "i8"), ("have", "i8"), ("ordinal", "i8"), ("t", "i8"), ("recv", "i8"),
    ("quality", "i8"), ("signal", "i8"), ("slot", "i8"), ("station_length", "i8"), ("source_length", "i8"),
    ("payload_length", "i8"),
])  # fmt: skip
GROUP = np.dtype([("id", "i8"), ("ordinal", "i8"), ("t", "i8"), ("station_length", "i8")])

Records = NDArray[Any]


def _records(count: int, of: np.dtype[Any]) -> Records:
    """So many records; for kernels in their Python form, of a kind whose fields Python too reads as attributes."""
    made = np.zeros(count, of)
    return made.view(np.recarray) if config.DISABLE_JIT else made  # type: ignore[attr-defined] # numba sets it by name


class Page(NamedTuple):
    """One page of messages found; the cells of `tally` say how many, and what became of each byte."""

    messages: Records
    words: NDArray[np.uint64]
    rejects: Records
    lines: Records
    tally: NDArray[np.int64]
    name_table: NDArray[np.int32]  # open addressing: number of a name, -1 empty; the last cell counts the names
    names: NDArray[np.uint8]  # NAMES x (NAME_BYTES + 1): the text, and in the last cell its length


class Stream(NamedTuple):
    """What one stream remembers: messages of which parts are missing, group heads, the last time line.

    Fragments wait in `SETS` sets of `WAYS`; a slot keeps its message after completion so that a repeated part is known.
    """

    slots: Records
    slot_names: NDArray[np.uint8]  # SLOTS x 2 x NAME_BYTES: station, source
    parts: NDArray[np.int64]  # SLOTS x PARTS x LAYERS
    payload: NDArray[np.uint8]  # SLOTS x PAYLOAD
    groups: Records
    group_names: NDArray[np.uint8]  # GROUPS x NAME_BYTES: station
    now: NDArray[np.int64]


def new_page() -> Page:
    """An empty page."""
    return Page(
        _records(MESSAGES, MESSAGE),
        np.zeros(WORDS, np.uint64),
        _records(REJECTS, REJECT),
        _records(LINES, LINE),
        np.zeros(TALLY, np.int64),
        np.full(NAME_TABLE + 1, -1, np.int32),
        np.zeros((NAMES, NAME_BYTES + 1), np.uint8),
    )


def clear(page: Page) -> None:
    """Make a page ready for the next scan."""
    page.tally[:] = 0
    page.name_table[:] = -1
    page.name_table[NAME_TABLE] = 0


def new_stream() -> Stream:
    """A stream of which nothing was heard yet."""
    groups = _records(GROUPS, GROUP)
    groups["id"] = -1
    now = np.zeros(NOW, np.int64)
    now[GATEHOUSE_TIME : GATEHOUSE_TIME + FEEDS] = NO_TIME
    return Stream(
        _records(SLOTS, SLOT),
        np.zeros((SLOTS, 2, NAME_BYTES), np.uint8),
        np.zeros((SLOTS, PARTS, LAYERS), np.int64),
        np.zeros((SLOTS, PAYLOAD), np.uint8),
        groups,
        np.zeros((GROUPS, NAME_BYTES), np.uint8),
        now,
    )
