"""Message 8: binary broadcast message (ITU-R M.1371-6, A7-3.6, table 55).

Application data for all. DAC and FI say what it is; known ones have a table in `application`.
"""

from marsad.decode.ais.bit_table import BitField, Message

MESSAGES = (
    Message(
        (8,), "Binary broadcast message", "M.1371-6 A7-3.6, table 55", "binary", 56, range(56, 1009),
        (
            BitField("dac", 40, 10),
            BitField("fi", 50, 6),
            BitField("data", 56, 0, "bits"),
        ),
    ),
)  # fmt: skip
