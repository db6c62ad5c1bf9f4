"""Any file of places, told apart by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from marsad.plugin.areas import Drawn
from marsad.runtime.places.checks import check_zone
from marsad.runtime.places.gdal_files import read_gdal
from marsad.runtime.places.geojson import read_geojson
from marsad.runtime.places.refusal import ZoneRefusal

GEOJSON: Final = (".geojson", ".json")
GDAL: Final = (".gpkg", ".shp", ".000")
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
    for area in drawn.areas:
        check_zone(area)
    return drawn
