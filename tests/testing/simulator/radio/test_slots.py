"""Slots and comm states: what is told of the next transmission comes true."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from marsad.testing.simulator.radio.link_kernel import slot_of, time_of
from marsad.testing.simulator.records import Kind, Records, Station
from tests.testing.simulator.radio.stage import HOUR, START, Stage, every_class, resting, steady

END = START + 2 * HOUR
SELECTOR = (9, 18)


@pytest.fixture(scope="module")
def stage() -> Stage:
    return every_class()


@pytest.fixture(scope="module")
def sent(stage: Stage) -> Records:
    return stage.block(2.0)


def told(tx: Records, stations: np.ndarray) -> list[tuple[int, int, int, int, int]]:
    """What comm states promise: row, slots from now to then, slots that it fills; and what was told: time-out or -1."""
    promises = []
    for row in np.flatnonzero(np.isin(tx["type"], (1, 2, 3, 4, 9, 18)) & (tx["repeat"] == 0)):
        kind, radio = int(tx["type"][row]), int(tx["radio"][row])
        if kind == 18 and stations[tx["vessel"][row]] == Station.CLASS_B_CS:
            assert radio == 0b11100000000000000110
            continue
        itdma = kind == 3 or (kind in SELECTOR and radio >> 19 & 1)
        state = radio & 0x7FFFF
        assert state >> 17 == 0
        assert kind in SELECTOR or radio >> 19 == 0
        if itdma:
            increment, code, keep = state >> 4 & 0x1FFF, state >> 1 & 7, state & 1
            slots = code + 1 if code < 5 else code - 4
            if increment:
                promises.append((int(row), increment + (8192 if code >= 5 else 0), slots, -1, state & 0x3FFF))
            if keep:
                promises.append((int(row), 2250, 1, -1, 0))
        else:
            timeout, tells = state >> 14 & 7, state & 0x3FFF
            if timeout:
                promises.append((int(row), 2250, 1, timeout, tells))
            elif tells:
                promises.append((int(row), tells, 1, timeout, tells))
    return promises


def test_every_promise_of_a_comm_state_is_kept(stage: Stage, sent: Records) -> None:
    stations = np.concatenate(stage.rows)["station"]
    slot = np.array([int(slot_of(int(t))) for t in sent["t"]])
    made = {
        (int(v), int(k), int(ch)): int(n)
        for v, k, ch, n in zip(sent["vessel"], slot, sent["channel"], sent["slots"], strict=True)
    }
    promises = told(sent, stations)
    assert len(promises) > 10_000
    broken = []
    for row, after, slots, *_ in promises:
        then = int(slot[row]) + after
        if int(time_of(then)) >= END:
            continue
        if made.get((int(sent["vessel"][row]), then, int(sent["channel"][row]))) != slots:
            broken.append((row, after, slots, sent[row]))
    assert broken == []


def test_a_sotdma_state_tells_what_its_time_out_says(stage: Stage, sent: Records) -> None:
    stations = np.concatenate(stage.rows)["station"]
    seen = set()
    for row, _, _, timeout, tells in told(sent, stations):
        if timeout < 0:
            continue
        seen.add(timeout)
        if timeout in (2, 4, 6):
            assert tells == sent["slot"][row]
        elif timeout == 1:
            minute = int(sent["t"][row]) // 60_000_000 % 1440
            assert (tells >> 9, tells >> 2 & 127) == (minute // 60, minute % 60)
        elif timeout in (3, 5, 7) and int(sent["t"][row]) > START + 120_000_000:
            assert 0 < tells < 100 or stations[sent["vessel"][row]] in (Station.LOCATING_DEVICE, Station.SAR_AIRCRAFT)
        elif timeout == 0:
            assert abs(tells - 2250) <= 225
    assert seen == set(range(8))


def test_message_3_announces_extra_and_long_intervals(stage: Stage, sent: Records) -> None:
    kinds = {int(kind) for kind in np.unique(sent["type"])}
    assert kinds >= {1, 3, 4, 5, 9, 14, 18, 21, 24, 27}
    codes = sent["radio"][sent["type"] == 3] >> 1 & 7
    assert {0, 1, 5} <= set(codes.tolist())


def test_transmissions_begin_with_a_slot_and_come_in_order(sent: Records) -> None:
    slot = np.array([int(slot_of(int(t))) for t in sent["t"]])
    assert all(int(time_of(int(k))) == t for k, t in zip(slot, sent["t"], strict=True))
    assert np.array_equal(slot % 2250, sent["slot"])
    keys = list(zip(sent["t"].tolist(), sent["channel"].tolist(), sent["vessel"].tolist(), strict=True))
    assert keys == sorted(keys)


def test_a_transmitter_says_one_thing_at_a_time_and_long_messages_fill_slots_in_a_row(sent: Records) -> None:
    assert set(sent["slots"][np.isin(sent["type"], (5, 19, 21))]) == {2}
    assert set(sent["slots"][~np.isin(sent["type"], (5, 14, 19, 21))]) == {1}
    slot = np.array([int(slot_of(int(t))) for t in sent["t"]])
    for who in np.unique(sent["vessel"]):
        rows = np.flatnonzero(sent["vessel"] == who)
        ends = slot[rows] + sent["slots"][rows]
        assert np.all(slot[rows][1:] >= ends[:-1]), who


def test_channels_alternate(stage: Stage, sent: Records) -> None:
    stations = np.concatenate(stage.rows)["station"]
    for who in np.flatnonzero(np.isin(stations, (Station.CLASS_A, Station.CLASS_B_CS, Station.BASE, Station.ATON))):
        rows = sent[(sent["vessel"] == who) & np.isin(sent["type"], (1, 2, 4, 18, 21))]
        if rows.size > 20:
            assert 0.4 < rows["channel"].mean() < 0.6


def test_neighbours_share_a_slot_only_where_the_link_is_full() -> None:
    stage = Stage()
    for _ in range(60):
        stage.add(Station.CLASS_A, steady(12.0), lat=12.0)
    tx = stage.block(0.5)
    tx = tx[(tx["channel"] < 2) & (tx["t"] > START + 180_000_000)]
    _, sharing = np.unique(np.stack([tx["t"], tx["channel"]]), axis=1, return_counts=True)
    assert (sharing > 1).mean() < 0.003


def test_slots_that_a_base_station_reserves_are_left_to_it() -> None:
    stage = Stage()
    base = stage.add(Station.BASE, resting(), lon=48.2, mmsi=2_000_001)
    ships = [stage.add(Station.CLASS_A, steady(12.0)) for _ in range(30)]
    free = stage.block(0.5)
    stage.effect(base, Kind.RESERVE, a=2100.0, t0=START + 300_000_000)
    full = stage.block(0.5)
    late = full["t"] > START + 420_000_000
    messages = full[(full["type"] == 20) & (full["vessel"] == base)]
    assert set(messages["channel"]) == {0, 1}
    assert abs(messages.size - 10 * 25) <= 12
    radio = messages["radio"][0]
    offset, number, timeout, increment = radio >> 18, radio >> 14 & 15, radio >> 11 & 7, radio & 2047
    assert (number, timeout, increment) == (15, 4, 75)
    assert 1 <= offset < 2250
    kept = set()
    for row in messages[messages["t"] > START + 360_000_000][:10]:
        first = int(slot_of(int(row["t"]))) + (int(row["radio"]) >> 18)
        for each in range(30):
            for more in range(int(row["radio"]) >> 14 & 15):
                kept.add((int(row["channel"]), (first + 75 * each + more) % 2250))
    assert len(kept) > 4000
    chosen = full[late & np.isin(full["vessel"], ships) & (full["type"] == 1) & (full["t"] > START + 1_000_000_000)]
    inside = [(int(row["channel"]), int(row["slot"])) in kept for row in chosen]
    assert np.mean(inside) < 0.1
    before = free[np.isin(free["vessel"], ships) & (free["t"] > START + 1_000_000_000)]
    assert chosen.size > 0.8 * before.size
    stage.effects[-1]["a"] = 2250.0
    starved = stage.block(0.5)
    starved = starved[np.isin(starved["vessel"], ships) & (starved["t"] > START + 1_000_000_000)]
    assert starved.size < 0.2 * before.size


def test_promises_of_one_ship_read_in_order(sent: Records, stage: Stage) -> None:
    stations = np.concatenate(stage.rows)["station"]
    ship = int(np.flatnonzero(stations == Station.CLASS_A)[2])
    rows = sent[(sent["vessel"] == ship) & (sent["type"] == 1)]
    by_slot: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row in rows:
        by_slot.setdefault((int(row["slot"]), int(row["channel"])), []).append(
            (int(row["t"]) // 60_000_000, int(row["radio"]) >> 14 & 7)
        )
    steps = [b[1] - a[1] for run in by_slot.values() for a, b in pairwise(run) if b[0] == a[0] + 1 and a[1] > 0]
    assert len(steps) > 100
    assert set(steps) == {-1}
