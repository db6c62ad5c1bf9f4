"""Made rows of a few vessels on one stage, and what a detector of pairs finds in them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from marsad.geo.sphere import rhumb_destination
from marsad.plugin.rows import no_rows, ordered
from marsad.plugin.side import Side, places
from marsad.runtime.advance import Advance
from marsad.runtime.advance.archive import last_of
from marsad.testing.detector_contract.tracks import Leg, Ship, made_good, sail, statements

MINUTE_US = 60_000_000
NOON = 1_772_366_400_000_000
"""2026-03-01T12:00:00Z."""


def ship(nth, legs, *, east_m=0.0, north_m=0.0, lon=-160.0, lat=38.0, at=NOON, **told):
    """Who sails from a place east and north of the middle of the stage, and her reports."""
    who = Ship(211_000_000 + nth, **told)
    x, y = rhumb_destination(lon, lat, 90.0, east_m)
    return who, sail(who, at, float((x + 180.0) % 360.0 - 180.0), float(y) + north_m / 111_195.0, legs)


def rows_of(*ships, told=True, every_min=6):
    """Their rows; with statements from the first instant on."""
    rows = replace(no_rows(), position=ordered(np.concatenate([track for _, track in ships])))
    if not told:
        return rows
    start = int(rows.position["t"][0])
    said = np.concatenate([statements(who, start, 0.0) for who, _ in ships])
    return replace(rows, static=ordered(said))


def found_in(detector, rows, *, ports=(), cuts=(), start=None, end=None, **parameters):
    """The events, as they are in the end."""
    detector = replace(detector, parameters=detector.parameters.changed(**parameters))
    side = Side({"ports": places([lon for lon, _ in ports], [lat for _, lat in ports])})
    first = int(rows.position["t"][0]) - 1 if start is None else start
    last = int(rows.position["t"][-1]) if end is None else end
    advance = Advance([detector], side, start_us=first)
    advance.take(rows)
    given = [advance.to(w) for w in [*sorted({cut for cut in cuts if first < cut < last}), last]]
    assert not advance.faults
    return [event for event in last_of(given) if event.status != "withdrawn"]


def short(events):
    """What the oracle tells of them."""
    return sorted((event.vessel_ids, event.t_start, event.t_event, event.t_end) for event in events)


def seated(rows):
    """The rows with the hulls that were told, as a detector is handed them."""
    from marsad.testing.detector_contract.running import seated as seat

    return seat(rows)[0].position


@st.composite
def seas(draw, knots, east_m, north_m, hours, every_s, statuses=(0,), lons=(-160.0, 179.99), lats=(38.0, -61.0)):
    """Two to five vessels on one stage, each on one to three legs, with holes, of all trades and both classes."""
    lon, lat, ships = draw(st.sampled_from(lons)), draw(st.sampled_from(lats)), []
    for nth in range(draw(st.integers(2, 5))):
        legs = [
            Leg(hours * draw(st.sampled_from([0.2, 0.35, 0.6])), draw(st.sampled_from(knots)),
                draw(st.sampled_from([0.0, 45.0, 90.0, 92.0, 180.0, 265.0, 270.0, 300.0])),
                every_s=draw(st.sampled_from(every_s)), status=draw(st.sampled_from(statuses)))
            for _ in range(draw(st.integers(1, 3)))
        ]  # fmt: skip
        who, track = ship(
            nth, legs, lon=lon, lat=lat, east_m=draw(st.integers(-east_m, east_m)),
            north_m=draw(st.integers(-north_m, north_m)), at=NOON + draw(st.integers(0, 90)) * 1_000_000,
            ship_type=draw(st.sampled_from([70, 80, 30, 52, 60, 40, 37])),
            length_m=draw(st.sampled_from([12.0, 90.0, 210.0])),
        )  # fmt: skip
        if draw(st.booleans()):
            track["type"] = 18
        rng = np.random.default_rng(draw(st.integers(0, 999)))
        kept = rng.random(len(track)) > draw(st.sampled_from([0.0, 0.3, 0.8]))
        track = track[kept] if kept.any() else track
        for name in draw(st.sampled_from([(), ("sog_kn",), ("cog_deg",), ("sog_kn", "cog_deg")])):
            track[name][rng.random(len(track)) < 0.3] = np.nan
        ships.append((who, made_good(track)))
    return rows_of(*ships, told=draw(st.booleans()))
