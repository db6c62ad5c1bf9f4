"""Skylight's dark period: six hours without a position. It is withdrawn when late data shorten it: here as any event
is, by the rerun of late rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from marsad.plugin.detector import Detector, State
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Rows
from marsad.plugin.side import Side
from marsad.testing.baselines.rules.silence import STATE, silent

_SOURCE = "Skylight, Allen Institute for AI: dark vessel detection by AIS gaps"


@dataclass(frozen=True)
class SkylightGap(Parameters):
    hours: float = parameter(6.0, "Silence that is a dark period", unit="h", low=0.1, high=240, source=_SOURCE)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    return silent(state, rows, w, hours=cast(SkylightGap, parameters).hours, ports=side.table("ports"))


DETECTOR = Detector("skylight-gap", "1", ("gap",), "vessel", SkylightGap(), _step, STATE, source=_SOURCE)
