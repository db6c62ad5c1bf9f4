"""The picture as a table, to be kept and taken up again; and its hash, to tell whether two pictures are the same."""

from __future__ import annotations

import hashlib
import json
from contextlib import AbstractContextManager, nullcontext
from dataclasses import fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from marsad.tracks.columns import DYNAMIC, TRAIL, TRAIL_POINTS
from marsad.tracks.picture import Picture
from marsad.tracks.slots import Slots, empty_slots

FORMAT = 1
SLOTS_AT_ONCE = 8_192
_NOT_KEPT = {"changed", "renamed", "owned", "state"}
_NOT_SAME = {"origin", "pos_origin", "reports", "interval_s"}
"""What may differ between two pictures of the same rows: numbers of origins, and how often a row came."""


class SavedPictureError(ValueError):
    """A saved picture that this version cannot read."""


def to_batch(picture: Picture, lock: AbstractContextManager[object] | None = None) -> pa.RecordBatch:
    """A copy of the picture: one row per slot in use, each array a column of fixed-width bytes.

    With a `lock`, it is held for a few milliseconds at a time, so that screens do not stall. What changes meanwhile
    may then be in the copy or not; rows since the beginning, merged once more, make it whole, because newest wins. A
    slot that changed hands meanwhile is left out for the same reason.
    """
    hold = lock or nullcontext()
    with hold:
        live, begun = picture.live(), picture.revision
    columns: dict[str, npt.NDArray[Any]] = {}
    for field in fields(Slots):
        if field.name not in _NOT_KEPT:
            source = getattr(picture.slots, field.name)
            columns[field.name] = target = np.empty((len(live), *source.shape[1:]), dtype=source.dtype)
            for first in range(0, len(live), SLOTS_AT_ONCE):
                with hold:
                    target[first : first + SLOTS_AT_ONCE] = source[live[first : first + SLOTS_AT_ONCE]]
    with hold:
        moved = (picture.slots.owned[live] > begun) | (picture.slots.key[live] == 0)
        metadata = {
            "format": str(FORMAT),
            "layout": layout(),
            "newest_us": str(picture.newest_us),
            "origins": json.dumps(picture.origins.pairs),
        }
    if moved.any():
        columns = {name: column[~moved] for name, column in columns.items()}
    names = list(columns)
    return pa.RecordBatch.from_arrays(
        [_bytes_column(columns[name]) for name in names], names=names
    ).replace_schema_metadata(metadata)


def from_batch(batch: pa.RecordBatch, picture: Picture) -> None:
    """Take up a saved picture in an empty one. Raises SavedPictureError where the layout differs or room is short."""
    metadata = {k.decode(): v.decode() for k, v in (batch.schema.metadata or {}).items()}
    if metadata.get("format") != str(FORMAT) or metadata.get("layout") != layout():
        raise SavedPictureError("it was saved by another version")
    if batch.num_rows > picture.capacity:
        raise SavedPictureError(f"it has {batch.num_rows} vessels, more than the {picture.capacity} there is room for")
    slots = empty_slots(picture.capacity)
    for name in batch.schema.names:
        target = getattr(slots, name)
        raw = np.frombuffer(batch.column(name).buffers()[1], dtype=np.uint8)
        width = target.dtype.itemsize * int(np.prod(target.shape[1:], dtype=np.int64))
        rows = raw[: batch.num_rows * width].view(target.dtype)
        target[: batch.num_rows] = rows.reshape((batch.num_rows, *target.shape[1:]))
    pairs = [(str(source), str(station)) for source, station in json.loads(metadata["origins"])]
    picture.restore(slots, pairs, batch.num_rows, int(metadata["newest_us"]))


def layout() -> str:
    """A hash of the array types: a picture is read back only into the same."""
    slots = empty_slots(1)
    described = [(f.name, getattr(slots, f.name).dtype.descr, getattr(slots, f.name).shape) for f in fields(Slots)]
    return hashlib.blake2b(repr(described).encode(), digest_size=8).hexdigest()


def _bytes_column(array: npt.NDArray[Any]) -> pa.Array:
    width = array.dtype.itemsize * int(np.prod(array.shape[1:], dtype=np.int64))
    return pa.Array.from_buffers(pa.binary(width), len(array), [None, pa.py_buffer(array)])


def state_hash(picture: Picture) -> str:
    """A hash of all that the picture says, whatever the order in which its rows came. Ages are not part of it."""
    s = picture.slots
    live = picture.live()
    live = live[np.argsort(s.key[live])]
    digest = hashlib.blake2b(digest_size=16)

    def add(array: npt.NDArray[Any]) -> None:
        digest.update(np.ascontiguousarray(array).tobytes())

    add(s.key[live])
    add(s.heard[live])
    for name in DYNAMIC.names or ():
        if name not in _NOT_SAME:
            add(s.dynamic[name][live])
    add(picture.origins.ranks[s.dynamic["origin"][live]])
    for values, times, origins in ((s.number, s.number_t, s.number_origin), (s.text, s.text_t, s.text_origin)):
        told = times[live] != 0
        add(times[live])
        add(np.where(told.reshape(*told.shape, *(1,) * (values.ndim - 2)), values[live], 0))
        add(np.where(told, picture.origins.ranks[origins[live]], 0))
    add(s.trail_length[live])
    add(_trails_in_order(s, live))
    return digest.hexdigest()


def _trails_in_order(s: Slots, live: npt.NDArray[np.int64]) -> npt.NDArray[np.void]:
    places = np.arange(TRAIL_POINTS)
    at = (s.trail_head[live].astype(np.int64)[:, None] + places) % TRAIL_POINTS
    points = np.take_along_axis(s.trail[live], at, axis=1)
    points[places[None, :] >= s.trail_length[live][:, None]] = np.zeros((), dtype=TRAIL)
    ordered: npt.NDArray[np.void] = points
    return ordered
