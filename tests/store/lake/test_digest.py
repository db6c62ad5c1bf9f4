"""The digest tells rows apart and nothing else: not files, order, chunks, columns left out, nor workers."""

import dataclasses
import os
import struct

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lake_rows import DAY, rows_of

from marsad.schema.lake import LAKE
from marsad.schema.table import Column, Table
from marsad.store.lake.lake import Lake
from marsad.store.lake.row_hash import RowSum, hash_rows


def digest(tmp_path, clock, name, *files, table="position"):
    with Lake.open(str(tmp_path / name), clock, create=True) as lake:
        day = None if table == "inputs" else DAY
        lake.commit({table: {day: [lake.write(table, day, file) for file in files]}})
        return lake.digest()[table]


@pytest.mark.parametrize("table", LAKE)
def test_files_and_order_make_no_difference(tmp_path, clock, table):
    rows = rows_of(table, 300)
    one = digest(tmp_path, clock, "one", rows, table=table)
    shuffled = rows.take(np.random.default_rng(1).permutation(300))
    assert digest(tmp_path, clock, "many", *(shuffled.slice(at, 70) for at in range(0, 300, 70)), table=table) == one
    assert one.rows == 300
    assert len(one.digest) == 64


def test_every_column_and_every_row_counts(tmp_path, clock):
    rows = rows_of("position", 50, null=0)
    whole = digest(tmp_path, clock, "whole", rows)
    seen = {whole.digest}
    for at, column in enumerate(LAKE["position"].columns):
        if not column.nullable:
            continue
        mask = np.zeros(50, bool)
        mask[7] = True
        values = pa.array(
            rows[column.name].to_pylist(), rows.schema.field(at).type if column.kind != "category" else None
        )
        values = pa.array(
            [None if hidden else value for value, hidden in zip(values.to_pylist(), mask, strict=True)], values.type
        )
        seen.add(digest(tmp_path, clock, column.name, rows.set_column(at, column.name, values)).digest)
    nullable = sum(column.nullable for column in LAKE["position"].columns)
    assert len(seen) == nullable + 1
    assert digest(tmp_path, clock, "fewer", rows.slice(1)).digest not in seen
    assert digest(tmp_path, clock, "twice", rows, rows.slice(0, 1)).digest not in seen


@given(st.data())
def test_a_row_hash_is_of_values_alone(data):
    name = data.draw(st.sampled_from(sorted(LAKE)))
    table = LAKE[name]
    rows = rows_of(name, 40, data.draw(st.integers(0, 99)), null=data.draw(st.sampled_from([0, 0.5, 1])))
    whole = rows.combine_chunks().to_batches()[0]
    hashes = hash_rows(table, whole)
    # Any order of columns, all-null columns left out, any slice.
    names = data.draw(st.permutations(whole.schema.names))
    kept = [one for one in names if whole.column(one).null_count < 40]
    assert (hash_rows(table, whole.select(kept)) == hashes).all()
    begin = data.draw(st.integers(0, 39))
    length = data.draw(st.integers(1, 40 - begin))
    assert (hash_rows(table, whole.slice(begin, length)) == hashes[begin : begin + length]).all()
    # A column that a later release adds changes nothing.
    later = dataclasses.replace(
        table, columns=(Column("later", "float64", "Something", null="not told"), *table.columns)
    )
    assert (hash_rows(later, whole) == hashes).all()


def test_rows_that_differ_have_different_hashes():
    table = Table("t", "row", tuple(Column(name, "text", "-", null="none") for name in "ab"))
    words = ["", "a", "aa", "ab", "ba", "a\0", "\0a", "b", None, "x" * 1000, "x" * 999 + "y", "ا"]
    pairs = [(a, b) for a in words for b in words]
    rows = pa.table({"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}).to_batches()[0]
    assert len(set(hash_rows(table, rows).tolist())) == len(pairs)
    numbers = Table("n", "row", (Column("i", "int64", "-", null="none"), Column("f", "float64", "-", null="none")))
    values = [0, 1, -1, 2**62, -(2**62), None]
    floats = [0.0, -0.0, 1.0, -1.0, float("inf"), struct.unpack("d", b"\1" + bytes(7))[0], None]
    rows = pa.table(
        {"i": pa.array([i for i in values for _ in floats], pa.int64()), "f": pa.array(floats * len(values))}
    )
    assert len(set(hash_rows(numbers, rows.to_batches()[0]).tolist())) == len(values) * len(floats)
    lists = Table("l", "row", (Column("l", "float64s", "-", null="none"),))
    many = [[], [0.0], [0.0, 0.0], [1.0, 2.0], [2.0, 1.0], [1.0], [2.0]]
    rows = pa.table({"l": pa.array(many, pa.list_(pa.float64()))}).to_batches()[0]
    assert len(set(hash_rows(lists, rows).tolist())) == len(many)


@given(st.lists(st.integers(0, 2**64 - 1), max_size=50), st.randoms(use_true_random=False))
def test_sums_of_parts_add_up_in_any_order(values, rng):
    whole = RowSum()
    whole.add(np.array(values, np.uint64))
    shuffled = rng.sample(values, len(values))
    cut = rng.randint(0, len(values))
    parts = RowSum()
    for part in (shuffled[cut:], shuffled[:cut]):
        one = RowSum()
        one.add(np.array(part, np.uint64))
        parts.join(one)
    assert bytes(parts) == bytes(whole)


def test_a_day_counts(tmp_path, clock):
    # The same instants cannot lie in two days; a file that was moved by hand shows.
    rows = rows_of("position", 10)
    with Lake.open(str(tmp_path / "a"), clock, create=True) as lake:
        other = DAY.replace(day=15)
        lake.commit({"position": {other: [lake.write("position", other, rows)]}})
        moved = lake.digest()["position"].digest
    assert moved != digest(tmp_path, clock, "b", rows).digest
    assert os.path.isdir(tmp_path / "b/position")
