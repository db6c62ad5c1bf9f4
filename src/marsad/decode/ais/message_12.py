"""Message 12: addressed safety related message (ITU-R M.1371-6, A7-3.10): text to one station."""

from marsad.decode.ais.bit_table import BitField, Message

MESSAGES = (
    Message(
        (12,), "Addressed safety related message", "M.1371-6 A7-3.10", "safety_text", 72, range(72, 1009, 8),
        (
            BitField("seqno", 38, 2),
            BitField("dest_mmsi", 40, 30),
            BitField("retransmit", 70, 1, "flag"),
            BitField("text", 72, 0, "text"),
        ),
    ),
)  # fmt: skip
