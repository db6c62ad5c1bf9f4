"""The side tables of a run: zones and watch lists of the configuration and of the journal, and places learnt.

`side_of_settings` is what `watch`, `replay` and `build` call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from marsad.plugin.areas import Drawn, tables_of
from marsad.plugin.rows import Records
from marsad.plugin.side import DEPTH, STATION, Side
from marsad.runtime.learning import read as learnt
from marsad.runtime.places.checks import check_zone
from marsad.runtime.places.depths import read_depths
from marsad.runtime.places.geojson import area_of, watch_of
from marsad.runtime.places.journal_zones import Written, zones_of
from marsad.runtime.places.read_places import DEPTHS, read_places, sentence_of
from marsad.runtime.places.receivers import read_stations
from marsad.runtime.places.refusal import ZoneRefusal
from marsad.runtime.places.watch_lists import watched
from marsad.runtime.settings import Settings
from marsad.runtime.watch_list_settings import WatchListSettings
from marsad.runtime.zone_settings import ZoneSettings


def side_of_settings(
    settings: Settings,
    folder: Path | None = None,
    records: Iterable[Written] = (),
    say: Callable[[str], None] | None = None,
) -> Side:
    """The side tables of a configuration whose files lie in `folder`, and of the journal's records. Raises Refusal."""
    return side_of_configuration(settings.zones, folder, records, settings.watch_lists, say)


def side_of_configuration(
    zones: Mapping[str, ZoneSettings],
    folder: Path | None = None,
    records: Iterable[Written] = (),
    watch_lists: Mapping[str, WatchListSettings] | None = None,
    say: Callable[[str], None] | None = None,
) -> Side:
    """The side tables of `[zones.NAME]` and `[watch_lists.NAME]`, and of the journal's records of these kinds.

    `folder` is where paths begin that are not absolute: that of the configuration file. Ports, anchorages and pilot
    grounds come as discs and as zones; zones that watch, lines, depths as they stand. Raises ZoneRefusal, one sentence,
    for what cannot be used; `say` is told in a sentence of charts whose objects were passed over.
    """
    records = list(records)
    drawn, depths, more = _read(zones, folder, say)
    tables = tables_of(drawn + zones_of(records))
    tables["watch_list"] = watched(watch_lists or {}, folder, records)
    tables["depths"] = np.concatenate([np.zeros(0, DEPTH), *depths])
    return Side(tables | more)


def drawn_of_configuration(zones: Mapping[str, ZoneSettings], folder: Path | None = None) -> Drawn:
    """The zones, places and lines of `[zones.NAME]`, for whoever draws them. Raises ZoneRefusal."""
    return _read(zones, folder, None)[0]


def _read(
    zones: Mapping[str, ZoneSettings], folder: Path | None, say: Callable[[str], None] | None
) -> tuple[Drawn, list[Records], dict[str, Records]]:
    """What is drawn, what depths there are, and tables that were learnt."""
    drawn, depths, more = Drawn(), list[Records](), dict[str, Records]()
    for name, told in zones.items():
        if bool(told.file) == bool(told.polygon):
            raise ZoneRefusal(f"Zone {name} needs a file or a polygon: write one of them under [zones.{name}].")
        if not told.file:
            drawn.areas.append(_own(name, told))
            continue
        file = Path(told.file) if folder is None else folder / told.file
        if file.suffix.lower() in DEPTHS:
            depths.append(read_depths(file))
        elif file.suffix.lower() == ".npz":
            more |= learnt(file)
        elif file.suffix.lower() == ".csv":
            more["stations"] = np.concatenate([more.get("stations", np.zeros(0, STATION)), read_stations(file)])
        else:
            some = read_places(file)
            if some.passed and say is not None:
                say(sentence_of(file, some))
            drawn += _watched(some, told, name)
    return drawn, depths, more


def _watched(drawn: Drawn, told: ZoneSettings, name: str) -> Drawn:
    """With what `[zones.NAME]` says of a chart: its areas of no entry and to be avoided watch for `watch`."""
    if told.watch is None:
        return drawn
    watch = watch_of(told.watch, f"[zones.{name}]")
    areas = [replace(one, watch=watch) if one.closed and not one.watch else one for one in drawn.areas]
    if watch and areas == drawn.areas:
        raise ZoneRefusal(f"Zone {name} watches nothing: {told.file} has no area of no entry; write watch in the file.")
    return Drawn(areas, drawn.wires, drawn.passed)


def _own(name: str, told: ZoneSettings) -> Any:
    properties = {key: value for key, value in msgspec.to_builtins(told).items()
                  if key not in ("file", "polygon") and value not in (None, "")}  # fmt: skip
    area = replace(area_of(name, [[told.polygon]], properties, f"[zones.{name}]"), source="configuration")
    check_zone(area)
    if not area.watch and area.kind == "area":
        raise ZoneRefusal(f'Zone {name} watches for nothing: write watch = ["enter"], or a limit.')
    return area
