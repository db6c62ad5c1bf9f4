"""Labels that rest on rows which are held no longer."""

from __future__ import annotations

import numpy as np

from marsad.runtime.detection.settled import as_before
from tests.detectors.made import rows_of

SHIP, OTHER = 211_000_001, 211_000_002


def _held(mmsi=SHIP):
    """Eight reports under way, each of whose steps is known: a report of before was held once."""
    return rows_of([(60 * k, 10.0 + k / 100, 0.05, 10.0) for k in range(8)], mmsi, step_m=300.0, made_kn=10.0)


def _anew(rows):
    """As they are labelled when nothing is known of before the first."""
    made = rows.copy()
    for mmsi in np.unique(made["mmsi"]):
        first = np.flatnonzero(made["mmsi"] == mmsi)[0]
        made["step_m"][first] = made["made_kn"][first] = np.nan
    return made


def _with_late(rows, at):
    made = _anew(np.concatenate([rows, rows_of([(60 * at + 30, 10.0, 0.05, 10.0)], SHIP, digest=99)]))
    made["step_m"] += 1.0  # all are told anew
    return made[np.lexsort((made["vessel"], made["t"]))]


def test_the_first_row_that_is_held_keeps_its_step():
    assert as_before(_anew(_held()), _held()).tobytes() == _held().tobytes()


def test_from_the_first_row_that_came_late_on_all_is_as_it_was_labelled_anew():
    held = np.concatenate([_held(), _held(OTHER)])
    made = as_before(_with_late(held, 3), held)
    ours, other = (made[made["mmsi"] == mmsi]["step_m"] for mmsi in (SHIP, OTHER))
    assert ours[:4].tolist() == [300.0] * 4
    assert (ours[5:] == 301.0).all()
    assert (other == 300.0).all()


def test_from_the_first_row_that_is_judged_otherwise_on_all_is_as_it_was_labelled_anew():
    made = _anew(_held())
    made["outcome"][2], made["step_m"][2:] = 5, 7.0
    assert as_before(made, _held())["step_m"].tolist() == [300.0, 300.0, *[7.0] * 6]


def test_of_a_sender_of_whom_nothing_was_held_nothing_is_kept():
    made = _anew(_held(OTHER))
    assert as_before(made.copy(), _held()).tobytes() == made.tobytes()
    assert as_before(made.copy(), _held()[:0]).tobytes() == made.tobytes()
