"""All that happens in one simulation: how often each kind comes, and everything laid together."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from marsad.testing.simulator.draw import Draw, Purpose
from marsad.testing.simulator.incidents.incident import Incident, Play, incidents
from marsad.testing.simulator.incidents.setting import NoRoomError, Setting, TooShortError
from marsad.testing.simulator.motion.joining import join as join_courses
from marsad.testing.simulator.records import AREA, EFFECT, PAPER, VESSEL, Cast, Kind
from marsad.testing.simulator.scenario import Scenario
from marsad.testing.simulator.sea.sea import Sea

MOST_SCENES = 300
"""So many incidents and look-alikes a sea has at most, about: a way must be found for each ship of them."""
_TRIES = 4
"""How often a scene of a sea is tried at another place."""
_OF_RECEIVERS = (Kind.OUTAGE, Kind.REPLAY)
"""Effects whose `vessel` is a receiver."""


def cast(scenario: Scenario, sea: Sea, seed: int) -> list[Cast]:
    """Every incident and look-alike of a simulation, in the order of kinds; the same for the same arguments.

    In an incident world as many incidents as it says, then look-alikes of all sorts in turn until there are as
    many negatives as it says. In a sea both come by their rates per 1,000 vessel-days, up to `MOST_SCENES`; what
    the window is too short for, or the water too narrow, does not happen there.
    """
    setting = Setting(scenario, sea, seed)
    known = incidents()
    casts: list[Cast] = []
    for kind in sorted({*scenario.incidents, *scenario.look_alikes}):
        casts += _of_kind(setting, known[kind])
    return [_until(one, scenario.end_us) for one in casts]


def _until(one: Cast, end: int) -> Cast:
    """Without what falls due after the end, of a world that is cut short."""
    events = (event for event in one.events if max(event.t_start + 1, event.t_due) <= end)
    return replace(one, events=tuple(replace(event, t_end=min(event.t_end, end)) for event in events))


def _of_kind(setting: Setting, incident: Incident) -> list[Cast]:
    scenario, seed = setting.scenario, setting.seed
    who = zlib.crc32(incident.kind.encode()) * 1_000
    counts = Draw(seed, Purpose.INCIDENT, who)
    wanted = _count(setting, scenario.incidents.get(incident.kind, 0.0), counts)
    alike = _count(setting, scenario.look_alikes.get(incident.kind, 0.0), counts)
    casts: list[Cast] = []
    for nth in range(wanted):
        casts += _played(setting, incident.incident, Draw(seed, Purpose.INCIDENT, who + 1 + nth))
    sorts = list(incident.look_alikes)
    first, negatives, nth = counts.whole(0, len(sorts) - 1), 0, 0
    while negatives < alike and nth < 3 * alike + len(sorts):
        play = incident.look_alikes[sorts[(first + nth) % len(sorts)]]
        for one in _played(setting, play, Draw(seed, Purpose.INCIDENT, who + 500 + nth)):
            negatives += sum(bool(event.look_alike) for event in one.events)
            casts.append(one)
        nth += 1
    return casts


def _count(setting: Setting, rate: float, draw: Draw) -> int:
    if setting.world:
        return round(rate)
    mean = rate * _days(setting.scenario)
    return int(mean) + (draw.share() < mean % 1.0)


def _days(scenario: Scenario) -> float:
    """Thousands of vessel-days that rates are meant for: fewer than there are where that would be too many scenes."""
    days = scenario.vessels * scenario.hours / 24_000.0
    return min(days, MOST_SCENES / max(sum(scenario.incidents.values()) + sum(scenario.look_alikes.values()), 1e-9))


def _played(setting: Setting, play: Play, draw: Draw) -> list[Cast]:
    if setting.world:
        return [play(setting, draw)]
    for _ in range(_TRIES):
        try:
            return [play(setting, draw)]
        except TooShortError:
            return []
        except NoRoomError:
            continue
    return []


def join(casts: Sequence[Cast], vessels: int = 0, papers: int = 0, texts: int = 0, areas: int = 0) -> Cast:
    """Many casts as one: the fleet's `vessels` come before theirs, and so do `papers` beyond the vessels' own.

    Row n of the papers of a simulation is vessel n's own; the effects' rows count from 0 through all of that:
    first the fleet's and the casts' own papers, then `papers` others, then these. `texts` and `areas` are how
    many there are before.
    """
    every = vessels + sum(one.vessels.size for one in casts)
    own, words, rows, where = vessels, texts, every + papers, areas
    parts: list[Cast] = []
    firsts: list[int] = []
    for one in casts:
        effects = one.effects.copy()
        effects["vessel"] += np.where(np.isin(effects["kind"], _OF_RECEIVERS), 0, own).astype(np.int32)
        effects["a"] += np.where(effects["kind"] == Kind.STATIC, rows, 0)
        effects["a"] += np.where(effects["kind"] == Kind.TEXT, words, 0)
        events = tuple(
            replace(
                event,
                vessels=tuple(vessel + own for vessel in event.vessels),
                area=event.area + where if event.area >= 0 else -1,
            )
            for event in one.events
        )
        parts.append(replace(one, effects=effects, events=events))
        firsts.append(own)
        own, words, rows, where = (
            own + one.vessels.size, words + len(one.texts), rows + one.papers.size, where + one.areas.size
        )  # fmt: skip
    return Cast(
        np.concatenate([np.zeros(0, VESSEL), *(one.vessels for one in parts)]),
        join_courses([one.course for one in parts], firsts),
        np.concatenate([np.zeros(0, EFFECT), *(one.effects for one in parts)]),
        np.concatenate([np.zeros(0, AREA), *(one.areas for one in parts)]),
        np.concatenate([np.zeros(0, PAPER), *(one.papers for one in parts)]),
        *(
            tuple(entry for one in parts for entry in getattr(one, name))
            for name in ("texts", "events", "broadcasts", "zones", "watched")
        ),
    )
