"""A score: folders of truth, the events found in each, and the published rules on the same feed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from marsad.schema.kinds import KINDS
from marsad.schema.refusal import Refusal, UsageRefusal
from marsad.testing.scoring import alerts, truth
from marsad.testing.scoring.alerts import Alert, At, Given, together
from marsad.testing.scoring.coverage import COVERAGES, Coverage, Hearing, hearing
from marsad.testing.scoring.judging import Judged, Verdict, judge, told_of
from marsad.testing.scoring.rules import SAME, listed
from marsad.testing.scoring.tally import Tally
from marsad.testing.scoring.truth import Incident, Truth
from marsad.testing.scoring.unstaged import Unstaged, happened

GIVEN: Final = "marsad"
"""Who found the given events."""
WHOLE: Final = "all"
DESK: Final = (
    "One operator watches one feed whole, so an operator-hour is an hour of one folder; every event is one alert."
)

Key = tuple[str, str, str]
"""Kind, finder, class of coverage or `all`."""


@dataclass(frozen=True)
class Asked:
    """What to score."""

    folders: Sequence[Path]
    events: str | None = None
    baselines: bool = True
    own: bool = False
    """Marsad's own detectors run on the feed, in the place of `events`."""
    kinds: frozenset[str] = frozenset()
    """Empty: all that the truth tells whole."""
    at: At = "event"
    history: bool = False
    """What the day before would have taught of coverage is handed to the detectors."""


@dataclass(frozen=True)
class Finder:
    """What somebody found in one folder, and of which kinds he finds events at all."""

    found: Given
    kinds: frozenset[str] = frozenset(KINDS)


@dataclass
class Score:
    """Counts of all folders together."""

    tallies: dict[Key, Tally] = field(default_factory=lambda: defaultdict(Tally))
    hours: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """By kind: of the folders that tell its truth whole."""
    vessel_days: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    seeds: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """By what they are for."""
    scenarios: set[str] = field(default_factory=set)
    folders: int = 0
    at: At = "event"

    def take(
        self, told: Truth, kinds: frozenset[str], given: Mapping[str, Finder], heard: Hearing,
        unstaged: Sequence[Unstaged] = (),
    ) -> None:  # fmt: skip
        """Judge what some finders, by name, found in one folder, of some kinds, `unstaged` being what its ordinary
        traffic did."""
        self.folders += 1
        self.scenarios.add(told.scenario)
        self.seeds[truth.purpose_of(told.seed)].append(told.seed)
        for kind in kinds:
            self.hours[kind] += told.hours
            self.vessel_days[kind] += told.vessel_days
        incidents = [one for one in told.incidents if one.kind in kinds]
        negatives = [one for one in told.negatives if one.kind in kinds]
        for name, finder in given.items():
            self._judged(told, kinds, name, finder, incidents, negatives, heard, unstaged)

    def _judged(
        self, told: Truth, kinds: frozenset[str], finder: str, whose: Finder, incidents: list[Incident],
        negatives: list[Incident], heard: Hearing, unstaged: Sequence[Unstaged],
    ) -> None:  # fmt: skip
        mine, found = whose.kinds & kinds, whose.found
        for kind in mine:
            # A row of zeros is a figure, too: so many hours without a false event.
            self.tallies[kind, finder, WHOLE].withdrawn += found.withdrawn.get(kind, 0)
        for incident in incidents:
            if incident.kind in mine:
                where = heard.coverage(incident.vessels, incident.t_start, incident.t_end)
                for tally in self._of(incident.kind, finder, where):
                    tally.incident(incident)
        wanted = [alert for alert in found.alerts if _row(alert, kinds) is not None]
        # All incidents, of whatever kind is asked for: an event may be about what another one brings with it.
        judged = judge(wanted, told.incidents, told.negatives, staged=told.staged, unstaged=unstaged)
        for kind in mine:
            did = [one for one in unstaged if one.kind == kind]
            self.tallies[kind, finder, WHOLE].ordinary(len(did), len(told_of(wanted, did)))
        alarmed = {id(one.about) for one in judged if one.verdict is Verdict.FALSE and one.about is not None}
        for negative in negatives:
            if negative.kind in mine:
                self.tallies[negative.kind, finder, WHOLE].negative(negative, id(negative) in alarmed)
        for one in judged:
            row = one.about.kind if one.verdict in _ABOUT and one.about is not None else _row(one.alert, kinds)
            if row is not None and row in kinds:
                for tally in self._of(row, finder, _where(one, heard, told.end_us)):
                    tally.event(one)

    def _of(self, kind: str, finder: str, where: Coverage) -> tuple[Tally, Tally]:
        return self.tallies[kind, finder, WHOLE], self.tallies[kind, finder, where]

    def rows(self) -> list[dict[str, Any]]:
        """Every row of the scoreboard: by kind, Marsad first, then the published rules; the whole, then by coverage."""
        order = {name: at for at, name in enumerate((WHOLE, *COVERAGES))}
        kinds = {name: at for at, name in enumerate(KINDS)}
        keys = sorted(self.tallies, key=lambda key: (kinds[key[0]], key[1] != GIVEN, key[1], order[key[2]]))
        return [
            {
                "kind": kind, "finder": finder, "coverage": where,
                **self.tallies[kind, finder, where].figures(self.hours[kind], self.vessel_days[kind]),
            }
            for kind, finder, where in keys
        ]  # fmt: skip


_ABOUT = (Verdict.TRUE, Verdict.REPEAT, Verdict.UNOBSERVABLE)
"""An event that found an incident stands in the row of the incident's kind, any other in that of its own."""


def score(asked: Asked, progress: Callable[[int], object] = lambda count: None) -> Score:
    """Score folder by folder. Raises Refusal where something cannot be read, or nothing can be judged."""
    made = Score(at=asked.at)
    for path in asked.folders:
        told = truth.read(path)
        kinds = told.own_kinds & asked.kinds if asked.kinds else told.own_kinds
        if kinds:
            # An incident world is judged by what it stages alone.
            did = () if told.staged else happened(path, kinds)
            unstaged = [one for one in did if not listed(one, told.incidents, told.negatives)]
            made.take(told, kinds, _found(told, kinds, asked), hearing(path), unstaged)
        progress(1)
    if not made.folders:
        raise UsageRefusal(
            f"none of these folders tells the truth about {', '.join(sorted(asked.kinds))}: simulate an incident world "
            "of it, or a sea"
        )
    return made


def _found(told: Truth, kinds: frozenset[str], asked: Asked) -> dict[str, Finder]:
    found: dict[str, Finder] = {}
    if asked.events is not None:
        lies = alerts.place_of(asked.events, told.name, told.seed, len(asked.folders) > 1)
        found[GIVEN] = Finder(alerts.read(lies, asked.at))
    if asked.baselines or asked.own:
        from marsad.testing.scoring import feed, history, published

        own = published.own_for(_with_same(kinds)) if asked.own else []
        rules = published.rules_for(_with_same(kinds)) if asked.baselines else []
        if own or rules:
            side = feed.side_of(told.scenario, told.path, history.learnt(told.path) if asked.history else None)
            rows = feed.heard_rows(told.path)
            given = published.run([*own, *rules], rows, side, told.start_us, told.end_us, asked.at)
            found |= {rule.name: Finder(given[rule.name], _with_same(rule.kinds)) for rule in rules}
            if own:
                mine = _with_same(kind for rule in own for kind in rule.kinds)
                found[GIVEN] = Finder(together(given[rule.name] for rule in own), mine)
    if not found and asked.events is None and not asked.baselines and not asked.own:
        raise Refusal("There is nothing to score: name a file of events, or leave out --no-baselines.")
    return found


def _with_same(kinds: Iterable[str]) -> frozenset[str]:
    return frozenset(same for kind in kinds for same in (kind, *SAME.get(kind, ())))


def _row(alert: Alert, kinds: Iterable[str]) -> str | None:
    """In the row of which kind an event stands that found nothing: its own, else one that it finds as well."""
    known = set(kinds)
    if alert.kind in known:
        return alert.kind
    return next((same for same in sorted(SAME.get(alert.kind, ())) if same in known), None)


def _where(one: Judged, heard: Hearing, end_us: int) -> Coverage:
    """An event that found an incident has its class, so that the two are counted alike."""
    if one.verdict in _ABOUT and one.about is not None:
        return heard.coverage(one.about.vessels, one.about.t_start, one.about.t_end)
    alert = one.alert
    return heard.coverage(alert.vessels, alert.t_start, end_us if alert.t_end is None else alert.t_end)
