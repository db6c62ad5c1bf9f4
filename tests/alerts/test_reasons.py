"""One plain sentence in each language, for every kind and whatever the evidence lacks."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.alerts.doubt import DOUBTS, sentence
from marsad.alerts.reasons.reason import group_reason, reason_of
from marsad.schema.kinds import KINDS

from .made import HOUR, MIN, T0, event, ship

NAMES = ["cpa_m", "tcpa_min", "silent_minutes", "expected_reports", "neighbours_heard", "sog_kn", "speed_kn", "text",
         "because", "hours", "name", "probability", "distance_m", "source", "course_deg", "limit_kn"]  # fmt: skip
VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=300)
    | st.lists(st.integers(), max_size=2)
)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES), st.integers(0, 4), st.booleans())
def test_every_kind_has_a_sentence_whatever_is_missing(kind, evidence, vessels, placed):
    one = event(kind, tuple(ship(n) for n in range(vessels)), at=(45.0, 12.0) if placed else None, **evidence)
    told = reason_of(one, {ship(0): "A\u202eB\n<script>"})
    for text in (told.english, told.arabic):
        assert text.endswith(".")
        assert "\n" not in text
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)
        assert "suspicious" not in text.lower()
    assert re.search("[\u0600-\u06ff]", told.arabic)


def test_a_gap_is_told_as_what_was_not_received():
    one = event("gap", (235_098_383,), T0 + 2 * HOUR + 5 * MIN, known=T0 + 3 * HOUR, silent_minutes=55,
                expected_reports=310, neighbours_heard=7, last_speed_kn=14.2)  # fmt: skip
    assert reason_of(one, {235_098_383: "ATLAS"}).english == (
        "AIS of ATLAS (MMSI 235098383) was not received since 14:05Z at 12-00.0N 045-00.0E; silent for 55 min, "
        "310 reports were to be expected, neighbours heard: 7, her last speed was 14.2 kn."
    )
    assert "منذ 14:05Z" in reason_of(one).arabic


def test_over_midnight_the_day_is_told_and_units_are_nautical():
    one = event("rendezvous", (ship(1), ship(2)), T0 - 13 * HOUR, known=T0, closest_m=90,
                together_min=780, drifted_m=4000)  # fmt: skip
    assert "since 28 Feb 23:00Z" in reason_of(one).english
    assert "for 13.0 h, as near as 90 m, drifting 2.2 NM together" in reason_of(one).english


def test_distress_by_device_text_and_ships_status():
    sart = event("distress", (970_111_222,), at=None)
    assert reason_of(sart).english == ("An AIS-SART (MMSI 970111222) is active since 12:00Z, without a position yet.")
    assert 'sent the text "MAYDAY FIRE"' in reason_of(event("distress", (ship(1),), text="MAYDAY FIRE")).english
    assert "probably mis-set" in reason_of(event("distress", (ship(1),), severity="warning")).english


@pytest.mark.parametrize("code", DOUBTS)
def test_doubts_are_sentences_in_both_languages(code):
    some = [event("distress", (970_111_222,), sog_kn=14.2)]
    assert sentence(code, some)
    assert re.search("[\u0600-\u06ff]", sentence(code, some, arabic=True))
    assert "14.2" in sentence("fast", some)


@pytest.mark.parametrize("why", ["present", "interference", "gathered"])
def test_groups_say_how_many(why):
    told = group_reason("zone", why, 12, "lane")
    assert told.english.startswith("12 ")
    assert told.arabic.startswith("12 ")
