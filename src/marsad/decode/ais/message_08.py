"""Message 8: binary broadcast message (ITU-R M.1371-6, A7-3.6, table 55).

Application data for all. DAC and FI say what it is; known ones have a table in `application`.

Message 8, table binary:

    38..39              spare
    40..49  dac   uint  Designated area code of the application
    50..55  fi    uint  Function identifier of the application
    56..-1  data  bits  Application data, most significant bit first, zero-filled to a byte
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
