"""Late rows: what they touch is run again, and events become new, amended or withdrawn, as if nothing had been late."""

from dataclasses import replace

import numpy as np
import pytest

from marsad.plugin.rows import no_rows
from marsad.runtime.advance import Advance
from marsad.runtime.advance.lanes import Lane, Lanes
from marsad.testing.baselines import BASELINES
from marsad.testing.detector_contract.tracks import Leg, Ship, sail

HOUR_US = 3_600_000_000
T0 = 1_772_359_200_000_000
SHIP = Ship(211_000_001)
RULES = BASELINES.load()


def _rows(track):
    return replace(no_rows(), position=track)


def _silent_for(hours):
    return sail(SHIP, T0, 10.0, 55.0, [Leg(1, 10), Leg(hours, 10, every_s=0), Leg(1, 10)])


def _heard_meanwhile(hours_after):
    track = sail(SHIP, T0, 10.0, 55.0, [Leg(1 + hours_after, 10)])
    return track[track["t"] == T0 + round((1 + hours_after) * HOUR_US) - 60_000_000]


def _advance(**more):
    return Advance([RULES["gfw-gap-naive"]], start_us=T0 - 1, horizon_us=24 * HOUR_US, **more)


def _lead(advance, rows, until_h):
    advance.take(rows)
    return [
        event for w in range(T0 + HOUR_US // 2, T0 + until_h * HOUR_US + 1, HOUR_US // 2) for event in advance.to(w)
    ]


def test_a_report_in_the_silence_withdraws_the_gap():
    advance = _advance()
    (opened,) = _lead(advance, _rows(_silent_for(20)), 8)
    assert (opened.status, opened.revision, opened.t_event) == ("open", 1, opened.t_start + 6 * HOUR_US)
    advance.take(_rows(_heard_meanwhile(3)))
    (withdrawn,) = advance.to(T0 + 8 * HOUR_US)
    assert (withdrawn.id, withdrawn.status, withdrawn.revision) == (opened.id, "withdrawn", 2)
    assert advance.too_late == 0


def test_what_began_later_supersedes_what_was_withdrawn():
    advance = _advance()
    (opened,) = _lead(advance, _rows(_silent_for(30)), 12)
    advance.take(_rows(_heard_meanwhile(2)))
    new = {event.status: event for event in advance.to(T0 + 12 * HOUR_US)}
    assert new["withdrawn"].id == opened.id
    assert new["open"].supersedes == opened.id
    assert new["open"].t_start == opened.t_start + 2 * HOUR_US


def test_an_end_that_comes_earlier_amends_the_event():
    advance = _advance()
    _lead(advance, _rows(_silent_for(20)), 23)
    advance.take(_rows(_heard_meanwhile(10)))
    amended = [event for event in advance.to(T0 + 23 * HOUR_US) if event.revision > 1]
    assert [event.status for event in amended] == ["closed"]
    assert amended[0].t_end == amended[0].t_start + 10 * HOUR_US


def test_what_was_heard_again_changes_nothing():
    advance = _advance()
    rows = _rows(_silent_for(7))
    _lead(advance, rows, 9)
    advance.take(rows)
    assert advance.to(T0 + 9 * HOUR_US) == []


def test_a_row_older_than_any_checkpoint_is_counted():
    advance = Advance([RULES["gfw-gap-naive"]], start_us=T0 - 1, horizon_us=HOUR_US)
    _lead(advance, _rows(_silent_for(7)), 9)
    advance.take(_rows(_heard_meanwhile(1)))
    assert advance.to(T0 + 9 * HOUR_US) == []
    assert advance.too_late == 1


def _wandering(mmsi, rng):
    legs = [
        Leg(
            float(hours),
            *map(float, rng.uniform(0, (9, 360, 360))),
            float(rng.choice([0, 120, 300], p=[0.2, 0.4, 0.4])),
        )
        for hours in rng.uniform(0.2, 3, 8)
    ]
    lon, lat = rng.uniform((9.9, 54.9), (10.1, 55.1))
    return sail(Ship(mmsi), T0, lon, lat, [*legs, Leg(0.5, 5)])


@pytest.mark.parametrize("parts", [1, 3])
@pytest.mark.parametrize("seed", range(4))
def test_any_delays_end_as_the_ordered_feed(parts, seed):
    """Of vessels and of pairs alike: R7 for events."""
    rng = np.random.default_rng(seed)
    names = ("gfw-gap-naive", "amsa-drift", "skylight-rendezvous", "opencpn-cpa")
    detectors = [RULES[name] for name in names]
    tracks = [_wandering(211_000_000 + n, rng) for n in range(12)]
    rows = _rows(np.sort(np.concatenate(tracks), order=["t", "vessel"]))
    end = int(rows.position["t"][-1])
    ordered = Advance(detectors, start_us=T0 - 1)
    ordered.take(rows)
    asked = {event.id: event.facts() for event in ordered.to(end)}
    assert len({facts[1] for facts in asked.values()}) >= 2
    late = np.where(rng.random(len(rows.position)) < 0.1, rng.integers(0, 6 * HOUR_US, len(rows.position)), 0)
    come = rows.position["t"] + late
    advance, said, prev = Advance(detectors, start_us=T0 - 1, horizon_us=7 * HOUR_US, vessel_parts=parts), {}, 0
    for w in [*range(T0, end, HOUR_US), end, end + 6 * HOUR_US]:
        advance.take(_rows(rows.position[(come > prev) & (come <= w)]))
        said |= {event.id: event for event in advance.to(min(w, end))}
        prev = w
    assert not advance.faults
    assert advance.too_late == 0
    assert {name: event.facts() for name, event in said.items() if event.status != "withdrawn"} == asked


def test_the_quickest_lane_sets_the_pace():
    lanes = Lanes((Lane("shore", 5), Lane("sky", 600, satellite=True)), (("SIMSAT", "sky"),))
    assert (lanes.watermark(1000), lanes.horizon_us) == (995, 595)
    assert lanes.lane("SIMSAT").name == "sky"
    assert lanes.lane("other").name == "shore"
    assert lanes.satellites == {"SIMSAT"}
