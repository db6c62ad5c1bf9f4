"""Messages 7, 13: acknowledgement of up to four addressed messages (ITU-R M.1371-6, A7-3.5 and A7-3.11, table 54).

Message 7 acknowledges message 6, message 13 acknowledges message 12. What is not there is cut from the end.
"""

from marsad.decode.ais.bit_table import BitField, Message

MESSAGES = (
    Message(
        (7, 13), "Binary and safety related acknowledgement", "M.1371-6 A7-3.5 and A7-3.11, table 54", "link", 72,
        (72, 104, 136, 168),
        tuple(
            field
            for n in range(4)
            for field in (
                BitField(f"ack_mmsi_{n + 1}", 40 + 32 * n, 30),
                BitField(f"ack_seqno_{n + 1}", 70 + 32 * n, 2),
            )
        ),
    ),
)  # fmt: skip
