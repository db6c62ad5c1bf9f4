"""Message 22: channel management (ITU-R M.1371-6, A7-3.20, table 73).

Channels, mode and power for an area, or for two stations.
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
