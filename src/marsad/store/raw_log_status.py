"""How the raw log is doing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class RawLogStatus:
    """A report of the raw log, to be read at any time."""

    alarm: str | None
    """`disk_full`: what is heard is shed to keep the reserve; `write_failed`: the disk refuses; `behind`: the disk is
    too slow for the flood and some was shed; null: all is kept."""
    message: str | None
    """The alarm as one sentence that says what to do."""
    shedding: bool
    """What is heard now is not kept."""
    lines: int
    """Lines heard since the start, shed ones included."""
    bytes: int
    """Bytes heard since the start, shed ones included."""
    shed_lines: int
    shed_bytes: int
    """Bytes of the shed lines with their tags."""
    pending_bytes: int
    """Tagged bytes that wait for the next `sync`."""
    free_bytes: int | None
    """Free on the disk; null where it cannot be told."""
    reserve_bytes: int
    """The raw log writes nothing when less than this would stay free: the journal's share."""
    segment: Path | None
    """The segment that is being written; null when there is none."""
    segment_bytes: int
    last_sync_us: int | None
    """All that was appended before this time (us UTC) is safe on disk or counted as shed; null before the first."""
