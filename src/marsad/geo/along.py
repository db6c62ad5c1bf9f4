"""Places on the way between two others, along the great circle."""

from __future__ import annotations

from typing import Any

import numpy as np

Degrees = Any


def along(lon1: Degrees, lat1: Degrees, lon2: Degrees, lat2: Degrees, part: Any) -> tuple[Degrees, Degrees]:
    """Longitude and latitude after the `part` (0 to 1) of the great circle from point 1 to point 2; arrays broadcast.

    Both ends come back as they were given. Between antipodal points no great circle is singled out: NaN. NaN in, NaN
    out.
    """
    a, b = _unit(lon1, lat1), _unit(lon2, lat2)
    # (1 - w) a + w b, with weights by sines of the angle: a chord is exact for near points, where a cosine is not.
    half = np.sqrt(sum((p - q) ** 2 for p, q in zip(a, b, strict=True))) / 2.0
    sine = np.sqrt(sum((p + q) ** 2 for p, q in zip(a, b, strict=True))) / 2.0
    angle = 2.0 * np.arctan2(half, sine)
    near, opposite = angle < 1e-9, sine < 1e-9
    whole = np.where(near | opposite, 1.0, np.sin(angle))
    first = np.where(near, 1.0 - part, np.sin((1.0 - part) * angle) / whole)
    second = np.where(near, part, np.sin(part * angle) / whole)
    x, y, z = (first * p + second * q for p, q in zip(a, b, strict=True))
    lon, lat = np.degrees(np.arctan2(y, x)), np.degrees(np.arctan2(z, np.hypot(x, y)))
    at1, at2 = part == 0.0, part == 1.0
    lon, lat = np.where(opposite, np.nan, lon), np.where(opposite, np.nan, lat)
    return (
        np.where(at1, lon1, np.where(at2, lon2, lon)),
        np.where(at1, lat1, np.where(at2, lat2, lat)),
    )


def _unit(lon: Degrees, lat: Degrees) -> tuple[Any, Any, Any]:
    across = np.cos(np.radians(lat))
    return across * np.cos(np.radians(lon)), across * np.sin(np.radians(lon)), np.sin(np.radians(lat))
