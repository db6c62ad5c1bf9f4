"""Feeds by the clock: what each receiver heard and when, when that arrived, and what had arrived by which hour."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from marsad.decode.ais.encode import encode_message, sentences
from marsad.wire.sentence import checksum
from tests.runtime.build.voyages import START_S, Report, voyages

MOST_COPIES = 5
AT_MIDNIGHT = 235_001_009
"""MMSI of a ship that is heard once, as midnight strikes."""
TERRESTRIAL_LATE_US = 30 * 60_000_000
SATELLITE_LATE_US = 6 * 3_600_000_000
SATELLITES = ("sat-1", "sat-2")
STATIONS = ("north", "south", "east", *SATELLITES)
CLOCK_AHEAD_US = 7_000_000
DAY_US = 86_400_000_000


@dataclass(frozen=True)
class Transmission:
    """What was sent once: its time, and its sentences without tag blocks, or its cells in a table after the time."""

    t_us: int
    parts: tuple[bytes, ...]


@dataclass(frozen=True)
class Hearing:
    """A transmission as one receiver tells it; the time is by that receiver's clock."""

    of: int
    t_us: int
    station: str
    parts: tuple[bytes, ...]


# --- what is sent ---------------------------------------------------------------------------------------------------


def sent(seed: int, hours: int = 12) -> list[Transmission]:
    """Over midnight: vessels under way and at rest, what they say of themselves, a base station, an aid, a text."""
    found = []
    reports = voyages(Random(seed), hours)
    for n, r in enumerate(reports):
        fields = {"lon_deg": r.lon, "lat_deg": r.lat, "sog_kn": r.sog, "cog_deg": r.cog}
        if r.mmsi % 10 == 1:
            # Long range: it tells no second, so the time heard is all that places it.
            message = encode_message(27, r.mmsi, {**fields, "sog_kn": round(r.sog), "cog_deg": round(r.cog) % 360})
        else:
            message = encode_message(1, r.mmsi, {**fields, "second": r.t_s % 60})
        found.append(_transmission(r.t_s, message))
        if n % 25 == 0:
            papers = {"name": r.name, "callsign": "ABC", "imo": 9_074_729, "ship_type": 70}
            found.append(_transmission(r.t_s + 1, encode_message(5, r.mmsi, papers), n % 10))
    for t_s in range(START_S + 7, START_S + hours * 3600, 1200):
        at = datetime.fromtimestamp(t_s, UTC)
        utc = {"year": at.year, "month": at.month, "day": at.day, "hour": at.hour, "minute": at.minute,
               "second": at.second}  # fmt: skip
        base = encode_message(4, 2_351_000, {**utc, "lon_deg": -9.0, "lat_deg": 48.5})
        found.append(_transmission(t_s, base))
        aid = encode_message(21, 992_351_001, {"name": "ROCK", "lon_deg": -9.1, "lat_deg": 48.4, "second": t_s % 60})
        found.append(_transmission(t_s + 3, aid))
    found.append(_transmission(START_S + 4 * 3600 + 600, encode_message(14, 235_001_000, {"text": "ALL IS WELL"})))
    # As midnight strikes: who hears it before and who after, by their clocks, differs.
    last = {"lon_deg": -9.5, "lat_deg": 48.2, "sog_kn": 4.0, "cog_deg": 90.0, "second": 59}
    found.append(Transmission(_midnight_us() - 100_000, _plain(encode_message(1, AT_MIDNIGHT, last))))
    return sorted(found, key=lambda one: one.t_us)


def _midnight_us() -> int:
    return (START_S // 86_400 + 1) * DAY_US


def _transmission(t_s: int, message: object, sequence: int = 0) -> Transmission:
    return Transmission(t_s * 1_000_000, _plain(message, sequence))


def _plain(message: object, sequence: int = 0) -> tuple[bytes, ...]:
    return tuple(sentences(message, sequence=sequence))  # type: ignore[arg-type]


def recorded_sentences(corpora: Path, every: int) -> list[Transmission]:
    """A satellite pass of a quarter of an hour, moved so that midnight falls into it; one of so many messages."""
    found: list[Transmission] = []
    file = corpora / "nmea" / "exactearth" / "exact-earth-augmented.txt"
    open_parts: list[bytes] = []
    for line in file.read_bytes().splitlines():
        match = re.fullmatch(rb"(!..VDM,(\d),(\d),.*\*[0-9A-F]{2}),(\d{13})", line)
        if match is None:
            continue
        open_parts = [*open_parts, match[1] + b"\r\n"] if match[3] != b"1" else [match[1] + b"\r\n"]
        if match[2] == match[3]:
            found.append(Transmission(int(match[4]) * 1000, tuple(open_parts)))
    t_us = [one.t_us for one in found]
    middle = (min(t_us) + max(t_us)) // 2
    # Whole minutes, so that the seconds that the messages tell agree with the time as well as they did.
    shift = (_midnight_us() - middle) // 60_000_000 * 60_000_000
    return [Transmission(one.t_us + shift, one.parts) for one in sorted(found, key=lambda one: one.t_us)][::every]


def rows_sent(seed: int) -> list[Transmission]:
    """The same vessels as a table tells them."""
    return [Transmission(r.t_s * 1_000_000, (_cells(r),)) for r in voyages(Random(seed))]


def _cells(r: Report) -> bytes:
    return (f"{r.mmsi},{r.lat:.5f},{r.lon:.5f},{r.sog:.1f},{r.cog:.1f},511,{r.name},,,70,0,100,20,5.0,70,A").encode()


MARINECADASTRE = (b"BaseDateTime,MMSI,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,"
                  b"Draft,Cargo,TransceiverClass")  # fmt: skip


def recorded_rows(corpora: Path, vessels: int) -> list[Transmission]:
    """An hour and a half in the Solent, so moved that midnight falls into it; some of the vessels."""
    lines = (corpora / "tracks" / "solent-2016-01-12.csv").read_bytes().splitlines()[1:]
    chosen = sorted({line.split(b",")[1] for line in lines})[:: max(1, 60 // vessels)][:vessels]
    found = []
    for line in lines:
        told, mmsi, rest = line.split(b",", 2)
        if mmsi in chosen:
            at = datetime.fromisoformat(told.decode()).replace(tzinfo=UTC) + timedelta(hours=10, minutes=20)
            found.append(Transmission(round(at.timestamp() * 1000) * 1000, (mmsi + b"," + rest,)))
    return sorted(found, key=lambda one: one.t_us)


SOLENT = b"Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots"


# --- who heard it ---------------------------------------------------------------------------------------------------


def heard(rng: Random, transmissions: Sequence[Transmission], *, troubled: bool = False, named: bool = True
          ) -> list[Hearing]:  # fmt: skip
    """Each by one to four receivers, up to 0.9 s apart, in the order of their times; as midnight strikes, by all.

    In a troubled feed the clock of `south` is 7 s ahead, and some hearings come with another channel too. Rows of
    tables (not `named`) have no receiver: each is told once.
    """
    found = []
    for number, one in enumerate(transmissions):
        if not named:
            found.append(Hearing(number, one.t_us, "", one.parts))
            continue
        strikes = one.t_us % DAY_US > DAY_US - 1_000_000
        heard_by = rng.sample(STATIONS, len(STATIONS) if strikes else rng.choice([1, 2, 2, 3, 4]))
        for k, station in enumerate(heard_by):
            late_us = k * 200_000 if strikes else rng.choice([0, 0, 0, rng.randrange(900) * 1000])
            ahead_us = CLOCK_AHEAD_US if troubled and station == "south" else 0
            found.append(Hearing(number, one.t_us + late_us + ahead_us, station, one.parts))
            if troubled and rng.random() < 0.1:
                found.append(replace(found[-1], parts=_on_the_other_channel(one.parts)))
    return sorted(found, key=lambda one: (one.t_us, one.station))


def _on_the_other_channel(parts: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The same payload as another program passes it on."""
    changed = []
    for part in parts:
        fields = part[1:].partition(b"*")[0].split(b",")
        fields[4] = b"B" if fields[4] == b"A" else b"A"
        body = b",".join(fields)
        changed.append(b"!%s*%s\r\n" % (body, checksum(body)))
    return tuple(changed)


def first_heard(hearings: Sequence[Hearing]) -> list[Hearing]:
    """The feed without copies: of each transmission the first hearing, on each UTC day on which it was heard."""
    first: dict[tuple[int, int], Hearing] = {}
    for one in sorted(hearings, key=lambda one: (one.t_us, one.station)):
        first.setdefault((one.of, one.t_us // DAY_US), one)
    return list(first.values())


def arrived(rng: Random, hearings: Sequence[Hearing]) -> list[tuple[int, Hearing]]:
    """When each hearing arrives, in that order: by a terrestrial network up to 30 min late, by satellite up to 6 h.

    Hearings come again until there are up to five copies of the transmission, each with a delay of its own.
    """
    copies: dict[int, int] = {}
    for one in hearings:
        copies[one.of] = copies.get(one.of, 0) + 1
    found = []
    for one in hearings:
        again = rng.choice([0, 0, 1, MOST_COPIES])
        again = max(min(again, MOST_COPIES - copies[one.of]), 0)
        copies[one.of] += again
        for _ in range(1 + again):
            by_satellite = one.station in SATELLITES if one.station else rng.random() < 0.2
            most_us = SATELLITE_LATE_US if by_satellite else TERRESTRIAL_LATE_US
            delay_us = rng.choice([0, most_us, rng.randrange(most_us), rng.randrange(most_us)])
            found.append((one.t_us + delay_us, one))
    return sorted(found, key=lambda pair: (pair[0], rng.random()))


# --- as files -------------------------------------------------------------------------------------------------------


def sentence_file(path: Path, hearings: Sequence[Hearing]) -> Path:
    """Each hearing with a tag block that tells receiver and time in milliseconds."""
    pieces = []
    for one in hearings:
        tag = f"s:{one.station},c:{one.t_us // 1000}".encode()
        pieces += [b"\\%s*%s\\" % (tag, checksum(tag)), *one.parts]
    path.write_bytes(b"".join(pieces))
    return path


def table_file(path: Path, hearings: Sequence[Hearing], header: bytes) -> Path:
    """CSV, packed, of rows that begin with the time."""
    lines = [header]
    for one in hearings:
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=one.t_us)
        lines.append(f"{at:%Y-%m-%d %H:%M:%S}.{at.microsecond // 1000:03},".encode() + one.parts[0])
    path.write_bytes(gzip.compress(b"\n".join(lines) + b"\n", 1))
    return path
