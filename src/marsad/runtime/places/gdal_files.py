"""GeoPackage, Shapefile and S-57 cells through GDAL, which the extra `geo` brings (wheel `pyogrio`).

Of S-57 cells the layers of `LAYERS` are read. They are zones for a watch room and not for navigation: each says so in
its `source`. Coordinates must be WGS 84, nothing is reprojected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from marsad.plugin.areas import Drawn
from marsad.runtime.places.geojson import drawn_of
from marsad.runtime.places.refusal import ZoneRefusal

LAYERS: Final[Mapping[str, str]] = {
    "TSSLPT": "lane", "FAIRWY": "fairway", "ACHARE": "anchorage", "ACHBRT": "anchorage", "PILBOP": "pilot",
    "CBLSUB": "cable", "PIPSOL": "pipeline", "CBLARE": "cable_area", "PIPARE": "cable_area", "DEPARE": "depth",
    "DRGARE": "depth", "HRBARE": "port", "RESARE": "area",
}  # fmt: skip
"""Object classes of S-57 that become zones and lines, and what they are called here."""
NOT_FOR_NAVIGATION: Final = "not for navigation"
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
    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(file) if kind is not None]
        told = Drawn()
        chart = file.suffix.lower() == ".000"
        for layer in layers:
            if chart and layer not in LAYERS:
                continue
            told += drawn_of(_features(pyogrio, shapely, file, layer, chart), f"{file} {layer}")
    except pyogrio.errors.DataSourceError as error:
        raise ZoneRefusal(f"{file} cannot be read by GDAL ({error}): check that it is whole.") from None
    return told


def _features(pyogrio: Any, shapely: Any, file: Path, layer: str, chart: bool
              ) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:  # fmt: skip
    meta, _, shapes, columns = pyogrio.raw.read(file, layer=layer)
    crs = meta["crs"]
    if crs is not None and crs not in _WGS84:
        raise ZoneRefusal(f"{file}: layer {layer} is in {crs}: reproject it to WGS 84 (EPSG:4326) first.")
    names = [str(name) for name in meta["fields"]]
    for number, shape in enumerate(shapely.from_wkb(shapes)):
        if shape is None:
            continue
        told = {name: _plain(column[number]) for name, column in zip(names, columns, strict=True)}
        yield shapely.geometry.mapping(shape), _properties(told, layer, file, number) if chart else _lower(told, file)


def _properties(told: dict[str, Any], layer: str, file: Path, number: int) -> dict[str, Any]:
    """An object of a chart: its class, its name or its number, and the depth that it is sure to have."""
    name = told.get("OBJNAM") or f"{layer} {told.get('FIDN') or told.get('RCID') or number}"
    said: dict[str, Any] = {"name": str(name), "kind": LAYERS[layer], "watch": [],
                            "source": f"{file.name}, {NOT_FOR_NAVIGATION}"}  # fmt: skip
    if told.get("DRVAL1") is not None:
        said["depth_m"] = float(told["DRVAL1"])
    return said


def _lower(told: dict[str, Any], file: Path) -> dict[str, Any]:
    """Shapefiles cut names at ten letters and may write them in capitals."""
    known = ("name", "kind", "since", "until", "watch", "ship_types", "dwell_min", "speed_max_kn", "speed_min_kn",
             "buffer_m", "depth_m", "source")  # fmt: skip
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
    """A value of NumPy as one of Python; NaN and NaT as none."""
    import numpy as np

    if isinstance(value, np.datetime64):
        return None if np.isnat(value) else value.astype("datetime64[us]").item()
    value = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(value, float) and value != value else value
