"""Live, replay and batch give the same events, with any number of workers and however rows come."""

from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.plugin.rows import FAMILIES
from marsad.runtime.advance import past
from marsad.runtime.advance.archive import families_of
from marsad.runtime.detection import detection as live
from tests.runtime.detection.heard import (
    MINUTE_US,
    arrivals,
    batch,
    copies,
    detection,
    everybody,
    facts,
    in_time,
    lead,
    some,
    stages,
    tables_of,
)

HOURS = 7


@cache
def _feed():
    """Two ships that meet, one that falls silent, two under one MMSI, one that jumps, one in distress."""
    rows, side = stages("meeting", "silence", "shared", "jump", "status")
    start = int(rows.position["t"][0])
    return tables_of(rows.within(0, start + HOURS * 60 * MINUTE_US)), side, start - 1


def _live(tables, come_us, tick_us, detectors):
    _, side, start = _feed()
    made, told = detection(detectors, side, start_us=start)
    now = lead(made, arrivals(tables, come_us, tick_us))
    made.finish(now)
    health = made.health(now)
    assert health.faults == {}
    assert health.too_late == 0
    return facts(told), health


def _same(found, health, detectors):
    tables, side, _ = _feed()
    asked = batch(tables, detectors, side, end_us=health.watermark_us)
    lost, new = set(asked) - set(found), set(found) - set(asked)
    assert not lost, [asked[name] for name in lost][:3]
    assert not new, [found[name] for name in new][:3]
    other = [(asked[name], found[name]) for name in asked if asked[name] != found[name]]
    assert not other, other[:2]


def test_the_feed_is_worth_it():
    tables, side, _ = _feed()
    assert len({told[1] for told in batch(tables, some(), side).values()}) >= 4
    assert set(tables) == {"position", "static", "safety_text"} < set(FAMILIES)


@pytest.mark.parametrize("parts", [2, 5])
def test_any_number_of_workers_gives_the_same(parts):
    tables, side, _ = _feed()
    assert batch(tables, some(), side, parts, 7 * MINUTE_US) == batch(tables, some(), side)


def test_live_gives_what_a_build_gives_for_every_detector_there_is():
    found, health = _live(_feed()[0], in_time, 30 * MINUTE_US, everybody())
    _same(found, health, everybody())


def test_copies_change_nothing():
    rng = np.random.default_rng(5)
    come = lambda name, t: t + rng.integers(0, 4_000_000, len(t))  # noqa: E731
    found, health = _live(copies(_feed()[0], 5), come, 10 * MINUTE_US, some())
    _same(found, health, some())
    read = families_of(some())
    assert health.copies == 4 * sum(table.num_rows for name, table in _feed()[0].items() if name in read)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32 - 1))
def test_half_an_hour_of_disorder_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    come = lambda name, t: t + rng.integers(0, 30 * MINUTE_US, len(t))  # noqa: E731
    found, health = _live(_feed()[0], come, 20 * MINUTE_US, some())
    _same(found, health, some())
    assert health.late > 0


def test_hearings_that_name_no_receiver_are_the_same_however_late():
    """A hearing that is the only one of its transmission tells nothing beside it: late ones stood twice."""
    tables = {name: table.set_column(table.column_names.index("station"), "station", pa.nulls(len(table), pa.string()))
              for name, table in copies(_feed()[0], 2).items()}  # fmt: skip
    rng = np.random.default_rng(34)
    late = lambda name, t: t + rng.integers(0, 30 * MINUTE_US, len(t)) * (rng.random(len(t)) < 0.5)  # noqa: E731
    held = []
    for come in (in_time, late):
        made, _ = detection(everybody(), _feed()[1], start_us=_feed()[2])
        made.finish(lead(made, arrivals(tables, come, 10 * MINUTE_US)))
        senders = np.unique(np.concatenate([table.column("mmsi").to_numpy() for table in tables.values()]))
        held.append(made._advance.held("reception", senders)[["t", "mmsi", "digest", "receiver"]])
    in_order = np.sort(held[0])
    assert len(in_order) == sum(table.num_rows for table in _feed()[0].values())
    assert (np.sort(held[1]) == in_order).all()


def test_a_satellite_six_hours_late_changes_nothing():
    rng = np.random.default_rng(8)
    come = lambda name, t: t + np.where(rng.random(len(t)) < 0.1, 6 * 60 * MINUTE_US, 0)  # noqa: E731
    found, health = _live(_feed()[0], come, 60 * MINUTE_US, some())
    _same(found, health, some())
    assert health.late > 0


def test_a_rerun_between_whose_stretches_others_go_on_changes_nothing(monkeypatch):
    monkeypatch.setattr(past, "STRETCH_ROWS", 400)
    monkeypatch.setattr(live, "AGAIN_SHARE", 0.0)
    rng = np.random.default_rng(21)
    come = lambda name, t: t + rng.integers(0, 40 * MINUTE_US, len(t)) * (rng.random(len(t)) < 0.2)  # noqa: E731
    tables, side, start = _feed()
    made, told = detection(everybody(), side, start_us=start)
    interrupted, now = 0, 0
    for now, some_tables in arrivals(tables, come, 5 * MINUTE_US):
        lead(made, [(now, some_tables)])
        interrupted += made.health(now).is_rerunning
    assert interrupted > 20
    made.finish(now)
    _same(facts(told), made.health(now), everybody())
