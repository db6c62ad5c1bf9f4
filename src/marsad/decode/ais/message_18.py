"""Message 18: position report of a class B station (ITU-R M.1371-6, A7-3.16, table 68).

A carrier-sense unit has no comm state and sends a constant there: for it only `radio` is kept.
"""

from marsad.decode.ais.bit_table import BitField, Message, when
from marsad.decode.ais.blocks import CARRIER_SENSE_STATE, SHIP_TOO_FAST, position_28, radio_selected, selected
from marsad.schema.flags import Flag

_SELF_ORGANISED, _CARRIER_SENSE = when(141, 1, 0), when(141, 1, 1)

MESSAGES = (
    Message(
        (18,), "Position report, class B", "M.1371-6 A7-3.16, table 68", "position", 112, (168,),
        (
            BitField("sog_kn", 46, 10, per=10, na=(1023,), doubt_above=SHIP_TOO_FAST, flag=Flag.SPEED, unit="kn"),
            *position_28(accuracy=56, lon=57, lat=85),
            BitField("cog_deg", 112, 12, per=10, na=(3600,), high=3599, flag=Flag.COURSE_RANGE, unit="deg"),
            BitField("heading_deg", 124, 9, na=(511,), high=359, flag=Flag.COURSE_RANGE, unit="deg"),
            BitField("second", 133, 6, default=60, unit="s"),
            BitField("low_power", 139, 1, "flag", meaning="transmits at low power; spare before M.1371-6"),
            BitField("cs_unit", 141, 1, "flag"),
            BitField("display", 142, 1, "flag"),
            BitField("dsc", 143, 1, "flag"),
            BitField("band", 144, 1, "flag"),
            BitField("msg22", 145, 1, "flag"),
            BitField("assigned", 146, 1, "flag"),
            BitField("raim", 147, 1, "flag"),
            radio_selected(148, _SELF_ORGANISED),
            radio_selected(148, _CARRIER_SENSE, default=CARRIER_SENSE_STATE),
            *selected(148, _SELF_ORGANISED),
        ),
    ),
)  # fmt: skip
