"""What a row means: one file per table. Everything else is derived from here."""

from marsad.schema import (
    aircraft,
    aton,
    base_station,
    binary,
    contact,
    link,
    nav_warning,
    position,
    reject,
    safety_text,
    static,
)
from marsad.schema.flags import Flag
from marsad.schema.reasons import REASONS
from marsad.schema.table import Column, Kind, Table

FAMILIES: dict[str, Table] = {
    module.TABLE.name: module.TABLE
    for module in (
        position,
        static,
        base_station,
        aton,
        safety_text,
        binary,
        link,
        contact,
        aircraft,
        nav_warning,
        reject,
    )
}
"""The tables that decoding gives, by name."""

__all__ = ["FAMILIES", "REASONS", "Column", "Flag", "Kind", "Table"]
