"""Message 23: group assignment command (ITU-R M.1371-6, A7-3.21, table 74).

Tells a kind of station within an area how often to report, how to transmit, or to be quiet.

Message 23, table link:

    38..39                              spare
    40..57    ne_lon_deg     int / 600  Messages 22 and 23: north-east corner, longitude [deg]; null: 108600; null
                                        beyond -108000..108000
    58..74    ne_lat_deg     int / 600  Messages 22 and 23: north-east corner, latitude [deg]; null: 54600; null
                                        beyond -54000..54000
    75..92    sw_lon_deg     int / 600  Messages 22 and 23: south-west corner, longitude [deg]; null: 108600; null
                                        beyond -108000..108000
    93..109   sw_lat_deg     int / 600  Messages 22 and 23: south-west corner, latitude [deg]; null: 54600; null
                                        beyond -54000..54000
    110..113  station_type   uint       Message 23: kind of station the order is for
    114..121  ship_type      uint       Message 23: ship type the order is for; 0 is all
    122..143                            spare
    144..145  txrx           uint       Messages 22 and 23: transmit and receive mode
    146..149  interval_code  uint       Message 23: reporting interval ordered, as a code
    150..153  quiet_min      uint       Message 23: quiet time ordered [min]
    154..159                            spare
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
