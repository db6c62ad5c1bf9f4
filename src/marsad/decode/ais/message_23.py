"""Message 23: group assignment command (ITU-R M.1371-6, A7-3.21, table 74).

Tells a kind of station within an area how often to report, how to transmit, or to be quiet.
"""

from marsad.decode.ais.bit_table import BitField, Message
from marsad.decode.ais.blocks import corner

MESSAGES = (
    Message(
        (23,), "Group assignment command", "M.1371-6 A7-3.21, table 74", "link", 154, (160,),
        (
            *corner(40, 58, "ne_"),
            *corner(75, 93, "sw_"),
            BitField("station_type", 110, 4),
            BitField("ship_type", 114, 8),
            BitField("txrx", 144, 2),
            BitField("interval_code", 146, 4),
            BitField("quiet_min", 150, 4, unit="min"),
        ),
    ),
)  # fmt: skip
