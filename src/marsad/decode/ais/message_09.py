"""Message 9: position report of a search and rescue aircraft (ITU-R M.1371-6, A7-3.7).

Speed in whole knots, not tenths. The comm state follows a selector bit.
"""

from marsad.decode.ais.bit_table import BitField, Message
from marsad.decode.ais.blocks import position_28, radio_selected, selected
from marsad.schema.flags import Flag

MESSAGES = (
    Message(
        (9,), "Position report, SAR aircraft", "M.1371-6 A7-3.7", "position", 116, (168,),
        (
            BitField("altitude_m", 38, 12, na=(4095,), unit="m"),
            BitField("sog_kn", 50, 10, na=(1023,), doubt_above=600, flag=Flag.SPEED, unit="kn"),
            *position_28(accuracy=60, lon=61, lat=89),
            BitField("cog_deg", 116, 12, per=10, na=(3600,), high=3599, flag=Flag.COURSE_RANGE, unit="deg"),
            BitField("second", 128, 6, default=60, unit="s"),
            BitField("altitude_barometric", 134, 1, "flag"),
            BitField("dte_ready", 142, 1, "flag", times=-1, plus=1, meaning="sent inverted: 0 is ready"),
            BitField("assigned", 146, 1, "flag"),
            BitField("raim", 147, 1, "flag"),
            radio_selected(148),
            *selected(148),
        ),
    ),
)  # fmt: skip
