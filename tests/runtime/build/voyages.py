"""Rows as an archive holds them: a few vessels, some under one MMSI, over midnight, with faults and statements."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from random import Random

from marsad.decode.ais.encode import encode_message, sentences

START_S = 1_725_148_800 + 20 * 3600
"""2024-09-01T20:00:00Z: four hours before midnight."""


@dataclass(frozen=True)
class Report:
    """One report at a place: what is told of it in any format."""

    t_s: int
    mmsi: int
    lon: float
    lat: float
    sog: float
    cog: float
    name: str


def voyages(rng: Random, hours: int = 12) -> list[Report]:
    """Reports in the order of time."""
    found: list[Report] = []
    for vessel in range(4):
        # the third and the fourth share a number, fifty kilometres apart
        mmsi = 235_001_000 + min(vessel, 2)
        lon, lat = -10.0 + vessel * 0.7, 48.0 + vessel * 0.1
        course, speed = rng.uniform(0, 360), rng.choice([0.0, 6.0, 14.0])
        t = float(START_S + rng.randrange(60))
        while t < START_S + hours * 3600:
            if rng.random() < 0.03:
                course, speed = rng.uniform(0, 360), rng.choice([0.0, 0.0, 7.0, 15.0])
            if rng.random() < 0.02:
                t += rng.choice([1800, 4000, 9000])
            step = rng.choice([60, 120, 300])
            metres = speed * 0.5144 * step
            lat += metres * math.cos(math.radians(course)) / 111_195
            lon += metres * math.sin(math.radians(course)) / (111_195 * math.cos(math.radians(lat)))
            wrong = rng.random() < 0.01
            name = f"SHIP {vessel}" if t < START_S + 3 * 3600 or vessel else "RENAMED"
            found.append(Report(int(t), mmsi, round(-lon if wrong else lon, 5), round(lat, 5), speed,
                                round(course % 360, 1) % 360, name))  # fmt: skip
            t += step
    return sorted(found, key=lambda report: (report.t_s, report.mmsi))


def csv(reports: list[Report], path: Path) -> Path:
    """In the layout of MarineCadastre up to 2024."""
    from datetime import UTC, datetime

    lines = ["MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,"
             "Cargo,TransceiverClass"]  # fmt: skip
    lines += [
        f"{r.mmsi},{datetime.fromtimestamp(r.t_s, UTC):%Y-%m-%dT%H:%M:%S},{r.lat:.5f},{r.lon:.5f},{r.sog:.1f},"
        f"{r.cog:.1f},511,{r.name},,,70,0,100,20,5.0,70,A"
        for r in reports
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


def messages(reports: list[Report], stations: tuple[str, ...] = ("north",)) -> list[bytes]:
    """As sentences with tag blocks, each report heard by each station, a statement now and then; one item a message."""
    lines: list[bytes] = []
    for n, r in enumerate(reports):
        fields = {"lon_deg": r.lon, "lat_deg": r.lat, "sog_kn": r.sog, "cog_deg": r.cog, "second": r.t_s % 60}
        heard = encode_message(1, r.mmsi, fields)
        for station in stations:
            lines.append(b"".join(sentences(heard, station=station, t_us=r.t_s * 1_000_000)))
        if n % 40 == 0:
            papers = {"name": r.name, "callsign": "ABC", "imo": 9_074_729, "ship_type": 70}
            said = encode_message(5, r.mmsi, papers)
            lines.append(
                b"".join(sentences(said, sequence=n // 40 % 10, station=stations[0], t_us=(r.t_s + 1) * 1_000_000))
            )
    return lines
