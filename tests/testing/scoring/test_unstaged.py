"""What ordinary traffic truly did: hand-made ships with known answers, and mutants that give another."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from marsad.schema.event_lines import instant_text
from marsad.testing.scoring import true_states, unstaged
from marsad.testing.scoring.domain_kernel import entered
from marsad.testing.scoring.unstaged import Unstaged
from tests.testing.scoring.cases import MIN, T0, A, B, C
from tests.testing.scoring.sailing import Ship, area, box, going, sailed, under


def spells(ships: list[Ship], kind: str = "close_quarters", **more: Any) -> list[tuple[tuple[int, ...], float, float]]:
    """What they did of a kind: who, and from which minute to which."""
    with tempfile.TemporaryDirectory() as place:
        found = unstaged.happened(sailed(Path(place) / "sea", ships, **more), {kind})
    assert all(isinstance(one, Unstaged) and one.kind == kind for one in found)
    return [(one.vessels, (one.t_start - T0) / MIN, (one.t_end - T0) / MIN) for one in found]


def meeting(apart: float, length: float = 100.0, other: float = 100.0) -> list[Ship]:
    """Head on at 10 knots each, abeam at minute 10, so far apart."""
    return [Ship(A, going(0.0, -3086.6667, 0.0, 10.0), length_m=length),
            Ship(B, going(apart, 3086.6667, 180.0, 10.0), length_m=other)]  # fmt: skip


def abeam() -> None:
    # 1.6 lengths: 160 m.
    assert spells(meeting(165.0)) == []
    (pair, first, last), = spells(meeting(155.0))  # fmt: skip
    assert pair == (A, B)
    # Within 400 * sqrt(1 - (155 / 160)^2) = 99 m of abeam at 10.29 m/s: about 19 s.
    assert 9.7 < first < 10.0 < last < 10.3


def between_the_minutes() -> None:
    # Abeam at 10 min 30 s, at 20 knots each: at the whole minutes they are 617 m and more from abeam.
    ships = [Ship(A, going(0.0, -6482.0, 0.0, 20.0)), Ship(B, going(100.0, 6482.0, 180.0, 20.0))]
    ((_, first, last),) = spells(ships)
    assert 10.0 < first < 10.5 < last < 11.0


def astern() -> None:
    # 4 lengths: 400 m, whoever is ahead.
    assert spells([Ship(A, going(0.0, 0.0, 0.0, 10.0)), Ship(B, going(0.0, 410.0, 0.0, 10.0))]) == []
    assert len(spells([Ship(A, going(0.0, 0.0, 0.0, 10.0)), Ship(B, going(0.0, 390.0, 0.0, 10.0))])) == 1
    # She drifts beam on: her domain lies along her hull.
    assert len(spells([Ship(A, going(0.0, 0.0, 90.0, 2.0), bow=0.1), Ship(B, going(0.0, 390.0, 90.0, 2.0))])) == 1


def the_larger_one() -> None:
    # 300 m of hers reach 480 m to the side, 50 m of the other's 80 m.
    assert len(spells(meeting(450.0, 50.0, 300.0))) == len(spells(meeting(450.0, 300.0, 50.0))) == 1
    assert spells(meeting(450.0, 50.0, 50.0)) == []


def in_a_turn() -> None:
    # She goes round in a circle of 700 m, 45 degrees a minute; the other comes to 145 m of the circle half way
    # between two minutes, where the chord lies 53 m farther in.
    def round_about(t: float) -> tuple[float, float]:
        way = math.radians(45.0 * t + 67.5)
        return 700.0 * math.sin(way), 700.0 * math.cos(way)

    outside = Ship(B, going(845.0, -8.5 * 308.6667, 0.0, 10.0), length_m=10.0)
    (_, first, last), = spells([Ship(A, round_about, length_m=100.0), outside], minutes=12)  # fmt: skip
    assert 8.1 < first < 8.5 < last < 8.9


def who_lies() -> None:
    for status in (1, 5, 6):
        still = Ship(B, going(100.0, 0.0, 0.0, 0.0), bow=1.0, status=status)
        assert spells([Ship(A, going(0.0, -3000.0, 0.0, 10.0)), still]) == []
        # Her status says so, though she swings.
        assert (
            spells([Ship(A, going(0.0, -3000.0, 0.0, 10.0)), Ship(B, going(100.0, 0.0, 0.0, 0.6), status=status)]) == []
        )
    assert spells([Ship(A, going(0.0, -3000.0, 0.0, 10.0)), Ship(B, going(100.0, 0.0, 0.0, 0.3))]) == []
    assert len(spells([Ship(A, going(0.0, -3000.0, 0.0, 10.0)), Ship(B, going(100.0, 0.0, 0.0, 0.6))])) == 1


def no_ships() -> None:
    for station, role in (("aton", "aid"), ("base", "base_station"), ("class_b_cs", "net_marker"),
                          ("sar_aircraft", "aircraft")):  # fmt: skip
        ships = meeting(100.0)
        ships[1].station, ships[1].role = station, role
        assert spells(ships) == []


def once_and_again() -> None:
    # They meet at minutes 11 and 15: one approach; at minutes 5 and 23: two.
    def there_and_back(turn: float) -> Callable[[float], tuple[float, float]]:
        return lambda t: (0.0, 300.0 * min(t, 2.0 * turn - t))

    for turn, often in ((13.0, 1), (15.0, 2)):
        still = 10.0 if often == 1 else 5.0
        other = Ship(B, lambda t, at=still: (60.0, 300.0 * at + 0.4 * t * 60.0), length_m=60.0)
        found = spells([Ship(A, there_and_back(turn), length_m=60.0), other], minutes=40)
        assert len(found) == often, found


def over_the_date_line() -> None:
    assert len(spells(meeting(155.0), lon=179.9995)) == 1
    assert spells(meeting(165.0), lon=179.9995) == []


def far_north() -> None:
    assert len(spells(meeting(155.0), lat=72.0)) == 1
    assert spells(meeting(165.0), lat=72.0) == []


def as_they_told() -> None:
    told = [under(1, C, "mistyped_mmsi", 5, 20), under(0, 999, "mistyped_mmsi", 20, 40)]
    assert [pair for pair, *_ in spells(meeting(155.0), told=told)] == [(A, C)]


def closed() -> None:
    ring, hole = box(-2000, -2000, 2000, 2000), box(-500, -500, 500, 500)
    ship = Ship(A, going(0.0, -4000.0, 0.0, 10.0))

    # 2,000 m from the fence at 308.67 m a minute: inside from 6.5, in the hole from 11.3 to 14.6, out at 19.4.
    def inside(feature: dict[str, object], who: Ship = ship) -> list[tuple[float, float]]:
        return [(round(first, 1), round(last, 1)) for _, first, last in spells([who], "zone", zones=[feature])]

    assert inside(area([ring], kind="closed")) == [(6.5, 19.3)]
    assert inside(area([ring, hole], kind="closed")) == [(6.5, 19.3)]
    assert inside(area([ring, hole], kind="closed"), Ship(A, going(0.0, 0.0, 0.0, 0.0), status=1)) == []
    assert inside(area([ring], kind="anchorage")) == []
    until = instant_text(T0 + 8 * MIN)
    assert inside(area([ring], kind="closed", until=until)) == [(6.5, 7.8)]
    assert inside(area([ring], kind="closed"), Ship(A, going(2010.0, -4000.0, 0.0, 10.0))) == []
    # A corner for less than a minute is a touch.
    assert inside(area([ring], kind="closed"), Ship(A, going(-2100.0, 1750.0, 45.0, 20.0))) == []
    assert len(inside(area([ring], kind="closed"), Ship(A, going(0.0, 0.0, 0.0, 0.0), status=1))) == 1
    edge = area([box(-2000, -2000, 2000, 2000, lon=-179.999)], kind="closed")
    # The box of the plane lies across the date line.
    flat = [[lon % 360.0, lat] for lon, lat in edge["geometry"]["coordinates"][0]]  # type: ignore[index]
    edge["geometry"]["coordinates"] = [flat]  # type: ignore[index]
    assert len(spells([ship], "zone", zones=[edge], lon=-179.999)) == 1


def against_a_lane() -> None:
    lane = area([box(-2000, -9000, 2000, 9000)], kind="lane", course_deg=0.0)
    for course, against in ((180.0, 1), (140.0, 1), (130.0, 0), (90.0, 0), (10.0, 0), (220.0, 1), (230.0, 0)):
        ship = Ship(A, going(0.0, 0.0, course, 8.0))
        assert len(spells([ship], "abnormal", zones=[lane], minutes=6)) == against, course
    assert spells([Ship(A, going(0.0, 0.0, 180.0, 0.3))], "abnormal", zones=[lane]) == []
    assert spells([Ship(A, going(2500.0, 0.0, 180.0, 8.0))], "abnormal", zones=[lane]) == []


def one_number() -> None:
    ships = [Ship(A, going(0.0, 0.0, 0.0, 8.0)), Ship(B, going(90_000.0, 0.0, 0.0, 8.0), since=4.0, until=20.0),
             Ship(C, going(0.0, 90_000.0, 0.0, 8.0))]  # fmt: skip
    assert spells(ships, "identity_clone", told=[under(1, A, "shared_mmsi")]) == [((A,), 4.0, 19.0)]
    # Nobody else has it; she has it for a while; the factory's is a look-alike; incidents are listed.
    assert spells(ships, "identity_clone", told=[under(1, 999, "mistyped_mmsi")]) == []
    assert spells(ships, "identity_clone", told=[under(1, A, "shared_mmsi", 6, 10)]) == [((A,), 6.0, 10.0)]
    both = [under(0, 123456789, "default_mmsi"), under(1, 123456789, "default_mmsi")]
    assert spells(ships, "identity_clone", told=both) == []
    assert spells(ships, "identity_clone", told=[under(1, A, "staged")]) == []
    assert spells(ships, "identity_clone", told=[under(1, 999, "mistyped_mmsi"), under(2, 999, "mistyped_mmsi")]) == [
        ((999,), 4.0, 19.0)
    ]


CASES = {case.__name__: case for case in (
    abeam, between_the_minutes, astern, the_larger_one, in_a_turn, who_lies, no_ships, once_and_again,
    over_the_date_line, far_north, as_they_told, closed, against_a_lane, one_number,
)}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_its_known_answer(name: str):
    CASES[name]()


def at_the_minutes(near: Any, before: Any, after: Any, length: Any, along: float, across: float, seconds: float) -> Any:
    """Looks at whole minutes alone."""
    found = entered(near, before, before, length, along, across, 1e-9)
    return np.where(found >= 0.0, 0.0, -1.0)


def straight(near: Any, before: Any, after: Any, length: Any, along: float, across: float, seconds: float) -> Any:
    """Goes straight from minute to minute."""
    east = (after[:, 0] - before[:, 0] + 180.0) % 360.0 - 180.0
    north = after[:, 1] - before[:, 1]
    x = east * 111195.0797 * np.cos(np.radians(before[:, 1]))
    chord = np.stack([np.hypot(x, north * 111195.0797) / seconds * 3600.0 / 1852.0,
                      np.degrees(np.arctan2(x, north * 111195.0797)) % 360.0], axis=1)  # fmt: skip
    on = [np.column_stack([states[:, :2], chord, states[:, 4]]) for states in (before, after)]
    return entered(near, on[0], on[1], length, along, across, seconds)


def of_the_first(near: Any, before: Any, after: Any, length: Any, along: float, across: float, seconds: float) -> Any:
    """Knows the domain of one of the two."""
    return entered(near, before, after, np.where(np.arange(length.size) == 0, length, 1e-3), along, across, seconds)


def along_her_course(near: Any, before: Any, after: Any, length: Any, along: float, across: float, s: float) -> Any:
    on = [np.column_stack([states[:, :4], states[:, 3]]) for states in (before, after)]
    return entered(near, on[0], on[1], length, along, across, s)


MUTANTS: dict[str, list[tuple[Any, str, Any]]] = {
    "takes the axes for half axes": [(unstaged, "DOMAIN_LENGTHS", (16.0, 6.4))],
    "has half the domain": [(unstaged, "DOMAIN_LENGTHS", (4.0, 1.6))],
    "has a round domain": [(unstaged, "DOMAIN_LENGTHS", (8.0, 8.0))],
    "looks at whole minutes alone": [(unstaged, "entered", at_the_minutes)],
    "goes straight from minute to minute": [(unstaged, "entered", straight)],
    "knows the domain of one of the two": [(unstaged, "entered", of_the_first)],
    "lays the domain along the course": [(unstaged, "entered", along_her_course)],
    "counts who lies at anchor": [(true_states, "_LYING", ())],
    "counts who is stopped": [(true_states, "LEAST_KN", 0.0)],
    "counts aids and aircraft": [(true_states, "_NO_SHIPS", frozenset({"nothing"}))],
    "tells one approach as many": [(unstaged, "APART_US", 1)],
    "tells many approaches as one": [(unstaged, "APART_US", 10**12)],
    "takes a touch for an entry": [(unstaged, "LEAST_US", 0)],
    "takes who crosses for against": [(unstaged, "AGAINST_DEG", 80.0)],
    "takes the opposite alone for against": [(unstaged, "AGAINST_DEG", 170.0)],
    "knows no number of the factory": [(unstaged, "DEFAULT_MMSI", ())],
    "knows vessels by their own number": [(true_states.Ships, "name", lambda self, vessel, t: int(self.mmsi[vessel]))],
    "sees inside wherever the box is": [(unstaged, "in_polygon", lambda x, *rest: np.ones(x.shape, np.bool_))],
    "sees no hole and no ring": [(unstaged, "in_polygon", lambda x, *rest: np.zeros(x.shape, np.bool_))],
}


def failures() -> list[str]:
    found = []
    for name, case in CASES.items():
        try:
            case()
        except (AssertionError, ValueError):
            found.append(name)
    return found


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_fails(mutant: str, monkeypatch: pytest.MonkeyPatch):
    for where, name, wrong in MUTANTS[mutant]:
        assert getattr(where, name) is not wrong
        monkeypatch.setattr(where, name, wrong)
    assert failures(), f"what {mutant} passes every case"


def test_states_that_lie_across_batches_are_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = sailed(tmp_path / "sea", meeting(155.0))
    rows = pq.read_table(folder / "truth.parquet")
    pq.write_table(rows, folder / "truth.parquet", row_group_size=7)
    ships = true_states.ships_of(folder)
    told = [(step.t0_us, step.t1_us, step.who.tolist()) for step in true_states.steps(folder, ships)]
    assert told == [(T0 + n * MIN, T0 + (n + 1) * MIN, [0, 1]) for n in range(29)]


def test_without_states_nothing_is_known(tmp_path: Path):
    assert unstaged.happened(tmp_path, {"close_quarters", "zone"}) == ()
