"""Message 6: addressed binary message (ITU-R M.1371-6, A7-3.4, table 52).

Application data for one station. DAC and FI say what it is; known ones have a table in `application`.
"""

from marsad.decode.ais.bit_table import BitField, Message

MESSAGES = (
    Message(
        (6,), "Addressed binary message", "M.1371-6 A7-3.4, table 52", "binary", 88, range(88, 1009),
        (
            BitField("seqno", 38, 2),
            BitField("dest_mmsi", 40, 30),
            BitField("retransmit", 70, 1, "flag"),
            BitField("dac", 72, 10),
            BitField("fi", 82, 6),
            BitField("data", 88, 0, "bits"),
        ),
    ),
)  # fmt: skip
