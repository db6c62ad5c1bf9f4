"""What receivers put out, read by Marsad's decoder, by pyais and by gpsdecode: nothing is rejected, all is as meant."""

from __future__ import annotations

import re
import shutil

import numpy as np
import pyais
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.decode.decoder import Decoder
from marsad.testing.simulator.feed.encode import encode
from marsad.testing.simulator.feed.sentences import sentences
from marsad.testing.simulator.records import RX, TX
from tests.decode.peers import GPSD_NAMES, PYAIS_NAMES, gpsdecode
from tests.testing.simulator.feed.rows import PAPERS, meant, moves, paper_rows, papers, text, transmissions, whole

CASES = given(
    st.lists(moves, min_size=1, max_size=25),
    st.lists(papers, min_size=1, max_size=3),
    st.lists(text(120, 1).filter(bool), min_size=1, max_size=3),
)


def heard(tx, ms=0):
    rx = np.zeros(len(tx), RX)
    rx["tx"], rx["t"], rx["repeat"] = np.arange(len(tx)), tx["t"] // 1000 * 1000 + ms * 1000, tx["repeat"]
    return rx


def lines(tx, own, words):
    rx = heard(tx)
    return sentences(encode(tx, own, words), rx, rx["tx"], "SIMADEN")


def made(rows, drawn, some_words):
    words = [some_words[at % len(some_words)] for at in range(PAPERS)]
    return transmissions(rows), paper_rows(drawn), words


def same(told, want):
    if isinstance(want, float):
        # degrees of a course come as float32
        return told is not None and told == pytest.approx(want, abs=2e-5)
    if want is None or want == "":
        return told in (None, "")
    return told == want


@CASES
def test_marsad_reads_what_was_meant(rows, drawn, some_words):
    tx, own, words = made(rows, drawn, some_words)
    decoder = Decoder()
    batch = decoder.feed(lines(tx, own, words))
    assert batch.counts.reject_lines == batch.counts.other_lines == 0
    assert decoder.flush().counts.reject_lines == 0
    read = {}
    for table in batch.tables.values():
        for row in table.to_pylist():
            merged = {k: v for k, v in row.items() if v is not None}
            read[row["offset"]] = read.get(row["offset"], {}) | merged
    assert len(read) == len(tx)
    for row, (_, told) in zip(tx, sorted(read.items()), strict=True):
        want = meant(row, own[row["words"]], words)
        assert {k: told.get(k) for k, v in want.items() if not same(told.get(k), v)} == {}
        assert told["station"] == "SIMADEN"
        assert told["t"].timestamp() * 1000 == pytest.approx(int(row["t"]) // 1000, abs=0.01)


@CASES
def test_pyais_reads_what_was_meant(rows, drawn, some_words):
    tx, own, words = made(rows, drawn, some_words)
    parts = [line.split(b"\\")[-1] for line in lines(tx, own, words).splitlines()]
    told, at = [], 0
    while at < len(parts):
        count = int(parts[at].split(b",")[1])
        told.append(pyais.decode(*parts[at : at + count]).asdict())
        at += count
    agree(tx, own, words, told, PYAIS_NAMES, {"rot_raw", "text", "ship_type"})
    assert [one["msg_type"] for one in told] == tx["type"].tolist()


NA = {"lon_deg": 181, "lat_deg": 91, "heading_deg": 511, "eta_hour": 24, "eta_minute": 60}


def agree(tx, own, words, told, names, leave_out):
    """Values that two others give under names of their own; not available is a code with them."""
    assert len(told) == len(tx)
    for row, one in zip(tx, told, strict=True):
        for ours, want in meant(row, own[row["words"]], words).items():
            theirs = names.get(ours)
            if theirs not in one or ours in leave_out or (row["type"] == 20 and ours.startswith("reserved")):
                continue
            value = NA.get(ours, 0) if want is None else want
            if row["type"] == 27 and theirs == "status" and isinstance(one[theirs], str):
                continue  # gpsdecode spells it out there
            if isinstance(value, str):
                assert one[theirs] == value
            else:
                # gpsdecode prints one decimal of message 27's degrees
                coarse = 0.051 if row["type"] == 27 and names is GPSD_NAMES else 1e-4
                assert float(one[theirs]) == pytest.approx(float(value), abs=coarse), (row, ours)


@pytest.mark.skipif(shutil.which("gpsdecode") is None, reason="no gpsdecode here: install gpsd-clients")
@settings(max_examples=25)
@given(st.lists(moves, min_size=1, max_size=100), st.lists(papers, min_size=1, max_size=3))
def test_gpsdecode_reads_all_of_it(rows, drawn):
    # It keeps 24 A until 24 B of the same MMSI comes, and draws texts in its own way.
    tx, own, words = made([row for row in rows if row["type"] != 24], drawn, ["SECURITE"])
    told = gpsdecode([lines(tx, own, words)])
    agree(tx, own, words, told, GPSD_NAMES, {"rot_raw", "text", "radio"})
    assert [one["type"] for one in told] == tx["type"].tolist()


def test_a_line_is_spelt_as_receivers_spell_it():
    tx = np.zeros(2, TX)
    tx["t"], tx["type"], tx["mmsi"], tx["words"] = 1_700_000_000_123_456, [1, 5], 211_000_001, 0
    out = lines(tx, paper_rows([{"name": "A"}]), []).decode()
    assert re.fullmatch(
        r"\\s:SIMADEN,c:1700000000123\*[0-9A-F]{2}\\!AIVDM,1,1,,A,[^,]{28},0\*[0-9A-F]{2}\r\n"
        r"\\g:1-2-(\d+),s:SIMADEN,c:1700000000123\*[0-9A-F]{2}\\!AIVDM,2,1,(\d),A,[^,]{60},0\*[0-9A-F]{2}\r\n"
        r"\\g:2-2-\1\*[0-9A-F]{2}\\!AIVDM,2,2,\2,A,[^,]{11},2\*[0-9A-F]{2}\r\n",
        out,
    )
    assert all(len(line.split("\\")[2]) + 2 <= 82 for line in out.splitlines())


def test_a_repeater_shows_in_the_sentence():
    tx = np.zeros(1, TX)
    tx["t"], tx["type"], tx["mmsi"] = 1_700_000_000_000_000, 1, 211_000_001
    rx = heard(tx)
    rx["repeat"] = 1
    line = sentences(encode(tx, paper_rows([{}]), []), rx, rx["tx"], "SIMADEN").split(b"\\")[2]
    assert pyais.decode(line).repeat == 1
    assert pyais.decode(line).mmsi == 211_000_001


def test_only_a_simulated_station_has_a_feed():
    tx = np.zeros(1, TX)
    tx["type"] = 1
    with pytest.raises(ValueError, match="begins with SIM"):
        sentences(encode(tx, paper_rows([{}]), []), heard(tx), np.zeros(1, np.int64), "ADEN")


@given(whole(0, 63))
def test_a_message_that_nobody_sends_is_refused(number):
    tx = np.zeros(1, TX)
    tx["type"] = number
    if number in (1, 2, 3, 4, 5, 9, 14, 18, 19, 20, 21, 24, 27):
        assert len(encode(tx, paper_rows([{}]), ["A"]).first) == 2
    else:
        with pytest.raises(ValueError, match=f"no message {number}"):
            encode(tx, paper_rows([{}]), ["A"])


def test_nothing_heard_is_no_line():
    empty = np.zeros(0, TX)
    assert lines(empty, paper_rows([{}]), []) == b""
