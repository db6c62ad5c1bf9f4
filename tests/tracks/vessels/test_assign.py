"""Vessels under one MMSI: who is split, who is not, and what is a fault."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.geo.sphere import destination
from marsad.schema.flags import Flag
from marsad.schema.lake.resolved import OUTCOMES
from marsad.tracks.position_arrays import PositionArrays, positions_of
from marsad.tracks.vessels import VesselState, assign, close_day, merged_states, step
from marsad.tracks.vessels import records as codes
from tests.rows import table

DAY = 1_700_006_400_000_000
MINUTE = 60_000_000
SHARED = 211_000_001
Way = list[tuple[float, float, float]]
"""Minute of the day, longitude, latitude."""


def way(start_min: float, lon: float, lat: float, course: float, speed_kn: float, points: int, each_min: float) -> Way:
    """A steady way."""
    along = np.arange(points) * each_min
    lons, lats = destination(lon, lat, course, along * 60 * speed_kn * 0.514444)
    return [(start_min + float(m), float(x), float(y)) for m, x, y in zip(along, lons, lats, strict=True)]


def heard(fixes: Way, speed_kn: float | None = 10.0, course: float = 90.0, **more: Any) -> PositionArrays:
    """Fixes under the shared MMSI as positions; row numbers are those of `fixes`."""
    rows = [
        {"t": DAY + int(minute * MINUTE) + 7_000_000, "mmsi": SHARED, "lon_deg": lon, "lat_deg": lat, "digest": k,
         "sog_kn": speed_kn, "cog_deg": course, "type": 1, "flags": int(Flag.TABLE), **more}
        for k, (minute, lon, lat) in enumerate(fixes)
    ]  # fmt: skip
    return positions_of(table("position", rows))


def outcomes(one: PositionArrays, state: VesselState | None = None) -> tuple[list[int], list[str]]:
    """Vessel and outcome of each fix, in the order in which they were given."""
    result = assign(one, state or VesselState())
    back = np.argsort(one.digest)
    return result.vessel[back].tolist(), [OUTCOMES[k][0] for k in result.outcome[back]]


def test_codes_are_those_of_the_schema() -> None:
    names = [name for name, _ in OUTCOMES]
    assert [names[code] for code in (codes.TRACK, codes.NO_POSITION, codes.OUT_OF_RANGE, codes.ECHO, codes.SIGN_FLIP,
                                     codes.OUTLIER, codes.CROWD)] == names  # fmt: skip


def test_a_steady_vessel_is_one_vessel_over_the_date_line_and_by_the_pole() -> None:
    for lon, lat, course in ((179.9, 0.0, 90.0), (-179.9, 70.0, 270.0), (10.0, 89.5, 0.0)):
        vessels, told = outcomes(heard(way(0, lon, lat, course, 20, 100, 1), 20.0, course))
        assert set(vessels) == {0}
        assert set(told) == {"track"}


def test_two_vessels_that_take_turns_are_two_in_the_order_of_appearance() -> None:
    one, other = way(0, 4.0, 52.0, 90, 10, 60, 2), way(1, 4.3, 52.3, 90, 10, 60, 2)
    positions = heard([*other, *one])
    vessels, told = outcomes(positions)
    assert set(told) == {"track"}
    assert vessels == [1] * 60 + [0] * 60
    (split,) = assign(positions, VesselState()).splits
    assert (split["vessel"], split["other"], split["switches"]) == (1, 0, 119)
    assert split["impossible"] == 119
    assert 38 < split["mean_km"] < 41
    assert split["t_first"] < split["t_last"]


def test_a_vessel_that_falls_silent_and_is_heard_elsewhere_is_one_vessel() -> None:
    vessels, told = outcomes(heard([*way(0, 4, 52, 90, 10, 40, 1), *way(41, 9, 54, 90, 10, 40, 1)]))
    assert set(vessels) == {0}
    assert set(told) == {"track"}


def test_a_vessel_that_jumps_away_and_back_is_one_vessel() -> None:
    there, back = way(0, 4, 52, 90, 0, 30, 1), way(60, 4, 52, 90, 0, 30, 1)
    vessels, told = outcomes(heard([*there, *way(30, 4.5, 52.4, 90, 0, 30, 1), *back], 0.0))
    assert set(vessels) == {0}
    assert set(told) == {"track"}


def test_numbers_stay_from_day_to_day() -> None:
    first = [*way(0, 4.0, 52.0, 90, 0, 60, 2), *way(1, 4.3, 52.3, 90, 0, 60, 2)]
    state = assign(heard(first, 0.0), VesselState()).state
    assert [int(lane["vessel"]) for lane in state.lanes] == [0, 1]
    tomorrow = [(minute + 1440, lon, lat) for minute, lon, lat in way(0, 4.3, 52.3, 90, 0, 20, 2)]
    vessels, _ = outcomes(heard(tomorrow, 0.0), state)
    assert set(vessels) == {1}
    both = assign(heard([*tomorrow, *((m + 1, 4.0, 52.0) for m, _, _ in tomorrow)], 0.0), state)
    assert sorted(set(both.vessel.tolist())) == [0, 1]
    assert both.state.lanes["fixes"].tolist() == [80, 80]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((-4.1, 52.0), "sign_flip"),
        ((4.1, -52.0), "sign_flip"),
        ((-4.1, -52.0), "sign_flip"),
        ((52.0, 4.1), "sign_flip"),
        ((4.36, -20.37), "outlier"),
        ((4.0, 53.0), "outlier"),
    ],
)
def test_a_place_that_no_vessel_can_have_been_at_is_named(place: tuple[float, float], expected: str) -> None:
    fixes = way(0, 4.0, 52.0, 90, 10, 60, 1)
    vessels, told = outcomes(heard([*fixes, (25.5, *place)]))
    assert told[-1] == expected
    assert vessels[-1] == codes.NO_VESSEL
    assert set(told[:-1]) == {"track"}


def test_a_place_told_again_minutes_late_is_an_echo() -> None:
    fixes = way(0, 4.0, 52.0, 90, 40, 60, 0.5)
    _, told = outcomes(heard([*fixes, (25.1, *fixes[42][1:])], 40.0))
    assert told[-1] == "echo"
    assert set(told[:-1]) == {"track"}


def test_what_a_repeater_sends_again_is_an_echo() -> None:
    fixes = way(0, 4.0, 52.0, 90, 10, 5, 1)
    rows = [
        {"t": DAY + int(m * MINUTE), "t_fix": DAY + int(m * MINUTE), "mmsi": SHARED, "lon_deg": lon, "lat_deg": lat,
         "digest": 2 * k + again, "repeat": again, "sog_kn": 10.0, "cog_deg": 90.0}
        for k, (m, lon, lat) in enumerate(fixes) for again in (0, 1)
    ]  # fmt: skip
    _, told = outcomes(positions_of(table("position", rows)))
    assert told == ["track", "echo"] * 5
    _, alone = outcomes(positions_of(table("position", rows[1::2])))
    assert set(alone) == {"track"}


def test_rows_without_a_place_say_why() -> None:
    base = {"mmsi": SHARED, "flags": int(Flag.TABLE)}
    rows = [
        {**base, "t": DAY, "digest": 0},
        {**base, "t": DAY + MINUTE, "digest": 1, "flags": int(Flag.POSITION_RANGE)},
        {**base, "t": DAY + 2 * MINUTE, "digest": 2, "lon_deg": 0.0, "lat_deg": 0.0},
    ]
    result = assign(positions_of(table("position", rows)), VesselState())
    assert [OUTCOMES[k][0] for k in result.outcome] == ["no_position", "out_of_range", "no_position"]
    assert result.vessel.tolist() == [codes.NO_VESSEL] * 3
    assert result.state.lanes.size == 0


def test_more_than_eight_vessels_are_a_crowd() -> None:
    fixes = [fix for k in range(10) for fix in way(k / 10, 10.0 * k, 40.0, 90, 0, 20 - k, 1)]
    vessels, told = outcomes(heard(fixes, 0.0))
    assert set(vessels) == {*range(8), codes.NO_VESSEL}
    assert told.count("crowd") == 12 + 11


def test_an_aircraft_may_fly_and_a_ship_may_not() -> None:
    fixes = way(0, 4.0, 52.0, 90, 300, 40, 2)
    assert set(outcomes(heard(fixes, None, type=9))[1]) == {"track"}
    jumpy = [fix for k, fix in enumerate(way(0, 4.0, 52.0, 90, 0, 40, 2)) if k != 20]
    assert outcomes(heard([*jumpy, (40, 4.0, 52.3)], None))[1][-1] == "outlier"


@st.composite
def traffic(draw: st.DrawFn) -> PositionArrays:
    """A few MMSI, each with one to three vessels, wild places among them."""
    rows: list[dict[str, Any]] = []
    for mmsi in range(SHARED, SHARED + draw(st.integers(1, 3))):
        for _ in range(draw(st.integers(1, 3))):
            lon, lat = draw(st.floats(-180, 180)), draw(st.floats(-89, 89))
            fixes = way(draw(st.integers(0, 1300)), lon, lat, draw(st.floats(0, 359)), draw(st.floats(0, 30)),
                        draw(st.integers(1, 12)), draw(st.sampled_from([0.1, 1, 12])))  # fmt: skip
            rows += [{"mmsi": mmsi, "t": DAY + int(m * MINUTE), "lon_deg": x, "lat_deg": y} for m, x, y in fixes]
    for row in rows:
        row["digest"] = draw(st.integers(0, 1000))
        row["sog_kn"] = draw(st.sampled_from([None, 0.0, 10.0, 102.2]))
        row["cog_deg"] = draw(st.sampled_from([None, 90.0]))
        row["t"] = min(int(row["t"]), DAY + 1440 * MINUTE - 1)
    return positions_of(table("position", [row | {"lon_deg": (row["lon_deg"] + 180) % 360 - 180} for row in rows]))


@given(traffic(), st.lists(st.integers(0, 1440), max_size=6))
def test_a_day_in_many_calls_is_the_day_in_one(positions: PositionArrays, cuts: list[int]) -> None:
    whole = assign(positions, VesselState())
    state, parts, rows = VesselState(), [], []
    bounds = [-1000, *sorted(cuts), 2000]
    for begin, end in pairwise(bounds):
        inside = np.flatnonzero((positions.tk >= DAY + begin * MINUTE) & (positions.tk < DAY + end * MINUTE))
        stepped = step(positions.part(inside), state)
        state = stepped.state
        parts.append(stepped)
        rows.append(inside)
    closed = close_day(state)
    vessel, outcome = np.zeros(len(positions), np.uint8), np.zeros(len(positions), np.uint8)
    for inside, stepped in zip(rows, parts, strict=True):
        vessel[inside], outcome[inside] = closed.of_rows(positions.mmsi[inside], stepped)
    assert vessel.tolist() == whole.vessel.tolist()
    assert outcome.tolist() == whole.outcome.tolist()
    assert closed.state.lanes.tobytes() == whole.state.lanes.tobytes()
    assert closed.splits.tobytes() == whole.splits.tobytes()


@given(traffic(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_cut_into_shards_do_not_matter(positions: PositionArrays, random: Any) -> None:
    whole = assign(positions, VesselState())
    own = positions.mmsi % 2 == 0
    halves = [assign(positions.part(which), VesselState()) for which in (own, ~own)]
    assert whole.vessel[own].tolist() == halves[0].vessel.tolist()
    assert whole.outcome[~own].tolist() == halves[1].outcome.tolist()
    assert merged_states([half.state for half in halves]).lanes.tobytes() == whole.state.lanes.tobytes()


@given(traffic())
def test_the_state_comes_back_from_arrow(positions: PositionArrays) -> None:
    state = assign(positions, VesselState()).state
    table_of_state = state.to_arrow()
    shuffled: npt.NDArray[np.int64] = np.arange(table_of_state.num_rows)[::-1]
    assert VesselState.from_arrow(table_of_state.take(shuffled)).lanes.tobytes() == state.lanes.tobytes()


def test_a_state_in_the_middle_of_a_day_is_not_written() -> None:
    with pytest.raises(ValueError, match="close it first"):
        step(heard(way(0, 4, 52, 90, 10, 3, 1)), VesselState()).state.to_arrow()
