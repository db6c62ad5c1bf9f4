"""What a query sees under each name, as SELECT lists over the files of a table.

Bodies of addressed messages are left out (null), as in every export: the text of message 12 and the data of messages 6,
25 and 26 were meant for one station. Distress is excepted: a locating device speaks, or the text says so.
"""

from __future__ import annotations

_DISTRESS = "mmsi // 1000000 IN (970, 972, 974)"

_REPLACED: dict[str, str] = {
    "digest": "CASE WHEN digest < 0 THEN (digest::HUGEINT + 18446744073709551616)::UBIGINT ELSE digest::UBIGINT END",
}
"""Columns that Delta stores under another type, by name."""

_SEALED: dict[tuple[str, str], str] = {
    ("safety_text", "text"): f"""CASE WHEN dest_mmsi IS NULL OR {_DISTRESS}
        OR regexp_matches(text, '\\b(MAYDAY|SOS|DISTRESS)\\b', 'i') THEN text END""",
    ("binary", "data"): f"CASE WHEN (dest_mmsi IS NULL AND addressed IS NOT TRUE) OR {_DISTRESS} THEN data END",
}


def select_list(table: str, columns: list[str]) -> str:
    """The SELECT list that turns the stored rows of a table into what a query sees."""
    replaced = {name: text for name, text in _REPLACED.items() if name in columns}
    replaced |= {name: text for (of, name), text in _SEALED.items() if of == table and name in columns}
    if not replaced:
        return "*"
    return "* REPLACE (" + ", ".join(f"{text} AS {name}" for name, text in replaced.items()) + ")"


# The bounding box of parts that lie side by side: seen from Greenwich and from the date line, the narrower one counts.
_PARTS_BOX = """
    bool_and(west_deg <= east_deg) AS plain, min(west_deg) AS w, max(east_deg) AS e,
    bool_and(((west_deg + 360) % 360) <= ((east_deg + 360) % 360)) AS turned,
    min((west_deg + 360) % 360) AS tw, max((east_deg + 360) % 360) AS te"""
_OVER_DATE_LINE = "turned AND (NOT plain OR te - tw < e - w)"

JOINED: dict[str, str] = {
    "whole_tracks": f"""
SELECT day, t_start, t_end, track_id, parts, t_begin, vessel_id, mmsi, station, cause, points, distance_m, top_kn,
    CASE WHEN {_OVER_DATE_LINE} THEN CASE WHEN tw >= 180 THEN tw - 360 ELSE tw END WHEN plain THEN w ELSE -180 END
        AS west_deg,
    south_deg,
    CASE WHEN {_OVER_DATE_LINE} THEN CASE WHEN te > 180 THEN te - 360 ELSE te END WHEN plain THEN e ELSE 180 END
        AS east_deg,
    north_deg, error_m, line_t, line_lon_deg, line_lat_deg
FROM (
    SELECT min(day) AS day, min(t_start) AS t_start, max(t_end) AS t_end, track_id, count(*) AS parts, t_begin,
        vessel_id, mmsi, arg_min(station, part) AS station, arg_min(cause, part) AS cause,
        sum(points)::BIGINT AS points, sum(distance_m) AS distance_m, max(top_kn) AS top_kn,
        min(south_deg) AS south_deg, max(north_deg) AS north_deg, max(error_m) AS error_m,
        flatten(list(line_t ORDER BY part)) AS line_t, flatten(list(line_lon_deg ORDER BY part)) AS line_lon_deg,
        flatten(list(line_lat_deg ORDER BY part)) AS line_lat_deg, {_PARTS_BOX}
    FROM tracks GROUP BY track_id, t_begin, vessel_id, mmsi)""",  # noqa: S608 - values are bound
    "whole_stops": """
SELECT day, t_start, t_end, stop_id, parts, t_begin, track_id, vessel_id, mmsi, points,
    CASE WHEN lon > 180 THEN lon - 360 ELSE lon END AS lon_deg, lat_deg, radius_m
FROM (
    SELECT min(day) AS day, min(t_start) AS t_start, max(t_end) AS t_end, stop_id, count(*) AS parts, t_begin, track_id,
        vessel_id, mmsi, sum(points)::BIGINT AS points,
        CASE WHEN max(lon_deg) - min(lon_deg) > 180
            THEN sum(points * (CASE WHEN lon_deg < 0 THEN lon_deg + 360 ELSE lon_deg END)) / sum(points)
            ELSE sum(points * lon_deg) / sum(points) END AS lon,
        sum(points * lat_deg) / sum(points) AS lat_deg, max(radius_m) AS radius_m
    FROM stops GROUP BY stop_id, t_begin, track_id, vessel_id, mmsi)""",
}
"""Views that join the daily parts of a track or stop, grouped by what one selects by: this reaches the files."""
JOINED_OF = {"whole_tracks": "tracks", "whole_stops": "stops"}
