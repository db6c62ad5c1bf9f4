"""The simulated sea, read back by an independent decoder."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pyais
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.geo import sphere
from marsad.geo.land import is_land
from marsad.testing.traffic.fleet import fleet
from marsad.testing.traffic.names import imo_number
from marsad.testing.traffic.traffic import Traffic

START = 1_790_000_000_000_000
SEED, VESSELS = 5, 200
MINUTE = 60_000_000


@pytest.fixture(scope="module")
def traffic():
    return Traffic(SEED, VESSELS, START)


@pytest.fixture(scope="module")
def messages(traffic):
    """(time in us, station, decoded message) of the first ten minutes."""
    out, waiting = [], {}
    for line in traffic.sentences(START, START + 10 * MINUTE).splitlines():
        _, tag, sentence = line.split(b"\\")
        station, clock = (part.split(b":")[1] for part in tag.split(b"*")[0].split(b","))
        _, total, part, sequence, *_ = sentence.split(b",")
        key = (station, sequence)
        parts = waiting.setdefault(key, [])
        parts.append(sentence)
        assert len(parts) == int(part), "the parts of a message follow one another"
        if len(parts) == int(total):
            out.append((int(clock) * 1000, station, pyais.decode(*waiting.pop(key))))
    assert not waiting
    return out


def test_every_sentence_says_that_it_is_simulated(messages):
    assert {station for _, station, _ in messages} == {b"SIM01", b"SIM02"}


def test_times_do_not_run_backwards(messages):
    times = [t for t, _, _ in messages]
    assert times == sorted(times)
    assert times[0] >= START
    assert times[-1] < START + 10 * MINUTE


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 3 * MINUTE), max_size=5))
def test_however_the_time_is_cut_the_bytes_are_the_same(traffic, cuts):
    edges = [0, *sorted(cuts), 3 * MINUTE]
    pieces = [traffic.sentences(START + a, START + b) for a, b in pairwise(edges)]
    assert b"".join(pieces) == traffic.sentences(START, START + 3 * MINUTE)


def test_the_seed_decides():
    minute = [Traffic(seed, 20, START).sentences(START, START + MINUTE) for seed in (1, 1, 2)]
    assert minute[0] == minute[1]
    assert minute[0] != minute[2]


def test_no_vessel_is_ever_on_land(traffic):
    motion = traffic._reports.motion
    hours = np.arange(0, 72, 0.25) * 3600.0
    vessel, t = np.repeat(np.arange(VESSELS), hours.size), np.tile(hours, VESSELS)
    state = motion.state(vessel, t)
    assert not is_land(state.lon_deg, state.lat_deg).any()


def test_what_is_told_is_how_they_move(messages):
    """Speed and course on the air are those of the way made good between two reports."""
    last, errors = {}, []
    for t, _, m in messages:
        if m.msg_type not in (1, 3, 18) or m.speed < 4 or m.mmsi >= 970_000_000:
            continue
        if m.mmsi in last and t - last[m.mmsi][0] > 5_000_000:
            t0, lon, lat = last[m.mmsi]
            away, way = sphere.distance_m(lon, lat, m.lon, m.lat), sphere.bearing_deg(lon, lat, m.lon, m.lat)
            errors.append((away / (t - t0) * 1e6 * 3600 / 1852 - m.speed, (way - m.course + 180) % 360 - 180))
        last[m.mmsi] = t, m.lon, m.lat
    speed, course = np.abs(errors).T
    assert len(errors) > 5000
    assert np.percentile(speed, 99) < 1
    assert np.percentile(course, 95) < 10
    assert speed.max() < 4


def test_reporting_intervals(messages):
    """M.1371: 10 s to 14 kn, 6 s above, 180 s at rest, class B 30 s and 180 s; more only while turning."""
    heard, fastest = defaultdict(list), {}
    for t, _, m in messages:
        if m.msg_type in (1, 18) or (m.msg_type == 3 and m.status.value in (1, 5)):
            heard[m.mmsi].append(t / 1e6)
            fastest[m.mmsi] = m
    checked = set()
    for mmsi, times in heard.items():
        m, gaps = fastest[mmsi], np.diff(times)
        if mmsi >= 970_000_000:
            continue
        due = 30 if m.msg_type == 18 else 180 if m.msg_type == 3 else 10 if m.speed < 14 else 6
        checked.add(due)
        assert gaps.min() >= due * 0.75
        assert gaps.max() <= due * 1.25
    assert checked == {6, 10, 30, 180}


def test_papers_come_every_six_minutes(messages):
    told = defaultdict(set)
    for _, _, m in messages:
        told[m.mmsi].add(m.msg_type)
    ships = fleet(SEED, VESSELS)
    assert len({v.mmsi for v in ships}) == VESSELS
    assert all((5 if v.ais_class == 1 else 24) in told[v.mmsi] for v in ships)


def test_the_comm_state_tells_the_slot_used(messages):
    checked = 0
    for t, _, m in messages:
        if m.msg_type not in (1, 4):
            continue
        timeout, told = m.radio >> 14 & 7, m.radio & 0x3FFF
        if timeout in (2, 4, 6):
            used = int((t % MINUTE) * 2250 / MINUTE - 0.5)
            assert abs(told - used) <= 1 or {told, used} == {0, 2249}
            checked += 1
        elif timeout == 1:
            minutes = t // MINUTE
            assert (told >> 9, told >> 2 & 127) in {((n // 60) % 24, n % 60) for n in (minutes, minutes - 1)}
    assert checked > 1000


def test_a_slot_is_kept_until_its_time_out(messages):
    """The same report a frame later stands in the same slot while the time-out counts down."""
    by_slot = {(m.mmsi, m.radio & 0x3FFF, t // MINUTE): m.radio >> 14 & 7 for t, _, m in messages
               if m.msg_type == 4 and m.radio >> 14 & 7 in (2, 4, 6)}  # fmt: skip
    kept = [by_slot.get((mmsi, slot, minute + 2)) for (mmsi, slot, minute), left in by_slot.items()
            if left in (4, 6) and minute < START // MINUTE + 7]  # fmt: skip
    assert len(kept) > 20
    assert sum(later is not None for later in kept) >= 0.98 * len(kept)  # a slot may fall over the minute


def test_services(messages):
    kinds = defaultdict(set)
    for _, _, m in messages:
        kinds[m.msg_type].add(m.mmsi)
    assert len(kinds[4]) == 5
    assert len(kinds[21]) == 12
    assert {m.virtual_aid for _, _, m in messages if m.msg_type == 21} == {False, True}
    assert kinds[9] == {111_621_500}
    assert len({m.text for _, _, m in messages if m.msg_type == 14}) == 4


def test_the_sart_is_a_test_in_bursts_of_eight(messages):
    sart = [(t, m) for t, _, m in messages if m.mmsi == 970_990_001]
    assert len(sart) == 40
    assert {m.status.value for _, m in sart if m.msg_type == 1} == {15}
    assert {m.text for _, m in sart if m.msg_type == 14} == {"SART TEST"}
    first = [t for t, _ in sart[:8]]
    assert first[-1] - first[0] == pytest.approx(14_000_000, abs=30_000)


def test_numbers_are_well_formed_and_no_ships():
    for vessel in range(0, 400_000, 997):
        digits = [int(d) for d in str(imo_number(vessel))]
        assert digits[0] in (2, 3, 4)
        assert sum(d * w for d, w in zip(digits, range(7, 1, -1), strict=False)) % 10 == digits[6]
