"""Daily files judged: what is read of them, what is written, and what a person is told of a file that is none."""

from datetime import date

import h3ronpy
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.daily_counts import cells_near, month, write

from marsad.geo.rings import cut_ring
from marsad.runtime.interference.cell_grid import are_cells, middles_of, neighbours_of, outlines_of
from marsad.runtime.interference.daily_file import read_days
from marsad.runtime.interference.judged_cells import cell_table, event_table, judge
from marsad.schema.refusal import Refusal


@given(st.floats(-179, 179), st.floats(-80, 80))
def test_neighbours_are_those_of_h3(lon, lat):
    cells = cells_near(lon, lat)
    around = neighbours_of(cells)
    for at, cell in enumerate(cells.tolist()):
        disk = pa.array(h3ronpy.grid_disk(pa.array([cell], pa.uint64()), 1, flatten=True)).to_pylist()
        assert {int(cells[near]) for near in around[at] if near >= 0} == (set(disk) - {cell}) & set(cells.tolist())


@given(st.sampled_from([-180.0, -179.9, 179.95, 12.0, -75.3]), st.floats(-75, 75))
def test_outlines_hold_the_middle_and_lie_between_the_date_lines(lon, lat):
    cells = cells_near(lon, lat, 1)
    for (x, y), outline in zip(np.column_stack(middles_of(cells)), outlines_of(cells), strict=True):
        pieces = cut_ring(outline[:, 0], outline[:, 1])
        assert 1 <= len(pieces) <= 2
        for lons, lats in pieces:
            assert np.abs(lons).max() <= 180.0
            assert (lons[0], lats[0]) == (lons[-1], lats[-1])
        area = sum(abs(float(np.sum(a[:-1] * b[1:] - a[1:] * b[:-1]))) for a, b in pieces)
        whole = abs(float(np.sum(outline[:-1, 0] * outline[1:, 1] - outline[1:, 0] * outline[:-1, 1])))
        assert area == pytest.approx(whole, rel=1e-6)
        assert any(a.min() - 1e-9 <= x <= a.max() + 1e-9 and b.min() <= y <= b.max() for a, b in pieces)


def test_a_disturbed_cell_is_an_event_of_its_days(tmp_path):
    cells = cells_near(33.5, 34.5)
    disturbed = cells[:3]
    judged = judge(read_days([write(tmp_path / "days.parquet", list(month(cells, disturbed)))]))
    told = cell_table(judged).to_pylist()
    red = {(row["date"], row["h3"]) for row in told if row["level"] == "red"}
    assert red == {(date(2026, 2, day), int(cell)) for day in range(20, 24) for cell in disturbed}
    assert {row["onset"] for row in told if row["level"] == "red"} == {date(2026, 2, 20)}
    assert all(row["value"] == 19 / 40 and row["value_level"] == "high" for row in told if row["level"] == "red")
    events = event_table(judged).to_pylist()
    assert sum(event["cells"] for event in events) == 3
    assert {(event["t_start"], event["t_end"]) for event in events} == {(date(2026, 2, 20), date(2026, 2, 23))}
    assert sum(event["bad"] for event in events) == 3 * 4 * 20


def test_where_nothing_was_disturbed_there_is_no_event(tmp_path):
    judged = judge(read_days([write(tmp_path / "days.parquet", list(month(cells_near(10, 50, 1), days=(1, 2))))]))
    assert event_table(judged).num_rows == 0
    assert {row["level"] for row in cell_table(judged).to_pylist()} == {"clear"}


def test_rows_that_cannot_be_are_counted_and_the_rest_is_read(tmp_path):
    good = int(cells_near(10, 50, 0)[0])
    day = date(2026, 2, 1)
    rows = [(day, good, 5, 1), (day, 17, 5, 1), (day, good + 1, 0, 0), (None, good, 1, 1), (day, good, 3, None)]
    counts = read_days([write(tmp_path / "days.parquet", rows)])
    assert len(counts) == 1
    assert sum(counts.rejected.values()) == 4
    assert counts.rejected["no day"] == 1
    assert counts.rejected["a count is missing or negative"] == 1


def test_cells_may_be_written_in_base_16(tmp_path):
    cells = cells_near(10, 50, 1)
    rows = list(month(cells, days=(1,)))
    plain = read_days([write(tmp_path / "plain.parquet", rows)])
    text = read_days([write(tmp_path / "text.parquet", rows, h3=[f"{cell:x}" for _, cell, _, _ in rows])])
    np.testing.assert_array_equal(plain.cell, text.cell)
    assert not are_cells(np.array([17], np.uint64)).any()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda file: file.write_bytes(b"no parquet"), "cannot be read as Parquet"),
        (lambda file: pq.write_table(pa.table({"date": [date(2026, 1, 1)]}), file), "has no column h3"),
        (lambda file: write(file, [(date(2026, 1, 1), 1, 1, 1)], date=["soon"]), "columns of other kinds"),
        (lambda file: write(file, [(date(2026, 1, 1), int(cells_near(1, 1, 0)[0]), 1, 1)] * 2), "stands twice"),
    ],
)
def test_what_is_no_daily_file_is_told(tmp_path, make, said):
    file = tmp_path / "days.parquet"
    make(file)
    with pytest.raises(Refusal, match=said):
        read_days([file])
