"""Message 5: static and voyage related data of a class A station (ITU-R M.1371-6, A7-3.3, table 50).

424 bits in two slots. Receivers also give 420 or 422: then the end of the destination or the last bits are missing.
"""

from marsad.decode.ais.bit_table import BitField, Message
from marsad.decode.ais.blocks import HULL_SIDES, hull
from marsad.schema.flags import Flag

MESSAGES = (
    Message(
        (5,), "Static and voyage related data, class A", "M.1371-6 A7-3.3, table 50", "static", 112, (424,),
        (
            BitField("ais_version", 38, 2, meaning="0 M.1371-1, 1 -3, 2 -5, 3 -6 or later"),
            BitField("imo", 40, 30, na=(0,)),
            BitField("callsign", 70, 42, "text"),
            BitField("name", 112, 120, "text"),
            BitField("ship_type", 232, 8, na=(0,)),
            *hull(240),
            BitField("epfd", 270, 4),
            BitField("eta_month", 274, 4, na=(0,), high=12, flag=Flag.DATE_RANGE),
            BitField("eta_day", 278, 5, na=(0,), high=31),
            BitField("eta_hour", 283, 5, na=(24,), high=23, flag=Flag.DATE_RANGE),
            BitField("eta_minute", 288, 6, na=(60,), high=59, flag=Flag.DATE_RANGE),
            BitField("draught_m", 294, 8, per=10, na=(0,), unit="m"),
            BitField("destination", 302, 120, "text"),
            BitField("dte_ready", 422, 1, "flag", times=-1, plus=1, meaning="sent inverted: 0 is ready"),
        ),
        null_together=(HULL_SIDES,),
    ),
)  # fmt: skip
