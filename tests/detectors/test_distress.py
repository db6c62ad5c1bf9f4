"""Distress: what is shown, how gravely, and with which doubt."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.detectors.distress import DETECTOR
from marsad.detectors.distress_rule.words import read
from marsad.plugin.rows import POSITION, SAFETY_TEXT, no_rows, ordered
from marsad.plugin.side import Side
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import last_of
from marsad.testing.scoring.alerts import Alert
from marsad.testing.scoring.rules import claims

T = 1_772_366_400_000_000


def _position(*told):
    rows = np.zeros(len(told), POSITION)
    for n, (row, one) in enumerate(zip(rows, told, strict=True)):
        row["t"], row["digest"], row["type"] = T + n, n, 1
        row["lon_deg"], row["lat_deg"], row["sog_kn"], row["status"] = 50.0, 13.0, 0.8, 14
        for name, value in one.items():
            row[name] = value
        row["vessel"] = int(row["mmsi"]) * 100
    return rows


def _text(mmsi, text):
    rows = np.zeros(1, SAFETY_TEXT)
    rows["t"], rows["mmsi"], rows["vessel"], rows["type"], rows["text"] = T, mmsi, mmsi * 100, 14, text.encode()
    return rows


def _found(**families):
    rows = replace(no_rows(), **{name: ordered(some) for name, some in families.items()})
    found, _ = DETECTOR.step(DETECTOR.parameters, DETECTOR.first_state(), rows, T - 1, T + 1_000_000, Side())
    return found


@pytest.mark.parametrize("prefix", [970, 972, 974])
@pytest.mark.parametrize(("status", "kind"), [(14, "distress"), (15, "distress_test"), (0, "distress")])
def test_a_locating_device_is_shown_whatever_else_it_tells(prefix, status, kind):
    (one,) = _found(position=_position({"mmsi": prefix * 1_000_000 + 123_456, "status": status}))
    assert (one.kind, one.severity, one.t_end) == (kind, "", T)
    assert ("doubt" in one.evidence) == (status == 0)


def test_without_a_position_it_is_shown_at_once():
    (one,) = _found(position=_position({"mmsi": 970_123_456, "lon_deg": np.nan, "lat_deg": np.nan, "sog_kn": np.nan}))
    assert (one.kind, one.lon_deg, one.lat_deg) == ("distress", None, None)
    assert "doubt" not in one.evidence


@pytest.mark.parametrize(
    ("told", "doubt"),
    [
        ({"sog_kn": 16.0}, "faster than anything drifts"),
        ({"sog_kn": 0.0}, "does not move"),
        ({"lon_deg": 21.0, "lat_deg": 47.0}, "inland"),
        ({"mmsi": 970_003_456}, "maker"),
        ({"type": 18}, "message"),
    ],
)
def test_what_speaks_against_a_device_is_told_and_changes_nothing_else(told, doubt):
    (one,) = _found(position=_position({"mmsi": 972_971_214, **told}))
    assert (one.kind, one.severity) == ("distress", "")
    assert doubt in one.evidence["doubt"]


def test_a_ship_that_tells_the_status_of_a_device_is_a_warning_and_claims_no_distress():
    (one,) = _found(position=_position({"mmsi": 211_000_001}, {"mmsi": 211_000_002, "status": 15}))
    assert (one.kind, one.severity) == ("distress", "warning")
    assert "mistake" in one.evidence["doubt"]
    assert not claims(Alert("", "distress", (211_000_001,), T, T, T, severity="warning"))
    assert claims(Alert("", "distress", (970_123_456,), T, T, T, severity="emergency"))
    assert claims(Alert("", "distress", (970_123_456,), T, T, T))


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("SART ACTIVE", False), ("MOB TEST", True), ("EPIRB-AIS ACTIVE", False), ("SART TEST", True),
        ("MAYDAY MAYDAY MAYDAY", False), ("MAY DAY", False), ("MAIDAY WE SINK", False), ("EXERCISE MAYDAY", True),
        ("WE ARE SINKING 12-30N 044-10E", False), ("SOS", False), ("S.O.S. FIRE", False), ("VESSEL IN DISTRESS", False),
        ("MAN OVERBOARD", False), ("NAVIRE EN DETRESSE", False), ("SOCORRO", False), ("MAYDAY RELAY", False),
        ("MAYDAY CANCELLED", False),
    ],
)  # fmt: skip
def test_texts_that_are_distress_from_any_sender(text, test):
    for mmsi in (211_000_001, 2_111_234):
        (one,) = _found(safety_text=_text(mmsi, text))
        assert one.kind == ("distress_test" if test else "distress")


@pytest.mark.parametrize(
    "text",
    ["SAR EXERCISE IN PROGRESS", "IN CASE OF DISTRESS CALL VHF 16: MAYDAY", "GOOD MORNING", "", "SOSNOVKA 12",
     "KEEP CLEAR OF TOW", "RADIO TEST", "MOBILE PHONE", "AIS TEST"],
)  # fmt: skip
def test_texts_that_are_none(text):
    assert _found(safety_text=_text(211_000_001, text)) == []
    (one,) = _found(safety_text=_text(970_123_456, text))
    assert "doubt" in one.evidence or one.kind == "distress_test"


def test_a_text_taken_back_tells_so():
    said = read("MAYDAY CANCELLED FALSE ALERT", device=False)
    assert said is not None
    assert said.doubt


def test_position_and_text_of_one_instant_are_one_event_that_says_both():
    (one,) = _found(position=_position({"mmsi": 970_123_456}), safety_text=_text(970_123_456, "SART ACTIVE"))
    assert (one.evidence["text"], one.evidence["status"], one.lat_deg) == ("SART ACTIVE", 14, 13.0)


_ANY = st.fixed_dictionaries({
    "mmsi": st.sampled_from([970_123_456, 971_123_456, 972_971_214, 973_000_001, 974_010_203, 979_000_001, 211_000_001,
                             111_232_511, 992_111_234, 0]),
    "status": st.integers(-1, 15),
})  # fmt: skip


@given(st.lists(_ANY, max_size=20))
def test_it_is_the_rule_said_row_by_row(told):
    """The oracle: what every single report means."""
    asked = []
    for n, one in enumerate(told):
        device = one["mmsi"] // 1_000_000 in (970, 972, 974)
        if device:
            asked.append((T + n, one["mmsi"], "distress_test" if one["status"] == 15 else "distress", ""))
        elif one["status"] == 14:
            asked.append((T + n, one["mmsi"], "distress", "warning"))
    found = _found(position=_position(*told))
    assert [(one.t_start, one.vessel_ids[0] // 100, one.kind, one.severity) for one in found] == asked


# -- a ship whose status was set by mistake


def _hours(minutes, mmsi=211_000_002):
    return _position(*({"mmsi": mmsi, "status": 14, "t": T + minute * 60_000_000, "digest": minute + 1}
                       for minute in minutes))  # fmt: skip


def _led(position, cuts):
    advance = Advance([DETECTOR], start_us=T - 1)
    advance.take(replace(no_rows(), position=position))
    return last_of([advance.to(w) for w in cuts])


def test_a_ship_who_tells_the_status_for_hours_is_one_event_that_lasts():
    minutes = [*range(360), *range(371, 400), 500]  # eleven minutes, and a hundred, of silence
    whole = _led(_hours(minutes), [T + 600 * 60_000_000])
    assert [((one.t_start - T) // 60_000_000, (one.t_end - T) // 60_000_000) for one in whole] == [
        (0, 359), (371, 399), (500, 500)]  # fmt: skip
    assert {(one.t_event - one.t_start, one.status, one.severity) for one in whole} == {(0, "closed", "warning")}
    cut = _led(_hours(minutes), [T + n * 37_000_000 for n in range(1, 900)])
    assert [one.facts() for one in cut] == [one.facts() for one in whole]


def test_late_reports_join_what_they_lie_between_and_move_the_start():
    early, late = [*range(10, 20), *range(31, 40)], [5, 25]
    advance = Advance([DETECTOR], start_us=T - 1, horizon_us=7_200_000_000)
    advance.take(replace(no_rows(), position=_hours(early)))
    told = [advance.to(T + n * 300_000_000) for n in range(1, 12)]
    advance.take(replace(no_rows(), position=_hours(late)))
    told += [advance.to(T + n * 300_000_000) for n in range(12, 14)]
    standing = [one for one in last_of(told) if one.status != "withdrawn"]
    asked = _led(_hours(sorted([*early, *late])), [T + 13 * 300_000_000])
    assert [one.facts() for one in standing] == [one.facts() for one in asked]
    assert [(one.t_start - T) // 60_000_000 for one in asked] == [5]


def test_bursts_of_a_device_stay_events_of_their_own():
    bursts = _led(_hours(range(8), 970_111_222), [T + 3_600_000_000])
    assert len(bursts) == 8
    assert all(one.t_start == one.t_end for one in bursts)
