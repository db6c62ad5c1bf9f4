"""The record of a watch on paper: read back with another's tools it says what the log says, whatever was written."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from marsad.alerts.reasons.told import chart_place
from marsad.cli import main
from marsad.runtime.clock import system_clock
from marsad.runtime.watch_log.entry import Links
from marsad.runtime.watch_log.watch_log import WatchLog
from marsad.runtime.watch_record.document import document
from marsad.runtime.watch_record.gather import LONGEST_MS, MOST_MAPS, gather
from marsad.runtime.watch_record.maps import MARK, map_of
from marsad.schema.refusal import Refusal
from marsad.store.journal.journal import Journal

MADE = 1_790_000_000_000


@pytest.fixture
def room(tmp_path):
    folder = tmp_path / "journal"
    folder.mkdir()
    journal = Journal.open(f"sqlite:///{folder}/journal.db", system_clock)
    log = WatchLog(journal)
    yield journal, log, tmp_path
    log.close()
    journal.close()


def record_of(journal):
    now = system_clock() // 1000
    return gather(journal, now - 3_600_000, now + 1000)


def read(pdf):
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    return re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+", " ", " ".join(page.extract_text() for page in pages))


def test_it_says_who_wrote_what_when_and_where_in_order(room):
    journal, log, _ = room
    first = log.add("Layla", "Engine failure reported", Links(mmsi=(235000001,), lon_deg=43.4, lat_deg=12.6))
    log.add("Hassan", "Engine runs again", Links(amends=first.seq))
    record = record_of(journal)
    assert [entry.author for entry in record.entries] == ["Layla", "Hassan"]
    pdf = document(record, "en", "Samira", MADE)
    said = read(pdf)
    for words in ("Record of the watch", "Samira", "Engine failure reported", "Engine runs again", "12-36.0N 043-24.0E",
                  "235000001", f"amends #{first.seq}", "amended in #2 by Hassan", journal.head()[1][:40]):  # fmt: skip
        assert words in said, words
    assert said.rindex("Engine failure reported") < said.index("Engine runs again")
    assert document(record_of(journal), "en", "Samira", MADE)[:20] == pdf[:20]
    assert document(record, "en", "Samira", MADE) == pdf, "equal records give equal bytes"


def test_arabic_is_joined_and_goes_from_right_to_left(room):
    """Letters that join have other shapes than alone; shaped text takes less room, and the right edge is even."""
    journal, log, folder = room
    if shutil.which("pdftoppm") is None:
        pytest.skip("no poppler here: scripts/test_packages.sh installs it")
    log.add("حسن", "أبلغت السفينة LAYLA عن عطل في المحرك عند الساعة 04:30Z", Links())
    (folder / "ar.pdf").write_bytes(document(record_of(journal), "ar", "سميرة", MADE))
    subprocess.run(["pdftoppm", "-r", "60", "-png", folder / "ar.pdf", folder / "page"], check=True, timeout=60)
    first = Image.open(sorted(folder.glob("page-*.png"))[0]).convert("L").point(lambda tone: 255 * (tone < 128))
    left, _, right, _ = first.getbbox()
    assert first.width - right < left, "the text stands at the right"
    fonts = {str(font["/BaseFont"]) for page in pypdf.PdfReader(folder / "ar.pdf").pages
             for font in (one.get_object() for one in page["/Resources"]["/Font"].values())}  # fmt: skip
    assert any("Arabic" in name for name in fonts)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(min_size=1, max_size=300), author=st.text(max_size=40), language=st.sampled_from(["en", "ar"]))
def test_no_text_breaks_it(text, author, language, tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")
    journal = Journal.open(f"sqlite:///{folder}/journal.db", system_clock)
    log = WatchLog(journal)
    try:
        journal.append("log", author, {"text": text, "links": {}, "amends": None})
        log.add("Layla", "and this after it", Links())
        pdf = document(record_of(journal), language, author, MADE)
    finally:
        log.close()
        journal.close()
    assert "and this after it" in read(pdf)
    assert b"/JavaScript" not in pdf


def test_an_empty_watch_is_a_document_too_and_a_period_that_is_none_is_refused(room):
    journal, _, _ = room
    assert "Nothing was written" in read(document(record_of(journal), "en", "Layla", MADE))
    for since, until in ((2000, 1000), (1000, 1000), (0, LONGEST_MS + 1)):
        with pytest.raises(Refusal):
            gather(journal, since, until)


def test_what_anybody_wrote_is_never_taken_for_a_page_count(room):
    journal, log, _ = room
    log.add("Layla", "{nb} of {} {0} remain", Links())
    assert "{nb} of {} {0} remain" in read(document(record_of(journal), "en", "Layla", MADE))


def test_alerts_of_before_the_period_are_called_by_their_names(room, tmp_path):
    journal, _, _ = room
    start = system_clock()
    alert = {"id": "a1", "kind": "distress", "raised_us": start, "level": "emergency", "vessels": [970000001],
             "lon_deg": 45.0, "lat_deg": 12.0}  # fmt: skip
    journal.append("alert", "room", {"what": ["raised"], "alert": alert})
    then = system_clock() // 1000 + 1
    while system_clock() // 1000 <= then:
        pass
    deed = {"alert": "a1", "verb": "acknowledge", "text": "", "hours": None, "by": ""}
    journal.append("alert_action", "Layla", deed)
    late = gather(journal, then, then + 60_000)
    assert (late.alerts, len(late.entries)) == (0, 1)
    assert "a1" not in late.entries[0].text.en
    whole = gather(journal, start // 1000, then + 60_000)
    assert (whole.alerts, whole.acknowledged) == (1, 1)
    assert [spot.entry.kind for spot in whole.spots] == ["alert"]


def test_more_places_than_maps_are_all_in_the_log(room):
    journal, log, _ = room
    for n in range(MOST_MAPS + 5):
        log.add("Layla", f"Buoy {n} seen", Links(lon_deg=179.9 - 0.2 * (n % 2) * 1799, lat_deg=n / 10))
    record = record_of(journal)
    assert (len(record.spots), record.unmapped, len(record.entries)) == (MOST_MAPS, 5, MOST_MAPS + 5)


@settings(max_examples=25, deadline=None)
@given(places=st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=4))
def test_every_place_is_on_its_map(places):
    from marsad.runtime.watch_log.entry import LogEntry, LogText
    from marsad.runtime.watch_record.gather import Spot

    entry = LogEntry(1, 0, "", "operator", "log", LogText("", ""))
    spots = [Spot(n, lon, max(-84.0, min(84.0, lat)), entry) for n, (lon, lat) in enumerate(places, 1)]
    picture = Image.open(BytesIO(map_of(spots, 500, 320))).convert("RGB")
    red = sum(abs(r - MARK[0]) + abs(g - MARK[1]) + abs(b - MARK[2]) < 90 for r, g, b in picture.getdata())
    assert red > 15


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ((12.6, 43.4), "12-36.0N 043-24.0E"),
        ((-0.9999, -179.99999), "01-00.0S 180-00.0W"),
        ((0, 0), "00-00.0N 000-00.0E"),
    ],
)
def test_positions_carry(place, said):
    assert chart_place(*place) == said


def test_the_command_writes_it_and_refuses_what_cannot_be(room, capsys):
    journal, log, folder = room
    log.add("Layla", "Radio check", Links())
    journal.close()  # nothing else writes it
    out = folder / "watch.pdf"
    assert main(["log", "export", "-o", str(out), "--data", str(folder), "--lang", "ar"]) == 0
    assert "1 entries" in capsys.readouterr().err
    assert "Radio check" in read(out.read_bytes())
    for wrong in (["--lang", "fr", "-o", str(out)], [], ["-o", str(out), "--since", "soon"]):
        assert main(["log", "export", "--data", str(folder), *wrong]) in (1, 2)
    assert main(["log", "export", "-o", str(folder / "none" / "x.pdf"), "--data", str(folder)]) == 1
    if shutil.which("qpdf") is not None:
        assert subprocess.run(["qpdf", "--check", out], check=False, timeout=60).returncode == 0
