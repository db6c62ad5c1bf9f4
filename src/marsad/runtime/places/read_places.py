"""Any file of places, told apart by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from marsad.plugin.areas import NOT_FOR_NAVIGATION, Drawn
from marsad.runtime.places.checks import check_zone
from marsad.runtime.places.gdal_files import CELL, read_gdal
from marsad.runtime.places.geojson import read_geojson
from marsad.runtime.places.refusal import ZoneRefusal

GEOJSON: Final = (".geojson", ".json")
GDAL: Final = (".gpkg", ".shp", CELL)
DEPTHS: Final = (".tif", ".tiff", ".asc")


def read_places(file: Path) -> Drawn:
    """Zones and lines of a file, each zone checked. Raises ZoneRefusal."""
    suffix = file.suffix.lower()
    if suffix in GEOJSON:
        drawn = read_geojson(file)
    elif suffix in GDAL:
        drawn = read_gdal(file)
    else:
        known = ", ".join((*GEOJSON, *GDAL))
        raise ZoneRefusal(f"{file} is of no format for zones: give one of {known}.")
    if suffix != CELL:  # each object of a chart is checked where it is read, and counted
        for area in drawn.areas:
            check_zone(area)
    return drawn


def sentence_of(file: Path, drawn: Drawn) -> str:
    """What was read of a file, and how many of its objects could not be used and why."""
    areas, lines = len(drawn.areas), len(drawn.wires)
    label = f", {NOT_FOR_NAVIGATION}" if file.suffix.lower() == CELL else ""
    over = f"; passed over {sum(drawn.passed.values())} ({drawn.why_passed()})" if drawn.passed else ""
    return f"{file.name}: {areas} areas and {lines} lines{label}{over}."
