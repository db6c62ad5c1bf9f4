"""Random payloads drawn from the tables: any bits, with what tells the layout apart set right."""

from __future__ import annotations

from hypothesis import strategies as st

from marsad.decode.ais.bit_table import Application, Message, When
from marsad.wire.bits import Bits


def put(bits: Bits, first: int, width: int, value: int) -> Bits:
    """The same bits with `width` of them from `first` replaced."""
    shift = bits.length - first - width
    mask = ((1 << width) - 1) << shift
    return Bits(bits.value & ~mask | value << shift, bits.length)


def _any_bits(length: int) -> st.SearchStrategy[Bits]:
    return st.binary(min_size=-(-length // 8), max_size=-(-length // 8)).map(
        lambda raw: Bits(int.from_bytes(raw, "big") >> (-length % 8), length)
    )


def payloads(message: Message, number: int, standard: bool = True) -> st.SearchStrategy[Bits]:
    """Payloads of a message number: of a length the standard allows, or of any that is decodable."""
    lengths = list(message.lengths) if standard else list(range(message.min_bits, max(message.lengths) + 1))
    return st.sampled_from(lengths).flatmap(_any_bits).map(lambda bits: put(bits, 0, 6, number))


def _met(bits: Bits, conditions: tuple[When, ...]) -> Bits:
    for condition in conditions:
        bits = put(bits, condition.first, condition.width, min(condition.values))
    return bits


def application_data(application: Application) -> st.SearchStrategy[Bits]:
    """Data bits of an application: of its lengths, else from the least up to some repetitions."""
    longest = application.min_bits + sum(3 * group.stride for group in application.groups) + 40
    lengths = list(application.lengths) or list(range(application.min_bits, longest))
    return st.sampled_from(lengths).flatmap(_any_bits).map(lambda bits: _met(bits, application.when))
