"""Message 19: extended position report of a class B station (ITU-R M.1371-6, A7-3.17, table 69).

Gives two rows: position and static. M.1371-6 no longer wants it: messages 18 and 24 say the same.

Message 19, table position:

    38..45                               spare
    46..55    sog_kn       uint / 10     Speed over ground; 102.2 is 102.2 kn or more (message 9: 1022 kn) [kn]; null:
                                         1023
    56        accuracy     flag          Position accuracy flag: true is better than 10 m
    57..84    lon_e4min    int           Longitude as sent, exact; one unit is 1/10000 minute of arc [1/10000 min];
                                         null: 108600000
    57..84    lon_deg      int / 600000  Longitude, east positive [deg]; null: 108600000; null beyond
                                         -108000000..108000000
    85..111   lat_e4min    int           Latitude as sent, exact; one unit is 1/10000 minute of arc [1/10000 min];
                                         null: 54600000
    85..111   lat_deg      int / 600000  Latitude, north positive [deg]; null: 54600000; null beyond
                                         -54000000..54000000
    112..123  cog_deg      uint / 10     Course over ground, true [deg]; null: 3600; null beyond 3599
    124..132  heading_deg  uint          True heading [deg]; null: 511; null beyond 359
    133..138  second       uint          UTC second of the fix; 60 n/a, 61 manual, 62 dead reckoning, 63 inoperative
                                         [s]
    139..304                             spare
    305       raim         flag          RAIM in use
    306       dte_ready    flag, turned  sent inverted: 0 is ready
    307       assigned     flag          Assigned mode (else autonomous)
    308..311                             spare

Message 19, table static:

    38..142                         spare
    143..262  name            text  Name, six-bit text without its padding
    263..270  ship_type       uint  Type of ship and cargo, see wire/ship_type; null: 0
    271..279  to_bow_m        uint  Reference point to bow; 511 is 511 m or more [m]
    280..288  to_stern_m      uint  Reference point to stern; 511 is 511 m or more [m]
    289..294  to_port_m       uint  Reference point to port side; 63 is 63 m or more [m]
    295..300  to_starboard_m  uint  Reference point to starboard side; 63 is 63 m or more [m]
    301..304  epfd            uint  Position-fixing device, see wire/epfd
    305                             spare
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
