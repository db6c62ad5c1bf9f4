"""R7: events told several times, in another order and hours late leave the alerts that they leave in order."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.alerts.desk import Desk

from .made import HOUR, MIN, T0, event, later, ship, withdrawn

KINDS = [
    "distress",
    "drift",
    "gap",
    "zone",
    "rendezvous",
    "close_quarters",
    "loitering",
    "teleport",
    "jamming",
    "port_visit",
]


@st.composite
def histories(draw):
    """Some events, each with its revisions in order."""
    made = []
    for n in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(KINDS))
        whom = draw(st.lists(st.integers(1, 4), min_size=2, max_size=2, unique=True))
        vessels = tuple(map(ship, whom)) if kind in ("rendezvous", "close_quarters") else (ship(whom[0]),)
        start = T0 + draw(st.integers(0, 60)) * MIN + n
        one = event(kind, vessels, start, at=draw(st.sampled_from([(45.0, 12.0), (45.01, 12.0), (50.0, 12.0), None])),
                    radius_m=30_000.0 if kind == "jamming" else None,
                    sog_kn=draw(st.sampled_from([1, 20])))  # fmt: skip
        revisions = [one]
        if kind == "distress" or draw(st.booleans()):
            revisions.append(later(one, t_end=start + draw(st.integers(1, 40)) * MIN))
        if draw(st.booleans()) and draw(st.booleans()):
            revisions.append(withdrawn(revisions[-1]))
        made.append(revisions)
    return made


def told(desk):
    """What is there at last, whatever a person was told on the way."""
    return sorted((alert.facts() for alert in desk.alerts.values() if alert.live), key=str)


@given(histories(), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_disorder_repetition_and_delay_leave_the_same_alerts(histories, rng):
    ordered = Desk()
    rows = sorted((one for revisions in histories for one in revisions), key=lambda one: (one.t_raised, one.id))
    for one in rows:
        ordered.take([one], T0 + 6 * HOUR)
    mixed = Desk()
    flood = [replace(one) for one in rows for _ in range(5)]
    rng.shuffle(flood)
    while flood:
        cut = rng.randint(1, len(flood))
        mixed.take(flood[:cut], T0 + 6 * HOUR)
        flood = flood[cut:]
    for desk in (ordered, mixed):
        desk.tick(T0 + 6 * HOUR)
    assert told(mixed) == told(ordered)


@given(histories())
@settings(max_examples=100, deadline=None)
def test_every_event_is_in_an_alert_or_counted_among_the_suppressed(histories):
    desk = Desk()
    rows = [one for revisions in histories for one in revisions]
    desk.take(rows, T0 + 6 * HOUR)
    inside = [name for alert in desk.alerts.values() for name in alert.events]
    aside = [one.event.id for one in desk.suppressed()]
    assert sorted(inside + aside) == sorted({one.id for one in rows})
    reachable = {alert.id for alert in desk.listed()} | {alert.id for alert in desk.shelved()}
    for _ in range(2):  # interference may itself stand in a gathering
        reachable |= {alert.id for group in list(reachable) for alert in desk.members(group)}
    for alert in desk.alerts.values():
        if alert.live and alert.active:
            assert alert.id in reachable
        if alert.live and alert.kind == "distress":
            assert alert.parent is None
            assert alert.shelved_until_us is None
