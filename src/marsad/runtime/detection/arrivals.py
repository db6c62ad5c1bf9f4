"""Detectors that look at each row alone, run as it arrives: distress waits for no watermark.

They run again when the watermark passes, on rows in order and without copies. What that does not confirm (a copy that
came before the first hearing, a row of another vessel under the same MMSI) is withdrawn then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.plugin.detector import Detector
from marsad.plugin.rows import FAMILIES, Records, Rows
from marsad.plugin.side import Side
from marsad.runtime.advance.advance import in_order
from marsad.runtime.advance.ledger import Ledger
from marsad.runtime.advance.part import Fault, Part
from marsad.runtime.detection.transmissions import Transmissions
from marsad.schema.event import Event

_AGAIN_US: Final = 10_000_000
_MOST_TOLD: Final = 10_000
_KEEP_US: Final = 60_000_000
_FORGET_US: Final = 10_000_000
"""What was found is looked through for what is older so often: it may be much."""


class Arrivals:
    """The detectors of partition `row`."""

    def __init__(self, detectors: Iterable[Detector], side: Side) -> None:
        self.detectors = tuple(detector for detector in detectors if detector.partition == "row")
        self.families = frozenset(family for detector in self.detectors for family in detector.reads)
        self.faults: list[Fault] = []
        self._side = side
        self._ledger = Ledger()
        self._heard = Transmissions()
        self._unconfirmed: dict[str, Event] = {}
        self._told: dict[tuple[int, int], int] = {}
        self._forgot_us = 0

    def see(self, side: Side) -> None:
        """Other side tables hold from now on."""
        self._side = side

    def sieved(self, tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
        """The same without position reports that can matter to none of the detectors."""
        sieves = [detector.sieve for detector in self.detectors if "position" in detector.reads]
        position = tables.get("position")
        if position is None or not sieves or None in sieves:
            return dict(tables)
        mmsi = position.column("mmsi").to_numpy()
        status = position.column("status").cast(pa.int64()).fill_null(-1).to_numpy()
        matters = np.zeros(len(mmsi), np.bool_)
        for sieve in sieves:
            matters |= sieve(mmsi, status) if sieve is not None else True
        left = {name: table for name, table in tables.items() if name != "position"}
        if matters.any():
            left["position"] = position.filter(pa.array(matters))
        return left

    def take(self, rows: Rows, now_us: int) -> list[Event]:
        """What rows say that have just come, raised now."""
        rows = rows.cut({family: self._heard.firsts(family, rows.of(family)) for family in FAMILIES})
        rows = rows.cut({"position": self._news(rows.position)})
        if not len(rows):
            return []
        times = [rows.of(family)["t"] for family in FAMILIES if len(rows.of(family))]
        prev, w = min(int(t[0]) for t in times) - 1, max(int(t[-1]) for t in times)
        part = Part(self.detectors)
        seated, events = part.seated(rows), list[Event]()
        for detector in self.detectors:
            try:
                found = part.step(detector, seated, prev, w, self._side)
            except Exception as error:  # noqa: BLE001 - whatever a plug-in raises, the others go on
                sentence = " ".join(f"{type(error).__name__}: {error}".split())
                self.faults.append(Fault(detector.name, prev, w, sentence))
            else:
                events += self._ledger.take(detector, in_order(found), now_us)
        if abs(now_us - self._forgot_us) >= _FORGET_US:
            self._ledger.forget(now_us - _KEEP_US)
            self._forgot_us = now_us
        self._unconfirmed |= {event.id: event for event in events}
        return events

    def _news(self, position: Records) -> npt.NDArray[np.bool_]:
        """Whoever tells her status again within seconds is known already: the watermark tells of the rest.

        That holds where detectors judge senders by sieves; others are handed all.
        """
        if any(detector.sieve is None for detector in self.detectors if "position" in detector.reads):
            return np.ones(len(position), np.bool_)
        news = np.zeros(len(position), np.bool_)
        for at, row in enumerate(position):
            key, t = (int(row["mmsi"]), int(row["status"])), int(row["t"])
            if abs(t - self._told.get(key, -_AGAIN_US)) >= _AGAIN_US:
                self._told[key] = t
                news[at] = True
        if len(self._told) > _MOST_TOLD:
            newest = max(self._told.values())
            self._told = {key: t for key, t in self._told.items() if newest - t < _AGAIN_US}
        return news

    def confirm(self, known: Callable[[str, str], bool], w: int) -> list[Event]:
        """The watermark has come to `w`: withdraw what it did not confirm. `known(detector, id)` tells what it did."""
        passed = [event for event in self._unconfirmed.values() if event.t_event <= w]
        for event in passed:
            del self._unconfirmed[event.id]
        return [
            replace(event, status="withdrawn", revision=event.revision + 1, t_raised=w)
            for event in passed
            if not known(event.detector, event.id)
        ]
