"""The arrays of the picture, and the table that finds a slot by its key."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from marsad.tracks.columns import DYNAMIC, NUMBERS, TEXT_WIDTH, TEXTS, TRAIL, TRAIL_POINTS

Array = npt.NDArray[np.generic]


@dataclass(frozen=True, slots=True)
class Slots:
    """One array per property, each as long as the capacity.

    `key` is mmsi + 1, or a hash of source and track number of a radar contact with bit 62 set; 0 is a free slot.
    `changed`, `renamed` and `owned` hold the revision at which the row, its static part and its owner changed last.
    """

    key: npt.NDArray[np.int64]
    changed: npt.NDArray[np.int64]
    renamed: npt.NDArray[np.int64]
    owned: npt.NDArray[np.int64]
    heard: npt.NDArray[np.int64]  # newest t of any row; 0 is never
    x: npt.NDArray[np.int32]
    y: npt.NDArray[np.int32]
    state: npt.NDArray[np.uint8]
    dynamic: npt.NDArray[np.void]
    number: npt.NDArray[np.int32]
    number_t: npt.NDArray[np.int64]  # 0: never told
    number_origin: npt.NDArray[np.int32]
    number_type: npt.NDArray[np.uint8]
    text: npt.NDArray[np.uint8]  # [slot, field, character], padded with 0
    text_t: npt.NDArray[np.int64]
    text_origin: npt.NDArray[np.int32]
    text_type: npt.NDArray[np.uint8]
    trail: npt.NDArray[np.void]
    trail_head: npt.NDArray[np.uint8]
    trail_length: npt.NDArray[np.uint8]


def empty_slots(capacity: int) -> Slots:
    """Arrays for so many slots; nothing is touched yet."""

    def zeros(dtype: object, *shape: int) -> npt.NDArray[np.generic]:
        return np.zeros((capacity, *shape), dtype=dtype)  # type: ignore[call-overload, no-any-return]

    numbers, texts = len(NUMBERS), len(TEXTS)
    shapes: dict[str, tuple[object, tuple[int, ...]]] = {
        "key": ("i8", ()),
        "changed": ("i8", ()),
        "renamed": ("i8", ()),
        "owned": ("i8", ()),
        "heard": ("i8", ()),
        "x": ("i4", ()),
        "y": ("i4", ()),
        "state": ("u1", ()),
        "dynamic": (DYNAMIC, ()),
        "number": ("i4", (numbers,)),
        "number_t": ("i8", (numbers,)),
        "number_origin": ("i4", (numbers,)),
        "number_type": ("u1", (numbers,)),
        "text": ("u1", (texts, TEXT_WIDTH)),
        "text_t": ("i8", (texts,)),
        "text_origin": ("i4", (texts,)),
        "text_type": ("u1", (texts,)),
        "trail": (TRAIL, (TRAIL_POINTS,)),
        "trail_head": ("u1", ()),
        "trail_length": ("u1", ()),
    }
    return Slots(**{f.name: zeros(*_flat(shapes[f.name])) for f in fields(Slots)})  # type: ignore[arg-type]


def _flat(shape: tuple[object, tuple[int, ...]]) -> tuple[object, *tuple[int, ...]]:
    return (shape[0], *shape[1])
