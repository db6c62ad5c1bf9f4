"""Small seas to listen to."""

from __future__ import annotations

import numpy as np

from marsad.testing.simulator.records import AREA, EFFECT, TX, VESSEL, Station
from marsad.testing.simulator.scenario import Receiver, Scenario

T0_US = 1_767_268_800_000_000  # noon UTC
MINUTE_US = 60_000_000
NO_EFFECT, NO_AREA = np.zeros(0, EFFECT), np.zeros(0, AREA)
NOWHERE = (-180.0, -90.0, 180.0, 90.0)


def scenario(*receivers, satellites=(), vessels=1000):
    return Scenario("test", "", NOWHERE, T0_US, "small", 1.0, vessels, {}, {}, tuple(receivers), tuple(satellites))


def vessels(count, station=Station.CLASS_A):
    rows = np.zeros(count, VESSEL)
    rows["station"], rows["mmsi"], rows["antenna_m"] = station, 211_000_000 + np.arange(count), 20.0
    return rows


def sent(t_us, vessel, lon, lat, channel=0, slots=1, number=1, antenna_m=20.0):
    """Transmissions in their order; times go to the start of their slot."""
    n = len(np.atleast_1d(t_us))
    tx = np.zeros(n, TX)
    tx["t"] = (np.asarray(t_us, np.int64) * 3 // 80_000 * 80_000 + 2) // 3
    tx["vessel"], tx["channel"], tx["slots"], tx["type"] = vessel, channel, slots, number
    tx["mmsi"] = 211_000_000 + tx["vessel"]
    tx["true_lon"], tx["true_lat"], tx["antenna_m"] = lon, lat, antenna_m
    tx["area"] = tx["effect"] = tx["words"] = -1
    return tx[np.lexsort((tx["vessel"], tx["channel"], tx["t"]))]


def crowd(seed, count, minutes, every_s=10.0, lon=45.0, lat=12.0, spread=0.6):
    """Ships round about a place that report in slots of their own choice."""
    rng = np.random.Generator(np.random.Philox(seed))
    per = round(minutes * 60 / every_s)
    vessel = np.repeat(np.arange(count), per)
    t = T0_US + rng.integers(0, round(minutes * MINUTE_US), vessel.size)
    here = rng.uniform(-spread, spread, (2, count))
    slots = np.where(rng.random(vessel.size) < 0.1, 2, 1)
    channel = rng.integers(0, 2, vessel.size)
    return sent(t, vessel, lon + here[0][vessel], lat + here[1][vessel], channel, slots)


ADEN = Receiver("SIMADEN", 45.0, 12.0, 60.0)
DJIBOUTI = Receiver("SIMDJIBOUTI", 45.6, 12.2, 30.0, clock_ms=-700.0)
