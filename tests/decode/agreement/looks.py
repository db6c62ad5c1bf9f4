"""What a disagreement looks like. Each look is exact: it holds for a pair of values or it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.decode.agreement.compare import Difference

ROUNDED = 3
"""Codes of 1/1000 minute within half of 1/10000 degree, the last place that some print."""
Rule = Callable[[Any, Any], bool]


def _whole(value: object) -> bool:
    return isinstance(value, int)


def _data(value: Any) -> bytes | None:
    return value[1] if isinstance(value, tuple) else value


def _shifted(ours: Any, theirs: Any) -> bool:
    """The same bits from two bits earlier on: the spare bits behind an addressee are counted as data."""
    a, b = _data(ours), _data(theirs)
    if not isinstance(a, bytes) or not isinstance(b, bytes):
        return False
    size = min(len(a), len(b)) - 1
    if isinstance(ours, tuple):
        size = min(size, ours[0] // 8)
    shifted = int.from_bytes(b, "big") << 2
    return bool(size >= 0 and shifted.to_bytes(len(b) + 1, "big")[1:][:size] == a[:size])


def _longer(ours: Any, theirs: Any) -> bool:
    """One has data beyond the end of the other's, on which both agree."""
    a, b = _data(ours), _data(theirs)
    if not isinstance(a, bytes) or not isinstance(b, bytes):
        return False
    size = min(len(a), len(b)) - 1
    return bool(a[:size] == b[:size])


LOOKS: dict[str, Rule] = {
    "only we tell it": lambda ours, theirs: ours == "told" and theirs is None,
    "only they tell it": lambda ours, theirs: ours is None and theirs == "told",
    "null is 0": lambda ours, theirs: ours is None and theirs == 0,
    "no sign": lambda ours, theirs: _whole(ours) and _whole(theirs) and theirs - ours in (1 << 17, 1 << 18),
    "longer": lambda ours, theirs: isinstance(theirs, str) and theirs[:3] == ours and len(theirs) <= 7,
    "leading spaces": lambda ours, theirs: isinstance(ours, str) and ours.lstrip(" ") == theirs,
    "beyond the end mark": lambda ours, theirs: (
        isinstance(theirs, str) and "@" in theirs and theirs.partition("@")[0].strip() == (ours or "").strip()
    ),
    "two bits early": _shifted,
    "longer data": _longer,
    "null is a number": lambda ours, theirs: ours is None and _whole(theirs),
    "null is text": lambda ours, theirs: ours is None and isinstance(theirs, str),
    "told is null": lambda ours, theirs: ours is not None and theirs is None,
    "part of a character": lambda ours, theirs: (
        isinstance(ours, str) and isinstance(theirs, str) and theirs[:-1].rstrip(" ") == ours
    ),
    "another code": lambda ours, theirs: _whole(ours) and _whole(theirs),
    "another text": lambda ours, theirs: isinstance(ours, str) and isinstance(theirs, str),
    "other data": lambda ours, theirs: isinstance(theirs, bytes),
}


def _near(ours: object, theirs: object) -> bool:
    return isinstance(ours, int) and isinstance(theirs, int) and abs(ours - theirs) <= ROUNDED


def look(difference: Difference) -> str:
    """What a difference looks like: the first that holds."""
    if difference.column.endswith(("lon_deg", "lat_deg")) and _near(difference.ours, difference.theirs):
        return "rounded"
    fitting = (name for name, rule in LOOKS.items() if rule(difference.ours, difference.theirs))
    return next(fitting, "nothing known")
