"""Message 5: static and voyage related data of a class A station (ITU-R M.1371-6, A7-3.3, table 50).

424 bits in two slots. Receivers also give 420 or 422: then the end of the destination or the last bits are missing.

Message 5, table static:

    38..39    ais_version     uint          0 M.1371-1, 1 -3, 2 -5, 3 -6 or later
    40..69    imo             uint          IMO number as sent, check digit not tested; null: 0
    70..111   callsign        text          Call sign
    112..231  name            text          Name, six-bit text without its padding
    232..239  ship_type       uint          Type of ship and cargo, see wire/ship_type; null: 0
    240..248  to_bow_m        uint          Reference point to bow; 511 is 511 m or more [m]
    249..257  to_stern_m      uint          Reference point to stern; 511 is 511 m or more [m]
    258..263  to_port_m       uint          Reference point to port side; 63 is 63 m or more [m]
    264..269  to_starboard_m  uint          Reference point to starboard side; 63 is 63 m or more [m]
    270..273  epfd            uint          Position-fixing device, see wire/epfd
    274..277  eta_month       uint          ETA month, UTC; null: 0; null beyond 12
    278..282  eta_day         uint          ETA day, UTC; null: 0; null beyond 31
    283..287  eta_hour        uint          ETA hour, UTC; null: 24; null beyond 23
    288..293  eta_minute      uint          ETA minute, UTC; null: 60; null beyond 59
    294..301  draught_m       uint / 10     Maximum present static draught; 25.5 is 25.5 m or more [m]; null: 0
    302..421  destination     text          Destination as the crew typed it
    422       dte_ready       flag, turned  sent inverted: 0 is ready
    423                                     spare
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
