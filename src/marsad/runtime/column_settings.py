"""The setting `[columns.NAME]`: what the columns of a table of your own mean."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One layout, under the table `[columns.NAME]`. A table is read by it if it has all the columns named here."""

    t: Annotated[str, Meta(description="Column with the time of the report")]
    mmsi: Annotated[str, Meta(description="Column with the identity of the sender, a whole number")]
    lat: Annotated[str, Meta(description="Column with the latitude; empty for GeoParquet, whose points are taken")] = ""
    lon: Annotated[str, Meta(description="Column with the longitude")] = ""
    sog: Annotated[str, Meta(description="Column with the speed over ground")] = ""
    cog: Annotated[str, Meta(description="Column with the course over ground")] = ""
    heading: Annotated[str, Meta(description="Column with the true heading")] = ""
    rot: Annotated[str, Meta(description="Column with the rate of turn")] = ""
    status: Annotated[str, Meta(description="Column with the navigational status, its number")] = ""
    type: Annotated[str, Meta(description="Column with the class (A, B, ...) or the message number")] = ""
    name: Annotated[str, Meta(description="Column with the vessel's name")] = ""
    callsign: Annotated[str, Meta(description="Column with the call sign")] = ""
    imo: Annotated[str, Meta(description="Column with the IMO number")] = ""
    ship_type: Annotated[str, Meta(description="Column with the type of ship, its number")] = ""
    length: Annotated[str, Meta(description="Column with the length over all")] = ""
    width: Annotated[str, Meta(description="Column with the beam")] = ""
    to_bow: Annotated[str, Meta(description="Column with the distance from antenna to bow (m)")] = ""
    to_stern: Annotated[str, Meta(description="Column with the distance from antenna to stern (m)")] = ""
    to_port: Annotated[str, Meta(description="Column with the distance from antenna to port side (m)")] = ""
    to_starboard: Annotated[str, Meta(description="Column with the distance from antenna to starboard side (m)")] = ""
    draught: Annotated[str, Meta(description="Column with the draught")] = ""
    destination: Annotated[str, Meta(description="Column with the destination")] = ""
    eta: Annotated[str, Meta(description="Column with the estimated time of arrival, written as the time is")] = ""
    units: Annotated[
        dict[str, str],
        Meta(description='Units other than knots, degrees and metres, as in {sog = "km/h", length = "ft"}'),
    ] = {}
    time: Annotated[
        str,
        Meta(description='How the time is written: iso, s, ms or us since 1970, or as in "%d/%m/%Y %H:%M:%S"; '
             "empty: as its cells prove"),
    ] = ""  # fmt: skip
    time_zone: Annotated[
        str, Meta(description='Zone of times that name none: UTC, an offset as in "+02:00", or as in Europe/Copenhagen')
    ] = "UTC"
    decimal: Annotated[str, Meta(description='Decimal mark, "." or ","; empty: as the cells prove')] = ""
    delimiter: Annotated[str, Meta(description="What parts the columns; empty: as the first line shows")] = ""
    nulls: Annotated[list[str], Meta(description='Further spellings of "not available", as in ["-999"]')] = []
    files: Annotated[str, Meta(description='Only files whose name fits, as in "survey-*.csv"; empty: any')] = ""
    names: Annotated[
        list[str], Meta(description="The columns in order, for text without a header line; needs `files`")
    ] = []


FIELDS = (
    "t", "mmsi", "lat", "lon", "sog", "cog", "heading", "rot", "status", "type", "name", "callsign", "imo", "ship_type",
    "length", "width", "to_bow", "to_stern", "to_port", "to_starboard", "draught", "destination", "eta",
)  # fmt: skip
