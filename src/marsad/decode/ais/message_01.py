"""Messages 1, 2, 3: position report of a class A station (ITU-R M.1371-6, annex 7, A7-3.1, table 46).

Messages 1 and 2 carry a SOTDMA comm state, message 3 an ITDMA one; all else is alike.

Message 1, 2, table position:

    38..41    status             uint          navigational status
    42..49    rot_raw            int           rate of turn, 4.733 * sqrt(deg/min); null: -128
    50..59    sog_kn             uint / 10     Speed over ground; 102.2 is 102.2 kn or more (message 9: 1022 kn) [kn];
                                               null: 1023
    60        accuracy           flag          Position accuracy flag: true is better than 10 m
    61..88    lon_e4min          int           Longitude as sent, exact; one unit is 1/10000 minute of arc [1/10000
                                               min]; null: 108600000
    61..88    lon_deg            int / 600000  Longitude, east positive [deg]; null: 108600000; null beyond
                                               -108000000..108000000
    89..115   lat_e4min          int           Latitude as sent, exact; one unit is 1/10000 minute of arc [1/10000
                                               min]; null: 54600000
    89..115   lat_deg            int / 600000  Latitude, north positive [deg]; null: 54600000; null beyond
                                               -54000000..54000000
    116..127  cog_deg            uint / 10     Course over ground, true [deg]; null: 3600; null beyond 3599
    128..136  heading_deg        uint          True heading [deg]; null: 511; null beyond 359
    137..142  second             uint          UTC second of the fix; 60 n/a, 61 manual, 62 dead reckoning, 63
                                               inoperative [s]
    143..144  maneuver           uint          Special manoeuvre: 0 n/a, 1 no, 2 yes
    145..146                                   spare
    147       low_power          flag          transmits at low power; spare before M.1371-6
    148       raim               flag          RAIM in use
    149..167  radio              uint          comm state as sent
    149..150  sync_state         uint          Synchronisation: 0 UTC direct, 1 UTC indirect, 2 base station, 3 peer
    151..153  slot_timeout       uint          SOTDMA: frames until a new slot is chosen
    154..167  received_stations  uint          SOTDMA: stations the sender itself hears; if 151..153 is 3 or 5 or 7
    154..167  slot_number        uint          SOTDMA: slot of this transmission; null beyond 2249; if 151..153 is 2
                                               or 4 or 6
    154..167  slot_offset        uint          SOTDMA: slots to the next transmission; if 151..153 is 0
    154..158  utc_hour           uint          SOTDMA: UTC hour told in the comm state; null beyond 23; if 151..153 is
                                               1
    159..165  utc_minute         uint          SOTDMA: UTC minute told in the comm state; null beyond 59; if 151..153
                                               is 1

Message 3, table position as well:

    151..163  slot_increment   uint  ITDMA: slots to the next transmission, 0 is none
    164..166  slots_allocated  uint  ITDMA: code for the number of slots
    167       keep_slot        flag  ITDMA: the slot is kept for one more frame
"""

from marsad.decode.ais.bit_table import BitField, Message
from marsad.decode.ais.blocks import SHIP_TOO_FAST, itdma, position_28, radio, sotdma
from marsad.schema.flags import Flag

_KINEMATICS = (
    BitField("status", 38, 4, default=15, meaning="navigational status"),
    BitField("rot_raw", 42, 8, "int", na=(-128,), meaning="rate of turn, 4.733 * sqrt(deg/min)"),
    BitField("sog_kn", 50, 10, per=10, na=(1023,), doubt_above=SHIP_TOO_FAST, flag=Flag.SPEED, unit="kn"),
    *position_28(accuracy=60, lon=61, lat=89),
    BitField("cog_deg", 116, 12, per=10, na=(3600,), high=3599, flag=Flag.COURSE_RANGE, unit="deg"),
    BitField("heading_deg", 128, 9, na=(511,), high=359, flag=Flag.COURSE_RANGE, unit="deg"),
    BitField("second", 137, 6, default=60, unit="s"),
    BitField("maneuver", 143, 2),
    BitField("low_power", 147, 1, "flag", meaning="transmits at low power; spare before M.1371-6"),
    BitField("raim", 148, 1, "flag"),
    radio(149),
)
_CLAUSE = "M.1371-6 A7-3.1, table 46"

SCHEDULED = Message(
    (1, 2), "Position report, class A", _CLAUSE, "position", 116, (168,),
    (*_KINEMATICS, *sotdma(149)), constants=(("itdma", False),),
)  # fmt: skip
ON_REQUEST = Message(
    (3,), "Position report, class A, on interrogation", _CLAUSE, "position", 116, (168,),
    (*_KINEMATICS, *itdma(149)), constants=(("itdma", True),),
)  # fmt: skip

MESSAGES = (SCHEDULED, ON_REQUEST)
