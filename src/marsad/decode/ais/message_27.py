"""Message 27: long-range broadcast position report (ITU-R M.1371-6, A7-3.25, table 83).

96 bits made for satellites: place to 1/10 minute, whole knots and degrees, no UTC second.

Message 27, table position:

    38      accuracy         flag        Position accuracy flag: true is better than 10 m
    39      raim             flag        RAIM in use
    40..43  status           uint        navigational status
    44..61  lon_e4min        int * 1000  Longitude as sent, exact; one unit is 1/10000 minute of arc [1/10000 min];
                                         null: 108600
    44..61  lon_deg          int / 600   Longitude, east positive [deg]; null: 108600; null beyond -108000..108000
    62..78  lat_e4min        int * 1000  Latitude as sent, exact; one unit is 1/10000 minute of arc [1/10000 min];
                                         null: 54600
    62..78  lat_deg          int / 600   Latitude, north positive [deg]; null: 54600; null beyond -54000..54000
    79..84  sog_kn           uint        Speed over ground; 102.2 is 102.2 kn or more (message 9: 1022 kn) [kn]; null:
                                         63
    85..93  cog_deg          uint        Course over ground, true [deg]; null: 511; null beyond 359
    94      latency_over_5s  flag        Message 27: the fix is older than 5 s
    95                                   spare
"""

from marsad.decode.ais.bit_table import BitField, Message
from marsad.decode.ais.blocks import LAT_NA_COARSE, LON_NA_COARSE, corner
from marsad.schema.flags import Flag

MESSAGES = (
    Message(
        (27,), "Long-range broadcast position report", "M.1371-6 A7-3.25, table 83", "position", 79, (96,),
        (
            BitField("accuracy", 38, 1, "flag"),
            BitField("raim", 39, 1, "flag"),
            BitField("status", 40, 4, default=15, meaning="navigational status"),
            BitField("lon_e4min", 44, 18, "int", times=1000, na=(LON_NA_COARSE,), unit="1/10000 min"),
            BitField("lat_e4min", 62, 17, "int", times=1000, na=(LAT_NA_COARSE,), unit="1/10000 min"),
            *corner(44, 62),
            BitField("sog_kn", 79, 6, na=(63,), unit="kn"),
            BitField("cog_deg", 85, 9, na=(511,), high=359, flag=Flag.COURSE_RANGE, unit="deg"),
            BitField("latency_over_5s", 94, 1, "flag"),
        ),
    ),
)  # fmt: skip
