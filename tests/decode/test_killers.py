"""What becomes of each input that has broken other software, pinned one by one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from marsad.decode.batch import Batch
from marsad.schema.flags import Flag
from tests.decode.killers import KILLERS, POSITION
from tests.decode.streams import assert_same, decoded, reasons, rows, sentence, tag

ONE_POSITION = (
    "plain", "204 bits of type 1", "wrong tag checksum", "two tag blocks", "tag block", "time in ms", "time in us",
    "group over $ sentences", "Coast Guard suffix", "signal and slot suffix", "epoch ms suffix", "epoch s suffix",
    "ISO prefix", "epoch prefix", "Gatehouse time", "own ship without channel", "no checksum", "a channel beyond ASCII",
    "fill bits left out", "collision garbage",
)  # fmt: skip
ONE_STATIC = (
    "two parts", "empty sequence id", "sequence id out of range", "short type 5", "type 5 of 420 bits",
    "part A of 160 bits", "part A of 168 bits", "mother ship", "group", "group out of order", "old group form",
    "escaped line end",
)  # fmt: skip


def _of(name: str) -> Batch:
    return decoded(KILLERS[name])


def _time(row: dict[str, object]) -> float:
    assert isinstance(row["t"], datetime)
    return row["t"].timestamp()


def _only(name: str, table: str = "position") -> dict[str, object]:
    (row,) = rows(_of(name), table)
    return row


@pytest.mark.parametrize("name", KILLERS)
def test_each_reads_alike_however_cut(name: str) -> None:
    data = KILLERS[name]
    assert_same(decoded(data), decoded(data, range(0, len(data), 7)))


@pytest.mark.parametrize("name", ONE_POSITION)
def test_gives_one_position(name: str) -> None:
    batch = _of(name)
    assert batch.rows == len(rows(batch)) == 1
    assert reasons(batch) == []


@pytest.mark.parametrize("name", ONE_STATIC)
def test_gives_one_statement(name: str) -> None:
    batch = _of(name)
    assert batch.rows == len(rows(batch, "static")) == 1
    assert reasons(batch) == []


@pytest.mark.parametrize(("name", "table", "type_"), [
    ("SART text", "safety_text", 14), ("crash 6", "binary", 6), ("empty interrogation", "link", 15),
    ("binary without DAC", "binary", 8),
])  # fmt: skip
def test_what_crashed_others_is_a_row(name: str, table: str, type_: int) -> None:
    assert _only(name, table)["type"] == type_


def test_sart_text() -> None:
    row = _only("SART text", "safety_text")
    assert (row["mmsi"], row["text"]) == (970_010_119, "SART ACTIVE")


def test_lengths_beside_the_standard_are_marked() -> None:
    assert _only("204 bits of type 1")["flags"] == Flag.LENGTH
    assert _only("collision garbage")["flags"] == Flag.LENGTH
    assert _only("type 5 of 420 bits", "static")["flags"] == Flag.LENGTH
    short = _only("short type 5", "static")
    assert (short["flags"], short["name"], short["destination"]) == (Flag.LENGTH, "MT.MITCHELL", "SEATT")
    assert _only("part A of 160 bits", "static")["flags"] == _only("part A of 168 bits", "static")["flags"] == 0


def test_a_craft_names_its_mother_ship_not_its_hull() -> None:
    row = _only("mother ship", "static")
    assert row["mothership_mmsi"] is not None
    assert row["to_bow_m"] is None


def test_undefined_parts_of_message_24_are_rows() -> None:
    assert [row["part"] for row in rows(_of("parts 2 and 3 of message 24"), "static")] == [2, 3]


@pytest.mark.parametrize(("name", "t", "station"), [
    ("tag block", 1_120_959_341, "r003669945"),
    ("time in ms", 1_599_239_526.5, "sdr"),
    ("time in us", 1_599_239_526.50025, "sdr"),
    ("two tag blocks", 1_600_000_000, "rST"),
    ("wrong tag checksum", 1_600_000_000, "rST"),
    ("group over $ sentences", 1_600_000_000, "rST"),
    ("Coast Guard suffix", 1_332_115_265, "r003669945"),
    ("signal and slot suffix", 1_325_394_060, "r003669946"),
    ("epoch ms suffix", 1_327_992_119.173, None),
    ("epoch s suffix", 1_485_907_262, None),
    ("ISO prefix", datetime(2019, 11, 11, 6, 14, 0, 250_000, UTC).timestamp(), None),
    ("epoch prefix", 1_573_452_840, None),
    ("Gatehouse time", datetime(2010, 6, 11, 11, 46, 11, 390_000, UTC).timestamp(), None),
])  # fmt: skip
def test_time_and_station_of_each_wrapper(name: str, t: float, station: str | None) -> None:
    row = _only(name)
    assert _time(row) == t
    assert row["station"] == station


def test_the_first_time_wins_where_a_line_tells_two() -> None:
    assert _time(rows(decoded(tag(b"c:1600000000") + POSITION + b",1485907262\n"))[0]) == 1_600_000_000
    assert _time(rows(decoded(KILLERS["Gatehouse time"].split(b"\n")[0] + b"\n" + POSITION + b",1485907262\n"))[0]) == (
        1_485_907_262
    )


@pytest.mark.parametrize("name", ["group", "group out of order", "old group form"])
def test_groups_keep_time_station_and_number(name: str) -> None:
    row = _only(name, "static")
    assert (_time(row), row["station"], row["group_id"], row["sentences"]) == (1_600_000_000, "rST", 77, 2)


def test_a_group_number_is_used_again() -> None:
    first, second = rows(_of("group id used again"), "static")
    assert (_time(first), first["station"]) == (1_600_000_000, "rA")
    assert (_time(second), second["station"]) == (1_600_000_900, "rB")


def test_signal_and_slot() -> None:
    row = _only("signal and slot suffix")
    assert (row["signal_dbm"], row["slot_heard"]) == (-109, 2105)


@pytest.mark.parametrize(("name", "reason"), [
    ("empty payload", ["empty_payload"]), ("wrong checksum", ["checksum"]), ("ten fragments", [
        "fragment_number", "fragment_number", "fragment_number", "fragment_incomplete"]),
    ("a channel that is a line end", ["framing", "garbage"]), ("bad radar", ["radar_fields"] * 2),
    ("a tag block that never ends", ["tag_block"]), ("Gatehouse nonsense", ["time_fields"]),
])  # fmt: skip
def test_rejects_tell_the_reason(name: str, reason: list[str]) -> None:
    data = KILLERS[name]
    if name == "Gatehouse nonsense":
        data = sentence(b"PGHP,1,2010,13,41,11,46,11,390,231,45,992190934,1,2B", b"$") + b"\n" + POSITION + b"\n"
    assert reasons(decoded(data)) == reason


def test_fill_bits_that_cannot_be_are_none_and_marked() -> None:
    found = rows(_of("wrong fill bits"))
    assert [row["flags"] for row in found] == [Flag.FILL_BITS] * 2
    assert {row["mmsi"] for row in found} == {371_798_000}


def test_talkers() -> None:
    assert [row["flags"] for row in rows(_of("talkers"))] == [0] * 7
    assert [row["flags"] for row in rows(_of("garbled talkers"))] == [Flag.TALKER] * 3


def test_line_ends() -> None:
    assert len(rows(_of("line ends"))) == 5
    assert reasons(_of("line ends")) == []


def test_one_sequence_number_on_two_channels() -> None:
    found = rows(_of("one sequence id on two channels"), "static")
    assert [(row["channel"], row["name"], row["destination"]) for row in found] == [
        ("B", "MT.MITCHELL", "SEATTLE"), ("A", "MT.MITCHELL", "SEATTLE"),
    ]  # fmt: skip


def test_a_part_that_lost_its_first_spoils_nothing() -> None:
    batch = _of("an orphan part")
    assert len(rows(batch, "static")) == 3
    assert {row["destination"] for row in rows(batch, "static")} == {"SEATTLE"}
    assert reasons(batch) == ["fragment_incomplete"]


def test_several_sentences_on_a_line() -> None:
    found = rows(_of("two sentences on a line"))
    assert [row["station"] for row in found] == [None, None, "rST"]
    assert [row["offset"] for row in found] == [0, len(POSITION), 2 * len(POSITION) + 1]


def test_a_commented_sentence_is_a_comment() -> None:
    batch = _of("a comment that quotes")
    assert (batch.rows, batch.counts.other_lines, reasons(batch)) == (0, 1, [])


def test_radar() -> None:
    found = rows(_of("radar"), "contact")
    assert [(row["sentence"], row["track_number"], row["label"]) for row in found] == [
        ("TTM", 1, "b"), ("TLL", 1, "NAME"), ("TLB", 1, "ONE"), ("TLB", 2, "TWO"),
    ]  # fmt: skip
