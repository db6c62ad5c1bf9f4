"""Lines over the date line: unrolled for computing, cut in two for maps (RFC 7946, 3.1.9)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Run = tuple[Floats, Floats, Ints]
"""Longitudes and latitudes in degrees, and the instant at each point."""


def unrolled(lon_deg: Floats) -> Floats:
    """The same longitudes without a jump: each within half a turn of the one before, so beyond 180 perhaps."""
    if lon_deg.size < 2:
        return lon_deg.copy()
    turns = np.round(np.diff(lon_deg) / 360.0)
    return np.asarray(lon_deg - 360.0 * np.concatenate([[0.0], np.cumsum(turns)]), np.float64)


def rolled(lon_deg: npt.ArrayLike) -> Floats:
    """Longitudes brought back into [-180, 180)."""
    lon = np.asarray(lon_deg, np.float64)
    return np.asarray(lon - 360.0 * np.floor((lon + 180.0) / 360.0), np.float64)


def cut_at_date_line(lon_deg: Floats, lat_deg: Floats, t: Ints) -> list[Run]:
    """The pieces of a line that do not cross the date line; each ends, and the next begins, exactly on it.

    Between two points the line takes the shorter way around; latitude and instant of a cut are interpolated along it.
    One piece where nothing is crossed. Longitudes lie in [-180, 180].
    """
    crossings = np.flatnonzero(np.abs(np.diff(lon_deg)) > 180.0)
    if crossings.size == 0:
        return [(lon_deg, lat_deg, t)]
    pieces: list[Run] = []
    head: Run | None = None
    start = 0
    for at in crossings.tolist():
        side = 180.0 if lon_deg[at] > 0 else -180.0
        beyond = lon_deg[at + 1] + 2.0 * side
        share = (side - lon_deg[at]) / (beyond - lon_deg[at]) if beyond != lon_deg[at] else 0.0
        lat = lat_deg[at] + share * (lat_deg[at + 1] - lat_deg[at])
        instant = t[at] + round(share * float(t[at + 1] - t[at]))
        piece = _joined(head, (lon_deg[start : at + 1], lat_deg[start : at + 1], t[start : at + 1]))
        pieces.append(_ended(piece, side, lat, instant))
        head = (np.array([-side]), np.array([lat]), np.array([instant], np.int64))
        start = at + 1
    pieces.append(_joined(head, (lon_deg[start:], lat_deg[start:], t[start:])))
    # a point on the line itself leaves a piece without length
    kept = [piece for piece in pieces if np.ptp(piece[0]) > 0 or np.ptp(piece[1]) > 0]
    return kept or pieces[:1]


def _joined(head: Run | None, tail: Run) -> Run:
    if head is None:
        return tail
    return np.concatenate([head[0], tail[0]]), np.concatenate([head[1], tail[1]]), np.concatenate([head[2], tail[2]])


def _ended(piece: Run, lon: float, lat: float, instant: int) -> Run:
    return np.append(piece[0], lon), np.append(piece[1], lat), np.append(piece[2], np.int64(instant))
