"""One client of the live protocol: what it has been told, and what it must be told next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.serve.frames import NOTES, STATICS_A_FRAME, STATUS, gone_frame, json_frame, rows_frames, static_frames
from marsad.serve.note_json import note_json
from marsad.serve.ticker import Ticker
from marsad.serve.view import Box, ViewDegrees, box_of
from marsad.tracks.kind import LOCATING_DEVICE
from marsad.tracks.listing import static_rows
from marsad.tracks.picture import Changes


class ClientMessage(msgspec.Struct):
    """What a client may say."""

    view: ViewDegrees | None = None
    select: int | msgspec.UnsetType | None = msgspec.UNSET


class LiveSession:
    """Keeps track of one client, so that it gets every change in its view once, and never a queue of old ones.

    When a client is slow, its next step simply covers more time: newest wins, nothing is queued for it here.
    """

    def __init__(self, ticker: Ticker) -> None:
        self.ticker = ticker
        self.room = ticker.room
        self.wake = asyncio.Event()
        self.refused = 0
        self._box: Box | None = None
        self._asked: Box | None = None
        self._selected: int | None = None
        self._revision = 0
        self._notes_revision = -1
        self._alerts_revision = 0
        self._seconds = -1
        capacity = self.room.picture.capacity
        self._shown: npt.NDArray[np.bool_] = np.zeros(capacity, dtype=np.bool_)  # rows told, inside the view
        self._known: npt.NDArray[np.bool_] = np.zeros(capacity, dtype=np.bool_)  # static part told

    def take(self, message: str | bytes) -> None:
        """What the client said. Messages that cannot be read are counted and passed over."""
        try:
            said = msgspec.json.decode(message, type=ClientMessage)
        except msgspec.MsgspecError:
            self.refused += 1
            return
        if said.view is not None:
            box = box_of(said.view)
            if box is None:
                self.refused += 1
            else:
                self._asked = box
                self.wake.set()
        if said.select is not msgspec.UNSET:
            self._selected = said.select
            self.wake.set()

    async def frames(self) -> AsyncIterator[bytes]:
        """All that the client must be told now, alerts first. Long answers are made piece by piece, when sent."""
        told = self.ticker.alerts.frame(self._alerts_revision)
        if told is not None:
            self._alerts_revision = told[0]
            yield told[1]
        changes: Changes | None = None
        if self._asked is not None:
            self._box, self._asked = self._asked, None
            self._shown[:] = False
            changes = self._changes(0)
            replaced = self.room.picture.slots.owned[changes.gone] > self._revision
            changes = replace(changes, gone=changes.gone[replaced])
        elif self._box is not None:
            step = self.ticker.changes
            if self.ticker.base > self._revision:
                changes = self._changes(self._revision)
            elif step.revision > self._revision:
                changes = step
        if changes is not None:
            self._revision = changes.revision
            async for frame in self._step(changes):
                yield frame
        if self._seconds != self.ticker.seconds:
            self._seconds = self.ticker.seconds
            yield json_frame(STATUS, self.ticker.status(int(np.count_nonzero(self._shown))))
        for frame in self._note_frames():
            yield frame

    @property
    def revision(self) -> int:
        """The revision the client has been told."""
        return self._revision

    def _changes(self, since: int) -> Changes:
        with self.room.lock:
            return self.room.picture.changes(since)

    async def _step(self, changes: Changes) -> AsyncIterator[bytes]:
        gone = changes.gone[self._known[changes.gone] | self._shown[changes.gone]]
        if len(gone):
            self._known[gone] = False
            self._shown[gone] = False
            yield gone_frame(gone)
        rows, slots = self._rows_to_tell(changes)
        fresh = slots[~self._known[slots]]
        renamed = changes.renamed[self._known[changes.renamed]]
        for frame in rows_frames(rows, float(self.ticker.now_ms)):
            yield frame
        tell = np.union1d(fresh, renamed)
        for first in range(0, len(tell), STATICS_A_FRAME):
            part = tell[first : first + STATICS_A_FRAME]
            with self.room.lock:
                statics = static_rows(self.room.picture, part)
            self._known[part] = True
            for frame in static_frames(statics):
                yield frame

    def _rows_to_tell(self, changes: Changes) -> tuple[npt.NDArray[np.void], npt.NDArray[np.int64]]:
        rows = changes.rows
        slots = rows["slot"].astype(np.int64)
        inside = np.zeros(len(rows), dtype=np.bool_)
        if self._box is not None:
            inside[self._box.rows_inside(rows)] = True
        # a locating device is told wherever the screen looks: it may be somebody in the water
        inside |= rows["kind"] == LOCATING_DEVICE
        if self._selected is not None:
            chosen = self.room.picture.slot_of(self._selected)
            inside |= slots == (-1 if chosen is None else chosen)
        tell = inside | self._shown[slots]  # one that sailed out is told once more, so that it does not stay behind
        self._shown[slots] = inside
        return rows[tell], slots[tell]

    def _note_frames(self) -> list[bytes]:
        notes = self.room.notes
        if notes.revision == self._notes_revision:
            return []
        with self.room.lock:
            fresh, gone = notes.changes(self._notes_revision)
            self._notes_revision = notes.revision
        return [json_frame(NOTES, {"notes": [note_json(note) for note in fresh], "gone": gone})]
