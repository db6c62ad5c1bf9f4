"""`marsad places`: ports and anchorages learnt from a lake."""

from __future__ import annotations

import sys

from marsad.schema.refusal import Refusal, UsageRefusal


def command(action: str, lake: str, /, *, output: str = "places.geojson", until: str | None = None,
            least_vessels: int = 4) -> int:  # fmt: skip
    """Learn ports and anchorages from where vessels lay, as GeoJSON that the configuration reads.

    Each place tells from how many vessels and stops it was learnt, and holds from the last of them on: what is found
    before that instant does not know it. Name the file under [zones.NAME] to use it.

    Examples:

        marsad places learn lake
        marsad places learn lake --output ports.geojson --until 2026-03-01 --least-vessels 10

    Parameters
    ----------
    action
        What to do: learn.
    lake
        Folder of the lake, or s3://bucket/folder.
    output
        File to write.
    until
        Stops that ended later are not looked at; a day such as 2026-03-01, or an instant.
    least_vessels
        So many vessels must have lain at a place.
    """
    from json import dumps
    from pathlib import Path

    from marsad.runtime.clock import system_clock
    from marsad.runtime.places.geojson import instant
    from marsad.runtime.places.lake_stops import stops_of
    from marsad.runtime.places.learn import geojson_of, places_of
    from marsad.store.lake.lake import Lake

    if action != "learn":
        raise UsageRefusal(f"places cannot {action!r}: write `marsad places learn LAKE`")
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
