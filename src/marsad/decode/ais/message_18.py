"""Message 18: position report of a class B station (ITU-R M.1371-6, A7-3.16, table 68).

A carrier-sense unit has no comm state and sends a constant there: for it only `radio` is kept.

Message 18, table position:

    38..45                                     spare
    46..55    sog_kn             uint / 10     Speed over ground; 102.2 is 102.2 kn or more (message 9: 1022 kn) [kn];
                                               null: 1023
    56        accuracy           flag          Position accuracy flag: true is better than 10 m
    57..84    lon_e4min          int           Longitude as sent, exact; one unit is 1/10000 minute of arc [1/10000
                                               min]; null: 108600000
    57..84    lon_deg            int / 600000  Longitude, east positive [deg]; null: 108600000; null beyond
                                               -108000000..108000000
    85..111   lat_e4min          int           Latitude as sent, exact; one unit is 1/10000 minute of arc [1/10000
                                               min]; null: 54600000
    85..111   lat_deg            int / 600000  Latitude, north positive [deg]; null: 54600000; null beyond
                                               -54000000..54000000
    112..123  cog_deg            uint / 10     Course over ground, true [deg]; null: 3600; null beyond 3599
    124..132  heading_deg        uint          True heading [deg]; null: 511; null beyond 359
    133..138  second             uint          UTC second of the fix; 60 n/a, 61 manual, 62 dead reckoning, 63
                                               inoperative [s]
    139       low_power          flag          transmits at low power; spare before M.1371-6
    140                                        spare
    141       cs_unit            flag          Class B carrier-sense unit (else self-organised)
    142       display            flag          Class B: has a display
    143       dsc                flag          Class B: has a DSC function
    144       band               flag          Class B: can use the whole marine band
    145       msg22              flag          Class B: takes frequency management by message 22
    146       assigned           flag          Assigned mode (else autonomous)
    147       raim               flag          RAIM in use
    148..167  radio              uint          comm state as sent, selector first; if 141 is 0
    148..167  radio              uint          comm state as sent, selector first; if 141 is 1
    148       itdma              flag          The comm state is ITDMA (else SOTDMA); if 141 is 0
    149..150  sync_state         uint          Synchronisation: 0 UTC direct, 1 UTC indirect, 2 base station, 3 peer;
                                               if 141 is 0 and 148 is 0
    149..150  sync_state         uint          Synchronisation: 0 UTC direct, 1 UTC indirect, 2 base station, 3 peer;
                                               if 141 is 0 and 148 is 1
    151..163  slot_increment     uint          ITDMA: slots to the next transmission, 0 is none; if 141 is 0 and 148
                                               is 1
    151..153  slot_timeout       uint          SOTDMA: frames until a new slot is chosen; if 141 is 0 and 148 is 0
    154..167  received_stations  uint          SOTDMA: stations the sender itself hears; if 141 is 0 and 148 is 0 and
                                               151..153 is 3 or 5 or 7
    154..167  slot_number        uint          SOTDMA: slot of this transmission; null beyond 2249; if 141 is 0 and
                                               148 is 0 and 151..153 is 2 or 4 or 6
    154..167  slot_offset        uint          SOTDMA: slots to the next transmission; if 141 is 0 and 148 is 0 and
                                               151..153 is 0
    154..158  utc_hour           uint          SOTDMA: UTC hour told in the comm state; null beyond 23; if 141 is 0
                                               and 148 is 0 and 151..153 is 1
    159..165  utc_minute         uint          SOTDMA: UTC minute told in the comm state; null beyond 59; if 141 is 0
                                               and 148 is 0 and 151..153 is 1
    164..166  slots_allocated    uint          ITDMA: code for the number of slots; if 141 is 0 and 148 is 1
    167       keep_slot          flag          ITDMA: the slot is kept for one more frame; if 141 is 0 and 148 is 1
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
