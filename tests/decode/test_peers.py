"""What we encode, pyais and gpsdecode read alike; what is left out here is theirs to get wrong, and says why."""

from __future__ import annotations

import math
import random
import shutil

import pyais
import pytest

from marsad.decode.ais.bit_table import Message
from marsad.decode.ais.encode import encode_message, sentences
from marsad.decode.ais.messages import MESSAGES
from marsad.decode.ais.reference import reference_fields
from marsad.wire.bits import Bits
from tests.decode.draw import put
from tests.decode.peers import GPSD_NAMES, PYAIS_NAMES, RENAMED, gpsdecode

SEED, EACH = 28, 60
NUMBERS = [pytest.param(message, number, id=str(number)) for message in MESSAGES for number in message.numbers]

PYAIS_SKIPS: dict[int, set[str]] = {
    5: {"ship_type"},  # enumerated: other codes are replaced
    9: {"radio"},
    17: {"lon_deg", "lat_deg"},  # given in minutes, not degrees
    19: {"ship_type"},
    21: {"name"},  # the extension is another field, compared below
    22: {"ne_lon_deg", "ne_lat_deg", "sw_lon_deg", "sw_lat_deg"},  # given in minutes
    23: {"ne_lon_deg", "ne_lat_deg", "sw_lon_deg", "sw_lat_deg", "station_type", "ship_type", "interval_code", "txrx"},
    24: {"epfd", "vdes_capability"},  # spare bits of M.1371-5 to it
    26: {"radio", "data", "dac", "fi"},  # always null; the bits are left at the end of the data
    25: {"data", "dac", "fi"},  # one number for both; data of odd lengths are filled up
    28: {"aid_type", "station_type", "virtual", "cog_deg", "sog_kn"},  # enumerated; derived
}  # fmt: skip
PYAIS_ENUMERATED = {"epfd", "status", "maneuver"}
"""Replaced by a default where the code is not one that pyais knows: compared where it knows it."""

GPSD_SKIPS: dict[int, set[str]] = {
    7: {f"ack_seqno_{n}" for n in range(1, 5)},
    13: {f"ack_seqno_{n}" for n in range(1, 5)},
    17: {"lon_deg", "lat_deg"},  # printed to 1/10 degree
    24: {"name", "vendor_id"},  # of the part A beside it; read as seven characters as before M.1371-4
    25: {"dac", "fi", "data"},  # one number for both; the data of odd lengths start elsewhere
    26: {"dac", "fi", "data", "radio"},  # the same; four spare bits count as data; the radio status is not read
    27: {"lon_deg", "lat_deg", "status"},  # printed to 1/10 degree; as text
}  # fmt: skip


def _rows(number: int, message: Message) -> list[tuple[bytes, dict[str, object]]]:
    """Encoded messages and what we read in them."""
    draw = random.Random(SEED * 100 + number)
    out = []
    for n in range(EACH):
        length = draw.choice(
            [one for one in message.lengths if one >= min(message.min_bits + 60, max(message.lengths))]
        )
        bits = put(Bits(draw.getrandbits(length), length), 0, 6, number)
        if number in (6, 8, 25, 26):
            bits = put(bits, 72 if number == 6 else 40, 10, 900)  # no application that is known
        if number == 24:
            bits = put(bits, 38, 2, 1)
        told = {}
        for name, row in reference_fields(bits).items():
            if name in message.tables and isinstance(row, dict):
                told |= {
                    k: v for k, v in row.items() if k not in ("type", "mmsi", "flags", "application", "rot_deg_min")
                }
        mmsi = 982_510_000 + n if number == 24 and n % 2 else 201_000_000 + draw.randrange(500_000_000)
        told = {k: v for k, v in told.items() if number != 24 or k not in _HULL_OR_MOTHER}
        encoded = encode_message(number, mmsi, told)
        row = {}
        for name, values in reference_fields(encoded).items():
            if name in message.tables and isinstance(values, dict):
                row |= values
        out.append((b"".join(sentences(encoded, sequence=n % 10)), row))
    return out


_HULL_OR_MOTHER = {"to_bow_m", "to_stern_m", "to_port_m", "to_starboard_m", "mothership_mmsi"}


def _agree(ours: object, theirs: object) -> bool:
    if isinstance(ours, bool):
        return ours == bool(theirs)
    if isinstance(ours, int | float):
        return math.isclose(ours, float(theirs), rel_tol=1e-6, abs_tol=2e-6)  # type: ignore[arg-type]
    if isinstance(ours, bytes) and isinstance(theirs, str):
        return ours.hex() == theirs.partition(":")[2]
    if isinstance(ours, str):
        return ours.strip() == str(theirs).strip()
    return ours == theirs


@pytest.mark.parametrize(("message", "number"), NUMBERS)
def test_pyais_reads_what_we_encode(message: Message, number: int) -> None:
    names = PYAIS_NAMES | RENAMED.get(number, {})
    compared = set()
    for lines, row in _rows(number, message):
        theirs = pyais.decode(*lines.splitlines()).asdict(enum_as_int=True)
        for column, value in row.items():
            name = names.get(column, column)
            if value is None or name not in theirs or column in PYAIS_SKIPS.get(number, set()):
                continue
            if column in PYAIS_ENUMERATED and theirs[name] != value:
                assert column != "status"
                assert value not in range(1 if column == "maneuver" else 9)
                continue
            assert _agree(value, theirs[name]), (column, value, theirs[name])
            compared.add(column)
    assert len(compared) >= 3


@pytest.mark.skipif(shutil.which("gpsdecode") is None, reason="no gpsdecode here: install gpsd-clients")
@pytest.mark.parametrize(("message", "number"), NUMBERS[:-1])  # gpsdecode 3.22 is older than message 28
def test_gpsdecode_reads_what_we_encode(message: Message, number: int) -> None:
    names = GPSD_NAMES | RENAMED.get(number, {})
    rows = _rows(number, message)
    if number == 24:
        # gpsdecode tells part B only after part A of the same sender, and both as one record.
        rows = [(_part_a(row) + lines, row) for lines, row in rows]
    records = gpsdecode(lines for lines, _ in rows)
    by_mmsi = {record["mmsi"]: record for record in records if "mmsi" in record}
    compared, seen = set(), 0
    for _, row in rows:
        theirs = by_mmsi.get(row["mmsi"])
        if theirs is None:
            continue
        seen += 1
        for column, value in row.items():
            name = names.get(column, column)
            if value is None or name not in theirs or column in GPSD_SKIPS.get(number, set()):
                continue
            assert _agree(value, theirs[name]), (column, value, theirs[name])
            compared.add(column)
    assert len(compared) >= 3
    assert seen >= EACH // 2


def _part_a(row: dict[str, object]) -> bytes:
    mmsi = row["mmsi"]
    assert isinstance(mmsi, int)
    return b"".join(sentences(encode_message(24, mmsi, {"part": 0, "name": "PEER"})))
