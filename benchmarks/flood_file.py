"""The floods that the live benchmarks send, made once and kept in a folder; and where their probes stand in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from marsad.testing.traffic.flood import Flood, Probes


def _probe_line(probes: Probes) -> re.Pattern[bytes]:
    """A probe report by the first 24 bits of its payload: message number, repeat, and the MMSI's upper 16 bits."""
    bits = 1 << 18 | probes.first_mmsi >> 14
    if bits != 1 << 18 | probes.first_mmsi + probes.stations - 1 >> 14:
        raise ValueError("the MMSIs of the probes do not share their upper bits: choose others")
    sixes = [bits >> shift & 63 for shift in (18, 12, 6, 0)]
    opening = "".join(chr(six + 48 + 8 * (six > 39)) for six in sixes)
    return re.compile(rb"!AIVDM,1,1,,[AB]," + re.escape(opening.encode()) + rb"[^,]*,0\*..\r\n")


@dataclass(frozen=True)
class FloodFile:
    """A file of sentences and the offset behind each probe report, the n-th being probe number n."""

    path: Path
    bytes: int
    probe_ends: np.ndarray


def flood_file(folder: Path, vessels: int, rate: float, seconds: float, probes: Probes) -> FloodFile:
    """A flood long enough for `seconds` at `rate` (it may be sent over and over)."""
    path = folder / f"flood-{vessels}-{int(rate)}-{int(seconds)}.nmea"
    n = int(rate * seconds) // probes.every * probes.every
    with path.open("wb") as file:
        for chunk in Flood(1, vessels, rate, probes).chunks(0, n):
            file.write(chunk)
    data = path.read_bytes()
    ends = np.array([found.end() for found in _probe_line(probes).finditer(data)], np.int64)
    if ends.size != n // probes.every:
        raise RuntimeError(f"{ends.size} probe reports found in {path}, {n // probes.every} were made")
    return FloodFile(path, len(data), ends)
