"""Transmissions to armoured payloads: each is encoded once, however many receivers hear it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from marsad.decode.ais.messages import MESSAGE_OF
from marsad.testing.simulator.feed import columnar
from marsad.testing.simulator.feed import fields as say
from marsad.testing.simulator.feed.sentence_kernel import lay_down
from marsad.testing.simulator.records import Records

Ints = npt.NDArray[np.int64]
Chars = npt.NDArray[np.uint8]

SAFETY_TEXT = 14
_STATIC = (5, 19, 21, 24)
_MOST_LETTERS = 156  # of message 14 in five slots


class Payloads(NamedTuple):
    """One payload for each transmission: row i fills `chars[first[i]:first[i + 1]]`."""

    chars: Chars
    first: Ints
    fill: Chars
    channel: Chars
    """Letter of the radio channel; of 75 and 76 the same letters, since readers know no others."""
    number: Ints
    """Counts slots and channels: names the sentences of one message."""


def encode(tx: Records, papers: Records, texts: Sequence[str]) -> Payloads:
    """Payloads of transmissions (dtype TX). Raises ValueError for a message that the simulator does not send."""
    batches = [(rows, data) for rows, data in _batches(tx, papers, texts) if rows.size]
    length, fill = np.zeros(len(tx), np.int64), np.zeros(len(tx), np.uint8)
    for rows, data in batches:
        length[rows], fill[rows] = len(data.sixes), data.fill
    first = np.concatenate((np.zeros(1, np.int64), np.cumsum(length)))
    chars = np.empty(int(first[-1]), np.uint8)
    for rows, data in batches:
        lay_down(data.sixes, first[rows], chars)
    slot = (tx["t"] * 3 + 40_000) // 80_000
    letter = np.frombuffer(b"AB", np.uint8)[tx["channel"] & 1]
    return Payloads(chars, first, fill, letter, slot * 2 + (tx["channel"] & 1))


def _batches(tx: Records, papers: Records, texts: Sequence[str]) -> list[tuple[Ints, columnar.Payload]]:
    kind = tx["type"].astype(np.int64) * 2 + (tx["part"] > 0)
    out = []
    for one in np.unique(kind).tolist():
        number, part = divmod(one, 2)
        rows = np.flatnonzero(kind == one)
        if number == SAFETY_TEXT:
            out += _safety_texts(rows, tx, texts)
            continue
        own = papers[tx["words"][rows]] if number in _STATIC else papers[:0]
        if number == 24 and part == 1:
            craft = say.is_craft_of_a_ship(tx[rows], own)
            own["mothership_mmsi"][~craft] = 0
            out += [_batch(number, part, rows[some], tx, own[some]) for some in (craft, ~craft) if some.any()]
        else:
            out.append(_batch(number, part, rows, tx, own))
    return out


def _batch(number: int, part: int, rows: Ints, tx: Records, papers: Records) -> tuple[Ints, columnar.Payload]:
    bits, told = say.bits_and_fields(number, part, tx[rows], papers)
    return rows, columnar.payload(MESSAGE_OF[number], number, bits, told, rows.size)


def _safety_texts(rows: Ints, tx: Records, texts: Sequence[str]) -> list[tuple[Ints, columnar.Payload]]:
    """Message 14, a batch for each text: whole bytes, as all messages of free length."""
    out = []
    for word in np.unique(tx["words"][rows]).tolist():
        text = texts[word].upper().encode("ascii", "replace")[:_MOST_LETTERS]
        some = rows[tx["words"][rows] == word]
        told = {"mmsi": tx["mmsi"][some], "repeat": tx["repeat"][some], "text": text}
        bits = 40 + -(-6 * len(text) // 8) * 8
        out.append((some, columnar.payload(MESSAGE_OF[SAFETY_TEXT], SAFETY_TEXT, bits, told, some.size)))
    return out
