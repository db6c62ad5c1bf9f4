"""DAC 367, FI 33: environmental message of the United States (USCG, version 3 of 2015).

Reports of 112 bits as in IMO's, up to eight; site, 3D and horizontal current are wider, and there is a second wind
report. Places, widths and codes are as two public decoders give them, which agree; the specification was not at hand.
"""

from marsad.decode.ais.application import sensors
from marsad.decode.ais.application.fields import direction, fine_place, utc_clock
from marsad.decode.ais.bit_table import Application, BitField, Group

_SITE, _3D, _HORIZONTAL, _WEATHER, _GAP, _WIND = (sensors.kind(n) for n in (0, 5, 6, 9, 10, 11))


def _component(name: str, first: int) -> BitField:
    return BitField(name, first, 9, "int", per=10, na=(-256,), low=-246, high=246, when=(_3D,), unit="kn")


_REPORT = (
    *sensors.HEADER,
    BitField("version", 27, 6, when=(_SITE,)),
    *fine_place(33, 61, _SITE),
    BitField("precision", 88, 3, when=(_SITE,)),
    BitField("altitude_m", 91, 12, "int", per=10, na=(2002,), low=-2001, high=2001, when=(_SITE,), unit="m"),
    BitField("owner", 103, 4, when=(_SITE,), meaning=sensors.OWNER),
    BitField("data_timeout", 107, 3, when=(_SITE,), meaning=sensors.TIMEOUT),
    *sensors.STATION_NAME,
    *sensors.WIND,
    *sensors.WATER_LEVEL,
    *sensors.CURRENT_2D,
    *(
        field
        for n in (1, 2)
        for field in (
            _component(f"current_north_{n}_kn", 27 + 36 * (n - 1)),
            _component(f"current_east_{n}_kn", 36 + 36 * (n - 1)),
            _component(f"current_up_{n}_kn", 45 + 36 * (n - 1)),
            sensors.depth(f"current_depth_{n}_m", 54 + 36 * (n - 1), _3D),
        )
    ),
    sensors.data_kind(99, 5),
    direction("current_bearing_deg", 27, _HORIZONTAL),
    *(
        field
        for n in (1, 2)
        for field in (
            BitField(f"current_distance_{n}_m", 36 + 35 * (n - 1), 9, na=(122,), high=121, when=(_HORIZONTAL,),
                     unit="m"),
            *sensors.current(45 + 35 * (n - 1), n, 6),
        )
    ),
    sensors.data_kind(106, 6),
    *sensors.SEA_STATE,
    *sensors.SALINITY,
    *sensors.WEATHER,
    BitField("dew_point_c", 51, 10, per=10, plus=-20, na=(701,), high=700, when=(_WEATHER,), unit="degC"),
    *sensors.AIR_GAP,
    sensors.data_kind(84, 10),
    sensors.wind("wind_speed_kn", 27, 11),
    sensors.wind("wind_gust_kn", 34, 11),
    direction("wind_direction_deg", 41, _WIND),
    BitField("wind_averaging_min", 50, 6, na=(0,), when=(_WIND,), unit="min"),
    sensors.data_kind(56, 11),
    sensors.wind("forecast_wind_speed_kn", 59, 11),
    sensors.wind("forecast_wind_gust_kn", 66, 11),
    direction("forecast_wind_direction_deg", 73, _WIND),
    *utc_clock(82, _WIND, prefix="forecast_"),
    BitField("forecast_duration_min", 93, 8, na=(255,), when=(_WIND,), unit="min", meaning="0 cancels"),
)  # fmt: skip

APPLICATIONS = (
    Application("us_environmental", 367, 33, (8,), "Environmental (United States)", "USCG EM version 3 (2015)", 112, (),
                (Group("reports", 0, 112, _REPORT, most=8),)),
)  # fmt: skip
