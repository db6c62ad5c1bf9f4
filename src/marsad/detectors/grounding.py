"""Grounding: a ship under way was brought up within minutes, away from berths and anchorages, and does not move.

An engine takes the way off a ship slowly; the bottom does it within a minute or two, and then holds her. So she must
have come at 5 kn or more in believable reports, been braked by 0.0225 m/s2 or more (half as much again as a ship who
comes to anchor in haste), and lie within 50 m of where she stopped for 7.5 minutes: who floats sheers, swings or
drifts. What her status says (6, aground) shortens that to three minutes; moored or at anchor ends it. Longer is waited
for those who stop so in service: ferries and fast craft at their berths (45 minutes), and whoever stops harder than any
shoal stops her, as a receiver that hangs seems to (15 minutes). Feeds without speeds have reports minutes apart: there
she must lie still for 50 minutes.

Left out: tugs, fishing, naval and service craft, and who was brought up so and went off by herself in the six hours
before (bunker barges and work boats on their rounds), unless they say that they are aground; ports and anchorages of
the side tables. Who was under way, headed for her, and stops behind her, within 15 km on the way that she came, is
counted once: in a channel that is the queue. It is set against who stopped so in the six hours before, and against
who lay there already. Two in the queue, and more than twice as many as before, shorten the 50 minutes to a quarter of
an hour.

Evidence: `from_kn`, `stopped_within_s`, `brake_mps2`, `held_minutes` and `moved_m` (when it became known),
`stopped_behind` (the queue, told anew as it grows), `stopped_before` (who stopped so in the six hours before she did),
`lay_behind` (who lay at rest there when she stopped), `told_aground` (her status says so), `depth_known` (whether
anybody gave a depth of that place) and then `depth_m`, against which her draught can be held; `chart`: the file of
a chart whose depth it is, with "not for navigation"; it is believed before a grid. Where the water is known to be
deeper than `deepest_m` nobody grounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from marsad.detectors.motion.fast_kernel import FAST, aground
from marsad.detectors.motion.queue_kernel import AGROUND
from marsad.geo.area_kernel import inside
from marsad.geo.depth_kernel import depth_at
from marsad.plugin.areas import chart_of
from marsad.plugin.detector import Detector, State, StateSchema
from marsad.plugin.found import FOUND, Found, found_of
from marsad.plugin.parameters import Parameters, parameter
from marsad.plugin.rows import Records, Rows
from marsad.plugin.side import AREA_KINDS, Side


@dataclass(frozen=True)
class Grounding(Parameters):
    fast_kn: float = parameter(5.0, "Under way above this speed", unit="kn", low=1, high=20)
    slow_kn: float = parameter(0.7, "Brought up at this speed", unit="kn", low=0.1, high=3)
    brake_mps2: float = parameter(0.0225, "Braked by at least", unit="m/s2", low=0.001, high=1)
    within_s: float = parameter(240.0, "Between two reports no farther apart than", unit="s", low=10, high=3600)
    steady: int = parameter(3, "Believable reports under way before it", low=1, high=100)
    held_minutes: float = parameter(7.5, "Lies still for", unit="min", low=1, high=240)
    abrupt_mps2: float = parameter(0.35, "Who seems to be braked by more may have lost her fix", unit="m/s2", low=0.05,
                                   high=10)  # fmt: skip
    abrupt_minutes: float = parameter(15.0, "Lies still then for", unit="min", low=1, high=240)
    ferry_minutes: float = parameter(45.0, "Ferries and fast craft lie still for", unit="min", low=1, high=1440)
    sparse_minutes: float = parameter(50.0, "Where no speeds are told, lies still for", unit="min", low=1, high=1440)
    sparse_within_minutes: float = parameter(25.0, "Brought up within, where no speeds are told", unit="min", low=1,
                                             high=240)  # fmt: skip
    told_minutes: float = parameter(3.0, "Lies still for, if she says that she is aground", unit="min", low=0, high=240)
    still_m: float = parameter(50.0, "Still: within", unit="m", low=5, high=500)
    afloat_kn: float = parameter(1.5, "Afloat again at this speed", unit="kn", low=0.5, high=10)
    behind_m: float = parameter(15_000.0, "Who stops behind her within", unit="m", low=0, high=24_000)
    behind_deg: float = parameter(60.0, "And within this angle of the way she came", unit="deg", low=0, high=180)
    headed_deg: float = parameter(30.0, "And was last headed for her within", unit="deg", low=0, high=180)
    before_hours: float = parameter(6.0, "Set against who stopped so in the hours before", unit="h", low=0, high=72)
    queue: int = parameter(2, "So many behind her shorten that, where no speeds are told,", low=1, high=1000)
    queue_minutes: float = parameter(15.0, "To", unit="min", low=1, high=240)
    port_m: float = parameter(1000.0, "A port reaches so far beyond its disc", unit="m", low=0, high=50_000)
    deepest_m: float = parameter(40.0, "Nobody grounds in water known to be deeper", unit="m", low=5, high=1000)
    silence_minutes: float = parameter(120.0, "Ends after so long without a report", unit="min", low=1, high=1440)


def _step(parameters: Parameters, state: State, rows: Rows, prev: int, w: int, side: Side) -> tuple[list[Found], State]:
    p = cast(Grounding, parameters)
    position, known = rows.position, state.tables["aground"]
    out = np.zeros(2 * len(position) + len(state.vessels), FOUND)
    table = np.zeros(len(known) + len(position) + 1, AGROUND)
    table[: len(known)] = known
    n, used = aground(
        position, state.vessels, table, len(known), side.table("ports"), side.table("anchorages"), float(p.fast_kn),
        float(p.slow_kn), float(p.brake_mps2), round(p.within_s * 1e6), int(p.steady), round(p.held_minutes * 6e7),
        float(p.abrupt_mps2), round(p.abrupt_minutes * 6e7), round(p.ferry_minutes * 6e7),
        round(p.sparse_minutes * 6e7), round(p.sparse_within_minutes * 6e7), round(p.told_minutes * 6e7),
        float(p.still_m), float(p.afloat_kn), float(p.behind_m), float(p.behind_deg),
        float(p.headed_deg), round(p.before_hours * 3.6e9), int(p.queue), round(p.queue_minutes * 6e7), float(p.port_m),
        round(p.silence_minutes * 6e7), w, out,
    )  # fmt: skip
    state.tables["aground"] = table[:used].copy()
    numbers = ("from_kn", "stopped_within_s", "brake_mps2", "held_minutes", "moved_m", "stopped_behind")
    depths = side.table("depths")
    depths = depths[np.argsort(depths["step_lat_deg"], kind="stable")]  # the finest grid that knows is believed
    zones, points = side.table("zones"), side.table("zone_points")
    areas = zones[(zones["kind"] == AREA_KINDS.index("depth")) & ~np.isnan(zones["depth_m"])]
    found = found_of(out[:n], "grounding", numbers, lambda one: _more(one, depths, areas, points))
    return [one for one in found if one.evidence.get("depth_m", 0.0) <= p.deepest_m], state


def _more(one: np.void, depths: Records, areas: Records, points: Records) -> dict[str, Any]:
    code = int(one["code"])
    told: dict[str, Any] = {"told_aground": bool(code & 1), "stopped_before": (code & 0xFFFFFFFF) >> 1,
                            "lay_behind": code >> 32}  # fmt: skip
    lon, lat, t = float(one["lon_deg"]), float(one["lat_deg"]), int(one["t_start"])
    here = [area for area in areas[(areas["t_from"] <= t) & (t < areas["t_to"])] if inside(lon, lat, area, points)]
    if here:
        area = min(here, key=lambda area: float(area["depth_m"]))
        return told | {"depth_known": True, "depth_m": float(area["depth_m"]), **chart_of(area)}
    depth = float(depth_at(depths, lon, lat, t))
    return told | ({"depth_known": False} if np.isnan(depth) else {"depth_known": True, "depth_m": depth})


DETECTOR = Detector(
    "grounding", "2", ("grounding",), "cell", Grounding(), _step, StateSchema(FAST, {"aground": AGROUND}),
    side=("ports", "anchorages", "depths", "zones", "zone_points"), halo_m=25_000.0,
)  # fmt: skip
