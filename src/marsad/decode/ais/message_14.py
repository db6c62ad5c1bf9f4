"""Message 14: safety related broadcast message (ITU-R M.1371-6, A7-3.12): text to all.

Message 14, table safety_text:

    38..39              spare
    40..-1  text  text  The text
"""

from marsad.decode.ais.bit_table import BitField, Message

MESSAGES = (
    Message((14,), "Safety related broadcast message", "M.1371-6 A7-3.12", "safety_text", 40, range(40, 1009, 8),
            (BitField("text", 40, 0, "text"),)),
)  # fmt: skip
