"""Cells against Python's own reading of them, and the rules for what they say."""

from __future__ import annotations

import struct
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marsad.decode.tabular.plan import pattern_of
from marsad.decode.tabular.time_kernel import time_of
from marsad.decode.tabular.value_kernel import BAD, FINE, NO_TIME, number
from marsad.schema import Flag
from tests.decode.formats.samples import claims, parquet, read, rows, table_of_points

NO_ZONE = np.zeros(0, np.int64)


def raw(text: str) -> np.ndarray:
    return np.frombuffer(text.encode(), np.uint8)


@given(st.floats(-1e9, 1e9))
@example(48.863888333333335)
@example(-1.10866666666667)
@example(5e-324)
def test_every_number_is_read_to_the_last_bit(value):
    text = repr(value)
    how, read_value = number(raw(text), 0, len(text), ord("."))
    assert how == FINE
    # beyond 22 places the power of ten is itself rounded
    assert read_value == value if abs(value) > 1e-5 or value == 0 else read_value == pytest.approx(value, rel=1e-15)


@given(st.text("0123456789+-.eE x", max_size=12))
def test_what_is_no_number_is_none(text):
    how, value = number(raw(text), 0, len(raw(text)), ord("."))
    try:
        expected = float(text) if text.strip() == text else None
    except ValueError:
        expected = None
    if expected is None:
        assert how == BAD
    elif how == FINE:
        assert value == pytest.approx(expected, rel=1e-15) or (np.isinf(expected) and value > 1e300)


@given(st.datetimes(datetime(1970, 1, 1), datetime(2099, 12, 31)))
def test_iso_times_are_read_as_python_reads_them(when):
    text = when.isoformat(sep=" ")
    expected = round((when - datetime(1970, 1, 1)).total_seconds() * 1e6)
    found = time_of(raw(text), 0, len(text), pattern_of("iso"), NO_ZONE, NO_ZONE)
    assert abs(found - expected) <= 1  # Python's own total_seconds is a float


@given(st.datetimes(datetime(1970, 1, 1), datetime(2068, 12, 31)), st.sampled_from(
    ["%d/%m/%Y %H:%M:%S", "%m-%d-%y %H:%M", "%Y%m%d_%H%M%S", "%Y-%j %H:%M", "%d %b %Y %I:%M:%S %p"]))  # fmt: skip
def test_patterns_are_read_as_python_reads_them(when, pattern):
    text = when.strftime(pattern)
    expected = datetime.strptime(text, pattern).replace(tzinfo=UTC)
    found = time_of(raw(text), 0, len(text), pattern_of(pattern), NO_ZONE, NO_ZONE)
    assert found == int(expected.timestamp()) * 1_000_000


@given(st.text("0123456789-/: TZ.+", max_size=24))
def test_any_text_is_a_time_or_none(text):
    for pattern in ("iso", "s", "%d/%m/%Y %H:%M:%S"):
        time_of(raw(text), 0, len(raw(text)), pattern_of(pattern), NO_ZONE, NO_ZONE)


@pytest.mark.parametrize(
    "text",
    ["2022-02-30", "2022-13-01 00:00:00", "2022-01-01 24:00:00", "2022-01-01 00:60", "2022-01-01 00:00:00 x", ""],
)
def test_what_no_clock_shows_is_no_time(text):
    assert time_of(raw(text), 0, len(text), pattern_of("iso"), NO_ZONE, NO_ZONE) == NO_TIME


HEADER = "time,mmsi,lat,lon,sog,cog,heading\n"


@pytest.mark.parametrize(
    ("cells", "expected", "flags"),
    [
        ("91,181,102.3,360,511", {}, 0),
        ("91,0,1,2,3", {"sog_kn": 1.0, "cog_deg": 2.0, "heading_deg": 3}, 0),
        ("95,10,,,", {"lon_deg": 10.0}, Flag.POSITION_RANGE),
        ("10,-190,,,", {"lat_deg": 10.0}, Flag.POSITION_RANGE),
        ("0,0,0,0,", {"lat_deg": 0.0, "lon_deg": 0.0, "sog_kn": 0.0, "cog_deg": 0.0}, Flag.NULL_ISLAND),
        ("1,2,-0.1,-49.6,400", {"lat_deg": 1.0, "lon_deg": 2.0}, Flag.SPEED | Flag.COURSE_RANGE),
        ("1,2,95,,", {"lat_deg": 1.0, "lon_deg": 2.0, "sog_kn": 95.0}, Flag.SPEED),
        ("NaN,null,n/a,Unknown,-", {}, 0),
        (" 1.5 , +2e0 ,\" 3 \",4,", {"lat_deg": 1.5, "lon_deg": 2.0, "sog_kn": 3.0, "cog_deg": 4.0}, 0),
    ],
)  # fmt: skip
def test_codes_for_not_available_and_what_is_out_of_range(cells, expected, flags):
    (row,) = rows(read((HEADER + f"2022-01-01 00:00:00,219000001,{cells}\n").encode()))
    told = ("lat_deg", "lon_deg", "sog_kn", "cog_deg", "heading_deg")
    assert {k: row[k] for k in told if k in row} == expected
    assert row["flags"] == Flag.TABLE | flags


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2022-01-01,219000001,1,2,3,4", "columns"),
        ("2022-01-01,219000001,1,2,3,4,5,6", "columns"),
        ('2022-01-01,219000001,1,2,3,4,"5', "columns"),
        ('2022-01-01,219000001,1,2,3,4,"5"x', "columns"),
        ("2022-01-01,,1,2,3,4,5", "mmsi_value"),
        ("2022-01-01,1073741824,1,2,3,4,5", "mmsi_value"),
        ("2022-01-01,-1,1,2,3,4,5", "mmsi_value"),
        ("2022-02-31,219000001,1,2,3,4,5", "time_value"),
        (",219000001,1,2,3,4,5", "time_value"),
        ("2022-01-01,219000001,north,2,3,4,5", "number_value"),
        ("2022-01-01,219000001,1,2,fast,4,5", "number_value"),
    ],
)
def test_what_cannot_be_used_is_a_reject_with_its_place(line, reason):
    good = "2022-01-01 00:00:00,219000001,1,2,3,4,5"
    data = f"{HEADER}{good}\r\n{line}\r\n\r\n{good},\n".encode()
    batch = read(data)
    assert [r["offset"] for r in rows(batch)] == [0, 2]
    (reject,) = rows(batch, "reject")
    assert (reject["reason"], data[reject["offset"] :][: reject["length"]]) == (reason, f"{line}\r\n".encode())
    assert batch.counts.blank_lines == 1
    assert batch.counts.bytes == len(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding):
    text = "time,mmsi,lat,lon,name\n2022-01-01,219000001,1,2,Ærø 😀\n"
    batch = read(text.encode(encoding))
    assert rows(batch, "static")[0]["name"] == "Ærø 😀"
    assert batch.counts.bytes == len(text.encode(encoding))


def test_bytes_that_are_no_text_are_shown_as_such():
    (said,) = rows(read(b"time,mmsi,lat,lon,name\n2022-01-01,219000001,1,2,\xc6R\xd8\n"), "static")
    assert said["name"] == "\ufffdR\ufffd"


def test_a_header_that_comes_again_is_no_reject():
    good = "2022-01-01 00:00:00,219000001,1,2,3,4,5\n"
    batch = read((HEADER + good + HEADER + good).encode())
    assert (batch.counts.used_lines, batch.counts.other_lines, batch.counts.reject_lines) == (2, 2, 0)


def test_statements_come_when_they_change_and_not_when_they_are_only_spelled_otherwise():
    head = "time,mmsi,lat,lon,name,draught\n"
    cells = ["FIRST,3.5", "FIRST,3.50", " FIRST ,3.5", ",", "SECOND,3.5", "SECOND,", "FIRST,3.5"]
    text = "".join(f"2022-01-01 00:00:{n:02d},219000001,1,2,{cell}\n" for n, cell in enumerate(cells))
    said = rows(read((head + text).encode()), "static")
    assert [s["offset"] for s in said] == [0, 4, 5, 6]


def test_an_unreadable_cell_of_the_hull_is_null_and_marked():
    text = "time,mmsi,lat,lon,name,length\n2022-01-01,219000001,1,2,FIRST,long\n"
    (said,) = rows(read(text.encode()), "static")
    assert said["name"] == "FIRST"
    assert said["flags"] == Flag.TABLE | Flag.CELL
    assert "to_stern_m" not in said


def test_more_vessels_than_the_first_table_holds():
    lines = "".join(f"2022-01-01,{219000000 + n % 3000},1,2,SHIP {n % 3000}\n" for n in range(6000))
    batch = read(b"time,mmsi,lat,lon,name\n" + lines.encode())
    assert batch.tables["static"].num_rows == 3000


COLUMNS = {
    "text": lambda t: t.set_column(0, "mmsi", t["mmsi"].cast(pa.string())).set_column(
        4, "lon", t["lon"].cast(pa.string())),
    "large text": lambda t: t.set_column(3, "vessel_name", t["vessel_name"].cast(pa.large_string())),
    "dictionary": lambda t: t.set_column(3, "vessel_name", t["vessel_name"].dictionary_encode()),
    "float32": lambda t: t.set_column(4, "lon", t["lon"].cast(pa.float32())),
    "float mmsi": lambda t: t.set_column(0, "mmsi", t["mmsi"].cast(pa.float64())),
    "unsigned": lambda t: t.set_column(0, "mmsi", t["mmsi"].cast(pa.uint64())),
    "zoned": lambda t: t.set_column(1, "timestamp", t["timestamp"].cast(pa.timestamp("ns", "Asia/Aden"))),
    "iso text": lambda t: t.set_column(1, "timestamp", t["timestamp"].cast(pa.string())),
    "epoch": lambda t: t.set_column(1, "timestamp", t["timestamp"].cast(pa.int64())),
    "epoch seconds": lambda t: t.set_column(1, "timestamp", pa.array([1.6e9 + n for n in range(4)])),
    "order": lambda t: t.select(["lon", "vessel_name", "sog", "lat", "timestamp", "mmsi"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", COLUMNS)
def test_parquet_columns_of_any_type_say_the_same(kind):
    expected = read(parquet(table_of_points()))
    found = read(parquet(COLUMNS[kind](table_of_points())))
    assert rows(found) == rows(expected)
    assert rows(found, "static") == rows(expected, "static")


@pytest.mark.parametrize(
    "point",
    [
        lambda x, y: struct.pack("<BIdd", 1, 1, x, y),
        lambda x, y: struct.pack("<BIddd", 1, 1001, x, y, 9.0),
        lambda x, y: struct.pack("<BIIdd", 1, 0x20000001, 4326, x, y),
    ],
    ids=["wkb", "z", "ewkb"],
)
def test_points_as_wkb(point):
    table = table_of_points().select(["mmsi", "timestamp"])
    points = pa.array([point(5.5, 61.0), point(-2.25, -48.75), None, point(float("nan"), float("nan"))], pa.binary())
    found = rows(read(parquet(table.append_column("geometry", points))))
    assert [(r.get("lon_deg"), r.get("lat_deg")) for r in found] == [(5.5, 61.0), (-2.25, -48.75), (None, None),
                                                                    (None, None)]  # fmt: skip


def test_points_as_a_struct_and_geometry_that_is_no_point():
    table = table_of_points().select(["mmsi", "timestamp"])
    places = pa.array([{"x": 5.5, "y": 61.0}] * 4)
    assert rows(read(parquet(table.append_column("geometry", places))))[0]["lon_deg"] == 5.5
    lines = pa.array([struct.pack("<BII", 1, 2, 0)] * 4, pa.binary())
    batch = read(parquet(table.append_column("geometry", lines)))
    assert {r["reason"] for r in rows(batch, "reject")} == {"number_value"}


def test_the_digest_is_of_what_is_said_and_not_of_when():
    a = rows(read((HEADER + "2022-01-01,219000001,1.5,2,3,4,5\n").encode()))[0]["digest"]
    b = rows(read((HEADER + "2023-01-01,219000001,1.50,2.0,3.0,4,5\n").encode()))[0]["digest"]
    c = rows(read((HEADER + "2022-01-01,219000001,1.5,2,3,4,6\n").encode()))[0]["digest"]
    assert a == b != c


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n"])
def test_nothing_at_all_is_read_as_nothing(data):
    assert list(claims(data)) == ["nmea"]
    assert read(data).rows == 0
