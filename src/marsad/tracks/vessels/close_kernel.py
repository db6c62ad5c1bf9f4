"""Kernel that goes through the MMSI of a day that is over and carries their vessels on to the next."""

from __future__ import annotations

import numpy as np
from numba import njit

from marsad.tracks.vessels.lanes_kernel import decide
from marsad.tracks.vessels.records import MOST_VESSELS, NO_VESSEL, TRACK


@njit(cache=True, nogil=True)
def close_runs(runs, lanes, nodes, vessel, outcome, splits, carried):
    """Decide on all runs of a day. Both `runs` and `lanes` stand in the order of MMSI, runs then of `ordinal`.

    `vessel` and `outcome` are filled for each run, `splits` and `carried` from their beginnings; `nodes` is room to
    work in. Returns how many rows of `splits` and of `carried` there are.
    """
    split_count, lane_count = 0, 0
    r, k = 0, 0
    while r < runs.size or k < lanes.size:
        if k == lanes.size or (r < runs.size and runs[r]["mmsi"] <= lanes[k]["mmsi"]):
            mmsi = runs[r]["mmsi"]
        else:
            mmsi = lanes[k]["mmsi"]
        first_run, first_lane = r, k
        while r < runs.size and runs[r]["mmsi"] == mmsi:
            r += 1
        while k < lanes.size and lanes[k]["mmsi"] == mmsi:
            k += 1
        before, today = k - first_lane, r - first_run
        if today == 1 and before <= 1:
            number = lanes[first_lane]["vessel"] if before == 1 else np.uint8(0)
            vessel[first_run] = number
            outcome[first_run] = TRACK
            fixes = lanes[first_lane]["fixes"] if before == 1 else np.uint32(0)
            _lane_of(runs[first_run], number, fixes, carried[lane_count])
            lane_count += 1
            continue
        if today == 0:
            for j in range(first_lane, k):
                carried[lane_count] = lanes[j]
                lane_count += 1
            continue
        part = nodes[: before + today]
        numbers = np.empty(before + today, np.uint8)
        outcomes = np.empty(before + today, np.uint8)
        _lanes_as_nodes(lanes[first_lane:k], part, numbers)
        for j in range(today):
            part[before + j] = runs[first_run + j]
        split_count += decide(part, before, numbers, outcomes, splits[split_count:])
        for j in range(today):
            vessel[first_run + j] = numbers[before + j]
            outcome[first_run + j] = outcomes[before + j]
        for number in range(MOST_VESSELS):
            fixes, last = np.int64(0), -1
            for j in range(before + today):
                if numbers[j] == number and outcomes[j] == TRACK:
                    fixes += part[j]["fixes"]
                    last = j
            if last >= 0:
                _lane_of(part[last], np.uint8(number), np.uint32(fixes - part[last]["fixes"]), carried[lane_count])
                lane_count += 1
    return split_count, lane_count


@njit(cache=True, nogil=True)
def _lane_of(run, number, fixes, lane):
    lane["mmsi"] = run["mmsi"]
    lane["vessel"] = number
    lane["kind"] = run["kind"]
    lane["fixes"] = fixes + run["fixes"]
    lane["t"] = run["t1"]
    lane["lon_deg"] = run["lon1"]
    lane["lat_deg"] = run["lat1"]
    lane["sog_kn"] = run["sog1"]
    lane["cog_deg"] = run["cog1"]
    lane["east_m_s"] = run["east1"]
    lane["north_m_s"] = run["north1"]


@njit(cache=True, nogil=True)
def _lanes_as_nodes(lanes, nodes, numbers):
    """Last fixes before the day as runs of one fix, the earliest first."""
    order = np.argsort(lanes["t"], kind="mergesort")
    for place in range(lanes.size):
        lane, node = lanes[order[place]], nodes[place]
        numbers[place] = lane["vessel"] if lane["vessel"] < MOST_VESSELS else NO_VESSEL
        node["mmsi"] = lane["mmsi"]
        node["fixes"] = lane["fixes"]
        node["kind"] = lane["kind"]
        node["coarse"] = 0
        node["t0"] = lane["t"]
        node["t1"] = lane["t"]
        node["lon0"] = lane["lon_deg"]
        node["lon1"] = lane["lon_deg"]
        node["lat0"] = lane["lat_deg"]
        node["lat1"] = lane["lat_deg"]
        node["sog0"] = lane["sog_kn"]
        node["sog1"] = lane["sog_kn"]
        node["cog0"] = lane["cog_deg"]
        node["cog1"] = lane["cog_deg"]
        node["east0"] = lane["east_m_s"]
        node["east1"] = lane["east_m_s"]
        node["north0"] = lane["north_m_s"]
        node["north1"] = lane["north_m_s"]
        node["echo_m"] = np.inf
