"""Hand-made cases with known answers. Each is a function that asserts; mutants of the scorer must fail one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from marsad.testing.scoring import intervals, judging, rules
from marsad.testing.scoring.alerts import Alert
from marsad.testing.scoring.judging import Verdict
from marsad.testing.scoring.tally import Tally
from marsad.testing.scoring.truth import Incident
from marsad.testing.scoring.unstaged import Unstaged

T0: Final = 1_772_359_200_000_000
MIN: Final = 60_000_000
HOUR: Final = 60 * MIN
A, B, C, D = 211_000_001, 211_000_002, 211_000_003, 211_000_004


def incident(name: str, *vessels: int, kind: str = "rendezvous", start: float = 60, end: float = 180,
             due: float = 90, observable: bool = True, doubt: str = "", look_alike: str = "",
             lon: float = 50.0) -> Incident:  # fmt: skip
    """An incident; times in minutes after the beginning."""
    return Incident(name, kind, tuple(sorted(vessels)), T0 + round(start * MIN), T0 + round(end * MIN),
                    T0 + round(due * MIN), lon, 12.0, 1000.0, observable, doubt, look_alike)  # fmt: skip


def alert(name: str, *vessels: int, kind: str = "rendezvous", start: float = 60, end: float | None = 180,
          at: float = 75, lon: float | None = None, doubt: str = "") -> Alert:  # fmt: skip
    """An event; times in minutes after the beginning."""
    return Alert(name, kind, tuple(sorted(vessels)), T0 + round(start * MIN),
                 None if end is None else T0 + round(end * MIN), T0 + round(at * MIN), lon,
                 None if lon is None else 12.0, 0.0, doubt)  # fmt: skip


def tally(alerts: list[Alert], incidents: list[Incident], negatives: list[Incident] | None = None, *,
          staged: bool = True, did: list[Unstaged] | None = None) -> Tally:  # fmt: skip
    """All counted in one row; `did` is what ordinary traffic did."""
    made = Tally()
    unstaged = [one for one in did or [] if not rules.listed(one, incidents, negatives or [])]
    judged = judging.judge(alerts, incidents, negatives or [], staged=staged, unstaged=unstaged)
    made.ordinary(len(unstaged), len(judging.told_of(alerts, unstaged)))
    for one in incidents:
        made.incident(one)
    about = {id(one.about) for one in judged if one.verdict is Verdict.FALSE}
    for one in negatives or []:
        made.negative(one, id(one) in about)
    for one in judged:
        made.event(one)
    return made


def counted(made: Tally) -> tuple[int, int, int, int]:
    """Found, missed, false, repeats."""
    return made.true, made.observable - made.true, made.false, made.repeats


TWO = [incident("one", A, B), incident("two", C, D, start=200, end=300, due=230)]
BOTH = [alert("a", A, B), alert("b", C, D, start=205, end=290, at=235)]


def perfect() -> None:
    made = tally(BOTH, TWO)
    assert counted(made) == (2, 0, 0, 0)
    told = made.figures(6.0, 10.0)
    assert told["precision"]["value"] == told["recall"]["value"] == told["f1"]["value"] == 1.0
    assert (told["delay_p50_s"]["value"], told["delay_p95_s"]["value"]) == (15 * 60, 35 * 60)
    # The first came 15 minutes before it was due, the second 5 minutes after.
    assert (told["after_due_p50_s"]["value"], told["after_due_p95_s"]["value"]) == (-15 * 60, 5 * 60)
    assert told["in_time"]["value"] == 0.5


def empty() -> None:
    told = tally([], TWO).figures(6.0, 10.0)
    assert told["precision"]["value"] is None
    assert (told["recall"]["value"], told["f1"]["value"]) == (0.0, 0.0)
    assert told["delay_p50_s"]["value"] is None
    assert told["false_per_hour"]["value"] == 0.0


def doubled() -> None:
    again = [replace(one, id=one.id + " again", t_alert=one.t_alert + MIN) for one in BOTH]
    made = tally([*again, *BOTH], TWO)
    assert counted(made) == (2, 0, 0, 2)
    told = made.figures(6.0, 10.0)
    assert told["precision"]["value"] == 1.0
    assert told["load_per_hour"]["value"] == pytest.approx(4 / 6)
    # The first of the two counts.
    assert told["delay_p50_s"]["value"] == 15 * 60


def shifted() -> None:
    one = TWO[:1]
    assert counted(tally([alert("a", A, B, start=190, end=250, at=195)], one)) == (1, 0, 0, 0)
    assert counted(tally([alert("a", A, B, start=190.1, end=250, at=195)], one)) == (0, 1, 1, 0)
    assert counted(tally([alert("a", A, B, start=20, end=50, at=50)], one)) == (1, 0, 0, 0)
    assert counted(tally([alert("a", A, B, start=20, end=49.9, at=50)], one)) == (0, 1, 1, 0)


def too_early() -> None:
    # It lasts into the incident, but was raised for what was before.
    assert counted(tally([alert("a", A, B, start=0, end=180, at=49.9)], TWO[:1])) == (0, 1, 1, 0)
    assert counted(tally([alert("a", A, B, start=0, end=180, at=50)], TWO[:1])) == (1, 0, 0, 0)
    # Close quarters are to be foreseen.
    close = [incident("c", A, B, kind="close_quarters")]
    assert counted(tally([alert("a", A, B, kind="close_quarters", start=35, end=70, at=35)], close)) == (1, 0, 0, 0)


def wrong_vessel() -> None:
    assert counted(tally([alert("a", C, D)], TWO[:1])) == (0, 1, 1, 0)
    # Of a pair both must be named.
    assert counted(tally([alert("a", A, C)], TWO[:1])) == (0, 1, 1, 0)
    assert counted(tally([alert("a", A, B, C)], TWO[:1])) == (1, 0, 0, 0)


def wrong_kind() -> None:
    assert counted(tally([alert("a", A, B, kind="drift")], TWO[:1])) == (0, 1, 1, 0)


def overlapping() -> None:
    # Two incidents of one vessel: the choice that finds both, though the first alert fits both.
    both = [incident("one", A, kind="zone", start=60, end=100), incident("two", A, kind="zone", start=105, end=200)]
    late = alert("late", A, kind="zone", start=96, end=200, at=97)
    soon = alert("soon", A, kind="zone", start=60, end=80, at=65)
    assert counted(tally([late, soon], both)) == (2, 0, 0, 0)
    judged = judging.judge([late, soon], both)
    assert [(one.alert.id, one.about.id) for one in judged if one.about] == [("soon", "one"), ("late", "two")]
    # The first alert fits both incidents, the second the first of them alone.
    wide, narrow = alert("wide", A, kind="zone", start=96, end=200, at=96), alert("n", A, kind="zone", end=80, at=97)
    assert counted(tally([wide, narrow], both)) == (2, 0, 0, 0)
    # A single alert over both finds one of them.
    assert counted(tally([alert("a", A, kind="zone", start=96, end=300, at=97)], both)) == (1, 1, 0, 0)


def unobservable() -> None:
    hidden = [incident("one", A, B, observable=False)]
    made = tally([alert("a", A, B)], hidden)
    assert counted(made) == (0, 0, 0, 0)
    assert (made.incidents, made.observable, made.neither) == (1, 0, 1)
    assert made.figures(6.0, 10.0)["precision"]["value"] is None


def look_alike() -> None:
    alike = [incident("tow", C, D, start=0, end=360, look_alike="tow"),
             incident("pilot", A, C, start=0, end=360, look_alike="pilot")]  # fmt: skip
    made = tally([alert("a", C, D), alert("b", C, D, start=200, end=230, at=210),
                  alert("c", C, D, kind="drift")], TWO[:1], alike)  # fmt: skip
    assert counted(made) == (0, 1, 3, 0)
    told = made.figures(6.0, 10.0)["look_alikes"]
    assert (told["tow"]["there"], told["tow"]["alarmed"], told["tow"]["events"]) == (1, 1, 2)
    assert (told["pilot"]["there"], told["pilot"]["alarmed"], told["pilot"]["events"]) == (1, 0, 0)


def area() -> None:
    disc = [incident("j", A, B, C, D, kind="jamming")]
    assert counted(tally([alert("a", kind="jamming", lon=50.05)], disc)) == (1, 0, 0, 0)
    assert counted(tally([alert("a", kind="jamming", lon=50.2)], disc)) == (0, 1, 1, 0)
    assert counted(tally([alert("a", A, B, C, kind="jamming", lon=55.0)], disc)) == (1, 0, 0, 0)
    assert counted(tally([alert("a", A, B, kind="jamming", lon=55.0)], disc)) == (0, 1, 1, 0)


def doubts() -> None:
    tested = [incident("t", A, kind="distress", doubt="test"), incident("f", B, kind="distress", doubt="forged")]
    plain = tally([alert("a", A, kind="distress"), alert("b", B, kind="distress")], tested)
    assert (counted(plain), plain.doubtful, plain.doubts_told) == ((2, 0, 0, 0), 2, 0)
    told = tally([alert("a", A, kind="distress_test"), alert("b", B, kind="distress", doubt="forged")], tested)
    assert (counted(told), told.doubtful, told.doubts_told) == ((2, 0, 0, 0), 2, 2)


def brought() -> None:
    grounded = [incident("g", A, kind="grounding")]
    made = tally([alert("a", A, kind="sudden_stop"), alert("b", B, kind="sudden_stop")], grounded)
    assert (counted(made), made.neither) == ((0, 1, 1, 0), 1)


def unlisted() -> None:
    made = tally([alert("a", A, kind="port_visit")], [], staged=False)
    assert (made.false, made.neither) == (0, 1)
    assert tally([alert("a", A, kind="port_visit")], []).false == 1
    assert tally([alert("a", A, kind="drift")], [], staged=False).false == 1


def near(*vessels: int, kind: str = "close_quarters", start: float = 100, end: float = 103) -> Unstaged:
    """What ordinary traffic did; times in minutes after the beginning."""
    return Unstaged(kind, tuple(sorted(vessels)), T0 + round(start * MIN), T0 + round(end * MIN))


def unstaged(made: Tally) -> tuple[int, int, int, int]:
    """False, neither, things that ordinary traffic did, those told."""
    return made.false, made.neither, made.unstaged, made.unstaged_told


def close_quarters(name: str, *vessels: int, start: float = 95, end: float | None = 104, tcpa: float = 0.0) -> Alert:
    made = alert(name, *vessels, kind="close_quarters", start=start, end=end, at=start)
    return replace(made, tcpa_us=round(tcpa * MIN))


def came_near() -> None:
    did = [near(A, B), near(C, D)]
    assert unstaged(tally([close_quarters("a", A, B)], [], staged=False, did=did)) == (0, 1, 2, 1)
    # Both of the pair are meant, of this kind.
    assert unstaged(tally([close_quarters("a", A, C)], [], staged=False, did=did)) == (1, 0, 2, 0)
    assert unstaged(tally([alert("a", A, B, kind="rendezvous", start=95, end=104)], [], staged=False,
                          did=did)) == (1, 0, 2, 0)  # fmt: skip
    # It is found no more, and its figures are those of nobody's alert.
    assert (
        tally([close_quarters("a", A, B)], [], staged=False, did=did).figures(6.0, 10.0)["precision"]["value"] is None
    )


def came_near_later() -> None:
    did = [near(A, B)]
    early = {"start": 90.0, "end": 94.0}
    assert unstaged(tally([close_quarters("a", A, B, **early)], [], staged=False, did=did)) == (1, 0, 1, 0)
    # It foretold the closest point in seven minutes, and in five.
    assert unstaged(tally([close_quarters("a", A, B, **early, tcpa=7.0)], [], staged=False, did=did)) == (0, 1, 1, 1)
    assert unstaged(tally([close_quarters("a", A, B, **early, tcpa=5.0)], [], staged=False, did=did)) == (1, 0, 1, 0)
    # They had passed when it came.
    assert unstaged(tally([close_quarters("a", A, B, start=103.5, end=110, tcpa=9.0)], [], staged=False,
                          did=did)) == (1, 0, 1, 0)  # fmt: skip
    assert unstaged(tally([close_quarters("a", A, B, start=90, end=None)], [], staged=False, did=did)) == (0, 1, 1, 1)


def near_on_purpose() -> None:
    # A look-alike is near for its own reasons, at any time, and stays one; an incident is found.
    company = [incident("c", A, B, kind="close_quarters", start=0, end=90, look_alike="company")]
    assert unstaged(tally([close_quarters("a", A, B)], [], company, staged=False, did=[near(A, B)])) == (1, 0, 0, 0)
    assert unstaged(tally([close_quarters("a", A, C)], [], company, staged=False, did=[near(A, C)])) == (0, 1, 1, 1)
    meant = [incident("i", A, B, kind="close_quarters", start=92, end=106, due=97)]
    made = tally([close_quarters("a", A, B)], meant, staged=False, did=[near(A, B)])
    assert (made.true, *unstaged(made)) == (1, 0, 0, 0, 0)


def truly_inside() -> None:
    did = [near(A, kind="zone", start=100, end=130)]
    inside = alert("a", A, kind="zone", start=101, end=131)
    assert unstaged(tally([inside], [], staged=False, did=did)) == (0, 1, 1, 1)
    assert unstaged(tally([replace(inside, vessels=(B,))], [], staged=False, did=did)) == (1, 0, 1, 0)
    # She keeps off one area as she is to, and is inside another: that is so.
    passing = [incident("p", A, kind="zone", start=0, end=300, look_alike="passing_outside")]
    assert unstaged(tally([inside], [], passing, staged=False, did=did)) == (0, 1, 1, 1)
    assert unstaged(tally([inside], [], passing, staged=False)) == (1, 0, 0, 0)


def open_end() -> None:
    assert counted(tally([alert("a", A, B, end=None)], TWO[:1])) == (1, 0, 0, 0)
    assert counted(tally([alert("a", A, B, start=191, end=None, at=195)], TWO[:1])) == (0, 1, 1, 0)


def wilson() -> None:
    # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
    for hits, n, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
                               (1, 29, 0.0061, 0.1718)):  # fmt: skip
        told = intervals.wilson(hits, n)
        assert told.value == hits / n
        assert (round(told.low, 4), round(told.high, 4)) == (low, high)
    assert intervals.wilson(0, 0) == intervals.Estimate()
    assert (intervals.wilson(5, 5).value, intervals.wilson(5, 5).high) == (1.0, 1.0)


def poisson() -> None:
    # Published tables of exact limits, among them Ulm, American Journal of Epidemiology 131 (1990) 373-375.
    for count, low, high in ((0, 0.0, 3.689), (1, 0.0253, 5.572), (2, 0.2422, 7.225), (5, 1.623, 11.668),
                             (10, 4.795, 18.390), (100, 81.364, 121.627)):  # fmt: skip
        told = intervals.poisson(count, 1.0)
        assert told.low == pytest.approx(low, abs=5e-4)
        assert told.high == pytest.approx(high, abs=5e-4)
    half = intervals.poisson(5, 2.0)
    assert (half.value, half.high) == (2.5, pytest.approx(11.668 / 2, abs=5e-4))


def rates() -> None:
    told = tally([alert("a", C, D), alert("b", A, C)], TWO[:1]).figures(6.0, 10.0)
    assert told["false_per_hour"]["value"] == pytest.approx(2 / 6)
    assert told["false_per_1000_vessel_days"]["value"] == pytest.approx(200.0)
    # Chi-squared limits of a count of 2: 0.2422 and 7.2247.
    assert told["false_per_hour"]["high"] == pytest.approx(7.2247 / 6, abs=1e-4)


def f_score() -> None:
    # Precision 1/2, recall 1/2 and 2 of 4: F1 = 2 x 2 / (2 x 2 + 1 + 3).
    told = intervals.f1(2, 1, 3)
    assert told.value == pytest.approx(0.5)
    assert told.low < 0.5 < told.high


def middle() -> None:
    # Order statistics for the median of 100 values: the 40th and the 61st (Conover).
    told = intervals.quantile(range(1, 101), 0.5)
    assert (told.value, told.low, told.high) == (50, 40, 61)
    assert intervals.quantile([7.0], 0.95) == intervals.Estimate(7.0, None, None)


CASES: Final[dict[str, Callable[[], None]]] = {
    case.__name__: case
    for case in (perfect, empty, doubled, shifted, too_early, wrong_vessel, wrong_kind, overlapping, unobservable,
                 look_alike, area, doubts, brought, unlisted, came_near, came_near_later, near_on_purpose, truly_inside,
                 open_end, wilson, poisson, rates, f_score, middle)
}  # fmt: skip
