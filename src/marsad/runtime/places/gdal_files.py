"""GeoPackage, Shapefile and S-57 cells through GDAL, which the extra `geo` brings (wheel `pyogrio`).

Coordinates must be WGS 84, nothing is reprojected. What a cell's objects become says `chart_objects`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from marsad.plugin.areas import Drawn
from marsad.runtime.places.chart_objects import LAYERS, chart_object, drawn_of_chart
from marsad.runtime.places.geojson import drawn_of
from marsad.runtime.places.refusal import ZoneRefusal

CELL: Final = ".000"
"""How the name of an S-57 cell ends; updates (.001 and on) beside it are applied."""
_WGS84: Final = ("EPSG:4326", "OGC:CRS84", "EPSG:4269", "EPSG:4258", "EPSG:4979")


def read_gdal(file: Path) -> Drawn:
    """The polygons and lines of every layer. Raises ZoneRefusal where GDAL is missing or the file cannot be used."""
    try:
        import pyogrio
        import shapely
    except ImportError:
        raise ZoneRefusal(
            f"{file} needs GDAL: install Marsad with its extra geo (pip install 'marsad[geo]'), or convert the file to "
            "GeoJSON."
        ) from None
    if not file.exists():
        raise ZoneRefusal(f"{file} is not there: check the path of the file of zones.")
    told, chart = Drawn(), file.suffix.lower() == CELL
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # objects without their vectors: they are counted below
        try:
            layers = [str(name) for name, kind in pyogrio.list_layers(file) if kind is not None]
            for layer in layers:
                if not chart:
                    told += drawn_of(_features(pyogrio, shapely, file, layer), f"{file} {layer}")
                elif layer in LAYERS:
                    told += drawn_of_chart(_objects(pyogrio, shapely, file, layer), f"{file} {layer}")
        except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
            raise ZoneRefusal(f"{file} cannot be read by GDAL ({error}): check that it is whole.") from None
    if chart and not (told.areas or told.wires):
        why = f" ({told.why_passed()})" if told.passed else ""
        raise ZoneRefusal(f"{file} holds no lane, anchorage, cable or depth that can be used{why}: give a "
                          "cell of a larger scale.")  # fmt: skip
    return told


def _features(pyogrio: Any, shapely: Any, file: Path, layer: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for shape, told in _read(pyogrio, shapely, file, layer):
        if shape is not None:
            yield shapely.geometry.mapping(shape), _lower(told, file)


def _objects(pyogrio: Any, shapely: Any, file: Path, layer: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for number, (shape, told) in enumerate(_read(pyogrio, shapely, file, layer)):
        known = shape is not None and not shape.is_empty
        yield (shapely.geometry.mapping(shape) if known else {}), chart_object(told, layer, file, number)


def _read(pyogrio: Any, shapely: Any, file: Path, layer: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    meta, _, shapes, columns = pyogrio.raw.read(file, layer=layer)
    crs = meta["crs"]
    if crs is not None and crs not in _WGS84:
        raise ZoneRefusal(f"{file}: layer {layer} is in {crs}: reproject it to WGS 84 (EPSG:4326) first.")
    names = [str(name) for name in meta["fields"]]
    for number, shape in enumerate(shapely.from_wkb(shapes)):
        yield shape, {name: _plain(column[number]) for name, column in zip(names, columns, strict=True)}


def _lower(told: dict[str, Any], file: Path) -> dict[str, Any]:
    """Shapefiles cut names at ten letters and may write them in capitals."""
    known = ("name", "kind", "since", "until", "watch", "ship_types", "dwell_min", "speed_max_kn", "speed_min_kn",
             "buffer_m", "depth_m", "course_deg", "source")  # fmt: skip
    said = {}
    for name, value in told.items():
        full = next((one for one in known if one == name.lower() or one[:10] == name.lower()), None)
        if full is not None and value is not None and value != "":
            said[full] = _split(full, value)
    return {"source": file.name, **said}


def _split(name: str, value: Any) -> Any:
    """Lists are written as text with commas, where a format has none."""
    if name == "watch" and isinstance(value, str):
        return [word.strip() for word in value.split(",") if word.strip()]
    if name == "ship_types" and isinstance(value, str):
        return [int(word) for word in value.split(",") if word.strip().isdigit()]
    return value


def _plain(value: Any) -> Any:
    """A value of NumPy as one of Python, a list as words; NaN and NaT as none."""
    import numpy as np

    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else value.astype("datetime64[us]").item()
    if isinstance(value, np.ndarray):
        return [str(one) for one in value]
    value = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(value, float) and value != value else value
