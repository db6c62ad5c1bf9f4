"""Make `src/marsad/geo/data/land.bin`: the land of the world at 1:10 million, with a grid that tells land from sea.

Source: Natural Earth (public domain) as the npm package `world-atlas` packs it (ISC licence). The package is fetched
with `npm pack` into a temporary folder and refused unless its hash is the one below. Layout of the file: see
`marsad.geo.land`.
"""

from __future__ import annotations

import hashlib
import json
import struct
import subprocess
import sys
import tarfile
import tempfile
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np

from marsad.geo.land import BANDS, COLUMNS, HEADER, MAGIC, MIXED, Land

PACKAGE, SHA256 = "world-atlas@2.0.2", "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
TARGET = Path(__file__).parents[1] / "src/marsad/geo/data/land.bin"


def fetch() -> dict:
    """The TopoJSON of the land at 1:10 million, out of the pinned package."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603, S607
        package = next(Path(folder).glob("*.tgz"))
        found = hashlib.sha256(package.read_bytes()).hexdigest()
        if found != SHA256:
            sys.exit(
                f"{PACKAGE} has SHA-256 {found}, not the pinned {SHA256}: look at what changed before pinning it anew"
            )
        with tarfile.open(package) as archive:
            return json.load(archive.extractfile("package/land-10m.json"))


def rings_of(topology: dict) -> list[np.ndarray]:
    """Every ring as whole numbers of the TopoJSON grid, arcs joined, the closing point left out."""
    arcs = [np.cumsum(np.array(arc, np.int64), axis=0) for arc in topology["arcs"]]
    rings = []
    for polygon in topology["objects"]["land"]["geometries"][0]["arcs"]:
        for ring in polygon:
            parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]
            rings.append(np.concatenate([part[:-1] for part in parts]))
    return rings


def clip(ring: np.ndarray, limit: int, keep_below: bool) -> np.ndarray:
    """The part of a ring on one side of the meridian x = limit (Sutherland and Hodgman)."""
    out = []
    for here, after in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        inside, next_inside = ((p[0] <= limit) == keep_below or p[0] == limit for p in (here, after))
        if inside:
            out.append(here)
        if inside != next_inside:
            share = (limit - here[0]) / (after[0] - here[0])
            out.append(np.array([limit, round(here[1] + share * (after[1] - here[1]))], np.int64))
    return np.array(out, np.int64).reshape(-1, 2)


def flatten(ring: np.ndarray, world: int, south: int) -> list[np.ndarray]:
    """A ring of the sphere as rings of the plane 0..world: unrolled, a pole closed, cut at the date line."""
    step = np.diff(ring[:, 0], append=ring[:1, 0])
    turns = np.cumsum(np.where(step > world // 2, -world, np.where(step < -world // 2, world, 0)))
    flat = ring.copy()
    flat[1:, 0] += turns[:-1]
    if turns[-1]:  # once round the earth: Antarctica, whose inside holds the south pole
        end = flat[0, 0] + turns[-1]
        flat = np.vstack([flat, [end, flat[0, 1]], [end, south], [flat[0, 0], south]])
    pieces = []
    for shift in (-world, 0, world):
        moved = flat + np.array([shift, 0])
        if moved[:, 0].max() <= 0 or moved[:, 0].min() >= world:
            continue
        if moved[:, 0].min() < 0:
            moved = clip(moved, 0, keep_below=False)
        if moved[:, 0].max() > world:
            moved = clip(moved, world, keep_below=True)
        if len(moved) >= 3:
            pieces.append(moved)
    return pieces


def touched(land: Land) -> np.ndarray:
    """Cells of the grid that an edge may cross: the box of each edge (they are short)."""
    grid = np.zeros((BANDS, COLUMNS), np.uint8)
    lon, lat, starts = land.rings()
    for first, last in pairwise(starts):
        x, y = lon[first:last], lat[first:last]
        x2, y2 = np.roll(x, -1), np.roll(y, -1)
        steps = np.maximum(np.abs(x2 - x) * COLUMNS / 360, np.abs(y2 - y) * BANDS / 180).astype(int) + 1
        for k in np.unique(steps):
            some = steps == k
            for part in range(k):
                ends = [
                    (x[some] + (x2 - x)[some] * f, y[some] + (y2 - y)[some] * f) for f in (part / k, (part + 1) / k)
                ]
                columns = [np.clip((a + 180) * COLUMNS / 360 + d, 0, COLUMNS - 1).astype(int)
                           for (a, _), d in zip(ends * 2, (-1e-6, -1e-6, 1e-6, 1e-6), strict=True)]  # fmt: skip
                rows = [np.clip((b + 90) * BANDS / 180 + d, 0, BANDS - 1).astype(int)
                        for (_, b), d in zip(ends * 2, (-1e-6, -1e-6, 1e-6, 1e-6), strict=True)]  # fmt: skip
                for row in (np.minimum.reduce(rows), np.maximum.reduce(rows)):
                    for column in (np.minimum.reduce(columns), np.maximum.reduce(columns)):
                        grid[row, column] = MIXED
    return grid


def planes(values: np.ndarray) -> bytes:
    """Differences, small ones of either sign as small numbers, byte by byte: what zlib packs best."""
    step = np.diff(values, prepend=0).astype(np.int32)
    return ((step << 1) ^ (step >> 31)).astype("<u4").view(np.uint8).reshape(-1, 4).T.tobytes()


def write(rings: list[np.ndarray], transform: dict, grid: np.ndarray) -> bytes:
    points = np.concatenate(rings)
    sizes = np.array([len(ring) for ring in rings], "<u4").tobytes()
    body = zlib.compress(sizes + planes(points[:, 0]) + planes(points[:, 1]) + grid.tobytes(), 9)
    numbers = struct.pack(HEADER, MAGIC, len(rings), len(points), *transform["scale"], *transform["translate"])
    return numbers + body


def main() -> None:
    topology = fetch()
    transform = topology["transform"]
    world = round(360 / transform["scale"][0])
    south = round((-90 - transform["translate"][1]) / transform["scale"][1])
    rings = [piece for ring in rings_of(topology) for piece in flatten(ring, world, south)]
    blank = np.full((BANDS, COLUMNS), MIXED, np.uint8)
    grid = touched(Land.parse(write(rings, transform, blank)))
    # What no edge crosses is all land or all sea: the middle of the cell tells which.
    lon, lat = np.meshgrid(
        (np.arange(COLUMNS) + 0.5) * 360 / COLUMNS - 180, (np.arange(BANDS) + 0.5) * 180 / BANDS - 90
    )
    middle = Land.parse(write(rings, transform, blank)).is_land(lon, lat)
    data = write(rings, transform, np.where(grid == MIXED, MIXED, middle).astype(np.uint8))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(data)
    TARGET.with_suffix(".bin.sha256").write_text(f"{hashlib.sha256(data).hexdigest()}  {TARGET.name}\n")
    print(f"{TARGET.name}: {len(rings)} rings, {sum(map(len, rings))} points, {len(data)} bytes")


if __name__ == "__main__":
    main()
