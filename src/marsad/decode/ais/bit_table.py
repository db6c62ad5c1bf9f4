"""The words in which a message is declared: a bit table that decoding, encoding and documentation all read.

A message file holds one `Message` (or `Application`) built of `BitField`s. Bit 0 is the first bit of the message, or of
the application data behind DAC and FI; a negative `first`, of a field or a condition, counts back from the end. A field
that does not lie wholly within the bits received is null, save text, which is read as far as whole characters came.
Several fields may bear one name where their conditions exclude each other: the one whose conditions hold gives the
value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from marsad.schema.flags import Flag

NO_FLAG = Flag(0)
FieldKind = Literal["uint", "int", "flag", "text", "bits"]
Sender = Literal["any", "auxiliary", "not_auxiliary"]
"""Whose message has the field: anyone's, only that of a craft of a mother ship (MMSI 98MIDxxxx), or anyone's else."""


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

    The value is raw * times / per + plus (of a flag too: times -1 and plus 1 turn it round). `width` 0 is text or bits
    to the end of the message, less the last `leave` bits. Text is six-bit, its width a multiple of six; it ends before
    the first @, and trailing spaces are dropped. `na` holds raw codes (signed for `int`) that decode to null. A raw
    value outside `low`..`high` (raw too) also gives null, and raises `flag` where one is named; a raw value above
    `doubt_above` is kept, but raises `flag`. Every condition of `when` must hold, and `mmsi` must fit the sender.

    `joins` marks a continuation: it fills no column of its own, its text is added to that of the column named, unless
    an @ has ended that. It is cut at its own @, and trailing spaces are dropped from the whole. `default` is the raw
    code that the encoder sends where nothing is told and there is no code for not available.
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
    mmsi: Sender = "any"
    joins: str = ""
    leave: int = 0
    doubt_above: int | None = None
    default: int = 0

    @property
    def end(self) -> int:
        return self.first + self.width


@dataclass(frozen=True, slots=True)
class Message:
    """One message number (or several of one layout), and the schema table its fields name columns of.

    `lengths` are the bit counts the standard allows (a range for messages of free length): others raise Flag.LENGTH.
    The encoder takes the first that holds all it was told. Fewer than `min_bits` is a reject: the least with which
    the message still says something. `also` names further tables that get a row too (message 19 tells position and
    identity). `constants` are columns that the message number alone decides. `null_together` lists columns that say
    "not available" by being all zero: they are null only together.
    """

    numbers: tuple[int, ...]
    title: str
    clause: str
    family: str
    min_bits: int
    lengths: tuple[int, ...] | range
    fields: tuple[BitField, ...]
    also: dict[str, tuple[BitField, ...]] | None = None
    constants: tuple[tuple[str, bool], ...] = ()
    null_together: tuple[tuple[str, ...], ...] = ()

    @property
    def tables(self) -> dict[str, tuple[BitField, ...]]:
        """Every table that gets a row, with its fields."""
        return {self.family: self.fields, **(self.also or {})}


@dataclass(frozen=True, slots=True)
class Group:
    """A part that repeats: `fields` and their conditions count from the start of one repetition, the first at `first`.

    One repetition is `stride` bits long. `count` names an earlier uint field that says how often; without it, as often
    as whole repetitions are left, at most `most`.
    """

    name: str
    first: int
    stride: int
    fields: tuple[BitField, ...]
    count: str | None = None
    most: int = 64
    meaning: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Application:
    """One application message (DAC/FI): a table of its own, named `name`.

    `messages` holds 6 where it may be addressed and 8 where it may go to all; messages 25 and 26 count as the one or
    the other by their `addressed` flag. Bits count from the end of the DAC/FI header. Layouts under one DAC/FI are told
    apart by `lengths` (data bits; empty takes any) and by `when`. Fewer than `min_bits` is no match. Several
    declarations may share a name where the layout is one, as under the DAC of two countries: they share the table.
    `standard_bits` is what the standard makes of it with its spare bits: the encoder fills up to it.
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
    when: tuple[When, ...] = ()
    standard_bits: int = 0
