"""File to tables at fifty times pyais and fifteen times gpsdecode, tag blocks at 60 %, two threads at 1.7 times."""

from __future__ import annotations

import pytest

import decode


@pytest.mark.skipif(not decode.SAMPLE.exists(), reason="the recorded corpora are not here")
def test_files_become_tables_in_time(short, tmp_path):
    files = decode.write_files(tmp_path, decode.SHORT_TILES if short else decode.TILES)
    found = decode.measure(files, decode.SHORT_RUNS if short else decode.RUNS)
    print(decode.told(found))
    for peer, times in decode.MUST.items():
        assert found["marsad"] >= times * found[peer], peer
    assert found["marsad, tag blocks"] >= decode.TAGGED_MUST * found["marsad"]
    assert found["two threads"] >= decode.THREADS_MUST


def test_the_first_row_comes_within_a_second(short):
    wall_s, parts = decode.first_row_s(decode.SHORT_RUNS if short else decode.RUNS)
    print(decode.told_first_row(wall_s, parts))
    assert wall_s < decode.FIRST_ROW_MUST_S
