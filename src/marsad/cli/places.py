"""`marsad places`: what places a file or a configuration gives, and those learnt from a lake."""

from __future__ import annotations

import sys

from marsad.schema.refusal import Refusal, UsageRefusal


def command(action: str, of: str, /, *, output: str = "places.geojson", until: str | None = None,
            least_vessels: int = 4) -> int:  # fmt: skip
    """List the places of a file, or learn ports and anchorages from where vessels lay.

    `list` writes one JSON object per place of a GeoJSON, GeoPackage, Shapefile or S-57 cell, or of all those that a
    configuration names; what is of a chart says "not for navigation". `learn` writes GeoJSON that the configuration
    reads: each place tells from how many vessels and stops it was learnt, and holds from the last of them on: what is
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
        Stops that ended later are not looked at; a day such as 2026-03-01, or an instant.
    least_vessels
        So many vessels must have lain at a place.
    """
    if action == "list":
        return _list(of)
    if action != "learn":
        raise UsageRefusal(f"places cannot {action!r}: write `marsad places list FILE` or `marsad places learn LAKE`")
    return _learn(of, output, until, least_vessels)


def _list(of: str) -> int:
    from dataclasses import asdict
    from json import dumps
    from pathlib import Path

    from marsad.runtime.places.listing import listed

    for place in listed(Path(of), lambda sentence: print(sentence, file=sys.stderr)):
        print(dumps(asdict(place), ensure_ascii=False))
    return 0


def _learn(lake: str, output: str, until: str | None, least_vessels: int) -> int:
    from json import dumps
    from pathlib import Path

    from marsad.runtime.clock import system_clock
    from marsad.runtime.places.geojson import instant
    from marsad.runtime.places.lake_stops import stops_of
    from marsad.runtime.places.learn import geojson_of, places_of
    from marsad.store.lake.lake import Lake

    until_us = None if until is None else instant(until, 0, "--until")
    with Lake.open(lake, system_clock) as opened:
        found = places_of(stops_of(opened, until_us), least_vessels=least_vessels)
    if not found:
        raise Refusal(f"{lake} tells of no place where {least_vessels} vessels lay: build more days, or lower "
                      "--least-vessels.")  # fmt: skip
    Path(output).write_text(dumps(geojson_of(found), indent=1) + "\n", encoding="utf-8")
    ports = sum(one.kind == "port" for one in found)
    print(f"{output}: {ports} ports and {len(found) - ports} anchorages from {lake}", file=sys.stderr)
    return 0
