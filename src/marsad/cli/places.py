"""`marsad places`: what places a file or a configuration gives, and those learnt from a lake."""

from __future__ import annotations

import sys

from marsad.schema.refusal import Refusal, UsageRefusal


def command(action: str, of: str, /, *, output: str = "places.geojson", until: str | None = None,
            least_vessels: int = 4, least_trips: int = 4) -> int:  # fmt: skip
    """List the places of a file, or learn ports, anchorages, pilot grounds and lanes from a lake.

    `list` writes one JSON object per place of a GeoJSON, GeoPackage, Shapefile or S-57 cell, or of all those that a
    configuration names; what is of a chart says "not for navigation". `learn` writes GeoJSON that the configuration
    reads: ports and anchorages from where vessels lay, pilot grounds from where pilot boats serve ships, and lanes
    from where ships go one way. Each tells from how much it was learnt, and holds from the last of it on: what is
    found before that instant does not know it. Name the file under [zones.NAME] to use it.

    Examples:

        marsad places list charts/YE4ADEN1.000
        marsad places list marsad.toml
        marsad places learn lake
        marsad places learn lake --output ports.geojson --until 2026-03-01 --least-vessels 10

    Parameters
    ----------
    action
        What to do: list or learn.
    of
        A file of places or a configuration (.toml) to list; the lake to learn from, a folder or s3://bucket/folder.
    output
        File to write.
    until
        What was heard later is not looked at; a day such as 2026-03-01, or an instant.
    least_vessels
        So many vessels must have lain at a port or an anchorage.
    least_trips
        So many trips of pilot boats must have served a pilot ground.
    """
    if action == "list":
        return _list(of)
    if action != "learn":
        raise UsageRefusal(f"places cannot {action!r}: write `marsad places list FILE` or `marsad places learn LAKE`")
    return _learn(of, output, until, least_vessels, least_trips)


def _list(of: str) -> int:
    from dataclasses import asdict
    from json import dumps
    from pathlib import Path

    from marsad.runtime.places.listing import listed

    for place in listed(Path(of), lambda sentence: print(sentence, file=sys.stderr)):
        print(dumps(asdict(place), ensure_ascii=False))
    return 0


def _learn(lake: str, output: str, until: str | None, least_vessels: int, least_trips: int) -> int:
    from json import dumps
    from pathlib import Path

    from marsad.runtime.clock import system_clock
    from marsad.runtime.places.geojson import instant
    from marsad.runtime.places.learn_lake import learn_places
    from marsad.store.lake.lake import Lake

    until_us = None if until is None else instant(until, 0, "--until")
    with Lake.open(lake, system_clock) as opened:
        found = learn_places(opened, until_us, least_vessels=least_vessels, least_trips=least_trips)
    counts = found.counts()
    if not any(counts.values()):
        raise Refusal(f"{lake} tells of no place where {least_vessels} vessels lay, no pilot ground and no lane: build "
                      "more days, or lower --least-vessels.")  # fmt: skip
    try:
        Path(output).write_text(dumps(found.geojson(), indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise Refusal(f"{output} cannot be written: {error.strerror}.") from error
    print(f"{output}: {', '.join(f'{many} {kind}' for kind, many in counts.items())} from {lake}", file=sys.stderr)
    return 0
