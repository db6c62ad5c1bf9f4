"""Finding slots: by text, by place, kind and state; and their static part for the wire and for lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from marsad.tracks.columns import NUMBERS, TEXT_WIDTH
from marsad.tracks.details import text_of
from marsad.tracks.kind import KINDS, STATES
from marsad.tracks.pack_kernel import find_text
from marsad.tracks.picture import Picture

STATIC_FIELDS = (
    "slot", "mmsi", "name", "callsign", "imo", "to_bow_m", "to_stern_m", "to_port_m", "to_starboard_m",
)  # fmt: skip
"""Columns of the static part on the wire; all may be null but the slot."""

_WIRE_NUMBERS = tuple(NUMBERS.index(name) for name in STATIC_FIELDS[4:])
_SHIP_TYPE, _AID_TYPE = NUMBERS.index("ship_type"), NUMBERS.index("aid_type")

StaticRow = list[int | str | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list. Null: not told."""

    slot: int
    mmsi: int | None
    kind: str
    state: str
    name: str | None
    callsign: str | None
    imo: int | None
    type_code: int | None
    lon_deg: float | None
    lat_deg: float | None
    sog_kn: float | None
    cog_deg: float | None
    heading_deg: int | None
    status: int | None
    t_us: int


def static_rows(picture: Picture, slots: npt.NDArray[np.int64]) -> list[StaticRow]:
    """The static part of slots, in the order of STATIC_FIELDS."""
    s = picture.slots
    contact = s.key[slots] >> 62 != 0
    columns: list[list[int | str | None]] = [
        slots.tolist(),
        _or_null(s.dynamic["mmsi"][slots].tolist(), ~contact),
        _or_null(_texts(picture, slots, 0), s.text_t[slots, 0] != 0),
        _or_null(_texts(picture, slots, 1), s.text_t[slots, 1] != 0),
        *(_or_null(s.number[slots, f].tolist(), s.number_t[slots, f] != 0) for f in _WIRE_NUMBERS),
    ]
    for at in np.flatnonzero(contact).tolist():
        columns[2][at] = _name(picture, int(slots[at]))
    return [list(row) for row in zip(*columns, strict=True)]


def _texts(picture: Picture, slots: npt.NDArray[np.int64], field: int) -> list[str]:
    fixed = np.ascontiguousarray(picture.slots.text[slots, field]).view(f"S{TEXT_WIDTH}")[:, 0]
    return [text.decode("ascii").strip() for text in fixed.tolist()]


def _or_null(values: Sequence[int | str], told: npt.NDArray[np.bool_]) -> list[int | str | None]:
    return [value if known else None for value, known in zip(values, told.tolist(), strict=True)]


def entry(picture: Picture, slot: int) -> Entry:
    """A slot as a line of a list."""
    s, one = picture.slots, picture.slots.dynamic[slot]
    placed, moving = bool(one["pos_t"]), bool(one["t"])
    kind = int(one["kind"])
    return Entry(
        slot=slot,
        mmsi=None if s.key[slot] >> 62 else int(one["mmsi"]),
        kind=KINDS[kind],
        state=STATES[s.state[slot]],
        name=_name(picture, slot),
        callsign=text_of(picture, slot, 1) if s.text_t[slot, 1] else None,
        imo=_number(picture, slot, 0),
        type_code=_number(picture, slot, _AID_TYPE if kind in (4, 5) else _SHIP_TYPE),
        lon_deg=float(one["lon_deg"]) if placed else None,
        lat_deg=float(one["lat_deg"]) if placed else None,
        sog_kn=round(int(one["sog"]) / 10, 1) if moving and one["sog"] != 65535 else None,
        cog_deg=round(int(one["cog"]) / 10, 1) if moving and one["cog"] != 65535 else None,
        heading_deg=int(one["heading"]) if moving and one["heading"] != 65535 else None,
        status=int(one["status"]) if moving and one["status"] != 255 and kind != 8 else None,
        t_us=int(one["t_heard"]) if moving else int(s.heard[slot]),
    )


def search(picture: Picture, text: str, most: int) -> npt.NDArray[np.int64]:
    """Slots whose name or call sign holds `text`, or whose MMSI or IMO number begins with it; at most `most`."""
    needle = np.frombuffer(text.strip().upper().encode("ascii", "replace"), dtype=np.uint8)
    out = np.empty(max(most, 1), dtype=np.int64)
    if len(needle) == 0 or most < 1:
        return out[:0]
    number = text.strip().upper().removeprefix("IMO").removeprefix("MMSI").strip()
    digits = int(number) if number.isascii() and number.isdigit() and len(number) <= 10 else -1
    s = picture.slots
    n = find_text(picture.used, needle, digits, s.key, s.dynamic, s.number, s.number_t, s.text, out)
    return out[:n]


def select(
    picture: Picture,
    box: tuple[float, float, float, float] | None = None,
    kinds: frozenset[int] = frozenset(),
    states: frozenset[int] = frozenset(),
    text: str = "",
) -> npt.NDArray[np.int64]:
    """Slots inside a box (west, south, east, north in degrees; west > east crosses the date line), of these kinds and
    states (empty: all), and that a search for `text` finds (empty: all)."""
    s = picture.slots
    slots = search(picture, text, picture.used) if text.strip() else picture.live()
    keep = np.ones(len(slots), dtype=np.bool_)
    if box is not None:
        west, south, east, north = box
        lon, lat = s.dynamic["lon_deg"][slots], s.dynamic["lat_deg"][slots]
        across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
        keep &= across & (lat >= south) & (lat <= north) & (s.dynamic["pos_t"][slots] != 0)
    if kinds:
        keep &= np.isin(s.dynamic["kind"][slots], list(kinds))
    if states:
        keep &= np.isin(s.state[slots], list(states))
    return slots[keep]


def _name(picture: Picture, slot: int) -> str | None:
    s = picture.slots
    if s.text_t[slot, 0]:
        return text_of(picture, slot, 0)
    return f"T{s.dynamic['track_number'][slot]}" if s.key[slot] >> 62 else None


def _number(picture: Picture, slot: int, field: int) -> int | None:
    return int(picture.slots.number[slot, field]) if picture.slots.number_t[slot, field] else None
