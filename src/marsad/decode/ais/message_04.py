"""Messages 4, 11: base station report, and UTC and date response (ITU-R M.1371-6, A7-3.2 and A7-3.9, table 49).

Message 4, 11, table base_station:

    38..51    year                uint          UTC year; null: 0; null beyond 9999
    52..55    month               uint          UTC month; null: 0; null beyond 12
    56..60    day                 uint          UTC day; null: 0; null beyond 31
    61..65    hour                uint          UTC hour; null: 24; null beyond 23
    66..71    minute              uint          UTC minute; null: 60; null beyond 59
    72..77    second              uint          UTC second; null: 60; null beyond 59
    78        accuracy            flag          Position accuracy flag: true is better than 10 m
    79..106   lon_e4min           int           Longitude as sent, exact; one unit is 1/10000 minute of arc [1/10000
                                                min]; null: 108600000
    79..106   lon_deg             int / 600000  Longitude, east positive [deg]; null: 108600000; null beyond
                                                -108000000..108000000
    107..133  lat_e4min           int           Latitude as sent, exact; one unit is 1/10000 minute of arc [1/10000
                                                min]; null: 54600000
    107..133  lat_deg             int / 600000  Latitude, north positive [deg]; null: 54600000; null beyond
                                                -54000000..54000000
    134..137  epfd                uint          Position-fixing device, see wire/epfd
    138       long_range_control  flag          asks class A to send message 27
    139..147                                    spare
    148       raim                flag          RAIM in use
    149..167  radio               uint          comm state as sent
    149..150  sync_state          uint          Synchronisation: 0 UTC direct, 1 UTC indirect, 2 base station, 3 peer
    151..153  slot_timeout        uint          SOTDMA: frames until a new slot is chosen
    154..167  received_stations   uint          SOTDMA: stations the sender itself hears; if 151..153 is 3 or 5 or 7
    154..167  slot_number         uint          SOTDMA: slot of this transmission; null beyond 2249; if 151..153 is 2
                                                or 4 or 6
    154..167  slot_offset         uint          SOTDMA: slots to the next transmission; if 151..153 is 0
    154..158  utc_hour            uint          SOTDMA: UTC hour told in the comm state; null beyond 23; if 151..153
                                                is 1
    159..165  utc_minute          uint          SOTDMA: UTC minute told in the comm state; null beyond 59; if 151..153
                                                is 1
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
