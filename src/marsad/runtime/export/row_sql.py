"""The rows to export, as SQL over the views of a lake; every value that a user gave is a bound parameter."""

from __future__ import annotations

from typing import Any

from marsad.geo.box import Box
from marsad.runtime.export.selection import Selection
from marsad.schema.refusal import UsageRefusal

POINTS: dict[str, str] = {
    "position": "t, t_fix, mmsi, vessel_id, name, callsign, imo, ship_type, track_id, outcome, type, status, sog_kn, "
    "cog_deg, heading_deg, rot_deg_min, made_kn, made_deg, source, station, flags, lon_deg, lat_deg",
    "stops": "t_start, t_end, mmsi, vessel_id, name, callsign, imo, ship_type, stop_id, track_id, parts, points, "
    "radius_m, lon_deg, lat_deg",
    "vessels": "* EXCLUDE (day, lon_deg, lat_deg), lon_deg, lat_deg",
    "base_station": "t, mmsi, utc, epfd, accuracy, raim, source, station, flags, lon_deg, lat_deg",
    "aton": "t, mmsi, name, aid_type, virtual, off_position, aton_status, mrn, dimension_type, dimension_a, "
    "dimension_b, epfd, accuracy, raim, source, station, flags, lon_deg, lat_deg",
    "contact": "* EXCLUDE (day, lon_deg, lat_deg), lon_deg, lat_deg",
    "aircraft": "* EXCLUDE (day, lon_deg, lat_deg), lon_deg, lat_deg",
    "events": "* EXCLUDE (day, vessel_ids, vessels, lon_deg, lat_deg), array_to_string(vessels, ' ') AS vessels, "
    "lon_deg, lat_deg",
    "alerts": "* EXCLUDE (day, vessels, lon_deg, lat_deg), array_to_string(vessels, ' ') AS vessels, lon_deg, lat_deg",
}
"""Tables whose rows have a place, with the columns that go out; `query` gives all columns."""

TRACKS = "tracks"
_NAMED = ("position", "stops", TRACKS)
_LASTING = ("events", "alerts")
"""Tables of what concerns several vessels and may not have ended."""
_WITHOUT_MMSI = ("contact", "aircraft", "nav_warning", "reject", "clocks", "inputs")


def statement(table: str, chosen: Selection) -> tuple[str, list[Any]]:
    """SQL and parameters for the rows of a table, with their places last where they have one.

    Tracks come part by part, the parts of a track one after the other. Raises UsageRefusal where the table cannot be
    selected by what was asked.
    """
    if table == TRACKS:
        return _tracks(chosen)
    terms, values = conditions(table, chosen)
    where = f"WHERE {' AND '.join(terms)}" if terms else ""
    if table == "stops":
        return f"{_names(chosen, values)}SELECT {POINTS[table]} FROM whole_stops LEFT JOIN named USING (vessel_id) " \
            f"{where} ORDER BY t_start, stop_id", values  # fmt: skip  # noqa: S608 - values are bound
    if table == "vessels":
        newest = "QUALIFY row_number() OVER (PARTITION BY vessel_id ORDER BY t DESC) = 1"
        return f"SELECT {POINTS[table]} FROM vessels {where} {newest} ORDER BY vessel_id", values  # noqa: S608 - values are bound
    if table == "position":
        return f"{_names(chosen, values)}SELECT {POINTS[table]} FROM position LEFT JOIN named USING (vessel_id) " \
            f"{where}", values  # fmt: skip  # noqa: S608 - values are bound
    columns = POINTS.get(table, "* EXCLUDE (day)" if table != "inputs" else "*")
    return f'SELECT {columns} FROM "{table}" {where}', values  # noqa: S608 - values are bound


def _tracks(chosen: Selection) -> tuple[str, list[Any]]:
    terms, values = conditions(TRACKS, chosen)
    where = f"WHERE {' AND '.join(terms)}" if terms else ""
    return (
        f"{_names(chosen, values)}SELECT * EXCLUDE (day) FROM tracks LEFT JOIN named USING (vessel_id) {where} "  # noqa: S608 - values are bound
        "ORDER BY t_begin, track_id, part",
        values,
    )


def _names(chosen: Selection, values: list[Any]) -> str:
    """What each vessel last said of itself, up to the last day asked for."""
    until = ""
    if chosen.last_day is not None:
        until = "AND day <= ?"
        values.insert(0, chosen.last_day)
    mmsi = ""
    if chosen.mmsi:
        mmsi = f"AND mmsi IN ({', '.join(map(str, chosen.mmsi))})"
    return (
        "WITH named AS (SELECT vessel_id, arg_max(name, t) AS name, arg_max(callsign, t) AS callsign, "  # noqa: S608 - values are bound
        f"arg_max(imo, t) AS imo, arg_max(ship_type, t) AS ship_type FROM vessels WHERE true {until} {mmsi} "
        "GROUP BY vessel_id) "
    )


def conditions(table: str, chosen: Selection) -> tuple[list[str], list[Any]]:
    """The terms of a WHERE clause, to be joined by AND, and their parameters in order."""
    terms: list[str] = []
    values: list[Any] = []
    if table == "inputs" and (chosen.since_us is not None or chosen.until_us is not None):
        raise UsageRefusal("the table inputs has no days: leave --since and --until out")
    start, end = ("t_start", "t_end") if table in (TRACKS, "stops", *_LASTING) else ("t", "t")
    if table in _LASTING:
        end = "coalesce(t_end, 'infinity')"  # what has not ended lasts
    if chosen.since_us is not None:
        terms.append(f"{end} >= make_timestamptz(?)")
        values.append(chosen.since_us)
        if table not in ("stops", *_LASTING):
            terms.append("day >= ?")
            values.append(chosen.first_day)
    if chosen.until_us is not None:
        terms += [f"{start} < make_timestamptz(?)", "day <= ?"]
        values += [chosen.until_us, chosen.last_day]
    if chosen.mmsi:
        if table in _WITHOUT_MMSI:
            raise UsageRefusal(f"the rows of {table} carry no MMSI: leave --mmsi out")
        listed = ", ".join(map(str, chosen.mmsi))  # integers
        terms.append(f"list_has_any(vessels, [{listed}])" if table in _LASTING else f"mmsi IN ({listed})")
    if chosen.box is not None:
        _add_box(table, chosen.box, terms, values)
    return terms, values


def _add_box(table: str, box: Box, terms: list[str], values: list[Any]) -> None:
    if table == TRACKS:
        terms.append("south_deg <= ? AND north_deg >= ?")
        values += [box.north, box.south]
        if box.width < 360.0:
            # two arcs meet where one begins inside the other
            terms.append(
                "(east_deg - west_deg >= 360 OR (? - west_deg + 720) % 360 <= (east_deg - west_deg + 720) % 360 "
                "OR (west_deg - ? + 720) % 360 <= ?)"
            )
            values += [box.west, box.west, box.width]
        return
    if table not in POINTS:
        raise UsageRefusal(f"the rows of {table} have no place: leave --bbox out")
    terms.append("lat_deg BETWEEN ? AND ?")
    values += [box.south, box.north]
    if box.width < 360.0:
        over = box.west > box.east
        terms.append("(lon_deg >= ? OR lon_deg <= ?)" if over else "lon_deg BETWEEN ? AND ?")
        values += [box.west, box.east]
