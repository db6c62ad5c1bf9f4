"""In = out + rejected, to the byte, on every file; and rejects lie where nothing was used."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.decode.batch import Batch
from tests.decode.agreement.cases import CORPORA
from tests.decode.lines import spoilt, streams
from tests.decode.streams import decoded, rows


def _check(data: bytes, batch: Batch) -> None:
    counts = batch.counts
    assert counts.bytes == len(data)
    assert all(number >= 0 for number in astuple(counts)[:8])
    rejects = sorted((row["offset"], row["length"], row["reason"]) for row in rows(batch, "reject"))
    assert len(rejects) == counts.reject_lines
    assert sum(length for _, length, _ in rejects) == counts.reject_bytes
    end = 0
    for offset, length, _ in rejects:
        assert offset >= end  # none twice
        assert length > 0
        end = offset + length
    assert end <= len(data)
    begins = {offset: offset + length for offset, length, _ in rejects}
    used = {row["offset"] for name, table in batch.tables.items() if name != "reject" for row in table.to_pylist()}
    assert not used & begins.keys()
    for offset in used:
        assert 0 <= offset < len(data)
        assert not any(begin < offset < stop for begin, stop in begins.items())
    assert len(used) <= counts.used_lines


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_corpus(corpus: str, corpora: Path) -> None:
    data = (corpora / "nmea" / corpus).read_bytes()
    batch = decoded(data)
    _check(data, batch)
    sentences = sum(
        row["sentences"]
        for name, table in batch.tables.items()
        if name not in ("reject", "contact")
        for row in table.to_pylist()
        if not (name == "static" and row["type"] == 19)  # told again in its position row
    )
    time_lines = data.count(b"$PGHP,")
    assert sentences <= batch.counts.used_lines <= sentences + time_lines


@settings(max_examples=100)
@given(data=streams(), seed=st.integers(0, 2**32))
def test_mixes_and_spoilt_mixes(data: bytes, seed: int) -> None:
    _check(data, decoded(data))
    data = spoilt(data, seed)
    _check(data, decoded(data))


@settings(max_examples=200)
@given(data=st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    _check(data, decoded(data))
