"""However time is cut, and however many work: the same receptions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.testing.simulator.feed.encode import encode
from marsad.testing.simulator.feed.sentences import sentences
from marsad.testing.simulator.reception.reception import Reception
from marsad.testing.simulator.records import AREA, EFFECT, PAPER, TX, Kind
from marsad.testing.simulator.scenario import ErrorRates, SatelliteSpec
from tests.testing.simulator.reception.seas import ADEN, DJIBOUTI, MINUTE_US, T0_US, crowd, scenario, vessels

MINUTES = 4
SHIPS = 60
OVERHEAD = SatelliteSpec("SIMSAT", node_deg=40.0, phase_deg=9.0, delay_s=400.0)


def faults():
    effects, areas = np.zeros(2, EFFECT), np.zeros(1, AREA)
    effects["kind"] = [Kind.REPLAY, Kind.OUTAGE]
    effects["vessel"], effects["a"] = [0, 1], [50.0, 0.5]
    effects["t0"] = T0_US + np.array([2, 1]) * MINUTE_US
    effects["t1"] = effects["t0"] + MINUTE_US
    areas["kind"], areas["t0"], areas["t1"] = Kind.OUTAGE, T0_US, T0_US + MINUTE_US
    areas["lon"], areas["lat"], areas["radius_m"], areas["east_mps"], areas["a"] = 44.98, 12.0, 2000.0, 100.0, 0.7
    return effects, areas


def cut(tx, edges, each=map, garbage=0.0):
    """Rows and sentences of each receiver, over blocks that end at these times."""
    sea = replace(scenario(ADEN, DJIBOUTI, satellites=(OVERHEAD,)), errors=ErrorRates(garbage=garbage))
    one = Reception(sea, vessels(SHIPS), *faults(), seed=5)
    papers = np.zeros(1, PAPER)
    rows, text = {}, {}
    starts = [T0_US, *edges[:-1]]
    told = [one.block(tx[(tx["t"] >= a) & (tx["t"] < b)], a, b, each) for a, b in zip(starts, edges, strict=True)]
    for heard in [*told, one.rest(each)]:
        payloads = encode(heard.air, papers, [])
        for name, rx in heard.rx.items():
            assert (heard.air["vessel"][heard.row[name]] == tx["vessel"][rx["tx"]]).all()
            rows[name] = np.concatenate([rows.get(name, rx[:0]), rx])
            text[name] = text.get(name, b"") + sentences(payloads, rx, heard.row[name], name)
    return rows, text


TX_ROWS = crowd(1, SHIPS, MINUTES)
END_US = T0_US + MINUTES * MINUTE_US
WHOLE = cut(TX_ROWS, [END_US], garbage=0.3)


@settings(max_examples=40)
@given(st.lists(st.integers(T0_US, END_US), max_size=6))
def test_cuts_change_nothing(inner):
    rows, text = cut(TX_ROWS, [*sorted(set(inner) - {T0_US, END_US}), END_US], garbage=0.3)
    assert text == WHOLE[1]
    assert {name: rx.tobytes() for name, rx in rows.items()} == {name: rx.tobytes() for name, rx in WHOLE[0].items()}


@pytest.mark.parametrize("workers", [1, 2, 7])
def test_workers_change_nothing(workers):
    with ThreadPoolExecutor(workers) as pool:
        assert cut(TX_ROWS, [T0_US + MINUTE_US, END_US], pool.map, 0.3)[1] == WHOLE[1]


def test_everyone_hears_something():
    assert all(rx.size > 50 for rx in WHOLE[0].values())


def test_rows_come_in_the_order_of_delivery():
    for rx in WHOLE[0].values():
        assert (np.lexsort((rx["tx"], rx["t"], rx["t_deliver"])) == np.arange(rx.size)).all()
        assert (rx["t"] % 1000 == 0).all()


def test_a_block_must_follow_the_one_before():
    one = Reception(scenario(ADEN), vessels(1), np.zeros(0, EFFECT), np.zeros(0, AREA), seed=1)
    one.block(np.zeros(0, TX), T0_US, T0_US + 10)
    with pytest.raises(ValueError, match="does not follow"):
        one.block(np.zeros(0, TX), T0_US + 20, T0_US + 30)


def test_what_is_carried_is_bounded():
    tx = crowd(2, SHIPS, 30)
    one = Reception(scenario(ADEN, DJIBOUTI), vessels(SHIPS), np.zeros(0, EFFECT), np.zeros(0, AREA), seed=1)
    carried = []
    for minute in range(30):
        a, b = T0_US + minute * MINUTE_US, T0_US + (minute + 1) * MINUTE_US
        one.block(tx[(tx["t"] >= a) & (tx["t"] < b)], a, b)
        carried.append(one.waiting)
    assert max(carried) < 3.2 * 2 * len(tx) / 1800  # rows in the longest delay, of two receivers
