"""Message 22: channel management (ITU-R M.1371-6, A7-3.20, table 73).

Channels, mode and power for an area, or for two stations.

Message 22, table link:

    38..39                             spare
    40..51    channel_a     uint       Message 22: channel number A (M.1084)
    52..63    channel_b     uint       Message 22: channel number B (M.1084)
    64..67    txrx          uint       Messages 22 and 23: transmit and receive mode
    68        low_power     flag       Message 22: transmit at low power
    69..98    dest_mmsi     uint       Messages 10, 15, 16, 22: (first) station addressed; if 139 is 1
    69..86    ne_lon_deg    int / 600  Messages 22 and 23: north-east corner, longitude [deg]; null: 108600; null
                                       beyond -108000..108000; if 139 is 0
    87..103   ne_lat_deg    int / 600  Messages 22 and 23: north-east corner, latitude [deg]; null: 54600; null beyond
                                       -54000..54000; if 139 is 0
    104..133  dest_mmsi_2   uint       Messages 15, 16, 22: second station addressed; if 139 is 1
    104..121  sw_lon_deg    int / 600  Messages 22 and 23: south-west corner, longitude [deg]; null: 108600; null
                                       beyond -108000..108000; if 139 is 0
    122..138  sw_lat_deg    int / 600  Messages 22 and 23: south-west corner, latitude [deg]; null: 54600; null beyond
                                       -54000..54000; if 139 is 0
    139       addressed     flag       Message 22: for two stations (else for an area)
    140       band_a        flag       Message 22: bandwidth bit of channel A
    141       band_b        flag       Message 22: bandwidth bit of channel B
    142..144  zone_size_nm  uint +1    Message 22: size of the transition zone [NM]
    145..167                           spare
"""

from marsad.decode.ais.bit_table import BitField, Message, when
from marsad.decode.ais.blocks import corner

_AREA, _ADDRESSED = when(139, 1, 0), when(139, 1, 1)

MESSAGES = (
    Message(
        (22,), "Channel management", "M.1371-6 A7-3.20, table 73", "link", 145, (168,),
        (
            BitField("channel_a", 40, 12),
            BitField("channel_b", 52, 12),
            BitField("txrx", 64, 4),
            BitField("low_power", 68, 1, "flag"),
            *corner(69, 87, "ne_", _AREA),
            *corner(104, 122, "sw_", _AREA),
            BitField("dest_mmsi", 69, 30, when=(_ADDRESSED,)),
            BitField("dest_mmsi_2", 104, 30, when=(_ADDRESSED,)),
            BitField("addressed", 139, 1, "flag"),
            BitField("band_a", 140, 1, "flag"),
            BitField("band_b", 141, 1, "flag"),
            BitField("zone_size_nm", 142, 3, plus=1, unit="NM"),
        ),
    ),
)  # fmt: skip
