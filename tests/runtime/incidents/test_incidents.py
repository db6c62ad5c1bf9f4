"""Incident reports: any text survives, order is kept, nothing is ever changed, a claim is no confirmation."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.runtime.incidents.incidents import KIND, Incidents, Question
from marsad.runtime.incidents.report import Report
from marsad.runtime.watch_log.incident_words import KINDS, MEANS
from marsad.runtime.watch_log.index import Question as LogQuestion
from marsad.runtime.watch_log.plain_text import readable
from marsad.runtime.watch_log.watch_log import FieldRefusal, WatchLog
from marsad.store.journal.journal import Journal

NOW_MS = 1_780_000_000_000
SAID = Report(
    source="UKMTO", kind="suspicious approach", text="Two skiffs approached from astern", language="en",
    happened_ms=NOW_MS - 3_600_000, within_min=15, received_ms=NOW_MS - 600_000, by="e-mail", lon_deg=45.5,
    lat_deg=12.25, radius_m=3704.0, mmsi=(235000001,), names=("LAYLA",), alerts=("5f0c",), reliability="B",
    credibility=2,
)  # fmt: skip


def journal_in(folder):
    ticks = itertools.count(NOW_MS * 1000, 1_000_000)
    return Journal.open(f"sqlite:///{folder}/journal.db", lambda: next(ticks))


@pytest.fixture
def journal(tmp_path):
    made = journal_in(tmp_path)
    yield made
    made.close()


def incidents_of(journal):
    return Incidents(journal, lambda: NOW_MS * 1000, lambda name: name == "5f0c")


def changed(**more):
    return msgspec.structs.replace(SAID, **more)


def test_versions_stand_side_by_side_and_a_correction_takes_the_place_of_what_it_corrects(journal):
    book = incidents_of(journal)
    first = book.report("layla", SAID)
    assert (first.number, first.status, first.open, len(first.versions)) == (1, "claimed", True, 1)
    master = changed(source="Master of MV LAYLA", kind="attack", text="أطلقوا النار علينا", language="ar")
    both = book.report("omar", master, incident=1)
    assert [one.report.source for one in both.versions] == ["UKMTO", "Master of MV LAYLA"]
    mended = book.report("omar", changed(kind="boarding"), corrects=first.versions[0].seq)
    assert [(one.version, one.corrects, one.corrected_by) for one in mended.versions] == [
        (1, None, mended.versions[2].seq), (2, None, None), (3, mended.versions[0].seq, None)]  # fmt: skip
    assert mended.versions[0].report == SAID, "what was corrected stands as it was"
    assert book.report("omar", SAID).number == 2
    with pytest.raises(FieldRefusal) as refused:
        book.report("omar", SAID, corrects=first.versions[0].seq)
    assert set(refused.value.fields) == {"corrects"}
    again = incidents_of(journal)
    assert again.ask(Question()) == book.ask(Question())
    assert again.newest == book.newest == journal.last(KIND).seq


def test_a_claim_is_confirmed_or_refuted_by_somebody_for_a_reason(journal):
    book = incidents_of(journal)
    one = book.report("layla", SAID).versions[0].seq
    other = book.report("layla", changed(source="VHF 16"), incident=1).versions[1].seq
    refuted = book.judge("omar", one, "refuted", "They were fishermen: the master of the other ship called")
    assert (refuted.status, refuted.lead) == ("claimed", other)
    confirmed = book.judge("omar", other, "confirmed", "Seen by the patrol")
    assert (confirmed.status, confirmed.lead) == ("confirmed", other)
    assert [(v.author, v.status) for v in confirmed.versions[1].verdicts] == [("omar", "confirmed")]
    back = book.judge("sami", other, "claimed", "The patrol was elsewhere")
    assert back.status == "claimed"
    assert len(back.versions[1].verdicts) == 2
    assert book.judge("sami", other, "refuted", "Nothing was there").status == "refuted"
    mended = book.report("layla", changed(source="VHF 16"), corrects=other)
    assert mended.status == "claimed", "another claim stands"
    with pytest.raises(FieldRefusal) as refused:
        book.judge("sami", other, "certain", "  ")
    assert set(refused.value.fields) == {"report", "status", "why"}


def test_an_incident_is_closed_and_a_new_report_opens_it(journal):
    book = incidents_of(journal)
    book.report("layla", SAID)
    assert not book.turn("layla", 1, False, "She is safe in port").open
    with pytest.raises(FieldRefusal) as refused:
        book.turn("layla", 1, False, "Again")
    assert set(refused.value.fields) == {"incident"}
    assert book.ask(Question("open")) == ([], 0)
    assert [one.number for one in book.ask(Question("closed"))[0]] == [1]
    assert book.report("layla", changed(text="Another skiff"), incident=1).open


def test_what_is_wrong_is_told_for_each_field_and_nothing_is_saved(journal):
    book = incidents_of(journal)
    wrong = Report(
        source="\u202e ", kind="war", text="", language="Arabic!", happened_ms=NOW_MS + 86_400_000, within_min=-1,
        received_ms=NOW_MS + 86_400_000, by="pigeon", lat_deg=91.0, radius_m=5.0, mmsi=(1 << 40,), names=("x" * 121,),
        alerts=("ffff",), reliability="G", credibility=0,
    )  # fmt: skip
    with pytest.raises(FieldRefusal) as refused:
        book.report("layla", wrong, incident=7)
    assert set(refused.value.fields) == {
        "source", "kind", "text", "language", "within_min", "received_ms", "by", "lat_deg", "lon_deg", "radius_m",
        "mmsi", "names", "alerts", "reliability", "credibility", "incident"}  # fmt: skip
    assert all(sentence.endswith(".") for sentence in refused.value.fields.values())
    for more, field in (
        ({"happened_ms": NOW_MS, "within_min": 0}, "happened_ms"),
        (dict.fromkeys(("lon_deg", "lat_deg", "radius_m")), "where"),
        ({"received_ms": None}, "received_ms"), ({"happened_ms": None}, "within_min"),
        ({"radius_m": float("nan")}, "radius_m"), ({"lon_deg": float("inf")}, "lon_deg"),
        ({"text": "x" * 8_001}, "text"), ({"source": "\ud800"}, "source"),
    ):  # fmt: skip
        with pytest.raises(FieldRefusal) as refused:
            book.report("layla", changed(**more))
        assert set(refused.value.fields) == {field}, field
    assert journal.last(KIND) is None
    assert book.ask(Question()) == ([], 0)


def test_it_is_found_by_its_words_vessel_alert_kind_status_and_time(journal):
    book = incidents_of(journal)
    book.report("layla", SAID)
    fire = changed(
        source="Master of MV أَمَل", kind="fire", text="حريقٌ في غرفة المحرّكات", mmsi=(), alerts=(), happened_ms=None,
        within_min=None, where="قبالة عدن", lon_deg=None, lat_deg=None, radius_m=None,
    )  # fmt: skip
    book.report("layla", fire)
    for asked, numbers in (
        (Question(), [2, 1]), (Question(q="skiffs LAYLA"), [1]), (Question(q="حريق امل"), [2]),
        (Question(q="B2 ukmto"), [1]), (Question(q="عدن skiffs"), []), (Question(mmsi=235000001), [1]),
        (Question(alert="5f0c"), [1]), (Question(kind="fire"), [2]), (Question(status="confirmed"), []),
        (Question(since_ms=NOW_MS - 4_000_000, until_ms=NOW_MS - 3_000_000), [1]),
        (Question(since_ms=NOW_MS - 2_800_000), [2, 1]), (Question(since_ms=NOW_MS - 2_600_000), [2]),
        (Question(until_ms=NOW_MS - 5_000_000), []), (Question(limit=1), [2]), (Question(offset=1, limit=1), [1]),
    ):  # fmt: skip
        found, total = book.ask(asked)
        assert [one.number for one in found] == numbers, asked
        assert total == (2 if asked.limit == 1 else len(numbers))


def test_the_watch_log_tells_of_it_in_both_languages(journal):
    book, log = incidents_of(journal), WatchLog(journal)
    seq = book.report("layla", SAID).versions[0].seq
    book.judge("omar", seq, "refuted", "Fishermen")
    book.turn("omar", 1, False, "Nothing more")
    entries = log.ask(LogQuestion(kind="incident")).entries[::-1]
    assert [entry.text.en for entry in entries] == [
        "Incident 1, report 1: suspicious approach, claimed by UKMTO (B2): Two skiffs approached from astern",
        "Incident 1, report 1: refuted, because Fishermen", "Incident 1 was closed: Nothing more"]  # fmt: skip
    assert entries[1].text.ar == "الحادث 1، البلاغ 1: ثبت عدم صحته، والسبب: Fishermen"
    first = entries[0].links
    assert (first.incident, first.mmsi, first.alert, first.lon_deg, first.t_ms) == (
        1, (235000001,), "5f0c", 45.5, NOW_MS - 3_600_000)  # fmt: skip
    assert [entry.seq for entry in log.ask(LogQuestion(mmsi=235000001)).entries] == [seq]
    log.close()


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(
    lambda text: readable(text).strip()
)
PLACES = st.one_of(
    st.fixed_dictionaries({"lon_deg": st.floats(-180, 180), "lat_deg": st.floats(-90, 90),
                           "radius_m": st.none() | st.floats(0.001, 1e6)}),
    st.just({"lon_deg": None, "lat_deg": None, "radius_m": None}),
)  # fmt: skip
REPORTS = st.builds(
    lambda place, where, **more: Report(**more, **place, where=where, alerts=()),
    PLACES, WORDS, source=WORDS, text=WORDS, kind=st.sampled_from(sorted(KINDS)), by=st.sampled_from(sorted(MEANS)),
    language=st.sampled_from(["", "ar", "en", "so", "fa-IR"]), happened_ms=st.integers(0, NOW_MS - 1000),
    within_min=st.none() | st.integers(0, 10_080), received_ms=st.just(NOW_MS),
    mmsi=st.lists(st.integers(1, 999_999_999), max_size=5, unique=True).map(tuple),
    names=st.lists(WORDS.filter(lambda text: len(text) <= 120), max_size=3).map(tuple),
    reliability=st.sampled_from("ABCDEF"), credibility=st.integers(1, 6),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(REPORTS, st.booleans()), min_size=1, max_size=6))
def test_any_report_survives_a_round_trip_and_the_order_is_kept(tmp_path_factory, told):
    """In the journal as it was written, to readers without controls; and again after a restart."""
    journal = journal_in(tmp_path_factory.mktemp("reports"))
    try:
        book = incidents_of(journal)
        for report, is_new in told:
            known = book.ask(Question(limit=1))[1]
            book.report("layla", report, incident=None if is_new or not known else known)
        kept = list(journal.records(KIND))
        assert [record.body["report"]["text"] for record in kept] == [report.text.strip() for report, _ in told]
        assert [record.body["report"]["source"] for record in kept] == [report.source.strip() for report, _ in told]
        for shown in (book, incidents_of(journal)):
            found, total = shown.ask(Question())
            assert total == sum(is_new or i == 0 for i, (_, is_new) in enumerate(told))
            versions = sorted((one for incident in found for one in incident.versions), key=lambda one: one.seq)
            assert [one.report.text for one in versions] == [readable(report.text).strip() for report, _ in told]
            for one, (report, _) in zip(versions, told, strict=True):
                for name in ("kind", "by", "lon_deg", "lat_deg", "radius_m", "happened_ms", "within_min", "mmsi"):
                    assert getattr(one.report, name) == getattr(report, name), name
            for incident in found:
                assert [one.version for one in incident.versions] == list(range(1, len(incident.versions) + 1))
        assert journal.verify().fault is None
    finally:
        journal.close()
