"""A number with its unit, as a rule tells it: "5 min", "0.5 nm"."""

from __future__ import annotations

import re
from typing import Final

from marsad.schema.refusal import Refusal


class QuantityRefusal(Refusal):
    """A quantity that cannot be meant."""


UNITS: Final[dict[str, dict[str, float]]] = {
    "time": {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86_400.0},
    "distance": {"m": 1.0, "km": 1000.0, "nm": 1852.0},
}
"""The units of each measure, in seconds and metres."""


def quantity(text: object, measure: str, low: float, high: float) -> float:
    """In seconds or metres. Raises QuantityRefusal for a missing or another unit and for what is out of range."""
    units = UNITS[measure]
    match = re.fullmatch(r"\s*([0-9.]+)\s*([A-Za-z/]*)\s*", text) if isinstance(text, str) else None
    if match is None or match[1].count(".") > 1 or match[1] == ".":
        raise QuantityRefusal(f"{text!r} is no {measure}: write a number with its unit ({', '.join(units)}) in quotes")
    unit = match[2].lower()
    if unit not in units:
        told = f"{match[2]} is no unit of {measure}" if unit else "the unit is missing"
        raise QuantityRefusal(f"{text!r}: {told}, use {', '.join(units)}")
    value = float(match[1]) * units[unit]
    if not low <= value <= high:
        raise QuantityRefusal(
            f"{text!r} is out of range: from {low / units[unit]:g} to {high / units[unit]:g} {unit} can be meant"
        )
    return value
