"""A message of several sentences that several stations heard, where only its first sentence names the station."""

from __future__ import annotations

from marsad.decode.ais.encode import encode_message, sentences
from tests.decode.streams import decoded, rows

T_US = 1_725_148_800_000_000


def heard(name: str, station: str, late_us: int = 0, sequence: int = 3) -> list[bytes]:
    said = encode_message(5, 235_001_000, {"name": name, "callsign": "ABC", "imo": 9_074_729})
    return sentences(said, sequence=sequence, station=station, t_us=T_US + late_us)


def stations(lines: list[bytes]) -> tuple[list[tuple[str, str]], list[str]]:
    """Names and stations of the statements, and the reasons of what is no part of one."""
    batch = decoded(b"".join(lines))
    told = [(row["name"], row["station"]) for row in rows(batch, "static")]
    return told, [row["reason"] for row in rows(batch, "reject")]


def test_one_station_after_the_other() -> None:
    a, b, c = heard("ONE", "a"), heard("ONE", "b", 400_000), heard("ONE", "c", 900_000)
    assert stations(a + b + c) == ([("ONE", "a"), ("ONE", "b"), ("ONE", "c")], [])


def test_both_stations_line_by_line() -> None:
    a, b = heard("ONE", "a"), heard("ONE", "b", 400_000)
    told, rejects = stations([a[0], b[0], a[1], b[1]])
    assert (sorted(told), rejects) == ([("ONE", "a"), ("ONE", "b")], [])


def test_another_message_of_the_same_number_by_another_station() -> None:
    a, b = heard("ONE", "a"), heard("TWO", "b", 400_000)
    assert stations(a + b) == ([("ONE", "a"), ("TWO", "b")], [])


def test_a_copy_of_a_last_sentence_does_not_end_a_message_that_lost_its_own() -> None:
    other = sentences(encode_message(5, 235_001_007, {"name": "LOST", "callsign": "XYZ"}), sequence=3, station="b",
                      t_us=T_US)  # fmt: skip
    a = heard("ONE", "a", 400_000)
    told, rejects = stations([other[0], *a, a[1]])
    assert told == [("ONE", "a")]
    assert sorted(rejects) == ["fragment_duplicate", "fragment_incomplete"]


def test_a_sentence_that_comes_twice_is_a_copy() -> None:
    a = heard("ONE", "a")
    assert stations([a[0], a[0], a[1], a[1]]) == ([("ONE", "a")], ["fragment_duplicate", "fragment_duplicate"])
