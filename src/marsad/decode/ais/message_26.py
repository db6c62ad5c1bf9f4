"""Message 26: multiple-slot binary message with comm state (ITU-R M.1371-6, A7-3.24, table 81).

As message 25, and at the end four spare bits and a comm state behind its selector.
"""

from marsad.decode.ais.bit_table import Message
from marsad.decode.ais.blocks import binary_envelope, radio_selected, selected

MESSAGES = (
    Message((26,), "Multiple-slot binary message with comm state", "M.1371-6 A7-3.24, table 81", "binary", 64,
            range(64, 1065), (*binary_envelope(leave=24), radio_selected(-20), *selected(-20))),
)  # fmt: skip
