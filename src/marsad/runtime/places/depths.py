"""Grids of depths: GEBCO and others as GeoTIFF or Esri ASCII grid, cut into tiles.

GEBCO offers every area in both. Heights are metres above sea level in these files, so that depths are their negatives.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from marsad.plugin.rows import Records
from marsad.plugin.side import ALWAYS, DEPTH, TILE
from marsad.runtime.places.refusal import ZoneRefusal
from marsad.schema.event import digest

_MOST_CELLS = 40_000_000
_PIXEL_SCALE, _TIE_POINT, _NO_DATA = 33550, 33922, 42113
Floats = npt.NDArray[np.float64]


def read_depths(file: Path) -> Records:
    """The tiles of a file of heights in metres. Raises ZoneRefusal where it cannot be used."""
    if not file.exists():
        raise ZoneRefusal(f"{file} is not there: check the path of the file of depths.")
    west, north, step_x, step_y, heights = _ascii(file) if file.suffix.lower() == ".asc" else _tiff(file)
    if not (-360.0 <= west <= 360.0 and -90.0 <= north <= 90.0 + 1e-6 and 0 < step_x < 10 and 0 < step_y < 10):
        raise ZoneRefusal(f"{file} is not in degrees: reproject it to WGS 84 (EPSG:4326) first.")
    return tiles_of(file.name, west, north, step_x, step_y, -heights)


def tiles_of(name: str, west: float, north: float, step_x: float, step_y: float, depth_m: Floats) -> Records:
    """Tiles of a grid whose first row is the northern one; those that know nothing are left out."""
    depth = depth_m[::-1].astype(np.float32)
    rows, columns = depth.shape
    south = north - rows * step_y
    wide, high = -(-columns // TILE) * TILE, -(-rows // TILE) * TILE
    whole = np.full((high, wide), np.nan, np.float32)
    whole[:rows, :columns] = depth
    cut = whole.reshape(high // TILE, TILE, wide // TILE, TILE).swapaxes(1, 2)
    tiles = np.zeros(cut.shape[:2], DEPTH)
    tiles["id"] = int(digest(["depths", name]), 16) >> 11
    tiles["west"] = west + np.arange(wide // TILE)[None, :] * TILE * step_x
    tiles["south"] = south + np.arange(high // TILE)[:, None] * TILE * step_y
    tiles["step_lon_deg"], tiles["step_lat_deg"], tiles["depth_m"] = step_x, step_y, cut
    tiles["t_from"], tiles["t_to"] = ALWAYS
    flat = tiles.ravel()
    known: Records = flat[~np.all(np.isnan(flat["depth_m"]), axis=(1, 2))]
    return known


def _ascii(file: Path) -> tuple[float, float, float, float, Floats]:
    head: dict[str, float] = {}
    with file.open(encoding="ascii", errors="replace") as lines:
        try:
            for _ in range(6):
                at = lines.tell()
                words = lines.readline().split()
                if len(words) != 2 or words[0][:1].isdigit() or words[0].startswith("-"):
                    lines.seek(at)
                    break
                head[words[0].lower()] = float(words[1])
            columns, rows, step = int(head["ncols"]), int(head["nrows"]), head["cellsize"]
            if columns * rows > _MOST_CELLS:
                raise ZoneRefusal(f"{file} has {columns * rows} cells: cut out the waters it is to be used for.")
            values = np.fromstring(lines.read(), np.float64, sep=" ").reshape(rows, columns)
        except (KeyError, ValueError):
            raise ZoneRefusal(f"{file} is no Esri ASCII grid: export it as one, or as GeoTIFF.") from None
    values[values == head.get("nodata_value", -32768.0)] = np.nan
    corner_x = head.get("xllcorner", head.get("xllcenter", 0.0) - step / 2.0)
    corner_y = head.get("yllcorner", head.get("yllcenter", 0.0) - step / 2.0)
    return corner_x, corner_y + rows * step, step, step, values


def _tiff(file: Path) -> tuple[float, float, float, float, Floats]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file) as image:
            tags = dict(getattr(image, "tag_v2", {}))
            if image.width * image.height > _MOST_CELLS:
                raise ZoneRefusal(f"{file} has {image.width * image.height} cells: cut out the waters it is to be used "
                                  "for.")  # fmt: skip
            values = np.asarray(image, np.float64)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise ZoneRefusal(f"{file} cannot be read as GeoTIFF ({error}): export it again, without tiling of bands.") \
            from None  # fmt: skip
    if _PIXEL_SCALE not in tags or _TIE_POINT not in tags or values.ndim != 2:
        raise ZoneRefusal(f"{file} does not say where it lies: give a GeoTIFF of one band in WGS 84.")
    column, row, _, lon, lat, _ = (float(one) for one in tags[_TIE_POINT][:6])
    step_x, step_y = (float(one) for one in tags[_PIXEL_SCALE][:2])
    nothing = tags.get(_NO_DATA)
    if nothing is not None:
        values = np.where(values == float(str(nothing).strip("\0 ")), np.nan, values)
    return lon - column * step_x, lat + row * step_y, step_x, step_y, values
