"""How detection is doing."""

from __future__ import annotations

import msgspec


class Health(msgspec.Struct, frozen=True):
    """Counts only grow, until the room is started anew; times in microseconds UTC."""

    watermark_us: int | None
    """Up to when all is detected; None before anything was heard."""
    behind_s: float
    """How far the watermark lies behind where it ought to be."""
    waiting: int
    """Rows that wait for it."""
    rows: int
    """Unique rows that detectors saw."""
    copies: int
    """Rows that told again what another had."""
    late: int
    """Rows that came after the watermark and were run again."""
    too_late: int
    """Rows that came too late even for that; the lake has them."""
    before_start: int
    """Reports heard since a restart that are of before what detectors remember, and those that waited then to be run
    again: no detector sees them; the lake has them."""
    ahead: int
    """Rows from the future, which were let go."""
    shed: int
    """Rows that were not detected on because detection was too far behind."""
    forgotten: int
    """Vessels that detectors had to forget to have room for others."""
    reruns: int
    is_rerunning: bool
    """What came late or was decided later is run again, or is yet to be: until then, events stand as they were."""
    relabelled: int
    """Senders whose rows were given to other vessels than they were at first."""
    open: int
    """Events that have not ended."""
    faults: dict[str, tuple[int, str]]
    """Detectors that raised: how often, and what last."""
    failing: list[str]
    """Those of them that raised in the last minutes."""
