"""Message 21: aid-to-navigation report (ITU-R M.1371-6, A7-3.19, table 71).

272 bits, and up to 88 more that carry on the name. `off_position` holds only where the UTC second is one (below 60).
"""

from marsad.decode.ais.bit_table import BitField, Message, when
from marsad.decode.ais.blocks import HULL_SIDES, hull, position_28

MESSAGES = (
    Message(
        (21,), "Aid-to-navigation report", "M.1371-6 A7-3.19, table 71", "aton", 219, range(272, 361, 8),
        (
            BitField("aid_type", 38, 5, na=(0,)),
            BitField("name", 43, 120, "text"),
            *position_28(accuracy=163, lon=164, lat=192),
            *hull(219),
            BitField("epfd", 249, 4),
            BitField("second", 253, 6, default=60, unit="s"),
            BitField("off_position", 259, 1, "flag", when=(when(253, 6, *range(60)),)),
            BitField("aton_status", 260, 8),
            BitField("raim", 268, 1, "flag"),
            BitField("virtual", 269, 1, "flag"),
            BitField("assigned", 270, 1, "flag"),
            BitField("name_extension", 272, 0, "text", joins="name", meaning="the name goes on here"),
        ),
        null_together=(HULL_SIDES,),
    ),
)  # fmt: skip
