"""What holds for every format: a new file in `decode/formats` is taken up by itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.schema import FAMILIES, Flag
from marsad.schema.arrow import arrow_schema
from tests.decode.formats.samples import CASES, LOADED, PARQUET, claims, read, read_pieces

ALL = [*CASES, *(("parquet", title, data) for title, data in PARQUET.items())]
IDS = [f"{name}/{title}" for name, title, _ in ALL]
CUT_IDS = [f"{name}/{title}" for name, title, _ in CASES]
NULLABLE = {name: {column.name for column in table.columns if column.nullable} for name, table in FAMILIES.items()}


def test_every_format_has_a_sample():
    assert {name for name, _, _ in ALL} == set(LOADED)


@pytest.mark.parametrize(("name", "title", "data"), ALL, ids=IDS)
def test_a_sample_is_claimed_by_its_own_format_and_no_other_as_surely(name, title, data):
    assert list(claims(data, title)) == [name]


@pytest.mark.parametrize(("name", "title", "data"), ALL, ids=IDS)
def test_tables_have_the_schema_of_their_family(name, title, data):
    tables = read(data, title).tables
    assert tables
    for family, table in tables.items():
        assert table.schema.equals(arrow_schema(FAMILIES[family]), check_metadata=True)
        table.validate(full=True)
        for column in table.column_names:
            assert column in NULLABLE[family] or table[column].null_count == 0, column


@pytest.mark.parametrize(("name", "title", "data"), CASES, ids=CUT_IDS)
def test_counts_add_up_to_the_input(name, title, data):
    batch = read(data, title)
    assert batch.counts.bytes == len(data)
    assert batch.counts.used_lines > 0
    rejects = batch.tables.get("reject")
    assert batch.counts.reject_lines == (0 if rejects is None else rejects.num_rows)
    if rejects is not None:
        assert batch.counts.reject_bytes == sum(rejects["length"].to_pylist())


@pytest.mark.parametrize(("name", "title", "data"), CASES, ids=CUT_IDS)
@settings(max_examples=25)
@given(picks=st.data())
def test_however_the_bytes_are_cut_the_rows_are_the_same(name, title, data, picks):
    cuts = sorted(picks.draw(st.lists(st.integers(0, len(data)), max_size=12)))
    pieces = [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]
    same(read(data, title), read_pieces(data, pieces, title))


@pytest.mark.parametrize(("name", "title", "data"), CASES, ids=CUT_IDS)
def test_byte_by_byte_gives_the_same(name, title, data):
    same(read(data, title), read_pieces(data, [data[i : i + 1] for i in range(len(data))], title))


@pytest.mark.parametrize(("name", "title", "data"), ALL, ids=IDS)
def test_rows_of_tables_are_marked_as_such(name, title, data):
    for family, table in read(data, title).tables.items():
        if family != "reject":
            marked = {bool(flags & Flag.TABLE) for flags in table["flags"].to_pylist()}
            assert marked == {name != "nmea"}


@pytest.mark.parametrize(("name", "title", "data"), CASES, ids=CUT_IDS)
@settings(max_examples=30)
@given(picks=st.data())
def test_damage_makes_rejects_and_nothing_worse(name, title, data, picks):
    at = picks.draw(st.integers(0, len(data)))
    length = picks.draw(st.integers(0, 40))
    noise = picks.draw(st.binary(max_size=60))
    # the header stays, or this would be another table
    begin = data.index(b"\n") + 1 if b"\n" in data else 0
    at = max(at, begin)
    hurt = data[:at] + noise + data[at + length :]
    batch = read_pieces(data, [hurt], title)
    assert batch.counts.bytes == len(hurt)
    for table in batch.tables.values():
        table.validate(full=True)


def same(one, other):
    assert one.counts == other.counts
    assert one.tables.keys() == other.tables.keys()
    for family, table in one.tables.items():
        if family == "reject":  # rejects of one stream may stand in another order of batches, not of bytes
            assert sorted(map(str, table.to_pylist())) == sorted(map(str, other.tables[family].to_pylist()))
        else:
            assert table.to_pylist() == other.tables[family].to_pylist()
