"""Messages 7, 13: acknowledgement of up to four addressed messages (ITU-R M.1371-6, A7-3.5 and A7-3.11, table 54).

Message 7, 13, table link:

    38..39                       spare
    40..69    ack_mmsi_1   uint  Messages 7 and 13: addressee 1 of the acknowledgement
    70..71    ack_seqno_1  uint  Messages 7 and 13: sequence number acknowledged to it
    72..101   ack_mmsi_2   uint  Messages 7 and 13: addressee 2 of the acknowledgement
    102..103  ack_seqno_2  uint  Messages 7 and 13: sequence number acknowledged to it
    104..133  ack_mmsi_3   uint  Messages 7 and 13: addressee 3 of the acknowledgement
    134..135  ack_seqno_3  uint  Messages 7 and 13: sequence number acknowledged to it
    136..165  ack_mmsi_4   uint  Messages 7 and 13: addressee 4 of the acknowledgement
    166..167  ack_seqno_4  uint  Messages 7 and 13: sequence number acknowledged to it
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
