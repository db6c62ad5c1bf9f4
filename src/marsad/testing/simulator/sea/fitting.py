"""Makes a sea's geography from its data: lanes from separation lines, berths from the coast, all of it in water."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from marsad.schema.refusal import Refusal
from marsad.testing.simulator.records import Floats
from marsad.testing.simulator.sea import fit_kernel
from marsad.testing.simulator.sea.approach import Harbour, berths, harbour
from marsad.testing.simulator.sea.coast import Shore, shore
from marsad.testing.simulator.sea.data import LISTS, Table, read
from marsad.testing.simulator.sea.grid import ExtraWay
from marsad.testing.simulator.sea.lanes import even, line, ways
from marsad.testing.simulator.sea.navigation import Chart, chart
from marsad.testing.simulator.sea.passages import passages
from marsad.testing.simulator.sea.places import (
    Aid,
    Anchorage,
    BaseStation,
    Berth,
    Cable,
    Canal,
    Disc,
    FerryLine,
    Gate,
    Geography,
    Port,
)

_PAD_DEG = 0.4
_REACH_M = 20_000.0
_PILOTED = 2.0


@dataclass
class Fitted:
    """A sea's geography and the charts to find ways with."""

    geography: Geography
    area: tuple[float, float, float, float]
    shore: Shore
    laned: Chart
    """For merchant ships: lanes are cheap, and crossing them is dear."""
    open: Chart
    """For all others."""
    piece_m: float
    """No stretch of a way is longer."""
    harbours: list[Harbour] = field(default_factory=list)
    """One for each port."""


def fitted(seas: Sequence[str]) -> Fitted:
    """The geography of one or more seas together. Raises Refusal for a sea that does not exist."""
    if not seas:
        raise Refusal("The scenario names no sea: give seas = [...] with at least one name.")
    read_all = [read(name) for name in seas]
    table: Table = {key: [row for one in read_all for row in one[key]] for key in LISTS}
    areas = [one["area"] for one in read_all]
    area = (
        min(float(one[0]) for one in areas),
        min(float(one[1]) for one in areas),
        max(float(one[2]) for one in areas),
        max(float(one[3]) for one in areas),
    )
    step = (float(read_all[0]["step"][0]), float(read_all[0]["step"][1]))
    canals = tuple(Canal(row["name"], *line(row["line"]), float(row["half_width"])) for row in table["canals"])
    coast = _shore(area, step[1], canals, [line(row["line"]) for row in table["barriers"]])
    metres = step[1] * 111_195.0
    lanes = ways(table["ways"], 1.3 * metres)
    through = tuple(
        ExtraWay(*even(one.lon, one.lat, 1.0 * metres), 1.0, True, -0.3 * one.half_width_m) for one in canals
    ) + tuple(passages(coast, table["passages"]))
    grand = metres > 20_000.0
    margin, keep_off, aside = (500.0, 30_000.0, 9_000.0) if grand else (80.0, 4_000.0, 1_500.0)
    open_chart = chart(coast, area, step, margin, keep_off if grand else 1_200.0, aside if grand else 500.0, through)
    laned = (
        chart(coast, area, step, margin, keep_off, aside, through + lanes.extra, table["ways"])
        if table["ways"]
        else open_chart
    )
    ports, anchorages, harbours = _ports(open_chart, table)
    geography = Geography(
        ports=ports,
        gates=tuple(_gate(open_chart, row) for row in table["gates"]),
        anchorages=anchorages,
        lanes=lanes.lanes,
        schemes=lanes.schemes,
        precautionary=tuple(Disc(row["name"], *_at(row), float(row["radius"])) for row in table["precautionary"]),
        ferry_lines=_ferries(ports, table["ferries"]),
        fishing_grounds=_discs(coast, ports, table["fishing"]),
        pilot_stations=_discs(coast, ports, table["pilots"]) or _pilots(coast, ports),
        naval_areas=_discs(coast, ports, table["naval"]),
        cables=tuple(Cable(row["name"], row["what"], *line(row["line"])) for row in table["cables"]),
        aids=tuple(Aid(row["name"], *_at(row), row["type"], row.get("virtual", False)) for row in table["aids"]),
        base_stations=tuple(
            BaseStation(row["name"], *_at(row), row["country"], float(row.get("antenna", 60.0)))
            for row in table["base_stations"]
        ),
        canals=canals,
    )
    return Fitted(geography, area, coast, laned, open_chart, 100_000.0 if grand else 12_000.0, harbours)


def _shore(
    area: tuple[float, float, float, float],
    step: float,
    canals: Sequence[Canal],
    barriers: Sequence[tuple[Floats, Floats]],
) -> Shore:
    bin_deg = 0.1 if step > 0.1 else 0.02
    west, south, east, north = area
    if east - west < 360.0:
        west, east = west - _PAD_DEG, east + _PAD_DEG
    return shore((west, south - _PAD_DEG, east, north + _PAD_DEG), bin_deg, canals, barriers)


def _at(row: Table) -> tuple[float, float]:
    return float(row["at"][0]), float(row["at"][1])


def _row(ports: Sequence[Port], locode: str) -> int:
    for row, port in enumerate(ports):
        if port.locode == locode:
            return row
    raise Refusal(f"No port of this sea has the code {locode!r}.")


def _ports(sea: Chart, table: Table) -> tuple[tuple[Port, ...], tuple[Anchorage, ...], list[Harbour]]:
    ports: list[Port] = []
    anchorages: list[Anchorage] = []
    harbours: list[Harbour] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = list(pool.map(lambda row: _harbour(sea, row), table["ports"]))
    for number, (row, (place, found)) in enumerate(zip(table["ports"], made, strict=True)):
        lon, lat = _at(row)
        own = []
        for waiting in table["anchorages"]:
            if waiting["port"] == row["locode"]:
                own.append(len(anchorages))
                x, y, free = _fit(sea.shore, waiting["at"], min(1200.0, waiting["radius"]))
                anchorages.append(
                    Anchorage(waiting["name"], x, y, max(200.0, min(waiting["radius"], free - 80.0)), number)
                )
        if not own:
            own.append(len(anchorages))
            x, y, free = _fit(sea.shore, (place.roads_lon, place.roads_lat), 1500.0)
            anchorages.append(Anchorage(f"{row['name']} ROADS", x, y, max(200.0, min(3000.0, free - 80.0)), number))
        ports.append(
            Port(
                row["name"],
                row["locode"],
                lon,
                lat,
                float(row["weight"]),
                place.roads_lon,
                place.roads_lat,
                tuple(Berth(x, y, heading, number) for x, y, heading in found),
                tuple(own),
                tuple(row.get("traffic", ())),
            )
        )
        harbours.append(place)
    return tuple(ports), tuple(anchorages), harbours


def _harbour(sea: Chart, row: Table) -> tuple[Harbour, list[tuple[float, float, float]]]:
    lon, lat = _at(row)
    place = harbour(sea, lon, lat)
    if place is None:
        raise Refusal(f"The port {row['name']} ({row['locode']}) cannot be reached over water.")
    for wider in (1.0, 2.5, 8.0):
        found = berths(place, lon, lat, wider * float(row.get("radius", 5000.0)), int(row.get("berths", 6)))
        if found:
            return place, found
    raise Refusal(f"The port {row['name']} ({row['locode']}) has no coast to lie at.")


def _fit(coast: Shore, at: Sequence[float], wanted_m: float) -> tuple[float, float, float]:
    lon, lat, free = fit_kernel.nearest_free(coast, float(at[0]), float(at[1]), wanted_m, _REACH_M, 250.0)
    return float(lon), float(lat), float(free)


def _gate(sea: Chart, row: Table) -> Gate:
    lon, lat, free = _fit(sea.shore, row["at"], min(2500.0, float(row["width"])))
    if sea.seen(lon, lat) < 0:
        raise Refusal(f"The gate {row['name']} cannot be reached over water.")
    return Gate(row["name"], lon, lat, min(float(row["width"]), free), float(row["weight"]), row.get("destination", ""))


def _discs(coast: Shore, ports: Sequence[Port], rows: Sequence[Table]) -> tuple[Disc, ...]:
    found = []
    for row in rows:
        radius = float(row["radius"])
        lon, lat, free = _fit(coast, row["at"], 0.6 * radius)
        if free < 150.0:
            raise Refusal(f"{row['name']} lies on land, with no water near.")
        port = _row(ports, row["port"]) if "port" in row else -1
        found.append(Disc(row["name"], lon, lat, max(100.0, min(radius, free - 50.0)), port))
    return tuple(found)


def _pilots(coast: Shore, ports: Sequence[Port]) -> tuple[Disc, ...]:
    """Where a sea's data name no pilot station: off each busy port."""
    found = []
    for row, port in enumerate(ports):
        if port.weight >= _PILOTED:
            lon, lat, free = _fit(coast, (port.roads_lon, port.roads_lat), 1000.0)
            found.append(Disc(f"{port.name} PILOT", lon, lat, max(100.0, min(900.0, free - 50.0)), row))
    return tuple(found)


def _ferries(ports: Sequence[Port], rows: Sequence[Table]) -> tuple[FerryLine, ...]:
    taken: dict[int, int] = {}
    found = []
    for row in rows:
        ends = []
        for key in ("from", "to"):
            port = _row(ports, row[key])
            quays = ports[port].berths
            if not quays:
                raise Refusal(f"The ferry {row['name']} finds no berth in {ports[port].name}.")
            ends.append((port, quays[taken.get(port, 0) % len(quays)]))
            taken[port] = taken.get(port, 0) + 1
        (a, from_berth), (b, to_berth) = ends
        found.append(FerryLine(row["name"], a, b, int(row["ferries"]), float(row["knots"]), from_berth, to_berth))
    return tuple(found)
