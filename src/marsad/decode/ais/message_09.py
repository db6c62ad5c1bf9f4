"""Message 9: position report of a search and rescue aircraft (ITU-R M.1371-6, A7-3.7).

Speed in whole knots, not tenths. The comm state follows a selector bit.

Message 9, table position:

    38..49    altitude_m           uint          Altitude of a SAR aircraft; 4094 is 4094 m or more [m]; null: 4095
    50..59    sog_kn               uint          Speed over ground; 102.2 is 102.2 kn or more (message 9: 1022 kn)
                                                 [kn]; null: 1023
    60        accuracy             flag          Position accuracy flag: true is better than 10 m
    61..88    lon_e4min            int           Longitude as sent, exact; one unit is 1/10000 minute of arc [1/10000
                                                 min]; null: 108600000
    61..88    lon_deg              int / 600000  Longitude, east positive [deg]; null: 108600000; null beyond
                                                 -108000000..108000000
    89..115   lat_e4min            int           Latitude as sent, exact; one unit is 1/10000 minute of arc [1/10000
                                                 min]; null: 54600000
    89..115   lat_deg              int / 600000  Latitude, north positive [deg]; null: 54600000; null beyond
                                                 -54000000..54000000
    116..127  cog_deg              uint / 10     Course over ground, true [deg]; null: 3600; null beyond 3599
    128..133  second               uint          UTC second of the fix; 60 n/a, 61 manual, 62 dead reckoning, 63
                                                 inoperative [s]
    134       altitude_barometric  flag          The altitude is barometric (else GNSS)
    135..141                                     spare
    142       dte_ready            flag, turned  sent inverted: 0 is ready
    143..145                                     spare
    146       assigned             flag          Assigned mode (else autonomous)
    147       raim                 flag          RAIM in use
    148..167  radio                uint          comm state as sent, selector first
    148       itdma                flag          The comm state is ITDMA (else SOTDMA)
    149..150  sync_state           uint          Synchronisation: 0 UTC direct, 1 UTC indirect, 2 base station, 3
                                                 peer; if 148 is 0
    149..150  sync_state           uint          Synchronisation: 0 UTC direct, 1 UTC indirect, 2 base station, 3
                                                 peer; if 148 is 1
    151..163  slot_increment       uint          ITDMA: slots to the next transmission, 0 is none; if 148 is 1
    151..153  slot_timeout         uint          SOTDMA: frames until a new slot is chosen; if 148 is 0
    154..167  received_stations    uint          SOTDMA: stations the sender itself hears; if 148 is 0 and 151..153 is
                                                 3 or 5 or 7
    154..167  slot_number          uint          SOTDMA: slot of this transmission; null beyond 2249; if 148 is 0 and
                                                 151..153 is 2 or 4 or 6
    154..167  slot_offset          uint          SOTDMA: slots to the next transmission; if 148 is 0 and 151..153 is 0
    154..158  utc_hour             uint          SOTDMA: UTC hour told in the comm state; null beyond 23; if 148 is 0
                                                 and 151..153 is 1
    159..165  utc_minute           uint          SOTDMA: UTC minute told in the comm state; null beyond 59; if 148 is
                                                 0 and 151..153 is 1
    164..166  slots_allocated      uint          ITDMA: code for the number of slots; if 148 is 1
    167       keep_slot            flag          ITDMA: the slot is kept for one more frame; if 148 is 1
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
