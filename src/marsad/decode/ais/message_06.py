"""Message 6: addressed binary message (ITU-R M.1371-6, A7-3.4, table 52).

Application data for one station. DAC and FI say what it is; known ones have a table in `application`.

Message 6, table binary:

    38..39  seqno       uint  Sequence number of an addressed message
    40..69  dest_mmsi   uint  Addressee
    70      retransmit  flag  Sent again
    71                        spare
    72..81  dac         uint  Designated area code of the application
    82..87  fi          uint  Function identifier of the application
    88..-1  data        bits  Application data, most significant bit first, zero-filled to a byte
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
