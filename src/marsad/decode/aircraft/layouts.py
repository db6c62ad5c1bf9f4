"""Three layouts of JSON: readsb's list of aircraft, its trace of one, and tracks as the library traffic saves them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from marsad.decode.aircraft.values import (
    AircraftError,
    Row,
    address,
    micros,
    number,
    put_altitude,
    put_digest,
    put_place,
    text,
    whole,
)
from marsad.schema import Flag

_STALE: Final = 1
"""Bit of the flags of a trace: no position came for long after this one."""
_GEOMETRIC: Final = 8
"""Bit of the flags of a trace: the altitude is above the ellipsoid."""
Made = Row | None
"""A row, or None for what is no aircraft."""


def rows_of(document: Any) -> Iterator[Made]:
    """Rows of a document in the order in which it tells them. Raises AircraftError for one in no layout."""
    if isinstance(document, dict):
        if isinstance(document.get("aircraft"), list):
            return _list(document)
        if isinstance(document.get("trace"), list):
            return _trace(document)
        if isinstance(document.get("icao24"), dict):
            return _records(_turned(document))
    if isinstance(document, list) and document and all(isinstance(one, dict) for one in document):
        return _records(document)
    raise AircraftError("no list of aircraft, no trace and no track")


def _list(document: Mapping[str, Any]) -> Iterator[Made]:
    """readsb, tar1090, dump1090-fa: `aircraft.json`."""
    now = document.get("now")
    for told in document["aircraft"]:
        yield _made(lambda told=told: _listed(told, now))


def _listed(told: Any, now: Any) -> Row:
    if not isinstance(told, dict):
        raise AircraftError("no aircraft")
    row = _row(told.get("hex"))
    row["t"] = _before(now, told.get("seen", 0))
    row["callsign"], row["kind"], row["squawk"] = (text(told.get(name)) for name in ("flight", "type", "squawk"))
    # With `lastPosition` alone, what is known is an old position, told again in each document: its instant says so.
    place = told if "lat" in told else told.get("lastPosition")
    if isinstance(place, dict):
        put_place(row, place.get("lat"), place.get("lon"), _before(now, place.get("seen_pos", 0)))
        _quality(row, place, ("nic", "rc"))
    put_altitude(row, told.get("alt_baro", told.get("altitude")))
    row["altitude_geom_ft"] = number(told.get("alt_geom"), "altitude_geom_ft")
    row["gs_kn"] = number(told.get("gs", told.get("speed")), "gs_kn")
    row["track_deg"], row["heading_deg"] = (number(told.get(name), column) for name, column in
                                            (("track", "track_deg"), ("true_heading", "heading_deg")))  # fmt: skip
    row["rate_ft_min"] = number(told.get("baro_rate", told.get("geom_rate")), "rate_ft_min")
    _quality(row, told, ("nac_p", "nac_v", "sil", "version"))
    row["signal_dbm"] = number(told.get("rssi"), "signal_dbm")
    return put_digest(row)


def _before(now: Any, seconds: Any) -> int | None:
    at, ago = micros(now), micros(seconds)
    return None if at is None or ago is None else at - ago


def _quality(row: Row, told: Mapping[str, Any], names: Iterable[str]) -> None:
    for name in names:
        column = "rc_m" if name == "rc" else name
        row[column] = number(told.get(name), column) if name == "rc" else whole(told.get(name), column)


def _trace(document: Mapping[str, Any]) -> Iterator[Made]:
    """readsb: `trace_full_<address>.json`, points as lists."""
    begin = document.get("timestamp")
    known: dict[str, Any] = {}
    for point in document["trace"]:
        yield _made(lambda point=point: _traced(point, begin, document.get("icao"), known))


def _traced(point: Any, begin: Any, icao: Any, known: dict[str, Any]) -> Row:
    if not isinstance(point, list) or len(point) < 8 or micros(begin) is None or micros(point[0]) is None:
        raise AircraftError("no point of a trace")
    row = _row(icao)
    row["t"] = micros(begin + point[0])
    more = point[8] if len(point) > 8 and isinstance(point[8], dict) else {}
    known |= {name: more[name] for name in ("flight", "squawk") if name in more}
    row["callsign"], row["squawk"] = text(known.get("flight")), text(known.get("squawk"))
    row["kind"] = text(point[9]) if len(point) > 9 else None
    put_place(row, point[1], point[2], row["t"])
    bits = point[6] if isinstance(point[6], int) else 0
    if bits & _GEOMETRIC:
        row["altitude_geom_ft"] = number(point[3], "altitude_geom_ft")
    else:
        put_altitude(row, point[3])
        row["altitude_geom_ft"] = number(point[10], "altitude_geom_ft") if len(point) > 10 else None
    row["gs_kn"], row["track_deg"] = number(point[4], "gs_kn"), number(point[5], "track_deg")
    row["rate_ft_min"] = number(point[7], "rate_ft_min")
    _quality(row, more, ("nic", "rc", "nac_p", "nac_v", "sil", "version"))
    row["heading_deg"] = number(more.get("true_heading"), "heading_deg")
    return put_digest(row)


def _turned(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Columns of a table, each a value by number, as records."""
    columns = {name: values for name, values in document.items() if isinstance(values, dict)}
    for at in columns["icao24"]:
        yield {name: values.get(at) for name, values in columns.items()}


def _records(records: Iterable[Mapping[str, Any]]) -> Iterator[Made]:
    """The library traffic: times in milliseconds, `last_position` is when the position was received."""
    for told in records:
        yield _made(lambda told=told: _recorded(told))


def _recorded(told: Mapping[str, Any]) -> Row:
    row = _row(told.get("icao24"))
    row["t"] = _millis(told.get("timestamp"))
    last = told.get("last_position")
    put_place(row, told.get("latitude"), told.get("longitude"), row["t"] if last is None else _millis(last))
    row["callsign"], row["squawk"] = text(told.get("callsign")), text(told.get("squawk"))
    put_altitude(row, "ground" if told.get("onground") is True else told.get("altitude"))
    row["altitude_geom_ft"] = number(told.get("geoaltitude"), "altitude_geom_ft")
    row["gs_kn"], row["track_deg"] = number(told.get("groundspeed"), "gs_kn"), number(told.get("track"), "track_deg")
    row["rate_ft_min"] = number(told.get("vertical_rate"), "rate_ft_min")
    return put_digest(row)


def _millis(value: Any) -> int | None:
    return micros(value / 1e3) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _row(icao: Any) -> Row:
    at, flag = address(icao)
    return {"icao": at, "flags": int(Flag.TABLE) | flag}


def _made(make: Any) -> Made:
    try:
        row: Row = make()
    except (AircraftError, OverflowError):
        return None
    return row
