"""One row for each transmission, whatever the order, the copies, the delays and the number of parts (R7)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.schema.flags import Flag
from marsad.tracks.cleaning import Offsets, merged, unique
from marsad.tracks.cleaning.unique import HEARD_WINDOW_US
from marsad.tracks.position_arrays import positions_of
from tests.rows import table

DAY = 1_700_006_400_000_000
SECOND = 1_000_000
NO_RECEPTION = unique(table("position", []))[1]

sources = st.sampled_from([None, "a", "b"])
stations = st.sampled_from([None, "north", "south"])


@st.composite
def heard(draw: st.DrawFn) -> dict[str, Any]:
    """A report on air, near others of its payload and sometimes near midnight."""
    payload = draw(st.integers(1, 4))
    t = DAY + draw(st.sampled_from([0, 86_400])) * SECOND + draw(st.integers(-100, 100)) * SECOND
    t += draw(st.sampled_from([0, 0, 250_000]))
    second = payload * 7 % 60
    fix = t - (t - second * SECOND) % (60 * SECOND)
    if t - fix > 30 * SECOND:
        fix += 60 * SECOND
    return {
        "t": t, "source": draw(sources), "station": draw(stations), "offset": draw(st.integers(0, 3)), "sentences": 1,
        "mmsi": 200_000_000 + payload % 2, "digest": payload, "t_fix": fix if payload != 4 else None, "flags": 0,
        "signal_dbm": draw(st.sampled_from([None, -90.0, -80.0])), "lon_deg": payload / 8, "lat_deg": 50.0,
    }  # fmt: skip


@st.composite
def of_table(draw: st.DrawFn) -> dict[str, Any]:
    payload = draw(st.integers(10, 12))
    t = DAY + draw(st.integers(0, 20)) * SECOND // 4
    return {
        "t": t, "source": draw(sources), "station": draw(stations), "offset": draw(st.integers(0, 3)),
        "mmsi": 200_000_000, "digest": payload, "flags": int(Flag.TABLE), "lon_deg": payload / 8, "lat_deg": 50.0,
    }  # fmt: skip


def same(left: pa.Table, right: pa.Table) -> bool:
    return left.to_pylist() == right.to_pylist()


def by_definition(rows: list[dict[str, Any]], offsets: Offsets) -> list[dict[str, Any]]:
    """The kept rows, by comparing each with each."""

    def told(row: dict[str, Any]) -> int:
        return int(row["t"]) - offsets.of_receiver.get((row["source"] or "", row["station"] or ""), 0) * (
            not row["flags"]
        )

    left, kept = sorted(rows, key=told), []
    while left:
        cluster = [left.pop(0)]
        for row in list(left):
            window = SECOND if row["flags"] else HEARD_WINDOW_US
            alike = all(row[name] == cluster[0][name] for name in ("mmsi", "digest", "flags"))
            if alike and row["t"] // 86_400_000_000 == cluster[0]["t"] // 86_400_000_000:
                if told(row) - told(cluster[-1]) <= window:
                    cluster.append(row)
                    left.remove(row)
                else:
                    break
        kept.append(min(cluster, key=lambda r: (r["t"], r["station"] or "", r["source"] or "")))
    return kept


@given(st.lists(heard() | of_table(), max_size=40), st.sampled_from([0, 40 * SECOND, -25 * SECOND]))
def test_what_is_kept_is_what_the_rule_says(rows: list[dict[str, Any]], ahead: int) -> None:
    offsets = Offsets({("a", "north"): ahead} if ahead else {})
    kept, _, duplicates = unique(table("position", rows), offsets)
    expected = by_definition(rows, offsets)
    names = ("mmsi", "digest", "t", "station", "source")

    def key(row: dict[str, Any]) -> tuple[str, ...]:
        return tuple(str(row[name] or "") for name in names)

    assert sorted(key(rows[i]) for i in kept) == sorted(map(key, expected))
    assert kept.size + duplicates == len(rows)


@given(st.lists(heard() | of_table(), max_size=40), st.randoms(use_true_random=False), st.data(),
       st.sampled_from([0, 40 * SECOND]))  # fmt: skip
def test_parts_in_any_order_give_what_all_give_at_once(rows, random, data, ahead) -> None:
    offsets = Offsets({("a", "north"): ahead} if ahead else {})
    whole = merged(table("position", []), NO_RECEPTION, table("position", rows), offsets)
    shuffled = rows + data.draw(st.lists(st.sampled_from(rows), max_size=10) if rows else st.just([]))
    random.shuffle(shuffled)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=3)))
    lake, reception, put_in = table("position", []), NO_RECEPTION, 0
    for begin, end in zip([0, *cuts], [*cuts, len(shuffled)], strict=True):
        part = merged(lake, reception, table("position", shuffled[begin:end]), offsets)
        put_in += part.duplicates
        lake, reception = part.rows, part.reception
    assert same(lake, whole.rows)
    assert same(reception, whole.reception)
    assert put_in + lake.num_rows == len(shuffled)


@given(st.lists(heard(), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_the_feed_five_times_shuffled_gives_the_ordered_feed(rows, random) -> None:
    once = merged(table("position", []), NO_RECEPTION, table("position", rows))
    five = rows * 5
    random.shuffle(five)
    again = merged(table("position", []), NO_RECEPTION, table("position", five))
    assert same(once.rows, again.rows)
    assert same(once.reception, again.reception)


def report(t_s: float, **values: Any) -> dict[str, Any]:
    return {"t": DAY + int(t_s * SECOND), "mmsi": 200_000_001, "digest": 7, "sentences": 1, **values}


def test_every_receiver_is_named_and_every_time() -> None:
    rows = [report(0, station="south"), report(0.4, station="north"), report(0.4, station="north"), report(1)]
    kept, reception, duplicates = unique(table("position", rows))
    assert kept.tolist() == [0]
    assert duplicates == 3
    assert [(r["station"], r["t"].microsecond) for r in reception.to_pylist()] == [
        ("south", 0), ("north", 400_000), (None, 0)
    ]  # fmt: skip


def test_copies_that_tell_nothing_more_leave_no_trace() -> None:
    _, reception, duplicates = unique(table("position", [report(0), report(0), report(0)]))
    assert (reception.num_rows, duplicates) == (0, 2)


@pytest.mark.parametrize(
    "other", [{"channel": "B"}, {"flags": int(Flag.TALKER)}, {"sentences": 2, "group_id": 7}, {"signal_dbm": -80.0}]
)
def test_which_of_two_equal_hearings_is_kept_is_told_by_what_they_say(other: dict[str, Any]) -> None:
    one, two = report(0, station="north", channel="A"), report(0, station="north", **{"channel": "A", **other})
    kept = []
    for rows in ([{**one, "offset": 1}, {**two, "offset": 2}], [{**two, "offset": 3}, {**one, "offset": 4}]):
        told = merged(table("position", []), NO_RECEPTION, table("position", rows)).rows
        kept.append(told.drop_columns(["offset"]).to_pylist())
        again = merged(table("position", rows[:1]), NO_RECEPTION, table("position", rows[1:])).rows
        kept.append(again.drop_columns(["offset"]).to_pylist())
    assert len(kept[0]) == 1
    assert kept == [kept[0]] * 4


def test_how_a_table_was_cut_into_files_does_not_tell_which_row_is_kept() -> None:
    one = report(0, flags=int(Flag.TABLE), sentences=None, type=1, source="a")
    two = {**one, "type": 18, "source": "b"}
    swapped = [{**one, "source": "b"}, {**two, "source": "a"}]
    kept = [table("position", rows).take(unique(table("position", rows))[0]) for rows in ([one, two], swapped)]
    assert kept[0]["type"].to_pylist() == kept[1]["type"].to_pylist()


def test_a_chain_of_delays_is_one_transmission_and_a_later_payload_is_another() -> None:
    rows = [report(20.0 * i, source=f"s{i}") for i in range(5)] + [report(111)]
    kept, _, _ = unique(table("position", rows))
    assert kept.tolist() == [0, 5]


def test_transmissions_are_cut_at_midnight() -> None:
    kept, _, duplicates = unique(table("position", [report(-0.5), report(0.5)]))
    assert (kept.tolist(), duplicates) == ([0, 1], 0)


def test_a_table_that_samples_each_minute_keeps_a_vessel_that_lies_still() -> None:
    rows = [report(2.0 * i, flags=int(Flag.TABLE), sentences=None) for i in range(10)]
    assert unique(table("position", rows))[2] == 0


def test_one_sender_with_very_many_payloads_at_once_takes_no_longer() -> None:
    n = 60_000
    rng = np.random.default_rng(3)
    from tests.rows import columns

    heard_once = columns("position", n, t=np.full(n, DAY), mmsi=np.full(n, 1, np.uint32),
                         digest=rng.permutation(n).astype(np.uint64))  # fmt: skip
    twice = pa.concat_tables([heard_once, heard_once])
    kept, _, duplicates = unique(twice)
    assert (kept.size, duplicates) == (n, n)


def test_a_clock_judged_right_again_gives_its_transmission_back() -> None:
    rows = [report(10, source="a", station="north", offset=5), report(50, source="b", station="south", channel="B")]
    ahead = Offsets({("b", "south"): 40 * SECOND})
    first = merged(table("position", []), NO_RECEPTION, table("position", rows), ahead)
    assert first.rows.num_rows == 1
    second = merged(first.rows, first.reception, table("position", []))
    told = second.rows.select(["station", "offset", "channel", "digest"]).to_pylist()
    assert told == [
        {"station": "north", "offset": 5, "channel": None, "digest": 7},
        {"station": "south", "offset": 0, "channel": None, "digest": 7},
    ]
    again = merged(second.rows, second.reception, table("position", rows))
    assert (
        again.rows.to_pylist() == merged(table("position", []), NO_RECEPTION, table("position", rows)).rows.to_pylist()
    )


def test_kept_rows_stand_in_the_order_of_the_kernels() -> None:
    rows = [report(i * 37 % 60, digest=i, mmsi=200_000_000 + i % 3) for i in range(50)]
    result = merged(table("position", []), NO_RECEPTION, table("position", rows))
    assert positions_of(result.rows).row.tolist() == list(range(50))


@pytest.mark.parametrize("family", ["contact", "reject"])
def test_families_without_a_payload_lose_only_equal_rows(family: str) -> None:
    one = {"t": DAY, "offset": 3, "source": "a"}
    kept, reception, duplicates = unique(table(family, [one, {**one, "offset": 4}, one, {**one, "source": None}]))
    assert (sorted(kept.tolist()), reception.num_rows, duplicates) == ([0, 1, 3], 0, 1)


def test_a_report_without_a_time_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time"):
        unique(table("position", [report(0), {"mmsi": 1}]))
