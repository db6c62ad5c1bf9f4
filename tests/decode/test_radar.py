"""Radar tracks as contacts: fields, units, places, and fields that cannot be read."""

from __future__ import annotations

import pytest

from marsad.decode.decoder import Decoder
from tests.decode.streams import decoded, reasons, rows, sentence, tag


def _contact(body: bytes) -> dict[str, object]:
    (row,) = rows(decoded(sentence(body, b"$") + b"\r\n"), "contact")
    return row


def test_tracked_target() -> None:
    row = _contact(b"RATTM,12,2.5,090.0,T,10.0,180.0,T,0.5,-3.5,N,TUG,T,R,120000.00,M")
    assert row["distance_m"] == 2.5 * 1852
    assert (row["bearing_deg"], row["bearing_true"]) == (90, True)
    assert (row["sog_kn"], row["cog_deg"], row["course_true"]) == (10, 180, True)
    assert (row["cpa_m"], row["tcpa_s"]) == (0.5 * 1852, -210)
    assert (row["label"], row["status"], row["reference_target"], row["acquisition"]) == (
        "TUG",
        "tracking",
        True,
        "manual",
    )
    assert (row["track_number"], row["sentence"], row["station"]) == (12, "TTM", "RA")
    assert row["lon_deg"] is None


def test_kilometres_and_relative_bearing() -> None:
    row = _contact(b"RATTM,1,2.0,350.0,R,36.0,10.0,R,1.0,2.0,K,,Q,,,A")
    assert row["distance_m"] == 2000
    assert row["bearing_true"] is False
    assert row["course_true"] is False
    assert row["sog_kn"] == pytest.approx(36 / 1.852)
    assert (row["status"], row["acquisition"], row["label"]) == ("query", "automatic", None)


def test_place_of_a_target_where_the_sensor_stands() -> None:
    decoder = Decoder({"radar": (44.0, 12.0)})
    line = sentence(b"RATTM,12,60.0,000.0,T,10.0,180.0,T,,,N,,T,,,A", b"$") + b"\n"
    (row,) = rows(decoder.feed(line, 1_000_000_000_000_000, "radar"), "contact")
    assert row["lon_deg"] == pytest.approx(44.0)
    assert row["lat_deg"] == pytest.approx(13.0, abs=0.01)
    assert row["source"] == "radar"
    (other,) = rows(decoder.feed(line, 1_000_000_000_000_000, "elsewhere"), "contact")
    assert other["lat_deg"] is None
    relative = sentence(b"RATTM,12,60.0,000.0,R,10.0,180.0,T,,,N,,T,,,A", b"$") + b"\n"
    (turned,) = rows(decoder.feed(relative, 1_000_000_000_000_000, "radar"), "contact")
    assert turned["lat_deg"] is None


def test_latitude_and_longitude() -> None:
    row = _contact(b"RATLL,07,1230.00,S,04515.00,W,WRECK,120000.00,L,R")
    assert (row["lat_deg"], row["lon_deg"]) == (-12.5, -45.25)
    assert (row["label"], row["status"], row["reference_target"]) == ("WRECK", "lost", True)


def test_labels() -> None:
    found = rows(decoded(sentence(b"RATLB,1,ONE,2,,99999,X", b"$") + b"\n"), "contact")
    assert [(row["track_number"], row["label"]) for row in found] == [(1, "ONE"), (2, None), (99999, "X")]
    assert len({row["offset"] for row in found}) == 1


def test_what_is_not_told_is_null() -> None:
    row = _contact(b"RATTM,1")
    assert {name for name, value in row.items() if value is not None} == {
        "station", "offset", "sentence", "track_number", "reference_target",
    }  # fmt: skip


@pytest.mark.parametrize("body", [
    b"RATTM,", b"RATTM,x,1,2,T", b"RATTM,-1,1,2,T", b"RATTM,123456,1", b"RATTM,1,-2.0", b"RATTM,1,2.0,361.0,T",
    b"RATTM,1,2,3,T,-1", b"RATTM,1,nan", b"RATTM,1,inf", b"RATTM,1,1e999", b"RATTM,1,,,,,,,,,Q", b"RATTM,1,1_0",
    b"RATLL,1,9001.00,N,04500.00,E", b"RATLL,1,1260.00,N,04500.00,E", b"RATLL,1,1230.00,X,04500.00,E",
    b"RATLL,1,12e0.00,N,04500.00,E", b"RATLL,1,,N,,E", b"RATLB,1", b"RATLB,", b"RATLB,1,A,2", b"RATLB,x,A",
    b"RATTM,1,\xc2\xb2", b"RATTM,\xd9\xa1",
])  # fmt: skip
def test_fields_that_cannot_be_read(body: bytes) -> None:
    batch = decoded(sentence(body, b"$") + b"\n")
    if body == b"RATLL,1,,N,,E":  # the radar has no place for it: nothing is wrong with the sentence
        assert reasons(batch) == []
        assert rows(batch, "contact")[0]["lat_deg"] is None
    else:
        assert reasons(batch) == ["radar_fields"]


def test_times_stations_and_sources_as_of_any_line() -> None:
    line = tag(b"s:rADAR,c:1600000000") + sentence(b"RATTM,1", b"$") + b"\n"
    (row,) = rows(decoded(line, t_recv_us=1_700_000_000_000_000, source="x"), "contact")
    assert row["t"].timestamp() == 1_600_000_000  # type: ignore[attr-defined]
    assert row["t_recv"].timestamp() == 1_700_000_000  # type: ignore[attr-defined]
    assert (row["station"], row["source"]) == ("rADAR", "x")


def test_a_wrong_checksum_is_that() -> None:
    assert reasons(decoded(b"$RATTM,1*00\n")) == ["checksum"]
