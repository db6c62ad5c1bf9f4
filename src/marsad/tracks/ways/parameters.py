"""By what rules tracks are cut, stops are told, and lines are simplified."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from marsad.tracks.kind import CLASS_A, CLASS_B, LOCATING_DEVICE, SAR_AIRCRAFT

KNOT_MPS: Final = 1852.0 / 3600.0


@dataclass(frozen=True, slots=True)
class Parameters:
    """Silence longer than a gap, or a step that the class cannot do, ends a track; reasons stand in `docs/tracks.md`.

    `slack_m` is what a step may exceed `top * time` by: whole-minute times, late repeats, an antenna's noise.
    `error_m` bounds the simplified line. A stop begins where a vessel stays within `stop_radius_m`, slower than
    `stop_slow_kn`, for `stop_min_s`; it ends beyond `stop_leave_m`, or after `stop_leave_s` at `stop_fast_kn` or more.
    """

    gap_class_a_s: float = 3600.0
    gap_class_b_s: float = 7200.0
    gap_aircraft_s: float = 900.0
    gap_device_s: float = 3600.0
    gap_unknown_s: float = 43200.0
    gap_long_range_s: float = 43200.0
    top_class_a_kn: float = 60.0
    top_class_b_kn: float = 80.0
    top_aircraft_kn: float = 600.0
    top_unknown_kn: float = 80.0
    slack_m: float = 2000.0
    error_m: float = 20.0
    stop_radius_m: float = 250.0
    stop_slow_kn: float = 1.0
    stop_min_s: float = 600.0
    stop_leave_m: float = 1000.0
    stop_fast_kn: float = 2.0
    stop_leave_s: float = 120.0

    def gaps_us(self) -> npt.NDArray[np.int64]:
        """Longest silence within a track, by class of station; message 27 has `gap_long_range_s` at least."""
        gaps = np.full(256, self.gap_unknown_s)
        gaps[CLASS_A] = self.gap_class_a_s
        gaps[CLASS_B] = self.gap_class_b_s
        gaps[SAR_AIRCRAFT] = self.gap_aircraft_s
        gaps[LOCATING_DEVICE] = self.gap_device_s
        return np.round(gaps * 1e6).astype(np.int64)

    def tops_mps(self) -> npt.NDArray[np.float64]:
        """Highest speed by class of station, metres per second."""
        tops = np.full(256, self.top_unknown_kn)
        tops[CLASS_A] = self.top_class_a_kn
        tops[CLASS_B] = self.top_class_b_kn
        tops[SAR_AIRCRAFT] = self.top_aircraft_kn
        return tops * KNOT_MPS

    def longest_gap_us(self) -> int:
        """No track goes on after a longer silence."""
        return max(int(self.gaps_us().max()), round(self.gap_long_range_s * 1e6))
