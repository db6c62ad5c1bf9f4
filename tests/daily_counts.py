"""Daily counts of aircraft in cells, as files of gpsjam.org have them."""

from datetime import date

import h3ronpy
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from h3ronpy import vector


def cells_near(lon: float, lat: float, rings: int = 2) -> np.ndarray:
    """The cells of size 4 around a place, in ascending order."""
    middle = pa.array(vector.coordinates_to_cells(pa.array([lat]), pa.array([lon]), pa.array([4], pa.uint8())))
    return np.unique(pa.array(h3ronpy.grid_disk(middle, rings, flatten=True)).to_numpy(zero_copy_only=False))


def write(file, rows, **columns):
    """`rows` as (date, cell, good, bad)."""
    names = ("date", "h3", "count_good_aircraft", "count_bad_aircraft")
    told = dict(zip(names, (list(some) for some in zip(*rows, strict=True)), strict=True)) | columns
    pq.write_table(pa.table(told), file)
    return file


def month(cells, disturbed=(), days=range(1, 29)):
    """Forty aircraft a day in each cell; half of them bad in the disturbed ones from the 20th to the 23rd."""
    for day in days:
        for cell in cells:
            bad = 20 if cell in disturbed and 20 <= day <= 23 else 0
            yield date(2026, 2, day), int(cell), 40 - bad, bad
