"""Arrays of records and a note as bytes, and back only where they are of the very layout that is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from marsad.runtime.advance.pressed import Pressed, PressedError, press
from marsad.schema.refusal import Refusal

FORMAT = 2


class MemoryRefusal(Refusal):
    """What was kept of a detection is of another program or damaged, and is not used."""


class _Array(msgspec.Struct, array_like=True):
    layout: str
    size: int
    pieces: list[bytes]


class _Packed(msgspec.Struct):
    format: int
    note: dict[str, Any]
    arrays: dict[str, _Array]


class Packed:
    """What was packed."""

    def __init__(self, data: bytes) -> None:
        """Raises MemoryRefusal for bytes that `pack` did not make."""
        try:
            self._all = msgspec.msgpack.decode(data, type=_Packed)
        except msgspec.MsgspecError as error:
            raise MemoryRefusal(f"What detection remembered cannot be read: {error}.") from None
        if self._all.format != FORMAT:
            raise MemoryRefusal(f"What detection remembered is of format {self._all.format}, and not {FORMAT}.")
        self.note = self._all.note

    def __contains__(self, name: str) -> bool:
        return name in self._all.arrays

    def array(self, name: str, dtype: np.dtype[Any]) -> npt.NDArray[Any]:
        """One array, to be written into. Raises MemoryRefusal where there is none of this layout."""
        found = self._all.arrays.get(name)
        if found is None or found.layout != _layout(dtype):
            raise MemoryRefusal(f"What detection remembered has no {name} of the layout of this version.")
        try:
            return Pressed(dtype, found.size, found.pieces).records()
        except PressedError as error:
            raise MemoryRefusal(f"What detection remembered of {name} is damaged: {error}.") from None


def pack(note: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any] | Pressed]) -> bytes:
    """All of it as bytes."""
    pressed = {name: rows if isinstance(rows, Pressed) else press(rows) for name, rows in arrays.items()}
    told = {name: _Array(_layout(rows.dtype), rows.size, rows.pieces) for name, rows in pressed.items()}
    return msgspec.msgpack.encode(_Packed(FORMAT, dict(note), told))


def _layout(dtype: np.dtype[Any]) -> str:
    return f"{dtype.descr} {dtype.itemsize}"
