"""Message 21: aid-to-navigation report (ITU-R M.1371-6, A7-3.19, table 71).

272 bits, and up to 88 more that carry on the name. `off_position` holds only where the UTC second is one (below 60).

Message 21, table aton:

    38..42    aid_type        uint          Type of aid, see wire/aid_type; null: 0
    43..162   name            text          Name with its extension
    163       accuracy        flag          Position accuracy flag: true is better than 10 m
    164..191  lon_e4min       int           Longitude as sent, exact; one unit is 1/10000 minute of arc [1/10000 min];
                                            null: 108600000
    164..191  lon_deg         int / 600000  Longitude, east positive [deg]; null: 108600000; null beyond
                                            -108000000..108000000
    192..218  lat_e4min       int           Latitude as sent, exact; one unit is 1/10000 minute of arc [1/10000 min];
                                            null: 54600000
    192..218  lat_deg         int / 600000  Latitude, north positive [deg]; null: 54600000; null beyond
                                            -54000000..54000000
    219..227  to_bow_m        uint          Reference point to bow; 511 is 511 m or more [m]
    228..236  to_stern_m      uint          Reference point to stern; 511 is 511 m or more [m]
    237..242  to_port_m       uint          Reference point to port side; 63 is 63 m or more [m]
    243..248  to_starboard_m  uint          Reference point to starboard side; 63 is 63 m or more [m]
    249..252  epfd            uint          Position-fixing device, see wire/epfd
    253..258  second          uint          UTC second of the fix; 60 n/a, 61 manual, 62 dead reckoning, 63
                                            inoperative [s]
    259       off_position    flag          A floating aid is off its place; if 253..258 is 0..59
    260..267  aton_status     uint          Status bits of the aid: light, RACON, health
    268       raim            flag          RAIM in use
    269       virtual         flag          A virtual aid: nothing is there
    270       assigned        flag          Assigned mode (else autonomous)
    271                                     spare
    272..-1   name_extension  text          the name goes on here
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
