"""The easy form of a detector: a function of the rows of some time back, asked at fixed instants of event time.

The instants are the multiples of `every_s` since 1970, whatever the steps: so a function that is pure keeps every rule
of the contract by itself, at the price of finding things up to `every_s` later.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import numpy as np

from marsad.plugin.detector import Detector, DetectorError, State, StateSchema
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters
from marsad.plugin.rows import FAMILIES, Records, Rows, join, no_rows
from marsad.plugin.side import Side
from marsad.schema.canonical_json import canonical
from marsad.schema.event import digest
from marsad.schema.kinds import Partition

Find = Callable[[Parameters, Rows, int, Side], list[Found]]
"""find(parameters, rows, now, side): all that holds at `now`, from the rows with now - look_back < t <= now.

It says the same again as long as it holds: what is of the same kind and vessels and began before it was found last is
the same event and keeps its first start. An event that is found no longer has ended. `t_event` and `t_known` are set
for it. It is not asked where no row is so near.
"""
_TOLD_BYTES: Final = 2000
SAID: Final = np.dtype(
    [("vessel", "i8"), ("key", "u8"), ("t_start", "i8"), ("t_event", "i8"), ("t_last", "i8"),
     ("told", f"S{_TOLD_BYTES}")]
)  # fmt: skip
"""An event that was found and has not ended."""


def ticks(prev_us: int, until_us: int, every_us: int) -> Iterator[int]:
    """The multiples of `every` with prev < tick <= until."""
    return iter(range((prev_us // every_us + 1) * every_us, until_us + 1, every_us))


def frame_detector(
    name: str,
    version: str,
    kinds: tuple[str, ...],
    find: Find,
    *,
    look_back_s: float,
    every_s: float,
    partition: Partition = "vessel",
    parameters: Parameters | None = None,
    reads: tuple[str, ...] = ("position",),
    side: tuple[str, ...] = (),
    halo_m: float = 0.0,
    source: str = "",
) -> Detector:
    """A detector made of a function; it remembers the rows of the last `look_back_s` and what was found last.

    Raises DetectorError where the times are none, or the detector names what there is not.
    """
    if not 0 < every_s <= look_back_s:
        raise DetectorError(f"Detector {name} is asked every {every_s} s over {look_back_s} s: mend it.")
    kept = {family: FAMILIES[family] for family in reads if family in FAMILIES}
    return Detector(
        name, version, kinds, partition, Parameters() if parameters is None else parameters,
        _Frame(find, reads, round(look_back_s * 1e6), round(every_s * 1e6)).step,
        StateSchema(None, {**kept, "said": SAID}), reads, side, halo_m, look_back_s, "frame", source,
    )  # fmt: skip


@dataclass(frozen=True)
class _Frame:
    """What makes steps of a function."""

    find: Find
    reads: tuple[str, ...]
    back_us: int
    every_us: int

    def step(
        self, parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side
    ) -> tuple[list[Found], State]:
        held = replace(no_rows(), **{family: state.tables[family] for family in self.reads})
        rows = join([held, rows.only(self.reads)])
        said, given = state.tables["said"], list[Found]()
        for now in ticks(prev, w, self.every_us):
            near = rows.within(now - self.back_us, now)
            if len(near) or len(said):
                found = self.find(parameters, near, now, side) if len(near) else []
                said = _compared(said, found, now, now - self.back_us, given)
        left = rows.within(w - self.back_us, w)
        state.tables = {**{family: left.of(family) for family in self.reads}, "said": said}
        return given, state


def _compared(said: Records, found: list[Found], now: int, oldest: int, given: list[Found]) -> Records:
    """What is said from now on; what is new against `said` is put to `given`."""
    left, after = list(said), list[tuple[Any, ...]]()
    for one in sorted(found, key=lambda one: one.t_start):
        key = int(digest([one.kind, sorted(one.began_with or one.vessel_ids)]), 16)
        same = [old for old in left if old["key"] == key and old["t_start"] <= one.t_start <= old["t_last"]]
        t_event, before = now, b""
        if same:
            old = max(same, key=lambda old: int(old["t_start"]))
            left = [other for other in left if other is not old]
            before, t_event = bytes(old["told"]), int(old["t_event"])
            first = json.loads(before)  # the place is where it began to be seen: a window that moves on moves no event
            place = {name: first[name] for name in ("lon_deg", "lat_deg", "radius_m")}
            one = replace(one, t_start=int(old["t_start"]), **place)
        told = _told(one)
        if told != before:
            given.append(replace(one, t_event=t_event, t_known=now))
        last = now if one.t_end is None else one.t_end
        after.append((min(one.vessel_ids, default=0), key, one.t_start, t_event, last, told))
    for old in left:
        about = json.loads(old["told"])
        if about["t_end"] is None:
            about["t_end"] = int(old["t_last"])
            given.append(_read(about, int(old["t_start"]), int(old["t_event"]), now))
        if old["t_last"] > oldest:
            after.append((*list(old)[:5], canonical(about).encode()))
    return np.array(sorted(after), SAID)


def _read(about: dict[str, Any], t_start: int, t_event: int, t_known: int) -> Found:
    about = {name: tuple(value) if isinstance(value, list) else value for name, value in about.items()}
    return Found(**about, t_start=t_start, t_event=t_event, t_known=t_known)


def _told(one: Found) -> bytes:
    told: dict[str, Any] = asdict(one)
    for name in ("t_start", "t_event", "t_known"):
        del told[name]
    text = canonical(told).encode()
    if len(text) > _TOLD_BYTES:
        raise DetectorError(f"An event of kind {one.kind} tells more than {_TOLD_BYTES} bytes: shorten its evidence.")
    return text
