"""Every known field of one slot with its age, and the way it came."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from marsad.schema import FAMILIES
from marsad.tracks.columns import BOOLS, MERCATOR, NUMBERS, TEXTS, TRAIL_POINTS
from marsad.tracks.kind import KINDS, STATES
from marsad.tracks.live.derived import Derived
from marsad.tracks.picture import Picture

Value = bool | int | float | str


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One field: its newest value, when it was told, in which message (null: not AIS), by which feed and station."""

    name: str
    value: Value
    unit: str
    t_us: int
    message_type: int | None
    station: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Details:
    """One slot: what it is, where it is, and all that was told of it. `mmsi` is None for a radar contact."""

    mmsi: int | None
    slot: int
    kind: str
    state: str
    lon_deg: float | None
    lat_deg: float | None
    fields: list[FieldValue]


@cache
def unit_of(name: str) -> str:
    """The unit of a column, whichever table has it."""
    return next((t.by_name[name].unit for t in FAMILIES.values() if name in t.by_name), "")


def details(picture: Picture, slot: int, derived: Derived | None = None) -> Details:
    """All that is known of a slot in use, and what was derived of it: no message told the fields `derived_...`."""
    one = picture.slots.dynamic[slot]
    placed = bool(one["pos_t"])
    fields = [*_derived(derived), *_place(picture, slot), *_motion(picture, slot), *_statements(picture, slot)]
    return Details(
        mmsi=mmsi_of(picture, slot),
        slot=slot,
        kind=KINDS[one["kind"]],
        state=STATES[picture.slots.state[slot]],
        lon_deg=float(one["lon_deg"]) if placed else None,
        lat_deg=float(one["lat_deg"]) if placed else None,
        fields=fields,
    )


def _field(picture: Picture, name: str, value: Value, t_us: int, message: int, origin: int) -> FieldValue:
    source, station = picture.origins.pairs[origin]
    return FieldValue(name, value, unit_of(name), t_us, message or None, station or None, source or None)


def mmsi_of(picture: Picture, slot: int) -> int | None:
    """The MMSI of a slot in use; None for a radar contact."""
    return None if picture.slots.key[slot] >> 62 else int(picture.slots.dynamic[slot]["mmsi"])


def _derived(d: Derived | None) -> list[FieldValue]:
    if d is None:
        return []
    rests = d.stopped_since_us is not None
    values: list[tuple[str, Value | None, str]] = [
        ("derived_vessels", d.vessels if d.vessels > 1 else None, ""),
        ("derived_faults", d.faults or None, ""),
        ("derived_stopped_since", d.stopped_since_us, "us UTC"),
        ("derived_made_kn", None if math.isnan(d.made_kn) else round(d.made_kn, 1), "kn"),
        ("derived_made_deg", None if rests or math.isnan(d.made_deg) else round(d.made_deg, 1) % 360.0, "deg"),
        ("derived_distance_nm", round(d.distance_m / 1852.0, 2), "NM"),
        ("derived_track_since", d.track_since_us, "us UTC"),
    ]
    return [
        FieldValue(name, value, unit, d.t_us, None, None, None) for name, value, unit in values if value is not None
    ]


def _place(picture: Picture, slot: int) -> list[FieldValue]:
    one = picture.slots.dynamic[slot]
    if not one["pos_t"]:
        return []
    told = (int(one["pos_heard"]), int(one["pos_type"]), int(one["pos_origin"]))
    return [
        _field(picture, "lon_deg", float(one["lon_deg"]), *told),
        _field(picture, "lat_deg", float(one["lat_deg"]), *told),
        _field(picture, "flags", int(one["pos_flags"]), *told),
    ]


def _motion(picture: Picture, slot: int) -> list[FieldValue]:
    one = picture.slots.dynamic[slot]
    if not one["t"]:
        return []
    contact = bool(picture.slots.key[slot] >> 62)
    values: list[tuple[str, Value | None]] = [
        ("sog_kn", None if one["sog"] == 65535 else round(int(one["sog"]) / 10, 1)),
        ("cog_deg", None if one["cog"] == 65535 else round(int(one["cog"]) / 10, 1)),
        ("heading_deg", None if one["heading"] == 65535 else int(one["heading"])),
        ("rot_deg_min", None if one["rot"] == -32768 else round(int(one["rot"]) / 10, 1)),
        ("rot_raw", None if one["rot_raw"] == -128 else int(one["rot_raw"])),
        ("status", None if one["status"] == 255 else _status(int(one["status"]), contact)),
        ("second", None if one["second"] == 255 else int(one["second"])),
        ("maneuver", None if one["maneuver"] == 255 else int(one["maneuver"])),
        ("altitude_m", None if one["altitude_m"] == 65535 else int(one["altitude_m"])),
        ("aton_status", None if one["aton_status"] == 0 else int(one["aton_status"]) - 1),
        ("radio", None if one["radio"] == 0 else int(one["radio"]) - 1),
        ("track_number", int(one["track_number"]) if contact else None),
        ("distance_m", _plain(float(one["distance_m"])) if contact else None),
        ("bearing_deg", _plain(float(one["bearing_deg"])) if contact else None),
    ]
    bits = int(one["bits"])
    values += [(name, bool(bits >> 2 * k & 2)) for k, name in enumerate(BOOLS) if bits >> 2 * k & 1]
    if one["utc"]:
        values.append(("utc", int(one["utc"])))
    told = (int(one["t_heard"]), int(one["type"]), int(one["origin"]))
    return [_field(picture, name, value, *told) for name, value in values if value is not None]


def _status(status: int, contact: bool) -> Value:
    return ("lost", "query", "tracking")[status] if contact else status


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else value


def _statements(picture: Picture, slot: int) -> list[FieldValue]:
    s = picture.slots
    found = []
    for f, (name, _) in enumerate(TEXTS):
        if s.text_t[slot, f]:
            told = (int(s.text_t[slot, f]), int(s.text_type[slot, f]), int(s.text_origin[slot, f]))
            found.append(_field(picture, name, text_of(picture, slot, f), *told))
    for f, name in enumerate(NUMBERS):
        if s.number_t[slot, f]:
            told = (int(s.number_t[slot, f]), int(s.number_type[slot, f]), int(s.number_origin[slot, f]))
            found.append(_field(picture, name, _number_value(name, int(s.number[slot, f])), *told))
    return found


def _number_value(name: str, kept: int) -> Value:
    if name == "draught_m":
        return round(kept / 10, 1)
    return bool(kept) if name in ("dte_ready", "assigned") else kept


def text_of(picture: Picture, slot: int, field: int) -> str:
    """A text of a slot without its padding."""
    return bytes(picture.slots.text[slot, field]).rstrip(b"\0").decode("ascii").strip()


def trail(picture: Picture, slot: int) -> list[tuple[float, float, int, float | None, float | None]]:
    """Points (lon_deg, lat_deg, t in s UTC, sog_kn, cog_deg), oldest first; the newest position ends it."""
    s, one = picture.slots, picture.slots.dynamic[slot]
    head, length = int(s.trail_head[slot]), int(s.trail_length[slot])
    points = [s.trail[slot, (head + i) % TRAIL_POINTS] for i in range(length)]
    line = [
        (*lon_lat(int(p["x"]), int(p["y"])), int(p["t_s"]), _tenths(int(p["sog"])), _tenths(int(p["cog"])))
        for p in points
    ]
    if length and one["pos_t"] // 1_000_000 > line[-1][2]:
        line.append(
            (
                float(one["lon_deg"]),
                float(one["lat_deg"]),
                int(one["pos_t"] // 1_000_000),
                _tenths(int(one["sog"])),
                _tenths(int(one["cog"])),
            )
        )
    return line


def _tenths(value: int) -> float | None:
    return None if value == 65535 else round(value / 10, 1)


def lon_lat(x: int, y: int) -> tuple[float, float]:
    """Degrees of a mercator place (world 2^32 wide, y south)."""
    lat = math.degrees(math.atan(math.sinh(-y / MERCATOR * 2 * math.pi)))
    return round(x / MERCATOR * 360.0, 6), round(lat, 6)
