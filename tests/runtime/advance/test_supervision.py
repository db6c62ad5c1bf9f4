"""A detector that raises is isolated and reported, goes on from its last state, and the others do not notice."""

from dataclasses import replace

import numpy as np
import pytest

from marsad.plugin.detector import Detector, DetectorError, StateSchema
from marsad.plugin.found import Found
from marsad.plugin.parameters import Parameters
from marsad.plugin.rows import no_rows
from marsad.runtime.advance import Advance
from marsad.testing.baselines import BASELINES
from marsad.testing.detector_contract.tracks import Leg, Ship, sail

MINUTE_US = 60_000_000
T0 = 1_772_359_200_000_000
COUNT = np.dtype([("rows", "i8")])


def _counting(poison_us):
    """Tells after each hundred rows of a vessel; breaks, after it wrote into its state, where a row is poison."""

    def step(parameters, state, rows, prev, w, side):
        found = []
        for row in rows.position:
            one = state.vessels[row["slot"]]
            one["rows"] += 1
            if row["t"] == poison_us:
                state.vessels["rows"] = -7
                raise ZeroDivisionError("poison")
            if one["rows"] % 100 == 0:
                t = int(row["t"])
                found.append(Found("abnormal", (int(row["vessel"]),), t, t, t, t, evidence={"rows": int(one["rows"])}))
        return found, state

    return Detector("counting", "1", ("abnormal",), "vessel", Parameters(), step, StateSchema(COUNT))


def _rows():
    tracks = [sail(Ship(211_000_000 + n), T0, 10.0 + n, 55.0, [Leg(6, 1.0, 90.0, 0.0)]) for n in range(3)]
    return replace(no_rows(), position=np.sort(np.concatenate(tracks), order=["t", "vessel"]))


@pytest.mark.parametrize("minute", [5, 143, 204])
def test_it_goes_on_without_the_rows_it_failed_at(minute):
    drift = BASELINES.load()["amsa-drift"]
    alone = Advance([drift], start_us=T0 - 1)
    both = Advance([_counting(T0 + minute * MINUTE_US), drift], start_us=T0 - 1, checkpoint_us=60 * MINUTE_US)
    given = {"alone": [], "both": []}
    for name, advance in (("alone", alone), ("both", both)):
        advance.take(_rows())
        for w in range(T0, T0 + 360 * MINUTE_US, 10 * MINUTE_US):
            given[name] += advance.to(w)
    assert (
        [event.facts() for event in given["both"] if event.detector == "amsa-drift"]
        == [event.facts() for event in given["alone"]]
        != []
    )
    (fault,) = both.faults
    assert (fault.detector, fault.sentence) == ("counting", "ZeroDivisionError: poison")
    assert fault.prev < T0 + minute * MINUTE_US <= fault.w
    counted = [event for event in given["both"] if event.detector == "counting"]
    # ten minutes of each ship were lost: so much later the next hundred is full
    lost = [(event.t_start - T0) // MINUTE_US - 99 - 100 * n for n, event in enumerate(counted[::3])]
    assert lost == [10 if minute < 100 * (n + 1) else 0 for n in range(3)]


@pytest.mark.parametrize("partition", ["vessel", "cell"])
def test_what_fails_in_a_rerun_keeps_what_it_knew(partition):
    poison = T0 + 50 * MINUTE_US + 1
    counting = replace(_counting(poison), partition=partition, halo_m=1000.0)
    calm, struck = (Advance([counting], start_us=T0 - 1, horizon_us=400 * MINUTE_US) for _ in range(2))
    rows, given = _rows(), {calm: [], struck: []}
    late = rows.position[:1].copy()
    late["t"] = poison
    for advance in (calm, struck):
        advance.take(rows)
        for w in range(T0, T0 + 360 * MINUTE_US, 10 * MINUTE_US):
            if advance is struck and w == T0 + 170 * MINUTE_US:
                advance.take(replace(no_rows(), position=late))
            given[advance] += advance.to(w)
    assert [fault.sentence for fault in struck.faults] == ["ZeroDivisionError: poison"]
    assert [event.facts() for event in given[struck]] == [event.facts() for event in given[calm]] != []


def test_two_of_one_name_are_refused():
    drift = BASELINES.load()["amsa-drift"]
    with pytest.raises(DetectorError, match="one name"):
        Advance([drift, drift])
