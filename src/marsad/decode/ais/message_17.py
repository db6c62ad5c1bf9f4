"""Message 17: DGNSS broadcast binary message (ITU-R M.1371-6, A7-3.15, table 66).

Corrections of a reference station, in the words of ITU-R M.823, kept as bits.

Message 17, table binary:

    38..39                      spare
    40..57  lon_deg  int / 600  Message 17: longitude of the reference station [deg]; null: 108600; null beyond
                                -108000..108000
    58..74  lat_deg  int / 600  Message 17: latitude of the reference station [deg]; null: 54600; null beyond
                                -54000..54000
    75..79                      spare
    80..-1  data     bits       Application data, most significant bit first, zero-filled to a byte
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
