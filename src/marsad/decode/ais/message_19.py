"""Message 19: extended position report of a class B station (ITU-R M.1371-6, A7-3.17, table 69).

Gives two rows: position and static. M.1371-6 no longer wants it: messages 18 and 24 say the same.
"""

from marsad.decode.ais.bit_table import BitField, Message
from marsad.decode.ais.blocks import HULL_SIDES, SHIP_TOO_FAST, hull, position_28
from marsad.schema.flags import Flag

_DTE_READY = BitField("dte_ready", 306, 1, "flag", times=-1, plus=1, meaning="sent inverted: 0 is ready")
_ASSIGNED = BitField("assigned", 307, 1, "flag")

MESSAGES = (
    Message(
        (19,), "Extended position report, class B", "M.1371-6 A7-3.17, table 69", "position", 112, (312,),
        (
            BitField("sog_kn", 46, 10, per=10, na=(1023,), doubt_above=SHIP_TOO_FAST, flag=Flag.SPEED, unit="kn"),
            *position_28(accuracy=56, lon=57, lat=85),
            BitField("cog_deg", 112, 12, per=10, na=(3600,), high=3599, flag=Flag.COURSE_RANGE, unit="deg"),
            BitField("heading_deg", 124, 9, na=(511,), high=359, flag=Flag.COURSE_RANGE, unit="deg"),
            BitField("second", 133, 6, default=60, unit="s"),
            BitField("raim", 305, 1, "flag"),
            _DTE_READY,
            _ASSIGNED,
        ),
        also={
            "static": (
                BitField("name", 143, 120, "text"),
                BitField("ship_type", 263, 8, na=(0,)),
                *hull(271),
                BitField("epfd", 301, 4),
                _DTE_READY,
                _ASSIGNED,
            ),
        },
        null_together=(HULL_SIDES,),
    ),
)  # fmt: skip
