"""A row of positions into a lake for at most 0.35 us of one core, and no more for its digest; how it is packed."""

from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from marsad.schema.lake import LAKE
from marsad.store.lake.encodings import encodings
from marsad.store.lake.lake import Lake
from marsad.store.lake.parquet import encode
from marsad.store.lake.stored_rows import to_stored

DAY = dt.date(2023, 11, 14)
T0 = 1_699_920_000_000_000
WRITE_MUST_US = 0.35
DIGEST_MUST_US = 0.35


def positions(vessels: int, each: int) -> pa.Table:
    """One day as a table of AIS gives it after cleaning: ordered by vessel and time."""
    rng = np.random.default_rng(1)
    count, shape = vessels * each, (vessels, each)
    mmsi = np.repeat(np.sort(rng.integers(200_000_000, 770_000_000, vessels)), each)
    t = np.sort(rng.integers(0, 86_400, shape), axis=1) * 1_000_000 + T0
    course = rng.uniform(0, 360, (vessels, 1))
    sog = np.clip(np.round(rng.choice([0.0, 0.1, 5, 12, 15], (vessels, 1)) + rng.normal(0, 0.2, shape), 1), 0, 30)
    cog = np.round(course + rng.normal(0, 1.5, shape), 1) % 360
    way = np.cumsum(sog / 3600 * 172 / 60, axis=1)
    lat = np.round((rng.uniform(10, 60, (vessels, 1)) + way * np.cos(np.radians(course))) * 600_000) / 600_000
    lon = np.round((rng.uniform(-90, 90, (vessels, 1)) + way * np.sin(np.radians(course))) * 600_000) / 600_000
    first = np.zeros(shape, bool)
    first[:, 0] = True

    def derived(values: np.ndarray) -> pa.Array:
        return pa.array(values.astype(np.float32).ravel(), mask=first.ravel())

    def word(told: str) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int32)), pa.array([told]))

    return pa.table(
        {
            "t": pa.array(t.ravel(), pa.timestamp("us", "UTC")),
            "source": word("AIS_2023_11_14.csv"),
            "offset": rng.permutation(count),
            "type": np.repeat(rng.choice([1, 18], vessels), each).astype(np.uint8),
            "mmsi": mmsi.astype(np.uint32),
            "digest": rng.integers(0, 1 << 64, count, np.uint64),
            "flags": np.full(count, 1 << 20, np.uint32),
            "status": np.repeat(rng.choice([0, 1, 5, 15], vessels), each).astype(np.uint8),
            "sog_kn": sog.astype(np.float32).ravel(),
            "lon_deg": lon.ravel(),
            "lat_deg": lat.ravel(),
            "cog_deg": cog.astype(np.float32).ravel(),
            "heading_deg": (np.round(cog) % 360).astype(np.uint16).ravel(),
            "vessel_id": mmsi * 100,
            "track_id": np.repeat(rng.integers(0, 1 << 63, vessels), each),
            "outcome": word("track"),
            "step_m": derived(rng.gamma(2, 100, shape)),
            "made_kn": derived(sog + rng.normal(0, 0.1, shape)),
            "made_deg": derived(cog + rng.normal(0, 1, shape)),
            "turn_deg_min": derived(rng.normal(0, 5, shape)),
        }
    )


def core_us(rows: int, work, runs: int = 3) -> float:
    """Microseconds of processor time a row; the best of some runs."""
    best = float("inf")
    for _ in range(runs):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best / rows * 1e6


def packed(rows: pa.Table, **how) -> tuple[float, float, float]:
    """Writing and reading, microseconds a row, and bytes a row."""
    made = []

    def write():
        sink = pa.BufferOutputStream()
        pq.write_table(rows, sink, store_schema=False, write_statistics=["t", "mmsi", "vessel_id"], **how)
        made.append(sink.getvalue())

    writing = core_us(rows.num_rows, write)
    reading = core_us(rows.num_rows, lambda: pq.read_table(pa.BufferReader(made[-1]), use_threads=False))
    return writing, reading, made[-1].size / rows.num_rows


def test_how_a_row_is_packed(short):
    rows = to_stored(LAKE["position"], positions(400 if short else 2000, 500))
    names = [column.name for column in LAKE["position"].columns if column.kind == "category"]
    ours = encodings(LAKE["position"])
    present = [name for name in ours["use_dictionary"] if name in rows.column_names]
    split = {name: how for name, how in ours["column_encoding"].items() if name in rows.column_names}
    print(f"{'':34}{'write us':>9}{'read us':>9}{'bytes':>7}")
    for codec, level in (("none", None), ("snappy", None), ("lz4", None), ("zstd", 1)):
        for said, how in (
            ("all dictionaries", {}),
            ("words by dictionary", {"use_dictionary": [name for name in names if name in rows.column_names]}),
            ("as the lake has it", {"use_dictionary": present, "column_encoding": split}),
        ):
            writing, reading, size = packed(rows, compression=codec, compression_level=level, **how)
            print(f"{codec + ', ' + said:34}{writing:9.3f}{reading:9.3f}{size:7.1f}")


def test_a_row_is_written_and_summed_in_time(short, tmp_path):
    rows = positions(400 if short else 2000, 500)
    count = rows.num_rows
    writing = core_us(count, lambda: encode(LAKE["position"], rows))
    with Lake.open(str(tmp_path / "lake"), lambda: T0, create=True) as lake:
        parts = [rows.slice(at, count // 4) for at in range(0, count, count // 4)]
        began = time.perf_counter()
        with ThreadPoolExecutor(2) as pool:
            files = list(pool.map(lambda part: lake.write("position", DAY, part), parts))
        both = (time.perf_counter() - began) / count * 1e6
        lake.commit({"position": {DAY: files}})
        reading = core_us(count, lambda: lake.read("position", DAY))
        summing = core_us(count, lake.digest)
    print(f"us a row: encode {writing:.3f}, two threads {both:.3f}, read {reading:.3f}, digest {summing:.3f}")
    assert writing <= WRITE_MUST_US
    assert summing <= DIGEST_MUST_US
