"""Message 17: DGNSS broadcast binary message (ITU-R M.1371-6, A7-3.15, table 66).

Corrections of a reference station, in the words of ITU-R M.823, kept as bits.
"""

from marsad.decode.ais.bit_table import BitField, Message
from marsad.decode.ais.blocks import corner

MESSAGES = (
    Message(
        (17,), "DGNSS broadcast binary message", "M.1371-6 A7-3.15, table 66", "binary", 80, range(80, 817),
        (
            *corner(40, 58),
            BitField("data", 80, 0, "bits"),
        ),
    ),
)  # fmt: skip
