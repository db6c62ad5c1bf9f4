"""The tables `[zones.NAME]` of the configuration: a file of places, or a polygon of its own, and what it watches."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class ZoneSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of places, or one zone."""

    file: Annotated[
        str,
        Meta(description="GeoJSON, GeoPackage, Shapefile or S-57 cell with zones, ports, anchorages and cables; "
             "GeoTIFF or ASCII grid with depths; a path relative to the configuration"),
    ] = ""  # fmt: skip
    polygon: Annotated[
        list[list[float]], Meta(description="Or its corners, each [longitude, latitude] in degrees of WGS 84")
    ] = []
    kind: Annotated[str, Meta(description="What it is: area, port, anchorage, pilot, fairway, lane, fishing")] = "area"
    watch: Annotated[list[str] | None, Meta(description="What is told of: enter, leave, dwell, fast, slow")] = None
    ship_types: Annotated[list[int], Meta(description="AIS ship types that it concerns, 0 not told; empty: all")] = []
    dwell_min: Annotated[float | None, Meta(description="Who is inside longer is told of (minutes)")] = None
    speed_max_kn: Annotated[float | None, Meta(description="Who is faster inside is told of (knots)")] = None
    speed_min_kn: Annotated[float | None, Meta(description="Who is slower inside is told of (knots)")] = None
    buffer_m: Annotated[float, Meta(description="How far inside she must be seen for certain (metres)")] = 30.0
    since: Annotated[str, Meta(description="From when it holds (ISO 8601); empty: always")] = ""
    until: Annotated[str, Meta(description="Until when it holds (ISO 8601); empty: for ever")] = ""
