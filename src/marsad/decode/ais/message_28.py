"""Message 28: single-slot aid-to-navigation report (ITU-R M.1371-6, A7-3.26, tables 84 and 85).

New in M.1371-6. The name gives way to a number of IALA's maritime resource names; what dimensions A and B mean hangs on
the kind of dimension. Type 3 (an aid that moves) carries course and speed there, type 1 radius and height.

The places and widths are as two public decoders (pyais 3.3, AIS-catcher) and a digest of the table give them, which
agree; the Recommendation itself was not at hand. Unsure: what bit 152 set means beyond "more reports of this aid
carry further dimensions", and the codes for course (360 and more) and speed (60 and more) of type 3, here read as null.

Message 28, table aton:

    38..43    second             uint          UTC second of the fix; 60 n/a, 61 manual, 62 dead reckoning, 63
                                               inoperative [s]
    44..71    lon_e4min          int           Longitude as sent, exact; one unit is 1/10000 minute of arc [1/10000
                                               min]; null: 108600000
    44..71    lon_deg            int / 600000  Longitude, east positive [deg]; null: 108600000; null beyond
                                               -108000000..108000000
    72..98    lat_e4min          int           Latitude as sent, exact; one unit is 1/10000 minute of arc [1/10000
                                               min]; null: 54600000
    72..98    lat_deg            int / 600000  Latitude, north positive [deg]; null: 54600000; null beyond
                                               -54000000..54000000
    99..100   restricted_use     uint          Message 28: 0 unrestricted, 1 territorial waters, 2 economic zone, 3
                                               state
    101..103  station_type       uint          Message 28: 0 floating, 1 fixed, 2 synthetic predicted, 3 synthetic
                                               monitored, 4 virtual, 5 mobile
    101       virtual            flag          station type 4; if 101..103 is 0..4
    102       virtual            flag          never of station type 5; if 101..103 is 5
    104..110  aid_type           uint          Type of aid, see wire/aid_type; null: 0
    111..127  mrn                uint          Message 28: number within IALA's maritime resource names; null: 0
    128..131  dimension_type     uint          Message 28: what dimensions A and B are
    132..140  dimension_a        uint          Message 28: dimension A as sent
    132..140  radius_m           uint          Message 28: radius of the structure [m]; if 128..131 is 1
    132..140  cog_deg            uint          Message 28: course over ground of a mobile aid [deg]; null beyond 359;
                                               if 128..131 is 3
    141..151  dimension_b        uint          Message 28: dimension B as sent
    141..151  height_m           uint / 10     Message 28: height of the structure [m]; if 128..131 is 1
    141..151  sog_kn             uint          Message 28: speed over ground of a mobile aid [kn]; null beyond 59; if
                                               128..131 is 3
    152       more_dimensions    flag          Message 28: other reports of this aid give further dimensions
    153       charted            flag          Message 28: charted status bit
    154..157  on_station_status  uint          Message 28: 0 on station; 9 unmarked hazard, 10 unmarked obstruction
    158..165  aton_status        uint          Status bits of the aid: light, RACON, health
    166                                        spare
    167       authenticated      flag          Message 28: authentication flag (IALA G1192)
"""

from marsad.decode.ais.bit_table import BitField, Message, when
from marsad.decode.ais.blocks import position_28

_HEIGHT, _MOVES = when(128, 4, 1), when(128, 4, 3)

MESSAGES = (
    Message(
        (28,), "Single-slot aid-to-navigation report", "M.1371-6 A7-3.26, tables 84 and 85", "aton", 99, (168,),
        (
            BitField("second", 38, 6, default=60, unit="s"),
            *position_28(accuracy=None, lon=44, lat=72),
            BitField("restricted_use", 99, 2),
            BitField("station_type", 101, 3),
            BitField("virtual", 101, 1, "flag", when=(when(101, 3, 0, 1, 2, 3, 4),), meaning="station type 4"),
            BitField("virtual", 102, 1, "flag", when=(when(101, 3, 5),), meaning="never of station type 5"),
            BitField("aid_type", 104, 7, na=(0,)),
            BitField("mrn", 111, 17, na=(0,)),
            BitField("dimension_type", 128, 4),
            BitField("dimension_a", 132, 9),
            BitField("dimension_b", 141, 11),
            BitField("radius_m", 132, 9, when=(_HEIGHT,), unit="m"),
            BitField("height_m", 141, 11, per=10, when=(_HEIGHT,), unit="m"),
            BitField("cog_deg", 132, 9, high=359, when=(_MOVES,), unit="deg"),
            BitField("sog_kn", 141, 11, high=59, when=(_MOVES,), unit="kn"),
            BitField("more_dimensions", 152, 1, "flag"),
            BitField("charted", 153, 1, "flag"),
            BitField("on_station_status", 154, 4),
            BitField("aton_status", 158, 8),
            BitField("authenticated", 167, 1, "flag"),
        ),
    ),
)  # fmt: skip
