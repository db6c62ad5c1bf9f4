"""Rules are refused before they are saved, with the reason, and then hold as they were meant."""

import contextlib
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.alerts.area import polygon
from marsad.alerts.desk import Desk
from marsad.alerts.limits import Limits
from marsad.alerts.rule import Rules
from marsad.alerts.rule_file import RuleRefusal, read_rule, rules_of

from .made import HOUR, T0, event, ship

BAD = {
    "priority": ({"priority": "urgent"}, "priority is one of"),
    "no priority": ({}, "priority is one of"),
    "wrong unit": ({"priority": "none", "kinds": ["gap"], "lasts": "5 kn"}, "kn is no unit of time"),
    "no unit": ({"priority": "none", "kinds": ["gap"], "lasts": "5"}, "the unit is missing"),
    "a bare number": ({"priority": "none", "kinds": ["gap"], "lasts": 5}, "write a number with its unit"),
    "out of range": ({"priority": "none", "kinds": ["gap"], "lasts": "90 d"}, "out of range"),
    "empty polygon": ({"priority": "alarm", "area": []}, "polygon is empty"),
    "two points": ({"priority": "alarm", "area": [[1, 1], [2, 2], [1, 1]]}, "needs three"),
    "a line": ({"priority": "alarm", "area": [[0, 0], [1, 1], [2, 2], [3, 3]]}, "crosses itself|one line"),
    "self-crossing": ({"priority": "alarm", "area": [[0, 0], [1, 1], [1, 0], [0, 1]]}, "crosses itself"),
    "world": ({"priority": "alarm", "area": [[-179, -80], [179, -80], [179, 80], [-179, 80]]}, "covers the world"),
    "world's half": ({"priority": "alarm", "area": [[0, -80], [100, -80], [100, 80], [0, 80]]}, "covers the world"),
    "wide disc": ({"priority": "alarm", "area": {"lon_deg": 0, "lat_deg": 0, "radius": "5000 nm"}}, "covers the world"),
    "no place": ({"priority": "alarm", "area": [[0, 0], [0, 91], [1, 0]]}, "is no place"),
    "spelling": ({"priority": "alarm", "kind": ["gap"]}, "did you mean kinds"),
    "kind": ({"priority": "alarm", "kinds": ["gaps"]}, "did you mean gap"),
    "distress": ({"priority": "caution", "kinds": ["distress"]}, "never lowered"),
    "everything": ({"priority": "none"}, "silence everything"),
    "time": ({"priority": "alarm", "valid_from": "yesterday"}, "is an instant"),
    "no zone of time": ({"priority": "alarm", "valid_from": "2026-03-01T00:00:00"}, "is an instant"),
    "never": ({"priority": "alarm", "valid_from": "2026-03-02T00:00:00Z", "valid_to": "2026-03-01T00:00:00Z"}, "never"),
    "vessels": ({"priority": "alarm", "vessels": ["ATLAS"]}, "list of MMSI"),
}


@pytest.mark.parametrize("why", BAD)
def test_a_bad_rule_is_refused_with_the_reason(why):
    told, sentence = BAD[why]
    with pytest.raises(RuleRefusal, match=sentence):
        read_rule("mine", told)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
)


@given(
    st.dictionaries(st.sampled_from(["priority", "kinds", "vessels", "places", "area", "valid_from", "lasts"]), JSON)
)
def test_whatever_is_written_is_read_or_refused(told):
    with contextlib.suppress(RuleRefusal):
        assert read_rule("mine", told).name == "mine"


def test_a_file_of_rules_and_the_last_that_covers_holds():
    text = """
[rules.quiet-fishers]
priority = "none"
kinds = ["loitering", "gap"]
vessels = [235000001]

[rules.bank]
priority = "alarm"
kinds = ["loitering"]
area = [[44.0, 11.0], [46.0, 11.0], [46.0, 13.0], [44.0, 13.0]]
valid_from = 2026-03-01T00:00:00Z
valid_to = 2026-03-02T00:00:00Z
lasts = "2 h"
"""
    tables = rules_of(tomllib.loads(text), "rules.toml")
    rules = Rules(tuple(read_rule(name, table) for name, table in tables.items()))
    judge = lambda one: rules.judge(one, Limits()).level  # noqa: E731
    long = {"start": T0 - 3 * HOUR, "known": T0}
    assert judge(event("loitering", (ship(1),))) is None
    assert judge(event("loitering", (ship(1),), **long)) == "alarm"
    assert judge(event("loitering", (ship(2),))) == "caution"
    assert judge(event("loitering", (ship(2),), at=(47.0, 12.0), **long)) == "caution"
    assert judge(event("loitering", (ship(2),), at=None, **long)) == "caution"
    assert judge(event("loitering", (ship(2),), T0 + 21 * HOUR, known=T0 + 24 * HOUR)) == "caution"
    assert judge(event("distress", (ship(1),))) == "emergency"


@pytest.mark.parametrize("told", ["", "rules = 5", "[rules]", "[rules]\nx = 5"])
def test_a_file_without_rules_is_refused(told):
    with pytest.raises(RuleRefusal):
        rules_of(tomllib.loads(told), "rules.toml")


def test_a_polygon_over_the_date_line():
    area = polygon([[179, -1], [-179, -1], [-179, 1], [179, 1]])
    assert [area.holds(lon, 0.0) for lon in (179.5, -179.5, 180.0, -180.0, 178.5, -178.5, 0.0)] == [True] * 4 + [
        False
    ] * 3


def test_a_rule_that_changes_takes_alerts_back_and_brings_them():
    desk = Desk()
    desk.take([event("gap", (ship(1),)), event("port_visit", (ship(2),))], T0)
    rules = Rules((read_rule("a", {"priority": "none", "kinds": ["gap"]}),
                   read_rule("b", {"priority": "warning", "kinds": ["port_visit"]})))  # fmt: skip
    desk.set_rules(rules, T0 + HOUR)
    live = [alert.kind for alert in desk.alerts.values() if not alert.gone]
    assert live == ["port_visit"]
    desk.set_rules(Rules(), T0 + 2 * HOUR)
    assert [alert.kind for alert in desk.alerts.values() if not alert.gone] == ["gap"]
