"""Kinds and events: names, lines, rows of a lake."""

import dataclasses
import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.schema.canonical_json import canonical
from marsad.schema.event import TABLE, Event, event_id
from marsad.schema.event_lines import event_line, instant_text, instant_us, read_lines, write_lines
from marsad.schema.event_rows import event_table, events_of
from marsad.schema.kinds import KINDS, SEVERITIES
from marsad.schema.refusal import Refusal
from marsad.store.lake.lake import Lake

T0 = 1_772_359_200_000_000


def _event(**changed):
    told = {
        "id": "", "kind": "rendezvous", "vessel_ids": (21100000100, 41200000200), "t_start": T0, "t_end": None,
        "t_event": T0 + 7_200_000_000, "t_raised": T0 + 7_205_000_001, "status": "open", "revision": 1,
        "supersedes": None, "lon_deg": -179.5, "lat_deg": 38.0, "radius_m": None, "severity": "caution",
        "evidence": canonical({"closest_m": 31.25, "name": "مرصد"}), "detector": "x", "version": "1",
        "parameters_hash": "00ff00ff00ff00ff",
    } | changed  # fmt: skip
    told["id"] = event_id(told["kind"], told["vessel_ids"], told["t_start"], told["detector"])
    return Event(**told)


events = st.builds(
    _event,
    kind=st.sampled_from(sorted(KINDS)),
    vessel_ids=st.lists(st.integers(0, 107374182399), max_size=4, unique=True).map(lambda ids: tuple(sorted(ids))),
    t_start=st.integers(0, 1 << 51),
    t_end=st.none() | st.integers(0, 1 << 51),
    status=st.sampled_from(["open", "closed", "withdrawn"]),
    severity=st.sampled_from(SEVERITIES),
    lon_deg=st.none() | st.floats(-180, 180),
    supersedes=st.none() | st.just("0123456789abcdef"),
    evidence=st.dictionaries(st.text(), st.floats() | st.text() | st.none() | st.integers()).map(canonical),
)


def test_the_kinds_are_those_of_the_design():
    asked = """distress distress_test close_quarters zone gap loitering rendezvous drift anchor_drag sudden_stop
    grounding port_visit cable_crossing identity_clone identity_swap identity_change fake_track teleport aid_fault
    abnormal watch_list jamming spoof_circle spoof_relocation spoof_dragoff slot_starvation feed_replay"""
    assert list(KINDS) == asked.split()
    assert len({kind.english for kind in KINDS.values()}) == len({kind.arabic for kind in KINDS.values()}) == len(KINDS)
    assert all(kind.of != "area" or kind.partition == "all" for kind in KINDS.values())


def test_the_fields_of_an_event_are_the_columns_of_the_table():
    fields = [field.name for field in dataclasses.fields(Event)] + ["vessels"]
    assert sorted(fields) == sorted(TABLE.by_name)


def test_a_name_says_kind_vessels_start_and_detector_and_nothing_else():
    name = event_id("gap", (2, 1), 5, "x")
    assert name == event_id("gap", (1, 2), 5, "x")
    others = [event_id("zone", (1, 2), 5, "x"), event_id("gap", (1,), 5, "x"), event_id("gap", (1, 2), 6, "x"),
              event_id("gap", (1, 2), 5, "y")]  # fmt: skip
    assert len({name, *others}) == 5
    assert len(name) == 16
    assert name == "671ff9bac3d3d524"  # a stored event keeps its name for ever


@given(st.lists(events, max_size=5))
def test_lines_give_the_events_back(some):
    assert list(read_lines(write_lines(some))) == some


@given(st.lists(events, max_size=5))
def test_rows_give_the_events_back(some):
    assert list(events_of(event_table(some))) == sorted(some, key=lambda event: (event.t_start, event.id))


@given(st.integers(-(1 << 50), 1 << 52))
def test_instants_go_there_and_back(t_us):
    assert instant_us(instant_text(t_us)) == t_us


def test_a_line_is_as_the_design_says():
    line = event_line(_event())
    for part in ('"t_start":"2026-03-01T10:00:00Z"', '"t_raised":"2026-03-01T12:00:05.000001Z"', '"t_end":null',
                 '"vessels":[211000001,412000002]', '"evidence":{"closest_m":31.25,"name":"مرصد"}'):  # fmt: skip
        assert part in line


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"rendezvous"', '"party"', "there is no kind party"),
        ('"open"', '"maybe"', "status or severity"),
        ('"t_start":"2026-03-01T10:00:00Z"', '"t_start":"2026-03-01T10:00:00"', "names no time zone"),
        ('"t_start":"2026-03-01T10:00:00Z"', '"t_start":null', "t_start is missing"),
        ("}", "", "JSONDecodeError"),
        ('"detector":"x",', "", "KeyError: 'detector'"),
    ],
)
def test_a_line_that_is_none_is_named(old, new, said):
    lines = [event_line(_event()), "", event_line(_event()).replace(old, new)]
    with pytest.raises(Refusal, match="Line 3 of the event file") as refused:
        list(read_lines(lines))
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_lake_keeps_events_by_the_day_of_their_start(tmp_path):
    event = _event(t_end=T0 + 1)
    with Lake.open(str(tmp_path / "lake"), lambda: T0, create=True) as lake:
        day = dt.date(2026, 3, 1)
        lake.commit({"events": {day: [lake.write("events", day, event_table([event]))]}})
        assert list(events_of(lake.read("events", day))) == [event]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1.0, "a": [0.1 + 0.2, None, True]}, '{"a":[0.3,null,true],"b":1}'),
        (float("nan"), "null"),
        (np.float32(1.5), "1.5"),
        (-0.0000001, "0"),
        ("é\n", '"é\\n"'),
    ],
)
def test_equal_values_have_one_spelling(value, text):
    assert canonical(value) == text


def test_what_json_cannot_say_is_an_error():
    with pytest.raises(TypeError, match="bytes"):
        canonical(b"")
