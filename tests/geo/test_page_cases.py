"""The page's own arithmetic (web/src/geo) is tested against cases made here: by the sphere, second by second."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from marsad.geo import sphere

CASES = Path(__file__).parents[2] / "web/tests/sphere_cases.json"
KNOT_MPS = 1852 / 3600
HORIZON_S = 6 * 3600
NOW_S = 1_772_366_400
SEED = 20260301


def led_on(one: dict[str, float], at_s: Any) -> tuple[Any, Any]:
    way = one["sogKn"] * KNOT_MPS * (at_s - one["tS"])
    return sphere.rhumb_destination(one["lon"], one["lat"], one["cogDeg"], way)


def approach(a: dict[str, float], b: dict[str, float]) -> dict[str, float]:
    """The least distance of the next six hours at tenths of a second, and when it is first reached."""
    whole = np.arange(0, HORIZON_S + 1, dtype=float)
    rough = sphere.distance_m(*led_on(a, NOW_S + whole), *led_on(b, NOW_S + whole))
    about = whole[np.argmin(rough)]
    fine = np.clip(about + np.arange(-10, 11) / 10, 0, HORIZON_S)
    exact = sphere.distance_m(*led_on(a, NOW_S + fine), *led_on(b, NOW_S + fine))
    return {"cpaM": float(exact.min()), "tcpaS": float(fine[np.argmin(exact)]), "rangeM": float(rough[0])}


def made() -> dict[str, Any]:
    random = np.random.default_rng(SEED)

    def mover(lon: float, lat: float) -> dict[str, float]:
        return {
            "lon": float(sphere.destination(lon, lat, 90.0, random.uniform(-20_000, 20_000))[0]),
            "lat": lat + float(random.uniform(-0.2, 0.2)),
            "tS": NOW_S - int(random.integers(0, 180)),
            "sogKn": round(float(random.uniform(0, 30)), 1),
            "cogDeg": round(float(random.uniform(0, 359.9)), 1),
        }

    pairs = []
    for _ in range(60):
        lon, lat = float(random.uniform(-180, 180)), float(random.uniform(-70, 70))
        a, b = mover(lon, lat), mover(lon, lat)
        pairs.append({"a": a, "b": b, "nowS": NOW_S, **approach(a, b)})
    ways = []
    for _ in range(60):
        one, other = ([float(random.uniform(-180, 180)), float(random.uniform(-80, 80))] for _ in range(2))
        ways.append({
            "from": one, "to": other,
            "greatM": float(sphere.distance_m(*one, *other)),
            "rhumbM": float(sphere.rhumb_distance_m(*one, *other)),
            "rhumbDeg": float(sphere.rhumb_bearing_deg(*one, *other)),
        })  # fmt: skip
    return {"pairs": pairs, "ways": ways}


def leaves(value: Any) -> list[float]:
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in leaves(value[key])]
    return [leaf for one in value for leaf in leaves(one)] if isinstance(value, list) else [float(value)]


def test_the_cases_of_the_page_are_what_the_sphere_says() -> None:
    kept = json.loads(CASES.read_text())
    np.testing.assert_allclose(leaves(kept), leaves(made()), rtol=1e-9, atol=1e-6)


if __name__ == "__main__":
    CASES.write_text(json.dumps(made(), separators=(",", ":")) + "\n")
