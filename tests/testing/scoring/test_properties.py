"""What holds of every score, whatever was found."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.testing.scoring import intervals
from marsad.testing.scoring.alerts import Alert
from marsad.testing.scoring.assignment import assign
from marsad.testing.scoring.judging import Verdict, judge
from marsad.testing.scoring.truth import Incident
from tests.testing.scoring.cases import A, B, C, D, alert, incident, tally

VESSELS = (A, B, C, D)
KINDS = ("zone", "rendezvous", "jamming", "sudden_stop", "grounding")
minutes = st.integers(0, 300)
several = st.sets(st.sampled_from(VESSELS), min_size=1, max_size=3)


@st.composite
def incidents(draw: st.DrawFn) -> list[Incident]:
    made = []
    for n in range(draw(st.integers(0, 5))):
        start = draw(minutes)
        made.append(
            incident(
                f"i{n}",
                *draw(several),
                kind=draw(st.sampled_from(KINDS)),
                start=start,
                end=start + draw(st.integers(1, 120)),
                due=start + 30,
                observable=draw(st.booleans()),
            )
        )
    return made  # fmt: skip


@st.composite
def alerts(draw: st.DrawFn) -> list[Alert]:
    made = []
    for n in range(draw(st.integers(0, 7))):
        start = draw(minutes)
        end = draw(st.none() | st.integers(1, 120))
        made.append(
            alert(
                f"e{n}",
                *draw(several),
                kind=draw(st.sampled_from(KINDS)),
                start=start,
                end=None if end is None else start + end,
                at=start + draw(st.integers(0, 40)),
            )
        )
    return made  # fmt: skip


@given(alerts(), incidents(), st.randoms(use_true_random=False))
def test_the_order_of_events_and_incidents_changes_nothing(events: list[Alert], truth: list[Incident],
                                                          shuffled: random.Random):  # fmt: skip
    told = tally(events, truth).figures(6.0, 10.0)
    others, elsewhere = list(events), list(truth)
    shuffled.shuffle(others)
    shuffled.shuffle(elsewhere)
    assert tally(others, elsewhere).figures(6.0, 10.0) == told


@given(alerts(), incidents())
def test_every_event_has_one_verdict_and_every_incident_one_alert(events: list[Alert], truth: list[Incident]):
    judged = judge(events, truth)
    assert sorted(one.alert.id for one in judged) == sorted(one.id for one in events)
    found = [one.about.id for one in judged if one.verdict is Verdict.TRUE and one.about]
    assert len(found) == len(set(found))
    assert all(one.about is not None and one.about.observable for one in judged if one.verdict is Verdict.TRUE)
    first = {one.about.id: one.alert.t_alert for one in judged if one.verdict is Verdict.TRUE and one.about}
    assert all(one.about is not None and one.about.id in first for one in judged if one.verdict is Verdict.REPEAT)


@given(alerts(), incidents())
def test_a_false_event_never_raises_precision_nor_changes_recall(events: list[Alert], truth: list[Incident]):
    before = tally(events, truth).figures(6.0, 10.0)
    after = tally([*events, alert("stranger", 999_000_000, kind="zone")], truth).figures(6.0, 10.0)
    assert after["false"] == before["false"] + 1
    assert (after["precision"]["value"] or 0.0) <= (before["precision"]["value"] or 0.0)
    assert after["recall"] == before["recall"]
    assert after["delay_p50_s"] == before["delay_p50_s"]


@given(alerts(), incidents())
def test_one_more_event_never_loses_an_incident(events: list[Alert], truth: list[Incident]):
    for n in range(len(events)):
        assert tally(events[:n], truth).true <= tally(events[: n + 1], truth).true


@given(alerts(), incidents())
def test_telling_everything_twice_changes_neither_precision_nor_recall(events: list[Alert], truth: list[Incident]):
    before = tally(events, truth)
    again = [replace(one, id=f"{one.id} again", t_alert=one.t_alert + 1) for one in events]
    after = tally([*events, *again], truth)
    # A second alert may find what its first left to another event, never less.
    assert after.true >= before.true
    assert after.true + after.repeats + after.false + after.neither == 2 * len(events)
    assert after.false == 2 * before.false


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_value(told: tuple[int, int]):
    hits, n = told
    for one in (intervals.wilson(hits, n), intervals.f1(hits, n - hits, n), intervals.poisson(hits, float(n))):
        assert one.low <= one.value <= one.high
    assert 0.0 <= intervals.wilson(hits, n).low <= intervals.wilson(hits, n).high <= 1.0


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(-2, 9), max_size=14))
@settings(max_examples=300)
def test_the_assignment_is_the_best_of_all(gains: dict[tuple[int, int], int]):
    chosen = assign(gains)
    assert len(set(chosen.values())) == len(chosen)
    assert all(gains[pair] > 0 for pair in chosen.items())
    assert sum(gains[pair] for pair in chosen.items()) == best(gains)


def best(gains: dict[tuple[int, int], int]) -> int:
    """By trying all."""
    columns: Sequence[int] = range(5)
    return max(
        sum(max(0, gains.get((a, b), 0)) for a, b in enumerate(order)) for order in itertools.permutations(columns)
    )
