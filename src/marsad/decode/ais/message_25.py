"""Message 25: single-slot binary message (ITU-R M.1371-6, A7-3.23, table 79).

Two flags say whether an addressee, and whether DAC and FI, stand before the data.
"""

from marsad.decode.ais.bit_table import Message
from marsad.decode.ais.blocks import binary_envelope

MESSAGES = (
    Message((25,), "Single-slot binary message", "M.1371-6 A7-3.23, table 79", "binary", 40, range(40, 169),
            binary_envelope(leave=0)),
)  # fmt: skip
