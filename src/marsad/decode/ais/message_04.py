"""Messages 4, 11: base station report, and UTC and date response (ITU-R M.1371-6, A7-3.2 and A7-3.9, table 49).

Message 4 comes from a base station by itself, message 11 from a mobile station that message 10 asked.
"""

from marsad.decode.ais.bit_table import BitField, Message
from marsad.decode.ais.blocks import position_28, radio, sotdma
from marsad.schema.flags import Flag

MESSAGES = (
    Message(
        (4, 11), "Base station report; UTC and date response", "M.1371-6 A7-3.2 and A7-3.9, table 49", "base_station",
        134, (168,),
        (
            BitField("year", 38, 14, na=(0,), high=9999, flag=Flag.DATE_RANGE),
            BitField("month", 52, 4, na=(0,), high=12, flag=Flag.DATE_RANGE),
            BitField("day", 56, 5, na=(0,), high=31),
            BitField("hour", 61, 5, na=(24,), high=23, flag=Flag.DATE_RANGE),
            BitField("minute", 66, 6, na=(60,), high=59, flag=Flag.DATE_RANGE),
            BitField("second", 72, 6, na=(60,), high=59, flag=Flag.DATE_RANGE),
            *position_28(accuracy=78, lon=79, lat=107),
            BitField("epfd", 134, 4),
            BitField("long_range_control", 138, 1, "flag", meaning="asks class A to send message 27"),
            BitField("raim", 148, 1, "flag"),
            radio(149),
            *sotdma(149),
        ),
        constants=(("itdma", False),),
    ),
)  # fmt: skip
