"""Safety broadcasts: positions however they are spelled, subjects, cancellations, and a whole archive."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.decode.broadcast.message import row_of
from marsad.decode.broadcast.positions import positions_in
from marsad.decode.broadcast.subjects import SUBJECTS
from marsad.schema import FAMILIES
from marsad.tracks.warnings import in_force, key_of
from tests.decode.broadcast.labels import labels, messages, same_places

DAY_US = 86_400_000_000
NEW_YEAR_US = round(datetime(2016, 1, 1, tzinfo=UTC).timestamp() * 1e6)


@pytest.fixture(scope="module")
def archive(corpora):
    return messages(corpora)


def found(text):
    return [(round(one.lat_deg, 5), round(one.lon_deg, 5)) for one in positions_in(text)]


@given(
    st.integers(0, 89), st.integers(0, 59), st.integers(0, 999), st.sampled_from("NS"),
    st.integers(0, 179), st.integers(0, 59), st.integers(0, 999), st.sampled_from("EW"),
    st.sampled_from(["{d}-{m}.{f}{s}", "{d} {m}.{f} {s}", "{d}-{m},{f}{s}", "{d} {m}{f} {s}", "{d} {m} {f} {s}",
                     "{d}-{m}.{f}'{s}", "{d}:{m}.{f}{s}"]),
    st.sampled_from([" ", " - ", ", ", "\n", " AND ", "-", " / "]),
    st.sampled_from(["IN POS.", "POSITION ", "AREA BOUNDED BY:\n", "(", "LAT:", "R-18:\n"]),
)  # fmt: skip
def test_a_position_is_read_in_every_spelling(d, m, f, ns, d2, m2, f2, ew, how, between, before):
    lat = how.format(d=f"{d:02d}", m=f"{m:02d}", f=f"{f:03d}", s=ns)
    lon = how.format(d=f"{d2:03d}", m=f"{m2:02d}", f=f"{f2:03d}", s=ew)
    want = (
        (d + (m + f / 1000) / 60) * (1 if ns == "N" else -1),
        (d2 + (m2 + f2 / 1000) / 60) * (1 if ew == "E" else -1),
    )
    assert found(f"{before}{lat}{between}{lon}. BERTH OF 2 NM") == [pytest.approx(want, abs=2e-5)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("45-49-48N 047-36-17E=", [(45.83, 47.60472)]),
        ("A) 43 45 49 .461N-14 12 55 024E ( PLATFORM)", [(43.76374, 14.21528)]),
        ("LAST KNOWN POS. 5746N 01117E AT", [(57.76667, 11.28333)]),
        ("IN VICINITY 49.53N 003.57W.", [(49.88333, -3.95)]),
        ("BOUNDED\nBY 57-47N 57-28N 001-05W AND 000-25W.", [(57.78333, -1.08333), (57.78333, -0.41667),
                                                            (57.46667, -0.41667), (57.46667, -1.08333)]),
        ("RADIUS OF 47 16N - 004\n16W", [(47.26667, -4.26667)]),
        ("IN POS 51-20,294N 002-4,37433", []),
        ("5-01.68N 020-45.99E", []),
        ("NORTH OF 62-30N", []),
        ("99-12N 020-10E", []),
        ("54-72N 020-10E", []),
    ],
)  # fmt: skip
def test_positions_as_they_were_on_air(text, want):
    assert found(text) == want


def test_what_a_person_read_in_300_messages(archive):
    """Before anything was mended it were 294 of them."""
    read = labels()
    assert len(read) == 300
    wrong, other_subject = [], 0
    for label in read:
        assert archive[label.line]["file"] == label.file
        row = row_of(archive[label.line]["text"], None)
        other_subject += row["subject"] != label.subject
        if not same_places(list(zip(row["lat_deg"], row["lon_deg"], strict=True)), label):
            wrong.append(label.line)
    assert len(wrong) <= 6, wrong
    assert other_subject <= 15


def test_every_message_on_satellite_navigation_is_found(archive):
    """By plain words, apart from the rules; what is damaged beyond these words nobody finds."""
    plain = re.compile(r"(?<![A-Z])D?GPS(?![A-Z])|GNSS|GLONASS|SATNAV|SATELLITE NAVIGATION")
    left = []
    for number, told in enumerate(archive):
        row = row_of(told["text"], None)
        if plain.search(told["text"]) and not row["gnss"] and row["subject"] not in ("weather", "none"):
            left.append((number, row["subject"]))
    # An address of a web site that was damaged, and places told "by GPS".
    assert len(left) <= 3, left


def test_the_jamming_of_april_2016(archive):
    row = row_of(archive[33134]["text"], 0)
    assert (row["subject"], row["series"], row["number"], row["gnss"]) == ("gnss", "WZ", "472", True)
    assert row["radius_m"] == 28 * 1852
    assert row["lat_deg"] == [pytest.approx(57.865)]


def test_cancellations_and_times():
    heard = round(datetime(2016, 1, 3, tzinfo=UTC).timestamp() * 1e6)
    row = row_of("ZCZC IA61\n312305 UTC DEC\nCANCEL NORWEGIAN NAV. WARNING 560/2015\nAND WZ 1085 (OA56).\nNNNN", heard)
    assert row["cancels"] == "NORWEGIAN NAV WARNING 560/2015; WZ 1085"
    assert row["subject"] == "cancel"
    assert row["t_issued"] == round(datetime(2015, 12, 31, 23, 5, tzinfo=UTC).timestamp() * 1e6)
    row = row_of("ZCZC TA24\nNX 275/14\nBUOY ESTABLISHED.\nAUTOCANCEL 251758 UTC JUN 14\nNNNN", None)
    assert row["t_until"] == round(datetime(2014, 6, 25, 17, 58, tzinfo=UTC).timestamp() * 1e6)
    assert row["number"] == "275/14"


@given(
    st.text(alphabet=st.sampled_from("ABCNSEWZ0123456789 -.,:/\n()'*é\0"), max_size=300),
    st.none() | st.integers(0, 2**51),
)
def test_whatever_the_text_it_becomes_a_row_of_the_schema(text, t_us):
    row = row_of(text, t_us)
    assert row["subject"] in SUBJECTS
    assert 0.0 <= row["damaged"] <= 1.0
    assert all(-90 <= lat <= 90 for lat in row["lat_deg"])
    assert all(-180 <= lon <= 180 for lon in row["lon_deg"])
    known = FAMILIES["nav_warning"].by_name
    assert row.keys() <= known.keys()
    for name, column in known.items():
        assert column.nullable or name == "offset" or row[name] is not None


def warning(day, text):
    return row_of(text, NEW_YEAR_US + (day - 1) * DAY_US)


def test_repeats_are_one_warning_and_cancellations_cancel():
    light = "ZCZC LA10\nNORWEGIAN NAV.WARNING 44 / 2013\nLIGHT 58-26.9N 009-01.3E UNLIT\nNNNN"
    adrift = "ZCZC GA02\nWZ 364\nCONTAINER ADRIFT IN 60-45.7N 001-07.3E. CANCEL THIS MSG 040000 UTC JAN 16.\nNNNN"
    rows = [warning(1, light), warning(2, light.replace("UNLIT", "UNLXT")), warning(2, adrift),
            warning(3, "ZCZC LE10\nWEATHER FORECAST\nNNNN"),
            warning(5, "ZCZC LA11\nCANCEL NORWEGIAN NAV. WARNING 44/2013\nNNNN")]  # fmt: skip
    numbers = {
        day: [row["number"] for row in in_force(rows, NEW_YEAR_US + (day - 1) * DAY_US)] for day in (0, 1, 2, 3, 4, 5)
    }
    assert numbers == {0: [], 1: ["44/2013"], 2: ["44/2013", "364"], 3: ["44/2013", "364"], 4: ["44/2013"], 5: []}
    assert in_force(rows[:2], NEW_YEAR_US + 45 * DAY_US) == []


def test_a_number_is_the_same_however_it_is_spelled():
    assert key_of("NORWEGIAN NAV. WARNING", "44/2013") == key_of("NORWEGIAN NAV WNG", "044/13")
    assert key_of("WZ", None) is None
    assert key_of("WZ", "1") != key_of("NX", "1")
