"""Close encounter, as the Danish Maritime Authority's AIS analysis finds it: a ship in the safety zone of another.

The zone is an ellipse two lengths long and three beams wide about the ship, a quarter of it behind her and the rest
ahead; both go faster than 5 kn. Tows and pilots are left out, and pairs of which both fish. The other ship is taken as
the line from bow to stern with half her beam to each side (published as a rectangle); a zone without a known length or
beam is none. Looked at each ten seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from marsad.plugin.detector import Detector, State
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Records, Rows
from marsad.plugin.side import Side
from marsad.testing.baselines.rules.ellipse import in_zone
from marsad.testing.baselines.rules.pairs import STATE, Floats, Look, spells

_SOURCE = "Danish Maritime Authority, AisAbnormal: close encounter analysis"
_TOWS = (31, 32, 52)
_PILOT, _FISHING = 50, 30


@dataclass(frozen=True)
class DmaCloseEncounter(Parameters):
    slow_kn: float = parameter(5.0, "Both faster than", unit="kn", low=0, high=50, source=_SOURCE)
    lengths: float = parameter(2.0, "Length of the zone in ship's lengths", low=0.1, high=50, source=_SOURCE)
    beams: float = parameter(3.0, "Width of the zone in beams", low=0.1, high=50, source=_SOURCE)
    behind: float = parameter(0.25, "Share of the zone behind her", low=0, high=1, source=_SOURCE)
    every_s: float = parameter(10.0, "Looked at every", unit="s", low=1, high=600)
    max_age_s: float = parameter(60.0, "A ship is there so long after her report", unit="s", low=1, high=3600)
    reach_m: float = parameter(1500.0, "Ships farther apart are not looked at", unit="m", low=100, high=20_000)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(DmaCloseEncounter, parameters)

    def meant(one: Records, other: Records, near: Floats) -> npt.NDArray[np.bool_]:
        moving = (one["sog_kn"] > p.slow_kn) & (other["sog_kn"] > p.slow_kn)
        served = np.isin(one["ship_type"], (*_TOWS, _PILOT)) | np.isin(other["ship_type"], (*_TOWS, _PILOT))
        fishing = (one["ship_type"] == _FISHING) & (other["ship_type"] == _FISHING)
        chosen = moving & ~served & ~fishing
        zone = in_zone(one, other, near, p.lengths, p.beams, p.behind)
        return np.asarray(chosen & zone, np.bool_)

    look = Look(p.every_s, p.max_age_s, p.reach_m, need_motion=True)
    return spells(state, rows, prev, w, look, "close_quarters", ("closest_m",), meant)


DETECTOR = Detector(
    "dma-close-encounter", "1", ("close_quarters",), "cell", DmaCloseEncounter(), _step, STATE, halo_m=20_000.0,
    source=_SOURCE,
)  # fmt: skip
