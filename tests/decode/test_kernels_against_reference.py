"""The fast decoder against the slow one: any bits under any message number give the same rows."""

from __future__ import annotations

import math
import random

import numpy as np
import pyarrow as pa
import pytest

from marsad.decode.ais.application.applications import APPLICATIONS
from marsad.decode.ais.bit_table import Application, Message
from marsad.decode.ais.encode import encode_message, sentences
from marsad.decode.ais.messages import MESSAGES, MOST_BITS
from marsad.decode.ais.reference import Row, reference_fields
from marsad.decode.decoder import Decoder
from marsad.schema.flags import Flag
from marsad.wire.bits import Bits
from tests.decode.draw import put

SEED, EACH = 6, 120
NUMBERS = [pytest.param(message, number, id=str(number)) for message in MESSAGES for number in message.numbers]
LEFT_OUT = int(Flag.DATE_RANGE)
"""A mark that a whole date decides: the reference reads single fields."""


def _payload(draw: random.Random, message: Message, number: int) -> Bits:
    kind = draw.random()
    if kind < 0.5:
        length = draw.choice(list(message.lengths))
    elif kind < 0.55:  # with noise behind it
        length = draw.randrange(max(message.lengths) + 1, MOST_BITS + 1)
    else:
        length = draw.randrange(message.min_bits, max(message.lengths) + 1)
    dense = draw.getrandbits(length)
    sparse = dense & draw.getrandbits(length) & draw.getrandbits(length)
    ones = dense | draw.getrandbits(length) | draw.getrandbits(length)
    return put(Bits(draw.choice((dense, sparse, ones)), length), 0, 6, number)


def _same(told: object, found: object, column: str) -> bool:
    if isinstance(told, float) and isinstance(found, float):
        return math.isclose(told, found, rel_tol=1e-6, abs_tol=1e-9)
    if isinstance(told, float | int) and isinstance(found, float | int) and not isinstance(told, bool):
        return math.isclose(told, found, rel_tol=1e-6, abs_tol=1e-9)
    if isinstance(told, list) and isinstance(found, list):
        return len(told) == len(found) and all(_rows_agree(t, f) for t, f in zip(told, found, strict=True))
    return told == found


def _rows_agree(told: Row, found: Row) -> bool:
    return all(_same(value, found[column], column) for column, value in told.items())


def _compare(told: Row, found: Row, where: str) -> None:
    for column, value in told.items():
        if column == "flags":
            ours, theirs = int(value) & ~LEFT_OUT, int(found[column]) & ~LEFT_OUT  # type: ignore[call-overload]
            assert ours == theirs, (where, Flag(ours), Flag(theirs))
            continue
        assert _same(value, found[column], column), (where, column, value, found[column])


def _decoded(lines: list[bytes]) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    decoder = Decoder()
    batches = [decoder.feed(b"".join(lines)), decoder.flush()]
    tables: dict[str, list[Row]] = {}
    applications: dict[str, list[Row]] = {}
    for batch in batches:
        for out, found in ((tables, batch.tables), (applications, batch.applications)):
            for name, table in found.items():
                out.setdefault(name, []).extend(_pylist(table))
    return tables, applications


def _pylist(table: pa.Table) -> list[Row]:
    keep = [name for name in table.column_names if name not in ("t", "t_recv", "t_fix", "utc")]
    rows: list[Row] = table.select(keep).to_pylist()
    return rows


@pytest.mark.parametrize(("message", "number"), NUMBERS)
def test_message(message: Message, number: int) -> None:
    draw = random.Random(SEED * 1000 + number)
    payloads = [_payload(draw, message, number) for _ in range(EACH)]
    lines = [b"".join(sentences(bits, sequence=n % 10)) for n, bits in enumerate(payloads)]
    tables, applications = _decoded(lines)
    assert "reject" not in tables
    offsets = np.cumsum([0, *(len(line) for line in lines)]).tolist()
    by_offset = {(name, row["offset"]): row for name, rows in tables.items() for row in rows}
    by_offset |= {(name, row["offset"]): row for name, rows in applications.items() for row in rows}
    for bits, offset in zip(payloads, offsets, strict=False):
        for name, told in reference_fields(bits).items():
            assert isinstance(told, dict)
            found = by_offset.pop((name, offset))
            _compare(told, found, f"{name} {bits.length} bits, seed {SEED}")
    assert not by_offset


@pytest.mark.parametrize("application", APPLICATIONS, ids=lambda one: f"{one.name}-{one.dac}-{one.fi}")
def test_application(application: Application) -> None:
    draw = random.Random(f"{SEED} {application.name} {application.dac}")
    number = application.messages[0]
    longest = application.min_bits + sum(3 * group.stride for group in application.groups) + 20
    lengths = list(application.lengths) or list(range(application.min_bits, min(longest, 900)))
    told, lines = [], []
    for n in range(40):
        length = draw.choice(lengths)
        data = Bits(draw.getrandbits(length), length)
        for condition in application.when:
            data = put(data, condition.first, condition.width, min(condition.values))
        envelope = {"dac": application.dac, "fi": application.fi, "data": data} | (
            {"dest_mmsi": 5} if number == 6 else {}
        )
        bits = encode_message(number, 470_000_000, envelope)
        told.append(reference_fields(bits)[application.name])
        lines.append(b"".join(sentences(bits, sequence=n % 10)))
    _, applications = _decoded(lines)
    for row, found in zip(told, applications[application.name], strict=True):
        assert isinstance(row, dict)
        _compare(row, found, application.name)
