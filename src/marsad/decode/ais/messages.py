"""Every AIS message the decoder knows: the files `message_*.py` beside this one, found by name."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from marsad.decode import ais
from marsad.decode.ais.bit_table import Message
from marsad.wire.sentence import PAYLOAD_MOST


def _found() -> tuple[Message, ...]:
    names = sorted(m.name for m in iter_modules(ais.__path__) if m.name.startswith("message_"))
    return tuple(message for name in names for message in import_module(f"{ais.__name__}.{name}").MESSAGES)


MESSAGES: tuple[Message, ...] = _found()
"""The declarations, in the order of their files."""

MESSAGE_OF: dict[int, Message] = {number: message for message in MESSAGES for number in message.numbers}
"""The declaration of each message number, 1 to 28."""

MOST_BITS = 9 * 6 * PAYLOAD_MOST
"""What a group of nine sentences carries (IEC 61162-1). Five slots, the longest transmission (M.1371-6, A2-3.2.2.1),
carry 1,192 at most, but receivers that miss its end go on writing noise behind a message that is sound so far."""
