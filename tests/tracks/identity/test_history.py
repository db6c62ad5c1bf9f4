"""The static history: one row per change, a function of the set of statements, bounded where names alternate."""

from __future__ import annotations

import itertools
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from marsad.schema.flags import Flag
from marsad.schema.lake import LAKE
from marsad.tracks.identity import static_history
from marsad.tracks.identity.fields import FIELDS
from marsad.tracks.identity.history_kernel import KEPT_CHANGES
from tests.rows import table
from tests.tracks.identity.days import DAY_S, digest_of, us

SHIP, OTHER = 353_136_000, 477_219_900


def statement(t_s: float, mmsi: int = SHIP, type: int = 5, **fields: Any) -> dict[str, Any]:
    row = {"t": us(t_s), "mmsi": mmsi, "type": type, **fields}
    return row | {"digest": digest_of(*sorted(row.items()))}


def told(*rows: dict[str, Any]) -> list[tuple[Any, ...]]:
    history = static_history(table("static", rows)).rows.to_pylist()
    return [(row["field"], row["before"], row["value"]) for row in history]


def test_every_field_is_one_of_the_family() -> None:
    assert {*FIELDS} <= LAKE["static"].by_name.keys()


def test_a_row_for_each_change_and_none_for_a_repetition() -> None:
    assert told(
        statement(0, name="ALPHA", imo=9_074_729, draught_m=8.5),
        statement(360, name="ALPHA", imo=9_074_729, draught_m=8.5),
        statement(720, name="BETA", imo=9_074_729, draught_m=9.0),
    ) == [
        ("name", None, "ALPHA"), ("imo", None, "9074729"), ("draught_m", None, "8.5"), ("name", "ALPHA", "BETA"),
        ("draught_m", "8.5", "9"),
    ]  # fmt: skip


def test_null_says_no_longer_told_only_where_the_message_speaks_of_it() -> None:
    rows = [
        statement(0, type=24, part=0, name="ALPHA"),
        statement(1, type=24, part=1, callsign="H3RC"),
        statement(400, type=24, part=0, name="ALPHA"),
        statement(401, type=24, part=1),
    ]
    assert told(*rows) == [("name", None, "ALPHA"), ("callsign", None, "H3RC"), ("callsign", "H3RC", None)]


def test_a_row_of_a_table_speaks_only_of_what_it_tells() -> None:
    flags = int(Flag.TABLE)
    rows = [statement(0, name="ALPHA", callsign="H3RC", flags=flags), statement(60, name="BETA", flags=flags)]
    assert told(*rows) == [("name", None, "ALPHA"), ("callsign", None, "H3RC"), ("name", "ALPHA", "BETA")]


def test_alternating_names_are_bounded_and_end_right() -> None:
    rows = [statement(60 * k, name=("ALPHA", "BETA")[k % 2]) for k in range(101)]
    names = [row for row in told(*rows) if row[0] == "name"]
    assert len(names) == KEPT_CHANGES + 1
    assert names[-1] == ("name", "BETA", "ALPHA")
    for (_, _, value), (_, before, _) in itertools.pairwise(names):
        assert value == before, "each row tells what the one before it left"


def test_a_shared_number_names_no_vessel() -> None:
    rows = table("static", [statement(0, name="ALPHA"), statement(1, OTHER, name="BETA")])
    history = static_history(rows, shared=[SHIP]).rows.to_pylist()
    assert [(row["mmsi"], row["vessel_id"]) for row in history] == [(SHIP, None), (OTHER, OTHER * 100)]


def test_statements_without_a_time_and_none_at_all() -> None:
    empty = static_history(table("static", []))
    assert (empty.rows.num_rows, empty.said.num_rows) == (0, 0)
    assert static_history(table("static", [statement(0, name="A") | {"t": None}])).said.num_rows == 0


_WORDS = st.sampled_from([None, "ALPHA", "BETA", "GAMMA"])
_STATEMENTS = st.lists(
    st.builds(
        statement, st.integers(0, 4 * DAY_S // 3600).map(lambda hour: hour * 3600.0), st.sampled_from([SHIP, OTHER, 5]),
        st.sampled_from([5, 19, 24]), name=_WORDS, callsign=_WORDS, destination=_WORDS,
        imo=st.sampled_from([None, 9_074_729, 1]), draught_m=st.sampled_from([None, 7.5, 8.0]),
        flags=st.sampled_from([0, int(Flag.TABLE)]),
    ),
    max_size=60, unique_by=lambda row: (row["mmsi"], row["t"], row["digest"]),
)  # fmt: skip


@given(_STATEMENTS, st.randoms(use_true_random=False))
def test_the_order_of_the_statements_does_not_matter(rows: list[dict[str, Any]], random: Any) -> None:
    whole = static_history(table("static", rows))
    shuffled = random.sample(rows, len(rows))
    again = static_history(table("static", shuffled))
    assert again.rows.equals(whole.rows)
    assert again.said.equals(whole.said)


@given(_STATEMENTS)
def test_days_in_turn_and_senders_apart_give_the_whole(rows: list[dict[str, Any]]) -> None:
    whole = static_history(table("static", rows))
    pieces, said = [], []
    for sender in (5, SHIP, OTHER):
        state = None
        for day in range(5):
            some = [
                row for row in rows if row["mmsi"] == sender and us(day * DAY_S) <= row["t"] < us(day * DAY_S + DAY_S)
            ]
            history = static_history(table("static", some), state)
            pieces, state = [*pieces, history.rows], history.said
        said.append(state)
    assert pa.concat_tables(pieces).to_pylist() == whole.rows.to_pylist()
    assert pa.concat_tables(said).to_pylist() == whole.said.to_pylist()


@given(_STATEMENTS)
def test_hearing_the_last_word_again_changes_nothing(rows: list[dict[str, Any]]) -> None:
    first = static_history(table("static", rows))
    last = {(row["mmsi"]): row for row in first.said.to_pylist()}
    said = [
        statement(5 * DAY_S, mmsi, flags=int(Flag.TABLE), name=row["name"], callsign=row["callsign"], imo=row["imo"])
        for mmsi, row in last.items()
    ]
    assert static_history(table("static", said), first.said).rows.num_rows == 0


@given(_STATEMENTS)
def test_the_rows_replayed_give_what_is_said(rows: list[dict[str, Any]]) -> None:
    history = static_history(table("static", rows))
    now: dict[tuple[int, str], str | None] = {}
    for row in history.rows.to_pylist():
        assert now.get((row["mmsi"], row["field"])) == row["before"]
        assert row["value"] != row["before"]
        now[row["mmsi"], row["field"]] = row["value"]
    for row in history.said.to_pylist():
        for name in ("name", "callsign", "destination"):
            assert now.get((row["mmsi"], name)) == row[name]
        assert now.get((row["mmsi"], "imo")) == (None if row["imo"] is None else str(row["imo"]))
