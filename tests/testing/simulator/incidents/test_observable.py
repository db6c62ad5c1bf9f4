"""Which incidents anybody could have noticed: counted against hand-made receptions."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.testing.simulator.incidents.observable import Heard
from marsad.testing.simulator.records import AREA, TX, VESSEL, Kind, TrueEvent

MINUTE = 60_000_000
T0 = 1_700_000_000_000_000


def fleet(count: int):
    vessels = np.zeros(count, VESSEL)
    vessels["mmsi"] = 211_000_001 + np.arange(count)
    return vessels


def sent(vessel: int, minutes, mmsi: int | None = None, lon: float = 0.0):
    rows = np.zeros(len(minutes), TX)
    rows["t"] = T0 + np.asarray(minutes) * MINUTE
    rows["vessel"], rows["type"], rows["true_lon"] = vessel, 1, lon
    rows["mmsi"] = 211_000_001 + vessel if mmsi is None else mmsi
    return rows


def event(kind: str, *vessels: int, start: int = 60, end: int = 120, **more):
    return TrueEvent(kind, vessels, T0 + start * MINUTE, T0 + end * MINUTE, 0.0, 0.0, 1_000.0, T0 + 90 * MINUTE, **more)


def observe(events, air, blocks=1, vessels=4, areas=None, receivers=1, keep=None):
    air = air[np.argsort(air["t"], kind="stable")]
    heard = Heard(events, fleet(vessels), np.zeros(0, AREA) if areas is None else areas)
    for rows in np.array_split(np.arange(air.size), blocks):
        heard.sent(air[rows])
        kept = rows if keep is None else rows[keep[rows]]
        for _ in range(receivers):
            heard.received(air[kept], kept)
    return heard.records()


@pytest.mark.parametrize(("count", "observable"), [(4, False), (5, True)])
def test_five_reports_of_each_participant(count, observable):
    air = np.concatenate([sent(0, range(60, 120)), sent(1, range(60, 60 + count))])
    (record,), negatives = observe([event("rendezvous", 0, 1)], air)
    assert record["observable"] is observable
    assert record["reports"] == {"211000001": 60, "211000002": count}
    assert record["vessels"] == [211_000_001, 211_000_002]
    assert not negatives


def test_only_what_is_inside_and_received_counts():
    air = np.concatenate([sent(0, range(63)), sent(0, range(118, 200))])
    keep = np.ones(air.size, bool)
    keep[61] = False
    (record,), _ = observe([event("drift", 0)], air, keep=keep)
    assert record["reports"] == {"211000001": 4}
    assert record["observable"] is False


def test_a_gap_is_observable_by_what_was_heard_before():
    (record,), _ = observe([event("gap", 0)], sent(0, range(30, 60)))
    assert record["reports"] == {"211000001": 30}
    assert record["observable"] is True


def test_a_report_counts_once_whoever_heard_it_and_however_the_blocks_are_cut():
    air = np.concatenate([sent(0, range(60, 120)), sent(1, range(61, 110, 3))])
    once = observe([event("rendezvous", 0, 1)], air)
    assert observe([event("rendezvous", 0, 1)], air, blocks=17, receivers=3) == once


def test_an_area_needs_three_vessels():
    areas = np.zeros(1, AREA)
    areas["t0"], areas["t1"], areas["radius_m"], areas["kind"] = (
        T0 + 60 * MINUTE,
        T0 + 120 * MINUTE,
        5_000.0,
        Kind.NO_FIX,
    )
    jam = event("jamming", area=0)
    near = [sent(vessel, range(60, 70), lon=0.01 * vessel) for vessel in range(2)]
    far = sent(3, range(60, 120), lon=0.2)
    (record,), _ = observe([jam], np.concatenate([*near, far]), areas=areas)
    assert record["observable"] is False
    assert record["vessels"] == [211_000_001, 211_000_002]
    (record,), _ = observe([jam], np.concatenate([*near, far, sent(2, range(60, 65))]), areas=areas)
    assert record["observable"] is True
    assert record["vessels"] == [211_000_001, 211_000_002, 211_000_003]


def test_the_names_are_those_told_on_air():
    air = np.concatenate([sent(0, range(60, 120)), sent(1, range(60, 120), mmsi=211_000_001), sent(1, range(60))])
    (clone,), _ = observe([event("identity_clone", 0, 1)], air)
    assert clone["vessels"] == [211_000_001]
    assert clone["reports"] == {"211000001": 120}
    (change,), _ = observe([event("identity_change", 1)], air)
    assert change["vessels"] == [211_000_001, 211_000_002]
    assert change["observable"] is True


def test_a_new_name_that_nobody_heard_is_not_observable():
    air = np.concatenate([sent(1, range(60)), sent(1, range(60, 120), mmsi=211_000_099)])
    (change,), _ = observe([event("identity_change", 1)], air, keep=np.arange(air.size) < 60)
    assert change["reports"] == {"211000002": 60, "211000099": 0}
    assert change["observable"] is False


def test_a_number_that_nobody_sent_is_not_counted():
    heard = Heard([event("drift", 0)], fleet(1), np.zeros(0, AREA))
    heard.sent(sent(0, range(60, 120)))
    heard.received(sent(0, range(60, 120), mmsi=273_999_999), np.arange(60))
    (record,), _ = heard.records()
    assert record["reports"] == {"211000001": 0}


def test_records_carry_what_the_scorer_needs():
    events = [event("rendezvous", 0, 1), event("rendezvous", 2, look_alike="tow", start=30)]
    (positive,), (negative,) = observe(events, sent(0, range(60, 120)))
    assert (positive["id"], positive["kind"], positive["look_alike"]) == ("rendezvous-00001", "rendezvous", "")
    assert (negative["id"], negative["look_alike"]) == ("rendezvous-not-00001", "tow")
    assert (positive["t_start"], positive["t_due"]) == ("2023-11-14T23:13:20.000Z", "2023-11-14T23:43:20.000Z")
    assert positive["observable"] is negative["observable"] is False
    assert negative["vessels"] == [211_000_003]
