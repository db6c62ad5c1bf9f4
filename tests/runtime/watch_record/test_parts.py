"""The parts of a record: what the journal and the raw log hold of a watch stands on paper, and nothing of later."""

from __future__ import annotations

import hashlib
import re

import pypdf
import pytest

from marsad.cli import main
from marsad.runtime.data_folder import journal_url
from marsad.runtime.handover.key import fingerprint
from marsad.runtime.watch_record import heard
from marsad.runtime.watch_record.document import document
from marsad.runtime.watch_record.gather import gather
from marsad.runtime.watch_record.heard import with_ways
from marsad.store.journal.journal import Journal

from .test_record import MADE
from .test_record import read as read_spaced
from .watch import BEGIN, END, MIN, A, B, C, Watch, keep_watch


@pytest.fixture(scope="module")
def watch(tmp_path_factory) -> Watch:
    return keep_watch(tmp_path_factory.mktemp("watch"))


@pytest.fixture(scope="module")
def record(watch):
    journal = Journal.read_only(journal_url(watch.folder))
    yield with_ways(gather(journal, *watch.period), watch.folder / "raw")
    journal.close()


def bare(text):
    """Without blanks: where a piece has a direction of its own, readers of PDF add some."""
    return re.sub(r"\s+", "", text)


def read(pdf):
    return bare(read_spaced(pdf))


def test_alerts_stand_by_priority_and_what_was_withdrawn_says_so(record):
    assert [(alert.kind, alert.shown_level) for alert in record.told] == [
        ("distress", "emergency"), ("close_quarters", "alarm"), ("gap", "warning"), ("zone", "warning")]  # fmt: skip
    said = read(document(record, "en", "Samira", MADE))
    part = said[said.index(bare("Alerts by priority")) : said.index(bare("Incidents"))]
    order = ("Emergency alarm", "Distress · MMSI", "Close quarters · MMSI", "WITHDRAWN", "Zone · MMSI 636015825")
    found = [part.index(bare(words)) for words in order]
    assert found == sorted(found)
    assert part.count("WITHDRAWN") == 1
    for words in ("acknowledged by Layla 2026-09-21 15:54:20Z", "shelved by Layla until", "assigned to Omar",
                  "closest point of approach 0.17 NM", "later reports explained it away"):  # fmt: skip
        assert bare(words) in part, words


def test_an_incident_has_all_its_versions_with_grades_verdicts_and_place(record):
    said = read(document(record, "en", "Samira", MADE))
    part = said[said.index(bare("Incident 1: boarding")) : said.index(bare("Handovers Handover"))]
    for words in ("confirmed · open · 3 reports", "Report 1 · UKMTO · attack · claimed · CORRECTED by report 3",
                  "graded B2: source usually reliable, information probably true", "happened 2026-09-21 15:43:20Z",
                  "(give or take 20 min)", "12-00.0N 045-18.0E (within 2.0 NM)", "graded C3",
                  "confirmed by Layla 2026-09-21 16:23:20Z, because The patrol boat saw the ladders",
                  "Report 3 · UKMTO · attack · claimed · corrects report 1", f"MMSI {A}"):  # fmt: skip
        assert bare(words) in part, words


def test_a_handover_says_who_to_whom_what_is_left_and_what_proves_it(record):
    said = read(document(record, "en", "Samira", MADE))
    part = said[said.index(bare("Handover 1: Layla to Omar")) : said.index(bare("Where it was"))]
    told = record.shifts[0]
    for words in ("Open alerts: 3", "Shelved alerts: 1", "Detectors switched off: 1", "drift",
                  "Rules switched off: none", "Open incidents: 1", "Incident 1: boarding", "Taken over by Omar",
                  "Understood", "tug on its way",
                  told.document["head"]["hash"], told.given["signature"], told.taken["receipt"]["head"]["hash"],
                  f"Signed with key {fingerprint(told.given['key'])}"):  # fmt: skip
        assert bare(words) in part, words


def test_maps_of_alerts_have_the_ways_that_were_heard_and_no_others(record):
    ways = {spot.alert.kind: dict(spot.ways) for spot in record.spots if spot.alert is not None}
    assert {kind: list(some) for kind, some in ways.items()} == {
        "gap": [C], "close_quarters": [A, B], "distress": [A], "zone": [B]}  # fmt: skip
    (before,) = ways["gap"][C]
    assert before[2][-1] == BEGIN + 39 * MIN, "nobody heard her after this"
    for runs in ways["close_quarters"].values():
        for lon, lat, t in runs:
            assert len(lon) == len(lat) == len(t) == 76
            assert (t[0], t[-1]) == (BEGIN + 30 * MIN, BEGIN + 105 * MIN)
    assert record.spots[-1].ways == ()
    assert bare(f"Ways as heard, to 2026-09-21 15:58:20Z: MMSI {A}, MMSI {B}") in read(document(record, "en", "", MADE))


def test_a_longer_raw_log_than_is_read_is_told(watch, record, monkeypatch):
    monkeypatch.setattr(heard, "MOST_BYTES", 10)
    less = with_ways(record, watch.folder / "raw")
    assert less.unheard == 4
    assert bare("The raw log of 4 maps is longer than is read") in read(document(less, "en", "", MADE))


def test_arabic_says_the_same(record):
    pdf = document(record, "ar", "سميرة", MADE)
    said = read(pdf)
    for words in (fingerprint(record.shifts[0].given["key"]), "12-00.0N 045-18.0E", str(B), "16:23:20Z"):
        assert bare(words) in said, words
    for english in ("Alerts by priority", "Handover", "acknowledged", "reliable", "Open alerts", "Ways as heard"):
        assert bare(english) not in said


def test_an_export_leaves_an_entry_and_changes_nothing_in_the_next(watch, capsys):
    since, until = (f"2026-09-21T{hour}:13:20Z" for hour in (14, 20))
    words = ["log", "export", "--data", str(watch.folder), "--since", since, "--until", until, "--author", "Layla"]
    made = []
    for name in ("one.pdf", "two.pdf"):
        assert main([*words, "-o", str(watch.folder / name)]) == 0, capsys.readouterr().err
        made.append((watch.folder / name).read_bytes())
    texts = [re.sub(r"MadebyLaylaat\d{4}-\d\d-\d\d\d\d:\d\d:\d\dZ", "", read(pdf)) for pdf in made]
    assert texts[0] == texts[1], "but for when it was made"
    images = [[image.data for page in pypdf.PdfReader(watch.folder / name).pages for image in page.images]
              for name in ("one.pdf", "two.pdf")]  # fmt: skip
    assert images[0] == images[1]
    journal = Journal.read_only(journal_url(watch.folder))
    notes = list(journal.records("export"))
    later = gather(journal, notes[0].t // 1000 - 1, notes[-1].t // 1000 + 1)
    journal.close()
    assert [(one.author, dict(one.body)) for one in notes] == [
        ("Layla", {"since_ms": BEGIN // 1000, "until_ms": END // 1000, "language": "en",
                   "sha256": hashlib.sha256(pdf).hexdigest()}) for pdf in made]  # fmt: skip
    assert [entry.text.en for entry in later.entries] == [
        "Layla exported the log from 2026-09-21T14:13:20Z to 2026-09-21T20:13:20Z as a PDF in English"] * 2  # fmt: skip
