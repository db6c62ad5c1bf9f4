"""The hand-made cases hold, and each mutant of the scorer fails one of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from marsad.testing.scoring import intervals, judging, rules, tally
from marsad.testing.scoring.intervals import Z95, Estimate
from marsad.testing.scoring.judging import Judged, Verdict
from tests.testing.scoring.cases import CASES

TRUE_OF = judging.judge


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_its_known_answer(name: str):
    CASES[name]()


def repeats_are_true(*args: Any, **kwargs: Any) -> list[Judged]:
    return [Judged(one.alert, Verdict.TRUE, one.about) if one.verdict is Verdict.REPEAT else one
            for one in TRUE_OF(*args, **kwargs)]  # fmt: skip


def repeats_are_false(*args: Any, **kwargs: Any) -> list[Judged]:
    return [Judged(one.alert, Verdict.FALSE) if one.verdict is Verdict.REPEAT else one
            for one in TRUE_OF(*args, **kwargs)]  # fmt: skip


def first_come(pairs: dict[tuple[int, int], int]) -> dict[int, int]:
    """Every alert takes the first incident that is left."""
    chosen: dict[int, int] = {}
    for at, which in sorted(pairs):
        if at not in chosen and which not in chosen.values():
            chosen[at] = which
    return chosen


def latest_alert(pairs: dict[tuple[int, int], int]) -> dict[int, int]:
    chosen = {}
    for at, which in sorted(pairs):
        if all(which != other for one, other in pairs if one > at):
            chosen[at] = which
    return chosen


def many_to_one(pairs: dict[tuple[int, int], int]) -> dict[int, int]:
    return dict(sorted(pairs))


def one_of_a_pair(alert: Any, incident: Any) -> bool:
    return bool(set(alert.vessels) & set(incident.vessels)) or rules.same_place(alert, incident)


DID = rules.did


def one_who_did(alert: Any, one: Any) -> bool:
    return any(DID(alert, replace(one, vessels=(vessel,))) for vessel in one.vessels)


def without_forecast(alert: Any, one: Any) -> bool:
    return DID(replace(alert, tcpa_us=0), one)


def wald(hits: int, n: int) -> Estimate:
    if n <= 0:
        return Estimate()
    share = hits / n
    half = Z95 * math.sqrt(share * (1 - share) / n)
    return Estimate(share, max(0.0, share - half), min(1.0, share + half))


def normal_rate(count: int, exposure: float) -> Estimate:
    return Estimate(count / exposure, max(0.0, count - Z95 * count**0.5) / exposure,
                    (count + Z95 * count**0.5) / exposure)  # fmt: skip


def always(*args: Any) -> bool:
    return True


def never(*args: Any) -> bool:
    return False


MUTANTS: dict[str, list[tuple[Any, str, Any]]] = {
    "matches without vessels": [(rules, "same_vessels", always)],
    "takes one of a pair for both": [(rules, "same_vessels", one_of_a_pair)],
    "matches without time": [(rules, "same_time", always)],
    "has no tolerance": [(rules, "tolerance_us", lambda kind: 0)],
    "lets alerts come too early": [(rules, "not_before", always)],
    "lets no alert come early": [(rules, "early_us", lambda kind: 0)],
    "matches any kind": [(rules, "finds", lambda incident: frozenset({incident.kind, "drift"}))],
    "knows no kinds that are the same": [(rules, "SAME", {})],
    "calls what an incident brings false": [(rules, "brought", never)],
    "excuses everything": [(rules, "brought", always)],
    "takes repeats for true": [(judging, "judge", repeats_are_true)],
    "takes repeats for false": [(judging, "judge", repeats_are_false)],
    "is not one to one": [(judging, "choose", many_to_one)],
    "takes what comes first": [(judging, "choose", first_come)],
    "takes the latest alert": [(judging, "choose", latest_alert)],
    "asks for what was not observable": [(judging, "counts", always), (tally, "counts", always)],
    "counts unobservable incidents as missed": [(tally, "counts", always)],
    "names no look-alike": [(rules, "looks_like", never)],
    "blames every look-alike": [(rules, "looks_like", always)],
    "has Wald's intervals": [(intervals, "wilson", wald)],
    "has normal rates": [(intervals, "poisson", normal_rate)],
    "takes every doubt as told": [(tally, "doubt_told", always)],
    "hears no doubt": [(tally, "doubt_told", never)],
    "has areas without a place": [(rules, "same_place", never)],
    "has areas everywhere": [(rules, "same_place", always)],
    "excuses no ordinary traffic": [(rules, "did", never)],
    "excuses all ordinary traffic": [(rules, "did", always)],
    "takes one of two who came near for both": [(rules, "did", one_who_did)],
    "forgets what an event foretells": [(rules, "did", without_forecast)],
    "excuses who is near on purpose": [(rules, "listed", never)],
    "takes all ordinary traffic as listed": [(rules, "listed", always)],
    "believes that a sea lists everything": [(rules, "NOT_WHOLE", frozenset())],
}


def failures() -> list[str]:
    found = []
    for name, case in CASES.items():
        try:
            case()
        except (AssertionError, TypeError):
            found.append(name)
    return found


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_fails(mutant: str, monkeypatch: pytest.MonkeyPatch):
    for where, name, wrong in MUTANTS[mutant]:
        monkeypatch.setattr(where, name, wrong)
    assert failures(), f"a scorer that {mutant} passes every case"


def test_the_scorer_itself_fails_none():
    assert failures() == []


def test_a_mutant_is_not_the_scorer_itself():
    targets: list[tuple[Any, str, Callable[..., Any]]] = [one for some in MUTANTS.values() for one in some]
    assert all(getattr(where, name) is not wrong for where, name, wrong in targets)
