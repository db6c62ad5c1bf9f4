"""The parameters of a detector: named numbers with unit, bounds and source, checked when they are set."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import Any

from marsad.schema.event import digest
from marsad.schema.refusal import Refusal


class ParameterError(Refusal):
    """A parameter has a value that it cannot have; the text names it and its bounds."""


def parameter(default: float | bool | str, meaning: str, *, unit: str = "", low: float | None = None,
              high: float | None = None, source: str = "") -> Any:  # fmt: skip
    """One field of a `Parameters` class. `source` says where the default comes from; both bounds are allowed values."""
    told = {"meaning": meaning, "unit": unit, "low": low, "high": high, "source": source}
    return dataclasses.field(default=default, metadata=told)


@dataclass(frozen=True)
class Parameters:
    """Subclass it as a frozen dataclass whose fields are made by `parameter`.

    Raises ParameterError for a value that is no number (of a number), not finite, or outside the bounds.
    """

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            _check(type(self).__qualname__, field, getattr(self, field.name))

    def hash(self) -> str:
        """16 hexadecimal digits: equal for equal values under equal names."""
        return digest(dataclasses.asdict(self))

    def changed(self, **values: float | bool | str) -> Parameters:
        """The same with other values. Raises ParameterError for a name that there is not, too."""
        known = [field.name for field in dataclasses.fields(self)]
        for name in values:
            if name not in known:
                raise ParameterError(f"There is no parameter {name}: use {', '.join(known) or 'none'}.")
        return dataclasses.replace(self, **values)


def _check(owner: str, field: dataclasses.Field[Any], value: Any) -> None:
    asked = field.default
    if isinstance(asked, (bool, str)):
        if not isinstance(value, type(asked)):
            raise ParameterError(f"{owner}: {field.name} is {value!r}: write {type(asked).__name__} as {asked!r}.")
        return
    low, high, unit = (field.metadata.get(name) for name in ("low", "high", "unit"))
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if not good or (low is not None and value < low) or (high is not None and value > high):
        lies = f"from {low} to {high}" if high is not None else f"from {low} on" if low is not None else "a number"
        raise ParameterError(f"{owner}: {field.name} is {value!r}: write a value {lies}{' ' + unit if unit else ''}.")
