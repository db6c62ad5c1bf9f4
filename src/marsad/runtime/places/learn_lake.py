"""Ports, anchorages, pilot grounds and lanes learnt from the days of a lake, as one file of places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from marsad.plugin.rows import Records
from marsad.plugin.side import NORMAL
from marsad.runtime.places.lake_stops import stops_of
from marsad.runtime.places.learn import SAID, Learnt, added, geojson_of, places_of, said_of
from marsad.runtime.places.learn_lanes import LearntLane, features_of, lanes_of
from marsad.runtime.places.learn_pilots import SEEN, pilot_grounds, seen_of, trips_of
from marsad.store.lake.lake import Lake


@dataclass(frozen=True)
class LearntPlaces:
    """All that was learnt of a lake, each kind with the busiest first."""

    lain: list[Learnt]
    """Ports and anchorages."""
    grounds: list[Learnt]
    """Pilot grounds."""
    lanes: list[LearntLane]

    def geojson(self) -> dict[str, Any]:
        """As a file that the configuration reads."""
        told = geojson_of([*self.lain, *self.grounds])
        told["features"] += features_of(self.lanes)
        return told

    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        kinds = [one.kind for one in self.lain]
        return {"ports": kinds.count("port"), "anchorages": kinds.count("anchorage"),
                "pilot grounds": len(self.grounds), "lanes": len(self.lanes)}  # fmt: skip


def learn_places(lake: Lake, until_us: int | None = None, *, least_vessels: int = 4, least_trips: int = 4
                 ) -> LearntPlaces:  # fmt: skip
    """What a lake tells of places up to an instant, day after day, so in bounded memory."""
    from marsad.detectors.abnormal_rule import learning as traffic

    normal, seen, said = np.zeros(0, NORMAL), [np.zeros(0, SEEN)], np.zeros(0, SAID)
    for position in day_positions(lake, until_us):
        normal = traffic.added(normal, traffic.normal_of(position))
        seen.append(seen_of(position))
        said = added(said, said_of(position))
    trips = trips_of(np.concatenate(seen))
    return LearntPlaces(places_of(stops_of(lake, until_us), said, least_vessels=least_vessels),
                        pilot_grounds(trips, least_trips=least_trips), lanes_of(normal))  # fmt: skip


def day_positions(lake: Lake, until_us: int | None = None) -> Iterator[Records]:
    """The cleaned positions of each day with the hulls that were told, up to an instant."""
    from marsad.detectors.abnormal import DETECTOR
    from marsad.runtime.advance.archive import begin_us, day_rows
    from marsad.runtime.advance.hulls import Hulls

    hulls = Hulls()
    for day in lake.days("position"):
        if until_us is not None and begin_us(day) > until_us:
            continue
        rows = day_rows(lake, day, (DETECTOR,), None, until_us, frozenset())
        position = rows.position.copy()
        hulls.join(position, rows.static)
        yield position
