"""Which file is compared with what: two decoders run on every corpus, and the expected output that two corpora ship."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.decode.agreement import gpsd, gpsd_csv, libais, pyais_records
from tests.decode.agreement.made import PREFIX, made
from tests.decode.agreement.records import Heard, Kind

CORPORA = (
    "ais-tools/bad-tagblock-group.nmea", "ais-tools/bad-type5.nmea", "ais-tools/ee-multiline.nmea",
    "ais-tools/errors.nmea", "ais-tools/mixed_types.nmea", "ais-tools/multi-part.nmea", "ais-tools/sample.nmea",
    "ais-tools/single-message-type-5.nmea", "ais-tools/spire-test.nmea", "ais-tools/type1-bad-bitcount.nmea",
    "ais-tools/type8.nmea", "aishub/aishub-85k.nmea", "aislib/ais250.txt", "aislib/stream_example.txt",
    "exactearth/exact-earth-augmented.txt", "exactearth/exact-earth-with-tag-block.txt", "gpsd/ais-nmea.log",
    "gpsd/ais-raw-messages.log", "gpsd/sample.aivdm", "libais/tagblock.nmea", "libais/test.aivdm",
    "libais/typeexamples.nmea", "pyais/greece.nmea", "pyais/prefixed-times.log",
)  # fmt: skip
"""Every file of sentences there is, by its path within the corpora."""


@dataclass(frozen=True)
class Case:
    """One file, and the expected output of `peer` for it; a decoder that is run has no `expected`."""

    peer: str
    corpus: str
    expected: str = ""


GPSDECODE_PRINTS = (
    "aton_monitoring", "berthing", "clearance_time", "dangerous_cargo", "inland_eta", "inland_persons", "inland_rta",
    "inland_ship_static", "inland_signal", "inland_water_level", "inland_weather_warning", "met_hydro",
    "met_hydro_old", "persons_on_board", "route", "text_description", "tidal_window", "traffic_signal", "vts_targets",
)  # fmt: skip
PYAIS_PRINTS = (
    "area_notice", "berthing", "clearance_time", "dangerous_cargo", "environmental", "inland_ship_static",
    "inland_signal", "inland_water_level", "inland_weather_warning", "met_hydro", "met_hydro_old", "persons_on_board",
    "route", "ship_static_extended", "text_description", "text_telegram", "traffic_signal", "us_environmental",
    "vts_targets", "weather_observation",
)  # fmt: skip
"""Applications that each of them decodes, by our name: compared with sentences made for it."""
GPSDECODE = tuple(Case("gpsdecode", corpus) for corpus in CORPORA)
PYAIS = tuple(Case("pyais", corpus) for corpus in CORPORA)
GPSDECODE_MADE = tuple(Case("gpsdecode", PREFIX + name) for name in GPSDECODE_PRINTS)
PYAIS_MADE = tuple(Case("pyais", PREFIX + name) for name in PYAIS_PRINTS)
SHIPPED = (
    Case("gpsd csv", "gpsd/sample.aivdm", "gpsd/sample.aivdm.chk"),
    Case("gpsd raw", "gpsd/sample.aivdm", "gpsd/sample.aivdm.ju.chk"),
    Case("gpsd scaled", "gpsd/sample.aivdm", "gpsd/sample.aivdm.js.chk"),
    Case("gpsd log", "gpsd/ais-nmea.log", "gpsd/ais-nmea.log.chk"),
    Case("gpsd log", "gpsd/ais-raw-messages.log", "gpsd/ais-raw-messages.log.chk"),
    Case("libais", "libais/tagblock.nmea", "libais/tagblock.json"),
    Case("libais", "libais/typeexamples.nmea", "libais/typeexamples.json"),
)


def sentences(case: Case, nmea: Path) -> bytes:
    """What is decoded: a corpus, or sentences made for an application."""
    if case.corpus.startswith(PREFIX):
        return made(case.corpus.removeprefix(PREFIX))
    return (nmea / case.corpus).read_bytes()


def theirs(case: Case, nmea: Path) -> dict[Kind, Heard]:
    """What the peer of a case tells."""
    if case.peer == "gpsdecode":
        return gpsd.heard(gpsd.run(sentences(case, nmea)))
    if case.peer == "pyais":
        return pyais_records.heard(pyais_records.run(sentences(case, nmea)))
    if case.peer == "libais":
        return libais.heard(libais.records(nmea / case.expected))
    if case.peer == "gpsd csv":
        return gpsd_csv.heard((nmea / case.expected).read_text())
    records = gpsd.parsed((nmea / case.expected).read_bytes())
    return gpsd.heard(_once(records) if case.peer == "gpsd log" else records)


def _once(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The daemon's log tells a record again when another part of it has come: the repetitions left out."""
    return [b for a, b in pairwise([{}, *records]) if a != b]


Reader = Callable[[Case, Path], dict[Kind, Heard]]
