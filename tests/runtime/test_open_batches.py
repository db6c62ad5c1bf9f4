"""Any input as batches: members of archives, formats by content, refusals that name the place, memory under its cap."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

import marsad
from marsad.decode.batch import joined
from marsad.decode.format import LayoutRefusal
from marsad.runtime.column_maps import column_maps
from marsad.runtime.open_batches import open_batches
from marsad.schema.refusal import Refusal, UsageRefusal

NMEA = b"!AIVDM,1,1,,A,139>Jh@P1T39J`079hp1hQKp0000,0*41\r\n"
TABLE = (
    b"MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,"
    b"TransceiverClass\n366000001,2022-01-03T00:00:03,34.12723,-119.44421,17.9,51.5,511,FIRST,,,60,0,19,7,,60,A\n"
)
POINTS = b"time,mmsi,lat,lon\n2022-01-03 00:00:03,366000001,34.5,-119.5\n"
SUEZ = "\ufeffID,ais_pos_timestamp,longitude,latitude\n1,20/03/2021 00:22,32.32925,31.4386\n".encode()


def parquet(rows=3, **options):
    out = io.BytesIO()
    table = pa.table(
        {
            "mmsi": pa.array([366000001] * rows, pa.int64()),
            "timestamp": pa.array([1_600_000_000_000 + n for n in range(rows)], pa.timestamp("ms")),
            "lat": pa.array([34.5 + n / 1e6 for n in range(rows)]),
            "lon": pa.array([-119.5] * rows),
        }
    )
    pq.write_table(table, out, **options)
    return out.getvalue()


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def taken(path, **options):
    """What came, by member, and the refusal at the end if there was one."""
    found, refusal = {}, None
    try:
        for member, batch in open_batches(path, **options):
            found.setdefault(member.name, (member, []))[1].append(batch)
    except Refusal as error:
        refusal = error
    return {name: (member, joined(batches)) for name, (member, batches) in found.items()}, refusal


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress], ids=["plain", "gzip", "zstd"])
@pytest.mark.parametrize(
    ("data", "name"),
    [(NMEA, "nmea"), (TABLE, "marinecadastre"), (POINTS, "generic-csv"), (parquet(), "parquet")],
    ids=["nmea", "marinecadastre", "points", "parquet"],
)
def test_a_file_is_read_by_its_content_and_its_bytes_are_counted(tmp_path, pack, data, name):
    path = tmp_path / "any.name"
    path.write_bytes(pack(data))
    found, refusal = taken(path, source="feed")
    assert refusal is None
    ((member, batch),) = found.values()
    assert (member.name, member.format, member.complete) == ("any.name", name, True)
    assert member.bytes == len(data)
    assert batch.counts.bytes == len(data)
    assert set(batch.tables["position"]["source"].to_pylist()) == {"feed"}


def test_members_of_an_archive_have_their_own_formats(tmp_path):
    path = tmp_path / "mixed.zip"
    path.write_bytes(zipped({"a.csv": TABLE, "b/log": NMEA, "c.parquet": parquet(), "d.csv.gz": gzip.compress(POINTS)}))
    found, refusal = taken(path)
    assert refusal is None
    assert {name: member.format for name, (member, _) in found.items()} == {
        "mixed.zip: a.csv": "marinecadastre",
        "mixed.zip: b/log": "nmea",
        "mixed.zip: c.parquet": "parquet",
        "mixed.zip: d.csv.gz": "generic-csv",
    }
    assert [batch.tables["position"]["offset"][0].as_py() for _, batch in found.values()] == [0, 0, 0, 0]
    assert marsad.read(path).tables["position"].num_rows == 6


def test_a_member_that_nobody_knows_is_named_and_the_others_are_read(tmp_path):
    path = tmp_path / "mixed.zip"
    path.write_bytes(zipped({"photo.jpg": b"\xff\xd8\xff\xe0 no table", "a.csv": TABLE, "my.csv": SUEZ}))
    found, refusal = taken(path)
    assert "mixed.zip: photo.jpg" in str(refusal)
    assert found["mixed.zip: a.csv"][1].counts.used_lines == 1
    assert "mixed.zip: my.csv" not in found


def test_a_table_that_leaves_something_open_gives_the_map_to_write(tmp_path):
    path = tmp_path / "suez-2021.csv"
    path.write_bytes(SUEZ)
    found, refusal = taken(path)
    assert not found
    assert isinstance(refusal, LayoutRefusal)
    assert "time of the report" in str(refusal)
    assert "identity" in str(refusal)
    report = refusal.report
    assert "longitude = longitude in degrees" in report
    assert "ID (as in '1')" in report
    written = report[report.index("[columns.suez-2021]") :]
    completed = written.replace('t = ""', 't = "ais_pos_timestamp"', 1).replace('mmsi = ""', 'mmsi = "ID"')
    completed = completed.replace('time = ""', 'time = "%d/%m/%Y %H:%M"')
    config = tmp_path / "marsad.toml"
    config.write_text(completed)
    found, refusal = taken(path, maps=column_maps(config))
    assert refusal is None
    (row,) = found["suez-2021.csv"][1].tables["position"].to_pylist()
    assert (row["mmsi"], str(row["t"]), row["lon_deg"]) == (1, "2021-03-20 00:22:00+00:00", 32.32925)


@pytest.mark.parametrize(
    ("header", "row", "said"),
    [
        ("time,mmsi,lat,lon", "03/04/2022 00:00:03,366000001,34.5,-119.5", "which part is the day"),
        ("time,timestamp,mmsi,lat,lon", "2022-01-03,2022-01-03,366000001,34.5,-119.5", "time and timestamp"),
        ("when,mmsi,lat,lon", "2022-01-03,366000001,34.5,-119.5", "no column whose name"),
    ],
)
def test_nothing_is_guessed(tmp_path, header, row, said):
    path = tmp_path / "table.csv"
    path.write_text(f"{header}\n{row}\n")
    found, refusal = taken(path)
    assert not found
    assert said in str(refusal)


@pytest.mark.parametrize(
    ("time", "cell", "expected"),
    [
        ("", "13/04/2022 05:06:07", "2022-04-13 05:06:07+00:00"),
        ("", "04/13/2022 05:06", "2022-04-13 05:06:00+00:00"),
        ("%d.%m.%y %H:%M", "03.04.22 05:06", "2022-04-03 05:06:00+00:00"),
        ("%m/%d/%Y %I:%M %p", "04/03/2022 05:06 PM", "2022-04-03 17:06:00+00:00"),
        ("ms", "1648962367250", "2022-04-03 05:06:07.250000+00:00"),
        ("%d-%b-%Y %H:%M:%S.%f", "03-Apr-2022 05:06:07.25", "2022-04-03 05:06:07.250000+00:00"),
    ],
)
def test_times_are_read_as_the_map_says_or_the_cells_prove(tmp_path, time, cell, expected):
    path, config = tmp_path / "t.csv", tmp_path / "m.toml"
    path.write_text(f"key,when,y,x\n366000001,{cell},1,2\n")
    config.write_text(f'[columns.own]\nt = "when"\nmmsi = "key"\nlat = "y"\nlon = "x"\ntime = "{time}"\n')
    found, refusal = taken(path, maps=column_maps(config))
    assert refusal is None
    assert [str(t) for t in found["t.csv"][1].tables["position"]["t"].to_pylist()] == [expected]


@pytest.mark.parametrize(
    ("zone", "cell", "expected"),
    [
        ("+02:00", "2022-07-01 02:00:00", "2022-07-01 00:00:00+00:00"),
        ("Europe/Copenhagen", "2022-07-01 02:00:00", "2022-07-01 00:00:00+00:00"),
        ("Europe/Copenhagen", "2022-01-01 01:00:00", "2022-01-01 00:00:00+00:00"),
        ("Europe/Copenhagen", "2022-10-30 02:30:00", None),
        ("Europe/Copenhagen", "2022-10-30 02:30:00+02:00", "2022-10-30 00:30:00+00:00"),
        ("Europe/Copenhagen", "2022-03-27 02:30:00", None),
        ("Europe/Copenhagen", "2022-10-30 03:00:00", "2022-10-30 02:00:00+00:00"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_local_times_become_utc_and_the_hour_that_comes_twice_is_rejected(tmp_path, zone, cell, expected, form):
    path, config = tmp_path / f"t.{form}", tmp_path / "m.toml"
    if form == "csv":
        path.write_text(f"key,when,y,x\n366000001,{cell},1,2\n")
    else:
        pq.write_table(pa.table({"key": [366000001], "when": [cell], "y": [1.0], "x": [2.0]}), path)
    config.write_text(f'[columns.own]\nt = "when"\nmmsi = "key"\nlat = "y"\nlon = "x"\ntime_zone = "{zone}"\n')
    found, refusal = taken(path, maps=column_maps(config))
    assert refusal is None
    tables = found[path.name][1].tables
    if expected is None:
        assert tables["reject"]["reason"].to_pylist() == ["time_value"]
    else:
        assert [str(t) for t in tables["position"]["t"].to_pylist()] == [expected]


def test_units_decimal_commas_and_own_spellings_of_nothing(tmp_path):
    path, config = tmp_path / "t.csv", tmp_path / "m.toml"
    text = "key;when;y;x;v;l\n366000001;2022-01-01;1,5;-2,25;18,52;100\n366000001;2022-01-02;1,5;-999;18,52;\n"
    path.write_bytes(text.encode("utf-16"))
    config.write_text(
        '[columns.own]\nt = "when"\nmmsi = "key"\nlat = "y"\nlon = "x"\nsog = "v"\nlength = "l"\nnulls = ["-999"]\n'
        'delimiter = ";"\ndecimal = ","\nunits = {sog = "km/h", length = "ft"}\n'
    )
    found, refusal = taken(path, maps=column_maps(config))
    assert refusal is None
    batch = found["t.csv"][1]
    assert batch.counts.bytes == path.stat().st_size
    rows = batch.tables["position"].to_pylist()
    assert [row["lon_deg"] for row in rows] == [-2.25, None]
    assert rows[0]["sog_kn"] == pytest.approx(10)
    assert batch.tables["static"]["to_stern_m"].to_pylist() == [30]


def test_text_without_a_header_is_read_by_its_file_name(tmp_path):
    path, config = tmp_path / "plain-1.csv", tmp_path / "m.toml"
    path.write_text("366000001,2022-01-01,1.5,2.5\n366000002,2022-01-01,1.5,2.5\n")
    config.write_text(
        '[columns.own]\nt = "b"\nmmsi = "a"\nlat = "c"\nlon = "d"\nfiles = "plain-*.csv"\n'
        'names = ["a", "b", "c", "d"]\n'
    )
    found, refusal = taken(path, maps=column_maps(config))
    assert refusal is None
    assert found["plain-1.csv"][1].counts.used_lines == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('units = {sog = "knots"}', "unit 'knots' of sog"),
        ('time = "yyyy"', "time cannot be 'yyyy'"),
        ('time_zone = "Mars/Base"', "no time zone"),
        ('delimiter = "ab"', "one character"),
        ('decimal = "x"', "decimal mark"),
        ('names = ["a"]', "add files"),
        ('lon = ""', "lat and lon go together"),
        ('spead = "x"', "no setting"),
    ],
)
def test_a_map_that_cannot_be_used_is_refused_with_its_place(tmp_path, line, said):
    config = tmp_path / "m.toml"
    lon = "" if line.startswith("lon") else 'lon = "x"\n'
    config.write_text(f'[columns.own]\nt = "when"\nmmsi = "key"\nlat = "y"\n{lon}{line}\n')
    with pytest.raises(UsageRefusal, match=r"columns\.own") as refused:
        column_maps(config)
    assert said in str(refused.value)


def test_two_maps_for_one_table_are_refused(tmp_path):
    path, config = tmp_path / "t.csv", tmp_path / "m.toml"
    path.write_text("key,when,y,x\n366000001,2022-01-01,1,2\n")
    one = 't = "when"\nmmsi = "key"\nlat = "y"\nlon = "x"\n'
    config.write_text(f"[columns.one]\n{one}[columns.two]\n{one}")
    _, refusal = taken(path, maps=column_maps(config))
    assert "[columns.one] and [columns.two]" in str(refusal)


@pytest.mark.parametrize("cut", [4, 200, -1, -8, -60])
def test_a_truncated_parquet_file_is_refused_by_name(tmp_path, cut):
    path = tmp_path / "cut.parquet"
    path.write_bytes(parquet(1000)[:cut])
    found, refusal = taken(path)
    assert not found
    assert "cut.parquet" in str(refusal)


def test_a_damaged_row_group_is_named_and_those_before_it_are_read(tmp_path):
    path = tmp_path / "hurt.parquet"
    whole = parquet(5000, row_group_size=1000, compression="zstd", use_dictionary=False)
    meta = pq.ParquetFile(io.BytesIO(whole)).metadata
    begin = meta.row_group(3).column(0).data_page_offset
    hurt = bytearray(whole)
    hurt[begin : begin + 120] = b"\xa5" * 120
    path.write_bytes(hurt)
    found, refusal = taken(path)
    assert found["hurt.parquet"][1].counts.used_lines == 3000
    assert "hurt.parquet: row group 3 cannot be read" in str(refusal)


def test_parquet_inside_an_archive_is_held_in_memory_up_to_a_cap(tmp_path, monkeypatch):
    monkeypatch.setattr("marsad.runtime.open_batches.MOST_IN_MEMORY", 100)
    path = tmp_path / "packed.zip"
    path.write_bytes(zipped({"big.parquet": parquet(1000)}))
    found, refusal = taken(path)
    assert not found
    assert "packed.zip: big.parquet is parquet inside another file" in str(refusal)


CAPPED = """
import resource, sys
from marsad.runtime.open_batches import open_batches
from marsad.schema.refusal import Refusal
def take(path):
    lines = 0
    try:
        for member, batch in open_batches(path):
            lines += batch.counts.lines
        return f"{lines} lines"
    except Refusal as refusal:
        return f"{lines} lines, refused: {refusal}"
warm, *paths = sys.argv[1:]
take(warm)
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (512 << 20), used + (512 << 20)))
for path in paths:
    print(take(path))
"""


def capped(tmp_path, warm, *paths):
    """Read files in a process that may take 512 MB more than it has after reading one small file."""
    small = tmp_path / "warm"
    small.write_bytes(warm)
    command = [sys.executable, "-c", CAPPED, str(small), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-800:]
    return done.stdout.splitlines()


def test_a_line_of_a_gigabyte_is_one_reject_in_little_memory(tmp_path):
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(POINTS)
        file.seek(1 << 30, io.SEEK_CUR)  # a hole: zeros that take no room on the disk
        file.write(b"\n" + POINTS.split(b"\n")[1] + b"\n")
    assert capped(tmp_path, POINTS, path) == ["4 lines"]
    found, refusal = taken(path)
    assert refusal is None
    batch = found["long.csv"][1]
    assert batch.tables["reject"].select(["reason", "length"]).to_pylist() == [
        {"reason": "line_too_long", "length": (1 << 30) + 1}
    ]
    assert batch.counts.bytes == path.stat().st_size


def test_forged_parquet_is_refused_in_little_memory(tmp_path):
    """Every byte of footer and page headers forged in turn: rows or a refusal, under a cap of memory."""
    whole = parquet(3000, row_group_size=1500)
    small = [*range(len(whole) - 900, len(whole) - 8, 7), *range(4, 60, 3)]
    paths = []
    for n in small:
        for value in (0x00, 0x7F, 0xFF):
            hurt = bytearray(whole)
            hurt[n] = value
            path = tmp_path / f"forged-{n}-{value}.parquet"
            path.write_bytes(hurt)
            paths.append(path)
    said = capped(tmp_path, whole, *paths)
    assert len(said) == len(paths)
    refused = [line for line in said if "refused" in line]
    assert len(refused) > 10
    for line, path in zip(said, paths, strict=True):
        assert "refused" not in line or path.name in line


def test_a_row_group_that_promises_more_than_the_file_can_hold_is_refused(tmp_path):
    path = tmp_path / "promise.parquet"
    constant = pa.table({name: pa.array([0] * 6_000_000, pa.int8()) for name in ("mmsi", "time", "lat", "lon")})
    pq.write_table(constant, path, row_group_size=6_000_000)
    assert path.stat().st_size < 1 << 20
    found, refusal = taken(path)
    assert not found
    assert "promises 6000000 rows" in str(refusal)


def test_corpora_are_read_to_the_last_row(corpora, tmp_path):
    config = tmp_path / "marsad.toml"
    config.write_text(
        '[columns.suez]\nfiles = "suez-*.csv"\nt = "ais_pos_timestamp"\nmmsi = "ID"\nlat = "latitude"\n'
        'lon = "longitude"\ntime = "%d/%m/%Y %H:%M"\n'
    )
    rows = {
        "marinecadastre-2022-01-03.csv.gz": ("marinecadastre", 99_999),
        "global-5min-snapshot.csv.gz": ("generic-csv", 42_625),
        "solent-2016-01-12.csv": ("generic-csv", 18_623),
        "suez-2021-03.csv": ("generic-csv", 22_287),
        "gfw-gap-sample-messages.json": ("gfw", None),
    }
    for name, (form, count) in rows.items():
        found, refusal = taken(corpora / "tracks" / name, maps=column_maps(config))
        assert refusal is None, name
        ((member, batch),) = found.values()
        assert member.format == form
        assert batch.counts.bytes == member.bytes
        assert batch.counts.reject_lines == 0
        assert batch.counts.used_lines == (count or batch.counts.used_lines)
        assert batch.tables["position"].num_rows == batch.counts.used_lines
