"""What becomes of each event: one incident has one alert, one alert one incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from marsad.schema.kinds import KINDS
from marsad.testing.scoring import rules
from marsad.testing.scoring.alerts import Alert
from marsad.testing.scoring.assignment import assign
from marsad.testing.scoring.truth import Incident
from marsad.testing.scoring.unstaged import Unstaged

_What = TypeVar("_What", Incident, Unstaged)


class Verdict(Enum):
    """What an event is worth."""

    TRUE = "true"
    """The first alert of an incident."""
    REPEAT = "repeat"
    """One more of an incident that has its alert: load, and nothing else."""
    UNOBSERVABLE = "unobservable"
    """Of an incident that nobody could be asked to notice: counts neither way."""
    BROUGHT = "brought"
    """About what an incident of another kind brings with it: counts neither way."""
    UNLISTED = "unlisted"
    """Of a kind that ordinary traffic does too and the truth does not list, or it says itself that it is probably
    nothing: counts neither way."""
    UNSTAGED = "unstaged"
    """About what ordinary traffic truly did and nobody staged: counts neither way."""
    FALSE = "false"


@dataclass(frozen=True, slots=True)
class Judged:
    """An event, and what it was about: an incident, a look-alike (of a false one), or nothing that there is."""

    alert: Alert
    verdict: Verdict
    about: Incident | None = None


def judge(
    alerts: Iterable[Alert], incidents: Iterable[Incident], negatives: Iterable[Incident] = (), *, staged: bool = True,
    unstaged: Sequence[Unstaged] = (),
) -> list[Judged]:  # fmt: skip
    """Every event with its verdict, in the order of the alerts' instants.

    The choice is that which finds the most observable incidents, and among those the one with the earliest alerts.
    `staged` False: ordinary traffic is about, of which not all is listed. `unstaged`: what that is known to have done.
    """
    ordered = sorted(alerts, key=Alert.order)
    seen = [one for one in sorted(incidents, key=_order) if counts(one)]
    unseen = [one for one in sorted(incidents, key=_order) if not counts(one)]
    near, hidden, alike = _Index(seen), _Index(unseen), _Index(sorted(negatives, key=_order))
    did = _Index(unstaged)
    pairs = {
        (at, which): alert.t_alert
        for at, alert in enumerate(ordered)
        for which in near.about(alert)
        if rules.told_of(alert, seen[which])
    }
    chosen = choose(pairs)
    first = {at for at, _ in pairs}
    judged = []
    for at, alert in enumerate(ordered):
        if at in chosen:
            judged.append(Judged(alert, Verdict.TRUE, seen[chosen[at]]))
        elif at in first:
            about = next(seen[which] for one, which in sorted(pairs) if one == at)
            judged.append(Judged(alert, Verdict.REPEAT, about))
        else:
            judged.append(_left(alert, hidden, near, alike, did, staged))
    return judged


def counts(incident: Incident) -> bool:
    """Whether an incident is asked for."""
    return incident.observable


def choose(pairs: dict[tuple[int, int], int]) -> dict[int, int]:
    """Which incident each alert finds, from the instants of the alerts that may find one."""
    if not pairs:
        return {}
    last, n = max(pairs.values()), len({which for _, which in pairs}) + 1
    whole = n * (last - min(pairs.values()) + 1)
    # One incident more is worth more than all that can be gained by earlier alerts.
    return assign({pair: whole + last - instant for pair, instant in pairs.items()})


def told_of(alerts: Iterable[Alert], unstaged: Sequence[Unstaged]) -> set[int]:
    """Which of the things that ordinary traffic did some event names, whatever the event is judged to be."""
    index = _Index(unstaged)
    return {which for alert in alerts for which in index.about(alert) if rules.did(alert, unstaged[which])}


def _left(
    alert: Alert, hidden: _Index[Incident], near: _Index[Incident], alike: _Index[Incident], did: _Index[Unstaged],
    staged: bool,
) -> Judged:  # fmt: skip
    for which in hidden.about(alert):
        if rules.told_of(alert, hidden.incidents[which]):
            return Judged(alert, Verdict.UNOBSERVABLE, hidden.incidents[which])
    for index in (near, hidden):
        for which in index.about(alert):
            if rules.brought(alert, index.incidents[which]):
                return Judged(alert, Verdict.BROUGHT, index.incidents[which])
    if (alert.kind in rules.NOT_WHOLE and not staged) or not rules.claims(alert):
        return Judged(alert, Verdict.UNLISTED)
    if any(rules.did(alert, did.incidents[which]) for which in did.about(alert)):
        return Judged(alert, Verdict.UNSTAGED)
    like = [alike.incidents[which] for which in alike.about(alert) if rules.looks_like(alert, alike.incidents[which])]
    # The one that names most of its vessels; of equals the first.
    like.sort(key=lambda one: -len(set(one.vessels) & set(alert.vessels)))
    return Judged(alert, Verdict.FALSE, like[0] if like else None)


def _order(incident: Incident) -> tuple[object, ...]:
    return (incident.t_start, incident.t_end, incident.id, incident.kind, incident.vessels)


class _Index(Generic[_What]):
    """Which incidents can be about an event at all: those of its vessels, and all of areas."""

    def __init__(self, incidents: Sequence[_What]) -> None:
        self.incidents: Sequence[_What] = incidents
        self._of_vessel: dict[int, list[int]] = defaultdict(list)
        self._areas: list[int] = []
        for which, one in enumerate(incidents):
            if KINDS[one.kind].of == "area":
                self._areas.append(which)
            else:
                for vessel in one.vessels:
                    self._of_vessel[vessel].append(which)

    def about(self, alert: Alert) -> list[int]:
        return sorted({which for one in alert.vessels for which in self._of_vessel.get(one, ())} | {*self._areas})
