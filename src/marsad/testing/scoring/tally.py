"""What is counted of judged events, so that folders can be added up, and the figures that come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from marsad.testing.scoring import intervals
from marsad.testing.scoring.judging import Judged, Verdict, counts
from marsad.testing.scoring.rules import doubt_told
from marsad.testing.scoring.truth import Incident


@dataclass
class LookAlike:
    """One sort of look-alike: how many there were, how many gave a false event, how many false events they gave."""

    there: int = 0
    alarmed: int = 0
    events: int = 0


@dataclass
class Tally:
    """Counts of one finder, one kind and one class of coverage."""

    incidents: int = 0
    observable: int = 0
    true: int = 0
    """Observable incidents that were found."""
    in_time: int = 0
    """Of them those whose alert came by the instant when it was due."""
    doubtful: int = 0
    """Of those found that have a doubt mark."""
    doubts_told: int = 0
    false: int = 0
    repeats: int = 0
    neither: int = 0
    """Events that count neither way."""
    withdrawn: int = 0
    unstaged: int = 0
    """What ordinary traffic truly did of the kind."""
    unstaged_told: int = 0
    """Of it what some event names."""
    delays_us: list[int] = field(default_factory=list)
    """From the start of each incident found to its alert."""
    late_us: list[int] = field(default_factory=list)
    """From the instant when it was due to the alert."""
    look_alikes: dict[str, LookAlike] = field(default_factory=dict)

    def incident(self, incident: Incident) -> None:
        """Count what there was to find."""
        self.incidents += 1
        self.observable += counts(incident)

    def negative(self, negative: Incident, alarmed: bool) -> None:
        """Count a look-alike, and whether some event was about it."""
        one = self.look_alikes.setdefault(negative.look_alike, LookAlike())
        one.there += 1
        one.alarmed += alarmed

    def ordinary(self, there: int, told: int) -> None:
        """Count what ordinary traffic did, and how much of it was told."""
        self.unstaged += there
        self.unstaged_told += told

    def event(self, judged: Judged) -> None:
        """Count an event."""
        about = judged.about
        if judged.verdict is Verdict.TRUE and about is not None:
            self.true += 1
            self.delays_us.append(judged.alert.t_alert - about.t_start)
            self.late_us.append(judged.alert.t_alert - about.t_due)
            self.in_time += judged.alert.t_alert <= about.t_due
            if about.doubt:
                self.doubtful += 1
                self.doubts_told += doubt_told(judged.alert, about)
        elif judged.verdict is Verdict.REPEAT:
            self.repeats += 1
        elif judged.verdict is Verdict.FALSE:
            self.false += 1
            if about is not None:
                self.look_alikes.setdefault(about.look_alike, LookAlike()).events += 1
        else:
            self.neither += 1

    def add(self, other: Tally) -> None:
        """Sum up."""
        for name in ("incidents", "observable", "true", "in_time", "doubtful", "doubts_told", "false", "repeats",
                     "neither", "withdrawn", "unstaged", "unstaged_told"):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.delays_us += other.delays_us
        self.late_us += other.late_us
        for name, one in other.look_alikes.items():
            mine = self.look_alikes.setdefault(name, LookAlike())
            mine.there, mine.alarmed = mine.there + one.there, mine.alarmed + one.alarmed
            mine.events += one.events

    def figures(self, hours: float | None, vessel_days: float | None) -> dict[str, Any]:
        """All figures by name. Rates only where it is told of how long and how many vessels they are."""
        found = self.true + self.false
        told: dict[str, intervals.Estimate] = {
            "precision": intervals.wilson(self.true, found),
            "recall": intervals.wilson(self.true, self.observable),
            "f1": intervals.f1(self.true, self.false, self.observable - self.true),
            "in_time": intervals.wilson(self.in_time, self.observable),
            "doubt_told": intervals.wilson(self.doubts_told, self.doubtful),
            "unstaged_share": intervals.wilson(self.unstaged_told, self.unstaged),
            "delay_p50_s": _seconds(self.delays_us, 0.5),
            "delay_p95_s": _seconds(self.delays_us, 0.95),
            "after_due_p50_s": _seconds(self.late_us, 0.5),
            "after_due_p95_s": _seconds(self.late_us, 0.95),
        }
        if hours is not None and vessel_days is not None:
            load = self.true + self.repeats + self.false + self.neither + self.withdrawn
            told["false_per_1000_vessel_days"] = intervals.poisson(self.false, vessel_days / 1000)
            told["false_per_hour"] = intervals.poisson(self.false, hours)
            told["load_per_hour"] = intervals.poisson(load, hours)
        names = ("incidents", "observable", "true", "false", "repeats", "neither", "withdrawn", "unstaged",
                 "unstaged_told")  # fmt: skip
        return {
            **{name: getattr(self, name) for name in names},
            **{name: asdict(one) for name, one in told.items()},
            "look_alikes": _look_alikes(self.look_alikes),
        }


def _look_alikes(found: Mapping[str, LookAlike]) -> dict[str, Any]:
    return {
        name: {**asdict(one), "share": asdict(intervals.wilson(one.alarmed, one.there))}
        for name, one in sorted(found.items())
    }


def _seconds(values_us: list[int], share: float) -> intervals.Estimate:
    return intervals.quantile([value / 1e6 for value in values_us], share)
