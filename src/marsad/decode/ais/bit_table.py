"""The words in which a message is declared: a bit table that decoding, encoding and documentation all read.

A message file holds one `Message` (or `Application`) built of `BitField`s. Bit 0 is the first bit of the message, or of
the application data behind DAC and FI. A field that lies beyond the bits received is null.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from marsad.schema.flags import Flag

NO_FLAG = Flag(0)

FieldKind = Literal["uint", "int", "flag", "text", "bits"]


@dataclass(frozen=True, slots=True)
class When:
    """The field is there only where the `width` (at most 6) bits from `first` hold one of `values`."""

    first: int
    width: int
    values: frozenset[int]

    @property
    def mask(self) -> int:
        """The values as a set of 64 bits."""
        return sum(1 << value for value in self.values)


def when(first: int, width: int, *values: int) -> When:
    """A condition on bits of the same message."""
    return When(first, width, frozenset(values))


@dataclass(frozen=True, slots=True)
class BitField:
    """One field: where it stands, how to read it, which codes mean not available.

    The value is raw * times / per + plus. `width` 0 is text or bits to the end of the message. Text is six-bit, its
    width a multiple of six. `na` holds raw codes (signed for `int`) that decode to null. A raw value outside
    `low`..`high` (raw too) also gives null, and raises `flag` where one is named. Every condition of `when` must hold.
    """

    name: str
    first: int
    width: int
    kind: FieldKind = "uint"
    times: float = 1
    per: float = 1
    plus: float = 0
    na: tuple[int, ...] = ()
    low: int | None = None
    high: int | None = None
    flag: Flag = NO_FLAG
    when: tuple[When, ...] = ()
    unit: str = ""
    meaning: str = ""

    @property
    def end(self) -> int:
        return self.first + self.width


@dataclass(frozen=True, slots=True)
class Message:
    """One message number (or several of one layout), and the schema table its fields name columns of.

    `lengths` are the bit counts the standard allows (a range for messages of free length): others raise Flag.LENGTH.
    Fewer than `min_bits` is a reject: the least with which the message still says something.
    `also` names further tables that get a row too (message 19 tells position and identity).
    """

    numbers: tuple[int, ...]
    title: str
    clause: str
    family: str
    min_bits: int
    lengths: tuple[int, ...] | range
    fields: tuple[BitField, ...]
    also: dict[str, tuple[BitField, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A part that repeats: `fields` count from the start of one repetition, `stride` bits long, the first at `first`.

    `count` names an earlier uint field that says how often; without it, as often as bits are left, at most `most`.
    """

    name: str
    first: int
    stride: int
    fields: tuple[BitField, ...]
    count: str | None = None
    most: int = 64
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """One application message (DAC/FI): a table of its own, named `name`.

    `messages` are the message numbers that may carry it. Bits count from the end of the DAC/FI header. `lengths`,
    where given, are the data lengths (bits) that this layout is for: it tells layouts under one DAC/FI apart.
    """

    name: str
    dac: int
    fi: int
    messages: tuple[int, ...]
    title: str
    clause: str
    min_bits: int
    fields: tuple[BitField, ...]
    groups: tuple[Group, ...] = ()
    lengths: tuple[int, ...] | range = ()
