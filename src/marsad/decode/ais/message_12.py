"""Message 12: addressed safety related message (ITU-R M.1371-6, A7-3.10): text to one station.

Message 12, table safety_text:

    38..39  seqno       uint  Sequence number of an addressed message
    40..69  dest_mmsi   uint  Addressee
    70      retransmit  flag  Sent again
    71                        spare
    72..-1  text        text  The text
"""

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
