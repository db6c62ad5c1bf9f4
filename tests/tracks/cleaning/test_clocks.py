"""Clocks of receivers: judged by base stations, then by one another; a function of the set of hearings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from marsad.schema.arrow import arrow_schema
from marsad.schema.flags import Flag
from marsad.schema.lake import LAKE
from marsad.tracks.cleaning import Offsets, ahead_of, clock_offsets, hearings_to_compare, merged, unique
from tests.rows import table

DAY = 1_700_006_400_000_000
SECOND = 1_000_000
NO_RECEPTION = unique(table("position", []))[1]


def base_reports(station: str, off_s: float, count: int = 20, mmsi: int = 2_111_111) -> list[dict[str, Any]]:
    return [
        {"t": DAY + 10 * k * SECOND + int(off_s * SECOND) + k % 3 * 100_000, "utc": DAY + 10 * k * SECOND, "mmsi": mmsi,
         "digest": mmsi * 1000 + k, "station": station, "source": "feed", "sentences": 1}
        for k in range(count)
    ]  # fmt: skip


def reports(stations: dict[str, float], count: int = 30) -> list[dict[str, Any]]:
    """Positions that several stations hear, each with its clock so many seconds ahead."""
    return [
        {"t": DAY + 60 * k * SECOND + int(off * SECOND), "mmsi": 200_000_001, "digest": k, "station": station,
         "source": "feed", "sentences": 1, "lon_deg": 4.0, "lat_deg": 52.0}
        for k in range(count) for station, off in stations.items()
    ]  # fmt: skip


def judged(base: list[dict[str, Any]], positions: list[dict[str, Any]]) -> pa.Table:
    return clock_offsets(
        [
            hearings_to_compare("base_station", table("base_station", base), NO_RECEPTION),
            hearings_to_compare("position", table("position", positions), NO_RECEPTION),
        ],
        DAY,
    )


def told(clocks: pa.Table) -> dict[str, tuple[float, str]]:
    return {row["station"]: (row["offset_s"], row["by"]) for row in clocks.to_pylist()}


def test_a_clock_is_judged_by_base_stations_and_others_by_it() -> None:
    clocks = judged(base_reports("a", 40.2), reports({"a": 40.2, "b": -3.0, "c": 0.1}))
    assert clocks.schema == arrow_schema(LAKE["clocks"])
    assert told(clocks) == {
        "a": (40.0, "message_4"), "b": (-3.0, "other_stations"), "c": (0.0, "other_stations")
    }  # fmt: skip
    assert Offsets.from_table(clocks).of_receiver == {("feed", "a"): 40 * SECOND, ("feed", "b"): -3 * SECOND}


def test_a_base_station_with_a_wrong_clock_is_outvoted() -> None:
    wrong = [row | {"utc": row["utc"] - 500 * SECOND} for row in base_reports("a", 0.2, 50, 2_000_001)]
    clocks = judged(wrong + base_reports("a", 0.2, 9, 2_000_002) + base_reports("a", 0.2, 9, 2_000_003), [])
    assert told(clocks) == {"a": (0.0, "message_4")}


def test_without_base_stations_the_receiver_with_most_in_common_is_right() -> None:
    clocks = judged([], [*reports({"a": 0, "b": 0, "c": 100}), *reports({"a": 0, "b": 0}, 60)[60:]])
    assert told(clocks) == {"b": (0.0, "other_stations"), "c": (100.0, "other_stations")}


def test_a_feed_that_is_late_now_more_and_now_less_has_no_offset() -> None:
    late = [row | {"t": row["t"] + (k * k * 97 % 20_000) * SECOND, "station": "satellite"}
            for k, row in enumerate(reports({"x": 0}))]  # fmt: skip
    assert told(judged([], reports({"a": 0, "b": 0}) + late)) == {"b": (0.0, "other_stations")}


def test_tables_of_rows_and_single_receivers_are_not_compared() -> None:
    rows = [row | {"flags": int(Flag.TABLE), "sentences": None} for row in reports({"a": 0, "b": 50})]
    assert judged([], rows).num_rows == 0
    assert judged([], reports({"a": 0})).num_rows == 0
    assert judged([], []).num_rows == 0


def test_hearings_with_a_wrong_clock_are_one_transmission_and_times_stay() -> None:
    rows = table("position", reports({"a": 0, "b": 45}))
    offsets = Offsets({("feed", "b"): 45 * SECOND})
    assert unique(rows)[0].size == 60
    clean = merged(table("position", []), NO_RECEPTION, rows, offsets)
    assert clean.rows.num_rows == 30
    assert clean.reception.num_rows == 60
    assert set(clean.rows["station"].to_pylist()) == {"a"}
    ahead = ahead_of(rows, offsets)
    assert ahead is not None
    assert ahead.tolist() == [0, 45 * SECOND] * 30
    assert ahead_of(rows, Offsets()) is None


@given(st.randoms(use_true_random=False), st.integers(0, 60), st.integers(0, 20))
def test_offsets_are_a_function_of_the_set_whatever_was_cleaned_before(random: Any, cut: int, again: int) -> None:
    base, positions = base_reports("a", 40.2), reports({"a": 40.2, "b": -3.0, "c": 0.1}, 20)
    at_once = judged(base, positions)
    random.shuffle(positions)
    lake = merged(table("position", []), NO_RECEPTION, table("position", positions[:cut]))
    base_lake = merged(table("base_station", []), NO_RECEPTION, table("base_station", base[:again]))
    reception = pa.concat_tables([lake.reception, base_lake.reception])
    rest = [
        pa.concat_tables([lake.rows, table("position", positions[cut:] + positions[:again])]),
        pa.concat_tables([base_lake.rows, table("base_station", base)]),
    ]
    parts = [
        hearings_to_compare("position", rest[0], reception),
        hearings_to_compare("base_station", rest[1], reception),
    ]
    assert clock_offsets(parts, DAY).to_pylist() == at_once.to_pylist()


def test_many_payloads_are_thinned_to_the_same_ones() -> None:
    n = 30_000
    from tests.rows import columns

    rows = columns("position", n, t=DAY + np.arange(n) * SECOND, mmsi=np.full(n, 7, np.uint32), digest=np.arange(n),
                   station=["a", "b"] * (n // 2), sentences=np.ones(n, np.uint8))  # fmt: skip
    halves = [hearings_to_compare("position", part, NO_RECEPTION) for part in (rows.slice(0, 9000), rows.slice(9000))]
    whole = hearings_to_compare("position", rows, NO_RECEPTION)
    assert whole.num_rows == 20_000
    assert clock_offsets(halves, DAY).equals(clock_offsets([whole], DAY))
